"""What is payable to whom now, as payees for a batch: profiles, disputes and thresholds."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from handlers.incentives.payouts.orders import Debtor
from handlers.incentives.payouts.values import (
    Address,
    Bank,
    Line,
    Payee,
    Profile,
    Terms,
    Withholding,
)
from storage.earnings import Earning
from storage.owed import Due
from storage.profiles import PayoutProfile
from storage.rules import UnknownRule
from storage.store import Records
from storage.values import Money

Key = tuple[str, int, str, int, str, str, str]


@dataclass(frozen=True, slots=True)
class Claimant:
    """Somebody to be paid, and on what terms; `version` is that of their payout profile."""

    payee: Payee
    terms: Terms
    partner_id: int
    member_id: int | None
    version: int | None


def claimants(records: Records, day: date, earners: Iterable[str] = ()) -> list[Claimant]:
    """Everybody, or these earners, with something payable or to be recovered."""
    thresholds = {
        (plan.code, plan.version): plan.document.get("payout_threshold")
        for plan in records.plans.all()
    }
    gathering = _Gathering(records, _programme(records, day), _disputed(records), thresholds)
    found: defaultdict[str, list[Due]] = defaultdict(list)
    for due in _dues(records, list(earners)):
        found[due.earner].append(due)
    return [gathering.claimant(dues) for _, dues in sorted(found.items())]


def debtors(records: Records, day: date) -> Mapping[str, Debtor]:
    """Our own account for each currency: the rule `payouts.accounts` of that day."""
    accounts = _rule(records, "payouts.accounts", day)
    return {currency: _debtor(account) for currency, account in accounts.items()}


def profile_of(kept: PayoutProfile | None) -> Profile:
    if kept is None:
        return Profile()
    return Profile(
        name=kept.name,
        address=Address(kept.town, kept.country, kept.street, kept.building, kept.postcode),
        bank=Bank(kept.bank, kept.bic, kept.bank_member_id, kept.clearing_system),
        iban=kept.iban,
        number=kept.number,
        tax_id=kept.tax_id,
    )


def withholding_of(kept: PayoutProfile | None) -> Withholding | None:
    if kept is None or kept.withholding_pct is None:
        return None
    return Withholding(kept.withholding_tax, kept.withholding_pct)


def name_of(records: Records, partner_id: int, member_id: int | None) -> str:
    """PT Maju Jaya · Anton (PT Maju Jaya)"""
    partner = records.partners.get(partner_id).name
    return partner if member_id is None else f"{records.people.get(member_id).name} ({partner})"


def _dues(records: Records, earners: Sequence[str]) -> Iterator[Due]:
    if earners:
        yield from (due for earner in earners for due in records.owed.to(earner) if due.minor)
        return
    for currency in sorted({plan.document["currency"] for plan in records.plans.all()}):
        yield from records.owed.now(currency)


@dataclass(frozen=True, slots=True)
class _Gathering:
    records: Records
    programme: Terms
    disputed: Mapping[Key, int]
    thresholds: Mapping[tuple[str, int], str | int | None]  #: of each version of a plan

    def claimant(self, dues: Sequence[Due]) -> Claimant:
        newest = dues[-1]
        kept = self.records.payout_profiles.of(newest.earner)
        payee = Payee(
            newest.earner,
            name_of(self.records, newest.partner_id, newest.member_id),
            profile_of(kept),
            withholding_of(kept),
            tuple(line for due in dues if due.minor > 0 for line in self._lines(due)),
            tuple(line for due in dues if due.minor < 0 for line in self._lines(due)),
        )
        version = kept.version if kept else None
        return Claimant(payee, self._terms(dues), newest.partner_id, newest.member_id, version)

    def _lines(self, due: Due) -> Iterator[Line]:
        """What is in dispute is a line of its own, so that the rest is paid."""
        amount = abs(due.minor)
        kept_back = min(self.disputed.get(_key(due), 0), amount)
        if amount > kept_back:
            yield Line(str(due.earning_id), Money(amount - kept_back, due.currency))
        if kept_back:
            yield Line(f"{due.earning_id}:disputed", Money(kept_back, due.currency), disputed=True)

    def _terms(self, dues: Iterable[Due]) -> Terms:
        """The highest threshold of the programme and of the plans that pay."""
        least = dict(self.programme.thresholds)
        for due in dues:
            plan = self._threshold(due)
            least[due.currency] = max(least.get(due.currency, plan), plan)
        return Terms(least, self.programme.whole)

    def _threshold(self, due: Due) -> Money:
        amount = self.thresholds.get((due.plan, due.version))
        return Money.of(str(amount or 0), due.currency)


def _programme(records: Records, day: date) -> Terms:
    """The rule `payouts.terms`."""
    rule = _rule(records, "payouts.terms", day)
    least = rule.get("threshold", {})
    thresholds = {currency: Money.of(amount, currency) for currency, amount in least.items()}
    return Terms(thresholds, frozenset(rule.get("whole", ())))


def _disputed(records: Records) -> Mapping[Key, int]:
    """How much of each earning is in dispute."""
    found: Counter[Key] = Counter()
    for dispute in records.disputes.waiting():
        line, earning = records.earnings.get(dispute.line_id)
        found[_key(earning)] += abs(line.minor)
    return found


def _key(one: Due | Earning) -> Key:
    rule = (one.plan, one.version, one.component, one.window, one.currency)
    return (one.earner, one.partner_id, *rule)


def _debtor(account: Mapping[str, str]) -> Debtor:
    address = Address(account.get("town", ""), account.get("country", ""))
    bank = Bank(account.get("bank", ""), account.get("bic", ""))
    profile = Profile(
        account["name"], address, bank, account.get("iban", ""), account.get("number", "")
    )
    return Debtor(profile, account.get("service_level", ""))


def _rule(records: Records, name: str, day: date) -> Mapping[str, dict[str, str]]:
    try:
        return records.rules.on(name, day).value
    except UnknownRule:
        return {}
