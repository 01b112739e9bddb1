"""The names of months and weekdays in both languages.

The larger patterns made of them are kept as text and compiled by `re` when they are first
needed: all of them together would add half again to the time of a start.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january januari jan",
            "february februari pebruari feb",
            "march maret mar mrt",
            "april apr",
            "may mei",
            "june juni jun",
            "july juli jul",
            "august agustus aug agu agt ags",
            "september sept sep",
            "october oktober oct okt",
            "november nopember nov nop",
            "december desember dec des",
        ),
        start=1,
    )
    for name in names.split()
}
#: The sixth of something, in words: *keenam*, *sixth*.
ORDINALS = {
    name: number
    for number, names in enumerate(
        (
            "second kedua",
            "third ketiga",
            "fourth keempat",
            "fifth kelima",
            "sixth keenam",
            "seventh ketujuh",
            "eighth kedelapan",
            "ninth kesembilan",
            "tenth kesepuluh",
            "eleventh kesebelas",
            "twelfth keduabelas",
        ),
        start=2,
    )
    for name in names.split()
}
#: Short for a month, but also a word or a name: counts only beside a day or a year.
SHORT_MONTHS = frozenset({"may", "march", *(name for name in MONTHS if len(name) < 4)} - {"mei"})
WEEKDAYS = {
    name: number
    for number, names in enumerate(
        (
            "monday senin mon",
            "tuesday selasa tue tues",
            "wednesday rabu wed",
            "thursday kamis thu thurs",
            "friday jumat jum'at jum’at fri",
            "saturday sabtu sat",
            "sunday minggu ahad sun",
        )
    )
    for name in names.split()
}
#: Short for a weekday, but also words: *sat*, *sun*, *wed*, and *minggu* is a week as well.
SHORT_WEEKDAYS = frozenset({"mon", "tue", "tues", "wed", "thu", "thurs", "fri", "sat", "sun"})


def any_of(names: Iterable[str]) -> str:
    """A pattern for one of the names, the longest first."""
    return "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))


def listed(words: str) -> frozenset[str]:
    return frozenset(words.split())
