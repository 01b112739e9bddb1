"""August is approved: Rina, her company, Agus and Siti have money to come."""

from __future__ import annotations

import pytest

from handlers.conversation.registry import Registry
from storage.store import Store
from tests.conftest import NOW
from tests.handlers.incentives.paying.august import approved, earned
from tests.world.posting import Post


@pytest.fixture
def payable(store: Store) -> Store:
    """Agus has less than a payment is worth; Siti has no payout profile."""
    earned(store, "rina", 5_500_000)
    earned(store, "dewi", 28_200_000, company=True)
    earned(store, "agus", 50_000)
    earned(store, "siti", 900_000)
    approved(store)
    return store


@pytest.fixture
def post(store: Store, registry: Registry) -> Post:
    return Post(store, registry, NOW)
