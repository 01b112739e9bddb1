"""Keeps one CRM and the deals the same, both ways: looks, settles, and gives what is ours."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot import log
from bot.crm.outcomes import Heard, Later, Outcome, Refused
from bot.crm.port import Crm, Trouble, version
from bot.crm.teller import Clock, real_time
from bot.surprises import attempt
from handlers.conversation.registry import Registry
from handlers.conversation.turn import Happening
from handlers.deals import crm_hearing
from handlers.deals.crm import Said, Theirs
from handlers.deals.crm_hearing import Hearing
from storage.base import Document
from storage.crm import Told
from storage.crm_changes import snapshot
from storage.crm_links import CrmLink
from storage.store import Records, Store

EVERY = timedelta(minutes=3)  #: between two looks at what changed there
OVERLAP = timedelta(minutes=10)  #: its clock and ours may differ, and its index may lag


@dataclass(frozen=True, slots=True)
class Given:
    """What is to be given to the CRM of a deal, and whether it knows the deal."""

    reference: str
    deal: Document
    said: Said
    is_new: bool


@dataclass
class Mirror:
    """`now` is the installation's time, `clock` the real one; `told` is called when something
    may wait to be sent."""

    crm: Crm
    store: Store
    registry: Registry
    now: Callable[[], datetime]
    told: Callable[[], None] = lambda: None
    clock: Clock = real_time
    at_once: int = 1

    @property
    def name(self) -> str:
        return self.crm.name

    @property
    def address(self) -> str:
        return self.crm.address

    async def tell(self, told: Told) -> Outcome:
        return await asyncio.to_thread(self._tell, told)

    async def listen(self) -> None:
        await asyncio.to_thread(self._listen)

    def _tell(self, told: Told) -> Outcome:
        """The deal as it is now: later changes then find nothing left to do."""
        try:
            return self._same(told.deal_id, told.deal["reference"])
        except Trouble as trouble:
            return trouble.outcome

    def _listen(self) -> None:
        """Every few minutes; what could not be taken is asked for again."""
        cursor = self._begun()
        if not cursor:
            return
        try:
            for theirs in self.crm.changed(datetime.fromisoformat(cursor) - OVERLAP):
                attempt(lambda theirs=theirs: self._hear(theirs))  # type: ignore[misc] # bound
                cursor = max(cursor, theirs.version)
        except Trouble as trouble:
            log.line("crm_not_read", target=self.name, reason=trouble.outcome.reason)
        with self.store.transaction() as records:
            records.crm.looked(self.name, cursor)

    def _begun(self) -> str:
        """From when on to look; empty: it is not time, or another server does."""
        with self.store.reading() as records:
            if not records.crm.is_time(self.name, self.clock(records), EVERY):
                return ""
        with self.store.transaction() as records:
            cursor = records.crm.look(self.name, self.clock(records), EVERY)
        return version(cursor) if cursor else ""

    def _hear(self, theirs: Theirs) -> None:
        with self.store.reading() as records:
            deal = records.deals.numbered(theirs.reference)
            link = records.crm_links.named(self.name, theirs.external_id)
        if deal is not None and not (link is not None and _is_known(link, theirs)):
            self._same(deal.id, deal.reference)

    def _same(self, deal_id: int, reference: str) -> Outcome:
        theirs = self.crm.find(reference)
        given = self._settle(deal_id, theirs)
        if isinstance(given, Refused | Later):
            return given
        if given.said:
            self._give(given)
            self._note(deal_id, given)
        return Heard()

    def _settle(self, deal_id: int, theirs: Theirs | None) -> Given | Refused | Later:
        with self.store.transaction() as records:
            deal = records.deals.hold(records.deals.get(deal_id))
            link = records.crm_links.of(self.name, deal_id)
            if theirs is None and link is not None:
                return Refused("deleted there")
            if theirs is not None and link is not None and theirs.version < link.version:
                return Later("an old answer")
            said = Hearing(self._happening(records), self.name, deal, theirs).settle()
            given = Given(deal.reference, snapshot(deal), said, theirs is None)
        self.told()
        return given

    def _give(self, given: Given) -> None:
        if given.is_new:
            self.crm.create(given.deal, given.said)
        else:
            self.crm.change(given.reference, given.said)

    def _note(self, deal_id: int, given: Given) -> None:
        there = self.crm.find(given.reference)
        if there is None:
            raise Trouble(Later("not there yet"))
        with self.store.transaction() as records:
            deal = records.deals.hold(records.deals.get(deal_id))
            crm_hearing.given(self._happening(records), self.name, deal, there, given.said)

    def _happening(self, records: Records) -> Happening:
        return Happening(records, self.now(), self.registry.publish)


def _is_known(link: CrmLink, theirs: Theirs) -> bool:
    """Two changes may carry the same moment."""
    return link.version > theirs.version or (
        link.version == theirs.version and link.agreed == theirs.said
    )
