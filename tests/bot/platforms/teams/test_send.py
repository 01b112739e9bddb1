"""What becomes of a message: posted, edited, refused, put off, or unknown."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.outgoing import Failed, Sent, Unknown
from bot.platforms.teams.send import Chat, TeamsSender
from handlers.conversation.reply import Attachment, Paragraph, Reply
from storage.store import Store
from storage.values import Language, Place, Platform
from tests.bot.platforms.teams.sending import DIRECT, GROUP, THREAD, outgoing, reference, sending
from tests.conftest import NOW
from tests.fakes.faults import Fault
from tests.fakes.teams import FakeTeams, refused


def test_a_message_goes_to_the_direct_chat() -> None:
    async def work(teams: FakeTeams, sender: TeamsSender) -> None:
        sent = await sender.send(outgoing(teams))
        (posted,) = teams.seen_in("a:siti")
        assert sent == Sent(posted.id, "a:siti")
        assert "Halo" in posted.words
        assert teams.calls[0].authorization == ""

    sending(work)


@pytest.mark.parametrize(
    ("place", "conversation"),
    [
        (THREAD, "19:general@thread.tacv2;messageid=1700"),
        (GROUP, "19:group@thread.v2"),
        (replace(DIRECT, channel="a:from-the-message"), "a:from-the-message"),
    ],
)
def test_a_message_goes_to_the_place_it_names(place: Place, conversation: str) -> None:
    async def work(teams: FakeTeams, sender: TeamsSender) -> None:
        assert isinstance(await sender.send(outgoing(teams, place)), Sent)
        assert [posted.conversation for posted in teams.messages] == [conversation]

    sending(work)


def test_an_edit_takes_the_place_of_the_message() -> None:
    async def work(teams: FakeTeams, sender: TeamsSender) -> None:
        sent = await sender.send(outgoing(teams))
        assert isinstance(sent, Sent)
        changed = outgoing(teams, replaces=sent.message_id, reply=Reply("Selesai"))
        assert await sender.send(changed) == sent
        (posted,) = teams.messages
        assert (posted.edits, "Selesai" in posted.words) == (1, True)

    sending(work)


def test_a_direct_chat_is_made_where_there_is_none_and_remembered(store: Store) -> None:
    with store.transaction() as records:
        account = records.people.account(Platform.TEAMS, "demo", "siti")
        assert account is not None

    async def work(teams: FakeTeams, sender: TeamsSender) -> None:
        elsewhere = reference(teams, id="19:general@thread.tacv2", conversationType="channel")
        sent = await sender.send(outgoing(teams, reference=elsewhere))
        assert sent == Sent(teams.messages[0].id, "a:with-29:siti")
        asked = teams.called("create")[0].body
        assert asked["members"] == [{"id": "29:siti", "aadObjectId": "siti"}]
        assert (asked["tenantId"], asked["bot"]) == ("demo", {"id": "28:bot"})
        with store.reading() as records:
            kept = records.people.account(Platform.TEAMS, "demo", "siti")
            assert kept is not None
            again = outgoing(teams, reference=kept.reference)
        assert isinstance(await sender.send(again), Sent)
        assert len(teams.called("create")) == 1

    sending(work, store=store)


def test_a_channel_nobody_spoke_in_is_reached_as_the_others_are(store: Store) -> None:
    desk = replace(THREAD, channel="19:support@thread.tacv2", thread="")

    async def work(teams: FakeTeams, sender: TeamsSender) -> None:
        unknown = Failed("never heard from them on Teams")
        assert await sender.send(outgoing(teams, desk, reference={})) == unknown
        with store.transaction() as records:
            records.conversations.at(GROUP, "siti", NOW)
            known = records.conversations.at(THREAD, "siti", NOW)
            known.reference = reference(teams)
        assert isinstance(await sender.send(outgoing(teams, desk, reference={})), Sent)
        assert [posted.conversation for posted in teams.messages] == ["19:support@thread.tacv2"]

    sending(work, store=store)


def test_who_never_wrote_to_us_cannot_be_reached() -> None:
    async def work(teams: FakeTeams, sender: TeamsSender) -> None:
        sent = await sender.send(outgoing(teams, reference={}))
        assert sent == Failed("never heard from them on Teams")

    sending(work)


@pytest.mark.parametrize(
    "address",
    [
        "https://smba.trafficmanager.net.evil.example/",
        "http://smba.trafficmanager.net/",
        "https://smba.trafficmanager.net:8443/",
        "https://bot@smba.trafficmanager.net/",
        "https://evil.example/smba.trafficmanager.net",
        "https://169.254.169.254/",
        "https://localhost.evil.example/",
        "file:///etc/passwd",
        "http://[::1/",
        "127.0.0.1",
    ],
)
def test_strange_addresses_are_never_called(address: str) -> None:
    async def work(teams: FakeTeams, sender: TeamsSender) -> None:
        strange = reference(teams) | {"serviceUrl": address}
        found = await sender.send(outgoing(teams, reference=strange))
        assert found == Failed("not an address of Teams")

    sending(work)


LONG = Reply("Panjang", tuple(Paragraph(f"{n}. " + "kata " * 900) for n in range(20)))


def test_a_long_message_is_sent_in_parts() -> None:
    async def work(teams: FakeTeams, sender: TeamsSender) -> None:
        sent = await sender.send(outgoing(teams, reply=LONG))
        assert isinstance(sent, Sent)
        assert teams.messages[0].id == sent.message_id
        assert len(teams.messages) > 1
        assert r"19\\. kata" in teams.messages[-1].words

    sending(work)


def test_a_part_that_is_refused_is_tried_again() -> None:
    async def work(teams: FakeTeams, sender: TeamsSender) -> None:
        again = Fault(200, after=True)
        teams.fail("post", again, refused(429, retry_after="0"), refused(429, retry_after="0"))
        await sender.send(outgoing(teams, reply=LONG))
        assert r"19\\. kata" in teams.messages[-1].words

    sending(work)


def test_half_a_message_is_uncertain() -> None:
    async def work(teams: FakeTeams, sender: TeamsSender) -> None:
        teams.fail("post", Fault(200, after=True), refused(403, "BotDisabledByAdmin"))
        found = await sender.send(outgoing(teams, reply=LONG))
        assert found == Unknown("only a part was posted")

    sending(work)


def test_a_file_is_offered_in_a_message_of_its_own() -> None:
    async def work(teams: FakeTeams, sender: TeamsSender) -> None:
        file = Reply("Data", (Attachment("data.csv", "text/csv", b"a,b\n", "Semua"),))
        await sender.send(outgoing(teams, reply=file))
        assert "file.consent" in teams.messages[1].words

    sending(work)


def test_words_of_the_platform_are_in_the_readers_language() -> None:
    async def work(teams: FakeTeams, sender: TeamsSender) -> None:
        file = Reply("Data", (Attachment("data.csv", "text/csv", b"a,b\n", "Semua"),))
        await sender.send(outgoing(teams, GROUP, reply=file, language=Language.ID))
        assert "chat langsung" in teams.messages[0].words

    sending(work)


def test_what_nobody_needs_to_hear_is_said_once_or_not_at_all() -> None:
    async def work(teams: FakeTeams, sender: TeamsSender) -> None:
        chat = Chat.of(reference(teams))
        assert await sender.post(chat, {"type": "typing"}) == ""
        assert teams.typing == ["a:siti"]
        posted = await sender.post(chat, {"type": "message", "text": "Halo"})
        assert posted == teams.messages[0].id
        for _ in range(2):
            await sender.remove(chat, posted)
        assert not teams.messages
        assert await sender.post(Chat.of({}), {"type": "typing"}) == ""

    sending(work)


def test_teams_is_never_asked_what_it_posted() -> None:
    async def work(teams: FakeTeams, sender: TeamsSender) -> None:
        assert not sender.can_find
        assert isinstance(await sender.find(outgoing(teams)), Failed)

    sending(work)
