"""Which part of the earnings is asked about, what is coming, what is held, and how far it is."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from handlers.conversation.message import Pressed
from handlers.conversation.reply import Attachment, Picture
from storage.adjustments import Adjustment, AdjustmentKind, Approval
from storage.earned import Slice
from storage.store import Store
from storage.values import Money
from tests.chat import Chat
from tests.conftest import NOW, People
from tests.handlers.incentives.calculating.books import MITRA, changed, post, settle
from tests.handlers.incentives.earning.making import extra_plan
from tests.handlers.incentives.selling import sell, who

AUGUST = datetime(2026, 8, 25, 3, tzinfo=UTC)


class TestWhichPart:
    def test_of_one_customer(self, chat: People, store: Store) -> None:
        sell(store, "rina", date(2026, 9, 11), 2, customer="PT Maju Bersama")
        rina = chat("rina")
        rina.says("what did I earn on PT Maju Bersama this month?").hears("Rp 500,000", "bought")
        rina.says("berapa penghasilan saya dari Maju Bersama bulan ini?").hears("Rp 500.000")
        rina.says("what did I earn on PT Tidak Ada this month?").hears("Rp 0", "PT Tidak Ada")

    def test_of_a_plan_by_its_name(self, chat: People, store: Store) -> None:
        extra_plan(store, {"kind": "rate", "base": "each", "pct": "1"}, earner="member")
        rina = chat("rina").says("what did I earn from Pro Push this month?")
        rina.hears("Rp 8,000,000", "Only from SPIFF Pro Push").does_not_hear("Extra")

    def test_of_what_partners_are_paid(self, chat: People) -> None:
        dewi = chat("dewi").says("rebate kami berapa?").hears("Q3 2026: Rp 28.200.000")
        dewi.hears("Rp 60.000.000 lagi", "5%", "Rp 1.000.000.000", "Rp 940.000.000")
        dewi.says("what did I earn from leads?").hears("Rp 0")

    def test_a_seller_sees_no_rebate(self, chat: People) -> None:
        chat("rina").says("rebate kami berapa?").does_not_hear("28.200.000", "940.000.000")

    @pytest.mark.parametrize(
        ("asker", "question", "amount"),
        [
            ("lia", "what did I earn in August?", "Rp 3,000,000"),
            ("hendra", "what did I earn in August?", "Rp 6,000,000"),
            ("siti", "what did I earn in August?", "Rp 2,250,000"),
            ("bayu", "what did I earn this quarter?", "Rp 140,000,000"),
        ],
    )
    def test_everybody_earns_something(
        self, chat: People, asker: str, question: str, amount: str
    ) -> None:
        chat(asker).says(question).hears(f"You earned {amount}")

    def test_of_everybody_with_their_partners(self, chat: People) -> None:
        maya = chat("maya").says("what has every partner earned in Q3?")
        maya.hears("Surya Distribusi", "Rp 140,000,000", "Rina (PT Mitra Sejahtera)")


class TestWhatIsComing:
    def test_a_quarter_that_is_not_over(self, chat: People) -> None:
        dewi = chat("dewi").at(AUGUST).says("what did I earn this month?")
        dewi.hears("So far, for Q3 2026: Rebate Q3", "final on 30 September 2026")

    @pytest.mark.parametrize(
        ("hold", "said"),
        [
            ({"release": "on_customer_payment"}, "Rp 360,000 until the customer has paid"),
            ({"release": "after_days", "days": 60}, "until 60 days after the sale"),
            ({"release": "on_date", "date": "2026-12-24"}, "until 24 December 2026"),
        ],
    )
    def test_what_is_held_and_why(
        self, chat: People, store: Store, hold: dict[str, object], said: str
    ) -> None:
        rule = {"kind": "rate", "base": "each", "pct": "2"}
        extra_plan(store, rule, earner="member", hold={"pct": "50", **hold})
        extra = chat("rina").says("what did I earn this month?").hears(said.replace("360", "480"))
        extra.presses("Download as CSV")
        assert "held" in file(extra)

    def test_into_a_fund(self, chat: People, store: Store) -> None:
        rule = {"kind": "fixed", "amount": "7000000", "once_per": "period"}
        extra_plan(store, rule, pays="fund", fund="mdf")
        dewi = chat("dewi").says("what did I earn this month?").hears("Extra: Rp 7,000,000")
        dewi.hears("You earned Rp 28,200,000", "Into a fund")

    def test_an_adjustment_is_a_line_of_its_own(self, chat: People, store: Store) -> None:
        post(store)
        adjust(store, 500_000)
        rina = chat("rina").says("what did I earn this month?").hears("Rp 8,500,000")
        rina.hears("Adjusted: Rp 500,000 for S-0017: Dispute upheld (10 seats, not 8)")
        rina.says("why?").hears("Adjusted", "The steps add up to Rp 8,500,000")
        rina.presses("Download as CSV")
        assert "adjustment" in file(rina)
        chat("dewi").says("what did I earn this month?").does_not_hear("Adjusted")


class TestHowFar:
    def test_a_cap_that_is_reached(self, chat: People, store: Store) -> None:
        sell(store, "rina", date(2026, 9, 12), 12)
        rina = chat("rina").says("how much is left of my SPIFF until the cap?")
        rina.hears("reached: Rp 10,000,000")

    def test_versions_share_their_total(self, chat: People, store: Store) -> None:
        table = [{"up_to": "1000000000", "pct": "3"}, {"pct": "5"}]
        changed(store, "rebate-2026-q3", "2026-09-12", table=table)
        sell(store, "rina", date(2026, 9, 14), 4)
        chat("dewi").says("rebate kami berapa?").hears("Rp 54.000.000 lagi", "Rp 946.000.000")

    def test_a_marginal_table_runs_on(self, chat: People, store: Store) -> None:
        table = [{"up_to": "40", "per_unit": "1000"}, {"per_unit": "2000"}]
        rule = {"kind": "tiers", "base": "seats", "mode": "marginal", "table": table}
        extra_plan(store, {**rule, "accumulate": "window"}, earner="member")
        chat("rina").says("what did I earn this month?").hears(
            "8 seat more and Extra pays Rp 2,000"
        )

    def test_nothing_is_next_after_the_last_row_or_beside_another_total(
        self, chat: People, store: Store
    ) -> None:
        table = [{"up_to": "40000000", "pct": "1"}, {"pct": "2"}]
        rule = {"kind": "tiers", "base": "net", "mode": "whole", "table": table, "by": "seats"}
        extra_plan(store, {**rule, "accumulate": "window"}, earner="member")
        chat("rina").says("what did I earn this month?").does_not_hear("To the next row")
        chat("bayu").says("what did I earn this month?").does_not_hear("To the next row")


class TestTheStatement:
    def test_a_closed_month_is_as_it_was_issued(self, chat: People, store: Store) -> None:
        post(store)
        settle(store, "2026-09")
        rina = chat("rina").says("my earnings in September")
        rina.presses("Download as PDF")
        (pdf,) = files(rina)
        assert pdf.content.startswith(b"%PDF")
        rina.says("my earnings in September").presses("Download as CSV")
        assert "S-0016" in file(rina)

    def test_a_quarter_has_its_pictures(self, chat: People, store: Store) -> None:
        dewi = chat("dewi").says("what did I earn in Q3?").hears("Rp 28,200,000")
        assert not pictures(dewi), "one bar alone compares nothing"
        extra_plan(store, {"kind": "rate", "base": "each", "pct": "1"}, earner="partner")
        dewi.says("what did I earn in Q3?").hears("where the money came from")
        dewi.presses("Download as CSV")
        assert "Rebate Q3" in file(dewi)

    def test_its_files_come_once_and_are_named_in_the_readers_language(self, chat: People) -> None:
        rina = chat("rina").says("laporan penghasilan saya bulan September")
        names = [each.name for each in files(rina)]
        assert names == ["penghasilan-2026-09.pdf", "penghasilan-2026-09.csv"]
        rina.hears("[Kenapa segini?]").does_not_hear("[Unduh")

    def test_of_nothing_says_so_and_asks_for_no_press(self, chat: People) -> None:
        rina = chat("rina").says("penghasilan saya bulan Mei berapa ya")
        rina.hears("Mei 2026: Rp 0", "Belum ada penjualan").does_not_hear("[")
        rina.says("my earnings back in May").hears("Rp 0", "No sale is on record")


class TestWhatIsHeld:
    def test_nothing(self, chat: People) -> None:
        rina = chat("rina").says("uang saya yang tertahan ada berapa dan kenapa")
        rina.hears("Tidak ada penghasilan pada 2026 yang ditahan").does_not_hear("Langkah")
        rina.says("is any of my money held, and why").hears("Nothing earned in 2026 is held")
        rina.presses("Show all of it").hears("Rp 8,000,000")

    def test_how_much_and_until_when(self, chat: People, store: Store) -> None:
        hold = {"pct": "20", "release": "on_customer_payment"}
        rule = {"kind": "rate", "base": "each", "pct": "1"}
        extra_plan(store, rule, earner="member", hold=hold)
        sell(store, "rina", date(2026, 9, 4), 10)
        rina = chat("rina").says("how much of my SPIFF is on hold, and why?")
        rina.hears("Held of what was earned in 2026: Rp", "until the customer has paid")


class TestEstimates:
    def test_of_a_deal(self, chat: People) -> None:
        dewi = chat("dewi").says("what if I win D-1042 now?")
        dewi.hears("winning D-1042 (60 seats, Rp 90,000,000 of CloudSuite Pro)", "Rp 10,000,000")
        dewi.hears("Rebate Q3", "Rp 51,500,000")

    def test_of_a_deal_of_somebody_else(self, chat: People) -> None:
        said = chat("agus").says("what if I win D-1042 now?")
        said.does_not_hear("90,000,000", "PT Maju Bersama", "60 seats")

    def test_a_deal_may_answer_the_question(self, chat: People) -> None:
        rina = chat("rina").does(Pressed("routing.begin", "incentives.what_if"))
        rina.says("D-1042").hears("Rp 10.000.000 seluruhnya")

    def test_a_seller_learns_nothing_of_the_company(self, chat: People) -> None:
        rina = chat("rina").says("rebate kami kalau tambah 600 juta?")
        rina.hears("Rp 18.000.000").does_not_hear("28.200.000", "940.000.000")
        rina.says("kenapa?").does_not_hear("28.200.000", "940.000.000", "S-0006")

    def test_money_and_seats_together(self, chat: People) -> None:
        rina = chat("rina").says("what would I earn with 4 seats more for Rp 5 million?")
        rina.hears("+Rp 1,000,000", "4 more seats, Rp 5,000,000")

    def test_in_a_month_to_come(self, chat: People, store: Store) -> None:
        extra_plan(
            store,
            {"kind": "per_unit", "base": "seats", "amount": "1000"},
            earner="member",
            plan={"effective_to": "2026-12-31"},
        )
        rina = chat("rina").says("what would I earn with 7 more seats in October?")
        rina.hears("October 2026", "+Rp 7,000", "on 1 October 2026").says("why?").hears(
            "7 × Rp 1,000"
        )


def adjust(store: Store, rupiah: int) -> None:
    """The sale of 10 September was of ten seats."""
    with store.transaction() as records:
        lines = records.earned.lines(Slice(earner="member:1", partner_id=MITRA))
        (line,) = (each for each in lines if each.minor == 200_000_000)
        prepared = records.adjustments.prepare(
            Adjustment(
                kind=AdjustmentKind.DISPUTE,
                reason="calculation_error",
                amount=Money.of(rupiah, "IDR"),
                line_id=line.id,
                prepared_by_id=who(records, "fajar").id,
                prepared_at=NOW,
                note="10 seats, not 8",
            )
        )
        approval = Approval(who(records, "maya"), date(2026, 9, 16), NOW)
        records.adjustments.approve(prepared.id, approval)


def files(chat: Chat) -> list[Attachment]:
    return [block for block in chat.reply.blocks if isinstance(block, Attachment)]


def pictures(chat: Chat) -> list[Picture]:
    return [block for block in chat.reply.blocks if isinstance(block, Picture)]


def file(chat: Chat) -> str:
    (attached,) = files(chat)
    return attached.content.decode()
