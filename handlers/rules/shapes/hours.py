"""The rule of office hours: which days and from when to when, and the vendor's own days off."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, time

from handlers.conversation.form import Field, TextField
from handlers.conversation.slots.reading import choices
from handlers.conversation.text import Text
from handlers.rules.shapes.shape import Document, Fault, Heard, World

CLOCK = r"(?P<{0}>[01]?\d|2[0-3])[.:](?P<{0}m>[0-5]\d)"
SPAN = re.compile(
    rf"\b{CLOCK.format('o')}\s*(?:-|–|sampai|hingga|s/d|to|until|till)\s*{CLOCK.format('c')}\b",
    re.IGNORECASE,
)
DAY_OFF = re.compile(r"\b(?:libur\w*|cuti|holidays?|days? off|closed|tutup)\b", re.IGNORECASE)
REMOVED = re.compile(
    r"\b(?:hapus|cabut|batalkan|hilangkan|remove|delete|drop|cancel|bukan|no longer|not)\b",
    re.IGNORECASE,
)
MOST_DAYS = 366


@dataclass(frozen=True, slots=True)
class OfficeHours:
    """`{"weekdays": [0], "opens": "09:00", "closes": "17:00", "country": "ID", "own_days": []}`."""

    def heard(self, sentence: str, before: Document, world: World) -> Heard:
        span = SPAN.search(sentence)
        if span is not None:
            return [{**before, "opens": _clock(span, "o"), "closes": _clock(span, "c")}]
        days = world.read.days(sentence) if DAY_OFF.search(sentence) else []
        if not days:
            return []
        own, readings = set(before["own_days"]), [choices(day) for day in days]
        if len(days) > 1:
            readings = [(each[0],) for each in readings if len(each) == 1]
            if len(readings) < len(days):
                return Fault("unclear_days")
        return [_with(before, own, day, readings, sentence) for day in readings[0]]

    def fields(self, value: Document, text: Text, world: World) -> tuple[Field, ...]:
        days = "\n".join(text.short_day(date.fromisoformat(day)) for day in value["own_days"])
        return (
            TextField("opens", text("label_opens"), value["opens"]),
            TextField("closes", text("label_closes"), value["closes"]),
            TextField(
                "own_days", text("label_own_days"), days, text("hint_own_days"),
                required=False, multiline=True,
            ),
        )  # fmt: skip

    def written(self, values: Mapping[str, str], before: Document, world: World) -> Heard:
        days: set[str] = set()
        for line in filter(None, map(str.strip, values.get("own_days", "").splitlines())):
            said = world.read.days(line)
            if len(said) != 1 or len(choices(said[0])) != 1:
                return Fault("unclear_days", at="own_days")
            days.add(choices(said[0])[0].isoformat())
        opens, closes = (_written(values.get(each, "")) for each in ("opens", "closes"))
        if not opens or not closes:
            return Fault("no_clock", at="closes" if opens else "opens")
        return [{**before, "opens": opens, "closes": closes, "own_days": sorted(days)}]

    def fault(self, value: Document) -> Fault | None:
        if time.fromisoformat(value["opens"]) >= time.fromisoformat(value["closes"]):
            return Fault("never_open", at="closes")
        if len(value["own_days"]) > MOST_DAYS:
            return Fault("too_many_days", {"most": MOST_DAYS}, "own_days")
        return None if value["weekdays"] else Fault("never_open")

    def shown(self, value: Document, text: Text, world: World) -> str:
        own = ", ".join(text.short_day(date.fromisoformat(day)) for day in value["own_days"])
        days = ", ".join(text(f"weekday_{day}") for day in value["weekdays"])
        key = "hours_own" if own else "hours"
        return text(key, days=days, opens=value["opens"], closes=value["closes"], own=own)


def _with(
    before: Document, own: set[str], day: date, readings: list[tuple[date, ...]], sentence: str
) -> Document:
    """The days said, one of them in this reading, off or working again."""
    said = {day.isoformat(), *(each[0].isoformat() for each in readings[1:])}
    kept = own - said if REMOVED.search(sentence) else own | said
    return {**before, "own_days": sorted(kept)}


def _clock(found: re.Match[str], name: str) -> str:
    return f"{int(found[name]):02}:{found[f'{name}m']}"


def _written(said: str) -> str:
    found = re.fullmatch(CLOCK.format("o"), said.strip())
    return _clock(found, "o") if found else ""
