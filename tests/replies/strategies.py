"""Any reply at all, for properties that must hold for every one of them."""

from __future__ import annotations

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

NASTY = ("<!channel>", "<@U1>", "<https://a.test|b>", "```", "*b*", "&amp;", "a|b", "\u202eabc")
letters = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
long = st.builds(lambda word, times: f"{word} " * times, letters, st.integers(0, 400))
text = st.one_of(letters, st.sampled_from(NASTY), long)
ids = st.text("abcdefghij.0123456789", min_size=1, max_size=80)


def many(strategy: st.SearchStrategy[object], most: int = 6) -> st.SearchStrategy[tuple]:  # type: ignore[type-arg]
    return st.lists(strategy, max_size=most).map(tuple)


choices = st.lists(st.builds(Choice, ids, text), max_size=130, unique_by=lambda c: c.value)
dates = st.one_of(st.dates().map(str), text)
fields = st.one_of(
    st.builds(TextField, ids, text, text, text, st.booleans(), st.booleans(), text),
    st.builds(ChoiceField, ids, text, choices.map(tuple), ids, st.booleans(), text),
    st.builds(DateField, ids, text, dates, st.booleans(), text),
)
forms = st.builds(
    Form,
    ids,
    text,
    st.lists(fields, min_size=1, max_size=6, unique_by=lambda field: field.name).map(tuple),
    text.filter(str.strip),
    ids,
)
buttons = st.builds(Button, text, ids, st.one_of(st.just(""), ids), st.sampled_from(Style))


@st.composite
def tables(draw: st.DrawFn) -> Table:
    """Every row is as wide as the headers, and there is at least one column."""
    width = draw(st.integers(1, 25))
    row = st.lists(letters, min_size=width, max_size=width).map(tuple)
    headers, rows = draw(row), draw(st.lists(row, max_size=5))
    times = draw(st.sampled_from((1, 1, 1, 40)))
    return Table(headers, tuple(rows * times), draw(st.frozensets(st.integers(0, 25))), draw(text))


blocks = st.one_of(
    st.builds(Heading, text),
    st.builds(Paragraph, text),
    st.builds(Facts, many(st.builds(Fact, text, text), 25)),
    tables(),
    st.builds(Picture, text, many(st.builds(Bar, text, st.integers(), text), 30), text),
    st.builds(Buttons, many(buttons, 30)),
    st.builds(Links, many(st.builds(Link, text, text), 20)),
    st.builds(AskWith, text, forms),
    st.builds(Citations, many(st.builds(Citation, text, text, text, text, text, text))),
    st.builds(Feedback, ids, ids, text, text),
    st.builds(Attachment, text, text, st.binary(max_size=9), text),
)


def replies() -> st.SearchStrategy[Reply]:
    several = st.lists(blocks, max_size=12).map(tuple)
    return st.builds(Reply, text, several, st.booleans(), st.booleans(), st.booleans())
