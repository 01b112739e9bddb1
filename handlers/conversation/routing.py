"""Which operation answers a message: what is exact first, then what a sentence means."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, assert_never

from handlers.conversation import manners
from handlers.conversation.handler import Operation
from handlers.conversation.message import Opened, Pressed, Said, Submitted
from handlers.conversation.phrasing import asks_how, concerns_us, contact_apart, follows, wanted
from handlers.conversation.registry import Registry
from handlers.conversation.understanding import Meant, Torn, Unclear, Understanding
from storage.conversations import Conversation
from storage.people import Person, Role
from storage.values import Language

QUESTIONS = "questions.ask"
ASKING = QUESTIONS.partition(".")[0]
PLAIN = 0.9  #: how sure we are of a sentence that has left our topic
WELCOME = "help.welcome"
HOME = "home"  #: what a person opened when it was not a chat
CLEAR = 0.6  #: a surer request is done without a look into the documents


@dataclass(frozen=True, slots=True)
class Route:
    """An operation to try, and what it is given; `tentative` ones may decline with None."""

    operation: Operation
    given: Any
    language: Language
    subject: str = ""
    tentative: bool = False


@dataclass(frozen=True, slots=True)
class Undecided:
    """Two operations are meant about equally: ask which."""

    operations: tuple[str, ...]
    sentence: str
    language: Language


#: How one request may be answered, best first; a choice to offer comes last.
Steps = list[Route | Undecided]


class Router:
    """Finds the routes of a message, best first within each request."""

    def __init__(self, registry: Registry, understanding: Understanding) -> None:
        self._registry = registry
        self._understanding = understanding

    @property
    def reads_vectors(self) -> bool:
        return self._understanding.reads_vectors

    def reading(self, understanding: Understanding) -> None:
        """From now on sentences are read like this."""
        self._understanding = understanding

    def language(self, sentence: str, default: Language) -> Language:
        return self._understanding.language(sentence, default)

    def routes(
        self, act: Said | Pressed | Submitted | Opened, person: Person, here: Conversation
    ) -> list[Steps]:
        """The steps of each request; none where nothing of ours is meant."""
        spoken = spoken_here(person, here)
        match act:
            case Said():
                return self._sentence(act, person, here, spoken)
            case Pressed():
                return [self._pressed(act, here, spoken)]
            case Submitted():
                return [self._exact("form", act.form, dict(act.values), spoken, act.subject)]
            case Opened():
                return [self._exact("intent", WELCOME, act.what, spoken), *self._home(act, person)]
            case other:
                assert_never(other)

    def _pressed(self, act: Pressed, here: Conversation, spoken: Language) -> Steps:
        match act.action:
            case manners.CHOSEN:
                return self._exact("intent", act.value, here.memory.get("torn", ""), spoken)
            case manners.BEGIN:
                return self._exact("intent", act.value, "", spoken)
            case action:
                return self._exact("button", action, act.value, spoken)

    def _exact(
        self, kind: str, name: str, given: Any, language: Language, subject: str = ""
    ) -> Steps:
        operation = self._registry.operation(kind, name)
        return [Route(operation, given, language, subject)] if operation else []

    def _home(self, opened: Opened, person: Person) -> list[Steps]:
        """What each capability has waiting for this person, after the welcome."""
        if opened.what != HOME:
            return []
        waiting = self._registry.open_to(person.role, "waiting")
        return [[Route(operation, HOME, person.language)] for operation in waiting]

    def _sentence(
        self, said: Said, person: Person, here: Conversation, spoken: Language
    ) -> list[Steps]:
        owned = self._registry.operation("place", here.owner)
        if owned is not None:
            language = self.language(said.text, spoken)
            return [[Route(owned, said.text, language, here.subject)]]
        command = self._registry.command(said.text)
        if command is not None:
            return [[Route(command[0], said.text, command[1])]]
        written = self._registry.written(said.text)
        if written is not None:
            return [[Route(written, said.text, self.language(said.text, spoken))]]
        brought = self.brought(said, person, here)
        if brought and not manners.has_words(said):
            return [brought]
        answer, beside = self._answer_apart(said.text, person, here, spoken)
        leading = self._leaning(answer or said.text, person, here, spoken)
        parts = [answer, *beside] if answer else self._understanding.requests(said.text, spoken)
        whole = self.language(said.text, spoken)
        read = (self._meaning(part, said.addressed, whole) for part in parts)
        first, *others = (
            list(read) if said.files else [self._open_to(person.role, steps) for steps in read]
        )
        return [[*brought, *leading, *first], *([] if brought else others)]

    def brought(self, said: Said, person: Person, here: Conversation) -> Steps:
        """Who takes the files in a direct chat, where the sentence asks for nothing else; they
        may leave them to who comes next, and to what the sentence means."""
        takes = self._registry.open_to(person.role, "brought")
        theirs = here.place.is_direct and not here.owner
        if not takes or not theirs or not manners.brings(said):
            return []
        spoken = spoken_here(person, here)
        if manners.has_words(said) and self._asks_more(said.text, spoken):
            return []
        language, words = self.language(said.text, spoken), manners.has_words(said)
        return [
            Route(take, said.text, language, tentative=words or take is not takes[-1])
            for take in takes
        ]

    def _asks_more(self, sentence: str, spoken: Language) -> bool:
        meant = self._understanding.understand(sentence, spoken)
        clear = isinstance(meant, Meant) and meant.confidence >= CLEAR
        return isinstance(meant, Meant) and clear and meant.intent != QUESTIONS

    def _answer_apart(
        self, text: str, person: Person, here: Conversation, spoken: Language
    ) -> tuple[str, list[str]]:
        """A contact, where we asked for one, beside requests of quite another kind; what is
        of the same kind as our question may well be a new draft with a contact of its own."""
        question = here.memory.get("question", {})
        answer, rest = contact_apart(text) if question.get("of") == person.id else ("", "")
        others = self._understanding.requests(rest, spoken) if answer else []
        ours = question.get("name", "").partition(".")[0]
        meant = [self._understanding.understand(other, spoken) for other in others]
        if all(isinstance(m, Meant) and m.intent.partition(".")[0] != ours for m in meant):
            return answer, others
        return "", []

    def _leaning(
        self, sentence: str, person: Person, here: Conversation, spoken: Language
    ) -> Iterator[Route]:
        """What was said before may explain the sentence: a question we asked, our topic."""
        language = self.language(sentence, spoken)
        question = here.memory.get("question", {})
        if question.get("of") == person.id:
            found = self._registry.operation("answer", question["name"])
            if found is not None:
                yield Route(found, sentence, language, tentative=True)
        topic = here.memory.get("topic", {}).get("handler", "")
        leans = follows(sentence) or topic == ASKING
        if leans and not self._changes(sentence, topic, spoken):
            found = self._registry.operation("follow_up", f"{topic}.follow_up")
            if found is not None:
                yield Route(found, sentence, language, tentative=True)

    def _changes(self, sentence: str, topic: str, spoken: Language) -> bool:
        """Does it plainly ask for something else than we talked about?"""
        meant = self._understanding.understand(sentence, spoken)
        if not isinstance(meant, Meant) or meant.confidence < PLAIN:
            return False
        return meant.intent.partition(".")[0] not in (topic, ASKING)

    def _meaning(self, sentence: str, addressed: bool, spoken: Language) -> Steps:
        understood = self._understanding.understand(sentence, spoken)
        match understood:
            case Meant(intent=intent, language=language) if _wants_to_know(sentence, understood):
                return self._documents_first(sentence, self._wanted(sentence, intent), language)
            case Meant(intent=intent, language=language):
                return self._exact("intent", intent, sentence, language)
            case Torn(intents=intents, language=language) if QUESTIONS in intents:
                (other,) = (intent for intent in intents if intent != QUESTIONS)
                return self._documents_first(sentence, other, language)
            case Torn(intents=intents, language=language):
                return [Undecided(intents, sentence, language)]
            case Unclear(language=language):
                return self._unclear(sentence, addressed, language)
            case other:
                assert_never(other)

    def _open_to(self, role: Role, steps: Steps) -> Steps:
        """Of two things that are meant about equally, the one that this role may do; what is
        perhaps meant and is not theirs to do is only a question."""
        match steps:
            case [Route(tentative=True) as asked, Route(operation=perhaps)] if (
                perhaps.kind == "intent" and role not in perhaps.roles
            ):
                return self._exact("intent", QUESTIONS, asked.given, asked.language)
            case [Undecided(operations=names, sentence=sentence, language=language)]:
                kept = [o.name for o in self._registry.open_to(role, "intent") if o.name in names]
                return (
                    self._exact("intent", kept[0], sentence, language) if len(kept) == 1 else steps
                )
            case _:
                return steps

    def _wanted(self, sentence: str, intent: str) -> str:
        """What a question about how to do it would like to do."""
        meant = self._understanding.understand(wanted(sentence), Language.EN)
        return meant.intent if asks_how(sentence) and isinstance(meant, Meant) else intent

    def _documents_first(self, sentence: str, intent: str, language: Language) -> Steps:
        """What the documents say to it, with an offer to do it; else it is done."""
        done = self._exact("intent", intent, sentence, language)
        asked = self._registry.operation("intent", QUESTIONS)
        if asked is None or intent == QUESTIONS:
            return done
        return [Route(asked, sentence, language, intent, tentative=True), *done]

    def _unclear(self, sentence: str, addressed: bool, language: Language) -> Steps:
        """About what it mentions, such as a deal's number; else a question."""
        name = QUESTIONS if addressed else ""
        mentioned = self._registry.mentioned(sentence) if addressed else None
        if mentioned is not None:
            return [Route(mentioned, sentence, language)]
        return self._exact("intent", name, sentence, language)


def _wants_to_know(sentence: str, meant: Meant) -> bool:
    """*How do I…?*; and what is no clear request and concerns nobody and nothing of ours."""
    return asks_how(sentence) or (meant.confidence < CLEAR and not concerns_us(sentence))


def spoken_here(person: Person, here: Conversation) -> Language:
    """The language this person last used here, else the one they chose."""
    return Language(here.memory.get("language", person.language))
