"""What is said whatever the capability: refusals, misunderstandings, and what cannot be read."""

from __future__ import annotations

import re

from handlers.conversation.message import Said
from handlers.conversation.reply import Button, Buttons, Reply, Style
from handlers.conversation.text import Text
from storage.values import Language

LONGEST_SENTENCE = 4_000  #: characters; Slack itself cuts what people type at 4,000
A_WORD = re.compile(r"\w")
HANDLER = "help"
NEED_PERSON = "support.open"
CHOSEN = "routing.meant"  #: presses: the intent that the torn sentence meant
BEGIN = "routing.begin"  #: presses: an intent, asked for without a sentence


def unreadable(said: Said, language: Language) -> Reply | None:
    """The answer to a sentence that is none: too long, empty, a picture, an emoji, an edit."""
    text = Text.load(HANDLER, language)
    if said.edited:
        return Reply(text("edited"))
    if len(said.text) > LONGEST_SENTENCE:
        return Reply(text("too_long", length=len(said.text), most=LONGEST_SENTENCE))
    if has_words(said):
        return None
    if said.files:
        return Reply(text("only_files"), (_person(text),))
    return Reply(text("no_words"), (Buttons((Button(text("help_button"), BEGIN, "help.show"),)),))


def brings(said: Said) -> bool:
    """A message with files, and a sentence that can be read or none at all."""
    return bool(said.files) and not said.edited and len(said.text) <= LONGEST_SENTENCE


def has_words(said: Said) -> bool:
    return A_WORD.search(said.text) is not None


def refused(language: Language) -> Reply:
    """The same words for whoever may not do a thing, whether or not it exists."""
    text = Text.load(HANDLER, language)
    return Reply(text("refused"), (_person(text),), private=True)


def stale(language: Language) -> Reply:
    return Reply(Text.load(HANDLER, language)("stale"), private=True)


def nothing_to_say(language: Language) -> Reply:
    """Said only if an operation that was asked for in so many words has no answer."""
    return Reply(Text.load(HANDLER, language)("stale"), private=True)


def which(names: tuple[str, ...], language: Language) -> Reply:
    """Two things are meant about equally: ask, with a button for each."""
    text = Text.load(HANDLER, language)
    buttons = tuple(Button(_title(name, language), CHOSEN, name) for name in names)
    return Reply(text("which"), (Buttons(buttons),))


def begin(operation: str, language: Language) -> Buttons:
    """Offers to do what was only asked about."""
    return Buttons((Button(_title(operation, language), BEGIN, operation),))


def continued_in_private(language: Language) -> Reply:
    return Reply(Text.load(HANDLER, language)("in_private"), private=True)


def surprised(language: Language, reference: str) -> Reply:
    text = Text.load(HANDLER, language)
    return Reply(text("surprise", reference=reference), (_person(text, reference),))


def _person(text: Text, about: str = "") -> Buttons:
    return Buttons((Button(text("need_person"), NEED_PERSON, about, Style.PRIMARY),))


def _title(operation: str, language: Language) -> str:
    """What an operation is called in help: the handler's own `title_<intent>`."""
    handler, _, name = operation.partition(".")
    return Text.load(handler, language)(f"title_{name}")
