"""Replies as Teams shows them: golden drawings, and limits that hold for any reply."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from bot.platforms.teams import draw, receive
from bot.platforms.teams.draw import Look
from handlers.conversation.form import Choice, ChoiceField, Form, TextField
from handlers.conversation.message import Pressed, Submitted
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
    Link,
    Links,
    Paragraph,
    Picture,
    Reply,
    Table,
)
from storage.values import Language
from tests.bot.platforms.teams import judges
from tests.bot.platforms.teams.examples import EXAMPLES
from tests.bot.platforms.teams.golden import GOLDEN, drawn
from tests.bot.platforms.teams.judges import texts
from tests.replies.strategies import replies

QUICKLY = settings(max_examples=50, deadline=None, suppress_health_check=list(HealthCheck))
SLOWLY = settings(QUICKLY, max_examples=15)  #: the schema takes its time


@pytest.mark.parametrize("name", EXAMPLES)
def test_golden_drawings(name: str) -> None:
    """After a wanted change: `python -m tests.bot.platforms.teams.golden`."""
    assert drawn(EXAMPLES[name]) == json.loads((GOLDEN / f"{name}.json").read_text("utf-8"))


@pytest.mark.parametrize("name", EXAMPLES)
def test_examples_match_the_published_schema(name: str) -> None:
    for activity in draw.messages(EXAMPLES[name], Look("key0123")):
        judges.matches_schema(activity)
        judges.accepts(activity)
    in_dialog = draw.card(EXAMPLES[name], Look("key0123", dialog=True))
    judges.matches_schema({"attachments": [{"contentType": judges.CARD, "content": in_dialog}]})


@QUICKLY
@given(replies())
def test_any_reply_is_within_the_limits(reply: Reply) -> None:
    for activity in draw.messages(reply, Look("k" * 32)):
        judges.accepts(activity)


@SLOWLY
@given(replies())
def test_any_reply_matches_the_published_schema(reply: Reply) -> None:
    for activity in draw.messages(reply, Look("k" * 32)):
        judges.matches_schema(activity)


@pytest.mark.parametrize(
    "reply",
    [
        Reply("Rincian", tuple(Paragraph(f"{n}. " + "kata " * 300) for n in range(1, 60))),
        Reply("Panjang", (Paragraph("kata " * 40_000),)),
        Reply("Tanpa spasi", (Paragraph("k*" * 60_000),)),
        Reply("Tabel", (Table(("A", "B"), tuple((str(n), "x" * 90) for n in range(2_000))),)),
        Reply("Satu baris", (Table(("A",), (("kata " * 20_000,),)),)),
        Reply("Satu fakta", (Facts((Fact("A", "kata " * 20_000),)),)),
        Reply("Fakta", (Facts(tuple(Fact(str(n), "x" * 90) for n in range(900))),)),
        Reply("Tombol", (Buttons(tuple(Button("x" * 90, "a.b", str(n)) for n in range(300))),)),
        Reply("Kutipan", (Citations((Citation("D", "", "", "kata " * 20_000),) * 3),)),
        Reply("judul " * 20_000),
    ],
    ids=lambda reply: reply.title[:12],
)
def test_what_is_too_long_goes_on_in_further_messages(reply: Reply) -> None:
    activities = draw.messages(reply, Look("k" * 32))
    assert len(activities) > 1
    for activity in activities:
        judges.accepts(activity)
    last = texts(activities[-1:])[-1]
    assert last == f"{len(activities)} of {len(activities)}"
    words = sum(text.count("kata ") for text in texts(activities))
    block = reply.blocks[0] if reply.blocks else None
    assert words >= str(block).count("kata ") - len(activities) * 2


def test_a_form_is_never_torn_apart() -> None:
    choices = tuple(Choice(str(n), "pilihan " * 20) for n in range(60))
    form = Form("a.b", "Isi", (ChoiceField("c", "C", choices), TextField("t", "T")), "Kirim")
    reply = Reply("Banyak", (Paragraph("kata " * 3_000), AskWith("Isi", form)))
    (whole,) = [e for e in judges.elements(draw.messages(reply)) if e.get("style") == "emphasis"]
    assert [each["type"] for each in whole["items"]] == [
        "TextBlock", "Input.ChoiceSet", "Input.Text", "ActionSet",
    ]  # fmt: skip


def pressed(action: dict[str, Any], /, **inputs: str) -> dict[str, Any]:
    """The activity that a client makes of an action, executed or submitted."""
    data = inputs | action["data"]
    here: dict[str, Any] = {"from": {"id": "29:1"}, "conversation": {"id": "a:1"}, "id": "1"}
    if action["type"] == "Action.Submit":
        return here | {"type": "message", "value": data}
    executed = {"type": "Action.Execute", "verb": action["verb"], "data": data}
    return here | {"type": "invoke", "name": "adaptiveCard/action", "value": {"action": executed}}


def both(reply: Reply) -> list[tuple[dict[str, Any], dict[str, Any]]]:
    """Every executed action of a drawing, with the submission it falls back to."""
    found = judges.elements(draw.messages(reply, Look("key0123")))
    return [(each, each["fallback"]) for each in found if each["type"] == "Action.Execute"]


def test_a_button_is_read_as_it_was_drawn_executed_or_submitted() -> None:
    reply = Reply("", (Buttons((Button("Batalkan", "deals.withdraw", "12"),)),))
    ((execute, submit),) = both(reply)
    for action in (execute, submit):
        message = receive.read(pressed(action))
        assert message is not None
        assert message.act == Pressed("deals.withdraw", "12", "key0123")
        assert action["associatedInputs"] == "none"


def test_a_form_is_read_as_it_was_drawn_whatever_its_fields_are_called() -> None:
    names = ("subject", "value", "action", "key", "field.x", "message_key", "customer")
    form = Form("a.b", "T", tuple(TextField(n, n, f"{n} 1") for n in names), "Kirim", "42")
    reply = Reply("", (AskWith("Isi", form),))
    inputs = [e for e in judges.elements(draw.messages(reply)) if e["type"] == "Input.Text"]
    filled = {each["id"]: each["value"] for each in inputs}
    ((execute, submit),) = both(reply)
    for action in (execute, submit):
        message = receive.read(pressed(action, **filled))
        assert message is not None
        values = {name: f"{name} 1" for name in names}
        assert message.act == Submitted("a.b", values, "42", "key0123", inline=True)


def test_inputs_that_a_client_leaves_out_are_empty() -> None:
    form = Form("a.b", "T", (TextField("x", "X"), TextField("y", "Y")), "Kirim")
    ((execute, _),) = both(Reply("", (AskWith("Isi", form),)))
    message = receive.read(pressed(execute, y="1"))
    assert message is not None
    assert isinstance(message.act, Submitted)
    assert message.act.values == {"x": "", "y": "1"}


def test_two_forms_on_one_card_are_told_apart() -> None:
    reply = EXAMPLES["approval"]
    inputs = [e for e in judges.elements(draw.messages(reply)) if e["type"] == "Input.Text"]
    filled = {each["id"]: label for each, label in zip(inputs, ("phone", "price"), strict=True)}
    acts = []
    for execute, _ in both(reply)[1:]:
        message = receive.read(pressed(execute, **filled))
        assert message is not None
        assert isinstance(message.act, Submitted)
        acts.append((message.act.form, dict(message.act.values)))
    assert acts == [("deals.return", {"reason": "phone"}), ("deals.decline", {"reason": "price"})]
    assert not any(each.get("isRequired") for each in inputs)


def test_a_form_waits_behind_its_label_where_a_button_may_do_as_well() -> None:
    empty = AskWith("Decline", Form("a.b", "T", (TextField("x", "Why"),), "Send"))
    filled = AskWith("Change", Form("a.b", "T", (TextField("x", "Why", "so"),), "Send"))
    approve = Buttons((Button("Approve", "a.c"),))
    kinds = {
        name: [e["type"] for e in draw.card(Reply("T", blocks))["body"][1:]]
        for name, blocks in {
            "alone": (empty,), "beside": (approve, empty), "filled": (approve, filled),
        }.items()
    }  # fmt: skip
    assert kinds == {
        "alone": ["Container"], "beside": ["ActionSet"], "filled": ["ActionSet", "Container"],
    }  # fmt: skip


def test_in_a_dialog_everything_is_submitted() -> None:
    card = draw.card(EXAMPLES["approval"], Look(dialog=True))
    kinds = {e["type"] for e in judges.elements(card) if e["type"].startswith("Action.")}
    assert kinds == {"Action.Submit", "Action.ShowCard"}


def test_cited_words_stand_in_the_message_with_their_numbers() -> None:
    (activity,) = draw.messages(EXAMPLES["two cited answers"])
    assert activity["text"] == "**90 days now.**\n\nIt was 60 days before 1 July 2026. [1] [2]"
    names = [c["appearance"]["name"] for c in activity["entities"][0]["citation"]]
    assert names == ["Deal rules v2 › Protection", "Deal rules (v1) › Protection › 4"]
    shown = texts([activity])
    assert "90 days now." not in shown
    assert "“It protects 60 days.”" in shown
    assert r"3\. Pro datasheet \(v4\) › Limits".replace(r"\(", "(").replace(r"\)", ")") in shown


def test_more_sources_than_teams_takes_stay_on_the_card() -> None:
    many = tuple(Citation(f"D{n}", "", "", "q") for n in range(25))
    (activity,) = draw.messages(Reply("T", (Citations(many),)))
    judges.accepts(activity)
    assert any("D24" in text for text in texts([activity]))


def test_a_card_that_takes_anothers_place_holds_everything() -> None:
    shown = texts([draw.card(EXAMPLES["two cited answers"])])
    assert shown[:2] == ["90 days now.", "It was 60 days before 1 July 2026."]


def test_feedback_is_the_platforms_and_buttons_that_work() -> None:
    (activity,) = draw.messages(EXAMPLES["answer"], Look("key0123"))
    assert activity["channelData"] == {"feedbackLoop": {"type": "default"}}
    up, down = both(EXAMPLES["answer"])
    assert (up[0]["data"]["value"], down[0]["data"]["value"]) == ("up:91", "down:91")


def test_a_file_is_offered_in_the_direct_chat_only() -> None:
    file = Reply("Data", (Attachment("data.csv", "text/csv", b"a,b\n", "Semua"),))
    _, offer = draw.messages(file, Look("key0123"))
    (consent,) = offer["attachments"]
    assert consent["contentType"] == "application/vnd.microsoft.teams.card.file.consent"
    assert consent["name"] == "data.csv"
    assert consent["content"]["sizeInBytes"] == 4
    assert consent["content"]["acceptContext"] == {"key": "key0123", "file": 0}
    (elsewhere,) = draw.messages(file, Look("key0123", Language.ID, direct=False))
    assert any("chat langsung" in text for text in texts([elsewhere]))


def test_a_picture_has_words_for_who_cannot_see_it() -> None:
    picture = Picture("Seat", (Bar("A", 1, "1"),), "A sells 1.")
    (image,) = [
        e for e in judges.elements(draw.messages(Reply("", (picture,)))) if e["type"] == "Image"
    ]
    assert image["altText"] == "Seat. A sells 1."
    assert image["url"].startswith("data:image/png;base64,")


def test_a_picture_stays_with_its_title() -> None:
    picture = Picture("Seat", (Bar("A", 1, "1"),), "A sells 1.")
    (activity,) = draw.messages(Reply("", (Paragraph("Before"), picture)))
    (card,) = judges.cards(activity)
    titled, image = card["body"][-1]["items"]
    assert (titled["text"], image["type"]) == ("Seat", "Image")


def test_only_the_web_can_be_opened() -> None:
    links = Links((Link("Docs", "https://a.test/x"), Link("Klik", "javascript:alert(1)")))
    (activity,) = draw.messages(Reply("", (links,)))
    opened = [e["url"] for e in judges.elements(activity) if e["type"] == "Action.OpenUrl"]
    assert opened == ["https://a.test/x"]
    assert "Klik: javascript:alert(1)" in texts([activity])


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("[klik](https://evil.test)", r"\[klik\]\(https://evil.test)"),
        ("*tebal* _miring_ `kode`", r"\*tebal\* \_miring\_ \`kode\`"),
        ("1. satu\n2) dua", "1\\. satu\n\n2\\) dua"),
        ("- satu\n# dua\n> tiga", "\\- satu\n\n\\# dua\n\n\\> tiga"),
        ("{{DATE(2026-09-16T03:00:00Z)}}", "{\\{DATE(2026-09-16T03:00:00Z)}}"),
        ("Rp 8.000.000 (v4) -5 %", "Rp 8.000.000 (v4) -5 %"),
        ("\u202eterbalik\u200b", "terbalik"),
        ("<at>Budi</at> & <b>", "<at>Budi</at> & <b>"),
    ],
)
def test_words_stay_words(said: str, shown: str) -> None:
    assert texts(draw.messages(Reply("", (Paragraph(said),))))[1] == shown


def test_cited_words_are_no_markup_either() -> None:
    reply = Reply("<b>1</b> & [2]", (Citations((Citation("D", "", "", "q"),)),))
    (activity,) = draw.messages(reply)
    assert activity["text"] == r"**&lt;b&gt;1&lt;/b&gt; &amp; \[2\]** [1]"


def test_words_of_the_form_are_in_the_readers_language() -> None:
    form = Form("a.b", "T", (TextField("x", "Kontak"),), "Kirim")
    activity = draw.message(Reply("", (AskWith("Isi", form),)), "k", Language.ID)
    (field,) = [e for e in judges.elements(activity) if e["type"] == "Input.Text"]
    assert field["errorMessage"] == "Kontak: mohon diisi."
