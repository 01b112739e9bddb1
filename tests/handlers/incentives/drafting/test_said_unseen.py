"""Sentences written after the reading was finished; how many were right at once is in the report."""

from __future__ import annotations

import pytest

from handlers.incentives.drafting.reading import said
from tests.handlers.incentives.drafting.gist import READERS, WORLD, gist

OCTOBER = "2026-10-01..2026-10-31"
NOVEMBER = "2026-11-01..2026-11-30"
Q4 = "2026-10-01..2026-12-31"
UNSEEN = [
    ("id", "Tolong bikinin SPIFF dong, 175rb tiap seat Enterprise, khusus bulan November, maksimal 7 juta per sales", f"{NOVEMBER} | member 175000/seats name=Enterprise max 7000000/period"),
    ("id", "saya mau kasih insentif sales 80 ribu per lisensi Basic dari 5 Oktober sampai 20 Oktober", "2026-10-05..2026-10-20 | member 80000/seats name=Basic"),
    ("id", "program baru: komisi 7% dari margin buat distributor Platinum, berlaku 1 Januari 2027 sampai 30 Juni 2027", "2027-01-01..2027-06-30 | tier=platinum | type=distributor | partner 7% margin"),
    ("id", "rabat kuartalan Q4 untuk reseller: 2% mulai 300 jt, 4% mulai 800 jt, dari seluruh penjualan, paling banyak 60 jt", f"{Q4} quarter | type=reseller | partner whole net (<300000000: 0%, <800000000: 2%, rest: 4%) max 60000000/period"),
    ("id", "kontes penjual bulan depan, omzet tertinggi dapat 15 jt, kedua 8 jt, ketiga 4 jt", f"{OCTOBER} | member race net 15000000,8000000,4000000 share"),
    ("id", "bonus 2 jt ke penjual untuk setiap pelanggan baru, Q4, total anggaran 150 jt", f"{Q4} | member 2000000 once customer deal.type=new | budget=150000000"),
    ("id", "spiff 50rb/user Pro, mulai besok sampai akhir bulan depan, mentok 3 juta seorang", "2026-09-17..2026-10-31 | member 50000/seats name=Pro max 3000000/period | ?cap_per"),
    ("id", "komisi 6% selama 3 bulan mulai 1 Oktober, ditahan 25% sampai faktur lunas", f"{Q4} | partner 6% net hold 25% on_customer_payment"),
    ("id", "komisi 6% Oktober; kalau pelanggan retur dalam 60 hari, komisinya ditarik kembali", f"{OCTOBER} | partner 6% net claw proportional 60"),
    ("id", "sisihkan 4% dari omzet reseller Gold ke MDF mulai Q4", f"{Q4} | tier=gold | type=reseller | mdf 4% net"),
    ("id", "spiff 120 ribu per seat semua produk kecuali Basic, November, Silver sama Gold", f"{NOVEMBER} | tier=silver,gold | member 120000/seats name!=Basic"),
    ("id", "spiff Oktober: 10 seat pertama 100rb per seat, selebihnya 150rb per seat, bertahap", f"{OCTOBER} | member marginal seats (<10: 100000 each, rest: 150000 each)"),
    ("id", "bonus mitra 10 juta kalau jual minimal 50 seat Pro di bulan Oktober", f"{OCTOBER} | partner 10000000 once period if seats>=50 name=Pro"),
    ("id", "jaminan 3 jt per bulan per orang dari 1 Oktober sampai 31 Desember, tidak ditarik", f"{Q4} | member at least 3000000 no"),
    ("id", "ekstra 5% untuk Pro Push selama Oktober", f"{OCTOBER} | member 250000/seats | member +5% of spiff"),
    ("id", "SPIFF \"Gebyar Pro\" 250rb per seat Pro Oktober, coba dulu pakai data Juli", f"{OCTOBER} | member 250000/seats name=Pro | on 2026-07-01"),
    ("id", "komisi 3% dari pembayaran yang diterima, wilayah Bandung, tahun depan", "2027-01-01..2027-12-31 | region=Bandung | partner 3% collected"),
    ("id", "rebate 3% kalau beli di atas 500 juta dan 5% kalau di atas 1 miliar, Q4", f"{Q4} quarter | partner ? net upper (<500000000: 0%, <1000000000: 3%, rest: 5%) | ?mode"),
    ("id", "spiff 200rb per seat pro okt, gold only ya, max 5jt/orang", f"{OCTOBER} | tier=gold | member 200000/seats name=Pro max 5000000/period"),
    ("id", "insentif 1,5 juta per deal di atas 100 juta untuk mitra, Desember", "2026-12-01..2026-12-31 | partner 1500000 once transaction amount>100000000"),
    ("en", "Set up a SPIFF paying 180k per Enterprise seat in November, no more than 9 million per rep", f"{NOVEMBER} | member 180000/seats name=Enterprise max 9000000/period"),
    ("en", "I'd like to give sellers 90 thousand for each Basic licence sold from 5 October to 20 October", "2026-10-05..2026-10-20 | member 90000/seats name=Basic"),
    ("en", "new plan: 7% of margin for Platinum distributors, 1 January 2027 to 30 June 2027", "2027-01-01..2027-06-30 | tier=platinum | type=distributor | partner 7% margin | ?earner".replace(" | ?earner", "")),
    ("en", "quarterly rebate for resellers in Q4: 2% from 300 million and 4% from 800 million on all sales, capped at 60 million", f"{Q4} quarter | type=reseller | partner whole net (<300000000: 0%, <800000000: 2%, rest: 4%) max 60000000/period"),
    ("en", "seller contest next month, most Pro seats: 1st 15 million, 2nd 8 million, 3rd 4 million", f"{OCTOBER} | member race seats 15000000,8000000,4000000 share name=Pro"),
    ("en", "pay sellers a 2 million bonus per new logo in Q4 with a budget of 150 million", f"{Q4} | member 2000000 once customer deal.type=new | budget=150000000"),
    ("en", "spiff of 50k per Pro user from tomorrow until the end of October, max 3 million each person for the whole campaign", "2026-09-17..2026-10-31 | member 50000/seats name=Pro max 3000000/plan"),
    ("en", "6% commission for 3 months from 1 October, 25% held until the customer pays", f"{Q4} | partner 6% net hold 25% on_customer_payment"),
    ("en", "commission of 6% in October, if the customer returns it within 60 days it is clawed back", f"{OCTOBER} | partner 6% net claw proportional 60"),
    ("en", "put 4% of Gold reseller revenue into MDF in Q4", f"{Q4} | tier=gold | type=reseller | mdf 4% net"),
    ("en", "120k per seat spiff for Silver and Gold in November on everything but not Basic", f"{NOVEMBER} | tier=silver,gold | member 120000/seats name!=Basic"),
    ("en", "October spiff: 100k per seat up to 10 seats, 150k per seat above that, marginal", f"{OCTOBER} | member marginal seats (<10: 100000 each, rest: 150000 each)"),
    ("en", "partners get a 10 million bonus if they sell at least 50 Pro seats in October", f"{OCTOBER} | partner 10000000 once period if seats>=50 name=Pro"),
    ("en", "guaranteed minimum of 3 million per month per person, October to December, non-recoverable", f"{Q4} | member at least 3000000 no"),
    ("en", "kicker of 5% on Pro Push during October", f"{OCTOBER} | member 250000/seats | member +5% of spiff"),
    ("en", "SPIFF called Pro Sprint, 250k per Pro seat in October, simulate it with July data", f"{OCTOBER} | member 250000/seats name=Pro | on 2026-07-01"),
    ("en", "3% of cash collected for partners in the Bandung region, whole of next year", "2027-01-01..2027-12-31 | region=Bandung | partner 3% collected"),
    ("usd", "rebate 3% above $50,000 and 5% above $100,000 for Q4", f"{Q4} quarter | partner ? net upper (<50000: 0%, <100000: 3%, rest: 5%) | ?mode"),
    ("usd", "spiff $25/seat Pro, Oct 5 - Oct 20, Gold only, max $500 per person", "2026-10-05..2026-10-20 | tier=gold | member 25/seats name=Pro max 500/period"),
    ("en", "1.5 million per deal above 100 million for partners in December, by invoice date", "2026-12-01..2026-12-31 | partner 1500000 once transaction amount>100000000"),
]  # fmt: skip


@pytest.mark.parametrize(("language", "sentence", "expected"), UNSEEN)
def test_a_sentence_written_afterwards_is_a_draft(
    language: str, sentence: str, expected: str
) -> None:
    assert gist(said(READERS[language], sentence, WORLD)) == expected
