"""A draft over many sales is tried after the turn; its result comes by itself."""

from __future__ import annotations

import pytest

from handlers.incentives.planning import replaying
from storage.planning import PlanState
from storage.store import Store
from storage.values import Language
from tests.conftest import People
from tests.handlers.incentives.planning.desk import only
from tests.world.posting import Post

SPIFF = "Buat SPIFF 310 rb per seat Pro bulan November, maks 12 jt per orang, Gold saja"


@pytest.fixture(autouse=True)
def _every_sale_is_many(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(replaying, "AT_ONCE", 0)


def test_the_result_follows_and_goes_on_as_if_it_had_come_at_once(
    chat: People, store: Store, post: Post
) -> None:
    maya = chat("maya").says(SPIFF)
    with store.reading() as records:
        count = records.sold.count()
    maya.hears("sedang saya coba", f"{count} penjualan", "menyusul")
    assert "22.850.000" not in str(maya.reply)
    assert only(store).state is PlanState.DRAFT
    maya.reads(post.deliver().only("maya")).hears("Rp 22.850.000")
    maya.presses("Kirim ke orang kedua").hears("Sari")


def test_a_draft_that_was_changed_meanwhile_is_tried_once_as_it_is_now(
    chat: People, post: Post
) -> None:
    maya = chat("maya").says(SPIFF)
    maya.says("jadi 400 rb per seat").hears("sedang saya coba")
    maya.reads(post.deliver().only("maya")).hears("400.000")


def test_it_is_said_in_english_too(chat: People, post: Post) -> None:
    maya = chat("maya").says("Create a SPIFF of 310k per Pro seat in November, Gold only")
    maya.hears("I am trying it on", "follows by itself")
    assert post.deliver().only("maya").language is Language.EN


def test_in_a_channel_the_result_goes_to_its_author_alone(chat: People, post: Post) -> None:
    chat("maya").in_channel("general").says(SPIFF)
    arrived = [copy for copy in post.deliver().copies if "22.850.000" in copy.text]
    assert [(copy.who, copy.delivery.channel) for copy in arrived] == [("maya", "")]
