"""What each answer of the connector means for a message: DELIVERY.md section 1.2."""

from __future__ import annotations

import asyncio
import json
import time
from email.utils import formatdate

import aiohttp
import pytest

from bot.outgoing import Failed, Later, Outcome, Paused, Sent, Throttled, Unknown
from bot.platforms.teams.config import TeamsConfig
from bot.platforms.teams.connector import Connector, wait
from bot.platforms.teams.credentials import Credentials, NoToken
from bot.platforms.teams.send import A_WHILE, TeamsSender
from tests.bot.platforms.teams.sending import OPEN, outgoing, sending
from tests.fakes.faults import Fault, dropped
from tests.fakes.teams import FakeTeams, refused

HIDDEN = '{\r\n  "subCode": "MessageWritesBlocked",\r\n  "errorCode": null\r\n}'
OUTCOMES: list[tuple[str, Fault, Outcome, int]] = [
    ("slower, and for how long", refused(429, retry_after="7"), Throttled(7), 0),
    ("slower, for no time", refused(429, retry_after="0"), Throttled(0), 0),
    ("slower, for ever", refused(429, retry_after="999999"), Throttled(3600), 0),
    ("slower, somehow", refused(429), Throttled(A_WHILE), 0),
    ("slower, in words", refused(429, retry_after="abc"), Throttled(A_WHILE), 0),
    ("slower, backwards", refused(429, retry_after="-1"), Throttled(A_WHILE), 0),
    ("two at once", refused(412, "PreconditionFailed"), Later("412 PreconditionFailed"), 0),
    ("bad gateway", refused(502), Later("502"), 0),
    ("gateway timeout", refused(504), Later("504"), 0),
    ("asked too slowly", refused(408), Later("408"), 0),
    (
        "blocked by the person",
        refused(403, "ConversationBlockedByUser"),
        Failed("403 ConversationBlockedByUser"),
        0,
    ),
    (
        "not in the chat",
        refused(403, "BotNotInConversationRoster"),
        Failed("403 BotNotInConversationRoster"),
        0,
    ),
    (
        "disabled by an administrator",
        refused(403, "BotDisabledByAdmin"),
        Failed("403 BotDisabledByAdmin"),
        0,
    ),
    (
        "a subcode hidden in text",
        Fault(403, body=json.dumps({"errorCode": 209, "message": HIDDEN})),
        Failed("403 MessageWritesBlocked"),
        0,
    ),
    ("gone", refused(404, "ConversationNotFound"), Failed("404 ConversationNotFound"), 0),
    ("too big", refused(413, "MessageSizeTooBig"), Failed("413 MessageSizeTooBig"), 0),
    ("nonsense", refused(400, "BadSyntax"), Failed("400 BadSyntax"), 0),
    ("a redirect", Fault(302, headers={"Location": "http://127.0.0.1:9/"}), Failed("302"), 0),
    ("an error, before", refused(500), Unknown("500"), 0),
    ("an error, after", refused(500, after=True), Unknown("500"), 1),
    ("unavailable", refused(503), Unknown("503"), 0),
    ("a page instead of JSON", Fault(500, body="<html>"), Unknown("500"), 0),
]
DROPPED: list[tuple[str, Fault, Outcome, int]] = [
    ("dropped before", dropped(after=False), Unknown("ServerDisconnectedError"), 0),
    ("dropped after", dropped(after=True), Unknown("ServerDisconnectedError"), 1),
]


@pytest.mark.parametrize(
    ("fault", "outcome", "posted"),
    [row[1:] for row in OUTCOMES + DROPPED],
    ids=[row[0] for row in OUTCOMES + DROPPED],
)
def test_what_an_answer_to_a_post_means(fault: Fault, outcome: Outcome, posted: int) -> None:
    async def work(teams: FakeTeams, sender: TeamsSender) -> None:
        teams.fail("post", fault)
        assert await sender.send(outgoing(teams)) == outcome
        assert len(teams.messages) == posted

    sending(work)


@pytest.mark.parametrize(
    ("fault", "outcome", "edits"), [row[1:] for row in OUTCOMES], ids=[row[0] for row in OUTCOMES]
)
def test_what_an_answer_to_an_edit_means(fault: Fault, outcome: Outcome, edits: int) -> None:
    async def work(teams: FakeTeams, sender: TeamsSender) -> None:
        sent = await sender.send(outgoing(teams))
        assert isinstance(sent, Sent)
        teams.fail("edit", fault)
        assert await sender.send(outgoing(teams, replaces=sent.message_id)) == outcome
        assert teams.messages[0].edits == edits

    sending(work)


def test_an_edit_that_breaks_off_is_made_again_at_once() -> None:
    async def work(teams: FakeTeams, sender: TeamsSender) -> None:
        sent = await sender.send(outgoing(teams))
        assert isinstance(sent, Sent)
        teams.fail("edit", dropped(after=True))
        assert await sender.send(outgoing(teams, replaces=sent.message_id)) == sent

    sending(work)


def test_a_slow_answer_is_unknown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.platforms.teams.connector.PATIENCE", aiohttp.ClientTimeout(total=0.2))

    async def work(teams: FakeTeams, sender: TeamsSender) -> None:
        teams.fail("post", Fault(after=True, delay=0.5))
        assert await sender.send(outgoing(teams)) == Unknown("TimeoutError")

    sending(work)


def test_nobody_there_is_later() -> None:
    async def run() -> None:
        async with FakeTeams() as teams:
            message = outgoing(teams)
        sender = TeamsSender(Connector(OPEN))
        assert await sender.send(message) == Later("ClientConnectorError")
        await sender.close()

    asyncio.run(run())


class Token(Credentials):
    """Hands out what it was given, one after the other."""

    def __init__(self, *tokens: str) -> None:
        super().__init__(TeamsConfig("app", "secret"))
        self.tokens = list(tokens)

    async def token(self) -> str:
        return self.tokens[0]

    def forget(self) -> None:
        self.tokens.pop(0)


class Armed(Connector):
    """Asks with tokens although it talks to loopback."""

    def __init__(self, *tokens: str) -> None:
        super().__init__(TeamsConfig("app", "secret"), Token(*tokens))

    def is_trusted(self, service: str) -> bool:
        return True


def with_tokens(*tokens: str, expected: str) -> Outcome:
    async def run() -> Outcome:
        async with FakeTeams() as teams:
            teams.expected_token = expected
            sender = TeamsSender(Armed(*tokens))
            found = await sender.send(outgoing(teams))
            await sender.close()
            return found

    return asyncio.run(run())


def test_a_token_that_ran_out_is_replaced_once() -> None:
    assert isinstance(with_tokens("old", "new", expected="new"), Sent)
    assert with_tokens("old", "older", "new", expected="new") == Paused("401 BotNotRegistered")


def test_with_an_app_id_loopback_is_not_trusted() -> None:
    async def run() -> Outcome:
        async with FakeTeams() as teams:
            sender = TeamsSender(Connector(TeamsConfig("app", "secret"), Token("t")))
            found = await sender.send(outgoing(teams))
            await sender.close()
            assert not teams.calls
            return found

    assert asyncio.run(run()) == Failed("not an address of Teams")


@pytest.mark.parametrize(("final", "outcome"), [(True, Paused), (False, Later)])
def test_without_a_token_nothing_is_sent(final: bool, outcome: type) -> None:
    class Refusing(Token):
        async def token(self) -> str:
            raise NoToken("invalid_client", final=final)

    async def run() -> Outcome:
        async with FakeTeams() as teams:
            connector = Armed("unused")
            connector.credentials = Refusing("unused")
            sender = TeamsSender(connector)
            found = await sender.send(outgoing(teams))
            await sender.close()
            return found

    found = asyncio.run(run())
    assert type(found) is outcome


def test_retry_after_may_be_a_date() -> None:
    assert wait(formatdate(time.time() + 60, usegmt=True)) == pytest.approx(60, abs=2)
    assert wait(formatdate(time.time() - 60, usegmt=True)) is None
    assert wait("1.5") is None
    assert wait("²") is None
