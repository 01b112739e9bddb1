"""The assistant pane offers what this person may do."""

from __future__ import annotations

from bot.assistant import Assistant
from bot.platforms.slack.api import Api
from bot.platforms.slack.config import SlackConfig
from bot.platforms.slack.pane import Pane
from storage.store import Store
from tests.bot.platforms.slack.payloads import event, message
from tests.bot.platforms.slack.stage import RINA, Stage
from tests.fakes.faults import refused
from tests.fakes.slack import FakeSlack
from tests.running import asynchronous

STARTED = {"user_id": RINA, "channel_id": "D01RINA", "thread_ts": "17.1", "context": {}}


def prompts(assistant: Assistant, handle: str) -> list[dict[str, str]]:
    pane = Pane(Api(SlackConfig("xoxb")), assistant)
    with assistant.store.reading() as records:
        person = records.people.with_handle(handle)
    assert person is not None
    return pane.prompts(person)


def test_prompts_are_sentences_of_this_persons_capabilities(assistant: Assistant) -> None:
    offered = prompts(assistant, "rina")
    assert 1 <= len(offered) <= 4
    assert all(each["title"] and each["message"] for each in offered)
    assert offered != prompts(assistant, "siti")  # another language
    assert {each["title"] for each in offered} != {
        each["title"] for each in prompts(assistant, "maya")
    }


@asynchronous
async def test_opening_the_pane_shows_prompts_and_says_hello(
    store: Store, assistant: Assistant
) -> None:
    async with FakeSlack() as slack, Stage(store, slack) as stage:
        stage.door.door.pane = Pane(stage.door.api, assistant)
        stage.knows("rina", RINA)
        await stage.hears(event(type="assistant_thread_started", assistant_thread=STARTED))
        (shown,) = slack.prompts
        assert (shown["channel_id"], shown["thread_ts"]) == ("D01RINA", "17.1")
        assert shown["prompts"] == prompts(assistant, "rina")


@asynchronous
async def test_a_stranger_is_offered_nothing(store: Store) -> None:
    async with FakeSlack() as slack, Stage(store, slack) as stage:
        started = {**STARTED, "user_id": "U0JOKO"}
        await stage.hears(event(type="assistant_thread_started", assistant_thread=started))
        assert slack.prompts == []
        assert [posted.thread_ts for posted in slack.messages] == ["17.1"]


@asynchronous
async def test_that_slack_has_no_pane_changes_nothing(store: Store) -> None:
    async with FakeSlack() as slack, Stage(store, slack) as stage:
        stage.knows("rina", RINA)
        slack.fail("assistant.threads.setStatus", refused("unknown_method"))
        await stage.hears(message("gema halo", thread_ts="17.1"))
        assert len(slack.messages) == 1
