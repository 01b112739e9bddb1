"""Values that are stored and compared as a whole."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum


class Language(StrEnum):
    """A language the assistant speaks: one folder of catalogues each."""

    EN = "en"
    ID = "id"


class Platform(StrEnum):
    """Where people talk to the assistant; the console speaks as the local page does."""

    SLACK = "slack"
    TEAMS = "teams"
    WEB = "web"


class Setting(StrEnum):
    """How public a place is: a direct message, a group chat or a channel."""

    DIRECT = "dm"
    GROUP = "group"
    CHANNEL = "channel"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a conversation is.

    `channel` is the platform's own id of the chat (empty: the direct message with `user`),
    `thread` the platform's id of the thread in it (empty: the chat itself).
    """

    platform: Platform
    workspace: str
    channel: str = ""
    thread: str = ""
    setting: Setting = Setting.DIRECT

    @property
    def is_direct(self) -> bool:
        return self.setting is Setting.DIRECT


#: The currencies of ISO 4217 that have other than two decimals.
_WITHOUT = frozenset(
    {
        *("BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW"),
        *("PYG", "RWF", "UGX", "UYI", "VND", "VUV", "XAF", "XOF", "XPF"),
    }
)
_THREE = frozenset(("BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"))
_FOUR = frozenset(("CLF", "UYW"))


def exponent(currency: str) -> int:
    """Decimals of a currency after ISO 4217: 2 for IDR (CLDR has fewer for some), 0 for JPY."""
    if currency in _WITHOUT:
        return 0
    return 3 if currency in _THREE else 4 if currency in _FOUR else 2


@dataclass(frozen=True, slots=True, order=True)
class Money:
    """An amount in the currency's minor unit (Rp 1 is 100), so that sums are exact."""

    minor: int
    currency: str

    @classmethod
    def of(cls, amount: Decimal | int | str, currency: str) -> Money:
        """From whole units as people write them, rounded half up to the minor unit."""
        scaled = Decimal(amount).scaleb(exponent(currency))
        return cls(int(scaled.quantize(Decimal(1), ROUND_HALF_UP)), currency)

    @property
    def amount(self) -> Decimal:
        """In whole units, exact."""
        return Decimal(self.minor).scaleb(-exponent(self.currency))

    def __add__(self, other: Money) -> Money:
        return Money(self.minor + self._same(other), self.currency)

    def __sub__(self, other: Money) -> Money:
        return Money(self.minor - self._same(other), self.currency)

    def __mul__(self, times: int) -> Money:
        return Money(self.minor * times, self.currency)

    def _same(self, other: Money) -> int:
        if self.currency != other.currency:
            raise ValueError(f"cannot mix {self.currency} with {other.currency}")
        return other.minor


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """Days from `first` to `last`, both included: a day, a month, a quarter or a year."""

    first: date
    last: date

    @classmethod
    def month(cls, day: date) -> Period:
        return cls(day.replace(day=1), _month_end(day.year, day.month))

    @classmethod
    def quarter(cls, day: date) -> Period:
        start = 3 * ((day.month - 1) // 3) + 1
        return cls(date(day.year, start, 1), _month_end(day.year, start + 2))

    @classmethod
    def year(cls, day: date) -> Period:
        return cls(date(day.year, 1, 1), date(day.year, 12, 31))

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last


def _month_end(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])
