"""Who may look at whose earnings: a seller at their own, an owner at the company's, staff at
everybody's."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import assert_never

from handlers.conversation.slots import without
from handlers.conversation.text import Text
from handlers.conversation.turn import Turn
from handlers.conversation.understanding import unshortened
from handlers.incentives.earning.accounts import Account, of_member, of_partner, own
from handlers.incentives.whose import Whose, whose
from storage.partners import Partner
from storage.people import Person, Role
from storage.values import Language

LEGAL_FORM = re.compile(r"^(?:PT|CV|UD)\.?\s+", re.IGNORECASE)


def visible(turn: Turn) -> list[Account]:
    """Partners and members whose earnings this person may see, one by one."""
    person, people = turn.person, turn.records.people
    if person.is_staff:
        members = [other for other in people.all() if other.partner_id is not None]
        return _each(turn, turn.records.partners.all(), members)
    if person.role is not Role.OWNER:
        return [mine(turn)]
    return _each(turn, [person.company], people.at(person.company.id))


def mine(turn: Turn) -> Account:
    return own(turn.person, owner=turn.person.role is Role.OWNER)


def keyed(turn: Turn, keys: Iterable[str]) -> list[Account]:
    """Those of these keys that whoever asks now may see."""
    known = {each.key: each for each in visible(turn)}
    if not turn.person.is_staff:
        known[mine(turn).key] = mine(turn)
    return [known[key] for key in keys if key in known]


def asked_about(turn: Turn, sentence: str, said: Sequence[str] = ()) -> list[Account] | None:
    """Whose earnings a sentence is about; None for anybody this person may not see. What was
    `said` in it, such as an own customer, names nobody.

    Names are matched only among those who may be seen, so a refusal tells nothing.
    """
    seen = visible(turn)
    return _named(turn, sentence, seen) or _unnamed(turn, sentence, seen, said)


def looked_for(turn: Turn, sentence: str) -> str:
    """Whom a refused sentence named, for the audit log only."""
    people = [other for other in turn.records.people.all() if other.partner_id is not None]
    named = _named(turn, sentence, [of_member(each, turn.person) for each in people])
    return ", ".join(each.object for each in named) or "person:unknown"


def _each(turn: Turn, partners: Iterable[Partner], members: Iterable[Person]) -> list[Account]:
    reader = turn.person
    firms = [of_partner(each, reader) for each in partners]
    return [*firms, *(of_member(each, reader) for each in members)]


def _unnamed(
    turn: Turn, sentence: str, seen: list[Account], said: Sequence[str]
) -> list[Account] | None:
    role, staff = turn.person.role, turn.person.is_staff
    match whose(_bare(turn, unshortened(sentence)), [*_known(turn), *said]):
        case Whose.OWN:
            return seen if staff else [mine(turn)]
        case Whose.OURS:
            return [mine(turn)] if role is Role.SELLER else seen
        case Whose.TEAM:
            return None if role is Role.SELLER else seen
        case Whose.ALL if staff:
            return seen
        case Whose.ALL | Whose.SOMEBODY:
            return None
        case other:
            assert_never(other)


def _named(turn: Turn, sentence: str, among: Sequence[Account]) -> list[Account]:
    called = [(name, each) for each in among for name in _names(each)]
    found = {found.value for found in turn.read.named(sentence, [name for name, _ in called])}
    return list({each.key: each for name, each in called if name in found}.values())


def _names(account: Account) -> Iterator[str]:
    if account.person is not None:
        yield account.person.name
        yield account.person.name.split()[0]
    yield account.company.name
    yield LEGAL_FORM.sub("", account.company.name)


def _bare(turn: Turn, sentence: str) -> str:
    """The sentence without its numbers, days and periods, whose words name nobody."""
    read = turn.read
    numbers = (*read.counts(sentence), *read.money(sentence), *read.references(sentence))
    return without(sentence, *read.periods(sentence), *read.days(sentence), *numbers)


def _known(turn: Turn) -> Iterator[str]:
    """Sentences about earnings, and the names of products, plans and their parts."""
    for language in Language:
        text = Text.load("incentives", language)
        yield from (said for examples in text.examples.values() for said in examples)
        yield from text.replies.values()
        yield from Text.load("earning", language).replies.values()
    yield from (product.name for product in turn.records.products.all())
    for plan in turn.records.plans.all():
        yield plan.name
        yield from (str(each.get("label", "")) for each in plan.document["components"])
