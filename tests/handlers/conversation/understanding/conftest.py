"""One understanding for all of these tests: it never changes once it has learned."""

from __future__ import annotations

import pytest

from handlers.conversation.understanding import Understanding
from tests.handlers.conversation.understanding.sentences import EXAMPLES


@pytest.fixture(scope="session")
def understanding() -> Understanding:
    return Understanding.learn(EXAMPLES)
