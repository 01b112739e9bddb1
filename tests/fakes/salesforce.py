"""Salesforce's REST API for opportunities on loopback over TLS, as it is published: client
credentials, upsert by an external id, SOQL with its pages, sessions that end, limits."""

from __future__ import annotations

import ipaddress
import re
import ssl
from base64 import b64encode
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from aiohttp import web
from aiohttp.test_utils import TestServer
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from bot.crm.salesforce import Salesforce
from tests.fakes.mishaps import Mishaps

DATA = "/services/data/v59.0"
CLIENT = "Basic " + b64encode(b"consumer:secret").decode()
WRITABLE = frozenset(
    {
        *("Name", "StageName", "Amount", "CloseDate", "CurrencyIsoCode"),
        *("Mitra_Status__c", "Mitra_Partner__c", "Mitra_Protected_Until__c"),
    }
)
STAGES = ("Prospecting", "Negotiation/Review", "Closed Won", "Closed Lost")
FIELDS = (*WRITABLE, "Id", "IsClosed", "IsWon", "SystemModstamp", "Mitra_Reference__c")
SOQL = re.compile(
    r"SELECT (?P<fields>[\w, ]+) FROM Opportunity WHERE Mitra_Reference__c "
    r"(?:= '(?P<reference>D-\d+)'|!= null AND SystemModstamp >= (?P<since>[\dTZ:-]+) "
    r"ORDER BY SystemModstamp, Id)"
)


@dataclass
class FakeSalesforce:
    """`page` is the most records of a page; `currency` the only one (empty: several)."""

    folder: Path
    page: int = 2000
    currency: str = ""
    records: dict[str, dict[str, Any]] = field(default_factory=dict)
    mishaps: Mishaps = field(default_factory=Mishaps)
    name: str = "salesforce"
    now: datetime = field(default_factory=lambda: datetime.now(UTC).replace(microsecond=0))
    session: int = 0
    _cursors: dict[str, list[dict[str, Any]]] = field(default_factory=dict)

    async def __aenter__(self) -> FakeSalesforce:
        app = web.Application(middlewares=[self._known, self.mishaps.middleware])
        app.router.add_post("/services/oauth2/token", self._token)
        app.router.add_patch(DATA + "/sobjects/Opportunity/{field}/{reference}", self._upsert)
        app.router.add_get(DATA + "/query/", self._query)
        app.router.add_get(DATA + "/query/{cursor}", self._more)
        self._server = TestServer(app, scheme="https")
        await self._server.start_server(ssl=_tls(self.folder))
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._server.close()

    def crm(self, secret: str = "secret", currency: str | None = None) -> Salesforce:
        only = self.currency if currency is None else currency
        return Salesforce(self._url, "consumer", secret, only)

    @property
    def _url(self) -> str:
        return str(self._server.make_url("")).rstrip("/")

    # What a person does and sees there.

    def edit(self, reference: str, **said: str) -> None:
        self._write(self._of(reference), dict(_there(said)))

    def delete(self, reference: str) -> None:
        del self.records[self._of(reference)]

    def says(self, reference: str) -> dict[str, str]:
        record = self.records[self._of(reference)]
        ended = {"Closed Won": "won", "Closed Lost": "lost"}
        return {
            "value": f"{record['Amount']:.2f} {record['CurrencyIsoCode']}",
            "closing": record["CloseDate"],
            "outcome": ended.get(record["StageName"], "open"),
            "status": record["Mitra_Status__c"] or "",
            "partner": record["Mitra_Partner__c"] or "",
            "protected": record["Mitra_Protected_Until__c"] or "",
        }

    def count(self) -> int:
        return len(self.records)

    def expire(self) -> None:
        """All sessions end."""
        self.session += 1

    def _of(self, reference: str) -> str:
        mine = (i for i, r in self.records.items() if r["Mitra_Reference__c"] == reference)
        (found,) = mine
        return found

    def _write(self, id: str, fields: Mapping[str, Any]) -> None:
        self.now += timedelta(seconds=1)
        empty: dict[str, Any] = dict.fromkeys(FIELDS)
        record = empty | self.records.get(id, {"Id": id}) | dict(fields)
        record["IsWon"] = record["StageName"] == "Closed Won"
        record["IsClosed"] = record["StageName"] in ("Closed Won", "Closed Lost")
        record["SystemModstamp"] = self.now.strftime("%Y-%m-%dT%H:%M:%S.000+0000")
        self.records[id] = record

    # The API.

    @property
    def _known(self) -> Any:
        @web.middleware
        async def known(request: web.Request, handler: Any) -> web.StreamResponse:
            bearer = request.headers.get("Authorization")
            if "oauth2" not in request.path and bearer != f"Bearer session-{self.session}":
                return _error(401, "INVALID_SESSION_ID")
            answer: web.StreamResponse = await handler(request)
            answer.force_close()  # a client that stays on the line outlives the loop
            return answer

        return known

    async def _token(self, request: web.Request) -> web.Response:
        given = await request.post()
        auth = request.headers["Authorization"]
        if given["grant_type"] != "client_credentials" or auth != CLIENT:
            return web.json_response({"error": "invalid_client"}, status=400)
        token = {"access_token": f"session-{self.session}", "instance_url": self._url}
        return web.json_response(token)

    async def _upsert(self, request: web.Request) -> web.Response:
        fields = await request.json()
        writable = WRITABLE if not self.currency else WRITABLE - {"CurrencyIsoCode"}
        if not writable >= set(fields):
            return _error(400, "INVALID_FIELD")
        if fields.get("StageName", STAGES[0]) not in STAGES:
            return _error(400, "INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST")
        reference = request.match_info["reference"]
        try:
            id, new = self._of(reference), False
        except ValueError:
            id, new = f"006{len(self.records):012}AAA", True
        if new and request.query.get("updateOnly") == "true":
            return _error(404, "NOT_FOUND")
        if new and not {"Name", "StageName", "CloseDate"} <= set(fields):
            return _error(400, "REQUIRED_FIELD_MISSING")
        only = {"CurrencyIsoCode": self.currency} if self.currency else {}
        self._write(id, {**fields, **only, "Mitra_Reference__c": reference})
        answer = {"id": id, "success": True, "errors": [], "created": new}
        return web.json_response(answer, status=201 if new else 200)

    async def _query(self, request: web.Request) -> web.Response:
        asked = SOQL.fullmatch(request.query["q"])
        if asked is None:
            return _error(400, "MALFORMED_QUERY")
        names = [name.strip() for name in asked["fields"].split(",")]
        known = set(FIELDS) - ({"CurrencyIsoCode"} if self.currency else set())
        if not known >= set(names):
            return _error(400, "INVALID_FIELD")
        found = sorted(self._matching(asked), key=lambda r: (r["SystemModstamp"], r["Id"]))
        return self._page([{name: record[name] for name in names} for record in found])

    def _matching(self, asked: re.Match[str]) -> Iterator[dict[str, Any]]:
        for record in self.records.values():
            if asked["reference"]:
                if record["Mitra_Reference__c"] == asked["reference"]:
                    yield record
            elif _moment(record["SystemModstamp"]) >= _moment(asked["since"]):
                yield record

    async def _more(self, request: web.Request) -> web.Response:
        return self._page(self._cursors.pop(request.match_info["cursor"]))

    def _page(self, found: list[dict[str, Any]]) -> web.Response:
        answer: dict[str, Any] = {"totalSize": len(found), "done": len(found) <= self.page}
        answer["records"] = found[: self.page]
        if not answer["done"]:
            cursor = f"01g{len(self._cursors):04}-{self.page}"
            self._cursors[cursor] = found[self.page :]
            answer["nextRecordsUrl"] = f"{DATA}/query/{cursor}"
        return web.json_response(answer)


def _there(said: Mapping[str, str]) -> Iterator[tuple[str, Any]]:
    """What a person writes there, in its own terms."""
    names = {
        "status": "Mitra_Status__c",
        "partner": "Mitra_Partner__c",
        "currency": "CurrencyIsoCode",
        "closing": "CloseDate",
    }
    stages = {"won": "Closed Won", "lost": "Closed Lost", "open": "Negotiation/Review"}
    for name, value in said.items():
        match name:
            case "value":
                yield "Amount", float(value)
            case "outcome":
                yield "StageName", stages[value]
            case "why":
                pass
            case _:
                yield names[name], value


def _moment(said: str) -> datetime:
    return datetime.fromisoformat(said)


def _error(status: int, code: str) -> web.Response:
    return web.json_response([{"errorCode": code, "message": "no"}], status=status)


def certificate(folder: Path) -> Path:
    """Of 127.0.0.1, signed by itself; with its key in one file, made once."""
    path = folder / "loopback.pem"
    if path.exists():
        return path
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "loopback")])
    here = x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(here, critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    encoding, plain = serialization.Encoding.PEM, serialization.NoEncryption()
    private = key.private_bytes(encoding, serialization.PrivateFormat.PKCS8, plain)
    path.write_bytes(private + made.public_bytes(encoding))
    return path


def _tls(folder: Path) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate(folder))
    return context
