from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime

import pytest

from bot.platforms import console
from handlers.conversation.message import Opened, Pressed
from handlers.conversation.reply import Attachment, Picture
from storage.audit import AuditEntry
from storage.incentives import Plan, Transaction, TransactionKind
from storage.people import Person
from storage.store import Records, Store
from storage.values import Money, Platform
from tests.chat import Chat
from tests.conftest import NOW, People

OCTOBER = datetime(2026, 10, 3, 3, 0, tzinfo=UTC)


def who(records: Records, handle: str) -> Person:
    person = records.people.with_handle(handle)
    assert person is not None
    return person


def looks(store: Store) -> Sequence[AuditEntry]:
    with store.reading() as records:
        return records.audit.of("incentives.earned")


def sell(store: Store, handle: str, day: date, units: int, **changed: object) -> None:
    with store.transaction() as records:
        seller = who(records, handle)
        sale = Transaction(
            source="test",
            source_id=f"T-{day}-{units}",
            kind=TransactionKind.SALE if units > 0 else TransactionKind.REFUND,
            day=day,
            recorded_at=NOW,
            partner_id=seller.company.id,
            member_id=seller.id,
            product="CloudSuite Pro",
            quantity=abs(units),
            amount=Money.of(1_500_000 * abs(units), "IDR"),
        )
        for name, value in changed.items():
            setattr(sale, name, value)
        records.transactions.add(sale)


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
        chat("bayu").says("komisi saya bulan ini ada berapa").hears("September 2026: Rp 0")

    def test_a_plan_for_resellers_pays_no_referral_partner(
        self, chat: People, store: Store
    ) -> None:
        sell(store, "siti", date(2026, 9, 2), 4)
        chat("siti").says("what did I earn in September so far?").hears(
            "Rp 0", "not for this partner"
        )

    def test_a_return_takes_back_what_it_brought(self, chat: People, store: Store) -> None:
        sell(store, "rina", date(2026, 9, 14), -10)
        chat("rina").says("berapa insentifku bulan ini").hears("Rp 5.500.000", "-10")

    def test_a_new_revision_takes_the_place_of_the_old(self, chat: People, store: Store) -> None:
        sell(store, "rina", date(2026, 9, 15), 2, source_id="X")
        sell(store, "rina", date(2026, 9, 15), 4, source_id="X", revision=2)
        chat("rina").says("total SPIFF saya bulan ini").hears("Rp 9.000.000", "Rp 1.000.000 dari")

    def test_both_versions_of_a_changed_rule_are_shown(self, chat: People, store: Store) -> None:
        with store.transaction() as records:
            (first,) = records.plans.all()
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
            (push,) = records.plans.all()
            rule = {"kind": "per_unit", "base": "seats", "amount": "1000"}
            component = {"id": "all", "label": "All", "earner": "member", "rule": rule}
            document = {
                "id": "every-seat",
                "version": 1,
                "name": "Every Seat",
                "currency": "IDR",
                "effective_from": "2026-01-01",
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

    def test_money_moves_from_accrued_to_payable_to_due(self, chat: People) -> None:
        rina = chat("rina").at(OCTOBER)
        rina.says("what did I earn last month?").hears("payable on 15 October", "closed on 2")
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
        assert file.name == "earnings-2026-09-01-2026-09-30.csv"
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


class TestWhatIf:
    def test_the_cap_counts_and_nothing_is_stored(self, chat: People, store: Store) -> None:
        rina = chat("rina").says("Kalau saya jual 12 seat lagi?")
        rina.hears("Rp 10.000.000 seluruhnya", "+Rp 2.000.000", "Perkiraan", "Tidak ada yang")
        rina.says("SPIFF saya bulan ini berapa?").hears("Rp 8.000.000")

    def test_in_english_after_the_sum(self, chat: People) -> None:
        rina = chat("rina").says("what is my SPIFF this month?")
        rina.says("what if I sell 12 seats more?").hears("Rp 10,000,000 in all", "+Rp 2,000,000")

    def test_a_single_seat(self, chat: People) -> None:
        chat("rina").says("what would I earn if I sell 1 seat more").hears(
            "+Rp 250,000", "1 more seat sold today"
        )

    def test_without_a_number_it_asks_once(self, chat: People) -> None:
        rina = chat("rina").does(Pressed("routing.begin", "incentives.what_if"))
        rina.hears("Berapa seat lagi?").says("4").hears("+Rp 1.000.000")

    def test_the_number_may_come_with_its_unit(self, chat: People) -> None:
        rina = chat("rina").does(Pressed("routing.begin", "incentives.what_if"))
        rina.says("4 kursi").hears("Rp 9.000.000 seluruhnya")

    def test_something_else_is_no_answer(self, chat: People) -> None:
        rina = chat("rina").does(Pressed("routing.begin", "incentives.what_if"))
        rina.says("SPIFF saya bulan ini berapa?").hears("Rp 8.000.000")

    def test_what_nobody_pays_for(self, chat: People) -> None:
        chat("siti").says("what would I earn with 9 seats more?").hears("No plan would pay")

    def test_after_the_plan_has_ended(self, chat: People) -> None:
        rina = chat("rina").at(OCTOBER).says("what would I earn with 9 seats more?")
        rina.hears("No plan would pay for 9 more seats")

    def test_the_product_may_be_named(self, chat: People) -> None:
        chat("rina").says("what would I earn with 2 Pro seats more?").hears("+Rp 500,000")

    def test_for_oneself_when_owner(self, chat: People) -> None:
        chat("dewi").says("kalau kami jual 4 seat lagi dapat berapa?").hears("Rp 1.000.000")

    def test_staff_say_for_whom(self, chat: People) -> None:
        maya = chat("maya").says("what would be earned with 3 more seats?").hears("For whom?")
        maya.says("what would Rina earn with 3 more seats?").hears("+Rp 750,000")
        maya.says("and with 4 more seats?").hears("+Rp 1,000,000")

    def test_of_somebody_else_is_refused(self, chat: People) -> None:
        chat("agus").says("kalau Rina jual 3 seat lagi dapat berapa?").hears(
            "tidak ada yang cocok"
        )


NAMES = ("Rina", "rina", "Dewi", "Zaenal", "PT Mitra Sejahtera", "PT Tak Dikenal")


class TestWhoMaySee:
    @pytest.mark.parametrize("name", NAMES)
    def test_a_seller_hears_the_same_whoever_it_is(self, chat: People, name: str) -> None:
        agus = chat("agus").says(f"{name} dapat berapa?")
        wanted = chat("agus").says("Nemo dapat berapa?")
        assert console.render(agus.reply) == console.render(wanted.reply)
        agus.hears("tidak ada yang cocok dengan nama itu").does_not_hear("Rp", "Rina")

    def test_the_refused_find_their_own(self, chat: People) -> None:
        chat("agus").says("Rina dapat berapa?").presses("Penghasilan saya").hears("Rp 0")

    def test_a_seller_sees_no_company(self, chat: People) -> None:
        chat("rina").says("berapa insentif tim saya").hears("tidak ada yang cocok")
        chat("rina").says("insentif kami bulan ini").hears("Penghasilan Anda")

    def test_an_owner_sees_the_company_and_its_people(self, chat: People) -> None:
        dewi = chat("dewi")
        dewi.says("Rina dapat berapa bulan ini?").hears(
            "Penghasilan Rina (PT Mitra Sejahtera)", "8.000.000"
        )
        dewi.says("berapa insentif perusahaan kami").hears("Rina", "Dewi", "Rp 8.000.000")
        dewi.says("Agus dapat berapa?").hears("tidak ada yang cocok")

    def test_a_channel_manager_sees_all(self, chat: People) -> None:
        maya = chat("maya")
        maya.says("Rina dapat berapa bulan ini?").hears("Rp 8.000.000")
        maya.says("what did Borneo Data earn in September?").hears("Agus (Borneo Data)", "Rp 0")
        maya.says("Zaenal dapat berapa?").hears("tidak ada yang cocok")

    def test_support_sees_none(self, chat: People) -> None:
        chat("budi").says("how much did Rina earn").does_not_hear("8,000,000")

    def test_every_look_is_in_the_audit_log(self, chat: People, store: Store) -> None:
        chat("agus").says("Rina dapat berapa?")
        chat("agus").says("Zaenal dapat berapa?")
        chat("dewi").says("Rina dapat berapa bulan ini?")
        with store.reading() as records:
            rina, agus, dewi = (who(records, name).id for name in ("rina", "agus", "dewi"))
        assert [(look.actor_id, look.object, look.outcome) for look in looks(store)] == [
            (agus, f"person:{rina}", "refused"),
            (agus, "person:unknown", "refused"),
            (dewi, f"person:{rina}", "done"),
        ]

    @pytest.mark.parametrize("action", ["incentives.why", "incentives.download"])
    def test_a_forged_button_shows_nothing(self, chat: People, store: Store, action: str) -> None:
        with store.reading() as records:
            rina = who(records, "rina").id
        value = f"{rina}:2026-09-01:2026-09-30"
        chat("agus").does(Pressed(action, value)).hears("tidak ada yang cocok")
        assert [look.outcome for look in looks(store)] == ["refused"]

    def test_a_topic_is_no_key(self, chat: People) -> None:
        """A follow-up in a shared thread shows only what the one who asks may see."""
        place = Chat.in_channel
        place(chat("rina"), "general").says("SPIFF saya bulan ini berapa?").hears("secara pribadi")
        agus = place(chat("agus"), "general").says("kok segitu?")
        assert "8.000.000" not in console.render(agus.reply)


class TestWhyAnEstimate:
    """*Kok segitu?* after *kalau saya jual 12 seat lagi?*"""

    STEPS = ("24 ×", "8 ×", "12 ×", "versi 1", "Rp 10.000.000", "pengandaian", "Tidak ada yang")

    def test_every_step_is_shown(self, chat: People) -> None:
        rina = chat("rina").says("Kalau saya jual 12 seat lagi, dapat berapa?")
        rina.says("Kok bisa segitu?").hears(*self.STEPS)

    def test_by_its_button(self, chat: People) -> None:
        rina = chat("rina").says("Kalau saya jual 12 seat lagi, dapat berapa?")
        rina.presses("Kenapa segini?").hears(*self.STEPS)

    def test_nothing_pays_and_nothing_is_explained(self, chat: People) -> None:
        siti = chat("siti").says("What would 12 more seats bring me?").says("why is that?")
        siti.hears("No plan would pay")

    def test_nobody_presses_for_another(self, chat: People) -> None:
        dewi = chat("rina").says("Kalau saya jual 12 seat lagi, dapat berapa?")
        button = next(b for block in dewi.reply.blocks for b in getattr(block, "buttons", ()))
        other = chat("agus").does(Pressed(button.action, button.value))
        other.hears("yang boleh Anda lihat").does_not_hear("10.000.000")


def test_a_range_of_seats_is_asked_about(chat: People) -> None:
    chat("rina").says("Kalau saya jual 4-12 seat lagi, dapat berapa?").hears("Berapa seat lagi?")


def test_the_question_can_be_dropped(chat: People) -> None:
    rina = chat("rina").says("Kalau saya jual lebih banyak seat, dapat berapa?")
    rina.says("batal aja").hears("tidak jadi").says("12").does_not_hear("Perkiraan")


@pytest.mark.parametrize(
    "asked",
    ["temen gue dapet spiff berapa", "brp komisi semua mitra", "earnings of all partners?"],
)
def test_others_are_not_oneself(chat: People, asked: str) -> None:
    chat("siti").says(asked).does_not_hear("Rp 0", "Rp 8")
