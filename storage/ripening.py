"""What a period's approval makes payable: what was accrued, less what still waits for later."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from storage.earnings import Earning, EarningLine
from storage.ledger import Entry
from storage.periods import SETTLED, SettlementPeriod


@dataclass(frozen=True, slots=True)
class Ripe:
    """One earner's books in one currency: what becomes payable (below zero: what was too much),
    and what is payable already."""

    partner_id: int
    earner: str
    currency: str
    minor: int
    payable: int


class Ripening:
    def __init__(self, session: Session) -> None:
        self._session = session

    def now(self, settled_to: date) -> Sequence[Ripe]:
        """Everything accrued for whoever has any, but what later periods still decide."""
        waiting = self._waiting(settled_to)
        payable = self._balances("payable")
        found = [
            Ripe(*key, -minor - waiting.get(key, 0), -payable.get(key, 0))
            for key, minor in sorted(self._balances("accrued").items())
        ]
        return [each for each in found if each.minor]

    def _waiting(self, settled_to: date) -> dict[tuple[int, str, str], int]:
        """The lines that are not settled, or not due yet; what is held is not accrued."""
        key = (Earning.partner_id, Earning.earner, Earning.currency)
        query = (
            select(*key, func.sum(EarningLine.minor - EarningLine.held_minor))
            .join_from(Earning, EarningLine, EarningLine.earning_id == Earning.id)
            .join(SettlementPeriod, SettlementPeriod.id == Earning.period_id)
            .where(or_(SettlementPeriod.state.not_in(SETTLED), Earning.due_on > settled_to))
            .where(Earning.fund == "")
            .group_by(*key)
        )
        rows = self._session.execute(query)
        return {(partner, earner, money): int(minor) for partner, earner, money, minor in rows}

    def _balances(self, part: str) -> dict[tuple[int, str, str], int]:
        """Debits less credits of every earner's account of a kind."""
        key = (Entry.partner_id, Entry.account, Entry.currency)
        query = select(*key, func.sum(Entry.minor)).group_by(*key)
        rows = self._session.execute(query.where(Entry.account.like(f"liability:%:{part}")))
        return {
            (partner, account.split(":", 1)[1].removesuffix(f":{part}"), currency): int(minor)
            for partner, account, currency, minor in rows
            if partner is not None
        }
