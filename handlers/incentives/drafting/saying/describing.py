"""Says a plan back in plain words: who, when, what counts, how it pays, limits, holds, budget."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from handlers.conversation.text import Text
from handlers.incentives.drafting.saying import rules
from handlers.incentives.drafting.saying.values import Shown
from handlers.incentives.drafting.world import Document


def described(document: Document, text: Text) -> list[str]:
    """Sentences in the order of the preview; what a plan does not say is not mentioned."""
    shown = Shown(text, document.get("currency") or "IDR", document)
    sentences = [_who(document, shown), *_when(document, shown)]
    for component in document.get("components") or ():
        sentences += _component(component, shown)
    sentences += _dates(document, shown)
    for key, reply in (("payout_threshold", "threshold_is"), ("budget", "budget_is")):
        if document.get(key) is not None:
            sentences.append(text(reply, amount=shown.money(document[key])))
    return sentences


def _who(document: Document, shown: Shown) -> str:
    tests = shown.when(document.get("eligible"))
    return shown.text("for_whom", tests=tests) if tests else shown.text("for_all")


def _when(document: Document, shown: Shown) -> Iterator[str]:
    first, last = document.get("effective_from"), document.get("effective_to")
    if first and last:
        yield shown.text("runs", first=shown.day(first), last=shown.day(last))
    elif first:
        yield shown.text("runs_on", first=shown.day(first))
    if document.get("period"):
        yield shown.text("counted", period=shown.word("period", document["period"]))


def _component(component: Mapping[str, Any], shown: Shown) -> Iterator[str]:
    rule, text = component.get("rule") or {}, shown.text
    how = rules.how(rule, shown)
    if how:
        named = component.get("label") or component.get("id") or text("label_plan")
        yield text("paid_to", label=named, earner=_earner(component, shown), how=how)
    tests = shown.when(component.get("when"))
    if tests:
        yield text("only_where", tests=tests)
    yield from rules.details(rule, shown)
    for limit in component.get("limits") or ():
        yield from _limit(limit, component, shown)
    yield from _hold(component.get("hold") or {}, shown)
    yield from _clawback(component.get("clawback") or {}, shown)


def _earner(component: Mapping[str, Any], shown: Shown) -> str:
    if component.get("pays") == "fund":
        return shown.text("earner_fund", fund=str(component.get("fund", "")).upper())
    return shown.word("earner", component.get("earner") or "partner")


def _limit(limit: Mapping[str, Any], component: Mapping[str, Any], shown: Shown) -> Iterator[str]:
    per = shown.per(limit.get("per") or "period")
    earner = shown.word("each", component.get("earner") or "partner")
    for key in ("max", "min"):
        if limit.get(key) is not None:
            amount = shown.money(limit[key])
            yield shown.text(f"limit_{key}", amount=amount, earner=earner, per=per)
    if limit.get("excess") == "carry_forward":
        yield shown.text("limit_carried")


def _hold(hold: Mapping[str, Any], shown: Shown) -> Iterator[str]:
    """*20% is held until the customer has paid.*"""
    release, pct = hold.get("release"), shown.number(hold.get("pct"))
    if release == "on_customer_payment":
        yield shown.text("hold_on_customer_payment", pct=pct)
    elif release == "after_days":
        yield shown.text("hold_after_days", pct=pct, days=shown.number(hold.get("days")))
    elif release == "on_date" and hold.get("date"):
        yield shown.text("hold_on_date", pct=pct, day=shown.day(hold.get("date")))
    elif release == "on_date":
        yield shown.text("hold_open", pct=pct)


def _clawback(clawback: Mapping[str, Any], shown: Shown) -> Iterator[str]:
    method, days = clawback.get("method"), clawback.get("window_days")
    if not method:
        return
    window = shown.text("claw_window", days=shown.number(days)) if days is not None else ""
    yield shown.word("claw", str(method), window=window)
    if clawback.get("only_paid"):
        yield shown.text("claw_paid")


def _dates(document: Document, shown: Shown) -> Iterator[str]:
    """Which of a sale's dates counts, said once where it is the same for all."""
    listed = [each for each in document.get("measures") or () if each.get("date")]
    for day in dict.fromkeys(each["date"] for each in listed):
        named = dict.fromkeys(shown.measure(each["id"]) for each in listed if each["date"] == day)
        measures = shown.joined(list(named), "and")
        yield shown.text("measure_of", measure=measures, date=shown.word("date", day))
