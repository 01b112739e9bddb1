"""What every shape of rule can do with its own document: hear it, show it, ask for it, judge it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from handlers.conversation.form import Field
from handlers.conversation.slots import Reader
from handlers.conversation.text import Text, Value

Document = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Fault:
    """Why something is no value of a rule: a sentence of the catalogue, with what it says; in a
    form it stands beside the field `at`."""

    key: str
    said: Mapping[str, Value] = field(default_factory=dict)
    at: str = ""

    def sentence(self, text: Text) -> str:
        return text(f"fault_{self.key}", **self.said)


@dataclass(frozen=True, slots=True)
class World:
    """What values are read against: products by what they are called, and the managers by
    name, each with the key that a document keeps."""

    read: Reader
    products: Mapping[str, str]
    managers: Mapping[str, str]


#: What was said of a value: nothing, one value, several to choose from, or what is wrong.
Heard = Sequence[Document] | Fault


class Shape(Protocol):
    def heard(self, sentence: str, before: Document, world: World) -> Heard:
        """The values a sentence may mean, likeliest first; `before` is in force until then."""

    def fields(self, value: Document, text: Text, world: World) -> tuple[Field, ...]:
        """A form's fields, filled with a value."""

    def written(self, values: Mapping[str, str], before: Document, world: World) -> Heard:
        """The value that stands in a form."""

    def fault(self, value: Document) -> Fault | None:
        """What is wrong with a value."""

    def shown(self, value: Document, text: Text, world: World) -> str:
        """A value in a few words."""
