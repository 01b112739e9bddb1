"""HubSpot's CRM v3 objects API for deals on loopback, as it is published: batch upsert, read
and update by a unique property, search with its paging and its late index, limits."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from aiohttp import web
from aiohttp.test_utils import TestServer

from bot.crm.hubspot import HubSpot
from tests.fakes.mishaps import Mishaps

TOKEN = "pat-loopback"
DEALS = "/crm/v3/objects/deals"
STAGES = ("appointmentscheduled", "qualifiedtobuy", "contractsent", "closedwon", "closedlost")
WRITABLE = frozenset(
    {
        *("dealname", "pipeline", "dealstage", "amount", "closedate", "deal_currency_code"),
        *("closed_lost_reason", "mitra_reference", "mitra_status", "mitra_partner"),
        "mitra_protected_until",
    }
)
WRONG = {"category": "VALIDATION_ERROR", "status": "error", "message": "not valid", "errors": []}
Properties = dict[str, str | None]


class Invalid(Exception):
    pass


@dataclass
class FakeHubSpot:
    """`page` is the most results of a search; `shows` is what its index has seen (None: all)."""

    page: int = 100
    currencies: tuple[str, ...] = ("IDR", "USD")
    deals: dict[str, Properties] = field(default_factory=dict)
    shows: dict[str, Properties] | None = None
    mishaps: Mishaps = field(default_factory=Mishaps)
    name: str = "hubspot"
    now: datetime = field(default_factory=lambda: datetime.now(UTC))

    async def __aenter__(self) -> FakeHubSpot:
        app = web.Application(middlewares=[self._known, self.mishaps.middleware])
        app.router.add_post(f"{DEALS}/batch/upsert", self._upsert)
        app.router.add_post(f"{DEALS}/search", self._search)
        app.router.add_get(DEALS + "/{id}", self._read)
        app.router.add_patch(DEALS + "/{id}", self._update)
        self._server = TestServer(app)
        await self._server.start_server()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._server.close()

    def crm(self, token: str = TOKEN, currency: str = "") -> HubSpot:
        return HubSpot(token, str(self._server.make_url("")), "Asia/Jakarta", currency)

    # What a person does and sees there.

    def edit(self, reference: str, **said: str) -> None:
        self._write(self._of(reference), dict(_there(said)))

    def delete(self, reference: str) -> None:
        del self.deals[self._of(reference)]

    def says(self, reference: str) -> dict[str, str]:
        deal = self.deals[self._of(reference)]
        ended = {"closedwon": "won", "closedlost": "lost"}
        return {
            "value": f"{deal['amount']} {deal['deal_currency_code']}",
            "closing": str(deal["closedate"])[:10],
            "outcome": ended.get(str(deal["dealstage"]), "open"),
            "status": deal["mitra_status"] or "",
            "partner": deal["mitra_partner"] or "",
            "protected": deal["mitra_protected_until"] or "",
        }

    def count(self) -> int:
        return len(self.deals)

    def _of(self, reference: str) -> str:
        (found,) = (id for id, deal in self.deals.items() if deal["mitra_reference"] == reference)
        return found

    def _write(self, id: str, properties: Mapping[str, str | None]) -> None:
        self.now += timedelta(milliseconds=1)
        deal = {**self.deals.get(id, {}), **properties}
        stage = deal.get("dealstage")
        deal["hs_is_closed"] = str(stage in ("closedwon", "closedlost")).lower()
        deal["hs_is_closed_won"] = str(stage == "closedwon").lower()
        deal["hs_lastmodifieddate"] = _moment(self.now)
        self.deals[id] = {**dict.fromkeys(WRITABLE), **deal}

    # The API.

    @property
    def _known(self) -> Any:
        @web.middleware
        async def known(request: web.Request, handler: Any) -> web.StreamResponse:
            if request.headers.get("Authorization") != f"Bearer {TOKEN}":
                refused = {"status": "error", "category": "INVALID_AUTHENTICATION"}
                return web.json_response(refused, status=401)
            try:
                answer: web.StreamResponse = await handler(request)
            except Invalid:
                return web.json_response(WRONG, status=400)
            return answer

        return known

    async def _upsert(self, request: web.Request) -> web.Response:
        results = [self._upserted(each) for each in (await request.json())["inputs"]]
        now = _moment(self.now)
        answer = {"status": "COMPLETE", "startedAt": now, "completedAt": now, "results": results}
        return web.json_response(answer)

    def _upserted(self, one: Mapping[str, Any]) -> dict[str, Any]:
        if one["idProperty"] != "mitra_reference":
            raise Invalid
        properties = self._valid(one["properties"])
        try:
            id, new = self._of(one["id"]), False
        except ValueError:
            id, new = str(1_000_000 + len(self.deals)), True
        self._write(id, {**properties, "mitra_reference": one["id"]})
        return {**self._shown(id), "new": new}

    async def _update(self, request: web.Request) -> web.Response:
        properties = self._valid((await request.json())["properties"])
        try:
            id = self._of(request.match_info["id"])
        except ValueError:
            return _not_found()
        self._write(id, properties)
        return web.json_response(self._shown(id))

    async def _read(self, request: web.Request) -> web.Response:
        if request.query.get("idProperty") != "mitra_reference":
            raise Invalid
        try:
            id = self._of(request.match_info["id"])
        except ValueError:
            return _not_found()
        return web.json_response(self._shown(id, request.query.getall("properties")))

    async def _search(self, request: web.Request) -> web.Response:
        asked = json.loads(await request.text())
        (group,) = asked["filterGroups"]
        index = self.deals if self.shows is None else self.shows
        found = [id for id, deal in index.items() if all(_fits(deal, f) for f in group["filters"])]
        found.sort(key=lambda id: str(index[id][asked["sorts"][0]]))
        start = int(asked.get("after") or 0)
        size = min(asked["limit"], self.page)
        results = [self._shown(id, asked["properties"]) for id in found[start : start + size]]
        answer: dict[str, Any] = {"total": len(found), "results": results}
        if start + size < len(found):
            answer["paging"] = {"next": {"after": str(start + size), "link": "?"}}
        return web.json_response(answer)

    def _shown(self, id: str, wanted: list[str] | None = None) -> dict[str, Any]:
        deal = self.deals[id]
        moment = deal["hs_lastmodifieddate"]
        names = [each for name in wanted or deal for each in name.split(",")]
        properties = {name: deal.get(name) for name in names}
        known = {"id": id, "createdAt": moment, "updatedAt": moment, "archived": False}
        return {**known, "properties": properties}

    def _valid(self, properties: Mapping[str, Any]) -> dict[str, str]:
        currency = properties.get("deal_currency_code", self.currencies[0])
        stage = properties.get("dealstage", STAGES[0])
        if not set(properties) <= WRITABLE or currency not in self.currencies:
            raise Invalid
        if stage not in STAGES or not all(isinstance(each, str) for each in properties.values()):
            raise Invalid
        if "closedate" in properties:
            datetime.fromisoformat(properties["closedate"])
        return dict(properties)


def _there(said: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """What a person writes there, in its own terms."""
    names = {
        "status": "mitra_status",
        "partner": "mitra_partner",
        "currency": "deal_currency_code",
    }
    stages = {"won": "closedwon", "lost": "closedlost", "open": "contractsent"}
    for name, value in said.items():
        match name:
            case "value":
                yield "amount", value
            case "closing":
                morning = datetime.combine(date.fromisoformat(value), time(1), UTC)
                yield "closedate", _moment(morning)
            case "outcome":
                yield "dealstage", stages[value]
            case "why":
                yield "closed_lost_reason", value
            case _:
                yield names[name], value


def _fits(deal: Properties, wanted: Mapping[str, str]) -> bool:
    has = deal.get(wanted["propertyName"])
    if wanted["operator"] == "HAS_PROPERTY":
        return has is not None
    with suppress(ValueError):
        since = datetime.fromtimestamp(int(wanted["value"]) / 1000, UTC)
        return wanted["operator"] == "GTE" and datetime.fromisoformat(str(has)) >= since
    raise Invalid


def _moment(moment: datetime) -> str:
    return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _not_found() -> web.Response:
    return web.json_response({"status": "error", "category": "OBJECT_NOT_FOUND"}, status=404)
