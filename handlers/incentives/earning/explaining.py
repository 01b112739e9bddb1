"""Why a line is what it is: the steps of its trace, in words with the numbers they use."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from handlers.conversation.text import Text
from handlers.incentives.documents import words
from handlers.incentives.documents.values import Sale
from handlers.incentives.earning.contributing import measure
from handlers.incentives.earning.ruling import Ruling
from handlers.incentives.earning.values import Line
from handlers.incentives.engine.paying.reasons import Reason
from handlers.incentives.engine.tracing.steps import Step
from storage.values import Money


def reckoned(line: Line, text: Text) -> str:
    """All steps in their order; repeated, they give the amount of the line."""
    return "; ".join(Reckoning(line, Ruling(line.rule, text), text).said())


@dataclass(slots=True)
class Reckoning:
    """The base is said with the rate that is paid on it."""

    line: Line
    ruling: Ruling
    text: Text
    base: str = ""
    before: str = ""

    def said(self) -> Iterator[str]:
        for step in self.line.of.steps:
            say = SAYINGS.get(str(step["step"]))
            yield from say(self, step) if say else ()

    def exchanged(self, step: Step) -> Iterator[str]:
        since = step["since"]
        facts = {"of": _s(step["from"]), "rate": self.number(step["rate"]), "to": _s(step["to"])}
        if since is None:
            yield self.text("exchanged", **facts)
        else:
            day = words.day(_day(_s(since)), self.text)
            yield self.text("exchanged_on", day=day, **facts)

    def credited(self, step: Step) -> Iterator[str]:
        yield self.text("credited", share=self.percent(step["share"]))

    def returned(self, step: Step) -> Iterator[str]:
        reference = self.line.back.reference if self.line.back else _s(step["of"])
        taken = self.percent(step["taken"])
        of = _sold(self.line.back, self.text)
        yield self.text("returned", reference=reference, of=of, taken=taken)

    def based(self, step: Step) -> Iterator[str]:
        self.base = self.value(step["value"])
        self.before = _s(step.get("before", "0"))
        if "growth" in step:
            yield self.text("grown", value=self.base)

    def units(self, step: Step) -> Iterator[str]:
        facts = {"units": self.base, "rate": self.money(step["amount"])}
        facts["gross"] = self.money(step["pays"])
        if "free" not in step and "package" not in step:
            yield self.text("times", **facts)
            return
        facts["before"] = self.value(self.before)
        facts["free"] = self.number(step.get("free", "0"))
        yield self.text("counted", package=self.number(step.get("package", "1")), **facts)

    def rated(self, step: Step) -> Iterator[str]:
        rate = self.percent(step["pct"])
        yield self.text("times", units=self.base, rate=rate, gross=self.money(step["pays"]))

    def row(self, step: Step) -> Iterator[str]:
        part, gross = self.value(step["part"]), self.money(step["pays"])
        rates = [self.percent(step["pct"])] if "pct" in step else []
        rates += [self.money(step["per_unit"])] if "per_unit" in step else []
        said = [self.text("times", units=part, rate=rate, gross=gross) for rate in rates[:1]]
        flat = step.get("flat", step.get("amount", "0"))
        if Fraction(_s(flat)):
            said.append(self.text("flat", amount=self.money(flat), gross=gross))
        row = self.text("in_row", row=str(step["row"]), between=self._between(step))
        yield f"{' '.join(said)} {row}".strip()

    def fixed(self, step: Step) -> Iterator[str]:
        per = self.text(f"once_{step['once_per']}", window=self.ruling.window())
        yield self.text("paid_once", amount=self.money(step["pays"]), per=per)

    def others(self, step: Step) -> Iterator[str]:
        self.base = self.money(step["value"])
        yield from ()

    def guaranteed(self, step: Step) -> Iterator[str]:
        owed = self.money(step["owed"] or "0")
        facts = {"amount": self.money(step["amount"]), "earned": self.money(step["earned"])}
        yield self.text("guaranteed", owed=owed, pays=self.money(step["pays"]), **facts)

    def claimed(self, step: Step) -> Iterator[str]:
        facts = {"spent": self.money(step["spent"]), "pct": self.percent(step["pct"])}
        left = self.money(step["left"] or "0")
        yield self.text("claimed", left=left, pays=self.money(step["pays"]), **facts)

    def ranked(self, step: Step) -> Iterator[str]:
        value = self.ruling.of(_s(step["measure"]), _decimal(step["value"]))
        pays = self.money(step["pays"])
        yield self.text("ranked", rank=str(step["rank"]), value=value, pays=pays)

    def rounded(self, step: Step) -> Iterator[str]:
        amount = self.money(step["amount"])
        if "before" in step:
            if Fraction(_s(step["before"])):
                before, after = self.money(step["before"]), self.money(step["after"])
                yield self.text("difference", before=before, after=after, amount=amount)
        elif Fraction(_s(step["gross"])) != Fraction(_s(step["amount"])):
            yield self.text("rounded", amount=amount)

    def limited(self, step: Step) -> Iterator[str]:
        before, after = (Decimal(_s(step[name])) for name in ("before", "after"))
        if before == after:
            return
        if before > after and "max" in step:
            cap = self.money(step["max"])
            limits = self.line.of.component.limits
            per = next((self.ruling.per(each) for each in limits if each.per == step["per"]), "")
            yield self.text("then_cut", cap=cap, per=per, cut=self.money(before - after))
        else:
            yield self.text("became", before=self.money(before), after=self.money(after))

    def added(self, step: Step) -> Iterator[str]:
        yield self.text(f"added_{step['step']}", amount=self.money(step["amount"]))

    def because(self, step: Step) -> Iterator[str]:
        """What a cap took has been said."""
        if step["reason"] != Reason.LIMIT_REACHED or not self.line.amount.minor:
            yield reason(self.text, _s(step["reason"]), _s(step.get("field") or ""))

    def value(self, value: object) -> str:
        """Of the measure that is paid on; a bare number where that is of things."""
        found = measure(self.line.of)
        number = _decimal(value)
        if found is None or found.of in ("amount", "collected", "margin"):
            return self.money(number)
        return words.number(number, self.text)

    def money(self, value: object) -> str:
        """As exact as the currency is; what is in between is rounded where a step says so."""
        return self.text.money(Money.of(_decimal(value), self.line.amount.currency))

    def number(self, value: object) -> str:
        return words.number(_decimal(value), self.text)

    def percent(self, value: object) -> str:
        return words.percent(_decimal(value), self.text)

    def _between(self, step: Step) -> str:
        named = self.ruling.rule.component.rule
        picks = getattr(named, "by", "") or getattr(named, "base", "")
        over, up_to = (
            self.ruling.of(picks, _decimal(step[name])) if name in step else ""
            for name in ("over", "up_to")
        )
        if over and up_to:
            return self.text("between", over=over, up_to=up_to)
        return self.text("from", over=over) if over else self.text("below", up_to=up_to)


SAYINGS = {
    "exchange": Reckoning.exchanged,
    "credit": Reckoning.credited,
    "return": Reckoning.returned,
    "base": Reckoning.based,
    "units": Reckoning.units,
    "rate": Reckoning.rated,
    "row": Reckoning.row,
    "fixed": Reckoning.fixed,
    "others": Reckoning.others,
    "guarantee": Reckoning.guaranteed,
    "claim": Reckoning.claimed,
    "rank": Reckoning.ranked,
    "round": Reckoning.rounded,
    "limit": Reckoning.limited,
    "taken_back": Reckoning.limited,
    "floor": Reckoning.added,
    "carried": Reckoning.added,
    "reason": Reckoning.because,
}


def reason(text: Text, code: str, field: str = "") -> str:
    """In the words of a statement."""
    return words.reason(code, Text.load(words.CATALOGUE, text.language), field)


def _sold(sale: Sale | None, text: Text) -> str:
    if sale is None or sale.quantity is None:
        return ""
    units = words.number(sale.quantity, text)
    return text("sold_on", units=units, day=words.day(sale.day, text))


def _s(value: object) -> str:
    return str(value)


def _day(written: str) -> date:
    return date.fromisoformat(written)


def _decimal(value: object) -> Decimal:
    exact = Fraction(_s(value))
    return Decimal(exact.numerator) / Decimal(exact.denominator)
