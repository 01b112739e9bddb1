"""Changes a rule: a new version from a day on, or a coming one taken back. Decides, apart from
the talk about it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from handlers.conversation.turn import Happening, Turn
from handlers.rules.kinds import KINDS, Kind
from handlers.rules.shapes import Document, Fault
from storage.audit import AuditEntry
from storage.rules import Rule

VERSION = re.compile(r"\s*\bv(?P<number>\d+)$")
FARTHEST = timedelta(days=3 * 366)  #: beyond it somebody mistyped the year


@dataclass(frozen=True, slots=True)
class Change:
    """`value` is None where the version that begins on that day is to be taken back. `seen` are
    the versions there were when it was proposed."""

    kind: Kind
    day: date
    value: Document | None
    source: str = ""
    seen: Sequence[Any] = ()

    def document(self) -> dict[str, Any]:
        return {
            "kind": self.kind.name,
            "day": self.day.isoformat(),
            "value": self.value,
            "source": self.source,
            "seen": list(self.seen),
        }

    @classmethod
    def of(cls, document: Mapping[str, Any]) -> Change:
        return cls(
            KINDS[document["kind"]],
            date.fromisoformat(document["day"]),
            document["value"],
            document["source"],
            document["seen"],
        )


def here(happening: Happening) -> ZoneInfo:
    """The programme's zone, whose days rules begin on."""
    installation = happening.records.installation.this()
    return ZoneInfo(installation.zone if installation else "Asia/Jakarta")


def today(happening: Happening) -> date:
    return happening.now.astimezone(here(happening)).date()


def first_free(versions: Sequence[Rule], day: date) -> date:
    """Today, unless a version begins today: people may have acted on that."""
    begun = any(each.effective_from == day for each in versions)
    return day + timedelta(days=1) if begun else day


def in_force(versions: Sequence[Rule], day: date) -> Rule | None:
    """Of versions in the order in which they begin."""
    begun = [each for each in versions if each.effective_from <= day]
    return begun[-1] if begun else None


def fault(change: Change, versions: Sequence[Rule], day: date) -> Fault | None:
    """Why this cannot be done, whoever asks for it."""
    begins = {each.effective_from: each for each in versions}
    if change.day < day:
        return Fault("past", {"day": day}, "day")
    if change.day > day + FARTHEST:
        return Fault("far", at="day")
    if change.value is None:
        coming = change.day in begins and change.day > day
        return None if coming else Fault("not_coming")
    if change.day == day and day in begins:
        return Fault("begun", {"day": day + timedelta(days=1)}, "day")
    wrong = change.kind.shape.fault(change.value)
    if wrong is None and _same(change, versions):
        return Fault("same", {"since": _since(change, versions)})
    return wrong


def fingerprint(versions: Sequence[Rule]) -> list[Any]:
    return [[each.effective_from.isoformat(), each.value, each.source] for each in versions]


def apply(turn: Turn, change: Change, versions: Sequence[Rule]) -> bool:
    """Keep it; False where somebody else was first. `versions` are held."""
    rules, day = turn.records.rules, today(turn)
    before = in_force(versions, change.day)
    old = before.value if before else None
    if change.value is None:
        (coming,) = (each for each in versions if each.effective_from == change.day)
        rules.withdraw(coming, day)
    elif not rules.begin(_version(change, change.value), day):
        return False
    detail = {"begins": change.day.isoformat(), "old": old, "new": change.value}
    turn.audit("rules.change", subject(change.kind), "done", **detail, source=change.source)
    return True


def _version(change: Change, value: Document) -> Rule:
    return Rule(
        name=change.kind.name, value=dict(value), effective_from=change.day, source=change.source
    )


def last_changed(happening: Happening, kind: Kind) -> AuditEntry | None:
    done = [
        each for each in happening.records.audit.about(subject(kind)) if each.outcome == "done"
    ]
    return done[-1] if done else None


def subject(kind: Kind) -> str:
    """What the audit calls it."""
    return f"rule:{kind.name}"


def next_source(versions: Sequence[Rule], day: date, default: str) -> str:
    """*Deal rules v2* is followed by *Deal rules v3*; a coming version of that day by itself."""
    versions = [each for each in versions if each.effective_from != day]
    if not versions:
        return default
    stem = VERSION.sub("", versions[-1].source)
    numbers = [
        int(found["number"])
        for each in versions
        if (found := VERSION.search(each.source)) and VERSION.sub("", each.source) == stem
    ]
    return f"{stem} v{max(numbers, default=1) + 1}"


def _same(change: Change, versions: Sequence[Rule]) -> bool:
    there = in_force(versions, change.day)
    return there is not None and there.value == change.value


def _since(change: Change, versions: Sequence[Rule]) -> date:
    there = in_force(versions, change.day)
    return there.effective_from if there else change.day
