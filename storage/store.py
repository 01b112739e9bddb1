"""The one door to the database: a transaction, and the records inside it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Generic, TypeVar

from sqlalchemy import Engine
from sqlalchemy.orm import Session, sessionmaker

from storage import crm_changes
from storage.adjustments import Adjustments
from storage.announcements import Announcements
from storage.appeals import Appeals
from storage.audit import Audit
from storage.awards import Awards
from storage.claims import Claims
from storage.composings import Composings
from storage.conversations import Conversations
from storage.crm import Crm
from storage.crm_links import CrmLinks
from storage.customer_grants import CustomerGrants
from storage.customers import Customers
from storage.deal_clocks import DealClocks
from storage.deals import Deals
from storage.deliveries import Deliveries
from storage.disputes import Disputes
from storage.earned import Earned
from storage.earnings import Earnings
from storage.engines import reading_engine, writing_engine
from storage.funds import Funds
from storage.fx import FxRates
from storage.gaps import Gaps
from storage.history import History
from storage.imports import Imports
from storage.inbox import Inbox, Received, keep
from storage.incentives import Plans
from storage.installation import Installations
from storage.invitations import Invitations
from storage.knowledge import Knowledge
from storage.lanes import Lanes
from storage.leads import Leads
from storage.ledger import Ledger
from storage.months import Months
from storage.name_verdicts import NameVerdicts
from storage.owed import Owed
from storage.partners import Partners
from storage.payouts import Payouts
from storage.people import People
from storage.periods import Periods
from storage.planning import PlanDrafts
from storage.products import Products
from storage.profiles import PayoutProfiles
from storage.programme import Programme
from storage.proofs import Proofs
from storage.references import References
from storage.returned import Returned
from storage.revenue import Revenue
from storage.ripening import Ripening
from storage.rules import Rules
from storage.runs import Runs
from storage.sales_files import SalesFiles
from storage.schedules import Schedules
from storage.showing import NamesShown
from storage.sold import Sold
from storage.stale import Stale
from storage.statements import Statements
from storage.stewardship import Stewardship
from storage.sums import Sums
from storage.tickets import Tickets
from storage.timeline import Timeline
from storage.training import Training
from storage.transactions import Transactions
from storage.uncounted import Uncounted
from storage.webinars import Webinars

C = TypeVar("C")


class Collection(Generic[C]):
    """One of the transaction's, made when it is first asked for: a turn needs a few."""

    def __init__(self, kind: Callable[[Session], C]) -> None:
        self._kind = kind

    def __set_name__(self, _: type[Records], name: str) -> None:
        self._name = name

    def __get__(self, records: Records, _: type[Records]) -> C:
        made = records.__dict__[self._name] = self._kind(records.session)
        return made


class Records:
    """Everything remembered, seen through one transaction."""

    adjustments = Collection(Adjustments)
    announcements = Collection(Announcements)
    appeals = Collection(Appeals)
    audit = Collection(Audit)
    awards = Collection(Awards)
    claims = Collection(Claims)
    composings = Collection(Composings)
    conversations = Collection(Conversations)
    crm = Collection(Crm)
    crm_links = Collection(CrmLinks)
    customer_grants = Collection(CustomerGrants)
    customers = Collection(Customers)
    deal_clocks = Collection(DealClocks)
    deals = Collection(Deals)
    deliveries = Collection(Deliveries)
    disputes = Collection(Disputes)
    earned = Collection(Earned)
    earnings = Collection(Earnings)
    funds = Collection(Funds)
    fx = Collection(FxRates)
    gaps = Collection(Gaps)
    history = Collection(History)
    imports = Collection(Imports)
    inbox = Collection(Inbox)
    installation = Collection(Installations)
    invitations = Collection(Invitations)
    knowledge = Collection(Knowledge)
    lanes = Collection(Lanes)
    leads = Collection(Leads)
    ledger = Collection(Ledger)
    months = Collection(Months)
    name_verdicts = Collection(NameVerdicts)
    names_shown = Collection(NamesShown)
    owed = Collection(Owed)
    partners = Collection(Partners)
    payout_profiles = Collection(PayoutProfiles)
    payouts = Collection(Payouts)
    people = Collection(People)
    periods = Collection(Periods)
    plan_drafts = Collection(PlanDrafts)
    plans = Collection(Plans)
    products = Collection(Products)
    programme = Collection(Programme)
    proofs = Collection(Proofs)
    references = Collection(References)
    returned = Collection(Returned)
    revenue = Collection(Revenue)
    ripening = Collection(Ripening)
    rules = Collection(Rules)
    runs = Collection(Runs)
    sales_files = Collection(SalesFiles)
    schedules = Collection(Schedules)
    sold = Collection(Sold)
    stale = Collection(Stale)
    statements = Collection(Statements)
    stewardship = Collection(Stewardship)
    sums = Collection(Sums)
    tickets = Collection(Tickets)
    timeline = Collection(Timeline)
    training = Collection(Training)
    transactions = Collection(Transactions)
    uncounted = Collection(Uncounted)
    webinars = Collection(Webinars)

    def __init__(self, session: Session) -> None:
        self.session = session


class Store:
    """The same code on SQLite and PostgreSQL; `url` is an SQLAlchemy address."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.engine: Engine = writing_engine(url)
        self._reading = reading_engine(url, self.engine)
        self._writers = sessionmaker(self.engine, expire_on_commit=False)
        crm_changes.follow(self._writers)
        self._readers = sessionmaker(self._reading, expire_on_commit=False, autoflush=False)

    @property
    def address(self) -> str:
        """Where the database is, without its password."""
        return self.engine.url.render_as_string(hide_password=True)

    @contextmanager
    def transaction(self) -> Iterator[Records]:
        """Commit everything on the way out, or nothing if anything raises."""
        with self._writers.begin() as session:
            yield Records(session)

    def keep(self, received: Sequence[Received]) -> list[bool]:
        """Which of these events are new, in a commit of their own; see storage/inbox.py."""
        with self.engine.begin() as connection:
            return keep(connection, received)

    @contextmanager
    def reading(self) -> Iterator[Records]:
        """Look without changing; never waits for a writer."""
        with self._readers() as session:  # closing it lets go of what was read, unexpired
            yield Records(session)

    def close(self) -> None:
        self.engine.dispose()
        self._reading.dispose()
