"""Salesforce's opportunities, by simple-salesforce: upserted by the external id
`Mitra_Reference__c`, read by SOQL, as the connected app of its client credentials."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any, TypeVar

import requests
from simple_salesforce.api import Salesforce as Client
from simple_salesforce.exceptions import SalesforceError, SalesforceExpiredSession

from bot.crm.outcomes import Later, Refused
from bot.crm.port import Trouble, amount, value, version
from bot.endpoint import checked
from handlers.deals.crm import Field, Outcome, Said, Theirs
from storage.base import Document

T = TypeVar("T")
TIMEOUT = (5, 20)  #: seconds to connect and to wait
API = "59.0"
REFERENCE = "Mitra_Reference__c"
PLAIN = {
    Field.STATUS: "Mitra_Status__c",
    Field.PROTECTED: "Mitra_Protected_Until__c",
    Field.PARTNER: "Mitra_Partner__c",
}
READ = ("Id", "Amount", "CloseDate", "IsClosed", "IsWon", "SystemModstamp", REFERENCE)
#: What may do well later, though the status says that the request was wrong.
PASSING = frozenset(
    {
        *("REQUEST_LIMIT_EXCEEDED", "UNABLE_TO_LOCK_ROW", "SERVER_UNAVAILABLE"),
        *("INVALID_SESSION_ID", "QUERY_TIMEOUT", "TXN_SECURITY_RUNTIME_EXCEPTION"),
    }
)
LIMIT, AN_HOUR = "REQUEST_LIMIT_EXCEEDED", 3600.0  #: it is of 24 hours, rolling


@dataclass(frozen=True)
class Names:
    """An organisation's own names of stages."""

    open: str = "Prospecting"
    lost: str = "Closed Lost"


@dataclass
class Salesforce:
    """`url` is the organisation's My Domain; `currency` its own where it has but one (with
    several, each opportunity says its own)."""

    url: str
    client_id: str
    client_secret: str
    currency: str = ""
    names: Names = Names()
    name: str = "salesforce"
    _client: Client | None = field(default=None, init=False, repr=False)

    @property
    def address(self) -> str:
        return hashlib.sha256(self.url.encode()).hexdigest()[:16]

    def find(self, reference: str) -> Theirs | None:
        query = f"SELECT {self._fields} FROM Opportunity WHERE {REFERENCE} = '{reference}'"
        found = self._asked(lambda client: client.query(query))["records"]
        return self._theirs(found[0]) if found else None

    def create(self, deal: Document, said: Said) -> None:
        fields = {
            "Name": f"{deal['customer']} – {deal['product']['name']}"[:120],
            "StageName": self.names.open,
            **self._written(said),
        }
        self._upsert(deal["reference"], fields)

    def change(self, reference: str, said: Said) -> None:
        """Of what was deleted there nothing is made anew."""
        self._upsert(reference, self._written(said), updateOnly="true")

    def changed(self, since: datetime) -> Iterator[Theirs]:
        moment = since.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        query = (
            f"SELECT {self._fields} FROM Opportunity WHERE {REFERENCE} != null "
            f"AND SystemModstamp >= {moment} ORDER BY SystemModstamp, Id"
        )
        page = self._asked(lambda client: client.query(query))
        yield from map(self._theirs, page["records"])
        while not page["done"]:
            page = self._more(page["nextRecordsUrl"])
            yield from map(self._theirs, page["records"])

    def _more(self, url: str) -> Any:
        return self._asked(lambda client: client.query_more(url, identifier_is_url=True))

    def _upsert(self, reference: str, fields: Mapping[str, object], **how: str) -> None:
        path = f"sobjects/Opportunity/{REFERENCE}/{reference}"
        self._asked(lambda client: client.restful(path, how, method="PATCH", json=fields))

    @property
    def _fields(self) -> str:
        currency = () if self.currency else ("CurrencyIsoCode",)
        return ", ".join((*READ, *PLAIN.values(), *currency))

    def _theirs(self, found: Mapping[str, Any]) -> Theirs:
        worth, currency = found["Amount"], self.currency or found["CurrencyIsoCode"]
        shared = {
            Field.VALUE: value(None if worth is None else Decimal(worth), currency),
            Field.CLOSING: found["CloseDate"] or "",
            Field.OUTCOME: _outcome(found),
        }
        return Theirs(
            external_id=found["Id"],
            reference=found[REFERENCE],
            version=version(found["SystemModstamp"]),
            said={**shared, **{name: found[theirs] or "" for name, theirs in PLAIN.items()}},
        )

    def _written(self, said: Said) -> dict[str, object]:
        plain = {PLAIN[name]: value or None for name, value in said.items() if name in PLAIN}
        return {**plain, **dict(self._shared(said))}

    def _shared(self, said: Said) -> Iterator[tuple[str, object]]:
        if worth := said.get(Field.VALUE):
            yield "Amount", float(amount(worth, self.currency))
            if not self.currency:
                yield "CurrencyIsoCode", worth.partition(" ")[2]
        if closing := said.get(Field.CLOSING):
            yield "CloseDate", closing
        match said.get(Field.OUTCOME):
            case Outcome.LOST:
                yield "StageName", self.names.lost
            case Outcome.OPEN:
                yield "StageName", self.names.open

    def _asked(self, ask: Callable[[Client], T]) -> T:
        """Once more with a new session where the old one has expired."""
        try:
            try:
                return ask(self._signed_in())
            except SalesforceExpiredSession:
                self._client = None
                return ask(self._signed_in())
        except SalesforceError as failed:
            raise _trouble(failed) from failed
        except requests.RequestException as failed:
            raise Trouble(Later(type(failed).__name__)) from failed

    def _signed_in(self) -> Client:
        if self._client is None:
            session = _Session()
            token, instance = self._token(session)
            self._client = Client(
                session_id=token,
                instance_url=instance,
                session=session,
                version=API,
                parse_float=Decimal,
            )
        return self._client

    def _token(self, session: requests.Session) -> tuple[str, str]:
        """OAuth's client credentials; the package knows them for salesforce.com alone."""
        url = checked(self.url).rstrip("/")
        answer = session.post(
            f"{url}/services/oauth2/token",
            data={"grant_type": "client_credentials"},
            auth=(self.client_id, self.client_secret),
        )
        if answer.status_code != requests.codes.ok:
            raise Trouble(Later(f"no session: {answer.status_code}"))
        said = answer.json()
        return said["access_token"], checked(said.get("instance_url", url))


class _Session(requests.Session):
    """Every call ends, and none is led elsewhere."""

    def request(self, *given: Any, **more: Any) -> requests.Response:
        more.setdefault("timeout", TIMEOUT)
        return super().request(*given, **{**more, "allow_redirects": False})


def _outcome(found: Mapping[str, Any]) -> Outcome:
    if found["IsWon"]:
        return Outcome.WON
    return Outcome.LOST if found["IsClosed"] else Outcome.OPEN


def _trouble(failed: SalesforceError) -> Trouble:
    """Never its message as a whole: that quotes what we sent."""
    code = _code(failed.content)
    reason = f"{failed.status} {code}".strip()
    if code == LIMIT:
        return Trouble(Later(reason, AN_HOUR))
    if code in PASSING or failed.status >= 500 or failed.status in (401, 403, 408, 429):
        return Trouble(Later(reason))
    return Trouble(Refused(reason))


def _code(content: object) -> str:
    first = content[0] if isinstance(content, list) and content else {}
    return str(first.get("errorCode", "")) if isinstance(first, dict) else ""
