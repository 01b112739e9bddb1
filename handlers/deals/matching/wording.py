"""Why two names were taken for one company, in the words of the reader."""

from __future__ import annotations

from handlers.conversation.text import Text
from handlers.deals.matching.evidence import Evidence, Match, Sign

CATALOGUE = "matching"


def level(match: Match, text: Text) -> str:
    return text(f"level_{match.level}")


def reasons(match: Match, text: Text) -> list[str]:
    """`text` is of the catalogue `matching`."""
    return [_reason(each, text) for each in match.evidence]


def _reason(each: Evidence, text: Text) -> str:
    alone = each.sign is Sign.APART and not (each.one and each.other)
    key = f"sign_{each.sign}_alone" if alone else f"sign_{each.sign}"
    return text(key, one=each.one, other=each.other)
