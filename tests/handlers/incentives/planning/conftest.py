"""Plans with the post of the demo world."""

from __future__ import annotations

import pytest

from handlers.conversation.registry import Registry
from storage.store import Store
from tests.conftest import NOW
from tests.world.posting import Post


@pytest.fixture
def post(store: Store, registry: Registry) -> Post:
    return Post(store, registry, NOW)
