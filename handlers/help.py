"""Says hello, says thanks by silence, and shows each person what they may do."""

from __future__ import annotations

from handlers.conversation.handler import Handler
from handlers.conversation.reply import Paragraph, Reply
from handlers.conversation.turn import Turn
from storage.people import EVERYONE

help_ = Handler("help")


@help_.intent("show", roles=EVERYONE)
def show(turn: Turn, _: str) -> Reply:
    return Reply(turn.text("title_show"), (Paragraph(turn.text("what_i_do")),))
