"""How answers look: the words of the document first, then where they stand."""

from __future__ import annotations

from collections.abc import Sequence

from handlers.conversation.reply import (
    Block,
    Button,
    Buttons,
    Citation,
    Citations,
    Feedback,
    Paragraph,
    Reply,
    Style,
)
from handlers.conversation.text import Text
from handlers.questions.looking import Finding
from knowledge.answers import Answer, Quote

LONGEST_TITLE = 140
LONGEST_VALUE = 500  #: characters of a question that travel on a button


def answered(question: str, findings: Sequence[Finding], text: Text) -> Reply:
    """Everything that was asked, answered or not, with its proof and a way to disagree."""
    quotes = [quote for finding in findings for quote in finding.quotes]
    dated = any(finding.past for finding in findings)
    title, *others = [_said(finding, text, dated) for finding in findings]
    if len(title) > LONGEST_TITLE:
        title, others = text("found_in", document=_source(quotes[0])), [title, *others]
    blocks: list[Block] = [Paragraph(words) for words in (*others, *_notes(quotes, text))]
    blocks += [Citations(tuple(map(_citation, dict.fromkeys(quotes)))), _feedback(question, text)]
    if not all(finding.quotes for finding in findings):
        blocks.append(person(question, text))
    return Reply(title, tuple(blocks), private=any(quote.restricted for quote in quotes))


def unknown(question: str, text: Text) -> Reply:
    return Reply(text("unknown"), (Paragraph(text("unknown_next")), person(question, text)))


def disliked(question: str, text: Text) -> Reply:
    return Reply(text("disliked"), (Paragraph(text("disliked_next")), person(question, text)))


def person(question: str, text: Text) -> Buttons:
    value = question[:LONGEST_VALUE]
    return Buttons((Button(text("need_person"), "support.open", value, Style.PRIMARY),))


def _said(finding: Finding, text: Text, dated: bool) -> str:
    """The quoted words; where days were named, with the version and when it holds."""
    match finding.found:
        case Answer(text=words, quotes=(quote, *_)) if dated:
            day = quote.effective_to if finding.past and quote.effective_to else finding.day
            named = {"source": _source(quote), "day": text.short_day(day), "words": words}
            return text(_when(finding, quote), **named)
        case Answer(text=words):
            return words
        case _:
            return text("part_unknown", question=finding.question)


def _when(finding: Finding, quote: Quote) -> str:
    if not finding.past:
        return "part_now"
    return "part_until" if quote.effective_to else "part_then"


def _notes(quotes: Sequence[Quote], text: Text) -> list[str]:
    """Says so when the words are in another language than the reply."""
    others = sorted({quote.language for quote in quotes} - {text.language})
    return [text("other_language", language=text(f"language_{other}")) for other in others]


def _citation(quote: Quote) -> Citation:
    return Citation(
        document=quote.document,
        version=quote.version,
        heading=quote.heading,
        quote=quote.quote,
        link=quote.link,
        page=quote.page,
    )


def _source(quote: Quote) -> str:
    return f"{quote.document} {quote.version}".strip()


def _feedback(question: str, text: Text) -> Feedback:
    subject = question[:LONGEST_VALUE]
    return Feedback("questions.feedback", subject, text("helpful"), text("not_helpful"))
