"""Thumbs, and the reasons behind them: one opinion a person and question, whatever they press."""

from __future__ import annotations

import pytest

from handlers.conversation.message import Pressed, Submitted
from handlers.conversation.reply import AskWith, Feedback
from handlers.questions import cards
from storage.gaps import Gap, GapReason, GapState, Opinion
from storage.store import Store
from storage.values import Platform
from tests.conftest import People

QUESTION = "How many seats can one Pro tenant have?"
PERTANYAAN = "Maksimal berapa seat per tenant untuk Pro?"


def opinions(store: Store) -> list[Opinion]:
    with store.reading() as records:
        return list(records.gaps.opinions())


def gap(store: Store) -> tuple[Gap, int]:
    """The only one, and how many people share it."""
    with store.reading() as records:
        opinion = records.gaps.opinions()[-1]
        assert opinion.gap_id is not None
        return records.gaps.get(opinion.gap_id), len(records.gaps.askers(opinion.gap_id))


def test_a_dislike_names_the_documents_and_asks_why(chat: People, store: Store) -> None:
    rina = chat("rina").says(QUESTION).gives_feedback(helpful=False)
    rina.hears("What was wrong with it?", "[It is out of date]", "[Ask a person]")
    found, askers = gap(store)
    assert (found.reason, found.documents, askers) == (GapReason.DISLIKED, "Pro datasheet v4", 1)
    assert opinions(store)[0].documents == "Pro datasheet v4"


@pytest.mark.parametrize(
    ("question", "label", "heard", "reason"),
    [
        (QUESTION, "It is wrong", "Noted: It is wrong.", "wrong"),
        (QUESTION, "Hard to understand", "Noted: Hard to understand.", "unclear"),
        (PERTANYAAN, "Sudah tidak berlaku", "Sudah dicatat: Sudah tidak berlaku.", "outdated"),
        (PERTANYAAN, "Bukan itu pertanyaan saya", "Sudah dicatat", "beside"),
    ],
)
def test_one_press_says_why(
    chat: People, store: Store, question: str, label: str, heard: str, reason: str
) -> None:
    rina = chat("rina", Platform.SLACK).says(question).gives_feedback(helpful=False)
    assert rina.presses(label).hears(heard).reply.replaces
    assert [opinion.reason for opinion in opinions(store)] == [reason]


def test_or_a_few_words(chat: People, store: Store) -> None:
    rina = chat("rina").says(QUESTION).gives_feedback(helpful=False)
    rina.submits("questions.reason", reason="other", note="  ours has 800  ")
    rina.hears("Noted: Something else.", "[Ask a person]")
    (opinion,) = opinions(store)
    assert (opinion.reason, opinion.note) == ("other", "ours has 800")


def test_a_second_press_changes_the_opinion_and_counts_once(chat: People, store: Store) -> None:
    rina = chat("rina").says(QUESTION)
    answer = rina.answered
    for helpful in (False, False, True, False):
        rina.answered = answer
        rina.gives_feedback(helpful=helpful)
    (opinion,) = opinions(store)
    _, askers = gap(store)
    assert (opinion.helpful, askers) == (False, 1)


def test_who_likes_it_after_all_leaves_the_gap(chat: People, store: Store) -> None:
    rina = chat("rina").says(QUESTION)
    answer = rina.answered
    rina.gives_feedback(helpful=False)
    disliked = rina.answered
    first, _ = gap(store)
    rina.answered = answer
    rina.gives_feedback(helpful=True).hears("noted")
    with store.reading() as records:
        assert records.gaps.get(first.id).state is GapState.FILLED
    rina.answered = disliked
    rina.presses("It is wrong").hears("since said that this answer helped")
    assert [opinion.helpful for opinion in opinions(store)] == [True]


def test_what_was_said_of_it_stays_when_it_is_disliked_again(chat: People, store: Store) -> None:
    rina = chat("rina").says(QUESTION)
    answer = rina.answered
    rina.gives_feedback(helpful=False).presses("It is wrong")
    rina.answered = answer
    rina.gives_feedback(helpful=False)
    assert [opinion.reason for opinion in opinions(store)] == ["wrong"]


def test_a_reason_that_is_none_of_ours_is_another(chat: People, store: Store) -> None:
    rina = chat("rina").says(QUESTION).gives_feedback(helpful=False)
    rina.does(Pressed("questions.reason", f"drop table:{QUESTION}"))
    assert [opinion.reason for opinion in opinions(store)] == [cards.OTHER]


def test_nobody_explains_what_they_did_not_say(chat: People, store: Store) -> None:
    chat("agus").does(Submitted("questions.reason", {"reason": "wrong"}, QUESTION))
    assert opinions(store) == []


def test_a_note_beside_the_thumb_is_the_reason(chat: People, store: Store) -> None:
    siti = chat("siti", Platform.TEAMS).says(QUESTION)
    (asked,) = [block for block in siti.reply.blocks if isinstance(block, Feedback)]
    thumb = Pressed(asked.action, f"down:{asked.subject}", siti.answered.key, "x" * 5_000)
    siti.does(thumb)
    (opinion,) = opinions(store)
    assert (opinion.reason, len(opinion.note)) == ("other", 2_000)


def test_two_who_dislike_the_same_share_one_gap(chat: People, store: Store) -> None:
    for who in ("rina", "dewi"):
        chat(who).says(QUESTION).gives_feedback(helpful=False)
    _, askers = gap(store)
    assert askers == 2
    assert len(opinions(store)) == 2


def test_the_form_offers_every_reason(chat: People) -> None:
    rina = chat("rina").says(PERTANYAAN).gives_feedback(helpful=False)
    (asked,) = [block for block in rina.reply.blocks if isinstance(block, AskWith)]
    reason, note = asked.form.fields
    assert getattr(reason, "value", "") == cards.OTHER
    assert not note.required
