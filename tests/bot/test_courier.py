"""What is due is drawn when it goes out, in its reader's language, and sent once."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import timedelta

import pytest

from bot.assistant import Assistant
from bot.outgoing import Outgoing, Sent
from bot.platforms.web.send import PageSender
from handlers.conversation.handler import Handler
from handlers.conversation.registry import Registry
from handlers.conversation.reply import Paragraph, Reply
from handlers.conversation.routing import Router
from handlers.conversation.saved import from_document, to_document
from handlers.conversation.turn import Happening, Telling, Turn
from handlers.conversation.understanding import Example, Understanding
from storage.deliveries import DeliveryState
from storage.people import EVERYONE
from storage.store import Store
from storage.values import Language, Place, Platform, Setting
from tests.bot.sending import Post, message
from tests.chat import Chat
from tests.conftest import NOW
from tests.fakes.platform import FakePlatform

#: A capability of these tests alone; it borrows a catalogue that teaches nothing.
news = Handler("command")


@news.notice("told")
def told(telling: Telling) -> Reply | None:
    who = telling.person.name if telling.person else "everyone"
    return Reply(f"{telling.text.language} {telling.text.zone} {who} {telling.subject['what']}")


@news.notice("stale")
def stale(telling: Telling) -> Reply | None:
    return None


@news.notice("broken")
def broken(telling: Telling) -> Reply | None:
    raise ZeroDivisionError


@news.place("thread", roles=EVERYONE)
def heard(turn: Turn, sentence: str) -> Reply:
    return Reply(f"heard {sentence} about {turn.subject}")


@pytest.fixture
def post(store: Store) -> Post:
    return Post(store, handlers=(news,))


def tells(post: Post, who: str, notice: str, **subject: object) -> int:
    with post.store.transaction() as records:
        person = records.people.with_handle(who)
        assert person is not None
        happening = Happening(records, NOW, Registry((news,)).publish)
        delivery = happening.tell(person, notice, **subject)
        assert delivery is not None
        return delivery.id


def tells_support(post: Post, **subject: object) -> int:
    place = Place(Platform.SLACK, "demo", "C-support", setting=Setting.CHANNEL)
    with post.store.transaction() as records:
        happening = Happening(records, NOW, Registry((news,)).publish)
        return happening.tell_place(place, Language.EN, "command.told", **subject).id


def test_a_notice_is_drawn_in_the_language_and_zone_of_who_reads_it(post: Post) -> None:
    told = tells(post, "rina", "command.told", what="news")
    assert post.delivers() == [told]
    assert post.platform.titles == ["id Asia/Jakarta Rina news"]


def test_what_was_drawn_is_kept(post: Post) -> None:
    told = tells(post, "rina", "command.told", what="news")
    post.delivers()
    kept = post.shows(told)
    assert (kept.state, kept.message_id, kept.sent_at) == (DeliveryState.SENT, "m1", NOW)
    assert kept.reply is not None
    assert from_document(kept.reply) == Reply("id Asia/Jakarta Rina news")


def test_a_place_is_told_in_the_zone_of_the_installation(post: Post) -> None:
    tells_support(post, what="news")
    post.delivers()
    assert post.platform.titles == ["en Asia/Jakarta everyone news"]


def test_words_that_were_decided_go_out_as_they_are(post: Post) -> None:
    post.writes("decided")
    post.delivers()
    assert post.platform.titles == ["decided"]


def test_what_is_no_longer_worth_saying_is_skipped(post: Post) -> None:
    told = tells(post, "rina", "command.stale")
    assert post.delivers() == [told]
    assert (post.shows(told).state, post.shows(told).reason) == ("skipped", "no longer needed")
    assert not post.platform.calls


def test_a_notice_that_breaks_stops_no_other(post: Post) -> None:
    broke = tells(post, "rina", "command.broken")
    told = tells(post, "dewi", "command.told", what="news")
    assert post.delivers() == [broke, told]
    assert post.shows(broke).state is DeliveryState.FAILED
    assert post.shows(broke).reason.startswith("E-")
    assert post.platform.titles == ["id Asia/Jakarta Dewi news"]


def test_a_notice_that_nobody_draws_fails_alone(post: Post) -> None:
    lost = tells(post, "rina", "command.unheard_of")
    post.delivers()
    assert post.shows(lost).state is DeliveryState.FAILED


def test_who_has_left_is_told_nothing(post: Post) -> None:
    told = tells(post, "rina", "command.told", what="news")
    with post.store.transaction() as records:
        records.people.get(post.shows(told).person_id or 0).active = False
    post.delivers()
    assert (post.shows(told).state, post.shows(told).reason) == ("skipped", "no longer active")


def test_nothing_is_sent_before_it_is_due(post: Post) -> None:
    later = post.writes("later", due_at=NOW + timedelta(seconds=1))
    assert post.delivers() == []
    assert post.states(later) == [DeliveryState.PENDING]


def test_nothing_is_sent_twice(post: Post) -> None:
    post.writes("once")
    post.delivers()
    assert post.delivers() == []
    assert post.delivers(post.another()) == []
    assert post.platform.titles == ["once"]


def test_a_secret_is_forgotten_once_it_is_sent(post: Post) -> None:
    secret = Reply("Your code", (Paragraph("1234-5678"),), once=True)
    (told,) = post.writes("code", reply=to_document(secret))
    post.delivers()
    assert "1234" not in str(post.shows(told).reply)


def test_what_cannot_be_reached_waits_and_says_why(post: Post) -> None:
    waiting = post.writes("hello", platform=Platform.TEAMS)
    assert post.delivers() == []
    assert post.states(waiting) == [DeliveryState.PENDING]
    assert post.shows(waiting[0]).reason == "not connected"
    post.senders[Platform.TEAMS] = FakePlatform()
    assert post.delivers() == waiting


def test_in_a_demo_the_local_page_shows_what_nothing_is_connected_to(store: Store) -> None:
    post = Post(store, demo=PageSender())
    on_teams = post.writes("hello", platform=Platform.TEAMS)
    in_demo = post.writes("demo", workspace="demo")
    connected = post.writes("real")
    assert post.delivers() == sorted(on_teams + in_demo + connected)
    assert post.platform.titles == ["real"]
    assert post.shows(in_demo[0]).message_id.startswith("page-")


def test_an_answer_carries_the_address_it_came_with(post: Post) -> None:
    post.writes("answer", reference={"serviceUrl": "https://x"})
    post.delivers()
    assert post.platform.calls[0].reference == {"serviceUrl": "https://x"}


def test_a_notice_carries_the_address_of_the_persons_account(post: Post) -> None:
    with post.store.transaction() as records:
        account = records.people.account(Platform.SLACK, "demo", "rina")
        assert account is not None
        account.reference = {"conversation": "a:1"}
    tells(post, "rina", "command.told", what="news")
    post.delivers()
    assert post.platform.calls[0].reference == {"conversation": "a:1"}


def test_the_conversation_of_an_answer_knows_its_address(post: Post) -> None:
    with post.store.transaction() as records:
        here = records.conversations.at(Place(Platform.SLACK, "T1"), "U1", NOW)
        here.reference = {"conversation": "a:2"}
    post.writes("answer", conversation_id=here.id)
    post.delivers()
    assert post.platform.calls[0].reference == {"conversation": "a:2"}


@pytest.mark.parametrize("sender", [FakePlatform(), PageSender()])
def test_a_thread_under_a_message_belongs_to_who_sent_it(
    store: Store, sender: FakePlatform | PageSender
) -> None:
    post = Post(store, handlers=(news,), senders={Platform.SLACK: sender})
    told = tells_support(post, what="T-1", owner="command.thread", owner_subject="T-1")
    post.delivers()
    registry = Registry((news,))
    examples = [Example("one two", "a.b", Language.EN), Example("three four", "c.d", Language.EN)]
    router = Router(registry, Understanding.learn(examples))
    assistant = Assistant(store, registry, router, clock=lambda: NOW)
    card = post.shows(told)
    thread = Place(Platform.SLACK, "demo", card.channel, card.message_id, Setting.CHANNEL)
    chat = Chat(assistant, "rina", Platform.SLACK, thread)
    chat.says("a reply", addressed=False).hears("heard a reply about T-1")


def test_a_sender_that_breaks_leaves_an_unknown_outcome(post: Post) -> None:
    async def breaks(_: Outgoing) -> Sent:
        raise ZeroDivisionError

    (told,) = post.writes("hello")
    post.platform.goes_wrong(breaks)
    assert post.delivers() == []
    assert (post.shows(told).state, post.shows(told).ambiguous) == (DeliveryState.SENDING, True)


def runs(post: Post, seconds: float, then: Callable[[], None] = lambda: None) -> None:
    """The courier goes on its own for a while; `then` happens once it waits."""

    async def story() -> None:
        stop = asyncio.Event()
        running = asyncio.create_task(post.courier.run(stop))
        await asyncio.sleep(seconds / 2)
        await asyncio.to_thread(then)
        await asyncio.sleep(seconds / 2)
        stop.set()
        await running

    asyncio.run(story())


def test_a_running_courier_sends_what_was_waiting(post: Post) -> None:
    post.writes("one", "two")
    runs(post, 0.4)
    assert post.platform.titles == ["one", "two"]


def test_a_bell_wakes_a_running_courier_at_once(store: Store) -> None:
    post = Post(store)

    def rings() -> None:
        post.writes("news")
        post.courier.wake()

    runs(post, 0.8, rings)
    assert post.platform.titles == ["news"]


def test_a_courier_told_to_stop_finishes_what_is_on_its_way(store: Store) -> None:
    post = Post(store, FakePlatform(seconds=0.3))
    ids = post.writes(*(f"message {number}" for number in range(20)))
    runs(post, 0.2)
    done = post.states(ids)
    assert done.count(DeliveryState.SENT) == len(post.platform.calls) > 0
    assert set(done) == {DeliveryState.SENT, DeliveryState.PENDING}


def test_a_bell_that_nobody_hears_is_no_error(store: Store) -> None:
    Post(store).courier.wake()


def test_a_campaign_counts_everyone_in_its_audience(store: Store) -> None:
    post = Post(store, FakePlatform(blind=True))
    rows = [message(f"hi {n}", campaign="c", recipient=str(n)) for n in range(12)]
    with store.transaction() as records:
        records.deliveries.add_all(rows)
    post.delivers()
    with store.reading() as records:
        assert records.deliveries.tally("c") == {DeliveryState.SENT: 12}
