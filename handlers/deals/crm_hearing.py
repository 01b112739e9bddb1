"""Takes over what a CRM says of a deal: its value, its day, and how it ended. A win there is
booked as a sale, once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from handlers.conversation.turn import Happening
from handlers.deals import crm, desk, expiry, winning
from handlers.deals.crm import Conflict, Field, Outcome, Resolution, Said, Side, Theirs, Winners
from handlers.deals.winning_cards import Why
from storage.base import Document
from storage.crm_links import CrmLink
from storage.deals import Deal, DealAction, DealState
from storage.people import Person, Role
from storage.sales import TransactionKind
from storage.transactions import Transaction

RULE = "crm.winners"  #: by field, whose word stands where both have changed it


@dataclass(frozen=True, slots=True)
class Hearing:
    """What one CRM says of one deal, which nobody else changes meanwhile. That a deal is won is
    never said to a CRM as its outcome: what the vendor pays on is only said there."""

    happening: Happening
    target: str
    deal: Deal
    theirs: Theirs | None

    def settle(self) -> Said:
        """Take what is theirs to say; what is left to give them."""
        link = self.happening.records.crm_links.of(self.target, self.deal.id)
        agreed = link.agreed if link else {}
        before = {Field(name): value for name, value in agreed.items()}
        there = self.theirs.said if self.theirs else {}
        found = crm.reconcile(crm.said(self.deal), there, before, self._winners())
        if self.theirs is not None:
            refused = self._take(found, link.refused if link else "")
            self._note(found, refused)
            self._link(self.theirs, before, refused)
            self._book(self.theirs)
        won = {(Field.OUTCOME, Outcome.WON)}
        return {name: value for name, value in found.give.items() if (name, value) not in won}

    def _winners(self) -> Winners:
        rule = self.happening.records.rules.found(RULE, self.happening.now.date())
        said = rule.value if rule else {}
        return {**crm.WINNERS, **{Field(name): Side(side) for name, side in said.items()}}

    def _take(self, found: Resolution, refused_before: str) -> str:
        """The outcome there that cannot be ours; empty: all was taken."""
        if value := found.take.get(Field.VALUE):
            self.deal.value = crm.money(value)
        if closing := found.take.get(Field.CLOSING):
            self.deal.closing = crm.day(closing)
        ended = found.take.get(Field.OUTCOME)
        if ended is None:
            return ""
        if self._ends(Outcome(ended)):
            return ""
        if ended != refused_before:
            self._tell("deals.crm_refused", outcome=ended)
            self._audit("crm.refused", "refused", said=ended, state=self.deal.state)
        return ended

    def _ends(self, ended: Outcome) -> bool:
        """Only what could be won or lost in a chat can be there."""
        deal, now = self.deal, self.happening.now
        if ended is Outcome.WON and self._may(DealAction.WIN):
            deal.win(None, now)
        elif ended is Outcome.LOST and self._may(DealAction.LOSE):
            words = self.theirs.lost_words if self.theirs else ""
            deal.lose(None, now, Why.OTHER if words else "", words)
            self.happening.records.deals.release(deal)
        else:
            return False
        for person in {each.id: each for each in (*self._managers(), deal.submitted_by)}.values():
            self.happening.tell(person, "deals.ended", deal_id=deal.id)
        self.happening.emit(f"deal.{deal.state}", deal_id=deal.id)
        return True

    def _may(self, action: DealAction) -> bool:
        allowed = self.deal.may(action, Role.CHANNEL_MANAGER)
        return allowed and not winning.is_too_late(self.happening, self.deal)

    def _note(self, found: Resolution, refused: str) -> None:
        untaken = {Field.OUTCOME} if refused else set()
        taken = {name: value for name, value in found.take.items() if name not in untaken}
        if taken:
            self._audit("crm.taken", "done", **taken)
            self.happening.refresh(expiry.card(self.deal))
        conflicts = [each for each in found.conflicts if each.field not in untaken]
        for each in conflicts:
            self._audit("crm.conflict", "done", **_document(each))
        if conflicts:
            self._tell("deals.crm_conflict", conflicts=[_document(each) for each in conflicts])

    def _link(self, theirs: Theirs, before: Said, refused: str) -> None:
        """What we could not take they say again; all else was dealt with."""
        agreed = _kept(theirs.said)
        if refused:
            agreed[Field.OUTCOME] = before.get(Field.OUTCOME, Outcome.OPEN)
        self.happening.records.crm_links.keep(
            CrmLink(
                target=self.target,
                deal_id=self.deal.id,
                external_id=theirs.external_id,
                version=theirs.version,
                synced_at=self.happening.now,
                agreed=agreed,
                refused=refused,
            )
        )

    def _book(self, theirs: Theirs) -> None:
        """The sale, unless this deal has become one."""
        won = theirs.said.get(Field.OUTCOME) == Outcome.WON and self.deal.state is DealState.WON
        links = self.happening.records.crm_links
        link = links.of(self.target, self.deal.id)
        if not won or link is None or links.win(self.deal.id) is not None:
            return
        win = links.won(link, self._sale(theirs), self.happening.now)
        key = {"target": win.target, "external_id": win.external_id}
        self._audit("crm.booked", "done", transaction_id=win.transaction_id, **key)

    def _sale(self, theirs: Theirs) -> Transaction:
        deal, today = self.deal, desk.today(self.happening, self.deal.partner)
        day = min(deal.closing, today)
        return Transaction(
            source=f"crm:{self.target}",
            source_id=theirs.external_id,
            kind=TransactionKind.SALE,
            day=day,
            booked=day,
            recorded_at=self.happening.now,
            partner_id=deal.partner_id,
            member_id=deal.submitted_by_id,
            product=deal.product.name,
            product_id=deal.product_id,
            quantity=Decimal(deal.seats or 1),
            amount=deal.value,
            customer=deal.customer,
            deal=deal.reference,
        )

    def _tell(self, notice: str, **subject: object) -> None:
        about = {"deal_id": self.deal.id, "target": self.target, **subject}
        for manager in self._managers():
            self.happening.tell(manager, notice, **about)

    def _managers(self) -> Sequence[Person]:
        return self.happening.records.people.with_role(Role.CHANNEL_MANAGER)

    def _audit(self, action: str, result: str, /, **detail: object) -> None:
        said = {"crm": self.target, **detail}
        self.happening.write_down(None, action, self.deal.reference, result, **said)


def given(happening: Happening, target: str, deal: Deal, there: Theirs, gave: Said) -> None:
    """They have what we gave; `there` is their record since."""
    links = happening.records.crm_links
    link = links.of(target, deal.id)
    links.keep(
        CrmLink(
            target=target,
            deal_id=deal.id,
            external_id=there.external_id,
            version=there.version,
            synced_at=happening.now,
            agreed=(link.agreed if link else _kept(there.said)) | _kept(gave),
            refused=link.refused if link else "",
        )
    )


def _kept(said: Said) -> Document:
    return {name.value: value for name, value in said.items()}


def _document(conflict: Conflict) -> dict[str, str]:
    return {
        "field": conflict.field,
        "ours": conflict.ours,
        "theirs": conflict.theirs,
        "winner": conflict.winner,
    }
