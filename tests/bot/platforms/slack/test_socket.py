"""The same door through Socket Mode."""

from __future__ import annotations

from storage.inbox import Event
from storage.store import Store
from tests.bot.platforms.slack import payloads
from tests.bot.platforms.slack.stage import RINA, Stage
from tests.fakes.slack_socket import APP_TOKEN, FakeSocketSlack
from tests.running import asynchronous


@asynchronous
async def test_what_is_pushed_is_kept_acknowledged_and_answered_once(store: Store) -> None:
    async with FakeSocketSlack() as slack, Stage(store, slack, APP_TOKEN) as stage:
        stage.knows("rina", RINA)
        raw = payloads.message("gema halo")
        assert await slack.push(raw) == {}
        with store.reading() as records:
            assert records.session.query(Event).count() == 1
        assert await slack.push(raw) == {}
        await stage.settles()
        assert [posted.text.partition("\n")[0] for posted in slack.messages] == ["halo"]


@asynchronous
async def test_a_modal_hears_of_its_errors_through_the_socket(store: Store) -> None:
    async with FakeSocketSlack() as slack, Stage(store, slack, APP_TOKEN) as stage:
        stage.knows("rina", RINA)
        wrong = payloads.view("command.amount", '{"subject": "9"}', amount={"value": "banyak"})
        answer = await slack.push(wrong)
        assert answer == {"response_action": "errors", "errors": {"amount": "Bukan angka"}}
        assert await slack.push(payloads.command("gema hai")) == {}
        await stage.settles()
        assert slack.messages[0].seen_by == RINA
