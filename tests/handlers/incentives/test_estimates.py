"""What a few seats more would bring, and why."""

from __future__ import annotations

from handlers.conversation.message import Pressed
from storage.store import Store
from tests.conftest import People
from tests.handlers.incentives.selling import OCTOBER


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
            "+Rp 250,000", "1 more seat of CloudSuite Pro on 16 September 2026"
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
