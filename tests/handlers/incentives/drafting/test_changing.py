from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from handlers.incentives.drafting.answering import answered
from handlers.incentives.drafting.changing import changed
from handlers.incentives.drafting.draft import Draft
from handlers.incentives.drafting.reading import said
from handlers.incentives.engine.plan import Plan
from handlers.incentives.engine.reading import read
from tests.handlers.incentives.drafting.gist import PUSH, READERS, WORLD, gist

CHANGES = tomllib.loads(Path(__file__).with_name("changes.toml").read_text("utf-8"))["changes"]
FIRST = said(
    READERS["id"],
    "SPIFF 300 rb per seat Pro bulan Oktober, maks 12 jt per orang, Gold saja, anggaran 70 jt",
    WORLD,
)


def change(draft: Draft, sentence: str, language: str = "id") -> Draft:
    after = changed(draft, READERS[language], sentence, WORLD)
    assert after is not None
    return after


def answer(draft: Draft, sentence: str, language: str = "id") -> Draft:
    after = answered(draft, READERS[language], sentence, WORLD)
    assert after is not None
    return after


@pytest.mark.parametrize(("language", "sentence", "expected"), CHANGES)
def test_a_sentence_changes_a_draft(language: str, sentence: str, expected: str) -> None:
    after = change(FIRST, sentence, language)
    assert gist(after) == expected
    if after.is_complete:
        assert isinstance(read(after.document()), Plan)


@pytest.mark.parametrize("sentence", ["halo apa kabar", "thanks", "ok", "berapa biayanya?"])
def test_small_talk_changes_nothing(sentence: str) -> None:
    assert changed(FIRST, READERS["id"], sentence, WORLD) is None


@pytest.mark.parametrize(
    ("language", "sentence", "name"),
    [
        ("id", "ganti nama jadi Oktober Ceria", "Oktober Ceria"),
        ("en", "rename it to Pro Sprint", "Pro Sprint"),
        ("en", 'call it "Autumn Push 2"', "Autumn Push 2"),
        ("id", "namanya Gebyar Gold", "Gebyar Gold"),
    ],
)
def test_a_draft_is_renamed(language: str, sentence: str, name: str) -> None:
    after = change(FIRST, sentence, language)
    assert after.document()["name"] == name
    assert gist(after) == gist(FIRST)


def test_a_published_plan_keeps_its_ids_in_its_next_version() -> None:
    plan = {**PUSH, "version": 2, "effective_from": "2026-10-01"}
    after = change(Draft(plan, FIRST.language), "naikkan jadi 300 rb per seat")
    document = after.document()
    assert document["id"] == "pro-push"
    assert document["components"][0]["id"] == "spiff"
    assert document["components"][0]["rule"]["amount"] == "300000"


def test_ambiguous_amounts_and_days_are_asked_one_after_the_other() -> None:
    draft = said(READERS["en"], "SPIFF 5m for each new customer, 20m cap, from 12/10/2026", WORLD)
    assert [asked.key for asked in draft.questions] == ["which_day", "which_amount"]
    draft = answer(draft, "12 October 2026", "en")
    draft = answer(draft, "millions", "en")
    draft = answer(draft, "until 31 December", "en") if draft.is_complete else draft
    assert [asked.key for asked in draft.questions] == ["cap_per"]
    draft = answer(draft, "each month", "en")
    assert gist(draft).startswith("2026-10-12..")
    assert gist(draft).endswith("member 5000000 once customer deal.type=new max 20000000/period")


@pytest.mark.parametrize(
    ("language", "sentence", "reply", "expected"),
    [
        ("id", "rebate Q4 3% dari 500 juta, 5% dari 1 M", "dari seluruh omzet", "whole net"),
        ("en", "Q4 rebate 3% from 500 million, 5% from 1bn", "only the part inside", "marginal"),
        ("en", "Q4 rebate 3% from 500 million, 5% from 1bn", "2", "whole net"),
        ("id", "bonus 1 juta per pelanggan baru, Oktober", "orangnya", "member 1000000"),
        ("en", "bonus of 1 million per new customer, October", "the company", "partner 1000000"),
        ("id", "SPIFF 250 rb Pro, Oktober", "per seat", "member 250000/seats"),
        ("en", "SPIFF 250k Pro, October", "for every deal", "250000 once transaction"),
        ("id", "lomba penjual Oktober, juara 1 5 jt", "omzet tertinggi", "race net"),
        ("en", "seller race in October, first prize 5 million", "most seats", "race seats"),
        ("id", "komisi 5% mulai Oktober, minimum 5 jt sebulan", "tidak ditarik", "5000000 no"),
        ("en", "guarantee 5 million a month from October", "yes, taken back", "5000000 yes"),
        ("id", "SPIFF 300 rb per seat Pro", "mulai 1 Oktober", "2026-10-01.."),
        ("en", "SPIFF for Pro in October", "300k per seat", "300000/seats name=Pro"),
        ("en", "SPIFF 1.2M per new customer in October", "1.2 million", "member 1200000 once"),
        ("en", "SPIFF 1.2M per new customer in October", "billion", "member 1200000000 once"),
        ("id", "SPIFF 200rb per seat Q4 maks 10 jt", "total", "max 10000000/plan"),
        ("en", "5% commission in October, hold 20%", "1", "hold 20% on_customer_payment"),
    ],
)  # fmt: skip
def test_an_answer_fills_what_was_asked(
    language: str, sentence: str, reply: str, expected: str
) -> None:
    draft = said(READERS[language], sentence, WORLD)
    (question,) = draft.questions
    after = answer(draft, reply, language)
    assert question not in after.questions
    assert expected in gist(after)


def test_an_unknown_name_is_asked_until_a_known_one_is_said() -> None:
    draft = said(READERS["id"], "SPIFF 200rb per seat Oktober, Diamond saja", WORLD)
    (question,) = draft.questions
    assert (question.key, question.said) == ("unknown_who", "Diamond")
    assert gist(answer(draft, "Platinum")) == (
        "2026-10-01..2026-10-31 | tier=platinum | member 200000/seats"
    )
