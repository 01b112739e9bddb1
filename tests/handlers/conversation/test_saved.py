from __future__ import annotations

import json
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from handlers.conversation.form import Choice, ChoiceField, DateField, Form, TextField
from handlers.conversation.reply import (
    AskWith,
    Attachment,
    Bar,
    Button,
    Buttons,
    Citation,
    Citations,
    Fact,
    Facts,
    Feedback,
    Heading,
    Link,
    Links,
    Paragraph,
    Picture,
    Reply,
    Style,
    Table,
)
from handlers.conversation.saved import from_document, to_document

words = st.text(max_size=20)
fields = st.one_of(
    st.builds(TextField, words, words, words, words, st.booleans(), st.booleans(), words),
    st.builds(ChoiceField, words, words, st.tuples(st.builds(Choice, words, words)), words),
    st.builds(DateField, words, words, words),
)
forms = st.builds(Form, words, words, st.tuples(fields, fields), words, words)


def some(one: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.lists(one, max_size=3).map(tuple)


blocks = st.one_of(
    st.builds(Heading, words),
    st.builds(Paragraph, words),
    st.builds(Facts, some(st.builds(Fact, words, words))),
    st.builds(
        Table,
        st.tuples(words, words),
        some(st.tuples(words, words)),
        st.frozensets(st.integers(0, 1)),
        words,
    ),
    st.builds(Picture, words, some(st.builds(Bar, words, st.integers(), words)), words),
    st.builds(Buttons, some(st.builds(Button, words, words, words, st.sampled_from(Style)))),
    st.builds(Links, some(st.builds(Link, words, words))),
    st.builds(AskWith, words, forms),
    st.builds(Citations, some(st.builds(Citation, words, words, words, words, words, words))),
    st.builds(Feedback, words, words, words, words),
    st.builds(Attachment, words, words, st.binary(max_size=20), words),
)
replies = st.builds(Reply, words, some(blocks), st.booleans(), st.booleans())


@given(replies)
def test_a_reply_survives_the_database(reply: Reply) -> None:
    assert from_document(json.loads(json.dumps(to_document(reply)))) == reply
