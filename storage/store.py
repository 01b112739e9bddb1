"""The one door to the database: a transaction, and the records inside it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from sqlalchemy import Engine
from sqlalchemy.orm import Session, sessionmaker

from storage.adjustments import Adjustments
from storage.announcements import Announcements
from storage.audit import Audit
from storage.awards import Awards
from storage.claims import Claims
from storage.composings import Composings
from storage.conversations import Conversations
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
from storage.ledger import Ledger
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
from storage.webinars import Webinars


class Records:
    """Everything remembered, seen through one transaction."""

    def __init__(self, session: Session) -> None:  # noqa: PLR0915 - a line for each collection
        self.session = session
        self.adjustments = Adjustments(session)
        self.announcements = Announcements(session)
        self.audit = Audit(session)
        self.awards = Awards(session)
        self.claims = Claims(session)
        self.composings = Composings(session)
        self.conversations = Conversations(session)
        self.deals = Deals(session)
        self.deliveries = Deliveries(session)
        self.disputes = Disputes(session)
        self.earned = Earned(session)
        self.earnings = Earnings(session)
        self.funds = Funds(session)
        self.fx = FxRates(session)
        self.gaps = Gaps(session)
        self.history = History(session)
        self.imports = Imports(session)
        self.inbox = Inbox(session)
        self.installation = Installations(session)
        self.invitations = Invitations(session)
        self.knowledge = Knowledge(session)
        self.lanes = Lanes(session)
        self.ledger = Ledger(session)
        self.names_shown = NamesShown(session)
        self.owed = Owed(session)
        self.partners = Partners(session)
        self.payout_profiles = PayoutProfiles(session)
        self.payouts = Payouts(session)
        self.people = People(session)
        self.periods = Periods(session)
        self.plan_drafts = PlanDrafts(session)
        self.plans = Plans(session)
        self.products = Products(session)
        self.programme = Programme(session)
        self.proofs = Proofs(session)
        self.references = References(session)
        self.returned = Returned(session)
        self.revenue = Revenue(session)
        self.ripening = Ripening(session)
        self.rules = Rules(session)
        self.runs = Runs(session)
        self.schedules = Schedules(session)
        self.sold = Sold(session)
        self.stale = Stale(session)
        self.statements = Statements(session)
        self.stewardship = Stewardship(session)
        self.sums = Sums(session)
        self.tickets = Tickets(session)
        self.timeline = Timeline(session)
        self.training = Training(session)
        self.transactions = Transactions(session)
        self.webinars = Webinars(session)


class Store:
    """The same code on SQLite and PostgreSQL; `url` is an SQLAlchemy address."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.engine: Engine = writing_engine(url)
        self._reading = reading_engine(url, self.engine)
        self._writers = sessionmaker(self.engine, expire_on_commit=False)
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
