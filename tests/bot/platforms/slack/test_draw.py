"""Replies as Slack shows them: golden drawings, and limits that hold for any reply."""

from __future__ import annotations

import html
import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from bot.platforms.slack import draw, limits
from bot.platforms.slack.elements import TooLong
from handlers.conversation.form import Choice, ChoiceField, Form
from handlers.conversation.reply import (
    AskWith,
    Bar,
    Button,
    Buttons,
    Fact,
    Facts,
    Paragraph,
    Picture,
    Reply,
    Style,
    Table,
)
from tests.bot.platforms.slack import judges
from tests.replies.examples import EXAMPLES
from tests.replies.strategies import replies

GOLDEN = Path(__file__).with_name("golden")
QUICKLY = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))


def drawn(name: str) -> dict[str, Any]:
    return draw.message(EXAMPLES[name], "key0123")


@pytest.mark.parametrize("name", EXAMPLES)
def test_golden_drawings(name: str) -> None:
    """After a wanted change: `python -m tests.bot.platforms.slack.golden`."""
    golden = json.loads((GOLDEN / f"{name}.json").read_text("utf-8"))
    assert drawn(name) == golden


@pytest.mark.parametrize("name", EXAMPLES)
def test_examples_are_what_slack_takes(name: str) -> None:
    judges.accepts_message(drawn(name))
    judges.accepts_view(draw.home(EXAMPLES[name], "key0123"))


@pytest.mark.parametrize("name", EXAMPLES)
def test_examples_match_slacks_published_types(name: str) -> None:
    judges.matches_published_types("Payload", {"blocks": drawn(name)["blocks"]})
    judges.matches_published_types("HomeView", draw.home(EXAMPLES[name], "key0123"))


@QUICKLY
@given(replies())
def test_any_reply_is_within_the_limits(reply: Reply) -> None:
    for body in draw.messages(reply, "k" * 32):
        judges.accepts_message(body)
    judges.accepts_view(draw.home(reply, "k" * 32))


@QUICKLY
@given(replies())
def test_every_word_of_any_reply_stands_in_the_blocks(reply: Reply) -> None:
    drawn_text = "\n".join(as_read([body["blocks"] for body in draw.messages(reply)]))
    for block in reply.blocks:
        if isinstance(block, Paragraph):
            for word in block.text.split():
                assert word in drawn_text


def as_read(drawn: Any) -> Iterator[str]:
    """Every text as a person reads it: only Slack's markup has entities in it."""
    match drawn:
        case {"type": "mrkdwn", "text": text}:
            yield html.unescape(text)
        case dict():
            yield from (text for value in drawn.values() for text in as_read(value))
        case list():
            yield from (text for value in drawn for text in as_read(value))
        case str():
            yield drawn


@pytest.mark.parametrize("word", ["&amp", "&amp;", "&lt;b>", "<!channel>", "a&b"])
def test_what_looks_like_an_entity_is_read_as_it_was_written(word: str) -> None:
    shown = draw.messages(Reply("", (Paragraph(word),)))
    assert word in list(as_read([body["blocks"] for body in shown]))


def test_a_long_answer_goes_on_in_further_messages() -> None:
    lines = tuple(Paragraph(f"{number}. " + "kata " * 300) for number in range(1, 21))
    bodies = draw.messages(Reply("Rincian", lines), "abc")
    assert len(bodies) == 3
    shown = [body["blocks"][-1]["elements"][0]["text"] for body in bodies]
    assert shown == ["1 / 3", "2 / 3", "3 / 3"]
    assert "20. kata" in json.dumps(bodies[-1]["blocks"])


def test_more_than_fifty_blocks_go_on_in_a_second_message() -> None:
    reply = Reply("Banyak", tuple(Paragraph(str(number)) for number in range(60)))
    assert [len(body["blocks"]) for body in draw.messages(reply)] == [50, 13]


def test_a_home_with_too_much_says_how_much_more_there_is() -> None:
    reply = Reply("Banyak", tuple(Paragraph(str(number)) for number in range(120)))
    assert draw.home(reply)["blocks"][-1]["elements"][0]["text"] == "… +22"


DEALS = Table(
    ("Deal", "Pelanggan", "Nilai", "Berikutnya"),
    (("D-1042", "PT Maju Bersama", "", "Closing paling lambat 20 November 2026"),),
)


def test_a_table_of_a_few_rows_is_a_list_of_them() -> None:
    two = replace(DEALS, rows=(*DEALS.rows, ("D-1007", "PT Cahaya Abadi", "Rp 1", "x")))
    _, first, second = draw.message(Reply("Deal Anda", (two,)))["blocks"]
    facts = "Pelanggan: PT Maju Bersama  ·  Berikutnya: Closing paling lambat 20 November 2026"
    assert first["text"]["text"] == f"*D-1042*\n{facts}"
    assert second["text"]["text"].startswith(
        "*D-1007*\nPelanggan: PT Cahaya Abadi  ·  Nilai: Rp 1"
    )


def test_a_rank_stands_with_who_has_it() -> None:
    ranks = Table(("Peringkat", "Siapa", "Poin"), (("1", "Rina", "77"), ("2", "Partner #2", "20")))
    first, second = draw.message(Reply("", (ranks,)))["blocks"]
    assert first["text"]["text"] == "*1. Rina*\nPoin: 77"
    assert second["text"]["text"] == "*2. Partner #2*\nPoin: 20"


def test_only_one_of_the_buttons_beside_each_other_stands_out() -> None:
    form = Form("a.b", "t", (), "ok")
    buttons = Buttons((Button("Terima", "d.accept", "1", Style.PRIMARY), Button("B", "c.d")))
    drop = Buttons((Button("Buang", "e.f", "", Style.DANGER),))
    reply = Reply("", (buttons, AskWith("Tolak", form), drop))
    (row,) = draw.message(reply, "key0123")["blocks"]
    assert [each.get("style") for each in row["elements"]] == ["primary", None, None, "danger"]


def test_a_chart_of_words_is_not_said_twice() -> None:
    picture = Picture("Seat", (Bar("A", 1, "1"), Bar("B", 2, "2")), "A sells 1, B sells 2.")
    assert "A sells" not in json.dumps(draw.message(Reply("", (picture,)))["blocks"])


def test_a_table_of_many_rows_is_slacks_own() -> None:
    many = replace(DEALS, rows=DEALS.rows * 20)
    drawn = draw.message(Reply("Deal Anda", (many,)))
    assert [block["type"] for block in drawn["blocks"]] == ["header", "table"]
    judges.accepts_message(drawn)
    judges.matches_published_types("Payload", {"blocks": drawn["blocks"]})


def test_a_table_too_large_for_slack_is_a_list_in_several_messages() -> None:
    table = Table(("Deal",), tuple((f"D-{number}",) for number in range(150)))
    bodies = draw.messages(Reply("Deal", (table,)))
    assert len(bodies) == 4
    assert "D-149" in json.dumps(bodies[-1]["blocks"])


def test_buttons_and_forms_that_follow_each_other_share_a_row() -> None:
    (row,) = (block for block in drawn("form")["blocks"] if block["type"] == "actions")
    opener, cancel = row["elements"]
    assert (opener["action_id"], opener["value"]) == ("form:deals.registration", "key0123")
    assert cancel["action_id"] == "deals.forget"
    assert row["block_id"] == "key0123:1"


def test_two_buttons_of_one_kind_are_told_apart() -> None:
    buttons = Buttons((Button("Pro", "deals.pick", "pro"), Button("Basic", "deals.pick", "b")))
    (row,) = draw.message(Reply("", (buttons, Paragraph("atau"), buttons)))["blocks"][::2][:1]
    assert [each["action_id"] for each in row["elements"]] == ["deals.pick", "deals.pick#2"]


def test_a_long_fact_takes_the_whole_width() -> None:
    facts = Facts((Fact("Nilai", "Rp 1"), Fact("Alasan", "panjang " * 50)))
    kinds = [
        "fields" if "fields" in b else "text" for b in draw.message(Reply("", (facts,)))["blocks"]
    ]
    assert kinds == ["fields", "text", "text"]


def test_an_empty_reply_is_still_a_message() -> None:
    assert draw.message(Reply("")) == {"text": limits.MORE, "blocks": []}


@pytest.mark.parametrize("button", [Button("a", "b" * 300), Button("a", "b", "c" * 2_001)])
def test_an_id_that_slack_has_no_room_for_is_our_mistake(button: Button) -> None:
    with pytest.raises(TooLong):
        draw.message(Reply("", (Buttons((button,)),)))


def test_a_form_button_needs_no_room_for_the_form() -> None:
    choices = tuple(Choice(str(number), "x" * 500) for number in range(500))
    form = Form("a.b", "t", (ChoiceField("c", "l", choices),), "ok")
    judges.accepts_message(draw.message(Reply("", (AskWith("Isi", form),)), "k" * 32))
