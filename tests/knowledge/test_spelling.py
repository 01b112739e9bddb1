"""Slips of the finger find what was meant; names are never bent."""

from __future__ import annotations

import pytest

from knowledge import library
from knowledge.asked import asked
from knowledge.keeping import Index
from knowledge.spelling import Spelling
from storage.store import Store

MANUAL = "# Router manual\n\n## Warranty\n\nThe warranty of a CloudRouter lasts two years."


@pytest.mark.parametrize(
    ("question", "meant"),
    [
        ("warrenty of a router", {"warranti", "router"}),
        ("how long is the warantty", {"warranti"}),
        ("cloudruoter", {"cloudrout"}),
        ("banana of a router", {"banana", "router"}),
        ("the Warrenti company", {"warrenti", "compani"}),
    ],
)
def test_slips(empty_store: Store, question: str, meant: set[str]) -> None:
    with empty_store.transaction() as records:
        library.add(records, "manual.md", MANUAL)
        copy = Index().refreshed(records)
    assert Spelling().mended(asked(question, "en"), copy).stems == meant
