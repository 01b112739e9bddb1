"""The demo world's documents: two of the product, the deal rules, and the programme's articles."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from knowledge import library
from knowledge.sources import read
from storage.people import Person
from storage.store import Records

ARTICLES = Path(__file__).with_name("knowledge")


def load(records: Records, people: Mapping[str, Person], now: datetime) -> None:
    """Add every article in both languages.

    Raises:
        UnreadableSource: when one of our own articles is broken.
    """
    for path in sorted(ARTICLES.glob("*.md")):
        source = read(f"{ARTICLES.name}/{path.name}", path.read_bytes())
        library.put(records, source, library.digest(path.read_bytes()))
