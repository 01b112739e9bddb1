"""Where quoted words stand: what that is called, and how a button remembers it."""

from __future__ import annotations

import json
from datetime import date

from knowledge.answers import Quote
from knowledge.cited import Cited

LONGEST_VALUE = 1_500  #: characters; Slack lets 2,000 travel on a button
LONGEST_LABEL = 40


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


def read(written: str) -> Cited | None:
    """What a button remembered; None for what none of ours did."""
    try:
        day, *cited = json.loads(written)
        document, version, language, heading = map(str, cited)
        return Cited(date.fromisoformat(day), document, version, language, heading)
    except (ValueError, TypeError):
        return None
