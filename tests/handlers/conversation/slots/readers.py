"""Two readers in Jakarta on the demo world's first morning, one for each language."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

from handlers.conversation.slots import Reader
from storage.values import Language, Money

#: Wednesday.
NOW = datetime(2026, 9, 16, 10, 0, tzinfo=ZoneInfo("Asia/Jakarta"))
TODAY = NOW.date()
INDONESIAN = Reader(Language.ID, "IDR", NOW)
ENGLISH = Reader(Language.EN, "IDR", NOW)
BOTH = (INDONESIAN, ENGLISH)


def rupiah(*amounts: int | str) -> tuple[Money, ...]:
    return tuple(Money.of(amount, "IDR") for amount in amounts)


def dollars(*amounts: int | str) -> tuple[Money, ...]:
    return tuple(Money.of(amount, "USD") for amount in amounts)


def day(written: str) -> date:
    """`9-30` is a day of 2026."""
    parts = [int(part) for part in written.split("-")]
    return date(*parts) if len(parts) == 3 else date(2026, *parts)
