"""Whom a plan may pay: the partners that its conditions about partners are true of."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import numpy as np

from handlers.incentives.calculating.facts import Facts as OfPartners
from handlers.incentives.engine.conditions import Test, When
from handlers.incentives.engine.plan import Plan
from handlers.incentives.engine.selling.facts import Facts
from handlers.incentives.engine.selling.sales import Sales
from storage.people import Person
from storage.store import Records

OF_PARTNERS = "partner."


def concerned(records: Records, plan: Plan, day: date) -> Iterator[Person]:
    """The members of the partners that it may pay."""
    for partner_id in partners(records, plan, day):
        yield from records.people.at(partner_id)


def partners(records: Records, plan: Plan, day: date) -> list[int]:
    """As they are that day; what only a sale can tell is taken to hold."""
    ids = [partner.id for partner in records.partners.all()]
    facts = OfPartners(records, ids)
    sold = {"date": day.isoformat(), "kind": "sale", "currency": plan.currency}
    rows = [{"id": str(id), **sold, **facts.partner(id, day)} for id in ids]
    known = Facts(Sales.of(rows))
    pays = [known.when(_of_partners(component.when)) for component in plan.components]
    holds = known.when(_of_partners(plan.eligible)) & np.any(pays, axis=0)
    return [id for id, is_paid in zip(ids, holds, strict=True) if is_paid]


def _of_partners(when: When) -> When:
    """Its tests of partners; a choice between groups only where all of them are of partners."""
    decidable = all(_tests_partner(test) for group in when.any_of for test in group)
    tests = tuple(test for test in when.all if _tests_partner(test))
    return When(tests, when.any_of if decidable else ())


def _tests_partner(test: Test) -> bool:
    return test.field.startswith(OF_PARTNERS)
