"""Shows the whole section that an answer quotes, to whoever may read it."""

from __future__ import annotations

from collections.abc import Iterator

from handlers.conversation.reply import Block, Fact, Facts, Link, Links, Paragraph, Reply
from handlers.conversation.turn import Turn
from handlers.questions import sources
from handlers.questions.handler import questions
from knowledge.asked import asker
from knowledge.cited import Cited, Whole, section
from storage.people import EVERYONE

LONGEST_SECTION = 6_000  #: characters; what is longer is read in the document
CUT = " …"


@questions.button("section", roles=EVERYONE)
def show(turn: Turn, value: str) -> Reply:
    """Looked up again with the rights of who pressed: what they may not read, or what is no
    longer there, is not found."""
    cited = sources.read(value)
    found = _found(turn, cited) if cited else None
    return _shown(turn, found) if found else Reply(turn.text("no_section"), private=True)


def _found(turn: Turn, cited: Cited) -> Whole | None:
    reader = asker(turn.records, turn.person, turn.read.now.date())
    return section(turn.records, reader, cited)


def _shown(turn: Turn, found: Whole) -> Reply:
    return Reply(found.title, tuple(_blocks(turn, found)), private=found.restricted)


def _blocks(turn: Turn, found: Whole) -> Iterator[Block]:
    whole = found.text[:LONGEST_SECTION]
    shown = whole if len(found.text) <= LONGEST_SECTION else whole.rsplit(" ", 1)[0] + CUT
    yield from (Paragraph(each.strip()) for each in shown.split("\n\n") if each.strip())
    text = turn.text
    facts = {"heading": found.heading, "page": found.page, "valid": _valid(turn, found)}
    named = tuple(Fact(text(f"section_{key}"), said) for key, said in facts.items() if said)
    yield Facts(named)
    if found.link:
        yield Links((Link(text("section_link"), found.link),))


def _valid(turn: Turn, found: Whole) -> str:
    """Since when it holds, and until when."""
    text = turn.text
    since = text.short_day(found.effective_from)
    if found.effective_to is None:
        return text("valid_since", since=since)
    return text("valid_between", since=since, until=text.short_day(found.effective_to))
