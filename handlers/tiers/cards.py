"""How the way to a tier looks: what is missing, what was counted, everybody at once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import assert_never

from handlers.conversation.reply import (
    Block,
    Button,
    Buttons,
    Fact,
    Facts,
    Paragraph,
    Reply,
    Style,
    Table,
)
from handlers.conversation.text import Text, Value
from handlers.tiers.looking import Standing, is_by_decision
from handlers.tiers.requirements import (
    Achieved,
    Ending,
    OnlyByDecision,
    Reached,
    Requirements,
    Short,
    ending,
)
from storage.partners import Partner, PartnerTier, Tier
from storage.people import Person
from storage.values import Money

MOST_ROWS = 30


def progress(standing: Standing, reader: Person, text: Text) -> Reply:
    shown: tuple[Block, ...] = (
        Facts(tuple(_facts(standing, text))),
        *(Paragraph(said) for said in _remarks(standing, reader, text)),
        Buttons(tuple(_buttons(standing, reader, text))),
    )
    return Reply(_title(standing, text), shown, private=True)


def why(standing: Standing, text: Text) -> Reply:
    """The months that add up to the revenue, and everybody whose certificate counts."""
    asked, achieved = standing.asked, standing.achieved
    total = achieved.revenue or Money(0, standing.partner.currency)
    title = text("counted", partner=standing.partner.name, tier=_tier(asked.tier, text))
    months = [(text.period(month), text.money(sold)) for month, sold in achieved.months]
    rows = (*months, (text("together"), text.money(total)))
    sold = Table((text("month"), text("revenue")), rows, frozenset({1}), _counted(standing, text))
    rule = Paragraph(_rule(standing, text))
    return Reply(title, (sold, *_holders(standing, text), rule), private=True)


def no_rule(partner: Partner, tier: Tier, held: PartnerTier | None, text: Text) -> Reply:
    """The programme asks for nothing that could be reached, so nothing is reckoned."""
    title = text("no_rule", tier=_tier(tier, text))
    now = Facts((Fact(text("tier_now"), _held(held, text)),))
    return Reply(title, (now, Paragraph(text("no_rule_next"))), private=True)


def everybody(standings: Sequence[Standing], text: Text) -> Reply:
    heads = ("partner", "tier_now", "tier_next", "missing")
    rows = tuple(
        (
            each.partner.name,
            _held(each.held, text),
            _tier(each.asked.tier, text),
            _missing(each, text),
        )
        for each in standings[:MOST_ROWS]
    )
    table = Table(tuple(text(head) for head in heads), rows)
    return Reply(text("everybody"), (table,) if rows else (), private=True)


def _title(standing: Standing, text: Text) -> str:
    tier = standing.asked.tier
    holds = standing.held is not None and standing.held.tier is tier
    said = {"partner": standing.partner.name, "tier": _tier(tier, text)}
    match standing.progress:
        case Reached():
            return text("holds_reached" if holds else "reached", **said)
        case OnlyByDecision():
            held = _held(standing.held, text)
            return text("holds_decided", held=held, **said) if holds else text("decided", **said)
        case Short():
            missing = _missing(standing, text)
            return text("holds_short" if holds else "short", missing=missing, **said)
        case other:
            assert_never(other)


def _missing(standing: Standing, text: Text) -> str:
    match standing.progress:
        case Reached():
            return text("nothing_missing")
        case OnlyByDecision():
            return text("by_decision_only")
        case Short(revenue, people):
            sold = text.money(revenue) if revenue else ""
            persons = text.plural("people_missing", people) if people else ""
            both = bool(sold and persons)
            return text("both", revenue=sold, people=persons) if both else sold or persons
        case other:
            assert_never(other)


def _facts(standing: Standing, text: Text) -> Iterator[Fact]:
    asked, achieved = standing.asked, standing.achieved
    yield Fact(text("tier_now"), _held(standing.held, text))
    if asked.revenue is not None and not isinstance(standing.progress, OnlyByDecision):
        sold = achieved.revenue or Money(0, asked.revenue.currency)
        yield Fact(text("revenue"), text("of_revenue", sold=sold, asked=asked.revenue))
        yield Fact(text("counted_from"), text.period(achieved.window))
        people = len(achieved.holders)
        said = text("of_people", count=people, asked=asked.people, course=standing.course)
        yield Fact(text("certified"), said)
    yield Fact(text("rule"), _rule(standing, text))


def _remarks(standing: Standing, reader: Person, text: Text) -> Iterator[str]:
    if isinstance(standing.progress, OnlyByDecision):
        kinds = ", ".join(text(f"kind_{kind}") for kind in standing.progress.kinds)
        yield text("for_kinds", kinds=kinds)
        return
    for each in ending(standing.asked, standing.achieved):
        yield _warning(each, reader, text)
    yield from (text("other_currency", amount=sold) for sold in standing.achieved.elsewhere)
    if isinstance(standing.progress, Reached) and standing.held is None:
        yield text("reached_next")


def _warning(ends: Ending, reader: Person, text: Text) -> str:
    own = ends.holder.person_id == reader.id
    when = text.plural("in_days", ends.days) if ends.days else text("in_no_days")
    left = text.plural("left", ends.left)
    said: dict[str, Value] = {"day": ends.holder.until, "when": when, "left": left}
    return text("own_ends", **said) if own else text("other_ends", name=ends.holder.name, **said)


def _buttons(standing: Standing, reader: Person, text: Text) -> Iterator[Button]:
    asked = standing.asked
    yield Button(text("why"), "tiers.why", f"{asked.tier}:{standing.partner.id}")
    endings = ending(asked, standing.achieved)
    if any(each.holder.person_id == reader.id for each in endings):
        yield Button(text("renew"), "training.begin", asked.course, Style.PRIMARY)


def _holders(standing: Standing, text: Text) -> Iterator[Table]:
    rows = tuple((each.name, text.short_day(each.until)) for each in standing.achieved.holders)
    if rows:
        caption = text("holders", course=standing.course)
        yield Table((text("person"), text("valid_to")), rows, caption=caption)


def _counted(standing: Standing, text: Text) -> str:
    achieved: Achieved = standing.achieved
    return text("how_counted", window=achieved.window, months=standing.asked.months)


def _rule(standing: Standing, text: Text) -> str:
    asked: Requirements = standing.asked
    if asked.revenue is None:
        return text("rule_source", source=asked.source, since=text.short_day(asked.since))
    return text(
        "the_rule",
        revenue=asked.revenue,
        months=asked.months,
        people=asked.people,
        course=standing.course,
        source=asked.source,
        since=text.short_day(asked.since),
    )


def _held(held: PartnerTier | None, text: Text) -> str:
    if held is None:
        return text("no_tier")
    tier = _tier(held.tier, text)
    if held.valid_to is not None:
        return text("by_decision_until", tier=tier, until=text.short_day(held.valid_to))
    return text("by_decision", tier=tier) if is_by_decision(held) else tier


def _tier(tier: Tier, text: Text) -> str:
    return text(f"tier_{tier}")
