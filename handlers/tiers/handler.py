"""Tells partners how far it is to the next tier, and what was counted."""

from __future__ import annotations

import re

from handlers.conversation.handler import Handler
from handlers.conversation.reply import Reply
from handlers.conversation.turn import Turn
from handlers.tiers import cards, finding, looking
from handlers.tiers.looking import Standing
from storage.partners import Partner, Tier
from storage.people import MEMBERS, Role

tiers = Handler("tiers")

MANAGERS = frozenset({Role.CHANNEL_MANAGER})
ASKERS = MEMBERS | MANAGERS
ACTION = "tiers.progress"
WHY = re.compile(
    r"\b(?:why|how come|explain|kok|kenapa|mengapa|knp|(?:di)?jelas\w*|alasan\w*|(?:pe)?rinci\w*"
    r"|(?:di|meng)?(?:hitung\w*|itung\w*)|counted|calculat\w*|steps|from where|where)\b",
    re.IGNORECASE,
)


@tiers.intent("progress", roles=ASKERS)
def progress(turn: Turn, sentence: str) -> Reply:
    """Towards the tier that is named, else the next one; a manager who names no partner sees
    them all."""
    partner, tier = finding.partner_in(turn, sentence), finding.tier_in(turn, sentence)
    if partner is None:
        return _everybody(turn, tier)
    return _progress(turn, partner, tier)


@tiers.button("progress", roles=ASKERS)
def progress_pressed(turn: Turn, value: str) -> Reply:
    partner = finding.partner_numbered(turn, value)
    return _progress(turn, partner, None) if partner else _everybody(turn, None)


@tiers.button("why", roles=ASKERS)
def why(turn: Turn, value: str) -> Reply:
    """What was counted; the value is a tier and a partner's number."""
    tier, _, number = value.partition(":")
    partner = finding.partner_numbered(turn, number)
    found = _standing(turn, partner, Tier(tier)) if partner and tier in set(Tier) else None
    if found is None:
        return _everybody(turn, None)
    return cards.why(found, turn.text)


@tiers.follow_up(roles=ASKERS)
def follow(turn: Turn, sentence: str) -> Reply | None:
    """*why?* · *kalau Platinum?*"""
    partner = finding.partner_numbered(turn, str(turn.topic.get("partner", "")))
    tier = finding.tier_in(turn, sentence)
    if partner is None or "tier" not in turn.topic:
        return None
    if tier is not None:
        return _progress(turn, partner, tier)
    found = _standing(turn, partner, Tier(turn.topic["tier"])) if WHY.search(sentence) else None
    return cards.why(found, turn.text) if found else None


def _progress(turn: Turn, partner: Partner, named: Tier | None) -> Reply:
    held = turn.records.partners.tier(partner.id, looking.today(turn, partner))
    tier = named or looking.next_tier(turn, partner) or held or Tier.SILVER
    turn.audit(ACTION, f"partner:{partner.id}", "done")
    turn.remember("tiers", partner=partner.id, tier=tier)
    found = _standing(turn, partner, tier)
    if found is None:
        grant = turn.records.partners.held(partner.id, looking.today(turn, partner))
        return cards.no_rule(partner, tier, grant, turn.text)
    return cards.progress(found, turn.person, turn.text)


def _standing(turn: Turn, partner: Partner, tier: Tier) -> Standing | None:
    asked = looking.requirements(turn, partner, tier)
    return looking.standing(turn, partner, asked, turn.language) if asked else None


def _everybody(turn: Turn, named: Tier | None) -> Reply:
    """Every partner on the way to a tier, for those who look after them."""
    found = []
    for partner in turn.records.partners.all():
        tier = named or looking.next_tier(turn, partner)
        standing = _standing(turn, partner, tier) if tier else None
        found.extend([standing] if standing else [])
        turn.audit(ACTION, f"partner:{partner.id}", "done")
    return cards.everybody(found, turn.text)
