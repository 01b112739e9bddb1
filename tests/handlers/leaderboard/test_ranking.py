"""Ranks and names, as pure rules."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from handlers.leaderboard.ranking import Board, Player, Points, Window, board, part
from storage.revenue import Units

SHOWN, HIDDEN = True, False


def players(*shown: bool) -> list[Player]:
    return [Player(number, f"P{number}", each) for number, each in enumerate(shown)]


def points(*each: int) -> dict[int, Decimal]:
    return {number: Decimal(total) for number, total in enumerate(each) if total}


def seen(found: Board) -> list[tuple[int, str]]:
    return [(row.rank, row.name or f"#{row.number}") for row in found.rows]


def test_equal_points_share_a_rank_and_the_next_one_is_skipped() -> None:
    found = board(players(SHOWN, HIDDEN, SHOWN, SHOWN), points(5, 9, 5, 1), reader_id=99)
    assert seen(found) == [(1, "#1"), (2, "P0"), (2, "P2"), (4, "P3")]


def test_ones_own_place_is_there_without_a_point_and_beyond_the_top() -> None:
    found = board(players(*[SHOWN] * 5), points(5, 4, 3, 2, 0), reader_id=4)
    assert found.own is not None
    assert (found.own.rank, found.own.points) == (5, Decimal(0))
    assert [row.rank for row in found.first(2)] == [1, 2, 5]


def test_few_without_a_name_are_left_out_of_a_part_but_oneself_is_not() -> None:
    found = board(players(SHOWN, HIDDEN, HIDDEN, HIDDEN), points(4, 3, 2, 1), reader_id=3)
    assert seen(part(found, 2)) == seen(found)
    few = part(found, 3)
    assert seen(few) == [(1, "P0"), (4, "#4")]
    assert few.left_out == 2


def test_points_by_product_less_what_came_back() -> None:
    rule = Points({"Pro": Decimal(1), "Basic": Decimal("0.5")}, Window.MONTH, 3, "Rules")
    sold = [
        Units(1, "Pro", Decimal(4)),
        Units(1, "Basic", Decimal(3)),
        Units(2, "Pro", Decimal(-2)),
    ]
    assert rule.by_member(sold) == {1: Decimal("5.5")}


@given(st.lists(st.tuples(st.integers(0, 5), st.booleans()), max_size=12))
def test_a_rank_counts_those_who_have_more(people: list[tuple[int, bool]]) -> None:
    found = board(players(*(s for _, s in people)), points(*(n for n, _ in people)), reader_id=0)
    for row in found.rows:
        assert row.rank == 1 + sum(other.points > row.points for other in found.rows)
    assert [row.number for row in found.rows] == list(range(1, len(found.rows) + 1))
