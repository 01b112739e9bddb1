"""August of the demo world is posted, and can be closed."""

from __future__ import annotations

import pytest

from bot.calculating import Calculator
from handlers.conversation.registry import Registry
from storage.store import Store
from tests.conftest import NOW
from tests.world.posting import Post


@pytest.fixture
def calculator(store: Store, registry: Registry) -> Calculator:
    """One partner at a time; what was sold so far is in the books."""
    found = Calculator(store, lambda: NOW, together=1, publish=registry.publish)
    found.work()
    return found


@pytest.fixture
def post(store: Store, registry: Registry) -> Post:
    return Post(store, registry, NOW)
