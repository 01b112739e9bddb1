"""Reads a request for fund money out of a sentence, an answer or a form."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date

from handlers.conversation.slots import Reader, Reading, choices, without
from handlers.funds.request import Draft, Slot
from storage.values import Money, Period

#: An amount behind one of these is what the whole activity costs.
COST = re.compile(
    r"(?:biaya\w*|total\w*|seluruhnya|anggaran\w*|budget\w*|seharga|senilai|costs?|costing|worth"
    r"|habis|spend\w*|spent)\W+(?:\w+\W+){0,3}$",
    re.IGNORECASE,
)
FOR = re.compile(r"\b(?:untuk|buat|utk|bagi|for|towards?)\b\s*(?P<what>.+)$", re.IGNORECASE)
#: What hangs on an activity once amounts and days are cut out of it.
LOOSE = re.compile(
    r"^(?:sebuah|suatu|acara\s+(?=event)|an?|the|our|my|kami)\s+"
    r"|[\s,.;:?-]*\b(?:dengan|with|that|which|yang|yg)?\s*(?:total\s+)?(?:biaya\w*|costs?|costing"
    r"|anggaran\w*|budget\w*|total\w*|seharga|senilai|worth|of|sebesar|pada|di|tanggal|tgl|on|in"
    r"|bulan|ya|dong|nih|please|tolong|mdf|quarter|kuartal)\s*$",
    re.IGNORECASE,
)
#: A question or a request of its own.
ASKS = re.compile(
    r"^\W*(?:apa\w*|siapa|berapa|brp|kapan|di ?mana|mana|bagaimana|gimana|kenapa|kok|ada|cek|lihat"
    r"|liat|tampilkan|tunjukkan|tolong|coba|minta|mau|saya|kami|daftar\w*|buka|setuj\w*|tolak"
    r"|how|what|which|who|when|where|why|is|are|do|does|can|could|show|list|see|open|tell|give"
    r"|please|help|bantu\w*|start|mulai|register|i|we|my|our|approve|decline)\b|\?",
    re.IGNORECASE,
)
FEW_WORDS = 8  #: of an answer that is an activity or another quarter
EDGES = " \t\n.,;:?!-–"


def from_sentence(read: Reader, sentence: str) -> Draft:
    amounts, costs = _apart(sentence, read.money(sentence))
    return Draft(amounts, _activity(read, sentence), costs, _day(read, sentence))


def from_answer(read: Reader, sentence: str, wanted: Slot | None) -> Draft:
    """What somebody says to our question: a bare amount, or a bare activity, is what we asked
    for. A sentence of its own is no answer, unless it says an amount."""
    draft = from_sentence(read, sentence)
    bare = _bare(read, sentence)
    if not (draft.amounts or draft.costs) and not _answers(bare):
        return Draft()
    if wanted is Slot.COST and draft.amounts and not draft.costs:
        draft = Draft((), draft.activity, draft.amounts, draft.day)
    if wanted is Slot.ACTIVITY and not draft.activity:
        draft = Draft(draft.amounts, bare, draft.costs, draft.day)
    return draft


def from_form(read: Reader, written: Mapping[str, str]) -> Draft:
    said = {slot: " ".join(written.get(slot, "").split()) for slot in Slot}
    return Draft(
        _all(read.money(said[Slot.AMOUNT])),
        said[Slot.ACTIVITY],
        _all(read.money(said[Slot.COST])),
        _iso(said[Slot.DAY]),
    )


def _bare(read: Reader, sentence: str) -> str:
    """Without its amounts and days."""
    found = (*read.money(sentence), *read.days(sentence), *read.periods(sentence))
    return without(sentence, *found).strip(EDGES)


def _answers(bare: str) -> bool:
    return len(bare.split()) <= FEW_WORDS and not ASKS.search(bare)


def _apart(
    sentence: str, read: Sequence[Reading[Money]]
) -> tuple[tuple[Money, ...], tuple[Money, ...]]:
    """The amount that is asked for, and what the activity costs: behind a word that says so,
    else the second."""
    costs = [each for each in read if COST.search(sentence[: each.start])]
    amounts = [each for each in read if each not in costs]
    if len(amounts) > 1 and not costs:
        costs, amounts = amounts[1:2], amounts[:1]
    return _all(amounts[:1]), _all(costs[:1])


def _activity(read: Reader, sentence: str) -> str:
    said = FOR.search(sentence)
    if said is None:
        return ""
    what = said["what"]
    kept = without(what, *read.money(what), *read.days(what), *read.periods(what)).strip(EDGES)
    while (shorter := LOOSE.sub("", kept).strip(EDGES)) != kept:
        kept = shorter
    return kept


def _day(read: Reader, sentence: str) -> date | None:
    """A day, or the last one of a period: *kuartal depan*."""
    days = [found for found in read.days(sentence) if len(choices(found)) == 1]
    if days:
        return choices(days[0])[0]
    periods: list[Reading[Period]] = read.periods(sentence)
    return choices(periods[0])[0].last if periods else None


def _all(read: Sequence[Reading[Money]]) -> tuple[Money, ...]:
    return choices(read[0]) if read else ()


def _iso(written: str) -> date | None:
    try:
        return date.fromisoformat(written)
    except ValueError:
        return None
