"""What people say on Slack, through our server and back to what they see."""

from __future__ import annotations

import json

from aiohttp import web

from bot.platforms.slack.config import SlackConfig
from bot.platforms.slack.connect import EVENTS, Slack, routes
from storage.inbox import Event, EventState
from storage.store import Store
from tests.bot.platforms.slack import payloads
from tests.bot.platforms.slack.payloads import OUR_USER, TEAM, mention, message
from tests.bot.platforms.slack.stage import RINA, Stage, texts
from tests.fakes.faults import refused
from tests.fakes.slack import FakeSlack
from tests.running import asynchronous


def kept(store: Store) -> list[Event]:
    with store.reading() as records:
        return records.session.query(Event).order_by(Event.id).all()


@asynchronous
async def test_a_direct_message_is_answered_in_the_direct_chat(store: Store) -> None:
    async with FakeSlack() as slack, Stage(store, slack) as stage:
        stage.knows("rina", RINA)
        await stage.hears(message("gema halo &amp; apa kabar"))
        (posted,) = slack.messages
        assert posted.channel == "D01RINA"
        assert texts(slack.messages) == ["halo &amp; apa kabar"]
        assert len(posted.key) == 32
        given = slack.called("chat.postMessage")[0]
        assert given["link_names"] is given["unfurl_links"] is given["unfurl_media"] is False


@asynchronous
async def test_a_mention_is_answered_in_its_thread(store: Store) -> None:
    async with FakeSlack() as slack, Stage(store, slack) as stage:
        stage.knows("rina", RINA)
        await stage.hears(mention(f"<@{OUR_USER}> gema halo", ts="17.1"))
        assert (slack.messages[0].channel, slack.messages[0].thread_ts) == ("C01GEN", "17.1")


@asynchronous
async def test_a_mention_told_twice_is_answered_once(store: Store) -> None:
    async with FakeSlack() as slack, Stage(store, slack) as stage:
        stage.knows("rina", RINA)
        told = {"ts": "17.1", "client_msg_id": "one"}
        await stage.hears(mention(f"<@{OUR_USER}> gema halo", **told))
        await stage.hears(payloads.in_channel(f"<@{OUR_USER}> gema halo", **told))
        assert texts(slack.messages) == ["halo"]


@asynchronous
async def test_a_redelivered_event_is_acknowledged_and_answered_once(store: Store) -> None:
    async with FakeSlack() as slack, Stage(store, slack) as stage:
        stage.knows("rina", RINA)
        raw = message("gema halo")
        for _ in range(4):
            await stage.hears(raw)
        assert texts(slack.messages) == ["halo"]
        assert len(kept(store)) == 1


@asynchronous
async def test_an_event_is_in_the_inbox_before_it_is_acknowledged(store: Store) -> None:
    async with FakeSlack() as slack, Stage(store, slack) as stage:
        raw = message("gema halo")
        assert await stage.sends(raw) == (200, "")
        (event,) = kept(store)
        assert (event.state, event.workspace) == (EventState.NEW, TEAM)
        assert event.raw["payload"] == raw["payload"]
        assert slack.messages == []


@asynchronous
async def test_talk_in_a_thread_that_is_not_ours_is_neither_kept_nor_answered(
    store: Store,
) -> None:
    async with FakeSlack() as slack, Stage(store, slack) as stage:
        stage.knows("rina", RINA)
        await stage.hears(payloads.in_channel("gema rahasia kami", thread_ts="99.9"))
        assert kept(store) == []
        assert slack.messages == []


@asynchronous
async def test_talk_in_a_thread_of_ours_is_heard(store: Store) -> None:
    async with FakeSlack() as slack, Stage(store, slack) as stage:
        stage.knows("rina", RINA)
        await stage.hears(mention(f"<@{OUR_USER}> gema halo", ts="17.1"))
        await stage.hears(payloads.in_channel("gema lagi", thread_ts="17.1"))
        await stage.hears(payloads.in_channel("makasih ya", thread_ts="17.1"))
        assert texts(slack.messages) == ["halo", "lagi"]


@asynchronous
async def test_what_people_show_and_correct_among_themselves_is_left_alone(store: Store) -> None:
    async with FakeSlack() as slack, Stage(store, slack) as stage:
        stage.knows("rina", RINA)
        await stage.hears(mention(f"<@{OUR_USER}> gema halo", ts="17.1"))
        await stage.hears(payloads.in_channel(":tada:", thread_ts="17.1"))
        await stage.hears(payloads.in_channel("\N{PARTY POPPER}", thread_ts="17.1"))
        corrected = payloads.edit("gema satu", "gema dua", thread_ts="17.1")
        corrected["payload"]["event"] |= {"channel": "C01GEN", "channel_type": "channel"}
        await stage.hears(corrected)
        assert texts(slack.messages) == ["halo"]


@asynchronous
async def test_what_is_private_is_not_said_in_a_channel(store: Store) -> None:
    async with FakeSlack() as slack, Stage(store, slack) as stage:
        stage.knows("rina", RINA)
        await stage.hears(mention(f"<@{OUR_USER}> rahasia", ts="17.1"))
        assert texts(slack.visible_to(RINA)) == ["Rp 8.000.000"]
        (line,) = (posted for posted in slack.messages if posted.channel == "C01GEN")
        assert "8.000.000" not in json.dumps([line.text, line.blocks])
        assert line.seen_by == RINA


@asynchronous
async def test_a_command_is_answered_for_one_persons_eyes(store: Store) -> None:
    async with FakeSlack() as slack, Stage(store, slack) as stage:
        stage.knows("rina", RINA)
        await stage.hears(payloads.command("rahasia"))
        (posted,) = slack.messages
        assert (posted.channel, posted.seen_by) == ("C01GEN", RINA)
        assert posted.text == "Rp 8.000.000"


@asynchronous
async def test_where_we_may_not_whisper_a_command_is_answered_directly(store: Store) -> None:
    async with FakeSlack() as slack, Stage(store, slack) as stage:
        stage.knows("rina", RINA)
        slack.fail("chat.postEphemeral", refused("not_in_channel"))
        await stage.hears(payloads.command("rahasia"))
        assert texts(slack.visible_to(RINA)) == ["Rp 8.000.000"]


@asynchronous
async def test_the_shortcut_answers_what_a_message_says(store: Store) -> None:
    async with FakeSlack() as slack, Stage(store, slack) as stage:
        stage.knows("rina", RINA)
        await stage.hears(payloads.shortcut("gema dari pesan Dewi"))
        (posted,) = slack.messages
        assert (posted.text.partition("\n")[0], posted.seen_by) == ("dari pesan Dewi", RINA)


@asynchronous
async def test_a_stranger_hears_the_same_polite_words_everywhere(store: Store) -> None:
    async with FakeSlack() as slack, Stage(store, slack) as stage:
        await stage.hears(message("gema halo", user="U0JOKO"))
        await stage.hears(payloads.command("formulir", user_id="U0JOKO"))
        await stage.hears(payloads.event(type="app_home_opened", user="U0JOKO", tab="home"))
        assert texts(slack.messages) == ["Saya belum mengenal Anda."] * 2
        assert "belum mengenal" in json.dumps(slack.homes["U0JOKO"])


@asynchronous
async def test_in_the_pane_we_show_that_we_are_looking(store: Store) -> None:
    async with FakeSlack() as slack, Stage(store, slack) as stage:
        stage.knows("rina", RINA)
        await stage.hears(message("gema halo", thread_ts="17.1"))
        (status,) = slack.statuses
        assert (status["channel_id"], status["thread_ts"]) == ("D01RINA", "17.1")
        assert status["status"] == "sedang mencari jawabannya…"
        assert slack.messages[0].thread_ts == "17.1"


@asynchronous
async def test_files_are_fetched_before_the_turn(store: Store) -> None:
    async with FakeSlack() as slack, Stage(store, slack) as stage:
        stage.knows("rina", RINA)
        shared = slack.share("catatan.txt", b"isi berkas", "text/plain")
        await stage.hears(message("berkas ini", subtype="file_share", files=[shared]))
        assert "isi berkas" in slack.messages[0].text


@asynchronous
async def test_an_event_of_another_installation_is_acknowledged_and_left(store: Store) -> None:
    async with FakeSlack() as slack, Stage(store, slack) as stage:
        stage.knows("rina", RINA)
        while not stage.door.door.identity.team:
            await stage.settles()
        raw = message("gema halo")
        raw["payload"]["authorizations"][0]["team_id"] = "T99OTHER"
        await stage.hears(raw)
        assert kept(store) == []


@asynchronous
async def test_the_end_of_an_installation_is_written_down(store: Store) -> None:
    async with FakeSlack() as slack, Stage(store, slack) as stage:
        for event in ("tokens_revoked", "app_uninstalled"):
            await stage.hears(payloads.event(type=event, tokens={"bot": ["xoxb"]}))
        with store.reading() as records:
            for event in ("tokens_revoked", "app_uninstalled"):
                (entry,) = records.audit.of(f"slack.{event}")
                assert "xoxb" not in json.dumps(entry.detail)


def test_without_a_signing_secret_there_is_no_http_door(store: Store) -> None:
    stage = Stage(store, FakeSlack())
    door = Slack(SlackConfig("xoxb"), stage.assistant, stage.receiver.receive, lambda: None)
    app = web.Application()
    routes(app, door)
    assert EVENTS not in [resource.canonical for resource in app.router.resources()]
