"""What many ask for at once is done once for all of them."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from threading import Event

import pytest

from bot.batches import MOST, Batches
from tests.running import asynchronous


class Doubling:
    """Work that can be held up, and that remembers what it was given."""

    def __init__(self) -> None:
        self.batches: list[list[int]] = []
        self.go = Event()
        self.go.set()

    def __call__(self, numbers: Sequence[int]) -> list[int]:
        self.batches.append(list(numbers))
        self.go.wait(5)
        if 0 in numbers:
            raise ZeroDivisionError
        return [2 * number for number in numbers]


@asynchronous
async def test_everyone_hears_their_own_answer() -> None:
    double = Batches(Doubling())
    assert await asyncio.gather(*(double(number) for number in range(1, 6))) == [2, 4, 6, 8, 10]


@asynchronous
async def test_whoever_asks_meanwhile_shares_the_next_batch() -> None:
    work = Doubling()
    work.go.clear()
    double = Batches(work)
    first = asyncio.create_task(double(1))
    await asyncio.sleep(0.05)
    others = [asyncio.create_task(double(number)) for number in (2, 3, 4)]
    await asyncio.sleep(0.05)
    work.go.set()
    await asyncio.gather(first, *others)
    assert work.batches == [[1], [2, 3, 4]]


@asynchronous
async def test_what_goes_wrong_is_heard_by_all_in_the_batch_and_nobody_else() -> None:
    double = Batches(Doubling())
    answers = await asyncio.gather(double(0), double(1), return_exceptions=True)
    assert [type(answer) for answer in answers] == [ZeroDivisionError, ZeroDivisionError]
    assert await double(4) == 8


@pytest.mark.parametrize("number", [1, 0])
def test_who_has_gone_is_not_answered(number: int) -> None:
    work = Doubling()
    work.go.clear()

    @asynchronous
    async def story() -> None:
        double = Batches(work)
        gone = asyncio.create_task(double(number))
        await asyncio.sleep(0.02)
        gone.cancel()
        work.go.set()
        await asyncio.sleep(0.02)
        assert await double(4) == 8
        with pytest.raises(asyncio.CancelledError):
            await gone

    story()


@asynchronous
async def test_a_batch_is_no_larger_than_it_may_be() -> None:
    work = Doubling()
    double = Batches(work)
    await asyncio.gather(*(double(number) for number in range(1, MOST + 11)))
    assert [len(batch) for batch in work.batches] == [MOST, 10]
