"""An amount from nothing but the steps of its trace, in any currency and by any rounding."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

Step = Mapping[str, Any]
HALF = Fraction(1, 2)


@dataclass(frozen=True)
class Retelling:
    """In a currency with so many decimals."""

    places: int

    def amount(self, steps: Sequence[Step]) -> int:
        """What the steps come to, in minor units."""
        due = sum((Fraction(step.get("pays", 0)) for step in steps), Fraction(0))
        amount = 0
        for step in steps:
            amount = self._after(step, amount, due)
        return amount

    def coins(self, money: str) -> int:
        number = Fraction(money) * 10**self.places
        assert number.denominator == 1, money
        return int(number)

    def rounded(self, number: Fraction, mode: str) -> int:
        whole, rest = divmod(abs(number) * 10**self.places, 1)
        up = rest > HALF or (rest == HALF and (mode == "half_up" or whole % 2 == 1))
        size = int(whole) + int(up and mode != "down")
        return size if number >= 0 else -size

    def _after(self, step: Step, amount: int, due: Fraction) -> int:
        match step["step"]:
            case "round":
                return self._round(step, due)
            case "floor" | "carried":
                return self.coins(step["amount"])
            case "limit" | "taken_back":
                return self._limit(step, amount)
            case "amount":
                assert amount == self.coins(step["amount"]), step
        return amount

    def _round(self, step: Step, due: Fraction) -> int:
        if "gross" in step:
            assert Fraction(step["gross"]) == due
            return self.rounded(due, step["mode"])
        after, before = Fraction(step["after"]), Fraction(step["before"])
        assert after - before == due
        return self.rounded(after, step["mode"]) - self.rounded(before, step["mode"])

    def _limit(self, step: Step, amount: int) -> int:
        assert amount == self.coins(step["before"])
        if "paid" not in step:
            return self.coins(step["after"])
        before = self.coins(step["paid"])
        most = self.rounded(Fraction(step["max"]), "half_up")
        return min(before + amount, most) - min(before, most)
