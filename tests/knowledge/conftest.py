"""A store that knows the demo documents and nothing else."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from bot.demo import knowledge as demo_knowledge
from knowledge.answers import Answer, Unknown, answer
from knowledge.asked import Question
from storage.knowledge import Asker
from storage.store import Store
from tests import databases

TODAY = date(2026, 9, 16)
Ask = Callable[..., Answer | Unknown]


@pytest.fixture(scope="session")
def library_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("library") / "library.db"
    store = databases.build(path)
    with store.transaction() as records:
        demo_knowledge.load(records, {}, datetime(2026, 9, 16, tzinfo=UTC))
    store.close()
    return path


@pytest.fixture
def shelf(library_template: Path, tmp_path: Path) -> Iterator[Store]:
    store = databases.copy(library_template, tmp_path / "library.db")
    yield store
    store.close()


@pytest.fixture
def ask(shelf: Store) -> Ask:
    """`ask("…", "id")`, and if need be by whom and as of which day."""

    def asked(
        text: str, language: str, day: date = TODAY, asker: Asker | None = None
    ) -> Answer | Unknown:
        with shelf.reading() as records:
            return answer(records, Question(text, language, asker or Asker(), day))

    return asked
