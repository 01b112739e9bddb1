"""A payout profile is seen by its owner and by finance, and accounts only by their end."""

from __future__ import annotations

import pytest

from bot.platforms import console
from handlers.conversation.message import Submitted
from storage.profiles import PayoutProfile
from storage.store import Store
from tests.conftest import People
from tests.storage.books import person
from tests.world.posting import Post

IBAN = "DE89 3704 0044 0532 0130 00"


def kept(store: Store, handle: str, *, company: bool = False) -> PayoutProfile | None:
    with store.reading() as records:
        member = person(records, handle)
        earner = f"partner:{member.company.id}" if company else f"member:{member.id}"
        return records.payout_profiles.of(earner)


def test_a_seller_fills_in_their_own(chat: People, store: Store) -> None:
    agus = chat("agus").says("isi profil pembayaran saya").hears("nama pemilik rekening")
    told = {"name": "Agus Salim", "town": "Balikpapan", "country": "id"}
    agus.submits("paying.profile", account=IBAN, bank="Deutsche Bank", **told)
    agus.hears("sudah disimpan", "sudah lengkap", "3000").does_not_hear("DE89", "0532")
    profile = kept(store, "agus")
    assert profile is not None
    assert (profile.iban, profile.number, profile.country) == ("DE89370400440532013000", "", "ID")
    assert kept(store, "agus", company=True) is None


def test_an_owner_has_two(chat: People, store: Store) -> None:
    dewi = chat("dewi").says("show our payout profile").hears("PT Mitra Sejahtera", "6543")
    dewi.does_not_hear("1230009876543", "01.855.081.4-412.000")
    dewi.presses("Your own profile").hears("Dewi", "still lacks")
    dewi.submits("paying.profile", name="Dewi", account="777888999", bic="CENAIDJA")
    profile = kept(store, "dewi")
    assert profile is not None
    assert profile.number == "777888999"
    dewi.presses("The company's profile").hears("PT Mitra Sejahtera")


@pytest.mark.parametrize(
    ("field", "value", "hears"),
    [
        ("account", "DE89370400440532013001", "IBAN"),
        ("account", "12/34", "34"),
        ("bic", "CENA", "BIC"),
        ("country", "Indonesia", "ID"),
        ("name", "", "nama pemilik rekening"),
        ("name", "李小龍", "Latin"),
    ],
)
def test_what_no_bank_takes_is_marked(
    chat: People, store: Store, field: str, value: str, hears: str
) -> None:
    rina = chat("rina").says("ubah profil rekening saya")
    rina.submits("paying.profile", **{field: value}).hears("belum ada yang disimpan", hears)
    profile = kept(store, "rina")
    assert profile is not None
    assert (profile.version, profile.number) == (1, "0123456789")


def test_what_is_left_empty_stays(chat: People, store: Store) -> None:
    rina = chat("rina").says("ubah profil rekening saya").hears("••••••6789")
    rina.submits("paying.profile", town="Bogor").hears("Bogor", "••••••6789")
    profile = kept(store, "rina")
    assert profile is not None
    assert (profile.number, profile.tax_id[:2], profile.version) == ("0123456789", "09", 2)


def test_finance_hears_of_a_change(chat: People, store: Store, post: Post) -> None:
    chat("rina").says("ubah profil rekening saya").submits("paying.profile", account="1112223334")
    (told,) = post.deliver().to("fajar")
    assert "Profil pembayaran Rina berubah" in told
    assert "1112223334" not in told


def test_finance_sees_it_and_sets_the_tax(chat: People, store: Store) -> None:
    fajar = chat("fajar").says("profil pembayaran Borneo Data").hears("masih kurang", "Pajak")
    fajar.submits("paying.withholding", tax="PPh 23", pct="120").hears("0 sampai 100")
    fajar.submits("paying.withholding", tax="PPh 23", pct="2,5 %").hears("PPh 23, 2,5%")
    fajar.says("profil pembayaran Rina").hears("••••••6789").does_not_hear("0123456789")
    assert "paying.profile" not in str(fajar.reply.blocks)
    fajar.submits("paying.withholding", tax="", pct="abc").hears("0 sampai 100")
    chat("fajar").says("profil pembayaran siapa saja").hears("Sebut nama")


def test_nobody_else_sees_it(chat: People, store: Store) -> None:
    heard = [
        chat(who).says("profil pembayaran PT Mitra Sejahtera")
        for who in ("maya", "sari", "budi", "agus")
    ]
    for each in heard:
        each.does_not_hear("6543", "1230009876543", "Bank Mandiri")


def test_nobody_changes_another_s(chat: People, store: Store) -> None:
    with store.reading() as records:
        rina, company = person(records, "rina"), person(records, "dewi").company
    told = {"name": "Agus", "account": "1"}
    for subject in (f"member:{rina.id}", f"partner:{company.id}", "x", ""):
        act = Submitted("paying.profile", told, subject)
        chat("agus").does(act).hears("profil pembayaran Anda sendiri")
    act = Submitted("paying.profile", told, f"partner:{company.id}")
    chat("rina").does(act).hears("profil pembayaran Anda sendiri")
    chat("fajar").does(Submitted("paying.withholding", {"pct": "1"}, "x")).hears("Sebut nama")
    assert "0123456789" not in console.render(chat("rina").says("profil rekening saya").reply)
