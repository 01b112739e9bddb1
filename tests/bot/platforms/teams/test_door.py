"""Teams from a person's chair: the real server, its handlers, and the connector's fake."""

from __future__ import annotations

import asyncio
import json

import pytest

from handlers.conversation.reply import Reply
from storage.store import Store
from storage.values import Platform
from tests.bot.platforms.teams import judges, payloads
from tests.bot.platforms.teams.chair import action, chair, delivery, inputs, new_id
from tests.bot.platforms.teams.payloads import CHANNEL, Raw
from tests.doors import TENANT, until
from tests.fakes.teams import Posted
from tests.running import asynchronous

DEAL = "register PT Laut Biru, 20 Pro seats, IDR 300,000,000, closing 30 September 2026"


@asynchronous
async def test_a_message_is_acknowledged_and_answered_once(store: Store) -> None:
    async with chair(store, "siti") as siti:
        raw = payloads.said("help", **new_id())
        for _ in range(3):
            assert await siti.does(raw) == (200, None)
        await until(lambda: len(siti.seen) == 1)
        await asyncio.sleep(0.2)
        assert len(siti.seen) == 1


@asynchronous
async def test_a_deal_is_registered_with_the_form_in_the_message(store: Store) -> None:
    async with chair(store, "siti") as siti:
        asked = await siti.says(DEAL)
        filled = inputs(asked)
        assert filled["customer"] == "PT Laut Biru"
        submit = action(asked, "Register")
        wrong = await siti.executes(submit, **filled | {"contact": "?"})
        assert wrong["type"] == judges.CARD
        problems = [e["text"] for e in judges.elements(wrong["value"]) if e.get("color")]
        assert problems
        await until(lambda: asked.edits == 1)
        right = await siti.executes(
            action(asked, "Register"), **filled | {"contact": "Ibu Ratna, 0812 3456 7890"}
        )
        assert (right["statusCode"], right["type"]) == (200, judges.CARD)
        assert "D-" in str(right["value"])
        await until(lambda: asked.edits == 2)
        assert "D-" in asked.words
        assert not inputs(asked)
        assert len(siti.seen) == 1


@asynchronous
async def test_a_press_is_answered_in_a_line_and_in_a_message(store: Store) -> None:
    async with chair(store, "siti") as siti:
        answer = await siti.says("How many seats can one Pro tenant have?")
        thumb = next(e for e in judges.elements(answer.cards) if e.get("title", "")[:1] == "👍")
        raw = payloads.executed(thumb["data"], thumb["verb"], **new_id())
        status, body = await siti.does(raw)
        assert (status, body["type"]) == (200, "application/vnd.microsoft.activity.message")
        await until(lambda: len(siti.seen) == 2)
        assert body["value"] in siti.seen[1].words
        assert await siti.does(raw) == (status, body)
        await asyncio.sleep(0.2)
        assert len(siti.seen) == 2


@asynchronous
async def test_an_older_client_submits_instead(store: Store) -> None:
    async with chair(store, "siti") as siti:
        answer = await siti.says("How many seats can one Pro tenant have?")
        thumb = next(e for e in judges.elements(answer.cards) if e.get("title", "")[:1] == "👍")
        raw = payloads.activity(value=thumb["fallback"]["data"], **new_id())
        assert await siti.does(raw) == (200, None)
        await until(lambda: len(siti.seen) == 2)


@asynchronous
async def test_the_platforms_own_thumb_is_the_same(store: Store) -> None:
    async with chair(store, "siti") as siti:
        answer = await siti.says("How many seats can one Pro tenant have?")
        await until(lambda: is_kept(store, answer))
        written = json.dumps({"feedbackText": "it is 800 by now"})
        judged = {"reaction": "dislike", "feedback": written}
        given = {"actionName": "feedback", "actionValue": judged}
        raw = payloads.invoke("message/submitAction", given, replyToId=answer.id, **new_id())
        assert await siti.does(raw) == (200, {})
        with store.reading() as records:
            (opinion,) = records.gaps.opinions()
        said = (opinion.helpful, opinion.reason, opinion.note, opinion.documents)
        assert said == (False, "other", "it is 800 by now", "Pro datasheet v4")
        await until(lambda: "What was wrong with it?" in siti.seen[-1].words)


@asynchronous
async def test_an_odd_thumb_does_no_harm(store: Store) -> None:
    async with chair(store, "siti") as siti:
        answer = await siti.says("How many seats can one Pro tenant have?")
        await until(lambda: is_kept(store, answer))
        raw = payloads.invoke("message/submitAction", {}, replyToId=answer.id, **new_id())
        broken = {"reaction": "dislike", "feedback": "[not json"}
        again = raw | {"value": {"actionValue": broken}} | new_id()
        assert await siti.does(again) == (200, {})
        stranger = raw | {"replyToId": "nothing of ours"} | new_id()
        assert await siti.does(stranger) == (200, {})
        odd = raw | {"value": {"actionValue": {"reaction": "love"}}} | new_id()
        assert await siti.does(odd) == (200, {})
        other = await siti.says("help")
        await until(lambda: is_kept(store, other))
        assert await siti.does(raw | {"replyToId": other.id} | new_id()) == (200, {})


def is_kept(store: Store, posted: Posted) -> bool:
    """Does the outbox know by now under which id a message was posted?"""
    with store.reading() as records:
        return records.deliveries.posted(Platform.TEAMS, TENANT, posted.id) is not None


@asynchronous
async def test_what_is_private_moves_out_of_the_channel(store: Store) -> None:
    async with chair(store, "siti") as siti:
        await siti.does(payloads.in_channel("register PT Laut Biru 300 m", **new_id()))
        there = f"{CHANNEL};messageid=1699"
        await until(lambda: bool(siti.running.teams.seen_in(there)))
        (public,) = siti.running.teams.seen_in(there)
        assert "private" in public.words
        assert "300" not in public.words
        await until(lambda: bool(siti.running.teams.seen_in("a:with-29:siti")))
        assert "300" in siti.running.teams.seen_in("a:with-29:siti")[0].words


@asynchronous
async def test_talk_among_people_is_not_kept(store: Store) -> None:
    async with chair(store, "siti") as siti:
        raw = payloads.in_channel("see you at lunch", entities=[], **new_id())
        assert await siti.does(raw) == (200, None)
        with store.reading() as records:
            assert not records.inbox.is_waiting(Platform.TEAMS, TENANT, f"{CHANNEL}/{raw['id']}")
        await siti.does(payloads.in_channel("How many seats can one Pro tenant have?", **new_id()))
        there = f"{CHANNEL};messageid=1699"
        await until(lambda: bool(siti.running.teams.seen_in(there)))
        more = payloads.in_channel(
            "how much storage does a Pro tenant have?", entities=[], **new_id()
        )
        assert await siti.does(more) == (200, None)
        await until(lambda: len(siti.running.teams.seen_in(there)) == 2)


@asynchronous
async def test_the_message_action_answers_in_a_dialog_that_only_one_person_sees(
    store: Store,
) -> None:
    async with chair(store, "siti") as siti:
        here = payloads.in_channel("x")["conversation"]
        content = "<p>How many seats can one <b>Pro</b> tenant have?</p>"
        raw = payloads.about_message(content, conversation=here, **new_id())
        status, body = await siti.does(raw)
        shown = body["task"]["value"]
        assert (status, body["task"]["type"], shown["title"]) == (200, "continue", "Ask Mitra")
        assert "500" in str(shown["card"]["content"])
        assert await siti.does(raw) == (status, body)
        await asyncio.sleep(0.2)
        assert not siti.running.teams.messages
        card = shown["card"]["content"]
        thumb = next(e for e in judges.elements(card) if e.get("title", "")[:1] == "👍")
        assert thumb["type"] == "Action.Submit"
        pressed = {"data": thumb["data"], "commandId": "ask"}
        raw = payloads.invoke("composeExtension/submitAction", pressed, **new_id())
        status, body = await siti.does(raw)
        assert (status, body["task"]["type"]) == (200, "continue")


@asynchronous
async def test_a_dialog_on_nothing_asks_for_the_question(store: Store) -> None:
    async with chair(store, "siti") as siti:
        opened = payloads.invoke("composeExtension/fetchTask", {"commandId": "ask"}, **new_id())
        _, body = await siti.does(opened | {"locale": "id-ID"})
        card = body["task"]["value"]["card"]["content"]
        (question,) = [e for e in judges.elements(card) if e["type"] == "Input.Text"]
        assert question["label"] == "Pertanyaan Anda"
        (submit,) = [e for e in judges.elements(card) if e["type"] == "Action.Submit"]
        asked = submit["data"] | {question["id"]: "How many seats can one Pro tenant have?"}
        raw = payloads.invoke("composeExtension/submitAction", {"data": asked}, **new_id())
        _, body = await siti.does(raw)
        assert "500" in str(body["task"]["value"]["card"]["content"])


@pytest.mark.parametrize(
    ("raw", "status", "kind"),
    [
        (payloads.executed({"nothing": "of ours"}), 200, "application/vnd.microsoft.error"),
        (payloads.invoke("adaptiveCard/action", "?"), 200, "application/vnd.microsoft.error"),
        (payloads.invoke("signin/verifyState", {}), 501, None),
        (payloads.invoke("something/new", None), 501, None),
    ],
    ids=["another app's action", "no action", "sign-in", "unknown"],
)
@asynchronous
async def test_other_invokes(store: Store, raw: Raw, status: int, kind: str | None) -> None:
    async with chair(store, "siti") as siti:
        answered, body = await siti.does(raw)
        assert (answered, body["type"] if body else None) == (status, kind)


@asynchronous
async def test_whoever_installs_the_app_is_welcomed_once(store: Store) -> None:
    async with chair(store, "siti") as siti:
        assert await siti.does(payloads.INSTALLED) == (200, None)
        assert await siti.does(payloads.JOINED) == (200, None)
        await until(lambda: len(siti.seen) == 1)
        await asyncio.sleep(0.2)
        assert len(siti.seen) == 1
        assert "Siti" in siti.seen[0].words


@asynchronous
async def test_an_edit_is_not_acted_upon(store: Store) -> None:
    async with chair(store, "siti") as siti:
        answer = await siti.says("register PT Laut Biru 300 m", type="messageUpdate")
        assert "edited" in answer.words


@asynchronous
async def test_a_stranger_hears_polite_words(store: Store) -> None:
    async with chair(store, "joko") as joko:
        answer = await joko.says("Berapa komisi saya?", locale="id-ID")
        assert "Rp" not in answer.words


@asynchronous
async def test_the_demo_world_can_be_tried_from_teams(store: Store) -> None:
    async with chair(store, "siti") as siti:
        siti.tenant = "demo"
        asked = await siti.says(DEAL)
        await siti.executes(
            action(asked, "Register"), **inputs(asked) | {"contact": "Ratna, 0812 3456 7890"}
        )
        await until(lambda: "D-" in asked.words)
        with store.transaction() as records:
            account = records.people.account(Platform.TEAMS, "demo", "siti")
            assert account is not None
            told = delivery(Reply("News"), account)
            told.workspace = "demo"
            records.deliveries.add(told)
        await until(lambda: len(siti.seen) == 2)


@asynchronous
async def test_we_can_speak_first_to_whoever_wrote_once(store: Store) -> None:
    async with chair(store, "siti") as siti:
        await siti.says("help")
        with store.transaction() as records:
            account = records.people.account(Platform.TEAMS, TENANT, "siti")
            assert account is not None
            assert account.reference["conversation"]["id"] == "a:siti"
            records.deliveries.add(delivery(Reply("News"), account))
        await until(lambda: len(siti.seen) == 2)
        assert "News" in siti.seen[1].words


@pytest.mark.parametrize(("method", "status"), [("HEAD", 200), ("OPTIONS", 200), ("GET", 405)])
@asynchronous
async def test_clients_may_ask_whether_we_are_here(store: Store, method: str, status: int) -> None:
    async with chair(store, "siti") as siti:
        url = f"{siti.running.url}/api/messages"
        async with siti.running.http.request(method, url) as answer:
            assert answer.status == status


@asynchronous
async def test_what_is_malformed_is_told_so(store: Store) -> None:
    async with chair(store, "siti") as siti:
        assert await siti.does(payloads.said("x", timestamp="yesterday")) == (400, None)
        url = f"{siti.running.url}/api/messages"
        async with siti.running.http.post(url, data=b"{") as answer:
            assert answer.status == 415
