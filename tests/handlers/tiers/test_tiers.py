"""The way to a tier, as chats in the demo world."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from storage.partners import PartnerTier, Tier
from storage.rules import Rule
from storage.store import Store
from storage.values import Platform
from tests.conftest import People

PLATINUM = {
    "kinds": ["reseller"],
    "months": 12,
    "revenue": {"IDR": "5000000000"},
    "certified": {"course": "cloudsuite-sales", "people": 3},
    "warn_days": 30,
}


def with_platinum(store: Store) -> None:
    with store.transaction() as records:
        day = date(2026, 9, 1)
        rule = Rule(name="tiers.platinum", value=PLATINUM, effective_from=day, source="Tiers 2027")
        records.rules.add(rule)


@pytest.mark.parametrize(
    ("sentence", "heard"),
    [
        ("what do we need for Platinum?", ("asks for nothing yet", "Platinum", "Gold")),
        ("apa yang kami butuhkan untuk Platinum?", ("belum menetapkan syarat", "Platinum")),
    ],
)
def test_a_tier_without_a_rule_is_not_reckoned(
    chat: People, sentence: str, heard: tuple[str, ...]
) -> None:
    chat("dewi").says(sentence).hears(*heard)


def test_a_rule_that_came_into_force_is_reckoned(chat: People, store: Store) -> None:
    with_platinum(store)
    dewi = chat("dewi").says("how much do we still lack for Platinum")
    dewi.hears("Rp 2,660,000,000 and 1 more certified person", "Tiers 2027")


def test_the_next_tier_is_meant_when_none_is_named(chat: People, store: Store) -> None:
    with_platinum(store)
    chat("rina").says("kurang apa lagi kami buat naik tier").hears("untuk Platinum")
    chat("bayu").says("kurang apa lagi kami buat naik tier").hears(
        "untuk Gold", "2 orang bersertifikat lagi"
    )


def test_who_holds_the_highest_tier_sees_whether_it_lasts(chat: People) -> None:
    chat("dewi").says("do we keep our tier?").hears(
        "holds Gold and has everything", "Rp 2,340,000,000", "2 of 2"
    )


def test_gold_by_decision_says_until_when(chat: People) -> None:
    siti = chat("siti", Platform.TEAMS).says("how far is it to Gold for us")
    siti.hears("Gold, by decision until 31 December 2026", "resellers, distributors")
    siti.does_not_hear("still needs")


def test_what_was_counted_adds_up(chat: People) -> None:
    agus = chat("agus").says("masih kurang apa kami ke Gold?").presses("Apa saja yang dihitung?")
    agus.hears("Maret 2026", "1.623.000.000", "27.000.000", "Jumlah", "1.650.000.000", "Agus")
    agus.says("masih kurang apa kami ke Gold?").says("kok segitu?").hears("1.650.000.000")
    agus.says("kalau Platinum?").hears("belum menetapkan syarat")


def test_his_own_certificate_can_be_renewed_at_once(chat: People) -> None:
    agus = chat("agus").says("masih kurang apa kami ke Gold?").hears("14 hari lagi", "0 orang")
    agus.presses("Perbarui sertifikat saya").hears("1 dari 5")


def test_after_the_certificate_ended_two_people_are_missing(chat: People) -> None:
    october = datetime(2026, 10, 1, 3, tzinfo=UTC)
    agus = chat("agus").at(october).says("masih kurang apa kami ke Gold?")
    agus.hears("2 orang bersertifikat lagi").does_not_hear("Sertifikat Anda")


def test_a_manager_sees_everybody_or_one(chat: People, store: Store) -> None:
    maya = chat("maya").says("mitra mana saja yang sudah mendekati Gold")
    maya.hears("Borneo Data", "Surya Distribusi", "hanya melalui keputusan")
    maya.says("Borneo Data kurang apa buat ke Gold?").hears("Rp 350.000.000")
    with store.reading() as records:
        assert "partner:2" in {entry.object for entry in records.audit.of("tiers.progress")}


def test_a_partner_asks_only_about_itself(chat: People) -> None:
    rina = chat("rina").says("Borneo Data kurang apa ke Gold?").does_not_hear("350.000.000")
    rina.hears("PT Mitra Sejahtera")


def test_a_tier_that_was_granted_today_counts_today(chat: People, store: Store) -> None:
    with store.transaction() as records:
        day = date(2026, 9, 16)
        grant = PartnerTier(partner_id=2, tier=Tier.GOLD, valid_from=day, reason="Launch")
        records.partners.grant(grant)
    chat("agus").says("masih kurang apa kami ke Gold?").hears(
        "memegang Gold, dan masih perlu Rp 350.000.000"
    )
