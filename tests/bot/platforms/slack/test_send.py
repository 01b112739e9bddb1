"""What is sent is there once, and what came of it is known or said to be unknown."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.outgoing import Failed, Later, Outcome, Outgoing, Paused, Sent, Throttled, Unknown
from bot.platforms.slack.api import Api
from bot.platforms.slack.config import SlackConfig
from bot.platforms.slack.send import SlackSender
from handlers.conversation.reply import Attachment, Paragraph, Reply
from storage.values import Place, Platform, Setting
from tests.fakes.faults import Fault, dropped, refused, slow, throttled
from tests.fakes.slack import TOKEN, FakeSlack
from tests.running import asynchronous

DIRECT = Place(Platform.SLACK, "T01TEST")
THREAD = Place(Platform.SLACK, "T01TEST", "C01GEN", "17.1", Setting.CHANNEL)
INSIDE = Place(Platform.SLACK, "T01TEST", "C01GEN")
LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)
HELLO = Outgoing("k1", DIRECT, "rina", Reply("Halo"), since=LONG_AGO)
LONG = replace(
    HELLO, reply=Reply("Rincian", tuple(Paragraph(f"{n} " + "kata " * 500) for n in range(20)))
)
CSV = Attachment("data.csv", "text/csv", b"a,b\n", "Data Anda")


@asynccontextmanager
async def slack_and_sender() -> AsyncIterator[tuple[FakeSlack, SlackSender]]:
    async with FakeSlack() as slack:
        sender = SlackSender(Api(SlackConfig(TOKEN, api_url=slack.url, timeout=0.5)))
        try:
            yield slack, sender
        finally:
            await sender.api.close()


@asynchronous
async def test_a_direct_message_goes_to_the_person() -> None:
    async with slack_and_sender() as (slack, sender):
        outcome = await sender.send(HELLO)
        (posted,) = slack.visible_to("rina")
        assert outcome == Sent(posted.ts, "D-rina")
        assert posted.metadata == {"event_type": "mitra_delivery", "event_payload": {"k": "k1"}}


@asynchronous
async def test_a_message_in_a_thread_goes_into_that_thread() -> None:
    async with slack_and_sender() as (slack, sender):
        await sender.send(replace(HELLO, place=THREAD))
        assert (slack.messages[0].channel, slack.messages[0].thread_ts) == ("C01GEN", "17.1")


FAULTS: dict[str, tuple[Fault, Outcome, int]] = {
    "busy": (throttled("7"), Throttled(7), 0),
    "nobody there": (refused("channel_not_found"), Failed("channel_not_found"), 0),
    "a dead token": (refused("token_revoked"), Paused("token_revoked"), 0),
    "an organisation's move": (refused("team_added_to_org"), Later("team_added_to_org"), 0),
    "an error before": (refused("internal_error"), Unknown("internal_error"), 0),
    "an error after": (refused("internal_error", after=True), Unknown("internal_error"), 1),
    "a fatal error after": (refused("fatal_error", after=True), Unknown("fatal_error"), 1),
    "a reset before": (dropped(after=False), Unknown("ServerDisconnectedError"), 0),
    "a reset after": (dropped(after=True), Unknown("ServerDisconnectedError"), 1),
    "a slow answer": (slow(1.5), Unknown("TimeoutError"), 1),
    "a gateway": (Fault(502, after=True), Unknown("http_502"), 1),
}


@pytest.mark.parametrize("name", FAULTS)
@asynchronous
async def test_every_fault_has_its_outcome(name: str) -> None:
    fault, expected, visible = FAULTS[name]
    async with slack_and_sender() as (slack, sender):
        slack.fail("chat.postMessage", fault)
        outcome = await sender.send(HELLO)
        assert type(outcome) is type(expected)
        if not isinstance(expected, Unknown):
            assert outcome == expected
        assert len(slack.messages) == visible
        found = await sender.find(HELLO)
        assert found == (slack.messages[0].ts if visible else None)


@asynchronous
async def test_a_key_is_found_however_far_back_within_the_first_try() -> None:
    async with slack_and_sender() as (slack, sender):
        sent = await sender.send(HELLO)
        for number in range(40):
            await sender.send(replace(HELLO, key=f"other-{number}"))
        assert isinstance(sent, Sent)
        assert await sender.find(HELLO) == sent.message_id
        assert len(slack.called("conversations.history")) == 3


@asynchronous
async def test_a_key_in_a_thread_is_looked_for_there() -> None:
    async with slack_and_sender() as (slack, sender):
        outgoing = replace(HELLO, place=THREAD)
        sent = await sender.send(outgoing)
        assert isinstance(sent, Sent)
        assert await sender.find(outgoing) == sent.message_id
        assert not slack.called("conversations.history")


@asynchronous
async def test_looking_begins_a_little_before_the_first_try() -> None:
    async with slack_and_sender() as (slack, sender):
        await sender.find(replace(HELLO, since=datetime(2026, 9, 16, 3, tzinfo=UTC)))
        (given,) = slack.called("conversations.history")
        assert given["oldest"] == "1789527540.000000"


@asynchronous
async def test_what_history_will_not_say_is_not_guessed() -> None:
    async with slack_and_sender() as (slack, sender):
        slack.fail(
            "conversations.history",
            throttled("20"),
            refused("missing_scope"),
            refused("fatal_error"),
            dropped(after=True),
        )
        assert await sender.find(HELLO) == Throttled(20)
        assert await sender.find(HELLO) == Failed("missing_scope")
        assert await sender.find(HELLO) == Later("history")
        assert await sender.find(HELLO) == Later("history")


@asynchronous
async def test_an_edit_takes_the_messages_place() -> None:
    async with slack_and_sender() as (slack, sender):
        sent = await sender.send(HELLO)
        assert isinstance(sent, Sent)
        edit = replace(HELLO, key="k2", reply=Reply("Hai"), replaces=sent.message_id)
        assert await sender.send(edit) == sent
        (posted,) = slack.messages
        assert (posted.text, posted.key) == ("Hai", "k2")
        assert await sender.find(edit) is None


@asynchronous
async def test_an_edit_of_a_message_that_is_gone_has_failed() -> None:
    async with slack_and_sender() as (_, sender):
        edit = replace(HELLO, place=THREAD, replaces="1.1")
        assert await sender.send(edit) == Failed("message_not_found")


@asynchronous
async def test_a_chat_that_cannot_be_opened_is_no_message() -> None:
    async with slack_and_sender() as (slack, sender):
        slack.fail("conversations.open", refused("user_disabled"), refused("internal_error"))
        edit = replace(HELLO, replaces="1.1")
        assert await sender.send(edit) == Failed("user_disabled")
        assert await sender.send(edit) == Later("internal_error")


@asynchronous
async def test_what_is_for_one_person_is_shown_to_one_person() -> None:
    async with slack_and_sender() as (slack, sender):
        whisper = replace(HELLO, place=INSIDE)
        outcome = await sender.send(whisper)
        (posted,) = slack.messages
        assert outcome == Sent(posted.ts, "C01GEN")
        assert posted.seen_by == "rina"
        assert isinstance(await sender.find(whisper), Failed)


@asynchronous
async def test_a_private_line_in_a_channel_is_for_one_person_too() -> None:
    async with slack_and_sender() as (slack, sender):
        await sender.send(replace(HELLO, place=THREAD, reply=Reply("Rahasia", private=True)))
        assert slack.messages[0].seen_by == "rina"


@asynchronous
async def test_where_we_are_no_member_we_whisper_in_the_direct_chat() -> None:
    async with slack_and_sender() as (slack, sender):
        slack.fail("chat.postEphemeral", refused("user_not_in_channel"))
        await sender.send(replace(HELLO, place=INSIDE))
        (posted,) = slack.visible_to("rina")
        assert (posted.seen_by, posted.key) == ("", "k1")


@asynchronous
async def test_a_whisper_that_must_wait_waits() -> None:
    async with slack_and_sender() as (slack, sender):
        slack.fail("chat.postEphemeral", throttled("9"))
        assert await sender.send(replace(HELLO, place=INSIDE)) == Throttled(9)
        assert slack.messages == []


@asynchronous
async def test_a_long_answer_is_several_messages_and_one_delivery() -> None:
    async with slack_and_sender() as (slack, sender):
        outcome = await sender.send(LONG)
        assert [posted.key for posted in slack.messages] == ["k1", "k1.2", "k1.3", "k1.4", "k1.5"]
        assert outcome == Sent(slack.messages[0].ts, "D-rina")
        assert await sender.find(LONG) == slack.messages[0].ts


@asynchronous
async def test_a_long_answer_that_broke_off_goes_on_where_it_stopped() -> None:
    async with slack_and_sender() as (slack, sender):
        slack.fail(
            "chat.postMessage", Fault(after=False, status=429, headers={"Retry-After": "3"})
        )
        assert await sender.send(LONG) == Throttled(3)
        await sender.send(replace(LONG, reply=LONG.reply, since=LONG_AGO))
        first = slack.messages[0]
        slack.messages[:] = slack.messages[:2]  # a crash after the second message
        assert await sender.find(LONG) is None
        outcome = await sender.send(LONG)
        assert [posted.key for posted in slack.messages] == ["k1", "k1.2", "k1.3", "k1.4", "k1.5"]
        assert isinstance(outcome, Sent)
        assert outcome.message_id == first.ts


@asynchronous
async def test_a_long_answer_is_not_begun_again_without_looking() -> None:
    async with slack_and_sender() as (slack, sender):
        slack.fail("conversations.history", throttled("5"))
        assert await sender.send(LONG) == Throttled(5)
        assert slack.messages == []


@asynchronous
async def test_a_file_is_there_before_its_message() -> None:
    async with slack_and_sender() as (slack, sender):
        outgoing = replace(HELLO, reply=Reply("Data Anda", (CSV,)))
        await sender.send(outgoing)
        file, message = slack.messages
        assert file.files == list(slack.files)
        assert slack.files[file.files[0]] == b"a,b\n"
        assert file.channel == message.channel == "D-rina"
        (given,) = slack.called("files.getUploadURLExternal")
        assert given == {"filename": "data.csv", "length": "4"}


@pytest.mark.parametrize("method", ["files.getUploadURLExternal", "files.completeUploadExternal"])
@asynchronous
async def test_without_its_file_no_message_is_sent(method: str) -> None:
    async with slack_and_sender() as (slack, sender):
        slack.fail(method, refused("internal_error"))
        outcome = await sender.send(replace(HELLO, reply=Reply("Data Anda", (CSV,))))
        assert isinstance(outcome, Later if "URL" in method else Unknown)
        assert slack.messages == []
