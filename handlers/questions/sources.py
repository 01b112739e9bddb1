"""Where quoted words stand: what that is called, and how a button remembers it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date

from knowledge.answers import Quote

LONGEST_VALUE = 1_500  #: characters; Slack lets 2,000 travel on a button
LONGEST_LABEL = 40


@dataclass(frozen=True, slots=True)
class Source:
    """A section as it was cited, and the day that the answer held for."""

    day: date
    document: str
    version: str
    language: str
    heading: str


def name(quote: Quote) -> str:
    """Pro datasheet v4."""
    return f"{quote.document} {quote.version}".strip()


def label(quote: Quote) -> str:
    """Short enough for a button, and different where versions are."""
    shown = " › ".join(filter(None, [name(quote), quote.heading.rpartition(" › ")[2]]))
    return shown if len(shown) <= LONGEST_LABEL else shown[: LONGEST_LABEL - 1].rstrip() + "…"


def value(quote: Quote, day: date) -> str:
    cited = [day.isoformat(), quote.document, quote.version, quote.language, quote.heading]
    return json.dumps(cited, ensure_ascii=False, separators=(",", ":"))


def read(written: str) -> Source | None:
    """What a button remembered; None for what none of ours did."""
    try:
        day, *cited = json.loads(written)
        document, version, language, heading = map(str, cited)
        return Source(date.fromisoformat(day), document, version, language, heading)
    except (ValueError, TypeError):
        return None
