"""Draws replies as Teams messages: an Adaptive Card 1.5 each, and cited words as text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, assert_never

from bot.platforms.teams import fitting
from bot.platforms.teams.blocks import (
    actions,
    facts,
    heading,
    image,
    in_rows,
    link_lines,
    words,
)
from bot.platforms.teams.citing import Lead, sources
from bot.platforms.teams.forms import Inputs
from bot.platforms.teams.markdown import clean
from bot.platforms.teams.offers import offers
from bot.platforms.teams.receive import KEY
from bot.platforms.teams.tables import table
from handlers.conversation.form import Form
from handlers.conversation.reply import (
    AskWith,
    Attachment,
    Block,
    Button,
    Buttons,
    Citation,
    Citations,
    Facts,
    Feedback,
    Heading,
    Links,
    Paragraph,
    Picture,
    Reply,
    Style,
    Table,
)
from handlers.conversation.text import Text
from storage.values import Language

Element = dict[str, Any]
Activity = dict[str, Any]
Card = dict[str, Any]

SCHEMA = "http://adaptivecards.io/schemas/adaptive-card.json"
VERSION = "1.5"
CARD = "application/vnd.microsoft.card.adaptive"
LONGEST_SUMMARY = 200
#: For the note which of several cards this is, and what holds them together.
SPARE = 1024
ACTION_STYLES = {
    Style.PLAIN: "default",
    Style.PRIMARY: "positive",
    Style.DANGER: "destructive",
}


@dataclass(frozen=True, slots=True)
class Look:
    """Where a reply is drawn. `key` names the message; `direct`: a chat with one person, where
    files may be offered; `dialog`: inside a dialog, which knows only Action.Submit."""

    key: str = ""
    language: Language = Language.EN
    direct: bool = True
    dialog: bool = False

    @property
    def offers_files(self) -> bool:
        return self.direct and not self.dialog

    @property
    def text(self) -> Text:
        return Text.load("platform", self.language)


PLAIN = Look()


def message(reply: Reply, key: str = "", language: Language = Language.EN) -> Activity:
    """The reply as one activity; the first, where a very long one takes several."""
    return messages(reply, Look(key, language))[0]


def messages(reply: Reply, look: Look = PLAIN) -> list[Activity]:
    """The reply as activities, in order: usually one, more where it is too long for Teams, and
    one for each file offered."""
    lead = Lead.of(reply)
    shown = _envelope(reply, lead)
    room = fitting.LARGEST_MESSAGE - fitting.size(shown) - SPARE
    cards = fitting.pack(_Drawing(look, lead).body(reply), room)
    parts = [_attached(_numbered(card, n, len(cards), look)) for n, card in enumerate(cards, 1)]
    rest = [{"type": "message", "attachments": [part]} for part in parts[1:]]
    offered = offers(reply, look.key) if look.offers_files else ()
    return [{**shown, "attachments": parts[:1]}, *rest, *offered]


def card(reply: Reply, look: Look = PLAIN) -> Card:
    """The whole reply as one card: for an answer that takes a card's place, or a dialog."""
    return _card(list(_Drawing(look, Lead(reply.title)).body(reply)))


@dataclass
class _Drawing:
    """One reply being drawn: the lead's words stand outside the card."""

    look: Look
    lead: Lead
    cited: int = 0
    asked: int = 0

    def body(self, reply: Reply) -> Iterator[Element]:
        return in_rows(self._elements(reply))

    def _elements(self, reply: Reply) -> Iterator[Element]:
        if not self.lead.blocks:
            yield heading(reply.title)
        for position, block in enumerate(reply.blocks):
            if position >= len(self.lead.blocks) or isinstance(block, Citations):
                yield from self._block(block, reply)

    def _block(self, block: Block, reply: Reply) -> Iterable[Element]:  # noqa: C901, PLR0911 - one arm for each kind of block
        match block:
            case Heading(text):
                return [heading(text) | {"separator": True, "spacing": "Large"}]
            case Paragraph(text):
                return [words(text)]
            case Facts():
                return facts(block)
            case Table():
                return table(block)
            case Picture():
                return image(block)
            case Buttons(buttons):
                return actions([self._button(button) for button in buttons])
            case Links(links):
                return link_lines(links)
            case AskWith(label, form):
                return self._ask(label, form, reply)
            case Citations(citations):
                return self._sources(citations)
            case Feedback():
                return self._feedback(block)
            case Attachment():
                return self._attachment(block)
            case other:
                assert_never(other)

    def _button(self, button: Button) -> Element:
        data = {"action": button.action, "value": button.value, KEY: self.look.key}
        return self._action(button.label, button.action, data, ACTION_STYLES[button.style])

    def _action(self, title: str, verb: str, data: Element, style: str) -> Element:
        """Executed where the client can, submitted where it cannot, with the same data."""
        inputs = "auto" if "form" in data else "none"
        named = {"title": clean(title), "style": style, "associatedInputs": inputs, "data": data}
        submit = {"type": "Action.Submit", **named}
        if self.look.dialog:
            return submit
        return {"type": "Action.Execute", "verb": verb, **named, "fallback": submit}

    def _ask(self, label: str, form: Form, reply: Reply) -> list[Element]:
        """Open, or behind its label where there is something else to do as well."""
        alone = sum(isinstance(block, AskWith) for block in reply.blocks) == 1
        prefix = f"{self.asked}." if self.asked else ""
        self.asked += 1
        inputs = Inputs(self.look.text, alone, prefix).draw(form)
        named = form.title not in {"", self.lead.title}
        items = [*([words(form.title, weight="Bolder")] if named else []), *inputs]
        submit = self._submit(form, prefix)
        if form.has_errors or (alone and _is_asked_for(form, reply)):
            whole = [*items, *actions([submit])]
            return [{"type": "Container", "style": fitting.WHOLE, "items": whole}]
        shown = {"type": "Action.ShowCard", "title": clean(label)}
        return actions([shown | {"card": _card(items) | {"actions": [submit]}}])

    def _submit(self, form: Form, prefix: str) -> Element:
        names = " ".join(each.name for each in form.fields)
        carried = {"form": form.name, "subject": form.subject, KEY: self.look.key}
        told = carried | {"inputs": names} | ({"prefix": prefix} if prefix else {})
        return self._action(form.submit, form.name, told, "positive")

    def _sources(self, citations: tuple[Citation, ...]) -> list[Element]:
        first = self.cited + 1
        self.cited += len(citations)
        return sources(citations, first)

    def _feedback(self, feedback: Feedback) -> list[Element]:
        marked = (("👍", feedback.yes, "up"), ("👎", feedback.no, "down"))
        buttons = (
            Button(f"{sign} {label}", feedback.action, f"{value}:{feedback.subject}")
            for sign, label, value in marked
        )
        (row,) = actions([self._button(button) for button in buttons])
        return [row | {"separator": True}]

    def _attachment(self, attachment: Attachment) -> list[Element]:
        named = words(f"📎 {attachment.label} · {attachment.name}")
        if self.look.offers_files:
            return [named]
        where = self.look.text("file_in_private", name=attachment.name)
        return [named, words(where, isSubtle=True, spacing="None")]


def _is_asked_for(form: Form, reply: Reply) -> bool:
    """Is the form what the reply is about: filled in already, or all that there is to do?
    Several on one card are not, for a card sends in all of its inputs at once."""
    filled = any(field.value for field in form.fields)
    return filled or not any(isinstance(block, Buttons) for block in reply.blocks)


def _envelope(reply: Reply, lead: Lead) -> Activity:
    """All of a message but its card."""
    shown: Activity = {"type": "message", "summary": clean(reply.title)[:LONGEST_SUMMARY]}
    if lead.blocks:
        shown |= {"text": lead.text, "textFormat": "markdown", "entities": [lead.entity]}
    if any(isinstance(block, Feedback) for block in reply.blocks):
        shown["channelData"] = {"feedbackLoop": {"type": "default"}}
    return shown


def _card(body: list[Element]) -> Card:
    return {"$schema": SCHEMA, "type": "AdaptiveCard", "version": VERSION, "body": body}


def _attached(content: Card) -> Element:
    return {"contentType": CARD, "content": content}


def _numbered(body: list[Element], part: int, parts: int, look: Look) -> Card:
    """A card of several says which one it is."""
    if parts == 1:
        return _card(body)
    which = look.text("part", part=part, parts=parts)
    note = words(which, isSubtle=True, size="Small", horizontalAlignment="Right")
    return _card([*body, note])
