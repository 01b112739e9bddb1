"""Answers members who ask what they earned, why, and what more would bring."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from handlers.conversation.handler import Handler
from handlers.conversation.phrasing import gives_up
from handlers.conversation.reply import Paragraph, Reply
from handlers.conversation.turn import Turn
from handlers.incentives import cards, looking, statements
from storage.people import MEMBERS, Person, Role
from storage.values import Period

incentives = Handler("incentives")

LOOKERS = MEMBERS | {Role.CHANNEL_MANAGER, Role.FINANCE}
ACTION = "incentives.earned"
WHY = re.compile(
    r"\b(?:why|how come|explain|kok|kenapa|mengapa|knp|napa|(?:di)?jelas\w*|alasan\w*"
    r"|(?:pe)?rinci\w*|(?:di|meng)?(?:hitung\w*|itung\w*)|ng?e?hitung\w*|ngitung\w*|calculat\w*"
    r"|comput\w*|worked out|reckon\w*|steps|working|math|angka\w*|number|figure|come from"
    r"|get (?:to )?(?:that|this)|walk me through|break (?:it|that|this) down)\b",
    re.IGNORECASE,
)
NUMBER = re.compile(r"\d{1,6}")


@incentives.intent("earned", roles=LOOKERS)
def show(turn: Turn, sentence: str) -> Reply:
    people = looking.asked_about(turn, sentence)
    period = statements.period_in(turn, sentence) or Period.month(statements.today(turn))
    return _shown(turn, people, period, sentence)


@incentives.intent("what_if", roles=LOOKERS)
def what_if(turn: Turn, sentence: str) -> Reply:
    """What so many more seats would bring; reckoned as a real sale is, and never stored."""
    counts = turn.read.counts(sentence)
    if not counts or any(found.value.least is not None for found in counts):
        turn.ask("incentives.units")
        return Reply(turn.text("how_many"), (Paragraph(turn.text("how_many_like")),))
    return _estimated(turn, sentence, sum(found.value.number for found in counts))


@incentives.answer("units", roles=LOOKERS)
def units(turn: Turn, sentence: str) -> Reply | None:
    if gives_up(sentence):
        turn.forget_question()
        return Reply(turn.text("dropped"))
    bare, counts = NUMBER.fullmatch(sentence.strip()), turn.read.counts(sentence)
    if not bare and not counts:
        return None
    turn.forget_question()
    return _estimated(turn, "", int(bare[0]) if bare else counts[0].value.number)


@incentives.follow_up(roles=LOOKERS)
def follow(turn: Turn, sentence: str) -> Reply | None:
    """*why?* · *kalau 12 seat lagi?* · *kalau bulan lalu?*"""
    if turn.read.counts(sentence):
        return what_if(turn, sentence)
    people, asked = _talked_of(turn), statements.period_in(turn, sentence)
    if asked is not None:
        return _shown(turn, people or None, asked, sentence)
    return _explained(turn, people) if people and WHY.search(sentence) else None


@incentives.button("why", roles=LOOKERS)
def why(turn: Turn, value: str) -> Reply:
    person, period = _pressed(turn, value)
    if person is None:
        return _refused(turn, "")
    found = statements.of(turn, person, period)
    return _looked(turn, [person], period, cards.why(found, turn.text))


@incentives.button("why_estimated", roles=LOOKERS)
def why_estimated(turn: Turn, value: str) -> Reply:
    person_id, units, product = value.split(":", 2)
    seen = (person for person in looking.visible(turn) if person.id == int(person_id))
    person = next(seen, None)
    if person is None:
        return _refused(turn, "")
    return _estimate_for(turn, person, product, int(units), why=True)


@incentives.button("download", roles=LOOKERS)
def download(turn: Turn, value: str) -> Reply:
    person, period = _pressed(turn, value)
    if person is None:
        return _refused(turn, "")
    found = statements.of(turn, person, period)
    return _looked(turn, [person], period, cards.file(found, turn.text))


@incentives.waiting(roles=MEMBERS)
def waiting(turn: Turn, _: str) -> Reply:
    """This month's earnings, on the home page."""
    month = Period.month(statements.today(turn))
    turn.audit(ACTION, f"person:{turn.person.id}", "done")
    return cards.waiting(statements.of(turn, turn.person, month), turn.text)


def _shown(turn: Turn, people: Sequence[Person] | None, period: Period, asked: str) -> Reply:
    if people is None:
        return _refused(turn, asked)
    found = [statements.of(turn, person, period) for person in people]
    if len(found) == 1:
        return _looked(turn, people, period, cards.earned(found[0], turn.text))
    return _looked(turn, people, period, cards.overview(found, period, turn.text))


def _looked(
    turn: Turn, people: Sequence[Person], period: Period, reply: Reply, **facts: int | str
) -> Reply:
    """Every look is written down, and is what a follow-up leans on."""
    for person in people:
        turn.audit(ACTION, f"person:{person.id}", "done")
    days = [period.first.isoformat(), period.last.isoformat()]
    turn.remember("incentives", people=[p.id for p in people], period=days, **facts)
    return reply


def _refused(turn: Turn, sentence: str) -> Reply:
    turn.audit(ACTION, looking.looked_for(turn, sentence), "refused")
    return cards.refused(not turn.person.is_staff, turn.text)


def _talked_of(turn: Turn) -> list[Person]:
    """Those we talked about who may be seen by whoever asks now."""
    talked_of = turn.topic.get("people", ())
    return [person for person in looking.visible(turn) if person.id in talked_of]


def _explained(turn: Turn, people: Sequence[Person]) -> Reply:
    if "units" in turn.topic:
        return _estimate_for(turn, people[0], turn.topic["product"], turn.topic["units"], why=True)
    period = Period(*(date.fromisoformat(day) for day in turn.topic["period"]))
    if len(people) > 1:
        return _shown(turn, people, period, "")
    found = statements.of(turn, people[0], period)
    return _looked(turn, people, period, cards.why(found, turn.text))


def _estimated(turn: Turn, sentence: str, units: int) -> Reply:
    people = looking.asked_about(turn, sentence)
    if people is None:
        return _refused(turn, sentence)
    if len(people) > 1:
        people = _talked_of(turn) if turn.person.is_staff else [turn.person]
    if len(people) != 1:
        return Reply(turn.text("for_whom"), private=True)
    return _estimate_for(turn, people[0], statements.product_in(turn, sentence), units)


def _estimate_for(
    turn: Turn, person: Person, product: str, units: int, *, why: bool = False
) -> Reply:
    month = Period.month(statements.today(turn))
    estimate = statements.estimate(turn, person, units, product)
    value = f"{person.id}:{units}:{product}"
    reply = (
        cards.why_estimated(estimate, month, turn.text)
        if why
        else cards.estimate(estimate, month, value, turn.text)
    )
    return _looked(turn, [person], month, reply, units=units, product=product)


def _pressed(turn: Turn, value: str) -> tuple[Person | None, Period]:
    """Whose statement a button stands for, if this person may see it, and of what days."""
    person_id, first, last = value.split(":")
    seen = (person for person in looking.visible(turn) if person.id == int(person_id))
    return next(seen, None), Period(date.fromisoformat(first), date.fromisoformat(last))
