"""The programme's figures as chats in the demo world."""

from __future__ import annotations

import csv
from io import StringIO
from typing import TypeVar

import pytest

from handlers.conversation.reply import Attachment, Picture, Table
from handlers.conversation.slots import Reader
from handlers.figures.asked import Asked, By
from handlers.figures.definitions import Kpi
from handlers.figures.reading import asked, last_months
from handlers.incentives.calculating.closing import caught_up
from storage.partners import Partner, PartnerKind, Tier
from storage.store import Store
from storage.values import Language, Period
from tests.chat import Chat
from tests.conftest import NOW, People

B = TypeVar("B")
Q3 = Period.quarter(NOW.date())


def block(chat: Chat, kind: type[B]) -> B:
    return next(each for each in chat.reply.blocks if isinstance(each, kind))


def rows(chat: Chat) -> dict[str, tuple[str, ...]]:
    return {row[0]: row[1:] for row in block(chat, Table).rows}


@pytest.mark.parametrize(
    ("sentence", "wanted"),
    [
        ("KPI bulan ini", Asked(period=Period.month(NOW.date()))),
        ("win rate Q3 per tier", Asked((Kpi.WIN_RATE,), Q3, (By.TIER,))),
        (
            "tren pendapatan per distributor",
            Asked((Kpi.REVENUE,), by=(By.PARTNER,), kinds=(PartnerKind.DISTRIBUTOR,), trend=True),
        ),
        ("revenue by plan", Asked((Kpi.REVENUE,), by=(By.PLAN,))),
        ("mitra aktif di Surabaya", Asked((Kpi.ACTIVE,), regions=("Surabaya",))),
        ("KPI mitra Gold per wilayah", Asked(by=(By.REGION,), tiers=(Tier.GOLD,))),
        ("pendapatan per jenis mitra", Asked((Kpi.REVENUE,), by=(By.KIND,))),
        ("pendapatan per bulan", Asked((Kpi.REVENUE,), trend=True)),
        ("response time and SLA", Asked((Kpi.RESPONSE, Kpi.SLOW_RESPONSE, Kpi.SLA))),
        ("revenue of Surya Distribusi", Asked((Kpi.REVENUE,), partner_id=7)),
        (
            "omzet per wilayah dan per program Q3",
            Asked((Kpi.REVENUE,), Q3, (By.REGION, By.PLAN)),
        ),
        ("sales by tier, kind and plan", Asked((Kpi.REVENUE,), by=(By.TIER, By.KIND, By.PLAN))),
        (
            "omset per distributor & per plan",
            Asked(
                (Kpi.REVENUE,),
                by=(By.PARTNER, By.PLAN),
                kinds=(PartnerKind.DISTRIBUTOR,),
            ),
        ),
        (
            "bandingkan KPI Silver sama Gold",
            Asked(by=(By.TIER,), tiers=(Tier.SILVER, Tier.GOLD)),
        ),
        ("which partners have the highest revenue", Asked((Kpi.REVENUE,), by=(By.PARTNER,))),
        ("mitra mana yang omzetnya paling besar", Asked((Kpi.REVENUE,), by=(By.PARTNER,))),
        ("growth in Q3 against last year", Asked((Kpi.GROWTH,), Q3)),
        ("pertumbuhan dibanding tahun lalu", Asked((Kpi.GROWTH,))),
    ],
)
def test_what_is_asked_for(sentence: str, wanted: Asked) -> None:
    partner = Partner(name="Surya Distribusi", kind=PartnerKind.DISTRIBUTOR, region="Surabaya")
    partner.id = 7
    assert asked(Reader(Language.ID, "IDR", NOW), sentence, [partner]) == wanted


def test_a_question_goes_over_a_button() -> None:
    one = Asked(
        (Kpi.REVENUE,), Q3, (By.PARTNER, By.PLAN), (Tier.GOLD,), ("Medan",),
        (PartnerKind.SERVICE,), 3, True,
    )  # fmt: skip
    assert Asked.of(one.document()) == one
    assert Asked.of(Asked().document()) == Asked()


def test_the_last_months_end_with_the_period() -> None:
    months = last_months(Q3, 12)
    assert (months[0].first.isoformat(), months[-1].last.isoformat()) == (
        "2025-10-01",
        "2026-09-30",
    )


def test_all_figures_of_this_month_each_with_its_meaning(chat: People) -> None:
    maya = chat("maya").says("coba kasih lihat KPI mitra bulan ini")
    assert rows(maya)["Pendapatan dari mitra"][0].startswith("Rp ")
    maya.hears("September 2026", "Agustus 2026", "Win rate", "tidak ada angka", "Median hari")
    assert len(rows(maya)) == len(Kpi)
    assert len(block(maya, Picture).bars) == 12


def test_revenue_by_partner_with_a_picture(chat: People) -> None:
    maya = chat("maya").says("give me the revenue per partner for Q3")
    found = rows(maya)
    assert found["PT Mitra Sejahtera"] == ("Rp 940,000,000",)
    assert found["Surya Distribusi"] == ("Rp 2,800,000,000",)
    assert next(iter(found)) == "Surya Distribusi"
    assert block(maya, Picture).title == "Partner-sourced revenue, Q3 2026"


def test_a_trend_of_the_distributors(chat: People) -> None:
    maya = chat("maya").says("perlihatkan tren pendapatan tiap distributor")
    assert list(rows(maya)) == ["Surya Distribusi"]
    picture = block(maya, Picture)
    assert [bar.shown for bar in picture.bars if bar.value] == [
        "Rp 3.100.000.000", "Rp 3.400.000.000", "Rp 3.900.000.000", "Rp 2.800.000.000",
    ]  # fmt: skip


def test_by_tier_and_then_by_region(chat: People) -> None:
    maya = chat("maya").says("win rate untuk Q3 per tingkat dong").hears("Gold", "Silver")
    maya.says("kalau per wilayah?").hears("Balikpapan", "Win rate", "Q3 2026")
    maya.says("kalau Q2?").hears("Q2 2026", "Balikpapan")


def test_response_and_sla_of_the_decisions(chat: People) -> None:
    """D-1042 was decided on 1 September, 28.75 hours after it came; D-1007 in July."""
    maya = chat("maya").says("what are the response time and SLA hit rate this month")
    maya.hears("28.8 hours", "100%", "hours of the clock")


def test_what_a_plan_on_totals_was_sold_is_not_nothing(chat: People, store: Store) -> None:
    """The quarterly rebate pays on the whole of a quarter, by no sale of its own."""
    with store.transaction() as records:
        caught_up(records, NOW)
    maya = chat("maya").says("give me the revenue of the distributors per plan for Q3")
    assert rows(maya)["Rebate 2026 Q3"] == ("no figure",)
    assert not [each for each in maya.reply.blocks if isinstance(each, Picture)]


def test_by_plan_only_what_is_known_of_one(chat: People) -> None:
    chat("maya").says("win rate by plan please").hears("nothing to reckon that from yet")


def test_the_file_has_every_figure_with_its_meaning(chat: People) -> None:
    maya = chat("maya").says("give me the revenue per partner for Q3").presses("Download as CSV")
    content = block(maya, Attachment).content.decode("utf-8-sig")
    table = list(csv.DictReader(StringIO(content)))
    mine = [row for row in table if row["Of"] == "PT Mitra Sejahtera"]
    assert len(mine) == 13
    assert (mine[0]["Value"], mine[0]["Unit"], mine[0]["From"]) == (
        "940000000.00", "IDR", "2026-07-01",
    )  # fmt: skip
    assert mine[0]["How it is reckoned"].startswith("Sales by partners")


@pytest.mark.parametrize("who", ["rina", "dewi", "agus", "bayu", "budi"])
def test_no_partner_sees_them(chat: People, store: Store, who: str) -> None:
    asker = chat(who).says("give me the revenue per partner for Q3")
    asker.does_not_hear("940", "2,800", "Borneo")
    asker.says("perlihatkan tren pendapatan tiap distributor").does_not_hear("3.100")
    with store.reading() as records:
        assert not [e for e in records.audit.of("figures.show") if e.outcome == "done"]


def test_every_look_is_written_down(chat: People, store: Store) -> None:
    chat("fajar").says("give me the revenue per partner for Q3").hears("940,000,000")
    with store.reading() as records:
        (look,) = records.audit.of("figures.show")
        assert (look.object, look.detail["asked"]["kpis"]) == ("partner", ["revenue"])


def test_a_member_is_never_asked_whether_figures_were_meant(chat: People) -> None:
    """What two operations could mean about equally is what this role may do."""
    rina = chat("rina").says("berapa yang saya dapat di Q3").hears("Penghasilan Anda", "Q3 2026")
    rina.does_not_hear("angka program")
