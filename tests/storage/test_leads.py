from __future__ import annotations

from datetime import timedelta
from itertools import product

import pytest

from storage.deals import NotAllowed
from storage.lead_moves import TRANSITIONS, LeadAction, LeadState, Part, Parts
from storage.leads import Lead, OfferOutcome
from storage.partners import Partner, PartnerKind
from storage.people import EVERYONE, MEMBERS, Person, Role
from storage.store import Records, Store
from storage.values import Language, Money
from tests.conftest import NOW

BRINGS, HOLDS, OTHER = 1, 2, 3  #: partners
LATER = NOW + timedelta(days=1)


def a_person(role: Role, partner_id: int | None) -> Person:
    return Person(
        handle=role, name=role.title(), role=role, language=Language.EN, partner_id=partner_id
    )


def an_unkept_lead(state: LeadState, partner_id: int | None = BRINGS) -> Lead:
    lead = Lead(
        reference="L-10000",
        partner_id=partner_id,
        brought_by=a_person(Role.SELLER, partner_id),
        customer="PT Sinar Terang",
        country="ID",
        brought_at=NOW,
        changed_at=NOW,
        state=state,
    )
    lead.holder_id = HOLDS if state in (LeadState.OFFERED, LeadState.ACCEPTED) else None
    return lead


def do(lead: Lead, action: LeadAction, by: Person | None) -> None:
    partner = Partner(name="A partner", kind=PartnerKind.RESELLER)
    match action:
        case LeadAction.OFFER:
            lead.offer(by, NOW, partner, LATER)
        case LeadAction.DECLINE | LeadAction.LAPSE:
            lead.give_up(by, NOW)
        case _:
            assert by is not None, "only people do this"
            _by_a_person(lead, action, by)


def _by_a_person(lead: Lead, action: LeadAction, by: Person) -> None:
    match action:
        case LeadAction.ACCEPT:
            lead.accept(by, NOW)
        case LeadAction.CONVERT:
            lead.convert(by, NOW, 7)
        case LeadAction.LOSE:
            lead.lose(by, NOW, "no budget")
        case _:
            lead.withdraw(by, NOW)


#: Everybody who could try: each role at each partner, and at the vendor.
PEOPLE = [
    *(
        a_person(role, partner)
        for role, partner in product(sorted(MEMBERS), (BRINGS, HOLDS, OTHER))
    ),
    *(a_person(role, None) for role in sorted(EVERYONE - MEMBERS)),
]


def part(person: Person, lead: Lead) -> Parts:
    if person.role is Role.CHANNEL_MANAGER:
        return frozenset({Part.MANAGER})
    if person.partner_id == BRINGS:
        return frozenset({Part.BRINGER})
    holds = person.partner_id == HOLDS == lead.holder_id
    return frozenset({Part.HOLDER}) if holds else frozenset()


@pytest.mark.parametrize("person", PEOPLE, ids=lambda p: f"{p.role}-{p.partner_id}")
@pytest.mark.parametrize(
    ("state", "action"),
    [each for each in product(LeadState, LeadAction) if each[1] is not LeadAction.LAPSE],
)
def test_only_what_the_table_allows_can_be_done(
    state: LeadState, action: LeadAction, person: Person
) -> None:
    lead = an_unkept_lead(state)
    after, who = TRANSITIONS.get((state, action), (state, frozenset[Part]()))
    if who & part(person, lead):
        do(lead, action, person)
        assert (lead.state, lead.changed_by, lead.changed_at) == (after, person, NOW)
    else:
        with pytest.raises(NotAllowed, match=action):
            do(lead, action, person)
        assert (lead.state, lead.changed_by) == (state, None)


@pytest.mark.parametrize(
    ("state", "action"), list(product(LeadState, (LeadAction.OFFER, LeadAction.LAPSE)))
)
def test_what_time_itself_may_do(state: LeadState, action: LeadAction) -> None:
    lead = an_unkept_lead(state)
    after, who = TRANSITIONS.get((state, action), (state, frozenset[Part]()))
    if Part.TIME in who:
        do(lead, action, None)
        assert (lead.state, lead.changed_by) == (after, None)
    else:
        with pytest.raises(NotAllowed, match="time"):
            do(lead, action, None)


def test_a_partner_may_hold_what_it_brought() -> None:
    lead = an_unkept_lead(LeadState.ACCEPTED, HOLDS)
    assert lead.parts(a_person(Role.OWNER, HOLDS)) == {Part.BRINGER, Part.HOLDER}


def test_the_vendors_own_lead_has_no_bringer_but_the_managers() -> None:
    lead = an_unkept_lead(LeadState.NEW, None)
    assert lead.parts(a_person(Role.SUPPORT, None)) == frozenset()
    assert lead.parts(a_person(Role.CHANNEL_MANAGER, None)) == {Part.MANAGER}


def person(records: Records, who: str) -> Person:
    found = records.people.with_handle(who)
    assert found is not None
    return found


def a_lead(records: Records, who: str = "lia", customer: str = "PT Sinar Terang") -> Lead:
    brought_by = person(records, who)
    lead = Lead(
        reference=records.leads.new_reference(),
        partner_id=brought_by.partner_id,
        brought_by=brought_by,
        customer=customer,
        country="ID",
        brought_at=NOW,
        changed_at=NOW,
        value_minor=3_000_000_000,
        currency="IDR",
    )
    return records.leads.add(lead)


def test_a_lead_belongs_to_who_brought_it_and_who_was_offered_it(any_store: Store) -> None:
    with any_store.transaction() as records:
        lead, agus, bayu = a_lead(records), person(records, "agus"), person(records, "bayu")
        records.leads.plan(lead, [agus.company, bayu.company])
        first, _ = records.leads.offers(lead)
        first.begin(NOW, LATER)
        lead.offer(person(records, "maya"), NOW, agus.company, LATER)
    with any_store.transaction() as records:
        seen = {
            who: records.leads.owned(person(records, who).company.id, lead.reference) is not None
            for who in ("lia", "agus", "bayu", "rina")
        }
        assert seen == {"lia": True, "agus": True, "bayu": False, "rina": False}
        assert [each.id for each in records.leads.of(agus.company.id)] == [lead.id]
        assert records.leads.of(bayu.company.id) == []
        assert records.leads.overdue(NOW) == []
        assert [each.id for each in records.leads.overdue(LATER)] == [lead.id]


def test_who_declined_it_still_finds_it_but_does_not_list_it(store: Store) -> None:
    with store.transaction() as records:
        lead, agus = a_lead(records), person(records, "agus")
        records.leads.plan(lead, [agus.company])
        (offer,) = records.leads.offers(lead)
        offer.begin(NOW, LATER)
        lead.offer(None, NOW, agus.company, LATER)
        lead.give_up(agus, NOW)
        offer.end(OfferOutcome.DECLINED, agus, NOW, "too far")
    with store.reading() as records:
        assert records.leads.owned(agus.company.id, lead.reference) is not None
        assert records.leads.of(agus.company.id) == []
        assert [each.id for each in records.leads.waiting()] == [lead.id]


def test_planning_again_goes_on_after_whoever_was_asked_before(store: Store) -> None:
    with store.transaction() as records:
        lead, agus, bayu = a_lead(records), person(records, "agus"), person(records, "bayu")
        records.leads.plan(lead, [agus.company])
        records.leads.plan(lead, [bayu.company, agus.company])
        assert [each.position for each in records.leads.offers(lead)] == [1, 2, 3]


def test_leads_are_counted_from_their_rows(any_store: Store) -> None:
    with any_store.transaction() as records:
        lia, leads = person(records, "lia"), records.leads
        (deal, *_) = records.deals.waiting()
        won, kept, gone = (a_lead(records, customer=f"PT {name}") for name in "ABC")
        a_lead(records, "siti", "PT D")
        won.convert(lia, NOW, deal.id)
        gone.withdraw(lia, NOW)
        month = NOW - timedelta(days=1), LATER
        assert kept.value == Money(3_000_000_000, "IDR")
        found = [leads.counted(*month, each) for each in (lia.partner_id, None)]
        assert [(each.brought, each.converted) for each in found] == [(2, 1), (3, 1)]
        assert leads.counted(LATER, LATER + timedelta(days=1), None).brought == 0
