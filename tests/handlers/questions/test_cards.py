"""How answers look that the documents give against each other, or for another day."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from bot.platforms import console
from handlers.conversation.reply import Citations
from handlers.conversation.text import Text
from handlers.questions import cards
from handlers.questions.looking import Finding
from knowledge.answers import Answer, Quote, Unknown
from knowledge.asked import Question
from knowledge.finder import Finder
from knowledge.library import add
from storage.gaps import GapReason
from storage.store import Records, Store
from storage.values import Language
from tests.conftest import People

TODAY = date(2026, 9, 16)
EN, ID = (Text.load("questions", language) for language in Language)


def quote(document: str, version: str, words: str, language: str = "en") -> Quote:
    since = date(2026, 7, 1)
    return Quote(document, version, "Fees", "12", words, "", language, since, None, False)


def finding(*quotes: Quote, day: date = TODAY, disagreement: bool = False) -> Finding:
    words = " ".join(each.quote for each in quotes)
    answer = Answer(words, 0.9, quotes, (), disagreement)
    return Finding("What is the fee?", day, TODAY, answer)


APART = finding(
    quote("Fee sheet", "v1", "The fee is 5 %."),
    quote("Fee memo", "2026", "The fee is 7 %."),
    disagreement=True,
)


@pytest.mark.parametrize(("text", "said"), [(EN, "do not agree"), (ID, "tidak sejalan")])
def test_a_disagreement_shows_both_and_takes_no_side(text: Text, said: str) -> None:
    reply = cards.answered("What is the fee?", [APART], text)
    shown = console.render(reply)
    assert said in reply.title
    assert "%" not in reply.title
    for words in ("Fee sheet v1: The fee is 5 %.", "Fee memo 2026: The fee is 7 %."):
        assert words in shown
    assert text("need_person") in shown
    (cited,) = [block for block in reply.blocks if isinstance(block, Citations)]
    assert (len(cited.citations), cited.question) == (2, "")


def test_beside_a_disagreement_other_things_are_answered() -> None:
    plain = finding(quote("Price list", "Q3", "Pro costs Rp 1,500,000."))
    shown = console.render(cards.answered("both", [plain, APART], EN))
    assert shown.startswith("Pro costs Rp 1,500,000.")
    assert "do not agree" in shown


class Divided(Finder):
    """Finds two documents that disagree, whatever is asked."""

    def answer(self, records: Records, question: Question) -> Answer | Unknown:
        found = APART.found
        assert isinstance(found, Answer)
        return found


def test_a_disagreement_is_one_gap_with_both_documents(
    chat: People, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Finder, "answer", Divided.answer)
    chat("rina").says("Berapa biaya administrasinya?").hears("tidak sejalan", "[Tanya petugas]")
    chat("dewi").says("Berapa biaya administrasinya?")
    with store.reading() as records:
        (gap,) = records.gaps.still_open()
        assert gap.reason is GapReason.DISAGREEMENT
        assert gap.documents.splitlines() == ["Fee sheet v1", "Fee memo 2026"]
        assert len(records.gaps.askers(gap.id)) == 2


@pytest.mark.parametrize(
    ("ahead", "since", "said"),
    [
        (15, None, "On 1 October 2026, as announced so far (Fee sheet v1): The fee"),
        (30, date(2026, 10, 1), "From 1 October 2026 (Fee sheet v1): The fee"),
    ],
)
def test_of_a_day_to_come_it_says_what_is_known(ahead: int, since: date | None, said: str) -> None:
    found = quote("Fee sheet", "v1", "The fee is 5 %.")
    dated = Quote(
        found.document, found.version, "", "", found.quote, "", "en",
        since or found.effective_from, None, False,
    )  # fmt: skip
    reply = cards.answered("fee", [finding(dated, day=TODAY + timedelta(days=ahead))], EN)
    assert reply.title.startswith(said)


@pytest.mark.parametrize(
    ("language", "text", "named"),
    [
        ("de", EN, "The quoted document is in German."),
        ("ja", ID, "Dokumen yang dikutip berbahasa Jepang."),
        ("id", EN, "The quoted document is in Indonesian."),
        ("xx", EN, "The quoted document is in xx."),
    ],
)
def test_a_document_in_another_language_says_which(language: str, text: Text, named: str) -> None:
    found = finding(quote("Fee sheet", "v1", "5 %", language))
    assert named in console.render(cards.answered("fee", [found], text))


def test_a_day_to_come_is_answered_from_what_will_hold(chat: People, store: Store) -> None:
    rules = (
        "---\ntitle: Kiosk rules\nversion: {}\nlanguage: en\neffective_from: {}\n{}---\n# Kiosk"
    )
    body = "\n\n## Kiosk deposit\n\nThe kiosk deposit is {} per kiosk."
    with store.transaction() as records:
        old = rules.format("v1", "2026-01-01", "effective_to: 2026-09-30\n")
        add(records, "k1.md", old + body.format("Rp 10,000"))
        new = rules.format("v2", "2026-10-01", "")
        add(records, "k2.md", new + body.format("Rp 20,000"))
    siti = chat("siti").says("How much is the kiosk deposit?").hears("10,000")
    siti.does_not_hear("20,000")
    siti.says("and from October?").hears("From 1 October 2026 (Kiosk rules v2)", "20,000")
    siti.does_not_hear("10,000")
    siti.says("since when?").hears("Kiosk rules v2 is valid")
    siti.says("kalau di v1?").hears("10,000").does_not_hear("20,000")


def test_since_when_is_answered_with_the_documents_validity(chat: People) -> None:
    dewi = chat("dewi").says("Masa proteksi berapa lama?").says("sejak kapan?")
    dewi.hears("Deal rules v2 berlaku sejak 1 Juli 2026")
    dewi.says("kalau bulan Mei?").hears("60 hari")
    dewi.says("until when?").hears("Deal rules v1 is valid from", "to 30 June 2026")


def test_a_price_follows_the_product_that_we_speak_of(chat: People) -> None:
    rina = chat("rina").says("Maksimal berapa seat per tenant untuk Pro?")
    rina.says("berapa harganya?").hears("Rp 1.500.000")
    rina.says("kalau yang Basic?").does_not_hear("1.500.000")
    rina.says("berapa harganya?").does_not_hear("1.500.000")


@pytest.mark.parametrize(
    "question",
    [
        "Wie viele Sitzplätze kann ein Känguru-Mandant haben?",
        "カンガルーの最大シート数はいくつですか？",
        "袋鼠租户最多有多少个席位？",
    ],
)
def test_in_a_language_that_we_do_not_speak_we_answer_in_english(
    chat: People, question: str
) -> None:
    chat("rina").says(question).hears("Our documents do not answer this")


def test_malay_is_answered_in_indonesian(chat: People) -> None:
    chat("siti").says("Berapa bilangan kanggaru bagi setiap penyewa?").hears("Dokumen kami")
