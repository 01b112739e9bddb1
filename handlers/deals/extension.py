"""How long a protection still runs, and how much longer the rule lets it run."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from handlers.conversation.turn import Happening
from handlers.deals import desk
from storage.deals import Deal, DealState

SOON = timedelta(days=30)
EVER = date.max


@dataclass(frozen=True, slots=True)
class Extension:
    """The rule: so many days, so often, and where that stands."""

    days: int
    times: int
    source: str


@dataclass(frozen=True, slots=True)
class Protection:
    """A deal whose customer is protected up to and including `until`."""

    deal: Deal
    until: date
    today: date
    rule: Extension

    @property
    def left(self) -> int:
        return (self.until - self.today).days

    @property
    def longer(self) -> date:
        return self.until + timedelta(days=self.rule.days)

    @property
    def may(self) -> bool:
        """Does the rule give it another extension?"""
        return self.deal.extensions < self.rule.times


def of(happening: Happening, deal: Deal) -> Protection | None:
    """None once it has ended, or where it never began."""
    return next(iter(running(happening, [deal])), None)


def running(happening: Happening, deals: Iterable[Deal]) -> list[Protection]:
    """Those that protect their customer today, the first to end first."""
    return sorted(_running(happening, deals), key=lambda each: (each.until, each.deal.id))


def soon(protections: Iterable[Protection]) -> list[Protection]:
    return [each for each in protections if each.until <= each.today + SOON]


def _running(happening: Happening, deals: Iterable[Deal]) -> Iterator[Protection]:
    rules: dict[date, Extension] = {}
    for deal in deals:
        today, until = desk.today(happening, deal.partner), deal.protected_until
        if deal.state is DealState.APPROVED and until is not None and until >= today:
            rule = rules.get(today) or _rule(happening, today)
            rules[today] = rule
            yield Protection(deal, until, today, rule)


def _rule(happening: Happening, day: date) -> Extension:
    rule = happening.records.rules.on("deals.extension", day)
    return Extension(rule.value["days"], rule.value["times"], rule.source)
