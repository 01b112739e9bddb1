"""Where the money of a statement came from, in as few parts as a picture can show."""

from __future__ import annotations

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
    label: str
    amount: Money
    share: Decimal


def parts(document: StatementDocument, text: Text) -> list[Part]:
    """Most first; shares are of all that is more than nothing."""
    found, whole = totals.by_source(document), totals.positive(document)
    zero = Money(0, document.currency)
    named = [(_label(each, text), each.amount) for each in found]
    if len(named) > MOST:
        rest = sum((amount for _, amount in named[MOST - 1 :]), zero)
        named = [*named[: MOST - 1], (text("other_sources"), rest)]
    return [Part(label, amount, totals.share(amount, whole)) for label, amount in named]


def share(part: Part, text: Text) -> str:
    """Nothing beside what takes away."""
    return words.share(part.share, text) if part.amount.minor > 0 else ""


def _label(source: Source, text: Text) -> str:
    rule = source.rule
    return text("source", plan=rule.plan, component=rule.component, version=rule.version)
