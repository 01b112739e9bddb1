"""How answers look: the words of the document first, then where they stand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from babel import Locale, UnknownLocaleError

from handlers.conversation.form import Choice, ChoiceField, Form, TextField
from handlers.conversation.reply import (
    AskWith,
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
from handlers.conversation.text import BABEL, Text
from handlers.questions import sources
from handlers.questions.looking import Finding
from knowledge.answers import Answer, Quote

LONGEST_TITLE = 140
LONGEST_VALUE = 500  #: characters of a question that travel on a button
OTHER = "other"
#: Why an answer did not help; the last one is said in one's own words.
REASONS = ("wrong", "outdated", "beside", "unclear", OTHER)


def answered(question: str, findings: Sequence[Finding], text: Text) -> Reply:
    """Everything that was asked, answered or not, with its proof and a way to disagree."""
    quotes = list(dict.fromkeys(quote for finding in findings for quote in finding.quotes))
    dated = any(finding.is_dated for finding in findings)
    title, *others = [line for finding in findings for line in _said(finding, text, dated)]
    if len(title) > LONGEST_TITLE:
        title, others = text("found_in", document=sources.name(quotes[0])), [title, *others]
    blocks: list[Block] = [Paragraph(words) for words in (*others, *_notes(quotes, text))]
    alone = findings[0].question if len(findings) == 1 and _is_plain(findings[0]) else ""
    blocks += [Citations(tuple(map(_citation, quotes)), alone), *_sections(findings, text)]
    blocks.append(_feedback(question, text))
    if not all(finding.is_settled for finding in findings):
        blocks.append(person(question, text))
    return Reply(title, tuple(blocks), private=any(quote.restricted for quote in quotes))


def composed(reply: Reply, words: str, text: Text) -> Reply:
    """The same answer in other words; the document's own stand under it, and prove it."""
    (cited,) = [block for block in reply.blocks if isinstance(block, Citations)]
    quoted = {
        " ".join(each.quote for each in cited.citations),
        *(c.quote for c in cited.citations),
    }
    title, lead = (words, []) if len(words) <= LONGEST_TITLE else (reply.title, [Paragraph(words)])
    if lead and reply.title in quoted:
        title = text("found_in", document=_document(cited.citations[0]))
    rest = [block for block in reply.blocks if getattr(block, "text", "") not in quoted]
    proof = [replace(each, question="") if each is cited else each for each in rest]
    return replace(reply, title=title, blocks=(*lead, Paragraph(text("composed")), *proof))


def unknown(question: str, text: Text) -> Reply:
    return Reply(text("unknown"), (Paragraph(text("unknown_next")), person(question, text)))


def disliked(question: str, text: Text) -> Reply:
    """What was wrong with it is one press, or a few words."""
    subject = question[:LONGEST_VALUE]
    reasons = tuple(
        Button(text(f"reason_{why}"), "questions.reason", f"{why}:{subject}")
        for why in REASONS
        if why != OTHER
    )
    blocks = (Paragraph(text("disliked_why")), Buttons(reasons), _in_words(subject, text))
    return Reply(text("disliked"), (*blocks, person(question, text)))


def explained(question: str, why: str, text: Text) -> Reply:
    thanks = text("explained", reason=text(f"reason_{why}"))
    return Reply(thanks, (Paragraph(text("disliked_next")), person(question, text)))


def person(question: str, text: Text) -> Buttons:
    value = question[:LONGEST_VALUE]
    return Buttons((Button(text("need_person"), "support.open", value, Style.PRIMARY),))


def _in_words(subject: str, text: Text) -> AskWith:
    choices = tuple(Choice(why, text(f"reason_{why}")) for why in REASONS)
    fields = (
        ChoiceField("reason", text("reason_label"), choices, OTHER),
        TextField("note", text("note_label"), required=False, multiline=True),
    )
    form = Form("questions.reason", text("reason_title"), fields, text("reason_send"), subject)
    return AskWith(text("reason_open"), form)


def _document(cited: Citation) -> str:
    return f"{cited.document} {cited.version}".strip()


def _is_plain(finding: Finding) -> bool:
    """One thing, as it is today: that may also be said in other words."""
    return finding.is_settled and not finding.is_dated and not finding.of_validity


def _said(finding: Finding, text: Text, dated: bool) -> list[str]:
    """The quoted words; where days were named, with the version and when it holds."""
    match finding.found:
        case Answer(disagreement=True, quotes=quotes):
            return [text("disagree"), *(_says(quote, text) for quote in quotes)]
        case Answer(quotes=(quote, *_)) if finding.of_validity:
            return [_valid(quote, text)]
        case Answer(text=words, quotes=(quote, *_)) if dated:
            return [_as_of(finding, quote, words, text)]
        case Answer(text=words):
            return [words]
        case _:
            return [text("part_unknown", question=finding.question)]


def _says(quote: Quote, text: Text) -> str:
    return text("part_says", source=sources.name(quote), words=quote.quote)


def _valid(quote: Quote, text: Text) -> str:
    since, source = text.short_day(quote.effective_from), sources.name(quote)
    if quote.effective_to is None:
        return text("holds_since", source=source, since=since)
    until = text.short_day(quote.effective_to)
    return text("holds_between", source=source, since=since, until=until)


def _as_of(finding: Finding, quote: Quote, words: str, text: Text) -> str:
    named = {"source": sources.name(quote), "words": words}
    if finding.ahead:
        key = "part_from" if quote.effective_from > finding.today else "part_still"
        day = max(quote.effective_from, finding.today) if key == "part_from" else finding.day
        return text(key, day=text.short_day(day), **named)
    if not finding.past:
        return text("part_now", **named)
    key = "part_until" if quote.effective_to else "part_then"
    return text(key, day=text.short_day(quote.effective_to or finding.day), **named)


def _notes(quotes: Sequence[Quote], text: Text) -> list[str]:
    """Says so when the words are in another language than the reply."""
    others = sorted({quote.language for quote in quotes} - {text.language})
    return [text("other_language", language=_language(other, text)) for other in others]


def _language(code: str, text: Text) -> str:
    """What a language is called in the reader's own."""
    try:
        return Locale.parse(code).get_language_name(BABEL[text.language]) or code
    except (UnknownLocaleError, ValueError):
        return code


def _citation(quote: Quote) -> Citation:
    return Citation(
        document=quote.document,
        version=quote.version,
        heading=quote.heading,
        quote=quote.quote,
        link=quote.link,
        page=quote.page,
    )


def _sections(findings: Sequence[Finding], text: Text) -> list[Buttons]:
    """A button for each section that was quoted; named, where there are several."""
    found = {sources.value(q, each.day): q for each in findings for q in each.quotes}
    asked = [Button(text("show_section"), "questions.section", value) for value in found]
    if len(asked) > 1:
        labels = [text("show_section_of", heading=sources.label(q)) for q in found.values()]
        asked = [replace(each, label=label) for each, label in zip(asked, labels, strict=True)]
    fitting = tuple(each for each in asked if len(each.value) <= sources.LONGEST_VALUE)
    return [Buttons(fitting)] if fitting else []


def _feedback(question: str, text: Text) -> Feedback:
    subject = question[:LONGEST_VALUE]
    return Feedback("questions.feedback", subject, text("helpful"), text("not_helpful"))
