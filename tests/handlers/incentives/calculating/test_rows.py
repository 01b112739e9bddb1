"""What was sold as rows, with the facts of each sale's own day."""

from __future__ import annotations

from datetime import date

from handlers.incentives.calculating.plans import ALWAYS
from handlers.incentives.calculating.rows import Imagined, imagined, rows
from storage.partners import PartnerTier, Tier
from storage.sales import TransactionKind
from storage.store import Store
from storage.values import Money, Period
from tests.handlers.incentives.calculating.books import AGUS, BORNEO, MITRA, RINA
from tests.handlers.incentives.selling import sell

SEPTEMBER = Period.month(date(2026, 9, 1))


def test_a_sale_knows_its_day(store: Store) -> None:
    """The tier is that of the day, and so is the certificate."""
    with store.transaction() as records:
        records.partners.grant(
            PartnerTier(partner_id=BORNEO, tier=Tier.GOLD, valid_from=date(2026, 8, 1))
        )
        march, august = rows(records, [BORNEO], ALWAYS)
        assert (march["partner.tier"], august["partner.tier"]) == ("silver", "gold")
        assert (august["member"], august["member.certified"]) == (AGUS, "yes")
        assert august["member.certified.cloudsuite-sales"] == "yes"
        assert august["partner.certified"] == "yes"
        assert "member" not in march


def test_a_return_is_that_of_the_sale_as_it_is_now(store: Store) -> None:
    sell(store, "rina", date(2026, 9, 12), 2, source_id="X")
    with store.reading() as records:
        (sale,) = records.transactions.revisions("test", "X")
    sell(store, "rina", date(2026, 9, 14), -2, refunds_id=sale.id, source_id="Y")
    sell(store, "rina", date(2026, 9, 12), 3, source_id="X", revision=2)
    with store.reading() as records:
        found = {row["id"]: row for row in rows(records, [MITRA], SEPTEMBER)}
        new, back = records.transactions.revisions("test", "X")[1].id, sale.id + 1
        assert str(sale.id) not in found
        assert found[str(back)]["of"] == str(new)


def test_registered_is_what_was_approved_and_still_protected(store: Store) -> None:
    for day, deal in ((5, "D-1042"), (6, "D-9999")):
        sell(store, "rina", date(2026, 9, day), 1, deal=deal)
    sell(store, "agus", date(2026, 9, 5), 1, deal="D-1042", source_id="A")
    sell(store, "rina", date(2026, 8, 31), 2, deal="D-1042")
    with store.reading() as records:
        found = rows(records, [MITRA, BORNEO], ALWAYS)
        said = [(row["partner"], row["deal.registered"]) for row in found if "deal" in row]
        assert said == [
            ("partner:1", "false"),
            ("partner:2", "false"),
            ("partner:1", "true"),
            ("partner:1", "false"),
        ]


def test_an_imagined_refund_is_none(store: Store) -> None:
    with store.reading() as records:
        sale = Imagined(MITRA, SEPTEMBER.first, Money.of(1, "IDR"), member_id=1, product="X")
        (row,) = imagined(records, [sale])
        assert (row["kind"], row["member"]) == (TransactionKind.SALE.value, RINA)
