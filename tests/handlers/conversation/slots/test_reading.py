"""What several readings of one sentence have to do with each other."""

from __future__ import annotations

import time

import pytest

from handlers.conversation.slots import Found, Reading, Unsure, choices, without
from tests.handlers.conversation.slots.readers import INDONESIAN, day, rupiah

LONGEST = 4_000  #: characters that a message may have
ROW = "Daftarkan deal PT Sinar Terang, 40 seat Pro, Rp 60 jt, closing akhir bulan"


def test_one_sentence_gives_everything_it_says() -> None:
    (amount,) = INDONESIAN.money(ROW)
    (count,) = INDONESIAN.counts(ROW)
    (when,) = INDONESIAN.days(ROW)
    assert choices(amount) == rupiah(60_000_000)
    assert (count.value.number, count.value.unit) == (40, "seat")
    assert choices(when) == (day("9-30"),)
    assert INDONESIAN.periods(ROW) == []
    assert INDONESIAN.moments(ROW) == []


def test_what_is_cut_out_leaves_the_rest() -> None:
    rest = without(ROW, *INDONESIAN.money(ROW), *INDONESIAN.counts(ROW))
    assert rest == "Daftarkan deal PT Sinar Terang, Pro, , closing akhir bulan"


def test_overlapping_stretches_are_cut_once() -> None:
    found: list[Reading[str]] = [Found("b c", 2, 5), Unsure(("c", "d"), 4, 7), Found("c", 4, 5)]
    assert without("a b c d e", *found) == "a e"


def test_choices() -> None:
    assert choices(Found(1, 0, 1)) == (1,)
    assert choices(Unsure((1, 2), 0, 1)) == (1, 2)


@pytest.mark.parametrize("word", ["satu ", "PT ", "a.b", "a@", "1,", "jam 9 ", "deal Aa ", "-a"])
def test_the_longest_message_is_read_at_once_whatever_it_repeats(word: str) -> None:
    text, started = (word * LONGEST)[:LONGEST], time.process_time()
    INDONESIAN.company(text)
    INDONESIAN.moments(text)
    assert time.process_time() - started < 2
