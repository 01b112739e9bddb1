from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from handlers.incentives.drafting.draft import Draft
from handlers.incentives.drafting.reading import said
from handlers.incentives.engine.plan import Plan
from handlers.incentives.engine.reading import read
from tests.handlers.incentives.drafting.gist import READERS, WORLD, gist

SENTENCES = tomllib.loads(Path(__file__).with_name("said.toml").read_text("utf-8"))
ROWS = [row for rows in SENTENCES.values() for row in rows]


@pytest.mark.parametrize(("language", "sentence", "expected"), ROWS)
def test_a_sentence_is_a_draft(language: str, sentence: str, expected: str) -> None:
    draft = said(READERS[language], sentence, WORLD)
    assert gist(draft) == expected
    assert Draft.of(draft.stored()) == draft


@pytest.mark.parametrize(("language", "sentence", "expected"), ROWS)
def test_a_draft_without_questions_is_a_plan(language: str, sentence: str, expected: str) -> None:
    draft = said(READERS[language], sentence, WORLD)
    assert draft.is_complete == ("?" not in expected)
    if draft.is_complete:
        assert isinstance(read(draft.document()), Plan)


def test_a_name_that_is_said_names_the_plan_and_its_id() -> None:
    draft = said(READERS["id"], "SPIFF bernama Gebyar Akhir Tahun, 50rb per seat, Oktober", WORLD)
    document = draft.document()
    assert (document["name"], document["id"]) == ("Gebyar Akhir Tahun", "gebyar-akhir-tahun")


def test_more_on_top_of_a_plan_is_its_next_version() -> None:
    draft = said(READERS["en"], "5% extra on top of Pro Push from 1 October", WORLD)
    document = draft.document()
    assert (document["id"], document["version"], document["name"]) == ("pro-push", 2, "Pro Push")


def test_the_date_that_counts_is_the_one_that_is_said() -> None:
    booked = said(READERS["en"], "2% rebate in October", WORLD).document()
    paid = said(READERS["id"], "rebate 2% Oktober menurut tanggal pembayaran", WORLD).document()
    assert [plan["measures"][0]["date"] for plan in (booked, paid)] == ["booked", "paid"]


def test_two_currencies_are_asked_about() -> None:
    draft = said(READERS["en"], "SPIFF $20 per seat in October, budget Rp 50,000,000", WORLD)
    (question,) = draft.questions
    assert question.key == "currency"
    assert question.choices == (("IDR",), ("USD",))


def test_a_cap_in_seats_is_worth_what_they_pay() -> None:
    draft = said(READERS["id"], "SPIFF 200rb per seat Oktober maks 30 seat per orang", WORLD)
    assert gist(draft).endswith("member 200000/seats max 6000000/period")
