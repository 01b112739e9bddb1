"""Places in a plan's document: a path of keys and positions."""

from __future__ import annotations

from typing import Any

Place = tuple[str | int, ...]


def put(part: Any, place: Place, value: Any) -> Any:
    """A copy of the part with the value in that place; what is not there yet is made."""
    if not place:
        return value
    key, *rest = place
    if isinstance(key, int):
        listed = [*(part or [])]
        listed[key:] = [put(_at(listed, key), tuple(rest), value), *listed[key + 1 :]]
        return listed
    known = dict(part or {})
    known[key] = put(known.get(key), tuple(rest), value)
    return known


def get(part: Any, place: Place) -> Any:
    """What stands there; None where nothing does."""
    for key in place:
        part = _at(part, key) if isinstance(key, int) else (part or {}).get(key)
    return part


def without(part: Any, *keys: str) -> Any:
    return {key: value for key, value in part.items() if key not in keys}


def _at(listed: Any, number: int) -> Any:
    return listed[number] if listed and number < len(listed) else None
