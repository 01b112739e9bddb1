"""The demo world with its earnings posted."""

from __future__ import annotations

import pytest

from handlers.conversation.registry import Registry
from handlers.incentives.calculating.posted import posted
from storage.store import Store
from tests.conftest import NOW
from tests.world.posting import Post


@pytest.fixture
def earned(store: Store) -> Store:
    with store.transaction() as records:
        posted(records, [partner.id for partner in records.partners.all()], NOW)
    return store


@pytest.fixture
def post(store: Store, registry: Registry) -> Post:
    return Post(store, registry, NOW)
