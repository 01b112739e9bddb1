"""The lines of the books that somebody may dispute, with the facts of their sales."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from handlers.incentives.calculating.plans import ALWAYS
from handlers.incentives.disputing.lines import Known
from storage.disputes import Dispute
from storage.earned import Line, Slice
from storage.earnings import earner
from storage.people import Person, Role
from storage.store import Records
from storage.transactions import Transaction


def disputable(records: Records, person: Person) -> list[Known]:
    """A seller's own lines, all of the company's for an owner; the newest sale first."""
    owner = person.role is Role.OWNER
    whose = "" if owner else earner(person.company.id, person.id)
    lines = records.earned.current(Slice(earner=whose, partner_id=person.company.id))
    return _known(records, person.company.id, lines)


def disputed(records: Records, dispute: Dispute) -> Known:
    """The line that a dispute is about."""
    line = _of(records, dispute)
    return _known(records, dispute.partner_id, [line])[0]


def _of(records: Records, dispute: Dispute) -> Line:
    """As it was posted; it does not change when others follow."""
    _, earning = records.earnings.get(dispute.line_id)
    some = Slice(earner=earning.earner, windows=[earning.window], up_to=dispute.line_id)
    posted = [line for line in records.earned.lines(some) if line.id == dispute.line_id]
    key = posted[0].key
    return next(line for line in records.earned.current(some) if line.key == key)


def _known(records: Records, partner_id: int, lines: Sequence[Line]) -> list[Known]:
    sales = {sale.id: sale for sale in records.transactions.at(partner_id, ALWAYS)}
    plans = {(plan.code, plan.version): plan.name for plan in records.plans.all()}
    found = [_one(records, line, sales, plans) for line in lines]
    return sorted(found, key=lambda each: (str(each.day or ""), each.id), reverse=True)


def _one(
    records: Records,
    line: Line,
    sales: Mapping[int, Transaction],
    plans: Mapping[tuple[str, int], str],
) -> Known:
    member = records.people.get(line.member_id) if line.member_id else None
    partner = records.partners.get(line.partner_id)
    named = plans.get((line.plan, line.version), line.plan)
    sale = sales.get(line.transaction_id or 0)
    known = Known(
        id=line.id,
        amount=line.amount,
        rule=f"{named} v{line.version}",
        who=member.name if member else partner.name,
        window=line.window,
    )
    return _with(known, sale) if sale else known


def _with(known: Known, sale: Transaction) -> Known:
    return Known(
        known.id,
        known.amount,
        known.rule,
        known.who,
        known.window,
        sale.day,
        sale.quantity,
        sale.customer,
        sale.product,
        sale.source_id,
    )
