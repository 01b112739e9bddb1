"""The wizard: every step is a form, and a form changes what a sentence would."""

from __future__ import annotations

from storage.store import Store
from tests.conftest import People
from tests.handlers.incentives.planning.desk import drafts, only

SPIFF = "Make a SPIFF of 310k per Pro seat in November, capped at 12 million a person, Gold only"


def test_a_plan_from_nothing_by_forms(chat: People, store: Store) -> None:
    maya = chat("maya").says("could you make a new incentive plan for us")
    maya.submits("incentives.plan_pays", kind="per_unit", earner="member")
    maya.submits("incentives.plan_pays", base="seats", amount="150000")
    maya.submits("incentives.plan_limits", cap="5 million")
    assert drafts(store) == []
    maya.submits("incentives.plan_who", name="Winter", first="2026-12-01", last="2026-12-31")
    maya.hears("Draft Winter, version 1", "Rp 150,000", "At most Rp 5,000,000")
    document = only(store).draft["plan"]
    assert document["components"][0]["rule"] == {
        "kind": "per_unit", "base": "seats", "amount": "150000",
    }  # fmt: skip


def test_rows_are_asked_for_a_table(chat: People, store: Store) -> None:
    maya = chat("maya").says("could you make a new incentive plan for us")
    maya.submits("incentives.plan_pays", kind="tiers", earner="partner")
    maya.submits("incentives.plan_pays", mode="whole")
    maya.submits("incentives.plan_rows", up_to_1="100 million", rate_1="5%", rate_2="2%")
    maya.submits("incentives.plan_who", name="Falling", first="2026-12-01", last="2026-12-31")
    maya.hears("Draft Falling", "selling more pays less there", "100,000,000")
    assert only(store).draft["plan"]["components"][0]["rule"]["base"] == "net"


def test_made_up_names_stay_true(chat: People, store: Store) -> None:
    maya = chat("maya").says(SPIFF).hears("SPIFF CloudSuite Pro, November 2026")
    maya.submits("incentives.plan_who", first="2026-12-01", last="2026-12-31")
    maya.hears("Draft SPIFF CloudSuite Pro, December 2026")
    maya.submits("incentives.plan_who", name="December Push").hears("Draft December Push")
    maya.submits("incentives.plan_counts", period="quarter").hears("Draft December Push")
    row = only(store)
    assert (row.revision, row.draft["plan"]["name"]) == (4, "December Push")


def test_a_field_that_cannot_be_read_changes_nothing(chat: People, store: Store) -> None:
    maya = chat("maya").says(SPIFF).submits("incentives.plan_who", budget="a lot")
    maya.hears("nothing was changed", "Budget")
    assert only(store).revision == 1
    maya.submits("incentives.plan_who", budget="30 million").hears("Under budget by: Rp 7,150,000")


def test_a_form_of_an_older_revision_is_stale(chat: People, store: Store) -> None:
    maya = chat("maya").says(SPIFF)
    before = maya.answered
    maya.says("raise the cap to 20 million")
    maya.answered = before
    maya.submits("incentives.plan_who", budget="30 million").does_not_hear("Draft")
    assert only(store).revision == 2


def test_somebody_elses_form_is_stale(chat: People, store: Store) -> None:
    maya, sari = chat("maya").says(SPIFF), chat("sari")
    sari.answered = maya.answered
    sari.submits("incentives.plan_limits", cap="50 million").does_not_hear("Draft")
    assert only(store).revision == 1


def test_an_unknown_product_stays_asked_until_it_is_named(chat: People, store: Store) -> None:
    maya = chat("maya").says("SPIFF plan: make a SPIFF of 200k per Ultra seat in November")
    maya.hears("I do not know the product Ultra")
    maya.submits("incentives.plan_limits", cap="5 million").hears("Ultra")
    assert drafts(store) == []
    maya.submits("incentives.plan_counts", products="Pro").does_not_hear("Ultra")
    maya.presses("each seat").hears("Draft", "CloudSuite Pro")


def test_another_way_of_paying_has_forms_of_its_own(chat: People, store: Store) -> None:
    maya = chat("maya").says(
        "Make a commission of 5% of sales in November, and a bonus of 1 million per new customer"
        " to the partner"
    )
    (label,) = {
        button.label
        for block in maya.reply.blocks
        for button in getattr(block, "buttons", ())
        if button.label.startswith("Edit: ")
    }
    maya.presses(label).hears(label, "Rp 1,000,000")
    maya.submits("incentives.plan_pays", amount="2 million").hears("Rp 2,000,000")
    rules = [each["rule"] for each in only(store).draft["plan"]["components"]]
    assert [rule.get("pct", rule.get("amount")) for rule in rules] == ["5", "2000000"]
