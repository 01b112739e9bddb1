"""Which partners a sentence names."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from handlers.conversation.slots import Reader, masked
from storage.partners import Partner

LEGAL_FORM = re.compile(r"^(?:pt|cv)\.?\s+|\s+tbk\.?$", re.IGNORECASE)
TO = re.compile(r"\b(?:ke(?:pada)?|to|untuk|buat)\b(?P<who>.*)$", re.IGNORECASE | re.DOTALL)
WITH = re.compile(r"\b(?:dengan|dgn|sama|with)\b(?P<who>.*)$", re.IGNORECASE | re.DOTALL)
#: What stands between and around the names of partners.
AROUND = re.compile(
    r"\b(?:lalu|kemudian|terus|habis itu|setelah itu|dan|dulu|dahulu|pt|cv|tbk|mitra|partner|ya"
    r"|tolong|then|and|after that|next|first|please|thanks|makasih)\b|[\W_]+",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Named:
    """The partners that are named, in order, and what is no partner's name."""

    partners: Sequence[Partner]
    unknown: str


def named(read: Reader, said: str, partners: Sequence[Partner]) -> Named:
    called = {name: each for each in partners for name in (each.name, _short(each.name))}
    found = read.named(said, called)
    left = AROUND.sub(" ", masked(said, *found)).split()
    whom = {called[each.value].id: called[each.value] for each in found}
    return Named(list(whom.values()), " ".join(left))


def _short(name: str) -> str:
    return LEGAL_FORM.sub("", name)
