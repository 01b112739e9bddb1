"""What a draft comes to: a plan with a number of its own, or everything that is wrong with it."""

from __future__ import annotations

import json
from itertools import count
from typing import Any

from handlers.incentives.drafting.draft import Draft
from handlers.incentives.drafting.places import without
from handlers.incentives.drafting.world import Document
from handlers.incentives.engine.canonical import canonical_json
from handlers.incentives.engine.faults import Fault
from handlers.incentives.engine.plan import Earner, Plan
from handlers.incentives.engine.reading import read
from handlers.incentives.planning.worlds import latest
from storage.planning import PlanDraft
from storage.store import Records
from storage.values import Language


def sound(records: Records, draft: Draft) -> Plan | tuple[Fault, ...]:
    """A new plan has an id that no published one has."""
    document = draft.document()
    if document["version"] == 1:
        document["id"] = _free(document["id"], {plan.code for plan in latest(records)})
    return read(document)


def kept(plan: Plan) -> Document:
    """As it is stored: the canonical form, whose numbers are texts, with what goes without
    saying where talking would ask for it."""
    found: dict[str, Any] = json.loads(canonical_json(plan))
    for component in found["components"]:
        component.setdefault("label", component["id"])
        component.setdefault("earner", Earner.PARTNER.value)
    return found


def whole(plan: Plan, language: Language) -> Draft:
    """A plan that was brought as a file, to be worked on like any other draft."""
    return Draft(kept(plan), language)


def next_version(document: Document, version: int, language: Language) -> Draft:
    """The published plan, from a day that is still to be said."""
    return Draft({**without(document, "effective_from"), "version": version + 1}, language)


def own(records: Records, plan: Plan, author_id: int) -> PlanDraft | None:
    """An author's draft of the same version, which a file changes."""
    for row in records.plan_drafts.undecided():
        document = Draft.of(row.draft).document()
        same = (document["id"], document["version"]) == (plan.id, plan.version)
        if same and row.author_id == author_id:
            return row
    return None


def _free(wanted: str, taken: set[str]) -> str:
    numbered = (f"{wanted}-{number}" for number in count(2))
    return wanted if wanted not in taken else next(name for name in numbered if name not in taken)
