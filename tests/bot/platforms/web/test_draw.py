"""What the page reads of a reply."""

from __future__ import annotations

import json
from typing import get_args

from bot.platforms.web import draw
from bot.platforms.web.connect import PAGE
from handlers.conversation.form import Field
from handlers.conversation.reply import (
    Attachment,
    Block,
    Button,
    Buttons,
    Heading,
    Paragraph,
    Reply,
    Style,
    Table,
)

REPLY = Reply(
    "Two things",
    (
        Paragraph("The first."),
        Table(("Seat", "SPIFF"), (("32", "Rp 8,000,000"),), frozenset({1, 0})),
        Heading("The second"),
        Buttons((Button("Withdraw", "deals.withdraw", "12", Style.DANGER),)),
        Attachment("a.csv", "text/csv", b"a,b\n", "Your data"),
    ),
    private=True,
)


def test_blocks_are_read_as_they_are_stored() -> None:
    drawn = draw.message(REPLY, "k1")
    assert (drawn["key"], drawn["title"], drawn["private"]) == ("k1", "Two things", True)
    paragraph, table, heading, buttons, attachment = drawn["blocks"]
    assert paragraph == {"kind": "Paragraph", "text": "The first."}
    assert table["numeric"] == [0, 1]
    assert heading["kind"] == "Heading"
    assert buttons["buttons"][0]["style"] == "danger"
    assert (attachment["content"], attachment["size"]) == ("YSxiCg==", 4)
    assert json.loads(json.dumps(drawn)) == drawn


def test_the_whole_answer_can_be_read_aloud() -> None:
    text = draw.message(REPLY, "k1")["text"]
    for words in ["Two things", "The first.", "32", "The second", "[Withdraw]", "Your data"]:
        assert words in text


def test_the_page_draws_every_kind_of_block_and_of_field() -> None:
    blocks = (PAGE / "blocks.js").read_text("utf-8")
    form = (PAGE / "form.js").read_text("utf-8")
    drawers = blocks[blocks.index("DRAWERS = {") :]
    for kind in get_args(Block):
        assert f"\n  {kind.__name__}: " in drawers, kind
    for kind in get_args(Field):
        assert f"\n  {kind.__name__}: " in form, kind
