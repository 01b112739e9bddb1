"""Plans as files: in and out in one format; a faulty one changes nothing."""

from __future__ import annotations

import pytest

from handlers.conversation.message import File
from handlers.conversation.reply import Attachment
from handlers.incentives.calculating.plans import opened
from handlers.incentives.engine.canonical import digest
from handlers.incentives.engine.plan import Plan
from handlers.incentives.engine.reading import read_text
from handlers.incentives.planning.worlds import latest
from storage.store import Store
from tests.chat import Chat
from tests.conftest import People
from tests.handlers.incentives.planning.desk import drafts, noted, only

RACE = """
schema_version: 1
id: december-race
version: 1
name: December race
currency: IDR
effective_from: "2026-12-01"
effective_to: "2026-12-31"
period: month
measures: [{id: seats, of: quantity}]
components:
  - {id: race, rule: {kind: rank, measure: seats, prizes: [3000000, 1000000], ties: share}}
  - id: floor
    earner: member
    rule: {kind: guarantee, amount: 500000, recover: "no", recover_from_period: 1}
"""


def file(content: str | None, name: str = "race.yaml") -> File:
    body = content.encode() if content is not None else None
    return File(name, "application/yaml", len(content or ""), body)


def attached(chat: Chat) -> str:
    (found,) = (block for block in chat.reply.blocks if isinstance(block, Attachment))
    return found.content.decode()


def meaning(text: str) -> str:
    plan = read_text(text)
    assert isinstance(plan, Plan), plan
    return digest(plan)


def test_a_file_is_shown_like_any_draft(chat: People, store: Store) -> None:
    maya = chat("maya").says("", file(RACE)).hears("December race, versi 1", "Rp 3.000.000")
    assert only(store).draft["plan"]["id"] == "december-race"
    maya.presses("Unduh sebagai YAML")
    assert meaning(attached(maya)) == meaning(RACE)


def test_what_came_out_goes_in_again_as_a_change(chat: People, store: Store) -> None:
    maya = chat("maya").says("", file(RACE)).presses("Unduh sebagai YAML")
    changed = attached(maya).replace("3000000", "4000000")
    maya.says("here is the plan file", file(changed)).hears("Rp 4,000,000")
    assert only(store).revision == 2


def test_a_sentence_changes_what_came_as_a_file(chat: People, store: Store) -> None:
    maya = chat("maya").says("", file(RACE)).says("set the budget to 10 million")
    maya.hears("Budget: Rp 10,000,000")


def test_a_faulty_file_changes_nothing(chat: People, store: Store) -> None:
    faulty = RACE.replace("prizes", "prices").replace("2026-12-31", "2026-11-31")
    maya = chat("maya").says("", file(faulty)).hears("race.yaml memiliki", "prices", "2026-11-31")
    maya.hears("Tidak ada yang diubah")
    chat("maya").says("tolong baca program di berkas ini", file(faulty)).hears("kesalahan")
    assert drafts(store) == []
    assert noted(store, "plans.bring") == [("maya", "refused"), ("maya", "refused")]


def test_what_did_not_arrive_is_said(chat: People, store: Store) -> None:
    chat("maya").says("", file(None)).hears("tidak dapat membaca race.yaml")
    assert drafts(store) == []


@pytest.mark.parametrize("words", ["ekspor rencana {}", "tolong unduhkan rencana {} ya"])
def test_a_plan_that_is_exported_is_the_very_same(chat: People, store: Store, words: str) -> None:
    _exports_every_plan(chat("fajar"), store, words)


@pytest.mark.parametrize("words", ["export plan {}", "please download the file of the plan {}"])
def test_it_is_in_english_too(chat: People, store: Store, words: str) -> None:
    _exports_every_plan(chat("maya"), store, words)


def _exports_every_plan(looker: Chat, store: Store, words: str) -> None:
    with store.reading() as records:
        published = {plan.name: opened(plan) for plan in latest(records)}
    assert len(published) > 3
    for name, plan in published.items():
        assert read_text(attached(looker.says(words.format(name)))) == plan
    assert len(noted(store, "plans.download")) == len(published)


def test_a_draft_is_exported_and_comes_in_again_unchanged(chat: People, store: Store) -> None:
    maya = chat("maya").says("", file(RACE)).says("ekspor rencana December race")
    content = attached(maya)
    assert meaning(content) == meaning(RACE)
    maya.says("", file(content)).hears("Rp 3.000.000")
    assert only(store).revision == 1


def test_no_file_of_a_plan_that_nobody_knows(chat: People) -> None:
    chat("maya").says("ekspor rencana Lebaran").hears("Pro Push", "berlaku")


def test_a_member_exports_no_plan(chat: People, store: Store) -> None:
    rina = chat("rina").says("ekspor rencana Pro Push")
    assert not any(isinstance(block, Attachment) for block in rina.reply.blocks)
    assert not noted(store, "plans.download")


def test_a_published_version_is_not_replaced(chat: People, store: Store) -> None:
    maya = chat("maya").says("show me the rules of the plan Pro Push").presses("Download as YAML")
    published = attached(maya)
    maya.says("", file(published, "push.yaml")).hears("says version 1", "version 2")
    assert drafts(store) == []
    later = published.replace("\nversion: 1\n", "\nversion: 2\n").replace(
        "2026-09-01", "2026-09-20"
    )
    maya.says("", file(later, "push.yaml")).hears("Draft Pro Push, version 2")


def test_other_files_are_for_the_knowledge(chat: People, store: Store) -> None:
    chat("maya").says("", file("# Seats\n\nTen.", "seats.md")).does_not_hear("kesalahan")
    assert drafts(store) == []
    with store.reading() as records:
        assert records.imports.waiting() is True
