"""Sending to the page twice is sending once."""

from __future__ import annotations

from bot.outgoing import Outgoing, Sent
from bot.platforms.web.send import PageSender
from handlers.conversation.reply import Reply
from storage.values import Place, Platform
from tests.running import asynchronous

PLACE = Place(Platform.WEB, "demo")


@asynchronous
async def test_a_message_is_named_by_its_key_however_often_it_is_sent() -> None:
    sender, outgoing = PageSender(), Outgoing("k1", PLACE, "rina", Reply("hello"))
    first, again = await sender.send(outgoing), await sender.send(outgoing)
    assert first == again == Sent("page-k1")
    assert await sender.find(outgoing) == "page-k1"


@asynchronous
async def test_an_edit_keeps_the_name_of_what_it_edits() -> None:
    sender = PageSender()
    edit = Outgoing("k2", PLACE, "rina", Reply("changed"), replaces="page-k1")
    assert await sender.send(edit) == Sent("page-k1")
    assert await sender.find(edit) == "page-k1"
