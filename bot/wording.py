"""Which answers may be put into other words, and what is sent for that."""

from __future__ import annotations

from datetime import datetime

from handlers.conversation.reply import Citations, Heading, Reply
from handlers.conversation.slots import contacts
from knowledge import composer
from knowledge.composer import Passage
from storage.composings import Composing
from storage.values import Language


def errand(reply: Reply, key: str, language: Language, now: datetime) -> Composing | None:
    """What would be asked about an answer; None where its own words are to stand: it answers
    more than one thing, or for more than one day, or somebody's address is in the question."""
    cited = [block for block in reply.blocks if isinstance(block, Citations)]
    if len(cited) != 1 or not cited[0].question or _has_parts(reply):
        return None
    question = cited[0].question
    passages = _passages(cited[0])
    private = contacts.emails(question) or contacts.phones(question)
    if private or not composer.may_be_sent(question, passages):
        return None
    quoted = {"passages": [[passage.source, passage.text] for passage in passages]}
    return Composing(
        key=key, question=question, language=language, passages=quoted, created_at=now
    )


def _has_parts(reply: Reply) -> bool:
    return any(isinstance(block, Heading) for block in reply.blocks)


def _passages(cited: Citations) -> list[Passage]:
    return [
        Passage(
            " › ".join(filter(None, [f"{c.document} {c.version}".strip(), c.heading])), c.quote
        )
        for c in cited.citations
    ]
