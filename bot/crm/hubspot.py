"""HubSpot's deals, by its own package: found and written by the unique property
`mitra_reference`, read by search."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, time
from decimal import Decimal
from functools import cached_property
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from hubspot.crm.deals import (
    ApiClient,
    BasicApi,
    BatchApi,
    BatchInputSimplePublicObjectBatchInputUpsert,
    Configuration,
    Filter,
    FilterGroup,
    PublicObjectSearchRequest,
    SearchApi,
    SimplePublicObjectBatchInputUpsert,
    SimplePublicObjectInput,
)
from hubspot.crm.deals.exceptions import ApiException
from urllib3 import Retry
from urllib3.exceptions import HTTPError

from bot.crm.outcomes import Later, Refused
from bot.crm.port import Trouble, amount, value, version
from bot.endpoint import checked
from handlers.deals.crm import Field, Outcome, Said, Theirs, day, money
from storage.base import Document

T = TypeVar("T")
TIMEOUT = (5, 20)  #: seconds to connect and to wait
PAGE = 100
REFERENCE = "mitra_reference"
PLAIN = {
    Field.STATUS: "mitra_status",
    Field.PROTECTED: "mitra_protected_until",
    Field.PARTNER: "mitra_partner",
}
READ = [
    *("amount", "deal_currency_code", "closedate", "hs_is_closed", "hs_is_closed_won"),
    *("hs_lastmodifieddate", "closed_lost_reason", REFERENCE, *PLAIN.values()),
]
#: Whose fault it is not: the same request may do well later.
LATER = frozenset({0, 401, 403, 408, 423, 429})
NOT_FOUND, BUSY = 404, 429


@dataclass(frozen=True)
class Stages:
    """A portal's own ids of a pipeline and its stages."""

    pipeline: str = "default"
    open: str = "qualifiedtobuy"
    lost: str = "closedlost"


@dataclass(frozen=True)
class HubSpot:
    """`zone` is where its people read a day off a moment; `currency` the portal's own where it
    has but one, and its deals do not say."""

    token: str
    url: str
    zone: str
    currency: str = ""
    stages: Stages = Stages()
    name: str = "hubspot"

    @property
    def address(self) -> str:
        there = f"{self.url} {self.stages.pipeline}"
        return hashlib.sha256(there.encode()).hexdigest()[:16]

    def find(self, reference: str) -> Theirs | None:
        asked = {"id_property": REFERENCE, "properties": READ, "_request_timeout": TIMEOUT}
        try:
            found = BasicApi(self._client).get_by_id(reference, **asked)
        except (ApiException, HTTPError) as failed:
            if getattr(failed, "status", None) == NOT_FOUND:
                return None
            raise _trouble(failed) from failed
        return self._theirs(found)

    def create(self, deal: Document, said: Said) -> None:
        """An upsert by our reference: said twice it is one deal."""
        properties = {
            "dealname": f"{deal['customer']} – {deal['product']['name']}",
            "pipeline": self.stages.pipeline,
            "dealstage": self.stages.open,
            **self._written(said),
        }
        self._upsert(deal["reference"], properties)

    def change(self, reference: str, said: Said) -> None:
        """Of what was deleted there nothing is made anew."""
        properties = SimplePublicObjectInput(properties=self._written(said))
        where = {"id_property": REFERENCE, "_request_timeout": TIMEOUT}
        _asked(lambda: BasicApi(self._client).update(reference, properties, **where))

    def changed(self, since: datetime) -> Iterator[Theirs]:
        after: str | None = None
        while True:
            page = self._page(since, after)
            yield from map(self._theirs, page.results)
            if page.paging is None or page.paging.next is None:
                return
            after = page.paging.next.after

    @cached_property
    def _client(self) -> ApiClient:
        configuration = Configuration(host=checked(self.url).rstrip("/"))
        configuration.access_token = self.token
        configuration.retries = Retry(0)
        return ApiClient(configuration)

    def _upsert(self, reference: str, properties: Mapping[str, str]) -> None:
        one = SimplePublicObjectBatchInputUpsert(
            id=reference, id_property=REFERENCE, properties={REFERENCE: reference, **properties}
        )
        batch = BatchInputSimplePublicObjectBatchInputUpsert(inputs=[one])
        answer = _asked(lambda: BatchApi(self._client).upsert(batch, _request_timeout=TIMEOUT))
        if getattr(answer, "errors", None):
            raise Trouble(Refused(_reasons(answer.errors)))

    def _page(self, since: datetime, after: str | None) -> Any:
        moment = str(int(since.timestamp() * 1000))
        ours = Filter(property_name=REFERENCE, operator="HAS_PROPERTY")
        new = Filter(property_name="hs_lastmodifieddate", operator="GTE", value=moment)
        search = PublicObjectSearchRequest(
            filter_groups=[FilterGroup(filters=[ours, new])],
            sorts=["hs_lastmodifieddate"],
            properties=READ,
            limit=PAGE,
            after=after,
        )
        return _asked(lambda: SearchApi(self._client).do_search(search, _request_timeout=TIMEOUT))

    def _theirs(self, found: Any) -> Theirs:
        has = {name: value or "" for name, value in found.properties.items()}
        return Theirs(
            external_id=str(found.id),
            reference=has.get(REFERENCE, ""),
            version=version(has["hs_lastmodifieddate"]),
            said={**self._read(has), **{name: has.get(ours, "") for name, ours in PLAIN.items()}},
            lost_words=has.get("closed_lost_reason", ""),
        )

    def _read(self, has: Mapping[str, str]) -> dict[Field, str]:
        return {
            Field.VALUE: self._value(has),
            Field.CLOSING: self._day(has.get("closedate", "")),
            Field.OUTCOME: _outcome(has),
        }

    def _value(self, has: Mapping[str, str]) -> str:
        said = has.get("amount", "")
        currency = self.currency or has.get("deal_currency_code", "")
        return value(Decimal(said) if said else None, currency)

    def _day(self, moment: str) -> str:
        there = ZoneInfo(self.zone)
        return (
            datetime.fromisoformat(moment).astimezone(there).date().isoformat() if moment else ""
        )

    def _written(self, said: Said) -> dict[str, str]:
        plain = {PLAIN[name]: value for name, value in said.items() if name in PLAIN}
        return {**plain, **dict(self._shared(said))}

    def _shared(self, said: Said) -> Iterator[tuple[str, str]]:
        if worth := said.get(Field.VALUE):
            yield "amount", f"{amount(worth, self.currency):f}"
            if not self.currency:
                yield "deal_currency_code", money(worth).currency
        if closing := said.get(Field.CLOSING):
            noon = datetime.combine(day(closing), time(12), ZoneInfo(self.zone))
            yield "closedate", noon.astimezone(UTC).isoformat().replace("+00:00", "Z")
        match said.get(Field.OUTCOME):
            case Outcome.LOST:
                yield "dealstage", self.stages.lost
            case Outcome.OPEN:
                yield "dealstage", self.stages.open


def _outcome(has: Mapping[str, str]) -> Outcome:
    if has.get("hs_is_closed_won") == "true":
        return Outcome.WON
    return Outcome.LOST if has.get("hs_is_closed") == "true" else Outcome.OPEN


def _asked(ask: Callable[[], T]) -> T:
    try:
        return ask()
    except (ApiException, HTTPError) as failed:
        raise _trouble(failed) from failed


def _trouble(failed: Exception) -> Trouble:
    """Never its message as a whole: that quotes what we sent."""
    if not isinstance(failed, ApiException):
        return Trouble(Later(type(failed).__name__))
    status = failed.status or 0
    reason = f"{status} {_category(failed.body)}".strip()
    if status in LATER or status >= 500:
        return Trouble(Later(reason, _asked_to_wait(failed)))
    return Trouble(Refused(reason))


def _asked_to_wait(failed: ApiException) -> float | None:
    after = (failed.headers or {}).get("Retry-After", "")
    return float(after) if after.isdecimal() else None


def _category(body: object) -> str:
    try:
        said = json.loads(body)  # type: ignore[arg-type] # whatever it is
    except (TypeError, ValueError):
        return ""
    category = said.get("category") or said.get("errorType") if isinstance(said, dict) else ""
    return str(category or "")


def _reasons(errors: object) -> str:
    found = errors if isinstance(errors, list) else []
    return ", ".join(sorted({str(getattr(each, "category", "")) for each in found}))
