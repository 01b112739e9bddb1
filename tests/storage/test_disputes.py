from __future__ import annotations

from datetime import timedelta
from itertools import product

import pytest

from storage.disputes import Dispute, DisputeState
from storage.earned import Slice
from storage.people import Person, Role
from storage.signing import NotNow
from storage.store import Records, Store
from storage.values import Language
from tests.conftest import NOW
from tests.storage.books import earns, person

DUE, LATER = NOW + timedelta(days=3), NOW + timedelta(days=9)


@pytest.fixture
def store(any_store: Store) -> Store:
    return any_store


def opens(records: Records, reference: str = "S-10001", who: str = "rina") -> Dispute:
    (line,) = records.earned.lines(Slice())
    member = person(records, who)
    return records.disputes.open(
        Dispute(
            reference=reference,
            line_id=line.id,
            partner_id=member.company.id,
            opened_by_id=member.id,
            opened_at=NOW,
            due_at=DUE,
            evidence={"text": "10 seats, not 8", "files": []},
            owner_id=person(records, "fajar").id,
        )
    )


def test_a_dispute_is_found_by_its_number_its_line_and_who_opened_it(store: Store) -> None:
    earns(store, "1", 500)
    with store.transaction() as records:
        made = opens(records)
        rina, agus = person(records, "rina"), person(records, "agus")
        disputes = records.disputes
        assert disputes.numbered("S-10001") is made
        assert disputes.numbered("S-99999") is None
        assert (disputes.of(rina.id), disputes.of(agus.id)) == ([made], [])
        assert disputes.about([made.line_id, 10**6]) == {made.line_id: made}
        assert disputes.new_reference() != made.reference


def test_what_waits_is_the_most_urgent_first(store: Store) -> None:
    earns(store, "1", 500)
    with store.transaction() as records:
        slow, urgent, done = (opens(records, f"S-1000{number}") for number in range(3))
        slow.due_at = LATER
        done.investigate(person(records, "fajar"))
        done.decline(person(records, "fajar"), NOW, "the invoice says 8")
        records.session.flush()
        assert records.disputes.waiting() == [urgent, slow]


def test_an_answer_keeps_who_when_and_why(store: Store) -> None:
    earns(store, "1", 500)
    with store.transaction() as records:
        fajar = person(records, "fajar")
        dispute = opens(records)
        dispute.investigate(fajar)
        dispute.decline(fajar, NOW, "the invoice says 8")
        assert (dispute.answer, dispute.answered_by_id) == ("the invoice says 8", fajar.id)
        assert (dispute.answered_at, dispute.is_unsettled) == (NOW, False)
        dispute.close()
        dispute.reopen(LATER)
        assert (dispute.state, dispute.due_at) == (DisputeState.INVESTIGATING, LATER)
        assert dispute.is_unsettled


STEPS = {
    "investigate": {DisputeState.OPEN},
    "uphold": {DisputeState.INVESTIGATING},
    "adjusted": {DisputeState.UPHELD},
    "decline": {DisputeState.INVESTIGATING},
    "close": {DisputeState.ADJUSTED, DisputeState.DECLINED},
    "reopen": {DisputeState.ADJUSTED, DisputeState.DECLINED, DisputeState.CLOSED},
}


@pytest.mark.parametrize(("state", "step"), [*product(DisputeState, STEPS)])
def test_a_step_follows_its_state_or_is_refused(state: DisputeState, step: str) -> None:
    dispute = Dispute(
        reference="S",
        line_id=1,
        partner_id=1,
        opened_by_id=1,
        opened_at=NOW,
        due_at=DUE,
        evidence={},
        state=state,
    )
    if state in STEPS[step]:
        do(dispute, step)
        assert dispute.state is not state
    else:
        with pytest.raises(NotNow):
            do(dispute, step)
        assert dispute.state is state


def do(dispute: Dispute, step: str) -> None:
    by = Person(handle="f", name="F", role=Role.FINANCE, language=Language.EN)
    by.id = 7
    arguments = {
        "investigate": (by,),
        "uphold": (by, NOW, "yes"),
        "decline": (by, NOW, "no"),
        "adjusted": (1,),
        "reopen": (LATER,),
    }
    getattr(dispute, step)(*arguments.get(step, ()))
