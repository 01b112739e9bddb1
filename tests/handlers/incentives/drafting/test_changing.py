from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from handlers.incentives.drafting.answering import answered
from handlers.incentives.drafting.changing import changed
from handlers.incentives.drafting.draft import Draft
from handlers.incentives.drafting.reading import said
from handlers.incentives.drafting.world import World
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
    assert [asked.key for asked in draft.questions] == ["which_day", "which_amount", "cap_whose"]
    draft = answer(draft, "12 October 2026", "en")
    draft = answer(draft, "millions", "en")
    draft = answer(draft, "each person", "en")
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
        ("id", "SPIFF 200rb per seat Q4 maks 10 jt per orang", "total", "max 10000000/plan"),
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


def test_one_currency_is_chosen_for_all_amounts() -> None:
    draft = said(READERS["en"], "SPIFF $20 per seat in October, budget Rp 50,000,000", WORLD)
    assert [answer(draft, each, "en").plan["currency"] for each in ("USD", "1")] == ["USD", "IDR"]


def test_the_first_and_the_second_are_choices_of_amounts_and_days() -> None:
    draft = said(READERS["en"], "SPIFF 1.2M per new customer from 12/10/2026", WORLD)
    draft = answer(draft, "the second one", "en")
    assert draft.plan["effective_from"] == "2026-12-10"
    draft = answer(draft, "the first", "en")
    assert gist(draft).endswith("member 1200000 once customer deal.type=new")


def test_what_was_not_understood_may_be_left_out() -> None:
    draft = said(READERS["id"], "komisi 5% Oktober untuk mitra, kalau jual minimal 20 seat", WORLD)
    (question,) = draft.questions
    assert (question.key, question.said) == ("unread", "20 seat")
    assert draft.chosen(question, 0).is_complete


def test_a_cap_in_seats_of_a_percentage_is_asked_in_money() -> None:
    draft = said(READERS["id"], "rebate 3% Oktober, maks 20 seat", WORLD)
    assert gist(answer(draft, "12 juta")).endswith("partner 3% net max 12000000/period")


def test_a_table_is_said_anew_and_keeps_how_it_pays() -> None:
    draft = said(
        READERS["id"], "rebate Q4 3% dari 500 juta, 5% dari 1 M, dari seluruh omzet", WORLD
    )
    after = change(draft, "4% dari 400 juta, 6% dari 900 juta")
    assert gist(after).endswith("partner whole net (<400000000: 0%, <900000000: 4%, rest: 6%)")
    assert "marginal net" in gist(change(draft, "hanya untuk bagian di atasnya"))


def test_a_percentage_is_said_anew() -> None:
    draft = said(READERS["en"], "5% commission in October, 1% into MDF", WORLD)
    assert "partner 7% net | mdf 1% net" in gist(change(draft, "make it 7%", "en"))
    assert "partner 6% margin | mdf" in gist(change(draft, "make it 6% of margin", "en"))


def test_a_cap_in_seats_is_worked_out_anew() -> None:
    assert "max 6000000/period" in gist(change(FIRST, "maks 20 seat per orang"))
    draft = said(READERS["en"], "SPIFF 1.2M per seat in October, Gold only", WORLD)
    after = change(answer(draft, "million", "en"), "cap it at 10 seats", "en")
    assert "max 12000000/period" in gist(after)


def test_a_plan_that_ends_before_it_begins_is_asked_about() -> None:
    after = change(FIRST, "sampai 1 September")
    assert [question.key for question in after.questions] == ["ends_first"]
    assert change(after, "sampai 25 Oktober").is_complete


def test_what_a_new_kind_lacks_is_asked() -> None:
    plan = {**FIRST.plan, "components": [{"earner": "partner", "rule": {"kind": "tiers"}}]}
    draft = Draft(plan, FIRST.language)
    assert [question.key for question in draft.questions] == ["rows", "mode"]


def test_where_no_product_is_known_none_is_read() -> None:
    draft = said(READERS["id"], "SPIFF 200rb per seat Pro bulan Oktober", World())
    assert [question.key for question in draft.questions] == ["unknown_product"]


def test_an_answer_that_fits_no_choice_is_no_answer() -> None:
    draft = said(READERS["en"], "SPIFF 1.2M per new customer from 12/10/2026 to 13/12/2026", WORLD)
    assert answered(draft, READERS["en"], "who knows", WORLD) is None
    assert answered(answer(draft, "2", "en"), READERS["en"], "who knows", WORLD) is None
