"""Exact numbers to whole minor units, and to text."""

from __future__ import annotations

from fractions import Fraction
from math import gcd

import numpy as np

from handlers.incentives.engine.columns.exact import Array, Exact, fit, largest, slim
from handlers.incentives.engine.plan import Mode


def rounded(numbers: Exact, mode: Mode, exponent: int) -> Array:
    """In minor units of a currency with so many decimals; the sign never changes how a size is
    rounded, so that a reversal is its sale's mirror."""
    scale = 10**exponent
    shared = gcd(scale, numbers.bottom)
    scale, bottom = scale // shared, numbers.bottom // shared
    bound = 2 * max(largest(numbers.top), 1) * scale + bottom
    top = fit(numbers.top, bound)
    if bottom == 1:
        return slim(top * scale)
    size = np.abs(top) * scale
    whole, rest = size // bottom, size % bottom
    return slim(np.sign(top) * (whole + _up(whole, rest, bottom, mode)))


def _up(whole: Array, rest: Array, bottom: int, mode: Mode) -> Array:
    if mode is Mode.DOWN:
        return np.zeros(len(whole), dtype=np.int64)
    up = 2 * rest >= bottom
    if mode is Mode.HALF_EVEN:
        up = (2 * rest > bottom) | (up & (whole % 2 == 1))
    return up.astype(bool).astype(np.int64)


def text(number: Fraction) -> str:
    """Exactly: as a decimal where it ends, else as a ratio."""
    bottom, twos, fives = number.denominator, 0, 0
    while bottom % 2 == 0:
        bottom, twos = bottom // 2, twos + 1
    while bottom % 5 == 0:
        bottom, fives = bottom // 5, fives + 1
    if bottom != 1:
        return f"{number.numerator}/{number.denominator}"
    places = max(twos, fives)
    return written(number.numerator * 10**places // number.denominator, places)


def decimals(number: Fraction, places: int) -> str:
    """With so many decimals, half away from zero."""
    top, bottom = abs(number.numerator) * 10**places, number.denominator
    size = (2 * top + bottom) // (2 * bottom)
    return written(-size if number.numerator < 0 else size, places)


def written(minor: int, places: int) -> str:
    """An integer as a number with so many decimals."""
    digits = str(abs(minor)).zfill(places + 1)
    sign = "-" if minor < 0 else ""
    return sign + (f"{digits[:-places]}.{digits[-places:]}" if places else digits)
