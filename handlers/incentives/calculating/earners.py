"""How the engine's rows name who earns: as the books do."""

from __future__ import annotations

import re
from dataclasses import dataclass

EARNER = re.compile(r"(?P<kind>partner|member):(?P<id>\d+)(?:@(?P<at>\d+))?")


@dataclass(frozen=True, slots=True)
class Earner:
    """A partner, or a member who sold for it."""

    partner_id: int
    member_id: int | None = None


def partner_name(partner_id: int) -> str:
    return f"partner:{partner_id}"


def member_name(member_id: int, partner_id: int, works_for: int | None) -> str:
    """What somebody sold for a former partner is another earner's, however it is calculated."""
    name = f"member:{member_id}"
    return name if works_for in (partner_id, None) else f"{name}@{partner_id}"


def read(name: str) -> tuple[str, int, int | None]:
    """`partner` or `member`, the id, and the partner it says.

    Raises:
        ValueError: when it names nobody.
    """
    found = EARNER.fullmatch(name)
    if found is None:
        raise ValueError(name)
    at = found["at"]
    return found["kind"], int(found["id"]), int(at) if at else None
