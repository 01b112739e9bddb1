"""Takes the wizard's forms: what is written there changes the draft, as a sentence does."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import partial

from handlers.conversation.manners import stale
from handlers.conversation.reply import Reply
from handlers.conversation.turn import Turn
from handlers.incentives.drafting.draft import Draft
from handlers.incentives.drafting.places import get, put, without
from handlers.incentives.drafting.questions import Question
from handlers.incentives.drafting.wizard import forms
from handlers.incentives.drafting.wizard.fields import Step
from handlers.incentives.drafting.wizard.forms import Faults
from handlers.incentives.drafting.world import Document
from handlers.incentives.handler import incentives
from handlers.incentives.planning import cards, working
from handlers.incentives.planning.openers import form
from handlers.incentives.planning.roles import MANAGERS
from handlers.incentives.planning.seen import Seen
from handlers.incentives.planning.words import drafting
from handlers.incentives.planning.worlds import world

#: What is paid on where the form was not asked yet.
BASES = {"rate": "net", "per_unit": "seats", "tiers": "net"}
#: Names that were not known, and the step that names them anew.
MENDED = {"unknown_who": Step.WHO, "unknown_product": Step.COUNTS}


def filled(turn: Turn, values: Mapping[str, str], step: Step) -> Reply:
    seen = Seen.of(turn.subject)
    draft = _draft(turn, seen)
    if draft is None:
        return stale(turn.language)
    before = draft.document()
    by = forms.written_by(
        turn.read, world(turn.records), drafting(turn.text), str(before["currency"])
    )
    after = forms.filled(before, step, values, by, seen.component)
    if isinstance(after, Faults):
        return cards.again(form(before, step, seen, turn.text, after), turn.text)
    after = _with_base(after, seen.component)
    plan = draft.plan if after == before else _unnamed(draft.plan, before, after)
    return working.shown(turn, replace(draft, plan=plan, unsure=_open(draft, plan, step)), seen)


for each in Step:
    incentives.form(f"plan_{each}", roles=MANAGERS)(partial(filled, step=each))


def _draft(turn: Turn, seen: Seen) -> Draft | None:
    """The stored one, the one in the air, or an empty one."""
    if seen.id:
        row = working.own(turn, seen)
        return Draft.of(row.draft) if row else None
    return working.held(turn) or Draft({"components": [{"rule": {}}]}, turn.language)


def _open(draft: Draft, plan: Document, step: Step) -> tuple[Question, ...]:
    """What the form did not answer."""
    return tuple(question for question in draft.unsure if _is_open(question, plan, step))


def _is_open(question: Question, plan: Document, step: Step) -> bool:
    if question.places:
        return all(get(plan, place) is None for place in question.places)
    return MENDED.get(question.key) is not step


def _with_base(document: Document, component: int) -> Document:
    rule = get(document, ("components", component, "rule")) or {}
    base = BASES.get(rule.get("kind", ""))
    if not base or "base" in rule:
        return document
    found: Document = put(document, ("components", component, "rule", "base"), base)
    return found


def _unnamed(known: Document, before: Document, after: Document) -> Document:
    """Names that were made up are made up anew, so that they stay true."""
    components = [
        _without_made_up(component, number, known, before)
        for number, component in enumerate(after["components"])
    ]
    made = [key for key in ("name", "id") if key not in known and after[key] == before[key]]
    return {**without(after, *made), "components": components}


def _without_made_up(
    component: Document, number: int, known: Document, before: Document
) -> Document:
    said = get(known, ("components", number)) or {}
    old = get(before, ("components", number)) or {}
    made = [key for key in ("id", "label") if key not in said and component[key] == old.get(key)]
    found: Document = without(component, *made)
    return found
