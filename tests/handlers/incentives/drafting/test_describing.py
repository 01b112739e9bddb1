from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.conversation.text import Text
from handlers.incentives.drafting import asking
from handlers.incentives.drafting.draft import Draft
from handlers.incentives.drafting.reading import said
from handlers.incentives.drafting.saying.describing import described
from storage.values import Language
from tests.handlers.incentives.drafting.documents import DOCUMENTS, Document
from tests.handlers.incentives.drafting.gist import READERS, WORLD
from tests.handlers.incentives.drafting.test_said import ROWS

ENGLISH, INDONESIAN = (Text.load("drafting", language) for language in Language)


def draft(sentence: str, language: str = "id") -> Draft:
    return said(READERS[language], sentence, WORLD)


def test_a_spiff_is_said_back_in_english() -> None:
    plan = draft("SPIFF 300 rb per seat Pro Oktober, maks 12 jt per orang, Gold, anggaran 70 jt")
    assert described(plan.document(), ENGLISH) == [
        "For partners where the tier is Gold.",
        "Runs from 1 October 2026 to 31 October 2026.",
        "Counted by the month.",
        "SPIFF CloudSuite Pro (paid to the person): Rp 300,000 for each seat.",
        "Only where the product is CloudSuite Pro.",
        "At most Rp 12,000,000 for each person per month.",
        "For seats the booking date counts.",
        "Budget: Rp 70,000,000.",
    ]


def test_a_table_is_said_back_row_by_row_in_indonesian() -> None:
    plan = draft(
        "rebate Q4 3% dari 500 juta, 5% dari 1 miliar, dari seluruh omzet, tahan 20% 30 hari"
    )
    assert described(plan.document(), INDONESIAN) == [
        "Untuk semua mitra.",
        "Berlaku dari 1 Oktober 2026 sampai 31 Desember 2026.",
        "Dihitung per kuartal.",
        "Rebate (dibayar ke mitra): menurut baris penjualan,"
        " tarif baris yang tercapai untuk seluruh penjualan.",
        "Sampai Rp 500.000.000: 0%.",
        "Dari Rp 500.000.000 sampai Rp 1.000.000.000: 3%.",
        "Mulai Rp 1.000.000.000: 5%.",
        "Tepat di batas masuk baris yang lebih tinggi.",
        "20% ditahan selama 30 hari.",
        "Untuk penjualan, tanggal pemesanan yang dihitung.",
    ]


@pytest.mark.parametrize(
    ("sentence", "said_back"),
    [
        ("5 million for the partner if sales reach 100 million, October",
         "Bonus (paid to the partner): Rp 5,000,000, once per month,"
         " if sales is at least Rp 100,000,000."),
        ("SPIFF 500k for every 10 seats in October",
         "SPIFF (paid to the person): Rp 500,000 for every full 10 seats."),
        ("spiff 100k per seat after the first 20 seats in November",
         "SPIFF (paid to the person): Rp 100,000 for each seat, after the first 20."),
        ("3% of revenue into MDF in October", "MDF fund (into the MDF fund): 3% of sales."),
        ("5% extra on top of Pro Push from October",
         "Extra (paid to the person): 5% on top of what SPIFF Pro Push pays."),
        ("guarantee 5 million a month from October, recoverable",
         "What was added is taken back from later periods that pay more."),
        ("seller race in October, first prize 5 million, highest revenue",
         "Place 1: Rp 5,000,000."),
        ("5% commission in October, clawed back if returned within 60 days",
         "A return takes back its share within 60 days."),
        ("5% commission in October, hold 20% until 31 December",
         "20% is held until 31 December 2026."),
    ],
)  # fmt: skip
def test_each_kind_is_said_back(sentence: str, said_back: str) -> None:
    assert said_back in described(draft(sentence, "en").document(), ENGLISH)


def test_a_hold_may_wait_for_a_day_that_is_not_said() -> None:
    document = draft("5% commission in October, hold 20% until 31 December", "en").document()
    del document["components"][0]["hold"]["date"]
    said = "20% is held until a day that the plan does not say yet."
    assert said in described(document, ENGLISH)


@given(DOCUMENTS, st.sampled_from([ENGLISH, INDONESIAN]))
def test_any_plan_can_be_said_back(document: Document, text: Text) -> None:
    sentences = described(document, text)
    assert all(sentence and "None" not in sentence for sentence in sentences)


@pytest.mark.parametrize("text", [ENGLISH, INDONESIAN])
def test_every_question_and_choice_has_words(text: Text) -> None:
    for language, sentence, _ in ROWS:
        found = draft(sentence, language)
        described(found.document(), text)
        for question in found.questions:
            assert asking.prompt(question, text)
            named = asking.choices(question, found, text)
            assert len(set(named)) == len(question.choices)
            assert not set(named) & {"member", "whole", "period", "seats", "yes"}


def test_one_row_needs_no_word_on_its_bound() -> None:
    rule = {"kind": "tiers", "base": "net", "mode": "whole", "table": [{"pct": "5"}]}
    component = {
        "id": "base",
        "rule": rule,
        "when": {"all": [{"field": "seats", "op": "ge", "value": "2"}]},
    }
    sentences = described({"effective_from": "soon", "components": [component]}, ENGLISH)
    assert sentences == [
        "For all partners.",
        "Runs from soon, without an end date.",
        "base (paid to the partner): by rows of sales, the rate of the row reached on all sales.",
        "Only where seats is at least 2.",
        "Any amount: 5%.",
    ]


def test_choices_have_names() -> None:
    both = draft("SPIFF $20 per seat in October, budget Rp 50,000,000", "en")
    assert asking.choices(both.questions[0], both, ENGLISH) == ("IDR", "USD")
    days = draft("5% commission from 12/10/2026", "en")
    assert asking.choices(days.questions[0], days, ENGLISH) == (
        "12 October 2026",
        "10 December 2026",
    )
    amounts = draft("SPIFF 5m per new customer, max 20m, October", "en")
    assert asking.choices(amounts.questions[0], amounts, ENGLISH) == (
        "Rp 5,000,000 / Rp 20,000,000", "Rp 5,000,000,000 / Rp 20,000,000,000",
    )  # fmt: skip


def test_a_claim_is_said_back() -> None:
    rule = {"kind": "claim", "reimburse_pct": "50", "fund": "mdf"}
    assert described({"components": [{"id": "claims", "rule": rule}]}, INDONESIAN)[1:] == [
        "claims (dibayar ke mitra): 50% dari pengeluaran yang terbukti, sampai isi dana MDF."
    ]
