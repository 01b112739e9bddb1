"""Works plans out over the store as it is, with imagined sales beside it; stores nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal

from handlers.incentives.calculating.counting import settled
from handlers.incentives.calculating.evaluated import Evaluated, Part
from handlers.incentives.calculating.exchange import EVER, rates_for
from handlers.incentives.calculating.plans import ALWAYS, alone, attributed, families, shared
from handlers.incentives.calculating.rows import Row, facts_for, sold_by, told
from handlers.incentives.calculating.selling import Selling
from handlers.incentives.calculating.versions import continuing, elsewhere, once, prior
from handlers.incentives.engine.evaluate import evaluate
from handlers.incentives.engine.lines import Lines
from handlers.incentives.engine.plan import Earner, Plan
from handlers.incentives.engine.selling.sales import BadSales, Flaw
from storage.sold import SoldRow
from storage.store import Records
from storage.values import Period

Family = Sequence[Plan]


@dataclass(frozen=True, slots=True)
class Known:
    """Up to which transaction, and when: rates that were put right later do not count."""

    last_sale: int | None = None
    at: datetime = EVER


def evaluated(
    records: Records,
    plans: Iterable[Plan],
    partner_ids: Iterable[int],
    period: Period,
    extra: Iterable[Row] = (),
) -> Evaluated:
    """What plans pay these partners and their members for what was sold in a period (whole
    windows need all their days), and for `extra`, sales that nobody has made."""
    working = Working(records, period, list(extra))
    return working.evaluated(plans, partner_ids)


def as_known(
    records: Records, plans: Iterable[Plan], partner_ids: Iterable[int], known: Known
) -> Evaluated:
    """What plans paid by what was known once, when a statement was issued."""
    return Working(records, ALWAYS, [], known).evaluated(plans, partner_ids)


@dataclass(slots=True)
class Working:
    """What one evaluation needs again and again, and the rows that could not be counted."""

    records: Records
    period: Period
    extra: Sequence[Row]
    known: Known = Known()
    members: frozenset[int] | None = None  #: what nobody else sold need not be read
    flaws: dict[tuple[str, str], Flaw] = field(default_factory=dict)
    _read: dict[frozenset[int], list[SoldRow]] = field(default_factory=dict)

    def sold(self, ids: frozenset[int]) -> list[SoldRow]:
        """What these partners sold in the period, read once."""
        if ids not in self._read:
            read = self.records.sold.by(ids, self.period, self.known.last_sale, self.members)
            self._read[ids] = read if self.members is None else sold_by(self.members, read)
        return self._read[ids]

    def evaluated(self, plans: Iterable[Plan], partner_ids: Iterable[int]) -> Evaluated:
        ids, found = frozenset(partner_ids), families(plans)
        run = [family for family in found if any(map(shared, family))]
        parts = list(self.parts([each for each in found if each not in run], ids, ids))
        if run:
            everybody = frozenset(self.records.sold.partners()) | ids
            parts += self.parts(run, everybody, ids)
        return Evaluated(tuple(parts), tuple(self.flaws.values()), tuple(self.flaws))

    def parts(
        self, found: Sequence[Family], ids: frozenset[int], wanted: frozenset[int]
    ) -> Iterator[Part]:
        if not found or not ids:
            return
        facts = facts_for(self.records, ids)
        selling = Selling.of([*told(self.sold(ids), facts), *self.extra], facts)
        for family in found:
            yield from self._family(family, selling, wanted)

    def _family(self, family: Family, selling: Selling, wanted: frozenset[int]) -> Iterator[Part]:
        """Partner by partner where the result would hang on who else is in the rows."""
        if any(map(shared, family)):
            yield from (self._part(plan, selling, wanted) for plan in family)
        elif len(family) > 1 or alone(family[0]):
            for mine in selling.by_partner(wanted):
                yield from self._versions(family, mine, wanted)
        else:
            yield self._part(family[0], selling, wanted)

    def _versions(
        self, family: Family, selling: Selling, wanted: frozenset[int]
    ) -> Iterator[Part]:
        if len(family) == 1:
            yield self._part(family[0], selling, wanted)
            return
        kinds = {component.earner for plan in family for component in plan.components}
        for name, whose in selling.earners.items():
            if (Earner.PARTNER if whose.member_id is None else Earner.MEMBER) in kinds:
                yield from self._in_turn(family, selling.sold_by(name), name)

    def _in_turn(self, family: Family, mine: Selling, name: str) -> Iterator[Part]:
        """Earner by earner: each has other sums to go on from."""
        whose = {name: mine.earners[name]}
        alone = [Part(plan, self._lines(attributed(plan), mine, {}), whose) for plan in family]
        done: list[Part] = []
        for place, plan in enumerate(family):
            going_on = once(continuing(attributed(plan)), done, name)
            before = prior(going_on, done, name, mine.sales) | elsewhere(alone, place, name)
            lines = self._lines(going_on, mine, before)
            done.append(settled(Part(plan, lines, whose), done, alone[place + 1 :], name))
        yield from done

    def _part(self, plan: Plan, selling: Selling, wanted: frozenset[int]) -> Part:
        earners = {name: selling.earners[name] for name in selling.those(wanted)}
        return Part(plan, self._lines(attributed(plan), selling, {}), earners)

    def _lines(self, plan: Plan, selling: Selling, before: Mapping[str, Decimal]) -> Lines:
        """Without the rows that cannot be counted."""
        rates = rates_for(self.records, plan, selling.rows, self.known.at)
        while True:
            try:
                return evaluate(plan, selling.sales, prior=before, rates=rates)
            except BadSales as bad:
                self.flaws |= {(plan.id, flaw.transaction): flaw for flaw in bad.flaws}
                selling = selling.without(frozenset(flaw.transaction for flaw in bad.flaws))
