"""Messages go out as fast as a platform bears, and no faster."""

from __future__ import annotations

import asyncio
from itertools import pairwise

import pytest

from bot.pace import LIMITS, REMEMBERED, Call, Chats, Limits, Pace
from storage.values import Platform
from tests import virtual

PATIENCE = 10_000.0


def times(
    limits: Limits, messages: int, chat: str = "", call: Call = Call.POST, urgent: bool = False
) -> list[float]:
    """When each message may go, each in a chat of its own unless one is named."""

    async def story() -> list[float]:
        pace, at = Pace(limits), []
        for number in range(messages):
            where = chat or str(number)
            assert await pace.turn(call, where, urgent=urgent, within=PATIENCE)
            at.append(asyncio.get_running_loop().time())
        return at

    return virtual.run(story())


def most_within(at: list[float], seconds: float) -> int:
    return max(sum(start <= each < start + seconds for each in at) for start in at)


def test_a_workspace_hears_so_many_messages_a_second() -> None:
    at = times(Limits(start=5, most=5), 101)
    assert at[-1] == pytest.approx(20, abs=0.5)
    assert most_within(at, 1) <= 6


@pytest.mark.parametrize(("most", "seconds"), [(7, 1), (8, 2), (60, 30), (1800, 3600)])
def test_a_conversation_in_teams_stays_within_every_window(most: int, seconds: int) -> None:
    at = times(LIMITS[Platform.TEAMS], 1900, chat="a:1")
    assert most_within(at, seconds) <= most


def test_a_channel_in_slack_hears_about_one_message_a_second() -> None:
    at = times(LIMITS[Platform.SLACK], 31, chat="C1")
    assert at[-1] == pytest.approx(30, abs=1)


@pytest.mark.parametrize("call", [Call.EDIT, Call.FIND])
def test_edits_and_questions_are_counted_apart(call: Call) -> None:
    at = times(LIMITS[Platform.SLACK], 60, call=call)
    assert at[8] == 0
    assert at[-1] == pytest.approx(50 / 0.8, abs=2)


def test_the_local_page_bears_anything() -> None:
    assert times(LIMITS[Platform.WEB], 1_000, chat="same")[-1] < 0.01


def test_an_answer_goes_before_whoever_waits() -> None:
    async def story() -> list[str]:
        pace, order = Pace(Limits(start=1, most=1)), list[str]()

        async def goes(name: str, *, urgent: bool) -> None:
            assert await pace.turn(Call.POST, name, urgent=urgent, within=PATIENCE)
            order.append(name)

        broadcasts = [goes(f"broadcast {n}", urgent=False) for n in range(3)]
        await asyncio.gather(*broadcasts, goes("answer", urgent=True))
        return order

    assert virtual.run(story())[:2] == ["broadcast 0", "answer"]


def test_who_would_wait_too_long_is_told_so() -> None:
    async def story() -> list[bool]:
        pace = Pace(Limits(start=0.1, most=0.1))
        return [
            await pace.turn(Call.POST, str(number), urgent=True, within=5) for number in range(4)
        ]

    assert virtual.run(story()) == [True, True, False, False]


def test_a_refusal_holds_everyone_back_and_halves_the_rate() -> None:
    async def story() -> tuple[bool, bool, float]:
        pace = Pace(Limits(start=4, most=8))
        pace.freeze(30)
        before = await pace.turn(Call.POST, "a", urgent=True, within=PATIENCE)
        await asyncio.sleep(30)
        after = await pace.turn(Call.POST, "a", urgent=True, within=PATIENCE)
        return before, after, pace.rate

    assert virtual.run(story()) == (False, True, 2)


def test_a_refusal_reaches_those_who_wait() -> None:
    async def story() -> bool:
        pace = Pace(Limits(start=0.5, most=0.5))
        await pace.turn(Call.POST, "a", urgent=True, within=PATIENCE)
        await pace.turn(Call.POST, "b", urgent=True, within=PATIENCE)
        waiting = asyncio.create_task(pace.turn(Call.POST, "c", urgent=True, within=PATIENCE))
        await asyncio.sleep(0.5)
        pace.freeze(60)
        return await waiting

    assert virtual.run(story()) is False


def test_what_goes_well_goes_faster_up_to_a_limit() -> None:
    pace = Pace(Limits(start=5, most=8.75))
    for _ in range(200):
        pace.went_well()
    assert pace.rate == 8.75


def test_a_refusal_never_stops_a_workspace_for_good() -> None:
    async def story() -> float:
        pace = Pace(Limits(start=5, most=8))
        for _ in range(100):
            pace.freeze(1)
        return pace.rate

    assert virtual.run(story()) == 0.1


def test_conversations_that_are_long_silent_are_forgotten() -> None:
    chats = Chats(((3, 3.0),))
    for number in range(REMEMBERED + 5):
        chats.spoke(str(number), float(number))
    assert len(chats.spoken) == REMEMBERED
    assert "0" not in chats.spoken


def test_time_only_goes_on() -> None:
    at = times(LIMITS[Platform.SLACK], 50)
    assert all(early <= late for early, late in pairwise(at))
