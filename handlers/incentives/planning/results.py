"""How a replay looks: what it costs, who gets what, who gains and loses, what stands out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from handlers.conversation.reply import Bar, Block, Fact, Facts, Paragraph, Picture, Table
from handlers.conversation.text import Text
from handlers.incentives.calculating.cliffs import Cliff
from handlers.incentives.calculating.earners import Earner
from handlers.incentives.calculating.patterns import Odd, Pattern
from handlers.incentives.calculating.simulated import LeftOut, Outcome, Simulated
from handlers.incentives.drafting.saying.values import Shown
from handlers.incentives.engine.canonical import document
from handlers.incentives.engine.paying.reasons import Reason
from handlers.incentives.engine.rules import Tiers
from handlers.incentives.planning.words import drafting, planning
from storage.store import Records
from storage.values import Money

MOST_ROWS = 20
MOST_BARS = 12
MOST_REMARKS = 10
#: The sale was none that the plan pays for; with any other reason it was too little.
UNMET = (Reason.NOT_ELIGIBLE, Reason.NOT_MATCHED, Reason.NOT_MEASURED, Reason.OTHER_RULE)
PRECISE = 6  #: decimals of a cliff's total


def shown(found: Simulated, records: Records, text: Text) -> Iterator[Block]:
    results = _Results(found, records, planning(text))
    yield Facts(tuple(results.facts()))
    if found.outcomes:
        yield results.table()
    remarks = list(results.remarks(text))
    yield from map(Paragraph, remarks[:MOST_REMARKS])
    if len(remarks) > MOST_REMARKS:
        yield Paragraph(results.said.plural("more_remarks", len(remarks) - MOST_REMARKS))
    if len(found.outcomes) > 1:
        yield results.picture()


@dataclass(frozen=True, slots=True)
class _Results:
    found: Simulated
    records: Records
    said: Text

    def facts(self) -> Iterator[Fact]:
        found, said = self.found, self.said
        yield Fact(said("replayed_on"), said.period(found.period))
        yield Fact(said("total"), said.money(found.total))
        left = found.under_budget
        if found.budget is not None and left is not None:
            yield Fact(said("budget"), said.money(found.budget))
            short = left.minor < 0
            amount = Money(abs(left.minor), left.currency)
            yield Fact(said("over_budget" if short else "under_budget"), said.money(amount))
        yield Fact(
            said("earners"), said.show(sum(bool(each.amount.minor) for each in found.outcomes))
        )
        if found.capped:
            yield Fact(said("capped"), said.show(len(found.capped)))
        if any(each.now.minor for each in found.outcomes):
            gains, losses = len(found.gainers), len(found.losers)
            yield Fact(said("against_now"), said("gain_lose", gain=gains, lose=losses))

    def table(self) -> Table:
        """With what each would get now only where something pays now."""
        compared = any(each.now.minor for each in self.found.outcomes)
        keys = [
            "who",
            "partner",
            "units",
            "pays",
            *(["now", "change"] if compared else []),
            "notes",
        ]
        shown = self.found.outcomes[:MOST_ROWS]
        rows = tuple(self._row(each, compared=compared) for each in shown)
        more = len(self.found.outcomes) - len(rows)
        caption = self.said.plural("more_rows", more) if more else ""
        numeric = frozenset(range(2, len(keys) - 1))
        return Table(tuple(map(self.said, keys)), rows, numeric, caption)

    def remarks(self, text: Text) -> Iterator[str]:
        """What somebody should look at before it is published."""
        if not self.found.outcomes:
            yield self.said("pays_nobody", period=self.found.period)
        for outcome, odd in self.found.odd:
            yield self._odd(outcome, odd)
        words = Shown(drafting(text), self.found.plan.currency, document(self.found.plan))
        for cliff in self.found.cliffs:
            yield self._cliff(cliff, words)
        yield from map(self._left_out, self.found.left_out)
        if self.found.flaws:
            yield self.said.plural("not_counted", len(self.found.flaws))

    def picture(self) -> Picture:
        shown = self.found.outcomes[:MOST_BARS]
        bars = tuple(
            Bar(self._name(each.whose), each.amount.minor, self.said.money(each.amount))
            for each in shown
        )
        told = ", ".join(f"{bar.label} {bar.shown}" for bar in bars)
        title = self.said("picture", period=self.found.period)
        return Picture(title, bars, self.said("in_words", bars=told))

    def _row(self, each: Outcome, *, compared: bool) -> tuple[str, ...]:
        money, said = self.said.money, self.said
        notes = [said("cut", amount=each.cut)] if each.capped else []
        notes += [said(f"flag_{odd.pattern}") for odd in each.odd]
        now = (money(each.now), money(each.change)) if compared else ()
        name, partner = self._name(each.whose), self._partner(each.whose)
        units = _number(each.units)
        return name, partner, units, money(each.amount), *now, " · ".join(notes)

    def _odd(self, outcome: Outcome, odd: Odd) -> str:
        name, count = self._name(outcome.whose), len(odd.sales)
        match odd.pattern:
            case Pattern.SPLIT_ORDERS:
                customer, day = odd.customer, odd.day
                return self.said(
                    "equal_orders", name=name, count=count, customer=customer, day=day
                )
            case Pattern.MONTH_END:
                return self.said("month_end", name=name, count=count, day=odd.day)

    def _cliff(self, cliff: Cliff, words: Shown) -> str:
        component = next(c for c in self.found.plan.components if c.id == cliff.component)
        assert isinstance(component.rule, Tiers), "only tables have cliffs"
        total, before, after = (
            words.number(round(Decimal(value.numerator) / value.denominator, PRECISE))
            for value in (cliff.total, cliff.before, cliff.after)
        )
        label, base = component.label, words.measure(component.rule.base)
        return self.said("cliff", label=label, base=base, total=total, before=before, after=after)

    def _left_out(self, out: LeftOut) -> str:
        """Why in a few words, where it was what they are that kept them out."""
        name, partner = self._name(out.whose), self._partner(out.whose)
        who = f"{name} ({partner})" if out.whose.member_id else name
        if out.reason is Reason.NOT_ELIGIBLE and out.said:
            key = f"is_{out.said}"
            fact = self.said(key) if key in self.said.replies else out.said
            return self.said("left_out", who=who, fact=fact)
        return self.said(
            "left_out_otherwise" if out.reason in UNMET else "left_out_short", who=who
        )

    def _name(self, whose: Earner) -> str:
        if whose.member_id is None:
            return self._partner(whose)
        return self.records.people.get(whose.member_id).name

    def _partner(self, whose: Earner) -> str:
        return self.records.partners.get(whose.partner_id).name


def _number(units: Decimal) -> str:
    return f"{units.normalize():f}"
