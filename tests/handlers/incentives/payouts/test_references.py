from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as some

from handlers.incentives.payouts.references import LIMIT, identifier, reference

SAFE = re.compile(r"[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?")
words = some.text(some.characters(exclude_categories=["Cs"]), max_size=60)


def test_a_reference_begins_with_its_batch() -> None:
    assert reference("PO-2026-09", "rini", "IDR") == "PO-2026-09-4QPWFWSEU5N6"


def test_a_plain_short_name_is_kept() -> None:
    assert identifier("PO-2026-09") == "PO-2026-09"


@given(batch=words, payee=words, currency=some.sampled_from(["IDR", "USD"]))
def test_a_reference_is_taken_by_every_bank(batch: str, payee: str, currency: str) -> None:
    made = reference(batch, payee, currency)
    assert len(made) <= LIMIT
    assert SAFE.fullmatch(made)


@given(one=some.tuples(words, words, words), other=some.tuples(words, words, words))
def test_references_of_two_items_differ(
    one: tuple[str, str, str], other: tuple[str, str, str]
) -> None:
    assert (one == other) == (reference(*one) == reference(*other))
