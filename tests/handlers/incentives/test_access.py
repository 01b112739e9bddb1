"""Everyone sees what they may see of incentives, and every look is written down."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from bot.platforms import console
from handlers.conversation.message import Pressed
from handlers.conversation.reply import Table
from storage.audit import AuditEntry
from storage.store import Store
from tests.chat import Chat
from tests.conftest import People
from tests.handlers.incentives.selling import who


def looks(store: Store) -> Sequence[AuditEntry]:
    with store.reading() as records:
        return records.audit.of("incentives.earned")


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

    def test_who_earned_nothing_is_named_after_the_others(self, chat: People) -> None:
        maya = chat("maya").says("what did all our partners earn in September?")
        (table,) = (block for block in maya.reply.blocks if isinstance(block, Table))
        assert all(earned != "Rp 0" for *_, earned in table.rows)
        maya.hears("Nothing earned: Agus (Borneo Data)")

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

    @pytest.mark.parametrize("action", ["incentives.why", "incentives.csv", "incentives.pdf"])
    def test_a_forged_button_shows_nothing(self, chat: People, store: Store, action: str) -> None:
        with store.reading() as records:
            rina = who(records, "rina").id
        value = f'{{"whose":["m{rina}"],"days":["2026-09-01","2026-09-30"]}}'
        chat("agus").does(Pressed(action, value)).hears("tidak ada yang cocok")
        assert [look.outcome for look in looks(store)] == ["refused"]

    def test_a_topic_is_no_key(self, chat: People) -> None:
        """A follow-up in a shared thread shows only what the one who asks may see."""
        place = Chat.in_channel
        place(chat("rina"), "general").says("SPIFF saya bulan ini berapa?").hears("secara pribadi")
        agus = place(chat("agus"), "general").says("kok segitu?")
        assert "8.000.000" not in console.render(agus.reply)


@pytest.mark.parametrize(
    "asked",
    ["temen gue dapet spiff berapa", "brp komisi semua mitra", "earnings of all partners?"],
)
def test_others_are_not_oneself(chat: People, asked: str) -> None:
    chat("siti").says(asked).does_not_hear("Rp 0", "Rp 8")
