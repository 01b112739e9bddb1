"""How well registrations are read: every slot of the sentences in registrations.csv.

`python -m bench.registrations` prints the table, with `--wrong` each sentence that was misread
or taken for another request. Where a slot says several things (*60 / 70*) or *?* it is to be
asked about; where it is empty nothing may be read.
"""

from __future__ import annotations

import csv
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo

from bot.learned import studied
from handlers import HANDLERS
from handlers.conversation.registry import Registry
from handlers.conversation.slots import Reader
from handlers.conversation.understanding import Meant, Understanding
from handlers.deals.draft import Draft
from handlers.deals.reading import Catalogue, from_sentence
from knowledge.models import Models
from storage.values import Language
from tests.conftest import NOW

FILE = Path(__file__).with_suffix(".csv")
PARTS, LANGUAGES = ("dev", "held"), ("id", "en", "mixed")
SLOTS = ("customer", "product", "seats", "value", "closing", "name", "phone", "email")
NEVER_GUESSED = ("value", "closing")
UNSURE = "?"  #: to be asked about, in whichever way it is read
REGISTER = "deals.register"
CATALOGUE = Catalogue(
    {
        **dict.fromkeys(("CloudSuite Pro", "Pro", "CS-PRO"), "CS-PRO"),
        **dict.fromkeys(("CloudSuite Basic", "Basic", "CS-BASIC"), "CS-BASIC"),
    }
)

Slots = Mapping[str, frozenset[str]]


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence as it is written, and what each slot is to hold."""

    part: str
    language: str
    text: str
    slots: Slots

    @property
    def spoken(self) -> Language:
        """What its writer chose; who mixes is Indonesian."""
        return Language.EN if self.language == "en" else Language.ID


@dataclass(frozen=True, slots=True)
class Read:
    """What was read from a sentence."""

    sentence: Sentence
    slots: Slots

    @property
    def wrong(self) -> list[str]:
        return [slot for slot in SLOTS if not self._is_right(slot)]

    @property
    def silently(self) -> list[str]:
        """A wrong amount or day that nobody would be asked about."""
        return [
            slot for slot in self.wrong if slot in NEVER_GUESSED and len(self.slots[slot]) == 1
        ]

    def _is_right(self, slot: str) -> bool:
        wanted, found = self.sentence.slots[slot], self.slots[slot]
        return len(found) != 1 if wanted == {UNSURE} else found == wanted


def sentences(*parts: str) -> list[Sentence]:
    with FILE.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    return [_sentence(row) for row in rows if row["part"] in (parts or PARTS)]


def read(sentence: Sentence, language: Language) -> Read:
    reader = Reader(language, "IDR", NOW.astimezone(ZoneInfo("Asia/Jakarta")))
    return Read(sentence, _slots(from_sentence(reader, sentence.text, CATALOGUE)))


@cache
def understanding() -> Understanding:
    examples, encoder = Registry(HANDLERS).examples(), Models().encoder
    return studied(examples, encoder) if encoder else Understanding.learn(examples)


def is_understood(sentence: Sentence) -> bool:
    """As one request, to register a deal."""
    parts = understanding().requests(sentence.text, sentence.spoken)
    meant = [understanding().understand(part, sentence.spoken) for part in parts]
    return len(meant) == 1 and isinstance(meant[0], Meant) and meant[0].intent == REGISTER


def main(arguments: Sequence[str] = ()) -> None:
    every = sentences()
    done = [read(each, understanding().language(each.text, each.spoken)) for each in every]
    _print_table(done, {each.text for each in every if is_understood(each)})
    if "--wrong" in arguments:
        _print_wrong(done)


def _sentence(row: Mapping[str, str]) -> Sentence:
    wanted = {slot: _wanted(slot, row[slot]) for slot in SLOTS}
    return Sentence(row["part"], row["language"], row["sentence"].replace("\\n", "\n"), wanted)


def _wanted(slot: str, written: str) -> frozenset[str]:
    return frozenset(_plain(slot, each) for each in written.split(" / ") if each)


def _slots(draft: Draft) -> Slots:
    contact = draft.contact
    values = [f"{money.currency} {money.amount.normalize():f}" for money in draft.values]
    closings = [day.isoformat() for day in draft.closings]
    said: tuple[Sequence[str], ...] = (
        [draft.customer], draft.products, [str(number) for number in draft.seats], values,
        closings, [contact.name], [contact.phone], [contact.email],
    )  # fmt: skip
    return {
        slot: frozenset(_plain(slot, each) for each in found if each)
        for slot, found in zip(SLOTS, said, strict=True)
    }


def _plain(slot: str, written: str) -> str:
    """Names without case and full stops: *Acme Pte. Ltd* is *acme pte ltd*."""
    named = slot in ("customer", "name")
    return " ".join(written.replace(".", "").casefold().split()) if named else written


def _print_table(done: Sequence[Read], understood: set[str]) -> None:
    print(f"{'':14}{'sentences':>10}{'all slots':>11}{'silent':>8}{'understood':>12}")
    for title, among in _groups(done):
        right = sum(not each.wrong for each in among)
        silent = sum(bool(each.silently) for each in among)
        heard = sum(each.sentence.text in understood for each in among)
        share = f"{right / len(among):.1%}"
        print(f"{title:14}{len(among):10}{share:>11}{silent:8}{heard / len(among):12.1%}")
    by_slot = Counter(slot for each in done for slot in each.wrong)
    print("misread: " + (", ".join(f"{slot} {by_slot[slot]}" for slot in by_slot) or "none"))


def _groups(done: Sequence[Read]) -> Iterator[tuple[str, list[Read]]]:
    for part in PARTS:
        of_part = [each for each in done if each.sentence.part == part]
        for language in LANGUAGES:
            yield f"{part} {language}", [r for r in of_part if r.sentence.language == language]
        yield part, of_part


def _print_wrong(done: Sequence[Read]) -> None:
    for each in done:
        for slot in each.wrong:
            found, wanted = sorted(each.slots[slot]), sorted(each.sentence.slots[slot])
            silent = " (silent)" if slot in each.silently else ""
            print(f"- {each.sentence.part}: {each.sentence.text!r}")
            print(f"    {slot}: {found}, not {wanted}{silent}")
    for sentence in (each.sentence for each in done):
        if not is_understood(sentence):
            print(f"- {sentence.part}, not understood: {sentence.text!r}")


if __name__ == "__main__":
    main(sys.argv[1:])
