"""Puts the demo world into a database that holds nothing yet."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any

from bot.demo import deals, funds, incentives, knowledge, payouts, training, webinars
from storage.installation import Installation
from storage.partners import Partner, PartnerKind, PartnerTier, Tier
from storage.people import Account, Person, Role
from storage.rules import Rule
from storage.store import Records, Store
from storage.values import Language, Platform

WORLD = Path(__file__).with_name("world.toml")
WORKSPACE = "demo"
LONG_AGO = date(2025, 1, 1)
ON_SLACK = {"on": ["slack"], "preferred": "slack"}


class NotEmpty(RuntimeError):
    """The database already holds an installation; a demo would mix with it."""


def load(store: Store, wall: datetime) -> None:
    """Load the world; its clock shows the world's time when the wall clock shows `wall`.

    Raises:
        NotEmpty: when something is already there.
    """
    world = tomllib.loads(WORLD.read_text("utf-8"))
    with store.transaction() as records:
        if records.installation.this() or records.people.all():
            raise NotEmpty("this database is not empty; a demo needs one of its own")
        _installation(records, world, wall)
        people = dict(_people(records, world))
        _leads(world, people)
        _rules(records, world)
        deals.load(records, people, world["now"])
        incentives.load(records, people, world["now"])
        funds.load(records, people, world["now"])
        payouts.load(records, people, world["now"])
        knowledge.load(records, people, world["now"])
        training.load(records, people, world["now"])
        webinars.load(records, people, world["now"])


def _installation(records: Records, world: Mapping[str, Any], wall: datetime) -> None:
    installation = Installation(
        vendor=world["vendor"], zone=world["zone"], demo_now=world["now"], demo_began=wall
    )
    records.installation.add(installation)


def _people(records: Records, world: Mapping[str, Any]) -> Iterator[tuple[str, Person]]:
    for row in world["partners"]:
        partner = _partner(records, row)
        for who in row["people"]:
            yield who["handle"], _person(records, {**row, **who}, partner.id, world["now"])
    for who in world["staff"]:
        staff = {
            "zone": world["zone"],
            "language": "id",
            "on": ["slack"],
            "preferred": "slack",
            **who,
        }
        yield who["handle"], _person(records, staff, None, world["now"])


def _partner(records: Records, row: Mapping[str, Any]) -> Partner:
    partner = Partner(
        name=row["name"],
        kind=PartnerKind(row["kind"]),
        region=row["region"],
        zone=row["zone"],
        language=Language(row["language"]),
    )
    records.partners.add(partner)
    tier = PartnerTier(
        partner_id=partner.id,
        tier=Tier(row["tier"]),
        valid_from=LONG_AGO,
        valid_to=row.get("tier_until"),
    )
    records.partners.grant(tier)
    return partner


def _person(
    records: Records, row: Mapping[str, Any], partner_id: int | None, now: datetime
) -> Person:
    platforms = [Platform(name) for name in row["on"]]
    person = Person(
        handle=row["handle"],
        name=row["name"],
        role=Role(row["role"]),
        language=Language(row["language"]),
        zone=row["zone"],
        partner_id=partner_id,
        preferred=Platform(row["preferred"])
        if "preferred" in row
        else next(iter(platforms), None),
    )
    records.people.add(person)
    for platform in platforms:
        records.people.link(account(person, platform, now))
    if row.get("named"):
        records.names_shown.choose(person.id, True, now)
    return person


def account(person: Person, platform: Platform, now: datetime) -> Account:
    """How the demo's platforms know a person: by their handle."""
    return Account(
        platform=platform,
        workspace=WORKSPACE,
        user=person.handle,
        person_id=person.id,
        linked_at=now,
    )


def _leads(world: Mapping[str, Any], people: Mapping[str, Person]) -> None:
    for row in world["staff"]:
        if "lead" in row:
            people[row["handle"]].lead_id = people[row["lead"]].id


def _rules(records: Records, world: Mapping[str, Any]) -> None:
    for row in world["rules"]:
        records.rules.add(
            Rule(
                name=row["name"],
                value=row["value"],
                effective_from=row["from"],
                source=row["source"],
            )
        )
