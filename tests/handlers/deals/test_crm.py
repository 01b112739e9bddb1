"""Which side's word stands, field by field; and that both say the same in the end."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from handlers.deals.crm import OURS, Conflict, Field, Resolution, Said, Side, reconcile

BEFORE: Said = {
    Field.VALUE: "6000000000 IDR",
    Field.CLOSING: "2026-09-30",
    Field.OUTCOME: "open",
    Field.STATUS: "approved",
    Field.PROTECTED: "2026-12-15",
    Field.PARTNER: "PT Mitra Sejahtera",
}


def but(**changed: str) -> Said:
    return {**BEFORE, **{Field(name): value for name, value in changed.items()}}


def test_nothing_changed_is_nothing_to_do() -> None:
    assert reconcile(BEFORE, BEFORE, BEFORE) == Resolution()


def test_a_crm_without_the_deal_is_given_all_of_it() -> None:
    assert reconcile(BEFORE, {}, {}) == Resolution(give=BEFORE)


def test_what_one_side_changed_is_the_others_too() -> None:
    ours, theirs = but(status="expired"), but(value="7000000000 IDR", closing="2026-10-31")
    assert reconcile(ours, theirs, BEFORE) == Resolution(
        take={Field.VALUE: "7000000000 IDR", Field.CLOSING: "2026-10-31"},
        give={Field.STATUS: "expired"},
    )


def test_of_two_changes_the_crms_value_stands() -> None:
    ours, theirs = but(value="1 IDR"), but(value="2 IDR")
    conflict = Conflict(Field.VALUE, "1 IDR", "2 IDR", Side.CRM)
    assert reconcile(ours, theirs, BEFORE) == Resolution({Field.VALUE: "2 IDR"}, {}, (conflict,))


def test_a_rule_lets_ours_stand() -> None:
    ours, theirs = but(value="1 IDR"), but(value="2 IDR")
    conflict = Conflict(Field.VALUE, "1 IDR", "2 IDR", Side.MITRA)
    found = reconcile(ours, theirs, BEFORE, {Field.VALUE: Side.MITRA})
    assert found == Resolution({}, {Field.VALUE: "1 IDR"}, (conflict,))


def test_two_changes_to_the_same_are_no_conflict() -> None:
    both = but(value="1 IDR")
    assert reconcile(both, both, BEFORE) == Resolution()


def test_decision_protection_and_partner_are_ours_whatever_a_rule_says() -> None:
    theirs = but(status="declined", protected="2030-01-01", partner="PT Lain")
    found = reconcile(BEFORE, theirs, BEFORE, dict.fromkeys(Field, Side.CRM))
    assert not found.take
    assert set(found.give) == OURS
    assert {each.field for each in found.conflicts} == OURS


def test_a_crm_takes_neither_value_nor_day_away_nor_another_currency() -> None:
    theirs = but(value="100 USD", closing="")
    found = reconcile(BEFORE, theirs, BEFORE)
    assert found.give == {Field.VALUE: "6000000000 IDR", Field.CLOSING: "2026-09-30"}
    assert [each.winner for each in found.conflicts] == [Side.MITRA, Side.MITRA]


VALUES = {
    Field.VALUE: ["1 IDR", "2 IDR", "3 USD", ""],
    Field.CLOSING: ["2026-09-30", "2026-10-01", ""],
    Field.OUTCOME: ["open", "won", "lost"],
    Field.STATUS: ["approved", "expired"],
    Field.PROTECTED: ["2026-12-15", ""],
    Field.PARTNER: ["A", "B"],
}
ANY_SIDE = st.fixed_dictionaries(
    {name: st.sampled_from(values) for name, values in VALUES.items()}
)
REAL = ANY_SIDE.filter(lambda said: bool(said[Field.VALUE] and said[Field.CLOSING]))
RULES = st.dictionaries(st.sampled_from(Field), st.sampled_from(Side))


@given(ours=REAL, theirs=ANY_SIDE, agreed=ANY_SIDE | st.just({}), winners=RULES)
def test_both_say_the_same_afterwards_and_no_change_is_lost_unsaid(
    ours: Said, theirs: Said, agreed: Said, winners: dict[Field, Side]
) -> None:
    found = reconcile(ours, theirs, agreed, winners)
    mine, other = {**ours, **found.take}, {**theirs, **found.give}
    assert mine == other
    assert reconcile(mine, other, other, winners) == Resolution()
    told = {each.field for each in found.conflicts}
    for name in Field:
        theirs_undone = theirs[name] not in (agreed.get(name), other[name])
        ours_undone = ours[name] not in (agreed.get(name), mine[name])
        assert (theirs_undone or ours_undone) <= (name in told)
    assert not OURS & set(found.take)
