"""Draws the blocks of a reply as Slack's, one kind at a time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import assert_never

from bot.platforms.slack import elements, limits, markup, tables
from bot.platforms.slack.elements import SlackBlock
from handlers.conversation.reply import (
    AskWith,
    Attachment,
    Block,
    Button,
    Buttons,
    Citation,
    Citations,
    Fact,
    Facts,
    Feedback,
    Heading,
    Links,
    Paragraph,
    Picture,
    Reply,
    Table,
)

SENTENCE_ENDS = (".", "?", "!", ":", "…")
SHORT = 90  #: characters; a longer fact reads better over the whole width


@dataclass(frozen=True, slots=True)
class Drawing:
    """`key` names the message; `table` is the one that may be drawn as Slack's own."""

    key: str
    table: Table | None = None

    def reply(self, reply: Reply) -> Iterator[SlackBlock]:
        """The title, then every block; buttons and forms that follow each other in one row."""
        yield from title(reply.title)
        for in_row, together in groupby(reply.blocks, _is_pressed):
            blocks = list(together)
            if in_row:
                pressed = [b for block in blocks for b in self._buttons(block)]
                yield from elements.rows(elements.one_first(pressed))
            else:
                yield from (drawn for block in blocks for drawn in self._block(block))

    def _block(self, block: Block) -> Iterable[SlackBlock]:  # noqa: C901, PLR0911 - one arm a kind
        match block:
            case Heading(text):
                return ({"type": "divider"}, *heading(text))
            case Paragraph(text):
                return elements.sections(text)
            case Facts(facts):
                return _facts(facts)
            case Table():
                return tables.native(block) if block is self.table else tables.as_list(block)
            case Picture():
                return tables.chart(block)
            case Buttons() | AskWith():
                return elements.rows(list(self._buttons(block)))
            case Links():
                return _links(block)
            case Citations(citations):
                return (drawn for each in citations for drawn in _citation(each))
            case Feedback():
                return elements.rows([elements.button(each) for each in _opinions(block)])
            case Attachment():
                return _attachment(block)
            case other:
                assert_never(other)

    def _buttons(self, block: Block) -> Iterator[SlackBlock]:
        match block:
            case Buttons(buttons):
                yield from (elements.button(button) for button in buttons)
            case AskWith():
                yield elements.opener(block, self.key)


def title(text: str) -> Iterator[SlackBlock]:
    """A name in large letters; a sentence as a sentence."""
    text = text.strip()
    sentence = text.endswith(SENTENCE_ENDS) or "\n" in text or len(text) > limits.HEADER
    if not text:
        return
    if sentence:
        yield from elements.sections(text)
    else:
        yield elements.header(text)


def heading(text: str) -> Iterator[SlackBlock]:
    """What begins here stands out, a sentence too."""
    short = "\n" not in text and len(text) <= limits.HEADER
    return elements.bold(text) if short and text.endswith(SENTENCE_ENDS) else title(text)


def _is_pressed(block: Block) -> bool:
    return isinstance(block, Buttons | AskWith)


def _facts(facts: tuple[Fact, ...]) -> Iterator[SlackBlock]:
    """Short facts side by side, long ones over the whole width."""
    for side_by_side, together in groupby(facts, _is_short):
        if not side_by_side:
            yield from (drawn for fact in together for drawn in _long_fact(fact))
            continue
        shown = [elements.marked(_fact(fact)) for fact in together]
        for first in range(0, len(shown), limits.FIELDS):
            yield {"type": "section", "fields": shown[first : first + limits.FIELDS]}


def _is_short(fact: Fact) -> bool:
    return len(fact.label) + len(fact.value) <= SHORT


def _fact(fact: Fact) -> str:
    label = f"{markup.bold(fact.label)}\n" if fact.label.strip() else ""
    return label + (markup.literal(fact.value).strip() or limits.MORE)


def _long_fact(fact: Fact) -> Iterator[SlackBlock]:
    yield from elements.bold(fact.label)
    yield from elements.marked_sections(limits.drawn(fact.value, limits.SECTION, markup.literal))


def _links(block: Links) -> Iterator[SlackBlock]:
    lines = (f"• {markup.linked(link.label, link.url)}" for link in block.links)
    return elements.marked_sections(limits.packed(lines, limits.SECTION))


def _citation(citation: Citation) -> Iterator[SlackBlock]:
    """The quote, and below it where it stands."""
    name = " ".join(filter(None, [citation.document, citation.version])) or limits.MORE
    source = markup.linked(name, citation.link) if citation.link else markup.bold(name)
    where = " › ".join(filter(None, [citation.heading, citation.page]))
    line = f"{source} › {markup.literal(where)}" if where else source
    quote = f"“{citation.quote}”" if citation.quote.strip() else ""
    quotes = limits.drawn(quote, limits.CONTEXT, markup.literal)
    yield from elements.context([*quotes, limits.cut(line, limits.CONTEXT)])


def _attachment(sent: Attachment) -> Iterator[SlackBlock]:
    """What the file is for; the file itself stands above the message."""
    line = f"📎 *{markup.literal(sent.name)}*  {markup.literal(sent.label)}"
    return elements.context([limits.cut(line, limits.CONTEXT)])


def _opinions(asked: Feedback) -> tuple[Button, Button]:
    up = Button(asked.yes, asked.action, f"up:{asked.subject}")
    return up, Button(asked.no, asked.action, f"down:{asked.subject}")
