"""What people press and fill in on Slack, in modals and at Home, and what they then see."""

from __future__ import annotations

import json

from storage.store import Store
from tests.bot.platforms.slack import payloads
from tests.bot.platforms.slack.payloads import OUR_USER, mention, message
from tests.bot.platforms.slack.stage import RINA, Stage, press_on, texts
from tests.fakes.faults import refused
from tests.fakes.slack import FakeSlack, Posted
from tests.running import asynchronous


@asynchronous
async def test_a_button_changes_the_message_it_stands_on(store: Store) -> None:
    async with FakeSlack() as slack, Stage(store, slack) as stage:
        stage.knows("rina", RINA)
        await stage.hears(message("gema halo"))
        (posted,) = slack.messages
        await stage.hears(press_on(posted, "Lagi"))
        assert (posted.text, posted.edits) == ("ditekan 7", 1)
        assert len(slack.messages) == 1


@asynchronous
async def test_a_form_opens_at_the_press_of_its_button(store: Store) -> None:
    async with FakeSlack() as slack, Stage(store, slack) as stage:
        stage.knows("rina", RINA)
        await stage.hears(message("formulir"))
        raw = press_on(slack.messages[0], "Isi")
        assert await stage.sends(raw) == (200, "")
        (opened,) = slack.called("views.open")
        assert opened["trigger_id"] == raw["payload"]["trigger_id"]
        assert opened["view"]["blocks"][0]["element"]["initial_value"] == "50"
        assert opened["view"]["close"]["text"] == "Batal"


@asynchronous
async def test_a_wrong_form_comes_back_with_its_errors_and_says_nothing(store: Store) -> None:
    async with FakeSlack() as slack, Stage(store, slack) as stage:
        stage.knows("rina", RINA)
        travelling = await _open_form(stage)
        wrong = payloads.view("command.amount", travelling, amount={"value": "banyak"})
        for _ in range(2):
            status, body = await stage.sends(wrong)
            answer = {"response_action": "errors", "errors": {"amount": "Bukan angka"}}
            assert (status, json.loads(body)) == (200, answer)
        await stage.settles()
        assert texts(slack.messages) == ["Silakan"]


@asynchronous
async def test_a_right_form_closes_and_is_answered_where_it_was_opened(store: Store) -> None:
    async with FakeSlack() as slack, Stage(store, slack) as stage:
        stage.knows("rina", RINA)
        travelling = await _open_form(stage)
        right = payloads.view("command.amount", travelling, amount={"value": "60"})
        await stage.hears(right)
        await stage.hears(right)
        assert texts(slack.messages) == ["Silakan", "Tercatat: 60"]


async def _open_form(stage: Stage) -> str:
    """What the opened modal carries."""
    await stage.hears(message("formulir"))
    await stage.sends(press_on(stage.slack.messages[0], "Isi"))
    travelling: str = stage.slack.views[-1]["private_metadata"]
    return travelling


@asynchronous
async def test_a_form_with_errors_in_a_channel_stays_in_the_modal(store: Store) -> None:
    async with FakeSlack() as slack, Stage(store, slack) as stage:
        stage.knows("rina", RINA)
        place = {"channel": "C01GEN", "thread": "17.1", "setting": "channel", "subject": "9"}
        raw = payloads.view("command.amount", json.dumps(place), amount={"value": "banyak"})
        _, body = await stage.sends(raw)
        assert json.loads(body)["errors"] == {"amount": "Bukan angka"}
        await stage.settles()
        assert slack.messages == []


@asynchronous
async def test_somebody_elses_form_does_not_open(store: Store) -> None:
    async with FakeSlack() as slack, Stage(store, slack) as stage:
        stage.knows("rina", RINA)
        stage.knows("dewi", "U02DEWI")
        await stage.hears(mention(f"<@{OUR_USER}> formulir", ts="17.1"))
        raw = press_on(slack.messages[0], "Isi", user={"id": "U02DEWI", "name": "dewi"})
        await stage.hears(raw)
        assert slack.views == []
        assert len(slack.messages) == 2  # told that it is not available to them


@asynchronous
async def test_a_trigger_that_expired_is_answered_in_words(store: Store) -> None:
    async with FakeSlack() as slack, Stage(store, slack) as stage:
        stage.knows("rina", RINA)
        await stage.hears(message("formulir"))
        slack.fail("views.open", refused("expired_trigger_id"))
        await stage.hears(press_on(slack.messages[0], "Isi"))
        assert len(slack.messages) == 2


@asynchronous
async def test_home_shows_what_is_waiting_and_posts_nothing(store: Store) -> None:
    async with FakeSlack() as slack, Stage(store, slack) as stage:
        stage.knows("rina", RINA)
        await stage.hears(payloads.event(type="app_home_opened", user=RINA, tab="home"))
        home = json.dumps(slack.homes[RINA], ensure_ascii=False)
        assert "Yang menunggu Anda" in home
        assert "Bahasa Anda id" in home
        assert slack.messages == []


@asynchronous
async def test_home_is_drawn_again_after_a_press_and_a_form_there(store: Store) -> None:
    async with FakeSlack() as slack, Stage(store, slack) as stage:
        stage.knows("rina", RINA)
        await stage.hears(payloads.event(type="app_home_opened", user=RINA, tab="home"))
        shown = Posted("", "", "", slack.homes[RINA]["blocks"])
        at_home = {"container": {"type": "view"}, "channel": None, "message": None}
        await stage.hears(press_on(shown, "Lagi", **at_home))
        assert texts(slack.visible_to(RINA)) == ["ditekan h"]
        await stage.sends(press_on(shown, "Isi", **at_home))
        travelling = slack.views[-1]["private_metadata"]
        await stage.hears(payloads.view("command.amount", travelling, amount={"value": "1"}))
        assert texts(slack.visible_to(RINA)) == ["ditekan h", "Tercatat: 1"]
        assert len(slack.called("views.publish")) == 3
