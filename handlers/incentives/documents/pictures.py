"""The pictures of a statement for a card in chat, from the same values as on paper."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from handlers.conversation.reply import Bar, Picture
from handlers.conversation.text import Text
from handlers.incentives.documents import sources, totals, words
from handlers.incentives.documents.values import StatementDocument
from storage.values import Language, Money

CATALOGUE = "statement"
MOST_MONTHS = 12


def pictures(document: StatementDocument, language: Language) -> Iterator[Picture]:
    """What there is to see: by month when there are several, by source when there is one."""
    text, digits = Text.load(CATALOGUE, language), words.digits(document)
    months = totals.by_month(document)[-MOST_MONTHS:]
    if len(months) > 1:
        bars = [
            Bar(words.month(month, text, "yMMMM"), sum_.minor, _shown(sum_, text))
            for month, sum_ in months
        ]
        yield _picture(text("by_month"), "month_in_words", bars, text)
    found = sources.parts(document, text)
    if found:
        title = text("picture_by_source", total=words.money(_earned(document), digits, text))
        bars = [_source(part, digits, text) for part in found]
        yield _picture(title, "source_in_words", bars, text)


def _source(part: sources.Part, digits: int, text: Text) -> Bar:
    """Its length is its amount, its share stands beside it."""
    shown, share = words.money(part.amount, digits, text), sources.share(part, text)
    if share:
        shown = text("bar_share", amount=shown, share=share)
    return Bar(part.label, part.amount.minor, shown)


def _earned(document: StatementDocument) -> Money:
    amounts = (source.amount for source in totals.by_source(document))
    return sum(amounts, Money(0, document.currency))


def _shown(amount: Money, text: Text) -> str:
    return text.money(amount).replace("-", words.MINUS, 1)


def _picture(title: str, key: str, bars: Iterable[Bar], text: Text) -> Picture:
    bars = tuple(bars)
    said = "; ".join(f"{bar.label}: {bar.shown}" for bar in bars)
    return Picture(title, bars, text(key, bars=said))
