from __future__ import annotations

import time
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from datetime import date

from handlers.incentives.documents.paper.marks import Mark
from handlers.incentives.documents.paper.sheet import About, Sheet, printed

ABOUT = About("A page", "Nusantara Cloud", date(2026, 10, 12), "en")


def test_sheets_are_printed_one_after_the_other() -> None:
    printing: list[int] = []
    beside: list[int] = []

    def frame(number: int, pages: int) -> Iterable[Mark]:
        printing.append(number)
        time.sleep(0.01)
        beside.append(len(printing))
        printing.pop()
        return ()

    with ThreadPoolExecutor(4) as pool:
        found = set(pool.map(lambda _: printed(Sheet(), frame, ABOUT), range(8)))
    assert len(found) == 1
    assert beside == [1] * 8
