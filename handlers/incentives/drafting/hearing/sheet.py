"""A sentence about a plan, its values lifted out: patterns read what is around them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from handlers.conversation.slots import Found, Reader, Reading
from handlers.conversation.slots.reading import apart, masked, ranked
from handlers.conversation.slots.words import any_of
from handlers.incentives.drafting.hearing import lengths
from handlers.incentives.drafting.hearing.tidying import tidy
from handlers.incentives.drafting.hearing.vocabulary import LETTERS, called, pattern, says
from handlers.incentives.drafting.world import World

RANGE = re.compile(r"\d{1,2}\s*(?:-|–|s/d|sampai)\s*\d{1,2}\b(?!\s*[-/.]\d)")
BAND = re.compile(r"\d\s*(?:-|–|sampai|hingga|s/d|to)\s*\d", re.IGNORECASE)
NAMED = r"⟦[tkgxy]\d+⟧"
TAKEN = "·"


@dataclass(frozen=True, slots=True)
class Token:
    """A value that was lifted out, and how it was written."""

    kind: str
    reading: Reading[Any]
    said: str

    @property
    def value(self) -> Any:
        """The likeliest, for what is never unsure."""
        reading = self.reading
        return reading.value if isinstance(reading, Found) else reading.choices[0]


@dataclass(frozen=True, slots=True)
class Taken:
    """A stretch that matched a pattern."""

    match: re.Match[str]
    tokens: Sequence[Token]

    @property
    def start(self) -> int:
        return self.match.start()

    @property
    def end(self) -> int:
        return self.match.end()

    def __contains__(self, name: str) -> bool:
        return name in self.match.groupdict() and self.match[name] is not None

    def token(self, name: str) -> Token:
        """The value in that place."""
        return self.tokens[int(re.sub(r"\D", "", self.match[name]))]

    def text(self, name: str) -> str:
        return self.match[name] if name in self else ""


class Sheet:
    """What has been taken is not read again; positions stay as they were."""

    def __init__(self, text: str, tokens: Sequence[Token]) -> None:
        self.text, self.tokens = text, tokens

    @classmethod
    def of(cls, reader: Reader, sentence: str, world: World) -> Sheet:
        text = _units_first(tidy(sentence), world)
        found = sorted(_values(reader, text, world), key=lambda token: token.reading.start)
        pieces, position = [], 0
        for number, token in enumerate(found):
            pieces += [text[position : token.reading.start], f"⟦{LETTERS[token.kind]}{number}⟧"]
            position = token.reading.end
        return cls("".join([*pieces, text[position:]]), found)

    def find(self, template: str) -> Taken | None:
        match = pattern(template).search(self.text)
        return Taken(match, self.tokens) if match else None

    def take(self, *templates: str) -> Taken | None:
        """The first that matches, and earliest in the text; it is not read again."""
        for template in templates:
            taken = self.find(template)
            if taken:
                self.cross_out(taken.start, taken.end)
                return taken
        return None

    def take_all(self, *templates: str) -> list[Taken]:
        found = []
        while taken := self.take(*templates):
            found.append(taken)
        return found

    def cross_out(self, start: int, end: int, *, names: bool = False) -> None:
        """Names stay, since they say whom or what something is for, unless they are meant."""
        kept = r"$^" if names else NAMED
        parts = re.split(f"({kept})", self.text[start:end])
        crossed = "".join(part if odd % 2 else TAKEN * len(part) for odd, part in enumerate(parts))
        self.text = self.text[:start] + crossed + self.text[end:]

    def put_back(self, taken: Taken) -> None:
        """What turned out to have no use is there to be read again, or asked about."""
        self.text = self.text[: taken.start] + taken.match[0] + self.text[taken.end :]

    def says(self, word: str) -> bool:
        return says(word, self.text)

    def left(self, kind: str) -> list[Token]:
        """The values of a kind that nothing has taken, in the order of the text."""
        return [token for token, _ in self.placed(kind)]

    def placed(self, kind: str) -> list[tuple[Token, int]]:
        """The same, each with its place."""
        found = re.finditer(rf"⟦{LETTERS[kind]}(\d+)⟧", self.text)
        return [(self.tokens[int(match[1])], match.start()) for match in found]


def _values(reader: Reader, text: str, world: World) -> Iterator[Token]:
    """Names first, then numbers, each hidden from what is read after it."""
    seen = text
    for kind, read in _ways(reader, world):
        found = ranked(apart(read(seen)))
        for reading in found:
            said = text[reading.start : reading.end]
            yield Token(_range_or(kind, said), reading, said)
        seen = masked(seen, *found)


def _ways(reader: Reader, world: World) -> list[tuple[str, Any]]:
    return [
        ("plan", lambda text: reader.named(text, world.plans)),
        ("product", lambda text: _products(reader, text, world)),
        ("category", lambda text: reader.named(text, world.categories)),
        ("region", lambda text: reader.named(text, world.regions)),
        ("tier", lambda text: _called(text, world.tiers)),
        ("kind", lambda text: _called(text, world.kinds)),
        ("pct", lambda text: list(lengths.percents(text))),
        ("money", reader.money),
        ("count", reader.counts),
        ("length", lambda text: list(lengths.lengths(text))),
        ("day", reader.days),
        ("span", reader.periods),
        ("money", lambda text: list(lengths.bare(text, reader.currency))),
    ]


def _products(reader: Reader, text: str, world: World) -> list[Found[str]]:
    return [
        Found(world.products[found.value], found.start, found.end)
        for found in reader.named(text, world.products)
    ]


def _called(text: str, keys: Sequence[str]) -> list[Found[str]]:
    return [
        Found(key, match.start(), match.end())
        for key in keys
        for match in called(key).finditer(text)
    ]


def _range_or(kind: str, said: str) -> str:
    """*1-15 November* is read as two days, *0-100 jt* as two amounts: from one to the other."""
    if kind == "day" and RANGE.search(said):
        return "range"
    return "band" if kind in ("money", "count") and BAND.search(said) else kind


def _units_first(text: str, world: World) -> str:
    """*10 Pro seats* reads as *10 seats Pro*: a number stands beside what it counts."""
    if not world.products:
        return text
    return pattern(rf"(?<!\S)(\d+) ({any_of(world.products)}) ({{seat}}|{{unit}})").sub(
        r"\1 \3 \2", text
    )
