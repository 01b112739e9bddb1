"""What reimbursing a claim does to the ledger: what the fund held is payable."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from handlers.conversation.turn import Happening
from handlers.incentives.calculating.calendar import today
from handlers.incentives.paying.handler import paying
from handlers.incentives.posting import Whose, Why, reimbursement
from storage.earnings import earner


@paying.when("fund.reimbursed")
def reimbursed(happening: Happening, facts: Mapping[str, Any]) -> None:
    """Once for each claim; one whose proof shows nothing moves nothing."""
    records, now = happening.records, happening.now
    claim = records.funds.get(facts["claim_id"])
    if not claim.amount.minor:
        return
    partner_id, day = claim.partner_id, today(records, now)
    whose = Whose(partner_id, earner(partner_id, None), claim.amount.currency)
    journal = reimbursement(whose, claim.fund, claim.amount.minor, Why(claim.reference, day))
    records.ledger.post(journal, records.periods.receiving(day).id, now)
