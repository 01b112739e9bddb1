"""What the assistant can answer, before any platform draws it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

from handlers.conversation.form import Form


@dataclass(frozen=True, slots=True)
class Heading:
    """Begins the answer to a second request in one message."""

    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    text: str


@dataclass(frozen=True, slots=True)
class Fact:
    label: str
    value: str


@dataclass(frozen=True, slots=True)
class Facts:
    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under headers; `numeric` are the columns to align right."""

    headers: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numeric: frozenset[int] = frozenset()
    caption: str = ""


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: `value` sets its length, `shown` is what is written beside it."""

    label: str
    value: int
    shown: str


@dataclass(frozen=True, slots=True)
class Picture:
    """A bar chart. `alternative` says the same in words, for who cannot see it."""

    title: str
    bars: tuple[Bar, ...]
    alternative: str


class Style(StrEnum):
    PLAIN = "plain"
    PRIMARY = "primary"
    DANGER = "danger"


@dataclass(frozen=True, slots=True)
class Button:
    """`action` is `handler.button`."""

    label: str
    action: str
    value: str = ""
    style: Style = Style.PLAIN


@dataclass(frozen=True, slots=True)
class Buttons:
    buttons: tuple[Button, ...]


@dataclass(frozen=True, slots=True)
class Link:
    label: str
    url: str


@dataclass(frozen=True, slots=True)
class Links:
    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class AskWith:
    """Ask for what is missing with a form, already filled with what is known."""

    label: str
    form: Form


@dataclass(frozen=True, slots=True)
class Citation:
    """The page that proves an answer: `quote` stands there word for word."""

    document: str
    version: str
    heading: str
    quote: str
    link: str = ""
    page: str = ""


@dataclass(frozen=True, slots=True)
class Citations:
    """`question` is what they answer by themselves, where that may be said in other words."""

    citations: tuple[Citation, ...]
    question: str = ""


@dataclass(frozen=True, slots=True)
class Feedback:
    """Asks whether the answer helped; presses `action` with `up:subject` or `down:subject`."""

    action: str
    subject: str
    yes: str
    no: str


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file we send."""

    name: str
    media_type: str
    content: bytes
    label: str


Block = (
    Heading
    | Paragraph
    | Facts
    | Table
    | Picture
    | Buttons
    | Links
    | AskWith
    | Citations
    | Feedback
    | Attachment
)


@dataclass(frozen=True, slots=True)
class Reply:
    """One answer. `private`: only the asker may read it, so in a channel it moves to a direct
    message. `replaces`: it takes the place of the message whose button was pressed. `once`: it
    holds a secret, so once it is sent only its title is kept."""

    title: str
    blocks: tuple[Block, ...] = ()
    private: bool = False
    replaces: bool = False
    once: bool = False

    @property
    def kept(self) -> Reply:
        """What is remembered of it."""
        return replace(self, blocks=()) if self.once else self

    def then(self, second: Reply) -> Reply:
        """This answer followed by the answer to a second request."""
        blocks = (*self.blocks, Heading(second.title), *second.blocks)
        private, once = self.private or second.private, self.once or second.once
        return Reply(self.title, blocks, private, once=once)

    def with_blocks(self, *blocks: Block) -> Reply:
        return replace(self, blocks=(*self.blocks, *blocks))

    def form(self, name: str) -> Form | None:
        """The form of that name that this reply asks with."""
        asked = (block.form for block in self.blocks if isinstance(block, AskWith))
        return next((form for form in asked if form.name == name), None)


def private(title: str, *blocks: Block) -> Reply:
    """For the asker alone: money, customers, what somebody else may not know."""
    return Reply(title, blocks, private=True)
