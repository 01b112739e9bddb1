"""Reads a plan's document, strictly and to the end: the plan, or everything that is wrong."""

from __future__ import annotations

import re
from dataclasses import replace

from handlers.incentives.engine import paths
from handlers.incentives.engine.checking import check
from handlers.incentives.engine.documents import Document, parse
from handlers.incentives.engine.faults import Code, Fault
from handlers.incentives.engine.plan import Plan
from handlers.incentives.engine.reading.components import joined
from handlers.incentives.engine.reading.nodes import Enough, Node
from handlers.incentives.engine.reading.plans import PLAN, plan

#: Of what stands beside one of these nothing can be said while it is not understood.
DECISIVE = frozenset(
    {"kind", "op", "mode", "release", "method", "baseline", "pays", "per", "up_to", "max"}
)
#: What else a fault may only follow from, by the path of what could not be read.
CAUSES = {
    Code.UNKNOWN_MEASURE: re.compile(r"growth|measures(\[\d+\](\.id)?)?"),
    Code.NEGATIVE: re.compile(r"growth"),
    Code.UNKNOWN_COMPONENT: re.compile(r"components(\[\d+\](\.id)?)?"),
    Code.UNKNOWN_FUND: re.compile(r"components(\[\d+\](\.(fund|pays))?)?"),
    Code.SAME_PRIORITY: re.compile(r"components.*\.(priority|exclusive_group)"),
    Code.LIMIT_TWICE: re.compile(r"components.*\.limits.*\.per"),
    Code.CAP_BELOW_FLOOR: re.compile(r"components.*\.limits.*\.per"),
    Code.NO_END: re.compile(r"effective_to"),
    Code.OVER_100: re.compile(r"allow_over_100"),
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
    return tuple(sorted((*faults, *wrong), key=_place)) or _settled(found)


def read_text(text: str | bytes) -> Plan | tuple[Fault, ...]:
    """The plan that a YAML or JSON file means, or all its faults."""
    parsed = parse(text)
    return read(parsed.content) if isinstance(parsed, Document) else parsed


def _settled(found: Plan) -> Plan:
    """Only now, because a fault names the limit that was written."""
    return replace(found, components=tuple(map(joined, found.components)))


def _place(fault: Fault) -> tuple[int, list[tuple[int, str]]]:
    """In the order of the format; what is unknown comes first."""
    top, *_ = parts = paths.parts(fault.path) or [""]
    known = PLAN.index(top) if top in PLAN else -1
    return known, [(int(part), "") if part.isdecimal() else (-1, part) for part in parts]


def _hides(unread: Fault, fault: Fault) -> bool:
    """Whether `fault` may only be there because something could not be read: it, what it is a
    part of or lacks, or what its meaning hangs on."""
    beside = paths.parent(unread.path)
    if paths.within(fault.path, unread.path) or fault.path == beside:
        return True
    if paths.last(unread.path) in DECISIVE and paths.within(fault.path, beside):
        return True
    cause = CAUSES.get(fault.code)
    return cause is not None and cause.fullmatch(unread.path) is not None
