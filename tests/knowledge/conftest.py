"""A store that knows the demo documents and nothing else."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

import pytest

from bot.demo import knowledge as demo_knowledge
from knowledge.answers import Answer, Unknown
from knowledge.asked import Question
from knowledge.finder import Finder
from storage.knowledge import Asker
from storage.store import Store
from tests.conftest import NOW
from tests.databases import Databases

TODAY = date(2026, 9, 16)
Ask = Callable[..., Answer | Unknown]


@pytest.fixture
def shelf(databases: Databases) -> Iterator[Store]:
    yield from databases.fresh("library", _fill)


def _fill(store: Store) -> None:
    with store.transaction() as records:
        demo_knowledge.load(records, {}, NOW)


@pytest.fixture
def ask(shelf: Store) -> Ask:
    """`ask("…", "id")`, and if need be by whom and as of which day."""

    finder = Finder()

    def asked(
        text: str, language: str, day: date = TODAY, asker: Asker | None = None
    ) -> Answer | Unknown:
        with shelf.reading() as records:
            return finder.answer(records, Question(text, language, asker or Asker(), day))

    return asked
