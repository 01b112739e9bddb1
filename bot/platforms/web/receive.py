"""Reads what the page sends: who does what, and where."""

from __future__ import annotations

from typing import Annotated, Literal, assert_never

from pydantic import Base64Bytes, BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from bot.demo.load import WORKSPACE
from handlers.conversation.message import (
    Act,
    File,
    Message,
    Opened,
    Pressed,
    Said,
    Sender,
    Submitted,
)
from storage.values import Language, Place, Platform, Setting

Word = Annotated[str, StringConstraints(pattern=r"^[\w.:-]{1,80}$")]
Id = Annotated[str, StringConstraints(pattern=r"^[\w.:-]{0,80}$")]


class Unreadable(ValueError):
    """The request is not one that the page makes."""


class _Sent(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class SentFile(_Sent):
    name: Annotated[str, StringConstraints(min_length=1, max_length=200)]
    media_type: Annotated[str, StringConstraints(max_length=100)]
    content: Base64Bytes

    def read(self) -> File:
        return File(self.name, self.media_type, len(self.content), self.content)


class SaidThere(_Sent):
    kind: Literal["said"]
    text: str
    files: tuple[SentFile, ...] = ()


class PressedThere(_Sent):
    kind: Literal["pressed"]
    action: str
    value: str = ""
    key: Id = ""


class SubmittedThere(_Sent):
    kind: Literal["submitted"]
    form: str
    values: dict[str, str]
    subject: str = ""
    key: Id = ""


class OpenedThere(_Sent):
    kind: Literal["opened"]


class Somewhere(_Sent):
    """A channel and a thread in it; no channel is the direct message."""

    channel: Id = ""
    thread: Id = ""
    platform: Platform = Platform.WEB

    def read(self) -> Place:
        if not self.channel:
            return Place(Platform.WEB, WORKSPACE)
        return Place(self.platform, WORKSPACE, self.channel, self.thread, Setting.CHANNEL)


class Turned(_Sent):
    """One thing that someone did on the page. `event` is the tab's own name for it, so that a
    second try of the same thing is answered as the first was."""

    who: Annotated[Word, Field(alias="as")]
    event: Annotated[Word, StringConstraints(min_length=8)]
    act: Annotated[
        SaidThere | PressedThere | SubmittedThere | OpenedThere, Field(discriminator="kind")
    ]
    place: Somewhere = Somewhere()
    language: Language = Language.EN

    def message(self, name: str) -> Message:
        sender = Sender(Platform.WEB, WORKSPACE, self.who, name, self.language)
        return Message(sender, self.place.read(), _act(self.act), self.event, in_body=True)


def turn(body: bytes) -> Turned:
    """
    Raises:
        Unreadable: when it is no turn.
    """
    try:
        return Turned.model_validate_json(body)
    except ValidationError as wrong:
        raise Unreadable(f"{wrong.error_count()} things in the request are wrong") from wrong


def _act(act: SaidThere | PressedThere | SubmittedThere | OpenedThere) -> Act:
    match act:
        case SaidThere():
            return Said(act.text, tuple(file.read() for file in act.files))
        case PressedThere():
            return Pressed(act.action, act.value, act.key)
        case SubmittedThere():
            return Submitted(act.form, act.values, act.subject, act.key)
        case OpenedThere():
            return Opened("chat")
        case other:
            assert_never(other)
