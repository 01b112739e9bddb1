"""Every copy of a card is kept true: an edit waits for its message, and the newest wins."""

from __future__ import annotations

import pytest

from bot.outgoing import Failed, Later
from handlers.conversation.handler import Handler
from handlers.conversation.registry import Registry
from handlers.conversation.reply import Reply
from handlers.conversation.turn import Happening, Telling
from storage.deliveries import DeliveryState
from storage.store import Store
from tests.bot.sending import Post
from tests.conftest import NOW
from tests.fakes.platform import Lost

cards = Handler("command")
STATE = {"deal": "submitted"}


@cards.notice("card")
def card(telling: Telling) -> Reply | None:
    return Reply(f"deal is {STATE['deal']} for {telling.copy.user}")


@pytest.fixture
def post(store: Store) -> Post:
    STATE["deal"] = "submitted"
    return Post(store, handlers=(cards,))


def refreshes(post: Post, state: str) -> None:
    STATE["deal"] = state
    with post.store.transaction() as records:
        Happening(records, NOW, Registry((cards,)).publish).refresh("deal:1")


def shows_cards(post: Post, *users: str) -> list[int]:
    return [post.writes("", notice="command.card", card="deal:1", user=user)[0] for user in users]


def edits(post: Post) -> list[DeliveryState]:
    with post.store.reading() as records:
        return [row.state for row in records.deliveries.since(0) if row.replaces_id]


def test_every_copy_is_edited_in_its_place(post: Post) -> None:
    shows_cards(post, "U1", "U2")
    post.delivers()
    refreshes(post, "approved")
    post.delivers()
    assert post.platform.titles == ["deal is approved for U1", "deal is approved for U2"]
    assert [call.place.channel for call in post.platform.calls[2:]] == ["dm-U1", "dm-U2"]


def test_an_edit_waits_for_its_message(post: Post) -> None:
    shows_cards(post, "U1")
    post.platform.goes_wrong(Later("busy"))
    post.delivers()
    refreshes(post, "approved")
    assert post.delivers() == []
    assert len(post.passes(10).delivers()) == 2
    assert post.platform.titles == ["deal is approved for U1"]
    assert [call.replaces for call in post.platform.calls] == ["", "", "m1"]


def test_the_newest_edit_wins(post: Post) -> None:
    shows_cards(post, "U1")
    post.delivers()
    refreshes(post, "approved")
    refreshes(post, "withdrawn")
    post.delivers()
    assert edits(post) == [DeliveryState.SKIPPED, DeliveryState.SENT]
    assert post.platform.titles == ["deal is withdrawn for U1"]


def test_a_later_edit_waits_for_one_whose_outcome_is_unknown(post: Post) -> None:
    shows_cards(post, "U1")
    post.delivers()
    refreshes(post, "approved")
    post.platform.goes_wrong(Lost(posted=True))
    post.delivers()
    refreshes(post, "withdrawn")
    assert post.delivers() == []
    post.passes(30).delivers()
    assert edits(post) == [DeliveryState.SKIPPED, DeliveryState.SENT]
    assert post.platform.titles == ["deal is withdrawn for U1"]


def test_an_edit_that_nobody_heard_of_is_made_again(post: Post) -> None:
    shows_cards(post, "U1")
    post.delivers()
    refreshes(post, "approved")
    post.platform.goes_wrong(Lost(posted=False))
    post.delivers()
    post.passes(30).delivers()
    assert post.platform.titles == ["deal is approved for U1"]


def test_an_edit_of_what_never_arrived_is_skipped(post: Post) -> None:
    shows_cards(post, "U1")
    post.platform.goes_wrong(Failed("user_not_found"))
    post.delivers()
    refreshes(post, "approved")
    post.delivers()
    assert edits(post) == [DeliveryState.SKIPPED]
    assert post.platform.titles == []


def test_an_edit_of_an_edit_is_an_edit_of_the_message(post: Post) -> None:
    (first,) = shows_cards(post, "U1")
    (second,) = post.writes("pressed", replaces_id=first)
    (third,) = post.writes("pressed again", replaces_id=second)
    assert post.shows(third).replaces_id == first
    post.delivers()
    assert post.platform.titles == ["pressed again"]
