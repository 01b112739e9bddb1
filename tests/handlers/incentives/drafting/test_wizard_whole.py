"""The wizard on plans that came as files: what it does not ask stays as it was."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from handlers.conversation.text import Text
from handlers.incentives.drafting.draft import Draft
from handlers.incentives.drafting.wizard.fields import Step
from handlers.incentives.drafting.wizard.forms import Faults, filled, form
from handlers.incentives.engine.canonical import as_yaml
from handlers.incentives.engine.canonical import document as canonical
from handlers.incentives.engine.plan import Plan
from handlers.incentives.engine.reading import read, read_text
from storage.values import Language
from tests.handlers.incentives.drafting.test_wizard import SPIFF, TEXTS, by, fill, values

EVERYTHING = read_text((Path(__file__).parents[1] / "engine" / "everything.yaml").read_bytes())
assert isinstance(EVERYTHING, Plan)
WHOLE: dict[str, Any] = canonical(EVERYTHING)
PARTS = range(len(WHOLE["components"]))
MODAL_BLOCKS = 100


@pytest.mark.parametrize("number", PARTS)
@pytest.mark.parametrize("step", Step)
@pytest.mark.parametrize("language", Language)
def test_a_plan_of_every_key_comes_back_the_same(
    step: Step, number: int, language: Language
) -> None:
    shown = form(WHOLE, step, TEXTS[language], number)
    assert len(shown.fields) * 2 < MODAL_BLOCKS
    after = filled(WHOLE, step, values(shown), by(language), number)
    assert after == WHOLE
    assert Draft(WHOLE, language).document().keys() >= WHOLE.keys()


def test_another_name_changes_nothing_else() -> None:
    shown = values(form(WHOLE, Step.WHO, TEXTS[Language.EN]))
    after = filled(WHOLE, Step.WHO, {**shown, "name": "Other"}, by(Language.EN))
    assert not isinstance(after, Faults)
    plan, before = read({**after, "name": WHOLE["name"]}), read(WHOLE)
    assert isinstance(plan, Plan)
    assert plan == before
    assert read_text(as_yaml(plan).encode()) == plan


@pytest.mark.parametrize("base", ["net", "seats", "margin", "collected", "deals"])
def test_a_plan_is_paid_on_whatever_a_measure_adds_up(base: str) -> None:
    document = {**SPIFF, "measures": []}
    shown = values(form(document, Step.PAYS, TEXTS[Language.ID]))
    after = filled(document, Step.PAYS, {**shown, "base": base}, by())
    assert not isinstance(after, Faults)
    plan = read(Draft(after, Language.ID).document())
    assert isinstance(plan, Plan)
    assert list(plan.measures) == [base]


def test_a_column_of_ones_own_is_added_up() -> None:
    after = fill(SPIFF, Step.PAYS, base="other", column="points")
    (measure,) = (each for each in after["measures"] if each["of"] == "field")
    assert (measure["id"], measure["field"], measure["date"]) == ("other", "points", "booked")
    assert values(form(after, Step.PAYS, TEXTS[Language.EN]))["column"] == "points"


def test_a_part_is_paid_into_a_fund_and_in_cash_again() -> None:
    after = fill(SPIFF, Step.PAYS, paid_as="fund", earner="partner")
    (component,) = after["components"]
    assert (component["pays"], component["fund"]) == ("fund", "mdf")
    again = fill(after, Step.PAYS, paid_as="cash")
    assert "fund" not in again["components"][0]


def test_the_words_for_it_are_there() -> None:
    for text in (Text.load("drafting", language) for language in Language):
        assert text("measure_field") != text("measure_count")
