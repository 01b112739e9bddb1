"""Answers questions from the documents, and is courteous."""

from __future__ import annotations

from collections.abc import Sequence

from handlers.conversation.handler import Handler
from handlers.conversation.manners import BEGIN, begin
from handlers.conversation.message import Said
from handlers.conversation.reply import Button, Buttons, Paragraph, Reply
from handlers.conversation.turn import Turn
from handlers.conversation.understanding import says_nothing
from handlers.questions import asking, cards
from handlers.questions.asking import Part
from handlers.questions.looking import Finding, keep_gap, look
from storage.gaps import GapReason, Opinion
from storage.people import EVERYONE

questions = Handler("questions")


@questions.intent("ask", roles=EVERYONE)
def ask(turn: Turn, sentence: str) -> Reply | None:
    """With a subject, the sentence may also have asked for that to be done: answer it only
    from the documents, and offer to do it."""
    if not sentence or says_nothing(sentence):
        return _ready(turn) if _meant_for_us(turn) else None
    parts = asking.parts(sentence, turn.read)
    return _offered(turn, parts) if turn.subject else _answered(turn, parts)


@questions.follow_up(roles=EVERYONE)
def follow_up(turn: Turn, sentence: str) -> Reply | None:
    """*kalau yang Basic?* after a question about Pro."""
    products = [name for each in turn.records.products.all() for name in (each.name, each.short)]
    earlier = turn.topic["question"]
    asked = asking.following(sentence, earlier, products, turn.read)
    return _answered(turn, asked) if asked else None


@questions.button("feedback", roles=EVERYONE)
def feedback(turn: Turn, value: str) -> Reply:
    opinion, _, question = value.partition(":")
    helpful = opinion == "up"
    turn.records.gaps.rate(
        Opinion(person_id=turn.person.id, question=question, helpful=helpful, at=turn.now)
    )
    if helpful:
        return Reply(turn.text("liked"))
    keep_gap(turn, question, GapReason.DISLIKED)
    return cards.disliked(question, turn.text)


@questions.intent("greeting", roles=EVERYONE)
def greet(turn: Turn, _: str) -> Reply | None:
    return _ready(turn) if _meant_for_us(turn) else None


@questions.intent("thanks", roles=EVERYONE)
def thank(turn: Turn, _: str) -> Reply | None:
    """In a channel the best answer is none."""
    return Reply(turn.text("welcome")) if turn.conversation.place.is_direct else None


def _offered(turn: Turn, asked: Sequence[Part]) -> Reply | None:
    findings = look(turn, asked)
    if not findings or not all(finding.quotes for finding in findings):
        return None
    reply = _answered(turn, asked)
    may = reply is not None and turn.subject in turn.menu
    return reply.with_blocks(begin(turn.subject, turn.language)) if reply and may else reply


def _answered(turn: Turn, asked: Sequence[Part]) -> Reply | None:
    """Talk among people is only interrupted by an answer, never by not knowing one."""
    findings = look(turn, asked)
    known = any(finding.quotes for finding in findings)
    if not known and not _meant_for_us(turn):
        return None
    if not findings:
        return _ready(turn)
    turn.remember("questions", question=findings[0].question)
    for missing in (each for each in findings if not each.quotes):
        keep_gap(turn, missing.question, GapReason.UNANSWERED)
    return _shown(turn, findings, known)


def _shown(turn: Turn, findings: Sequence[Finding], known: bool) -> Reply:
    question = " ".join(dict.fromkeys(finding.question for finding in findings))
    if known:
        return cards.answered(question, findings, turn.text)
    return cards.unknown(question, turn.text)


def _ready(turn: Turn) -> Reply:
    more = Buttons((Button(turn.text("help_button"), BEGIN, "help.show"),))
    return Reply(turn.text("hello", name=turn.person.name), (Paragraph(turn.text("ready")), more))


def _meant_for_us(turn: Turn) -> bool:
    act = turn.message.act
    return not isinstance(act, Said) or act.addressed
