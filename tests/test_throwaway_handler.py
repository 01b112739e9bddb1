"""A new handler is one new file and one changed line, plus its words: proved at run time."""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

from bot.assistant import Assistant
from handlers import HANDLERS
from handlers.conversation.registry import Registry
from handlers.conversation.routing import Router
from handlers.conversation.understanding import Understanding
from storage.store import Store
from storage.values import Platform
from tests import catalogues
from tests.chat import Chat
from tests.conftest import NOW, People

CODE = '''
"""Says where the partner's lucky parking place is."""

from handlers.conversation.handler import Handler
from handlers.conversation.reply import Button, Buttons, Reply
from handlers.conversation.turn import Turn
from storage.people import MEMBERS

parking = Handler("parking")


@parking.intent("where", roles=MEMBERS)
def where(turn: Turn, sentence: str) -> Reply:
    again = Button(turn.text("again"), "parking.again")
    return Reply(turn.text("where", company=turn.person.company.name), (Buttons((again,)),))


@parking.button("again", roles=MEMBERS)
def again(turn: Turn, value: str) -> Reply:
    return Reply(turn.text("where", company=turn.person.company.name))
'''
WORDS = {
    "en": """
[examples]
where = [
  "where can I park", "is there a parking place", "parking for my car", "show my parking lot",
  "where do I leave the car", "which parking place is ours", "parking please", "our garage",
]
[replies]
title_where = "Find your parking place"
try_where = "where may we park today"
where = "{company} parks under the old tree."
again = "Ask again"
""",
    "id": """
[examples]
where = [
  "parkir di mana ya", "ada tempat parkir nggak", "tolong carikan parkiran", "parkir mobil",
  "lokasi parkir kami mana", "parkirnya sebelah mana sih", "mau parkir nih", "garasinya mana",
]
[replies]
title_where = "Cari tempat parkir Anda"
try_where = "kami parkir di mana hari ini"
where = "{company} parkir di bawah pohon tua."
again = "Tanya lagi"
""",
}


@pytest.fixture
def parking(tmp_path: Path) -> Iterator[ModuleType]:
    """The new file and its words, as a colleague would write them."""
    (tmp_path / "parking.py").write_text(CODE, "utf-8")
    spec = importlib.util.spec_from_file_location("parking", tmp_path / "parking.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["parking"] = module
    spec.loader.exec_module(module)
    with catalogues.added(tmp_path / "text", "parking", WORDS):
        yield module
    del sys.modules["parking"]


@pytest.fixture
def assistant(store: Store, parking: ModuleType) -> Assistant:
    registry = Registry((*HANDLERS, parking.parking))  # the one changed line
    router = Router(registry, Understanding.learn(registry.examples()))
    return Assistant(store, registry, router, clock=lambda: NOW)


@pytest.mark.parametrize("platform", Platform)
def test_it_answers_in_both_languages_on_every_door(chat: People, platform: Platform) -> None:
    rina: Chat = chat("rina", platform)
    rina.says("kami mau cari parkiran mobil").hears("PT Mitra Sejahtera parkir di bawah pohon")
    rina.says("where should we park our car?").hears("PT Mitra Sejahtera parks under")
    rina.presses("Ask again").hears("parks under the old tree")


def test_its_role_is_kept(chat: People) -> None:
    chat("maya").says("where should we park our car?").does_not_hear("old tree")
