"""Which company a sentence names."""

from __future__ import annotations

import pytest

from handlers.conversation.slots import Reader
from tests.handlers.conversation.slots.readers import BOTH, INDONESIAN

COMPANIES = {
    "Daftarkan deal PT Sinar Terang, 40 seat Pro, Rp 60 jt, closing akhir bulan": (
        "PT Sinar Terang"
    ),
    "deal baru PT Maju, 1,2 M, 12/10/2026": "PT Maju",
    "new deal PT Maju, IDR 1.2M, 12/10/2026": "PT Maju",
    "Deal Toko Kecil 30 juta": "Toko Kecil",
    "Daftarkan Cahaya Abadi Tbk, cahayaabadi.co.id, 80 jt": "Cahaya Abadi Tbk",
    "register PT Laut Biru 300 m": "PT Laut Biru",
    "PT. Maju Bersama senilai 75 juta": "PT. Maju Bersama",
    "CV Maju untuk 12 kursi": "CV Maju",
    "new deal for Acme Ltd worth $12k": "Acme Ltd",
    "Acme Pte. Ltd. 60 juta": "Acme Pte. Ltd.",
    "deal Maju Sdn Bhd RM 20k": "Maju Sdn Bhd",
    "PT Maju dan Bersama, 40 seat": "PT Maju dan Bersama",
    "daftarkan deal PT A dan SPIFF saya berapa": "PT A",
    "PT Satu 50 jt dan PT Dua 60 jt": "PT Satu",
    "PT Bank Negara Indonesia (Persero) Tbk 12 lisensi": "PT Bank Negara Indonesia (Persero) Tbk",
    "PT Astra International, Tbk 100 jt": "PT Astra International, Tbk",
    "I want to register PT Indofood CBP Sukses Makmur Tbk for 200 Pro seats": (
        "PT Indofood CBP Sukses Makmur Tbk"
    ),
    "PT 21 Sinema 50 jt": "PT 21 Sinema",
    "PT Senin Jaya 50 jt": "PT Senin Jaya",
    "PT Sejuta Sinar 80 jt": "PT Sejuta Sinar",
    "pt maju bersama 60 jt closing jumat": "pt maju bersama",
    "daftarin pt sumber rejeki 55jt dong": "pt sumber rejeki",
    "daftarkan cahaya abadi tbk dong": "cahaya abadi tbk",
    "DAFTARKAN DEAL PT SINAR TERANG 40 SEAT": "PT SINAR TERANG",
    "DEAL PT MAJU CLOSING AKHIR BULAN": "PT MAJU",
    "closing di PT Global Tech Indonesia besok": "PT Global Tech Indonesia",
    "untuk PT Mitra.": "PT Mitra",
    "PT Laut Biru's deal": "PT Laut Biru",
    "(PT Karya & Co) 70jt": "PT Karya & Co",
    'deal "PT Anugrah" 60jt': "PT Anugrah",
    "Daftarkan Nusantara Retail, 100 seat": "Nusantara Retail",
    "register 40 seats for Acme Indonesia by Friday": "Acme Indonesia",
    "pelanggan: Maju Jaya, 50jt": "Maju Jaya",
    "Customer is Borneo Mart, budi@borneo.co.id": "Borneo Mart",
    "RS Harapan Kita 60 jt": "RS Harapan Kita",
    "PT Maju D-1012": "PT Maju",
    "PT Maju - 40 seat": "PT Maju",
    "PT Satu Dua Tiga Empat Lima Enam Tujuh Delapan Sembilan": (
        "PT Satu Dua Tiga Empat Lima Enam Tujuh Delapan"
    ),
    "Sudah, Acme Inc. mau 40 seat": "Acme Inc.",
}
NO_COMPANY = [
    "Deal saya yang mau habis proteksinya?",
    "my deals",
    "kirim CV saya",
    "toko mana yang buka",
    "new deal for Friday",
    "deal D-1012",
    "register 40 seats",
    "PT",
    "halo, Tbk",
]


@pytest.mark.parametrize("text", COMPANIES)
@pytest.mark.parametrize("reader", BOTH, ids=["id", "en"])
def test_the_company_of_a_sentence(reader: Reader, text: str) -> None:
    found = reader.company(text)
    assert found is not None
    assert found.value == COMPANIES[text]


@pytest.mark.parametrize("text", NO_COMPANY)
@pytest.mark.parametrize("reader", BOTH, ids=["id", "en"])
def test_a_sentence_without_a_company(reader: Reader, text: str) -> None:
    assert reader.company(text) is None


def test_where_the_name_stands() -> None:
    found = INDONESIAN.company("Daftarkan Cahaya  Abadi Tbk, 80 jt")
    assert found is not None
    assert (found.value, found.start, found.end) == ("Cahaya Abadi Tbk", 10, 27)
