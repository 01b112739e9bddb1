"""How many sentences of people are understood from end to end: the right operation, with the
right amounts and days, in a fresh demo world each.

`python -m bench sentences` prints the table, `python -m bench.sentences FILE` one of
another file, and every sentence that went wrong.
"""

from __future__ import annotations

import json
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot import demo
from bot.assistant import Assistant
from bot.learned import studied
from bot.platforms import console
from handlers import HANDLERS
from handlers.conversation.registry import Registry
from handlers.conversation.routing import Router
from handlers.conversation.understanding import Understanding
from knowledge.models import Models
from storage.store import Store
from storage.values import Place, Platform
from tests.chat import Chat
from tests.conftest import NOW
from tests.databases import Sqlite

SENTENCES = Path(__file__).parents[1] / "tests" / "data" / "sentences.jsonl"
ANY = "*"  #: any operation will do: what is heard decides
UNSURE = "?"  #: read in several ways and asked about, never stored

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Tried:
    """A sentence, and what was wrong with what it brought; empty when nothing was."""

    row: Row
    wrong: str


def main() -> None:
    tried = list(measure(SENTENCES))
    _print_table(tried)


def measure(path: Path) -> Iterator[Tried]:
    registry = Registry(HANDLERS)
    examples, encoder = registry.examples(), Models().encoder
    learned = studied(examples, encoder) if encoder else Understanding.learn(examples)
    router = Router(registry, learned)
    with tempfile.TemporaryDirectory() as folder:
        databases = Sqlite(Path(folder))
        for line in path.read_text("utf-8").splitlines():
            row = json.loads(line)
            for store in databases.fresh("world", lambda store: demo.load(store, NOW)):
                assistant = Assistant(store, registry, router, clock=lambda: NOW)
                yield Tried(row, "; ".join(_faults(row, assistant, store)))


def _faults(row: Row, assistant: Assistant, store: Store) -> Iterator[str]:
    chat = Chat(assistant, row["as"], _platform(store, row["as"]))
    if "before" in row:
        chat.says(row["before"])
    answered = chat.says(row["text"]).answered
    heard = console.render(answered.reply) if answered.reply else ""
    if row["operation"] != ANY and answered.operation not in row["operation"].split(","):
        yield f"{answered.outcome} {answered.operation}"
    if "E-" in answered.outcome:
        yield answered.outcome
    yield from (f"no {words!r}" for words in row.get("hears", ()) if _not_in(words, heard))
    yield from (f"says {words!r}" for words in row.get("not", ()) if not _not_in(words, heard))
    if row.get("form") and answered.reply and "AskWith" not in str(answered.reply.blocks):
        yield "no form"
    if "slots" in row:
        yield from _misread(row["slots"], _kept(chat, store))


def _misread(wanted: Row, kept: Row) -> Iterator[str]:
    for slot, value in wanted.items():
        if kept.get(slot) != value:
            yield f"{slot} is {kept.get(slot)!r}, not {value!r}"


def _kept(chat: Chat, store: Store) -> Row:
    """What was registered, else what is kept until the rest is said."""
    sender = chat.place
    with store.reading() as records:
        ours = [deal for deal in records.deals.waiting() if deal.reference != "D-1012"]
        if ours:
            deal = ours[0]
            return {
                "customer": deal.customer,
                "seats": deal.seats,
                "value": deal.value.minor // 100,
                "closing": deal.closing.isoformat(),
                "contact": deal.contact_name,
                "stored": True,
            }
        here = records.conversations.at(Place(sender.platform, sender.workspace), chat.who, NOW)
        known = here.memory.get("question", {}).get("draft", {}).get("known")
    return _described(known) if known else {}


def _described(known: Row) -> Row:
    seats, values, closings = known["seats"], known["values"], known["closings"]
    return {
        "customer": known["customer"],
        "seats": _only(seats),
        "value": _only([minor // 100 for minor, _ in values]),
        "closing": _only(closings),
        "contact": known["contact"][0],
    }


def _only(readings: list[Any]) -> Any:
    if len(readings) > 1:
        return UNSURE
    return readings[0] if readings else None


def _not_in(words: str, heard: str) -> bool:
    return words.casefold() not in heard.casefold()


def _platform(store: Store, who: str) -> Platform:
    """One that knows this person."""
    with store.reading() as records:
        person = records.people.with_handle(who)
        assert person is not None, who
        return records.people.accounts(person.id)[0].platform


def _print_table(tried: list[Tried]) -> None:
    total = Counter((each.row["capability"], each.row["language"]) for each in tried)
    right = Counter(
        (each.row["capability"], each.row["language"]) for each in tried if not each.wrong
    )
    names = dict.fromkeys(name for name, _ in total)
    print(f"{'':12} {'id':>9} {'en':>9}")
    for name in names:
        cells = (f"{right[name, language]}/{total[name, language]}" for language in ("id", "en"))
        print(f"{name:12} " + " ".join(f"{cell:>9}" for cell in cells))
    print(f"{'all':12} {sum(right.values())}/{sum(total.values())}")


if __name__ == "__main__":
    measured = list(measure(Path(sys.argv[1]) if sys.argv[1:] else SENTENCES))
    _print_table(measured)
    for each in measured:
        if each.wrong:
            print(f"- {each.row['as']}: {each.row['text']}\n    {each.wrong}")
