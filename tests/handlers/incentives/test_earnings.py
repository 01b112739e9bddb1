"""What a member earned, and why."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from handlers.conversation.message import Opened
from handlers.conversation.reply import Attachment, Picture
from storage.incentives import Plan
from storage.store import Records, Store
from storage.values import Platform
from tests.conftest import NOW, People
from tests.handlers.incentives.calculating.books import post, settle
from tests.handlers.incentives.selling import OCTOBER, sell


def _push(records: Records) -> Plan:
    return next(plan for plan in records.plans.all() if plan.code == "pro-push")


class TestWhatAMemberEarned:
    def test_the_sum_the_rule_the_cap_and_the_day_of_payment(self, chat: People) -> None:
        chat("rina").says("SPIFF saya bulan ini berapa?").hears(
            "Penghasilan Anda pada September 2026: Rp 8.000.000",
            "Pro Push, versi 1: Rp 250.000 per seat CloudSuite Pro",
            "Paling banyak Rp 10.000.000 per orang per bulan",
            "Sisa sampai batas: Rp 2.000.000",
            "Rp 8.000.000 tercatat; ditutup 2 Oktober 2026, dibayarkan 15 Oktober 2026",
            "Rp 6.000.000",
            "Rp 2.000.000",
        )

    @pytest.mark.parametrize("platform", Platform)
    def test_the_same_in_english_on_every_door(self, chat: People, platform: Platform) -> None:
        rina = chat("rina", platform).says("what is my SPIFF this month?")
        rina.hears("You earned Rp 8,000,000 in September 2026", "version 1", "24")
        rina.hears("Left to the cap: Rp 2,000,000", "payable on 15 October 2026")
        assert rina.reply.private

    def test_a_picture_says_the_same_in_words(self, chat: People) -> None:
        rina = chat("rina").says("my SPIFF for September please")
        (picture,) = (block for block in rina.reply.blocks if isinstance(block, Picture))
        assert [bar.value for bar in picture.bars] == [600_000_000, 200_000_000]
        assert "10 September 2026 · 8 seats: Rp 2,000,000" in picture.alternative

    def test_a_quarter_shows_each_month_and_what_earned_nothing(self, chat: People) -> None:
        rina = chat("rina").says("penghasilan saya di Q3 ini").hears("Q3 2026: Rp 8.000.000")
        rina.hears("tidak ada program yang membayar CloudSuite Pro pada hari itu", "11 Agustus")

    def test_who_sold_nothing_is_told_plainly(self, chat: People) -> None:
        chat("agus").says("komisi saya bulan ini ada berapa").hears("September 2026: Rp 0")

    def test_a_plan_for_resellers_pays_no_referral_partner(
        self, chat: People, store: Store
    ) -> None:
        sell(store, "siti", date(2026, 9, 2), 4)
        chat("siti").says("what did I earn in September so far?").hears(
            "Rp 0", "not for this partner"
        )

    def test_a_return_takes_back_what_it_brought(self, chat: People, store: Store) -> None:
        sell(store, "rina", date(2026, 9, 14), -10)
        chat("rina").says("berapa insentifku bulan ini").hears(
            "Rp 5.500.000", "−10", "-Rp 2.500.000"
        )

    def test_a_new_revision_takes_the_place_of_the_old(self, chat: People, store: Store) -> None:
        sell(store, "rina", date(2026, 9, 15), 2, source_id="X")
        sell(store, "rina", date(2026, 9, 15), 4, source_id="X", revision=2)
        chat("rina").says("total SPIFF saya bulan ini").hears("Rp 9.000.000", "Rp 1.000.000 dari")

    def test_both_versions_of_a_changed_rule_are_shown(self, chat: People, store: Store) -> None:
        with store.transaction() as records:
            first = _push(records)
            document = {**first.document, "version": 2, "effective_from": "2026-09-10"}
            (component,) = first.document["components"]
            rule = {**component["rule"], "amount": "300000"}
            document["components"] = [{**component, "rule": rule}]
            records.plans.add(
                Plan(
                    code=first.code,
                    version=2,
                    name=first.name,
                    effective_from=date(2026, 9, 10),
                    effective_to=first.effective_to,
                    document=document,
                    published_at=NOW,
                )
            )
        chat("rina").says("my incentive for this month?").hears(
            "Rp 8,400,000", "version 1", "version 2: Rp 300,000"
        )

    def test_a_plan_may_have_no_end_no_cap_and_no_product(
        self, chat: People, store: Store
    ) -> None:
        with store.transaction() as records:
            push = _push(records)
            rule = {"kind": "per_unit", "base": "seats", "amount": "1000"}
            component = {"id": "all", "label": "All", "earner": "member", "rule": rule}
            document = {
                "schema_version": 1,
                "id": "every-seat",
                "version": 1,
                "name": "Every Seat",
                "currency": "IDR",
                "effective_from": "2026-01-01",
                "period": "month",
                "measures": [{"id": "seats", "of": "quantity"}],
                "components": [component],
            }
            records.plans.add(
                Plan(
                    code="every-seat",
                    version=1,
                    name="Every Seat",
                    effective_from=date(2026, 1, 1),
                    effective_to=None,
                    document=document,
                    published_at=NOW,
                    published_by_id=push.published_by_id,
                )
            )
        chat("rina").says("penghasilan saya bulan kemarin ada berapa").hears(
            "Rp 45.000", "Every Seat, versi 1: Rp 1.000 per seat produk apa pun, mulai 1 Januari"
        )

    def test_money_moves_from_accrued_to_payable_to_due(self, chat: People, store: Store) -> None:
        rina = chat("rina").at(OCTOBER)
        rina.says("what did I earn last month?").hears("to be closed by 2 October", "still open")
        rina.does_not_hear("payable on")
        post(store)
        settle(store, "2026-09")
        rina.says("what did I earn last month?").hears("payable on 15 October", "closed on 16 Sep")
        rina.at(datetime(2026, 10, 20, tzinfo=UTC))
        rina.says("what did I earn last month?").hears("was due on 15 October 2026")

    def test_what_the_cap_leaves_out_is_said(self, chat: People, store: Store) -> None:
        sell(store, "rina", date(2026, 9, 15), 12)
        rina = chat("rina").says("my SPIFF this month").hears("Rp 10,000,000 in September")
        rina.presses("Why this much?").hears("the cap of Rp 10,000,000 a month takes Rp 1,000,000")

    def test_many_sales_are_in_the_file(self, chat: People, store: Store) -> None:
        for day in range(1, 20):
            sell(store, "rina", date(2026, 9, day), 1)
        rina = chat("rina").says("my SPIFF this month").hears("1 more sale is in the file.")
        rina.presses("Download as CSV")
        (file,) = (block for block in rina.reply.blocks if isinstance(block, Attachment))
        assert file.name == "earnings-2026-09.csv"
        assert len(file.content.decode().splitlines()) == 22

    def test_home_shows_this_month(self, chat: People) -> None:
        rina = chat("rina").does(Opened("home"))
        rina.hears("Penghasilan Anda pada September 2026: Rp 8.000.000", "tercatat")
        chat("agus").does(Opened("home")).hears("Penghasilan Anda pada September 2026: Rp 0")
        chat("maya").does(Opened("home")).does_not_hear("Penghasilan Anda")


class TestWhy:
    def test_every_step_and_their_sum(self, chat: People) -> None:
        rina = chat("rina").says("SPIFF saya bulan ini berapa?").says("Kok segitu?")
        rina.hears(
            "24 × Rp 250.000 = Rp 6.000.000",
            "8 × Rp 250.000 = Rp 2.000.000",
            "Pro Push, versi 1",
            "Jumlah semua langkah Rp 8.000.000",
        )

    def test_in_english(self, chat: People) -> None:
        rina = chat("rina").says("what is my SPIFF this month?").says("Why?")
        rina.hears("24 × Rp 250,000 = Rp 6,000,000", "The steps add up to Rp 8,000,000")

    def test_of_nothing(self, chat: People) -> None:
        chat("dewi").says("my own incentive last month?").presses("Why this much?").hears(
            "no plan paid", "The steps add up to Rp 0"
        )

    def test_of_an_estimate_shows_its_steps_again(self, chat: People) -> None:
        rina = chat("rina").says("Kalau saya jual 12 seat lagi?").says("kenapa?")
        rina.hears("12 × Rp 250.000 = Rp 3.000.000", "memotong Rp 1.000.000")

    def test_of_several_people_shows_them_again(self, chat: People) -> None:
        chat("maya").says("what did all our partners earn this month?").says("why?").hears(
            "Rina (PT Mitra"
        )

    def test_another_period_follows(self, chat: People) -> None:
        rina = chat("rina").says("what is my SPIFF this month?").says("and last month?")
        rina.hears("You earned Rp 0 in August 2026")

    def test_another_question_is_not_a_follow_up(self, chat: People) -> None:
        rina = chat("rina").says("what is my SPIFF this month?").says("and what about the dog?")
        assert rina.answered.operation != "incentives.follow_up"
