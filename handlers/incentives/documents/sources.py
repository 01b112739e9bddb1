"""Where the money of a statement came from, in as few parts as a picture can show."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from handlers.conversation.text import Text
from handlers.incentives.documents import totals, words
from handlers.incentives.documents.totals import Source
from handlers.incentives.documents.values import StatementDocument
from storage.values import Money

MOST = 6  #: parts, the last of which is everything else


@dataclass(frozen=True, slots=True)
class Part:
    """`short` is enough of its name to tell it from the others beside it."""

    label: str
    short: str
    amount: Money
    share: Decimal


def parts(document: StatementDocument, text: Text) -> list[Part]:
    """Most first; shares are of all that is more than nothing."""
    found, whole = totals.by_source(document), totals.positive(document)
    shown = found if len(found) <= MOST else found[: MOST - 1]
    named = [
        Part(_label(each, text), _short(each, shown), each.amount, share)
        for each, share in ((each, totals.share(each.amount, whole)) for each in shown)
    ]
    rest = sum((each.amount for each in found[len(shown) :]), Money(0, document.currency))
    other = text("other_sources")
    others = Part(other, other, rest, totals.share(rest, whole))
    return named if len(shown) == len(found) else [*named, others]


def share(part: Part, text: Text) -> str:
    """Nothing beside what takes away."""
    return words.share(part.share, text) if part.amount.minor > 0 else ""


def _label(source: Source, text: Text) -> str:
    rule = source.rule
    return text("source", plan=rule.plan, component=rule.component, version=rule.version)


def _short(source: Source, shown: Sequence[Source]) -> str:
    """The component, with its plan and version only where two are called the same."""
    rule, rules = source.rule, [each.rule for each in shown]
    if sum(each.component == rule.component for each in rules) == 1:
        return rule.component
    if sum((each.component, each.plan) == (rule.component, rule.plan) for each in rules) == 1:
        return f"{rule.component}, {rule.plan}"
    return f"{rule.component}, {rule.plan} v{rule.version}"
