"""Money in minor units of its currency."""

from __future__ import annotations

import pytest

from storage.values import Money, exponent


@pytest.mark.parametrize(
    ("currency", "decimals"),
    [
        ("IDR", 2),
        ("USD", 2),
        ("RSD", 2),
        ("JPY", 0),
        ("UGX", 0),
        ("IQD", 3),
        ("KWD", 3),
        ("CLF", 4),
    ],
)
def test_a_currency_has_the_decimals_of_iso_4217(currency: str, decimals: int) -> None:
    assert exponent(currency) == decimals
    assert Money.of(1, currency).minor == 10**decimals
    assert Money(10**decimals, currency).amount == 1
