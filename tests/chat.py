"""Tests that read like the conversations they check."""

from __future__ import annotations

from datetime import datetime
from itertools import count

from bot.answered import Answered
from bot.assistant import Assistant
from bot.platforms import console
from handlers.conversation.message import Act, File, Message, Pressed, Said, Sender, Submitted
from handlers.conversation.reply import Buttons, Feedback, Reply
from handlers.conversation.saved import from_document
from storage.deliveries import Delivery
from storage.values import Place, Platform, Setting

EVENTS = count(1)
WORKSPACE = "demo"


class Chat:
    """One person in one place: `chat.says("…").hears("…")`."""

    def __init__(
        self,
        assistant: Assistant,
        who: str,
        platform: Platform = Platform.WEB,
        place: Place | None = None,
    ) -> None:
        self._assistant = assistant
        self._sender = Sender(platform, WORKSPACE, who)
        self._place = place or Place(platform, WORKSPACE)
        self.now: datetime | None = None
        self.answered = Answered(None, "nothing said yet")

    @property
    def who(self) -> str:
        return self._sender.user

    @property
    def place(self) -> Place:
        return self._place

    @property
    def reply(self) -> Reply:
        assert self.answered.reply is not None, f"silence: {self.answered}"
        return self.answered.reply

    def at(self, now: datetime) -> Chat:
        self.now = now
        return self

    def in_channel(self, channel: str, thread: str = "1") -> Chat:
        return self.in_place(
            Place(self._place.platform, WORKSPACE, channel, thread, Setting.CHANNEL)
        )

    def in_place(self, place: Place) -> Chat:
        """The same person elsewhere."""
        return Chat(self._assistant, self._sender.user, place.platform, place)

    def says(self, text: str, *files: File, event: str = "", addressed: bool = True) -> Chat:
        return self.does(Said(text, files, addressed), event)

    def reads(self, delivery: Delivery) -> Chat:
        """Look at a message that we sent unasked: to press or answer what stands on it."""
        assert delivery.reply is not None, "it was never drawn"
        self.answered = Answered(from_document(delivery.reply), "told", delivery.key)
        return self

    def presses(self, label: str) -> Chat:
        """Press the button with this label on the last reply."""
        pressed = [
            button
            for block in self.reply.blocks
            if isinstance(block, Buttons)
            for button in block.buttons
            if button.label == label
        ]
        assert pressed, f"no button {label!r} in:\n{console.render(self.reply)}"
        return self.does(Pressed(pressed[0].action, pressed[0].value, self.answered.key))

    def gives_feedback(self, *, helpful: bool) -> Chat:
        """Press a thumb under the last reply."""
        (asked,) = [block for block in self.reply.blocks if isinstance(block, Feedback)]
        opinion = f"{'up' if helpful else 'down'}:{asked.subject}"
        return self.does(Pressed(asked.action, opinion, self.answered.key))

    def submits(self, form: str, **values: str) -> Chat:
        """Send in the last reply's form, changed by these values."""
        asked = self.reply.form(form)
        assert asked is not None, f"no form {form!r} in:\n{console.render(self.reply)}"
        filled = {field.name: field.value for field in asked.fields} | values
        return self.does(Submitted(form, filled, asked.subject, self.answered.key))

    def does(self, act: Act, event: str = "") -> Chat:
        message = Message(
            self._sender, self._place, act, event or f"Ev{next(EVENTS)}", in_body=True
        )
        self.answered = self._assistant.respond(message, self.now)
        return self

    def hears(self, *words: str) -> Chat:
        heard = console.render(self.reply)
        for word in words:
            assert word in heard, f"{word!r} is not in:\n{heard}"
        return self

    def does_not_hear(self, *words: str) -> Chat:
        heard = console.render(self.reply)
        for word in words:
            assert word not in heard, f"{word!r} is in:\n{heard}"
        return self

    def hears_nothing(self) -> Chat:
        assert self.answered.reply is None, console.render(self.reply)
        return self
