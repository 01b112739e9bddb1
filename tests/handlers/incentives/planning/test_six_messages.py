"""From nothing to a published, simulated and capped SPIFF in at most six messages."""

from __future__ import annotations

import pytest

from storage.store import Store
from tests.conftest import People
from tests.handlers.incentives.planning.desk import drafts, versions
from tests.world.posting import Post

SENTENCES = [
    ("bikin SPIFF 260 rb per seat Pro bulan November, mentok 9 juta per orang", "Rancangan",
     "Rp 9.000.000", "Kirim ke orang kedua", "spiff-cloudsuite-pro-november-2026"),
    ("set up a SPIFF of 260k per Pro seat in November, at most 9 million per rep", "Draft",
     "Rp 9,000,000", "Send to a second person", "spiff-cloudsuite-pro-november-2026"),
]  # fmt: skip
WIZARDS = [
    ("tolong buatkan program insentif baru dong", "9 juta", "Rp 9.000.000",
     "Kirim ke orang kedua"),
    ("could you make a new incentive plan for us", "9 million", "Rp 9,000,000",
     "Send to a second person"),
]  # fmt: skip


@pytest.mark.parametrize(("sentence", "draft", "cap", "send", "code"), SENTENCES)
def test_a_sentence_and_two_presses(
    chat: People, store: Store, post: Post, sentence: str, draft: str, cap: str, send: str,
    code: str,
) -> None:  # fmt: skip
    chat("maya").says(sentence).hears(draft, cap).presses(send)
    chat("sari").reads(post.deliver().only("sari")).presses("Terbitkan")
    (plan,) = versions(store, code)
    assert plan.document["components"][0]["limits"][0]["max"] == "9000000"
    assert drafts(store) == []


@pytest.mark.parametrize(("sentence", "most", "cap", "send"), WIZARDS)
def test_three_forms_between_a_sentence_and_two_presses(
    chat: People, store: Store, post: Post, sentence: str, most: str, cap: str, send: str
) -> None:
    maya = chat("maya").says(sentence)
    maya.submits("incentives.plan_pays", kind="per_unit", earner="member", amount="260000")
    maya.submits("incentives.plan_limits", cap=most)
    maya.submits("incentives.plan_who", name="Winter", first="2026-11-01", last="2026-11-30")
    maya.hears("Winter", cap).presses(send)
    chat("sari").reads(post.deliver().only("sari")).presses("Terbitkan")
    (plan,) = versions(store, "winter")
    assert plan.document["components"][0]["rule"]["amount"] == "260000"
    assert plan.document["components"][0]["limits"][0]["max"] == "9000000"
