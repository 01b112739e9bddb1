"""When an announcement goes out: now, at one moment, or at everybody's own local time."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, assert_never
from zoneinfo import ZoneInfo

A_MOMENT = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Now:
    """As soon as it is approved."""


@dataclass(frozen=True, slots=True)
class At:
    """One moment for everybody; `zone` is the one it was said in."""

    moment: datetime
    zone: str


@dataclass(frozen=True, slots=True)
class Local:
    """When the wall clock of each recipient shows this."""

    wall: datetime


Timing = Now | At | Local


def to_document(timing: Timing) -> dict[str, Any]:
    match timing:
        case Now():
            return {"kind": "now"}
        case At(moment, zone):
            return {"kind": "at", "moment": moment.isoformat(), "zone": zone}
        case Local(wall):
            return {"kind": "local", "wall": wall.isoformat()}
        case other:
            assert_never(other)


def from_document(document: Mapping[str, Any]) -> Timing:
    match document["kind"]:
        case "at":
            return At(datetime.fromisoformat(document["moment"]), document["zone"])
        case "local":
            return Local(datetime.fromisoformat(document["wall"]))
        case _:
            return Now()


def due(timing: Timing, zone: str, now: datetime) -> datetime:
    """When it is due for somebody in that zone; what has passed is due now."""
    match timing:
        case Now():
            return now
        case At(moment):
            return max(moment, now)
        case Local(wall):
            return max(wall.replace(tzinfo=ZoneInfo(zone)).astimezone(UTC), now)
        case other:
            assert_never(other)


def has_passed(timing: Timing, zone: str, now: datetime) -> bool:
    """Is it too late already, where its author is?"""
    match timing:
        case Now():
            return False
        case At(moment):
            return moment < now - A_MOMENT
        case Local(wall):
            return wall.replace(tzinfo=ZoneInfo(zone)) < now - A_MOMENT
        case other:
            assert_never(other)
