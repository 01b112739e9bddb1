from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.conversation.form import Form
from handlers.conversation.text import Text
from handlers.incentives.drafting.reading import said
from handlers.incentives.drafting.wizard.fields import Step
from handlers.incentives.drafting.wizard.forms import Faults, filled, form, written_by
from handlers.incentives.drafting.wizard.values import Written
from handlers.incentives.engine.plan import Plan
from handlers.incentives.engine.reading import read
from storage.values import Language
from tests.handlers.incentives.drafting.documents import DOCUMENTS, Document
from tests.handlers.incentives.drafting.gist import READERS, WORLD

TEXTS = {language: Text.load("drafting", language) for language in Language}
SPIFF = said(
    READERS["id"],
    "SPIFF 300 rb per seat Pro bulan Oktober, maks 12 jt per orang, Gold saja, anggaran 70 jt",
    WORLD,
).document()
REBATE = said(
    READERS["id"], "rebate Q4 3% dari 500 juta, 5% dari 1 miliar, dari seluruh omzet", WORLD
).document()


def by(language: Language = Language.ID) -> Written:
    return written_by(READERS[language.value], WORLD, TEXTS[language], "IDR")


def values(shown: Form) -> dict[str, str]:
    return {field.name: field.value for field in shown.fields}


def fill(document: Document, step: Step, **written: str) -> Document:
    known = values(form(document, step, TEXTS[Language.ID]))
    assert written.keys() <= known.keys()
    after = filled(document, step, {**known, **written}, by())
    assert not isinstance(after, Faults), after.errors
    assert isinstance(read(after), Plan)
    return after


@given(DOCUMENTS, st.sampled_from(Step), st.sampled_from(Language), st.data())
def test_a_form_sent_back_as_it_was_changes_nothing(
    document: Document, step: Step, language: Language, data: st.DataObject
) -> None:
    number = data.draw(st.integers(0, len(document["components"]) - 1))
    shown = form(document, step, TEXTS[language], number)
    assert filled(document, step, values(shown), by(language), number) == document


def test_the_first_step_shows_who_and_when() -> None:
    assert values(form(SPIFF, Step.WHO, TEXTS[Language.EN])) == {
        "name": "SPIFF CloudSuite Pro, Oktober 2026",
        "first": "2026-10-01",
        "last": "2026-10-31",
        "who": "Gold",
        "budget": "Rp 70,000,000",
        "threshold": "",
    }


def test_who_and_when_are_written_as_people_write() -> None:
    after = fill(SPIFF, Step.WHO, who="Gold, Silver, pengecer", last="", budget="80 juta")
    assert "effective_to" not in after
    assert after["budget"] == "80000000"
    assert after["eligible"]["all"] == [
        {"field": "partner.tier", "op": "in", "value": ["gold", "silver"]},
        {"field": "partner.type", "op": "eq", "value": "reseller"},
    ]


def test_what_counts_are_products_a_date_and_a_period() -> None:
    after = fill(SPIFF, Step.COUNTS, products="Pro, Basic", date="invoiced", period="quarter")
    (component,) = after["components"]
    assert component["when"]["all"][0]["value"] == ["CloudSuite Pro", "CloudSuite Basic"]
    assert after["measures"][0]["date"] == "invoiced"
    assert after["period"] == "quarter"


def test_no_products_are_all_products() -> None:
    assert "when" not in fill(SPIFF, Step.COUNTS, products="")["components"][0]


def test_another_kind_of_pay_keeps_what_it_can() -> None:
    known = values(form(SPIFF, Step.PAYS, TEXTS[Language.ID]))
    after = filled(SPIFF, Step.PAYS, {**known, "kind": "fixed", "earner": "partner"}, by())
    assert not isinstance(after, Faults)
    assert after["components"][0]["rule"] == {"kind": "fixed", "base": "seats", "amount": "300000"}
    assert after["components"][0]["earner"] == "partner"


def test_how_it_pays_is_an_amount_and_a_package() -> None:
    after = fill(SPIFF, Step.PAYS, amount="350 rb", package="5")
    rule = after["components"][0]["rule"]
    assert (rule["amount"], rule["package"]) == ("350000", "5")


def test_rows_are_thresholds_and_rates() -> None:
    after = fill(REBATE, Step.ROWS, rate_2="4%", up_to_3="2 miliar", rate_4="6,5%")
    assert after["components"][0]["rule"]["table"] == [
        {"up_to": "500000000", "pct": "0"},
        {"up_to": "1000000000", "pct": "4"},
        {"up_to": "2000000000", "pct": "5"},
        {"pct": "6.5"},
    ]


def test_an_emptied_row_goes() -> None:
    table = fill(REBATE, Step.ROWS, up_to_2="", rate_2="")["components"][0]["rule"]["table"]
    assert table == [{"up_to": "500000000", "pct": "0"}, {"pct": "5"}]


def test_prizes_are_rows_too() -> None:
    race = said(
        READERS["id"], "lomba penjual Oktober: juara 1 10 jt, juara 2 5 jt, seat terbanyak", WORLD
    ).document()
    rule = fill(race, Step.ROWS, prize_3="2,5 juta")["components"][0]["rule"]
    assert rule["prizes"] == ["10000000", "5000000", "2500000"]


def test_limits_and_holds_come_and_go() -> None:
    after = fill(
        SPIFF, Step.LIMITS, cap="15 juta", hold_pct="20", release="after_days", hold_days="30",
        claw="proportional", window_days="90",
    )  # fmt: skip
    (component,) = after["components"]
    assert component["limits"] == [{"per": "period", "excess": "drop", "max": "15000000"}]
    assert component["hold"] == {"pct": "20", "release": "after_days", "days": 30}
    assert component["clawback"] == {
        "only_paid": True, "method": "proportional", "window_days": 90,
    }  # fmt: skip
    again = fill(after, Step.LIMITS, cap="", hold_pct="", claw="none")
    assert not again["components"][0].keys() & {"limits", "hold", "clawback"}


@pytest.mark.parametrize(
    ("step", "field", "written", "fault"),
    [
        (Step.WHO, "name", "", "is_needed"),
        (Step.WHO, "first", "besok", "not_a_day"),
        (Step.WHO, "who", "Gold dan Diamond", "not_known"),
        (Step.WHO, "budget", "banyak", "not_money"),
        (Step.WHO, "budget", "US$ 500", "not_money"),
        (Step.COUNTS, "products", "Pro dan Ultra", "not_known"),
        (Step.PAYS, "amount", "", "is_needed"),
        (Step.PAYS, "package", "lima belas", "not_pct"),
        (Step.LIMITS, "window_days", "3 bulan", "not_number"),
    ],
)
def test_what_cannot_be_read_is_said_beside_the_field(
    step: Step, field: str, written: str, fault: str
) -> None:
    text = TEXTS[Language.ID]
    sent: dict[str, Any] = {**values(form(SPIFF, step, text)), field: written}
    after = filled(SPIFF, step, sent, by())
    assert isinstance(after, Faults)
    assert after.errors == {field: text(fault, said=written)}
    again = form(SPIFF, step, text, faults=after)
    assert again.has_errors
    assert values(again)[field] == written


def test_an_amount_that_may_be_two_is_not_taken() -> None:
    text = TEXTS[Language.EN]
    sent = {**values(form(SPIFF, Step.WHO, text)), "budget": "1.2M"}
    after = filled(SPIFF, Step.WHO, sent, by(Language.EN))
    assert isinstance(after, Faults)
    assert after.errors == {"budget": text("two_amounts")}
    rows = {**values(form(REBATE, Step.ROWS, text)), "rate_2": "about four"}
    assert isinstance(filled(REBATE, Step.ROWS, rows, by(Language.EN)), Faults)


def test_a_modal_holds_twenty_rows() -> None:
    rule = {**REBATE["components"][0]["rule"], "table": [{"pct": "1"}] * 19}
    plan = {**REBATE, "components": [{**REBATE["components"][0], "rule": rule}]}
    assert len(form(plan, Step.ROWS, TEXTS[Language.EN]).fields) == 40


def test_certified_people_are_named_like_any_other() -> None:
    after = fill(SPIFF, Step.WHO, who="Gold, bersertifikat")
    assert after["eligible"]["all"][-1] == {"field": "partner.certified", "op": "is_true"}
    assert values(form(after, Step.WHO, TEXTS[Language.ID]))["who"] == "Gold, certified"


@pytest.mark.parametrize(
    ("language", "written", "amount"),
    [
        (Language.EN, "90000000", "90000000"),
        (Language.ID, "90.000.000", "90000000"),
        (Language.ID, "500.000", "500000"),
        (Language.ID, "750", "750"),
    ],
)
def test_bare_digits_are_money_in_a_form(language: Language, written: str, amount: str) -> None:
    sent = {**values(form(SPIFF, Step.WHO, TEXTS[language])), "budget": written}
    after = filled(SPIFF, Step.WHO, sent, by(language))
    assert not isinstance(after, Faults)
    assert after["budget"] == amount


def test_a_mark_of_the_other_language_may_be_either() -> None:
    sent = {**values(form(SPIFF, Step.WHO, TEXTS[Language.EN])), "budget": "1.500"}
    after = filled(SPIFF, Step.WHO, sent, by(Language.EN))
    assert isinstance(after, Faults)
    assert after.errors == {"budget": TEXTS[Language.EN]("two_amounts")}


def test_rows_may_pay_for_each_unit_or_a_flat_amount() -> None:
    seats = "200rb per seat sampai 20 seat, 300rb per seat di atasnya"
    goals = "2 million from 100 million, 6 million from 250 million"
    units = said(READERS["id"], f"spiff Oktober {seats}, bertahap", WORLD).document()
    flat = said(READERS["en"], f"pay the partner {goals}, October", WORLD).document()
    after = fill(units, Step.ROWS, rate_2="350 rb")["components"][0]["rule"]["table"]
    assert after[1] == {"per_unit": "350000"}
    after = fill(flat, Step.ROWS, rate_2="3 juta")["components"][0]["rule"]["table"]
    assert after[1] == {"up_to": "250000000", "amount": "3000000"}
