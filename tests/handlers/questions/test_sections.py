"""The section around a quote: for whoever may read it, on the day that was asked about."""

from __future__ import annotations

import json

import pytest

from handlers.conversation.message import Pressed
from handlers.questions import sources
from knowledge.library import add
from storage.store import Store
from storage.values import Platform
from tests.conftest import People


def test_the_section_around_the_quote(chat: People) -> None:
    rina = chat("rina").says("How many seats can one Pro tenant have?")
    rina.presses("Show the section").hears("Pro datasheet v4", "a second tenant", "Seats a tenant")
    rina.hears("Valid: since 1 July 2026", "Open the document: https://")
    dewi = chat("dewi").says("Maksimal berapa seat per tenant untuk Pro?")
    dewi.presses("Lihat bagian lengkap").hears("Berlaku: sejak 1 Juli 2026")


def test_each_of_several_sections_has_its_button(chat: People) -> None:
    dewi = chat("dewi").says("Masa proteksi berapa lama, dan bulan Juni kemarin berapa?")
    now, june = [
        button
        for block in dewi.reply.blocks
        for button in getattr(block, "buttons", ())
        if button.action == "questions.section"
    ]
    assert "v2" in now.label
    dewi.presses(june.label).hears("Deal rules v1", "60 hari", "sampai 30 Juni 2026")
    dewi.does_not_hear("90 hari")


def test_what_is_not_for_everybody_is_shown_in_private(chat: People) -> None:
    budi = chat("budi", Platform.SLACK)
    budi.says("how many days of goodwill extension may support grant?")
    value = section_value(budi)
    assert budi.presses("Show the section").reply.private
    rina = chat("rina").does(Pressed("questions.section", value))
    rina.hears("bukan untuk Anda").does_not_hear("goodwill", "7")


def section_value(budi: object) -> str:
    blocks = budi.reply.blocks  # type: ignore[attr-defined] # a chat
    return next(
        str(button.value)
        for block in blocks
        for button in getattr(block, "buttons", ())
        if button.action == "questions.section"
    )


@pytest.mark.parametrize(
    "value",
    [
        "",
        "no json",
        "[]",
        "[1, 2]",
        '["2026-09-16", "Pro datasheet", "v4", "en"]',
        '["yesterday", "Pro datasheet", "v4", "en", "Storage"]',
        '["2026-09-16", "Pro datasheet", "v9", "en", "Storage"]',
        '["2026-09-16", "Pro datasheet", "v4", "en", "Nothing"]',
    ],
)
def test_what_is_not_there_is_not_found(chat: People, value: str) -> None:
    chat("siti").does(Pressed("questions.section", value)).hears("no longer there")


def test_a_long_section_ends_where_the_document_goes_on(chat: People, store: Store) -> None:
    words = "\n\n".join(f"Paragraph {n} says a little more." for n in range(400))
    with store.transaction() as records:
        add(records, "long.md", f"---\nlanguage: en\n---\n# Kiosk\n\n## Kiosk rules\n\n{words}")
    value = json.dumps(["2026-09-16", "Kiosk", "", "en", "Kiosk rules"])
    siti = chat("siti").does(Pressed("questions.section", value))
    siti.hears("Paragraph 0 says", "…").does_not_hear("Paragraph 399")


def test_what_no_button_can_carry_has_none() -> None:
    assert sources.read("x" * 10_000) is None
