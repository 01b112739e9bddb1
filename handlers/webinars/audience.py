"""Whom a webinar is for, in words: tiers, kinds of partner and regions; nothing is everybody."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from handlers.conversation.slots.names import named
from handlers.conversation.slots.reading import without
from handlers.conversation.text import Text
from storage.partners import PartnerKind, Tier
from storage.store import Records
from storage.values import Language

TO = re.compile(r"\b(?:untuk|buat|khusus|bagi|for|only)\b", re.IGNORECASE)
WORD = re.compile(r"[^\W\d_]+")
NAMES: Mapping[str, type[PartnerKind] | type[Tier]] = {"kinds": PartnerKind, "tiers": Tier}


@dataclass(frozen=True, slots=True)
class Strange:
    """The words that name nobody."""

    said: str


def read(said: str, regions: Sequence[str]) -> dict[str, Any] | Strange:
    """The document of an audience; a word that means nothing here is not left out."""
    found = {group: _of_group(said, group) for group in NAMES}
    found["regions"] = list(dict.fromkeys(each.value for each in named(said, regions)))
    strange = _strange(said, regions)
    if strange:
        return Strange(", ".join(strange))
    return {group: names for group, names in found.items() if names}


def apart(sentence: str, regions: Sequence[str]) -> tuple[str, str]:
    """What a sentence says behind *for*, if that is about partners, and the rest of it."""
    for match in TO.finditer(sentence):
        behind = sentence[match.end() :]
        if _known(behind, regions) and not _strange(behind, regions):
            return behind, sentence[: match.start()].strip()
    return "", sentence


def said(audience: Mapping[str, Any], text: Text) -> str:
    """Gold, reseller, Jakarta: as it can be read back."""
    keys = [*audience.get("tiers", ()), *audience.get("kinds", ())]
    called = [text.replies[f"called_{key}"].split(", ")[0] for key in keys]
    return ", ".join([*called, *audience.get("regions", ())])


def regions(records: Records) -> tuple[str, ...]:
    """Every region that a partner is in."""
    return tuple({each.region: None for each in records.partners.all() if each.region})


def _of_group(said: str, group: str) -> list[str]:
    return [name.value for name in NAMES[group] if named(said, _called(name))]


def _known(said: str, regions: Sequence[str]) -> bool:
    return bool(named(said, [*_all_called(), *regions]))


def _strange(said: str, regions: Sequence[str]) -> list[str]:
    rest = without(said, *named(said, [*_all_called(), *regions]))
    small = {word for phrase in _called("small_words") for word in phrase.split()}
    return [word for word in WORD.findall(rest) if word.casefold() not in small]


def _all_called() -> list[str]:
    keys = [*PartnerKind, *Tier, "everyone"]
    return [phrase for key in keys for phrase in _called(key)]


def _called(key: str) -> list[str]:
    """What people say for it, in every language."""
    name = key if key == "small_words" else f"called_{key}"
    catalogues = (Text.load("webinars", language) for language in Language)
    return [phrase for text in catalogues for phrase in text.replies[name].split(", ")]
