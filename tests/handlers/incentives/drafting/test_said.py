from __future__ import annotations

import pytest

from handlers.incentives.drafting.reading import said
from handlers.incentives.engine.plan import Plan
from handlers.incentives.engine.reading import read
from tests.handlers.incentives.drafting.gist import READERS, WORLD, gist

OCTOBER = "2026-10-01..2026-10-31"
Q4 = "2026-10-01..2026-12-31"
PER_UNIT = [
    ("id", "SPIFF 200 rb per seat Pro bulan Oktober", f"{OCTOBER} | member 200000/seats name=Pro"),
    ("id", "bikin spiff 150rb/seat Basic buat Oktober, maks 9 jt per orang", f"{OCTOBER} | member 150000/seats name=Basic max 9000000/period"),
    ("en", "SPIFF of Rp 200,000 per Pro seat in October", f"{OCTOBER} | member 200000/seats name=Pro"),
    ("en", "a spiff of 250k a seat for October, capped at 8 million a person", f"{OCTOBER} | member 250000/seats max 8000000/period"),
    ("id", "tiap seat Pro dapat 275 ribu, per penjual, 1-15 November", "2026-11-01..2026-11-15 | member 275000/seats name=Pro"),
    ("en", "each Pro seat sold earns the seller 275k, 1 to 15 November", "2026-11-01..2026-11-15 | member 275000/seats name=Pro"),
    ("id", "spiff 300.000 per kursi CloudSuite Pro mulai 1 Oktober sampai akhir tahun", f"{Q4} | member 300000/seats name=Pro"),
    ("id", "bayar mitra 1 jt tiap 5 seat Pro, Oktober", f"{OCTOBER} | partner 1000000/seats package 5 name=Pro"),
    ("en", "SPIFF 500k for every 10 Basic seats during November", "2026-11-01..2026-11-30 | member 500000/seats package 10 name=Basic"),
    ("id", "SPIFF 100 rb per seat setelah 10 seat pertama, bulan November", "2026-11-01..2026-11-30 | member 100000/seats free 10"),
    ("en", "spiff 100k per seat after the first 20 seats in November", "2026-11-01..2026-11-30 | member 100000/seats free 20"),
    ("usd", "SPIFF $40 per Pro seat in Q4, max $2,000 per person per month", f"{Q4} | member 40/seats name=Pro max 2000/period"),
    ("id", "Pro 300 rb per seat, Basic 100 rb per seat, spiff Oktober", f"{OCTOBER} | member 300000/seats name=Pro | member 100000/seats name=Basic"),
    ("en", "October spiff: 300k for Pro and 100k for Basic, per seat", f"{OCTOBER} | member 300000/seats name=Pro | member 100000/seats name=Basic"),
]  # fmt: skip
WHO = [
    ("id", "SPIFF 200rb per seat Oktober, Gold dan Platinum saja", f"{OCTOBER} | tier=gold,platinum | member 200000/seats"),
    ("en", "SPIFF 200k per seat in October for Gold and Platinum", f"{OCTOBER} | tier=gold,platinum | member 200000/seats"),
    ("id", "spiff 200rb per seat khusus reseller di Jawa Timur bulan Oktober", f"{OCTOBER} | type=reseller | region=Jawa Timur | member 200000/seats"),
    ("en", "spiff of 200k per seat, resellers in Surabaya only, October", f"{OCTOBER} | type=reseller | region=Surabaya | member 200000/seats"),
    ("id", "spiff 200rb per seat Oktober kecuali Silver", f"{OCTOBER} | tier!=silver | member 200000/seats"),
    ("en", "spiff 200k per seat in October, all products except Basic", f"{OCTOBER} | member 200000/seats name!=Basic"),
    ("id", "spiff 200rb per seat Oktober untuk penjual bersertifikat", f"{OCTOBER} | member.certified | member 200000/seats"),
    ("en", "October rebate of 2% of sales for certified distributors", f"{OCTOBER} | type=distributor | partner.certified | partner 2% net"),
    ("id", "spiff 200rb per seat Oktober di Makassar", f"{OCTOBER} | member 200000/seats | ?unknown_who"),
    ("en", "spiff 200k per seat in October, Diamond only", f"{OCTOBER} | member 200000/seats | ?unknown_who"),
    ("id", "spiff 200rb per seat Ultra bulan Oktober", f"{OCTOBER} | member 200000/seats | ?unknown_product"),
]  # fmt: skip
RATES = [
    ("id", "komisi 5% dari penjualan mulai 1 Oktober", "2026-10-01.. | partner 5% net"),
    ("en", "5% commission on margin from 1 October until the end of the year", f"{Q4} | partner 5% margin"),
    ("id", "komisi 2,5 persen dari uang masuk selama Q4", f"{Q4} | partner 2.5% collected"),
    ("id", "komisi referral Gold 10%, Silver 8% mulai 1 Oktober", "2026-10-01.. | type=referral | partner 10% net tier=gold | partner 8% net tier=silver"),
    ("en", "referral commission of 10% for Gold and 8% for Silver from 1 October", "2026-10-01.. | type=referral | partner 10% net tier=gold | partner 8% net tier=silver"),
    ("id", "3% dari penjualan masuk MDF, Gold saja, mulai Oktober sampai Desember", f"{Q4} | tier=gold | mdf 3% net"),
    ("en", "accrue 2% of revenue to the co-op fund during Q4", f"{Q4} | coop 2% net"),
    ("en", "10% extra on top of Pro Push from 1 October", "2026-10-01.. | member 250000/seats | member +10% of spiff"),
    ("id", "tambahan 15% di atas Pro Push mulai 1 Oktober", "2026-10-01.. | member 250000/seats | member +15% of spiff"),
    ("id", "komisi 4% untuk deal di atas 50 juta, Oktober", f"{OCTOBER} | partner 4% net amount>50000000"),
    ("en", "4% commission on registered deals in October", f"{OCTOBER} | partner 4% net deal.registered"),
    ("en", "rebate 2% of sales in October, 1% for MDF, payout threshold 500k", f"{OCTOBER} | partner 2% net | mdf 1% net | payout_threshold=500000"),
]  # fmt: skip
TABLES = [
    ("id", "rebate Q4: 3% dari 500 juta, 5% dari 1 miliar", f"{Q4} quarter | partner ? net (<500000000: 0%, <1000000000: 3%, rest: 5%) | ?mode"),
    ("id", "rebate Q4 3% dari 500 juta, 5% dari 1 miliar, dari seluruh omzet", f"{Q4} quarter | partner whole net (<500000000: 0%, <1000000000: 3%, rest: 5%)"),
    ("id", "rebate Q4 3% mulai 500 juta, 5% mulai 1,2 M, hanya untuk bagian di atasnya", f"{Q4} quarter | partner marginal net (<500000000: 0%, <1200000000: 3%, rest: 5%)"),
    ("en", "Q4 rebate: 2% up to 500 million, 4% up to 1 billion, 6% above that, on the part above", f"{Q4} quarter | partner marginal net (<500000000: 2%, <1000000000: 4%, rest: 6%)"),
    ("id", "komisi Oktober 0-100 jt 5%, 100-250 jt 7%, di atas 250 jt 10%, bertahap", f"{OCTOBER} | partner marginal net upper (<100000000: 5%, <250000000: 7%, rest: 10%)"),
    ("en", "commission in October: 5% for the first 100 million, then 7%, marginal", f"{OCTOBER} | partner marginal net (<100000000: 5%, rest: 7%)"),
    ("id", "spiff Oktober 200 rb per seat sampai 20 seat, 300 rb per seat di atasnya, bertahap", f"{OCTOBER} | member marginal seats (<20: 200000 each, rest: 300000 each)"),
    ("en", "monthly bonus to the partner: 2 million from 100 million, 6 million from 250 million, October", f"{OCTOBER} | partner whole net (<100000000: 0%, <250000000: 2000000, rest: 6000000)"),
    ("id", "rebate 5% kalau tembus 1 miliar, Q4, dari semua penjualan", f"{Q4} quarter | partner whole net (<1000000000: 0%, rest: 5%)"),
]  # fmt: skip
BONUSES = [
    ("id", "bonus 1 juta per pelanggan baru untuk penjual, Oktober", f"{OCTOBER} | member 1000000 once customer deal.type=new"),
    ("en", "partner gets... pay the partner 2 million for each new customer in October", f"{OCTOBER} | partner 2000000 once customer deal.type=new"),
    ("id", "bonus 500 rb per deal ke mitra bulan Oktober", f"{OCTOBER} | partner 500000 once transaction"),
    ("id", "bonus 5 juta per partner kalau penjualan tembus 100 juta, Oktober", f"{OCTOBER} | partner 5000000 once period if net>=100000000"),
    ("en", "bonus of 2 million per person if they sell 20 seats in October", f"{OCTOBER} | member 2000000 once period if seats>=20"),
    ("id", "bonus 1 juta per pelanggan baru, Oktober", f"{OCTOBER} | ? 1000000 once customer deal.type=new | ?earner".replace("? 1", "partner 1")),
    ("id", "bonus 3 juta untuk penjual Pro, Oktober", f"{OCTOBER} | member 3000000 for ? name=Pro | ?unit"),
    ("id", "lomba: juara 1 10 jt, juara 2 5 jt, seat terbanyak, per orang, Oktober", f"{OCTOBER} | member race seats 10000000,5000000 share"),
    ("en", "October race for sellers: first place 10 million, second place 5 million, highest revenue", f"{OCTOBER} | member race net 10000000,5000000 share"),
    ("en", "top 3 sellers by revenue win 10, 5 and 3 million in Q4", f"{Q4} | member race net 10000000,5000000,3000000 share"),
    ("id", "lomba penjual Oktober, 3 terbaik dapat 4 jt masing-masing", f"{OCTOBER} | ? race ? 4000000,4000000,4000000 share | ?measure".replace("? race", "member race")),
    ("id", "komisi 5% mulai 1 Oktober, minimum 5 jt sebulan, tidak ditarik lagi", "2026-10-01.. | partner 5% net | partner at least 5000000 no"),
    ("en", "guarantee of 5 million a month for partners from 1 October, recoverable", "2026-10-01.. | partner at least 5000000 yes"),
]  # fmt: skip
TERMS = [
    ("id", "komisi 5% Oktober, tahan 20% sampai pelanggan bayar", f"{OCTOBER} | partner 5% net hold 20% on_customer_payment"),
    ("en", "5% commission in October, hold 30% for 45 days", f"{OCTOBER} | partner 5% net hold 30% 45"),
    ("id", "komisi 5% Oktober, kalau retur dalam 90 hari ditarik", f"{OCTOBER} | partner 5% net claw proportional 90"),
    ("en", "5% commission in October, clawed back in full if returned within 60 days", f"{OCTOBER} | partner 5% net claw full 60"),
    ("id", "komisi 5% Q4 maks 100 jt per kuartal", f"{Q4} quarter | partner 5% net max 100000000/period"),
    ("en", "5% commission in Q4, at most 10 million per deal", f"{Q4} | partner 5% net max 10000000/transaction"),
    ("id", "komisi 5% Q4 maks 100 jt selama program", f"{Q4} | partner 5% net max 100000000/plan"),
    ("id", "spiff 200rb per seat Q4 maks 10 jt per orang", f"{Q4} | member 200000/seats max 10000000/period | ?cap_per"),
    ("id", "spiff 200rb per seat Oktober, budget 70 jt, simulasi pakai data Agustus", f"{OCTOBER} | member 200000/seats | budget=70000000 | on 2026-08-01"),
    ("en", "spiff 200k per seat in October, budget 70 million, try it on last month", f"{OCTOBER} | member 200000/seats | budget=70000000 | on 2026-08-01"),
    ("id", "buat spiff untuk Pro", ".. | ?pays | ?when"),
    ("en", "SPIFF 5m for each new customer, 20m cap, from 12/10/2026 to 31/12/2026", "..2026-12-31 | member None once customer deal.type=new max None/period | ?which_day | ?which_amount"),
]  # fmt: skip
ALL = [*PER_UNIT, *WHO, *RATES, *TABLES, *BONUSES, *TERMS]


@pytest.mark.parametrize(("language", "sentence", "expected"), ALL)
def test_a_sentence_is_a_draft(language: str, sentence: str, expected: str) -> None:
    assert gist(said(READERS[language], sentence, WORLD)) == expected


@pytest.mark.parametrize(("language", "sentence", "expected"), ALL)
def test_a_draft_without_questions_is_a_plan(
    language: str, sentence: str, expected: str
) -> None:
    draft = said(READERS[language], sentence, WORLD)
    assert bool(draft.questions) == ("?" in expected)
    if draft.is_complete:
        assert isinstance(read(draft.document()), Plan)
