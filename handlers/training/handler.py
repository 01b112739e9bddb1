"""Asks quizzes in the chat: begun, answered and gone on with by a word or a button."""

from __future__ import annotations

import re
from dataclasses import replace

from handlers.conversation.handler import Handler
from handlers.conversation.manners import stale
from handlers.conversation.message import Said
from handlers.conversation.phrasing import gives_up
from handlers.conversation.reply import Button, Buttons, Reply
from handlers.conversation.turn import Turn
from handlers.training import quiz, quiz_cards
from handlers.training.finding import Offered, named, offered, with_key
from handlers.training.letters import LETTER, PLACE, letter_in
from handlers.training.quiz import Running
from storage.people import EVERYONE
from storage.values import Language

training = Handler("training")

GO_ON = re.compile(
    r"\b(?:lanjut\w*|terus(?:kan|in)|teruskan|continue|resume|go on|carry on|pick up|finish)\b",
    re.IGNORECASE,
)
ANEW = re.compile(
    r"\b(?:dari awal|ulang dari|mulai lagi|start over|from the (?:start|beginning)|anew|afresh)\b",
    re.IGNORECASE,
)
RENEW = re.compile(r"\b(?:renew\w*|perbarui|perbaharui|perpanjang\w*)\b", re.IGNORECASE)
A_LETTER = re.compile("|".join(f"(?:^{each.pattern}$)" for each in (LETTER, *PLACE)), re.I)


@training.intent("quiz", roles=EVERYONE)
def start(turn: Turn, sentence: str) -> Reply:
    """Begin a quiz, or go on with the one that is half done."""
    courses = offered(turn, turn.person)
    found = named(turn, sentence, courses)
    open_ = [quiz.running(turn, each) for each in turn.records.training.running(turn.person.id)]
    if not found and open_ and (GO_ON.search(sentence) or ANEW.search(sentence)):
        found = [each for each in courses if each.key == open_[0].course.key]
    if not found and RENEW.search(sentence):
        found = [each for each in courses if each.held is not None][:1]
    if len(found) != 1:
        return _which(turn, found or courses)
    half_done = next((each for each in open_ if each.course.key == found[0].key), None)
    return _started(turn, sentence, found[0], half_done)


@training.answer("letter", roles=EVERYONE)
def letter(turn: Turn, sentence: str) -> Reply | None:
    """A letter answers the question shown here; anything else is read afresh."""
    return _heard(turn, sentence)


@training.mention("typed", A_LETTER, roles=EVERYONE)
def typed(turn: Turn, sentence: str) -> Reply | None:
    """A letter after something else was talked about."""
    said = turn.message.act
    if isinstance(said, Said) and not said.addressed:
        return None
    return _heard(turn, sentence) or Reply(turn.text("no_quiz"), (_courses(turn),), private=True)


@training.button("choose", roles=EVERYONE)
def choose(turn: Turn, value: str) -> Reply:
    attempt, number, chosen = value.split(":")
    return quiz.choose(turn, int(attempt), int(number), chosen)


@training.button("begin", roles=EVERYONE)
def begin(turn: Turn, key: str) -> Reply:
    one = with_key(turn, key)
    return quiz.begin(turn, one) if one else stale(turn.language)


@training.button("go_on", roles=EVERYONE)
def go_on(turn: Turn, value: str) -> Reply:
    found = quiz.open_attempt(turn, int(value))
    return quiz.ask(turn, found) if found else stale(turn.language)


@training.button("anew", roles=EVERYONE)
def anew(turn: Turn, value: str) -> Reply:
    found = quiz.open_attempt(turn, int(value))
    one = with_key(turn, found.course.key) if found else None
    return quiz.anew(turn, found, one) if found and one else stale(turn.language)


@training.waiting(roles=EVERYONE)
def waiting(turn: Turn, _: str) -> Reply | None:
    """The quiz that is half done."""
    open_ = [quiz.running(turn, each) for each in turn.records.training.running(turn.person.id)]
    half_done = next((each for each in open_ if each.letters), None)
    return quiz_cards.half_done(half_done.step, turn.text) if half_done else None


def _started(turn: Turn, sentence: str, one: Offered, half_done: Running | None) -> Reply:
    if half_done is not None and ANEW.search(sentence):
        return quiz.anew(turn, half_done, one)
    if half_done is not None and GO_ON.search(sentence):
        return quiz.ask(turn, half_done)
    return quiz.begin(turn, one)


def _heard(turn: Turn, sentence: str) -> Reply | None:
    shown = quiz.here(turn)
    found = quiz.open_attempt(turn, shown["attempt"]) if shown else None
    if found is None:
        return None
    turn = _as_it_was_asked(turn, shown["language"])
    if gives_up(sentence):
        turn.forget_question()
        return quiz_cards.paused(found.step, turn.text)
    options = [option for _, option in found.question.choices(turn.language)]
    chosen = letter_in(sentence, options)
    if chosen is None:
        return quiz.ask(turn, found) if GO_ON.fullmatch(sentence.strip(" .!")) else None
    return quiz.choose(turn, found.attempt.id, shown["number"], chosen)


def _as_it_was_asked(turn: Turn, language: str) -> Turn:
    """*The third* says nothing about the language that the quiz should go on in."""
    return replace(turn, text=training.text(Language(language), turn.person.zone))


def _which(turn: Turn, courses: list[Offered]) -> Reply:
    if not courses:
        return Reply(turn.text("no_courses"), private=True)
    buttons = tuple(
        Button(one.syllabus.title(turn.language), "training.begin", one.key) for one in courses
    )
    return Reply(turn.text("which_quiz"), (Buttons(buttons),), private=True)


def _courses(turn: Turn) -> Buttons:
    return Buttons((Button(turn.text("what_next"), "training.next"),))
