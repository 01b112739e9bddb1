"""Keeps what support answered as a draft, for somebody else than its author to publish."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from handlers.conversation.turn import Happening
from handlers.library import drafts
from handlers.library.bringing import NOTICE
from handlers.library.handler import KEEPERS, library
from knowledge.asked import key
from storage.imports import Import, ImportState

REVIEW = timedelta(days=90)  #: until the published answer is to be looked at again


@library.when("knowledge.suggested")
def suggested(happening: Happening, facts: Mapping[str, Any]) -> None:
    """`question`, `answer`, `reference` of the ticket, `author_id` and `person_id` (who wants
    it kept)."""
    records = happening.records
    question, words = facts["question"], facts["answer"]
    if records.imports.named(facts["reference"]):
        return
    gap = records.gaps.with_key(key(question))
    source = drafts.of_text(f"ticket/{facts['reference']}.md", words, question)
    draft = Import(
        name=facts["reference"],
        created_at=happening.now,
        person_id=facts["person_id"],
        state=ImportState.READY,
        source=drafts.to_document(source),
        author_id=facts["author_id"],
        gap_id=gap.id if gap else None,
        facts={
            "words": words,
            "owner_id": facts["author_id"],
            "review_on": (happening.now + REVIEW).date().isoformat(),
        },
    )
    records.imports.add(draft)
    _ask_for_review(happening, draft)


def _ask_for_review(happening: Happening, draft: Import) -> None:
    for person in happening.records.people.with_role(*KEEPERS):
        if person.id != draft.author_id:
            happening.tell(person, NOTICE, import_id=draft.id, card=draft.card)
