"""The pictures of a statement for a card in chat, from the same values as on paper."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from handlers.conversation.reply import Bar, Picture
from handlers.conversation.text import Text
from handlers.incentives.documents import sources, totals, words
from handlers.incentives.documents.values import StatementDocument
from storage.values import Language, Money

MOST_MONTHS = 12


def pictures(document: StatementDocument, language: Language) -> Iterator[Picture]:
    """By month when there are several, by source when there is one."""
    text = Text.load(words.CATALOGUE, language)
    months = totals.by_month(document)[-MOST_MONTHS:]
    if len(months) > 1:
        bars = [Bar(text.period(month), sum_.minor, text.money(sum_)) for month, sum_ in months]
        said = [(bar.label, bar.shown) for bar in bars]
        yield Picture(text("by_month"), tuple(bars), _aloud("month_in_words", said, text))
    found = sources.parts(document, text)
    if found:
        bars = [Bar(part.short, part.amount.minor, _shown(part, text)) for part in found]
        said = [(part.label, _shown(part, text)) for part in found]
        title = text("picture_by_source", total=_earned(document))
        yield Picture(title, tuple(bars), _aloud("source_in_words", said, text))


def _shown(part: sources.Part, text: Text) -> str:
    """Its amount, which is its length too, and its share."""
    share = sources.share(part, text)
    return text("bar_share", amount=part.amount, share=share) if share else text.money(part.amount)


def _earned(document: StatementDocument) -> Money:
    amounts = (source.amount for source in totals.by_source(document))
    return sum(amounts, Money(0, document.currency))


def _aloud(key: str, said: Iterable[tuple[str, str]], text: Text) -> str:
    return text(key, bars="; ".join(f"{label}: {shown}" for label, shown in said))
