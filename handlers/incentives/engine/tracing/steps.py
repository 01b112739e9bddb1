"""What steps are made of: JSON values, numbers as exact texts."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache

from handlers.incentives.engine.columns import rounding

Step = Mapping[str, object]
Steps = tuple[Step, ...]


@lru_cache(4096)
def exactly(number: Decimal | Fraction | int) -> str:
    """As a decimal where it ends, else as a ratio."""
    return rounding.text(Fraction(number))


def money(minor: int, exponent: int) -> str:
    """Minor units as whole ones."""
    return rounding.written(minor, exponent)
