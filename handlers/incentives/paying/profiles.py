"""Payout profiles: a payee says where the money goes, finance says what is withheld."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation

from handlers.conversation.reply import AskWith, Reply, private
from handlers.conversation.turn import Telling, Turn
from handlers.incentives.paying import profile_cards, steps
from handlers.incentives.paying.gathering import name_of, profile_of
from handlers.incentives.paying.handler import PAYERS, paying
from handlers.incentives.paying.mine import earners
from handlers.incentives.paying.phrases import payout_words
from handlers.incentives.paying.profile_cards import FIELD_OF, LINES, SECRET, Filling, Whose
from handlers.incentives.payouts.profiles import compact, missing
from storage.earnings import earner
from storage.people import MEMBERS, Person, Role
from storage.profiles import PayoutProfile

LONGEST = 140
LOOKS_LIKE_IBAN = re.compile(r"[A-Z]{2}\d{2}[A-Z0-9]+")
OWN = re.compile(r"\b(?:saya|aku|ku|gue|gw|my|mine|i|pribadi|personal)\b", re.IGNORECASE)
EARNER = re.compile(r"(?P<kind>partner|member):(?P<id>\d+)")
UPPER = ("country", "bic")


@paying.intent("profile", roles=MEMBERS | PAYERS)
def profile(turn: Turn, sentence: str) -> Reply:
    """A seller's own; an owner's company's, or their own if they say so; for finance, whose
    they name."""
    if turn.person.is_staff:
        return _for_finance(turn, sentence)
    own = turn.person.role is Role.SELLER or OWN.search(sentence) is not None
    return _shown(turn, _mine(turn, "own" if own else "company"))


@paying.button("profile", roles=MEMBERS | PAYERS)
def pressed(turn: Turn, which: str) -> Reply:
    if turn.person.is_staff:
        return _for_finance(turn, "")
    return _shown(turn, _mine(turn, which))


@paying.form("profile", roles=MEMBERS, sensitive=True)
def submit(turn: Turn, values: Mapping[str, str]) -> Reply:
    if turn.subject not in earners(turn.person):
        return private(turn.text("profile_not_yours"))
    whose = _mine(turn, "own" if turn.subject.startswith("member:") else "company")
    told = {name: " ".join(values.get(name, "").split())[:LONGEST] for name in LINES}
    before = turn.records.payout_profiles.of(whose.earner)
    changed = _changed(turn, before, told)
    wrong = _wrong(turn, changed, told)
    if wrong:
        filling = Filling(before, whose, turn.text, told, wrong)
        return profile_cards.mend(filling.form(), turn.text)
    kept = _keep(turn, before, changed)
    steps.note(turn, turn.person, "payout_profile.changed", whose.earner)
    for person in turn.records.people.with_role(*PAYERS) if before else ():
        turn.tell(person, "paying.changed", earner=whose.earner, name=whose.name)
    return profile_cards.saved(kept, whose, turn.text)


@paying.form("withholding", roles=PAYERS, sensitive=True)
def withhold(turn: Turn, values: Mapping[str, str]) -> Reply:
    """Before there is a profile, it keeps the tax alone."""
    whose = _named(turn, turn.subject)
    if whose is None:
        return private(turn.text("profile_whose"))
    before, pct = turn.records.payout_profiles.of(whose.earner), _pct(values.get("pct", ""))
    if pct is None:
        form = profile_cards.withholding(before, whose, turn.text, turn.text("pct_wrong"))
        return private(turn.text("profile_mend"), AskWith(form.submit, form))
    kept = before or turn.records.payout_profiles.add(_new(turn, whose.earner))
    kept.withholding_tax = values.get("tax", "").strip()[:LONGEST]
    kept.withholding_pct = pct
    kept.changed_at, kept.changed_by_id = turn.now, turn.person.id
    steps.note(turn, turn.person, "payout_profile.withholding", whose.earner)
    return profile_cards.saved(kept, whose, turn.text)


@paying.notice("changed")
def changed(telling: Telling) -> Reply:
    """An account that changes before a payment is worth a call."""
    return private(telling.text("profile_changed", name=telling.subject["name"]))


def _shown(turn: Turn, whose: Whose) -> Reply:
    steps.note(turn, turn.person, "payout_profile.seen", whose.earner)
    kept = turn.records.payout_profiles.of(whose.earner)
    return profile_cards.shown(kept, whose, turn.text)


def _mine(turn: Turn, which: str) -> Whose:
    person, owner = turn.person, turn.person.role is Role.OWNER
    company = owner and which != "own"
    named = earner(person.company.id, None if company else person.id)
    return Whose(named, person.company.name if company else person.name, both=owner)


def _for_finance(turn: Turn, sentence: str) -> Reply:
    names: dict[str, str] = {}
    for person in turn.records.people.all():
        if person.partner is not None:
            names |= _called(person)
    found = turn.read.named(sentence, names)
    whose = _named(turn, names[found[0].value]) if found else None
    return _shown(turn, whose) if whose else private(turn.text("profile_whose"))


def _called(person: Person) -> dict[str, str]:
    company = person.company
    short = company.name.removeprefix("PT ").removeprefix("CV ")
    theirs = dict.fromkeys((company.name, short), earner(company.id, None))
    return {**theirs, person.name: earner(company.id, person.id)}


def _named(turn: Turn, named: str) -> Whose | None:
    """Anybody's, for finance."""
    said = EARNER.fullmatch(named)
    if said is None:
        return None
    people, number = turn.records.people, int(said["id"])
    if said["kind"] == "partner":
        return Whose(named, turn.records.partners.get(number).name, by_finance=True)
    member = people.get(number)
    return Whose(named, name_of(turn.records, member.company.id, member.id), by_finance=True)


def _changed(turn: Turn, before: PayoutProfile | None, told: Mapping[str, str]) -> dict[str, str]:
    """What the form says, and what it leaves as it was."""
    found = {name: told[name] for name in LINES if name not in SECRET}
    found |= {name: found[name].upper() for name in UPPER}
    found["iban"], found["number"] = _account(before, told["account"])
    found["tax_id"] = told["tax_id"] or (before.tax_id if before else "")
    return found


def _account(before: PayoutProfile | None, told: str) -> tuple[str, str]:
    if not told:
        return (before.iban, before.number) if before else ("", "")
    plain = compact(told)
    return (plain, "") if LOOKS_LIKE_IBAN.fullmatch(plain) else ("", told)


def _wrong(turn: Turn, changed: Mapping[str, str], told: Mapping[str, str]) -> dict[str, str]:
    """What stands there in a form that no bank takes; what is empty may come later."""
    trial = _new(turn, "", **changed)
    words = payout_words(turn.text)
    facts = missing(profile_of(trial), taxed=False)
    named = {FIELD_OF[fact]: words(f"fact_{fact}") for fact in facts if fact in FIELD_OF}
    return {name: said for name, said in named.items() if told[name] or name == "name"}


def _keep(turn: Turn, before: PayoutProfile | None, changed: Mapping[str, str]) -> PayoutProfile:
    if before is None:
        return turn.records.payout_profiles.add(_new(turn, turn.subject, **changed))
    for name, value in changed.items():
        setattr(before, name, value)
    before.changed_at, before.changed_by_id = turn.now, turn.person.id
    return before


def _new(turn: Turn, named: str, **changed: str) -> PayoutProfile:
    said = EARNER.fullmatch(named)
    member = said is not None and said["kind"] == "member"
    number = int(said["id"]) if said else 0
    partner = turn.records.people.get(number).company.id if member else number
    made = PayoutProfile(
        earner=named,
        partner_id=partner,
        member_id=number if member else None,
        changed_at=turn.now,
        changed_by_id=turn.person.id,
    )
    for name, value in changed.items():
        setattr(made, name, value)
    return made


def _pct(written: str) -> Decimal | None:
    try:
        found = Decimal(written.strip().rstrip("%").strip().replace(",", "."))
    except InvalidOperation:
        return None
    return found if found.is_finite() and 0 <= found <= 100 else None
