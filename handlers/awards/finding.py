"""Adds up the points that awards are proposed from."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta
from decimal import Decimal

from handlers.awards.ranking import Candidate, Year, best
from handlers.conversation.turn import Happening
from storage.awards import Award
from storage.partners import Partner
from storage.people import Person
from storage.values import Period
from storage.walltime import local_day

KIND = "partner_of_the_month"
RULE = f"awards.{KIND}"
POINTS = "leaderboard.points"


def today(happening: Happening) -> date:
    """The vendor's day."""
    installation = happening.records.installation.this()
    zone = installation.zone if installation else "Asia/Jakarta"
    return local_day(happening.now, zone)


def last_month(happening: Happening) -> Period:
    return Period.month(today(happening).replace(day=1) - timedelta(days=1))


def candidates(happening: Happening, month: Period) -> list[Candidate]:
    """The first partners of a month by the leaderboard's points."""
    most = happening.records.rules.on(RULE, today(happening)).value["candidates"]
    return best(points(happening, month), names(happening), most)


def points(happening: Happening, period: Period) -> dict[int, Decimal]:
    """A partner's are its members', by the rule of the period's last day."""
    records = happening.records
    rule = records.rules.on(POINTS, min(period.last, today(happening))).value["points"]
    partners = {person.id: person.partner_id for person in records.people.all()}
    found: dict[int, Decimal] = defaultdict(Decimal)
    for each in records.revenue.units(period, rule):
        partner = partners[each.member_id]
        if partner is not None:
            found[partner] += each.number * Decimal(str(rule[each.product]))
    return dict(found)


def names(happening: Happening) -> dict[int, str]:
    return {partner.id: partner.name for partner in happening.records.partners.all()}


def year(happening: Happening, period: Period) -> Year:
    """What the ceremony of a year is proposed from."""
    records, day = happening.records, min(period.last, today(happening))
    certified: dict[int, set[int]] = defaultdict(set)
    for each in records.programme.certified():
        if each.first <= day <= each.last:
            certified[each.partner_id].add(each.person_id)
    firsts = records.revenue.first_sales()
    posted = records.awards.posted(period.first, period.last)
    return Year(
        names(happening),
        points(happening, period),
        [award.partner_id for award in posted if award.partner_id is not None],
        {partner: len(people) for partner, people in certified.items()},
        frozenset(partner for partner, first in firsts.items() if first in period),
    )


def of_award(happening: Happening, award: Award) -> list[Candidate]:
    """As they stood when the award was proposed."""
    known = names(happening)
    return [
        Candidate(each["place"], each["partner"], known[each["partner"]], Decimal(each["points"]))
        for each in award.candidates["first"]
    ]


def owners(happening: Happening, partner: Partner) -> list[Person]:
    """Who may say yes for a partner."""
    people = happening.records.people.at(partner.id)
    return [person for person in people if person.role == "owner"]
