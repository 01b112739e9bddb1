"""Reads and says who may read a document: tiers, kinds, regions, languages, or staff only."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from handlers.conversation.slots import Found, Reader, without
from handlers.conversation.text import Text
from storage.partners import PartnerKind, Tier
from storage.store import Records
from storage.values import Language

WORD = re.compile(r"[^\W\d_]+")
FOR = re.compile(
    r"\b(?:untuk|buat|bagi|khusus|hanya|for|only)\b(?P<who>[^:\n,.;]*)", re.IGNORECASE
)
EVERYONE, STAFF = "everyone", "staff_only"
KINDS = {"kinds": tuple(PartnerKind), "tiers": tuple(Tier), "languages": tuple(Language)}


@dataclass(frozen=True, slots=True)
class Strange:
    """These words name nobody: leaving them out would let more people read than was meant."""

    words: str


def read(words: str, reader: Reader, regions: tuple[str, ...]) -> dict[str, object] | Strange:
    """As a document's `audience`; nothing said is everyone."""
    named = {
        name: [value.value for value in values if _named(words, value.value, reader)]
        for name, values in KINDS.items()
    }
    found_regions = reader.named(words, regions)
    named["regions"] = list(dict.fromkeys(found.value for found in found_regions))
    strange = _strange(words, reader, found_regions)
    if strange:
        return Strange(", ".join(strange))
    audience: dict[str, object] = {name: values for name, values in named.items() if values}
    return {**audience, STAFF: True} if _named(words, STAFF, reader) else audience


def said(sentence: str, reader: Reader, regions: tuple[str, ...]) -> dict[str, object]:
    """What a sentence beside a document says of who may read it: *for Gold resellers*."""
    named = FOR.search(sentence)
    meant = read(named["who"], reader, regions) if named else {}
    if isinstance(meant, Strange):
        meant = {}
    return {**meant, STAFF: True} if _named(sentence, STAFF, reader) else meant


def shown(audience: Mapping[str, object], text: Text) -> str:
    """Gold, reseller, Jakarta; or everyone."""
    called = [_called(value, text) for name in KINDS for value in _values(audience, name)]
    called += _values(audience, "regions")
    if audience.get(STAFF):
        called = [_called(STAFF, text), *called]
    return ", ".join(called) or _called(EVERYONE, text)


def regions(records: Records) -> tuple[str, ...]:
    """Every region that a partner is in."""
    return tuple({partner.region: None for partner in records.partners.all() if partner.region})


def _called(name: str, text: Text) -> str:
    return text.replies[f"called_{name}"].split(", ")[0]


def _values(audience: Mapping[str, object], name: str) -> list[str]:
    values = audience.get(name)
    return [str(value) for value in values] if isinstance(values, list) else []


def _strange(words: str, reader: Reader, found: list[Found[str]]) -> list[str]:
    names = [value.value for values in KINDS.values() for value in values]
    known = [each for name in (*names, EVERYONE, STAFF) for each in _named(words, name, reader)]
    small = {word for phrase in _phrases("small_words") for word in phrase.split()}
    rest = WORD.findall(without(words, *known, *found))
    return [word for word in rest if word.casefold() not in small]


def _named(words: str, name: str, reader: Reader) -> list[Found[str]]:
    return reader.named(words, _phrases(f"called_{name}"))


def _phrases(key: str) -> list[str]:
    """What people say for it, in every language."""
    catalogues = (Text.load("library", language) for language in Language)
    return [phrase for text in catalogues for phrase in text.replies[key].split(", ")]
