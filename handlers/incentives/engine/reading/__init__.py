"""Reads a plan's document, strictly and to the end: the plan, or everything that is wrong."""

from __future__ import annotations

from handlers.incentives.engine import paths
from handlers.incentives.engine.checking import check
from handlers.incentives.engine.documents import Document, parse
from handlers.incentives.engine.faults import Code, Fault
from handlers.incentives.engine.plan import Plan
from handlers.incentives.engine.reading.nodes import Enough, Node
from handlers.incentives.engine.reading.plans import PLAN, plan

#: What cannot be said of other keys while one of these is not understood.
DECISIVE = frozenset({"kind", "op", "mode", "release", "method", "baseline", "pays", "per"})
#: Where ids are given: while one is missing, a reference may mean it.
IDS = {
    Code.UNKNOWN_MEASURE: ("measures", "growth"),
    Code.UNKNOWN_COMPONENT: ("components",),
    Code.UNKNOWN_FUND: ("components",),
}


def read(document: object) -> Plan | tuple[Fault, ...]:
    """The plan that a document means, or all its faults, from its top to its end."""
    faults: list[Fault] = []
    try:
        found = plan(Node(document, "", faults))
    except Enough:
        return tuple(sorted(faults, key=_place))
    wrong = [
        fault for fault in check(found) if not any(_hides(unread, fault) for unread in faults)
    ]
    return tuple(sorted((*faults, *wrong), key=_place)) or found


def read_text(text: str | bytes) -> Plan | tuple[Fault, ...]:
    """The plan that a YAML or JSON file means, or all its faults."""
    parsed = parse(text)
    return read(parsed.content) if isinstance(parsed, Document) else parsed


def _place(fault: Fault) -> tuple[int, list[tuple[int, str]]]:
    """In the order of the format; what is unknown comes first."""
    top, *_ = parts = paths.parts(fault.path) or [""]
    known = PLAN.index(top) if top in PLAN else -1
    return known, [(int(part), "") if part.isdecimal() else (-1, part) for part in parts]


def _hides(unread: Fault, fault: Fault) -> bool:
    """Whether `fault` may only be there because something could not be read."""
    if paths.within(fault.path, unread.path):
        return True
    if paths.last(unread.path) in DECISIVE:
        return paths.within(fault.path, paths.parent(unread.path))
    return any(_names(unread.path, place) for place in IDS.get(fault.code, ()))


def _names(path: str, place: str) -> bool:
    """Whether an id, or the whole of what has it, stands at `path`."""
    inside = path.removeprefix(place)
    return path.startswith(place) and ("." not in inside or inside.endswith("].id"))
