"""What became of a message, and how the inbox keeps it for a redelivery."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from handlers.conversation.reply import Reply
from handlers.conversation.saved import from_document, to_document
from storage.values import Language


@dataclass(frozen=True, slots=True)
class Answered:
    """`reply` is what stands in the place it was said in (None: silence)."""

    reply: Reply | None
    outcome: str
    key: str = ""
    operation: str = ""
    language: Language = Language.EN
    conversation_id: int | None = None
    again: bool = False  #: a redelivery: this answer was given before

    @classmethod
    def failed(cls, reply: Reply, language: Language, reference: str) -> Answered:
        return cls(reply, f"failed {reference}", secrets.token_hex(16), "", language)

    @classmethod
    def before(cls, document: Mapping[str, Any]) -> Answered:
        """The answer that an earlier delivery of the same event got."""
        plain = dict(document)
        reply = plain.pop("reply")
        language = Language(plain.pop("language"))
        found = from_document(reply) if reply else None
        return cls(reply=found, language=language, again=True, **plain)

    def document(self) -> dict[str, Any]:
        return {
            "reply": to_document(self.reply.kept) if self.reply else None,
            "outcome": self.outcome,
            "key": self.key,
            "operation": self.operation,
            "language": self.language.value,
            "conversation_id": self.conversation_id,
        }

    def then(self, other: Answered) -> Answered:
        """This answer followed by another request's."""
        if self.reply is None or other.reply is None:
            return self if other.reply is None else other
        both = self.reply.then(other.reply)
        return Answered(both, self.outcome, self.key, self.operation, self.language)
