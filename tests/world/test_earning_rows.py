"""Rows 19 to 23, 25, 26, 28 and 29 in both languages on every platform: what is earned and why."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from bot.due import run_due_jobs
from handlers.conversation.registry import Registry
from handlers.conversation.reply import Attachment
from handlers.incentives.calculating.closing import caught_up
from handlers.incentives.calculating.issuing import issue
from handlers.incentives.calculating.posted import posted
from storage.store import Store
from storage.values import Period, Platform
from tests.chat import Chat
from tests.conftest import NOW, People
from tests.handlers.incentives.calculating.books import changed, settle
from tests.handlers.incentives.calculating.books import post as post_all
from tests.handlers.incentives.selling import sell, who
from tests.world.posting import Post

pytestmark = pytest.mark.parametrize("platform", Platform)
both_languages = pytest.mark.parametrize("language", ["id", "en"])
MITRA = 1
MORE = {"id": "Kalau saya jual 12 seat lagi?", "en": "What if I sell 12 more seats?"}
SPIFF = {"id": "SPIFF saya bulan ini berapa?", "en": "What is my SPIFF this month?"}
REBATE = {
    "id": "Rebate Q3 kami sekarang, kalau tambah 60 juta?",
    "en": "Our Q3 rebate now, and if we add 60 million?",
}
REFERRAL = {"id": "Komisi referral 120 jt?", "en": "Referral commission on 120 million?"}
WHY = {"id": "Kok segitu?", "en": "Why?"}
ESTIMATE = {
    "id": ("Perkiraan", "Tidak ada yang disimpan"),
    "en": ("Estimate", "Nothing was stored"),
}
ADDS_UP = {"id": "Jumlah semua langkah {}", "en": "The steps add up to {}"}
VERSION = {"id": "versi 1", "en": "version 1"}


def rp(amount: int, language: str) -> str:
    """As each language writes it."""
    written = f"Rp {amount:,}"
    return written.replace(",", ".") if language == "id" else written


@both_languages
def test_20_twelve_seats_more(
    chat: People, store: Store, platform: Platform, language: str
) -> None:
    before = stored(store)
    rina = chat("rina", platform).says(MORE[language])
    rina.hears(rp(10_000_000, language), f"+{rp(2_000_000, language)}", *ESTIMATE[language])
    assert rina.reply.private
    assert stored(store) == before
    rina.says(SPIFF[language]).hears(rp(8_000_000, language))


@both_languages
def test_21_what_sixty_million_more_would_bring(
    chat: People, store: Store, platform: Platform, language: str
) -> None:
    before = stored(store)
    dewi = chat("dewi", platform).says(REBATE[language])
    dewi.hears(*(rp(each, language) for each in (28_200_000, 50_000_000, 1_000_000_000)))
    dewi.hears(f"+{rp(21_800_000, language)}", *ESTIMATE[language])
    assert stored(store) == before


@both_languages
@pytest.mark.parametrize(
    ("asker", "asked", "steps", "total"),
    [
        ("rina", SPIFF, ["24 × {0}", "8 × {0}"], 8_000_000),
        ("rina", MORE, ["24 × {0}", "8 × {0}", "12 × {0}"], 10_000_000),
    ],
)
def test_22_why(
    chat: People,
    platform: Platform,
    language: str,
    asker: str,
    asked: dict[str, str],
    steps: list[str],
    total: int,
) -> None:
    said = chat(asker, platform).says(asked[language]).says(WHY[language])
    said.hears(*(step.format(rp(250_000, language)) for step in steps), VERSION[language])
    said.hears("Pro Push", ADDS_UP[language].format(rp(total, language)))


@both_languages
def test_22_why_a_rebate_with_its_sales(chat: People, platform: Platform, language: str) -> None:
    dewi = chat("dewi", platform).says(REBATE[language]).says(WHY[language])
    dewi.hears(f"{rp(1_000_000_000, language)} × 5% = {rp(50_000_000, language)}")
    dewi.hears("S-0006", rp(794_500_000, language), rp(60_000_000, language), VERSION[language])
    dewi.hears(ADDS_UP[language].format(rp(50_000_000, language)))


@both_languages
def test_23_a_return_is_a_line_of_its_own_and_she_is_told(
    chat: People, store: Store, registry: Registry, post: Post, platform: Platform, language: str
) -> None:
    rina = chat("rina", platform)
    _returned(store, registry)
    rina.says(SPIFF[language]).hears(rp(5_500_000, language), f"-{rp(2_500_000, language)}")
    rina.hears("S-0016").says(WHY[language])
    rina.hears(f"-10 × {rp(250_000, language)} = -{rp(2_500_000, language)}".replace("-10", "−10"))
    (told,) = [text for text in post.deliver().to("rina") if "S-0016" in text]
    assert "Rp 2.500.000" in told
    assert "Rp 5.500.000" in told
    run_due_jobs(store, registry, NOW)
    assert not post.deliver().to("rina")


@both_languages
def test_23_after_the_cap_had_been_reached(
    chat: People, store: Store, registry: Registry, platform: Platform, language: str
) -> None:
    sell(store, "rina", date(2026, 9, 12), 12)
    rina = chat("rina", platform).says(SPIFF[language]).hears(rp(10_000_000, language))
    _returned(store, registry)
    rina.says(SPIFF[language]).hears(rp(8_500_000, language), f"-{rp(1_500_000, language)}")


@both_languages
@pytest.mark.parametrize(("asker", "amount"), [("siti", 12_000_000), ("agus", 9_600_000)])
def test_25_a_referral_by_tier(
    chat: People, store: Store, platform: Platform, language: str, asker: str, amount: int
) -> None:
    before = stored(store)
    said = chat(asker, platform).says(REFERRAL[language])
    said.hears(rp(amount, language), rp(120_000_000, language), *ESTIMATE[language])
    said.says(WHY[language]).hears(rp(amount, language), VERSION[language])
    assert stored(store) == before


@both_languages
def test_28_a_sale_counts_under_the_version_of_its_day(
    chat: People, store: Store, platform: Platform, language: str
) -> None:
    changed(store, "pro-push", "2026-09-16", amount="300000")
    sell(store, "agus", date(2026, 9, 10), 20)
    sell(store, "agus", date(2026, 9, 17), 12)
    agus = chat("agus", platform).at(datetime(2026, 9, 18, 3, tzinfo=UTC)).says(SPIFF[language])
    agus.hears(rp(8_600_000, language), VERSION[language], VERSION[language].replace("1", "2"))
    agus.says(WHY[language])
    agus.hears(f"20 × {rp(250_000, language)}", f"12 × {rp(300_000, language)}")
    agus.hears(ADDS_UP[language].format(rp(8_600_000, language)))


@both_languages
def test_the_statement_is_a_card_a_pdf_and_a_csv(
    chat: People, platform: Platform, language: str
) -> None:
    asked = {
        "id": "laporan penghasilan saya September",
        "en": "my earnings statement for September",
    }
    rina = chat("rina", platform).says(asked[language]).hears(rp(8_000_000, language))
    assert [file.media_type for file in files(rina)] == ["application/pdf", "text/csv"]


def files(chat: Chat) -> list[Attachment]:
    return [block for block in chat.reply.blocks if isinstance(block, Attachment)]


def stored(store: Store) -> tuple[int, int]:
    """How many sales and lines there are."""
    with store.reading() as records:
        sales = records.sold.by([MITRA], Period(date.min, date.max))
        return len(sales), records.sums.newest()[0]


def _returned(store: Store, registry: Registry) -> None:
    """10 of the 24 seats, on 14 September, posted as the service does it."""
    with store.transaction() as records:
        posted(records, [MITRA], NOW)
        rina = who(records, "rina")
        sold = records.transactions.of(rina.id, Period.month(date(2026, 9, 1)))
        (sale,) = (each for each in sold if each.units == 24)
    sell(store, "rina", date(2026, 9, 14), -10, refunds_id=sale.id)
    with store.transaction() as records:
        records.stale.mark([MITRA])
        caught_up(records, NOW)
    run_due_jobs(store, registry, NOW)


LATE = {"id": "ditambahkan setelah tutup", "en": "added after closing"}
SEPTEMBER = {"id": "SPIFF saya September berapa?", "en": "What was my SPIFF in September?"}


@both_languages
def test_29_what_came_after_closing_is_said(
    chat: People, store: Store, platform: Platform, language: str
) -> None:
    before = closed(store)
    sell(store, "rina", date(2026, 9, 29), 2)
    late = datetime(2026, 10, 3, 3, tzinfo=UTC)
    with store.transaction() as records:
        posted(records, [MITRA], late)
    rina = chat("rina", platform).at(late).says(SEPTEMBER[language])
    rina.hears(rp(8_500_000, language), LATE[language], "T-2026-09-29-2")
    rina.says(WHY[language]).hears(f"2 × {rp(250_000, language)}", LATE[language])
    assert issued(store) == before


def closed(store: Store) -> list[tuple[str, int, str]]:
    """September, with the statements that were issued."""
    post_all(store)
    settle(store, "2026-09")
    with store.transaction() as records:
        issue(records, records.periods.containing(date(2026, 9, 1)), NOW)
    assert issued(store)
    return issued(store)


def issued(store: Store) -> list[tuple[str, int, str]]:
    with store.reading() as records:
        return [(each.earner, each.version, each.hash) for each in records.statements.all()]
