"""A refused registration beside the deal that it met, for the channel managers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from handlers.conversation.reply import Paragraph, Reply, Table, private
from handlers.conversation.text import Text
from handlers.deals import grant_cards, words
from handlers.deals.cards import choose
from handlers.deals.draft import Draft
from handlers.deals.review_cards import with_tier
from storage.deals import OPEN, Deal, Refusal
from storage.partners import Partner, Tier
from storage.products import Product


@dataclass(frozen=True, slots=True)
class Side:
    """A partner and the tier they hold today."""

    partner: Partner
    tier: Tier | None

    def shown(self, text: Text) -> str:
        return with_tier(self.partner.name, self.tier, text)


@dataclass(frozen=True, slots=True)
class Contest:
    """Who came second, with what, and who was first."""

    refusal: Refusal
    deal: Deal
    second: Side
    first: Side
    products: Sequence[Product]


def contested(contest: Contest, text: Text) -> Reply:
    deal, customer = contest.deal, Draft.of(contest.refusal.draft).customer
    title = text("contested", customer=customer, partner=contest.second.partner.name)
    heads = ("", text("contested_new"), text("contested_held", reference=deal.reference))
    evidence = Paragraph(text("contested_signs", signs=_evidence(contest.refusal, text)))
    table = Table(heads, tuple(_rows(contest, text)))
    decide = (grant_cards.choices(deal, contest.second.partner, text),)
    more = decide if deal.state in OPEN else ()
    return private(title, evidence, table, *more, choose([deal], text))


def _evidence(refusal: Refusal, text: Text) -> str:
    signs = (sign.partition(":") for sign in refusal.signs["matched"])
    return words.listed(
        (text(f"sign_{kind}", value=value.rpartition(":")[2]) for kind, _, value in signs), text
    )


def _rows(contest: Contest, text: Text) -> Iterator[tuple[str, str, str]]:
    """Only what at least one of the two says."""
    new, held = dict(_new(contest, text)), dict(_held(contest, text))
    for label in held:
        if new[label] or held[label]:
            yield label, new[label] or "–", held[label] or "–"


def _new(contest: Contest, text: Text) -> Iterator[words.Said]:
    draft = Draft.of(contest.refusal.draft)
    yield text("label_partner"), contest.second.shown(text)
    yield text("label_customer"), draft.customer
    yield text("label_domain"), draft.domain
    yield text("label_tax_id"), draft.tax_id
    yield text("label_product"), words.sold(draft, contest.products, text)
    yield text("label_value"), " / ".join(map(text.money, draft.values))
    yield text("label_closing"), " / ".join(map(text.short_day, draft.closings))
    yield text("label_submitted"), text.moment(contest.refusal.at)


def _held(contest: Contest, text: Text) -> Iterator[words.Said]:
    deal = contest.deal
    yield text("label_partner"), contest.first.shown(text)
    yield text("label_customer"), deal.customer
    yield text("label_domain"), deal.domain
    yield text("label_tax_id"), deal.tax_id
    yield text("label_product"), words.sold_in(deal, text)
    yield text("label_value"), text.money(deal.value)
    yield text("label_closing"), text.short_day(deal.closing)
    yield text("label_submitted"), text.moment(deal.submitted_at)
