from __future__ import annotations

import json

from hypothesis import given

from handlers.conversation.reply import Reply
from handlers.conversation.saved import from_document, to_document
from tests.replies.strategies import replies


@given(replies())
def test_a_reply_survives_the_database(reply: Reply) -> None:
    assert from_document(json.loads(json.dumps(to_document(reply)))) == reply
