"""A lead in words, and who reads what of it."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime

import pytest

from bot.platforms import console
from handlers.conversation.registry import Registry
from handlers.conversation.turn import Tick
from storage.leads import Lead
from storage.store import Store
from tests.chat import Chat
from tests.conftest import People
from tests.handlers.deals.conftest import Deliver, deliver

__all__ = ["LANGUAGES", "Deliver", "brought", "deliver", "due", "reference", "stored"]

LANGUAGES = ("id", "en")
SENTENCE = {
    "id": "Lead baru: PT Kembang Sari, kontak Pak Toni 0812 9000 8000",
    "en": "New lead: PT Kembang Sari, contact Pak Toni 0812 9000 8000",
}


def reference(chat: Chat) -> str:
    """The lead's number in what was just heard."""
    found = re.search(r"L-\d{5}", console.render(chat.reply))
    assert found is not None, console.render(chat.reply)
    return found[0]


def stored(store: Store, number: str) -> Lead:
    with store.reading() as records:
        lead = records.leads.numbered(number)
        assert lead is not None
        return lead


@pytest.fixture
def brought(chat: People) -> str:
    """Lia's lead, with nobody yet."""
    return reference(chat("lia").says(SENTENCE["id"]))


@pytest.fixture
def due(store: Store, registry: Registry) -> Callable[[datetime], None]:
    """The leads that are due by then."""
    (work,) = [work for name, _, work in registry.jobs if name == "leads.go_on"]

    def pass_on(now: datetime) -> None:
        with store.transaction() as records:
            work(Tick(records, now, registry.publish))

    return pass_on
