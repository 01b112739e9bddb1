"""Marks who was at a webinar from a list of names, pasted or in a file."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from handlers.conversation.message import File
from handlers.conversation.turn import Turn
from handlers.webinars import seats
from storage.people import MEMBERS, Person
from storage.webinars import COMING, Webinar

CELLS = re.compile(r"[,;\t|]")
BESIDE = re.compile(r"\([^)]*\)|^\s*(?:\d+[.)]|[-*•])\s+")
HEADER = re.compile(r"^\W*(?:full\s+|first\s+)?(?:nama|names?|peserta|participants?)\b", re.I)


@dataclass(frozen=True, slots=True)
class Marked:
    """What became of each name: who was new, who was known to be there, and who is unclear."""

    new: Sequence[str] = ()
    known: Sequence[str] = ()
    several: Sequence[str] = ()
    unknown: Sequence[str] = ()


def mark(turn: Turn, webinar: Webinar, lines: Iterable[str]) -> Marked:
    """Registered people first, then the other members; a name that two people have marks
    neither."""
    registered, others = _people(turn, webinar)
    found: dict[str, list[str]] = {"new": [], "known": [], "several": [], "unknown": []}
    for line in dict.fromkeys(lines):
        people = _named(line, registered) or _named(line, others)
        if len(people) == 1:
            registration = seats.walk_in(turn, webinar, people[0].id)
            key = "new" if seats.attend(turn, registration) else "known"
            found[key].append(people[0].name)
        else:
            found["several" if people else "unknown"].append(_shown(line))
    return Marked(**found)


def lines(text: str) -> list[str]:
    """One name a line; a single line may list several with commas."""
    written = [line.strip() for line in text.splitlines() if line.strip()]
    if len(written) == 1:
        written = [part.strip() for part in re.split(r"[,;]|\s+(?:dan|and|&)\s+", written[0])]
    return [line for line in written if line]


def of_file(file: File) -> list[str] | None:
    """The lines of a text file without its header; None when it is no text."""
    if not file.content or b"\0" in file.content:
        return None
    try:
        text = file.content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = file.content.decode("cp1252", "replace")
    written = [line.strip() for line in text.splitlines() if line.strip()]
    return written[1:] if written and HEADER.match(written[0]) else written


def _people(turn: Turn, webinar: Webinar) -> tuple[list[Person], list[Person]]:
    registrations = turn.records.webinars.registrations(webinar.id, *COMING)
    registered = [each.person for each in registrations]
    ids = {person.id for person in registered}
    members = turn.records.people.with_role(*MEMBERS)
    return registered, [person for person in members if person.id not in ids]


def _named(line: str, people: Iterable[Person]) -> list[Person]:
    said = set(_candidates(line))
    return [each for each in people if said & {_plain(each.name), each.handle.casefold()}]


def _candidates(line: str) -> Iterator[str]:
    """The whole line, and each of its cells."""
    yield _plain(line)
    for cell in CELLS.split(line):
        if _plain(cell):
            yield _plain(cell)


def _plain(name: str) -> str:
    return " ".join(BESIDE.sub(" ", name).strip(" \"'@").casefold().split())


def _shown(line: str) -> str:
    return next((cell.strip(" \"'") for cell in CELLS.split(line) if cell.strip()), line)
