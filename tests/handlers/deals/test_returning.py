"""A deal that is given back for one field, as chats."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from handlers.conversation.message import Submitted
from handlers.conversation.reply import AskWith
from storage.deals import Deal, DealState
from storage.store import Store
from tests.chat import Chat
from tests.conftest import NOW, People
from tests.handlers.deals.conftest import Deliver

RETURN = "Return D-1012: need the decision maker's phone"
#: Friday 2026-09-18 10:00 WIT.
FRIDAY = datetime(2026, 9, 18, 1, 0, tzinfo=UTC)


def the_deal(store: Store) -> Deal:
    with store.reading() as records:
        deal = records.deals.numbered("D-1012")
        assert deal is not None
        records.session.expunge_all()
        return deal


def sends(chat: Chat, form: str, written: dict[str, str]) -> Chat:
    """Whatever they were shown: a form may come from anywhere."""
    return chat.does(Submitted(form, written, "D-1012"))


@pytest.mark.parametrize(
    ("sentence", "words"),
    [
        (RETURN, "contact"),
        ("Kembalikan D-1012: butuh nomor telepon pengambil keputusan", "kontak"),
        ("balikin D-1012 dulu, karena tanggal closingnya belum jelas", "tanggal"),
        ("give D-1012 back to them: how many seats is it", "number of seats"),
    ],
)
def test_a_manager_returns_it_in_a_sentence(
    chat: People, store: Store, sentence: str, words: str
) -> None:
    chat("maya").says(sentence).hears("D-1012", words, "PT Nusantara Retail")
    assert the_deal(store).state is DealState.RETURNED


def test_the_partner_is_asked_for_that_field_alone(chat: People, deliver: Deliver) -> None:
    chat("maya").says(RETURN)
    (letter,) = [each for each in deliver() if each.to == "siti" and not each.is_edit]
    assert "need the decision maker's phone" in letter.text
    (ask,) = [block for block in letter.reply.blocks if isinstance(block, AskWith)]
    assert [field.name for field in ask.form.fields] == ["contact"]
    assert ask.form.subject == "D-1012"


def test_the_clock_waits_and_goes_on(chat: People, store: Store) -> None:
    """Ten business hours were left on Wednesday noon: seven on Friday, three on Monday."""
    chat("maya").says(RETURN)
    siti = chat("siti").at(FRIDAY)
    sends(siti, "deals.completion", {"contact": "Ibu Ratna 0813 2222 3333"})
    siti.hears("D-1012", "Monday 21 September 12:00 WIT")
    deal = the_deal(store)
    assert deal.state is DealState.SUBMITTED
    assert (deal.contact_name, deal.contact_phone) == ("Ibu Ratna", "+6281322223333")
    assert deal.decision_due == datetime(2026, 9, 21, 3, 0, tzinfo=UTC)


def test_it_is_completed_in_a_sentence(chat: People, store: Store, deliver: Deliver) -> None:
    chat("maya").says(RETURN)
    deliver()
    chat("siti").says("The phone number for D-1012 is 0813 7777 8888").hears("complete")
    assert the_deal(store).contact_phone == "+6281377778888"
    told = [each for each in deliver() if each.to == "maya" and not each.is_edit]
    for words in ("D-1012", "+6281377778888", "[Setujui]"):
        assert words in told[0].text


def test_it_can_be_filled_in_wherever_it_is_shown(chat: People) -> None:
    chat("maya").says(RETURN)
    siti = chat("siti")
    siti.says("my deals").hears("Waiting for you to complete it")
    siti.says("show D-1012").submits("deals.completion", contact="Ibu Ratna 0813 2222 3333")
    siti.hears("D-1012 is complete: decision by Thursday 17 September 14:00 WIT")


def test_nothing_else_can_be_changed(chat: People, store: Store) -> None:
    before = the_deal(store)
    chat("maya").says(RETURN)
    written = {"contact": "Ibu Ratna 0813 2222 3333", "value": "9 miliar", "customer": "PT Lain"}
    sends(chat("siti"), "deals.completion", written)
    deal = the_deal(store)
    assert (deal.value, deal.customer) == (before.value, before.customer)


def test_what_cannot_be_read_is_asked_again(chat: People, store: Store) -> None:
    chat("maya").says("Return D-1012: which closing date?")
    siti = chat("siti")
    sends(siti, "deals.completion", {"closing": "soonish"}).hears("cannot read")
    sends(siti, "deals.completion", {"closing": "2026-09-01"}).hears("passed")
    assert the_deal(store).state is DealState.RETURNED


def test_a_value_below_the_minimum_is_not_taken(chat: People, store: Store) -> None:
    chat("maya").says("Return D-1012: the value cannot be right")
    sends(chat("siti"), "deals.completion", {"value": "IDR 30,000,000"})
    assert the_deal(store).state is DealState.RETURNED


@pytest.mark.parametrize(
    ("sentence", "question"),
    [
        ("Return D-1012", "What is D-1012 returned for?"),
        ("kembalikan D-1012: tolong dicek lagi", "D-1012 dikembalikan untuk melengkapi apa?"),
    ],
)
def test_it_has_to_be_said_for_what(
    chat: People, store: Store, sentence: str, question: str
) -> None:
    maya = chat("maya")
    maya.says(sentence).hears(question)
    assert the_deal(store).state is DealState.SUBMITTED
    written = {"field": "seats", "asked": "Berapa seat pastinya?"}
    sends(maya, "deals.return", written)
    assert the_deal(store).asked == "Berapa seat pastinya?"


def test_a_returned_deal_is_not_decided_behind_their_back(chat: People, store: Store) -> None:
    chat("maya").says(RETURN)
    chat("sari").says("approve D-1012").hears("need the decision maker's phone")
    assert the_deal(store).state is DealState.RETURNED
    chat("maya").says("decline D-1012: it is a public tender")
    assert the_deal(store).state is DealState.DECLINED


def test_it_still_protects_the_customer(chat: People) -> None:
    chat("maya").says(RETURN)
    chat("rina").says(
        "Daftarkan PT Nusantara Retail, 20 seat Pro, 80 juta, closing 30 Oktober, "
        "kontak Pak Adi 0812 1111 2222"
    ).hears("Registrasi lain melindungi pelanggan ini")


@pytest.mark.parametrize("who", ["siti", "rina", "fajar", "budi"])
def test_only_managers_return(chat: People, store: Store, who: str) -> None:
    chat(who).says(RETURN)
    sends(chat(who), "deals.return", {"field": "value", "asked": "x"})
    assert the_deal(store).state is DealState.SUBMITTED


def test_another_company_completes_nothing(chat: People, store: Store) -> None:
    chat("maya").says(RETURN)
    rina = chat("rina").at(NOW)
    sends(rina, "deals.completion", {"contact": "Pak X 0812 1111 2222"})
    rina.hears("D-1012")
    assert the_deal(store).state is DealState.RETURNED


def test_what_came_twice_is_done_once(chat: People, store: Store) -> None:
    chat("maya").says(RETURN)
    siti, written = chat("siti"), {"contact": "Ibu Ratna 0813 2222 3333"}
    sends(siti, "deals.completion", written)
    version = the_deal(store).version
    sends(siti, "deals.completion", written).hears("D-1012")
    assert the_deal(store).version == version
