"""What a person can do in a chat, whichever platform it is on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from handlers.conversation.reply import Reply
from storage.values import Language, Place, Platform


@dataclass(frozen=True, slots=True)
class Sender:
    """Who did it, as the platform tells us; `language` is the platform's guess, if any."""

    platform: Platform
    workspace: str
    user: str
    name: str = ""
    language: Language | None = None


@dataclass(frozen=True, slots=True)
class File:
    """A file that came with a message: `content` is fetched before the turn, when allowed."""

    name: str
    media_type: str
    size: int
    content: bytes | None = None


@dataclass(frozen=True, slots=True)
class Said:
    """A person wrote a sentence. `addressed` is false for talk among people in a thread."""

    text: str
    files: tuple[File, ...] = ()
    addressed: bool = True
    edited: bool = False


@dataclass(frozen=True, slots=True)
class Pressed:
    """A person pressed a button. `key` names the message that it stands on; `note` is what
    the platform let them add in their own words."""

    action: str
    value: str = ""
    key: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Submitted:
    """A person sent in a form. `inline`: it stood in the message that `key` names, so that
    the answer can take its place."""

    form: str
    values: Mapping[str, str] = field(default_factory=dict)
    subject: str = ""
    key: str = ""
    inline: bool = False


@dataclass(frozen=True, slots=True)
class Opened:
    """A person opened a chat with us, or our home page: time to say hello."""

    what: str = "chat"


Act = Said | Pressed | Submitted | Opened


@dataclass(frozen=True, slots=True)
class Message:
    """One thing a person did, where, and the platform's own name of the event.

    `in_body` is true when the platform waits for the answer in the same request
    (the local page, Teams invokes); otherwise the answer is a delivery. The request of a
    `modal` (Slack's) can only be answered with the same form and its errors.
    """

    sender: Sender
    place: Place
    act: Act
    event: str
    in_body: bool = False
    reference: Mapping[str, object] = field(default_factory=dict)
    modal: bool = False

    def hands_back(self, reply: Reply) -> bool:
        """Is this reply the same form again, for the modal that it was sent in from?"""
        if not self.modal or not isinstance(self.act, Submitted):
            return False
        form = reply.form(self.act.form)
        return form is not None and form.has_errors
