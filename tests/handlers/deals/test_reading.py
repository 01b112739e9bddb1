from __future__ import annotations

from datetime import date

import pytest

from handlers.conversation import contact
from handlers.conversation.contact import Contact
from handlers.conversation.slots import Reader
from handlers.deals import country
from handlers.deals.draft import Draft, Slot
from handlers.deals.fields import from_form
from handlers.deals.reading import Catalogue, answer, from_sentence
from storage.values import Language, Money
from tests.conftest import NOW

CATALOGUE = Catalogue({"CloudSuite Pro": "CS-PRO", "Pro": "CS-PRO", "Basic": "CS-BASIC"})


def reader(language: str) -> Reader:
    return Reader(Language(language), "IDR", NOW)


def millions(*amounts: int) -> tuple[Money, ...]:
    return tuple(Money.of(amount * 10**6, "IDR") for amount in amounts)


@pytest.mark.parametrize(
    ("language", "sentence", "draft"),
    [
        (
            "id",
            "Daftarkan deal PT Sinar Terang, 40 seat Pro, Rp 60 jt, closing akhir bulan",
            Draft("PT Sinar Terang", ("CS-PRO",), (40,), millions(60), (date(2026, 9, 30),)),
        ),
        (
            "en",
            "register PT Sinar Terang, 40 Pro seats, IDR 60 million, closing 30 September 2026, "
            "contact Mr Anton anton@sinar.co.id",
            Draft(
                "PT Sinar Terang",
                ("CS-PRO",),
                (40,),
                millions(60),
                (date(2026, 9, 30),),
                Contact("Mr Anton", "", "anton@sinar.co.id"),
            ),
        ),
        (
            "id",
            "deal baru PT Maju, 1,2 M, 12/10/2026",
            Draft("PT Maju", values=millions(1200), closings=(date(2026, 10, 12),)),
        ),
        (
            "en",
            "new deal PT Maju, IDR 1.2M, 12/10/2026",
            Draft(
                "PT Maju",
                values=(Money.of(1_200_000, "IDR"), *millions(1200)),
                closings=(date(2026, 10, 12), date(2026, 12, 10)),
            ),
        ),
        (
            "id",
            "Daftarkan Cahaya Abadi Tbk, cahayaabadi.co.id, 80 jt",
            Draft("Cahaya Abadi Tbk", values=millions(80), domain="cahayaabadi.co.id"),
        ),
        (
            "id",
            "daftarin PT Pro Sehat 50 kursi @ 1,5 jt, npwp 01.234.567.8-901.000",
            Draft("PT Pro Sehat", seats=(50,), values=millions(75), tax_id="01.234.567.8-901.000"),
        ),
        (
            "en",
            "register PT Kota Baru, 20 Pro seats at Rp 3,000,000 per seat, in Malaysia",
            Draft("PT Kota Baru", ("CS-PRO",), (20,), millions(60), country="MY"),
        ),
        (
            "id",
            "deal PT Kota Baru 100 juta, presentasi 20 September, closing 15 Oktober",
            Draft("PT Kota Baru", values=millions(100), closings=(date(2026, 10, 15),)),
        ),
        (
            "en",
            "register PT Kota Baru, Rp 60,000,000 or Rp 70,000,000",
            Draft("PT Kota Baru", values=millions(60, 70)),
        ),
        ("id", "daftarkan deal", Draft()),
    ],
)
def test_a_sentence_fills_a_draft(language: str, sentence: str, draft: Draft) -> None:
    assert from_sentence(reader(language), sentence, CATALOGUE) == draft


@pytest.mark.parametrize(
    ("text", "alone", "found"),
    [
        ("Pak Anton, 0812 3456 7890", True, Contact("Pak Anton", "+6281234567890")),
        ("anton 0812-3456-7890", True, Contact("Anton", "+6281234567890")),
        ("0812 3456 7890 (Anton)", True, Contact("Anton", "+6281234567890")),
        ("it's Mr Anton, a@sinar.co.id", True, Contact("Mr Anton", "", "a@sinar.co.id")),
        ("namanya bu ani ya, nomornya 0812 3456 7890", True, Contact("Bu Ani", "+6281234567890")),
        ("a@sinar.co.id", True, Contact("", "", "a@sinar.co.id")),
        (
            "PIC: Dewi Lestari di a@sinar.co.id",
            False,
            Contact("Dewi Lestari", "", "a@sinar.co.id"),
        ),
        ("40 seat, Dewi Lestari 0812 3456 7890", False, Contact("Dewi Lestari", "+6281234567890")),
        ("40 seat Pro untuk bulan depan", False, Contact()),
        ("the one we met at the fair in Bali last week", True, Contact()),
    ],
)
def test_a_contact_has_a_name_and_a_way_to_reach_them(
    text: str, alone: bool, found: Contact
) -> None:
    assert contact.read(reader("id"), text, alone=alone) == found


ASKED = Draft("PT Sinar Terang", ("CS-PRO",), (40,), millions(60), (date(2026, 9, 30),))


@pytest.mark.parametrize(
    ("sentence", "added"),
    [
        ("Pak Anton, 0812 3456 7890", Contact("Pak Anton", "+6281234567890")),
        ("maaf, kontaknya Bu Ani 0812 3456 7890", Contact("Bu Ani", "+6281234567890")),
        ("Bu Ani", Contact("Bu Ani")),
    ],
)
def test_an_answer_adds_what_was_missing(sentence: str, added: Contact) -> None:
    filled = answer(reader("id"), sentence, CATALOGUE, ASKED)
    assert filled is not None
    assert filled.contact == added
    assert filled.values == ASKED.values


@pytest.mark.parametrize(
    "sentence",
    [
        "berapa SPIFF saya bulan ini",
        "Ada webinar apa besok?",
        "lihat D-1042",
        "daftarkan deal PT Lain, 50 seat Pro, Rp 80 jt, kontak Bu Ani 0811 2222 3333",
        "tolong sambungkan ke orang, pelanggan sudah menunggu sejak kemarin",
        "makasih",
    ],
)
def test_another_request_is_no_answer(sentence: str) -> None:
    assert answer(reader("id"), sentence, CATALOGUE, ASKED) is None


def test_an_answer_may_say_no_name_at_all() -> None:
    asked = Draft("PT Kota Baru", values=millions(60))
    filled = answer(reader("id"), "Pro, closing 30 Oktober", CATALOGUE, asked)
    assert filled is not None
    assert filled.closings == (date(2026, 10, 30),)


def test_an_answer_settles_what_was_unsure_and_can_correct_what_was_sure() -> None:
    unsure = Draft("PT Maju", seats=(40,), closings=(date(2026, 10, 12), date(2026, 12, 10)))
    filled = answer(reader("en"), "10 December, and 50 seats", CATALOGUE, unsure)
    assert filled == Draft("PT Maju", seats=(50,), closings=(date(2026, 12, 10),))
    assert answer(reader("en"), "12/10/2026", CATALOGUE, unsure) is None


def test_a_form_fills_the_same_draft() -> None:
    written = {
        "customer": " PT  Sinar Terang ",
        "product": "CS-PRO",
        "seats": "40",
        "value": "Rp 60.000.000",
        "closing": "2026-09-30",
        "contact": "Pak Anton, 0812 3456 7890",
        "domain": "https://www.sinar.co.id",
        "tax_id": "01.234.567.8-901.000",
        "country": "Indonesia",
    }
    catalogue = Catalogue({"CS-PRO": "CS-PRO"})
    assert from_form(reader("id"), written, catalogue) == Draft(
        customer="PT Sinar Terang",
        products=("CS-PRO",),
        seats=(40,),
        values=millions(60),
        closings=(date(2026, 9, 30),),
        contact=Contact("Pak Anton", "+6281234567890"),
        country="ID",
        domain="sinar.co.id",
        tax_id="01.234.567.8-901.000",
    )


def test_words_do_in_a_form_as_well() -> None:
    written = {"seats": "40 kursi", "value": "60 jt", "closing": "akhir bulan", "product": "Pro"}
    draft = from_form(reader("id"), written, CATALOGUE)
    assert (draft.seats, draft.values) == ((40,), millions(60))
    assert (draft.closings, draft.products) == ((date(2026, 9, 30),), ("CS-PRO",))


def test_what_cannot_be_read_is_kept_as_it_was_written() -> None:
    written = {
        "seats": "many",
        "value": "much",
        "closing": "soon",
        "domain": "sinar",
        "country": "X",
    }
    assert dict(from_form(reader("en"), written, CATALOGUE).unread) == {
        Slot.SEATS: "many",
        Slot.VALUE: "much",
        Slot.CLOSING: "soon",
        Slot.DOMAIN: "sinar",
        Slot.COUNTRY: "X",
    }


@pytest.mark.parametrize(
    ("written", "code"),
    [("Indonesia", "ID"), ("id", "ID"), ("Jerman", "DE"), ("germany", "DE"), ("Atlantis", "")],
)
def test_a_country_by_its_name_in_either_language(written: str, code: str) -> None:
    assert country.read(written) == code


@pytest.mark.parametrize(
    ("sentence", "code"),
    [
        ("pelanggan di Malaysia", "MY"),
        ("in a nice little cafe in Singapore", "SG"),
        ("ketemu di kantor mereka", ""),
        ("nothing of the kind", ""),
    ],
)
def test_a_country_that_a_sentence_names(sentence: str, code: str) -> None:
    assert country.said(sentence) == code


def test_a_country_is_shown_in_the_readers_language() -> None:
    assert country.name("DE", Language.ID) == "Jerman"
    assert country.name("DE", Language.EN) == "Germany"


def test_a_draft_survives_being_remembered() -> None:
    draft = Draft(
        "PT Maju", ("CS-PRO",), (40,), millions(60, 70), (date(2026, 10, 12),), Contact("Ani")
    )
    assert Draft.of(draft.document()) == draft
