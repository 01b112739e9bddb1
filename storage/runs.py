"""Runs of the calculation: what went in, what came out, and the chunks that replicas share."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, UniqueConstraint, and_, func, or_, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from storage.base import Document, Record


class RunState(StrEnum):
    """`dropped`: a newer run took its place; none of its chunks is worked on any more."""

    RUNNING = "running"
    DONE = "done"
    DROPPED = "dropped"


class ChunkState(StrEnum):
    WAITING = "waiting"
    WORKING = "working"
    DONE = "done"


class CalcRun(Record):
    """One calculation of a period. With the same inputs, plans and engine the result is the
    same; `plans` says of each version (`CODE/VERSION`) which document it was (its hash)."""

    __tablename__ = "calc_runs"
    __table_args__ = (Index(None, "period_id", "state"),)

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    period_id: Mapped[int] = mapped_column(ForeignKey("periods.id"))
    started_at: Mapped[datetime]
    inputs_hash: Mapped[str]
    plans: Mapped[Document]
    engine: Mapped[str]
    state: Mapped[RunState] = mapped_column(default=RunState.RUNNING)
    finished_at: Mapped[datetime | None] = mapped_column(default=None)
    result_hash: Mapped[str] = mapped_column(default="")


class CalcChunk(Record):
    """One partner's part of a run. Nobody else touches it before `leased_until`, on the real
    clock; what is posted for it commits together with `done`."""

    __tablename__ = "calc_chunks"
    __table_args__ = (UniqueConstraint("run_id", "partner_id"), Index(None, "state", "id"))

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    run_id: Mapped[int] = mapped_column(ForeignKey("calc_runs.id"))
    partner_id: Mapped[int] = mapped_column(ForeignKey("partners.id"))
    state: Mapped[ChunkState] = mapped_column(default=ChunkState.WAITING)
    token: Mapped[str] = mapped_column(default="")
    leased_until: Mapped[datetime | None] = mapped_column(default=None)
    attempts: Mapped[int] = mapped_column(default=0)
    result_hash: Mapped[str] = mapped_column(default="")


@dataclass(frozen=True, slots=True)
class Part:
    """One chunk in one worker's hands."""

    id: int
    token: str
    run_id: int
    partner_id: int
    attempts: int


@dataclass(frozen=True, slots=True)
class Progress:
    done: int
    total: int

    @property
    def left(self) -> int:
        return self.total - self.done


class Runs:
    def __init__(self, session: Session) -> None:
        self._session = session

    def begin(self, run: CalcRun, partner_ids: Iterable[int]) -> CalcRun:
        """The run and a chunk for each partner."""
        self._session.add(run)
        self._session.flush()
        ordered = sorted(set(partner_ids))
        self._session.add_all(CalcChunk(run_id=run.id, partner_id=each) for each in ordered)
        self._session.flush()
        return run

    def get(self, run_id: int) -> CalcRun:
        return self._session.get_one(CalcRun, run_id)

    def of(self, period_id: int) -> Sequence[CalcRun]:
        """A period's runs, the latest first."""
        query = select(CalcRun).filter_by(period_id=period_id).order_by(CalcRun.id.desc())
        return self._session.scalars(query).all()

    def drop(self, period_id: int) -> None:
        """The period's unfinished runs give way to a newer one."""
        mine = and_(CalcRun.period_id == period_id, CalcRun.state == RunState.RUNNING)
        self._session.execute(update(CalcRun).where(mine).values(state=RunState.DROPPED))

    def take(self, limit: int, at: datetime, lease: timedelta) -> list[Part]:
        """Chunks to work on, the oldest first: new ones, and those whose worker is gone."""
        gone = and_(CalcChunk.state == ChunkState.WORKING, CalcChunk.leased_until <= at)
        query = (
            select(CalcChunk.id)
            .join(CalcRun, CalcRun.id == CalcChunk.run_id)
            .where(CalcRun.state == RunState.RUNNING)
            .where(or_(CalcChunk.state == ChunkState.WAITING, gone))
            .order_by(CalcChunk.id)
            .limit(limit)
            .with_for_update(skip_locked=True, of=CalcChunk)
        )
        return self._taken(list(self._session.scalars(query)), at + lease)

    def held(self, part: Part) -> CalcChunk | None:
        """The chunk, locked until the transaction ends, while it is still in this worker's
        hands and its run goes on."""
        run = select(CalcRun).filter_by(id=part.run_id).with_for_update(read=True)
        going = self._session.scalars(run.execution_options(populate_existing=True)).one()
        mine = CalcChunk.id == part.id, CalcChunk.token == part.token
        query = select(CalcChunk).where(*mine, CalcChunk.state == ChunkState.WORKING)
        fresh = query.with_for_update().execution_options(populate_existing=True)
        found = self._session.scalars(fresh).one_or_none()
        return found if going.state is RunState.RUNNING else None

    def finish(self, chunk: CalcChunk, result_hash: str) -> None:
        chunk.state, chunk.result_hash = ChunkState.DONE, result_hash
        chunk.token, chunk.leased_until = "", None
        self._session.flush()

    def conclude(self, run_id: int, now: datetime) -> CalcRun | None:
        """The run, finished, if this was the last chunk; its hash is that of the chunks' hashes
        in the order of the partners. Of two workers that end together one gets it."""
        query = select(CalcRun).filter_by(id=run_id).with_for_update()
        run = self._session.scalars(query.execution_options(populate_existing=True)).one()
        progress = self.progress(run_id)
        if run.state is not RunState.RUNNING or progress.done < progress.total:
            return None
        hashes = select(CalcChunk.result_hash).filter_by(run_id=run_id)
        ordered = self._session.scalars(hashes.order_by(CalcChunk.partner_id))
        run.result_hash = hashlib.sha256("\n".join(ordered).encode()).hexdigest()
        run.state, run.finished_at = RunState.DONE, now
        return run

    def progress(self, run_id: int) -> Progress:
        done = func.count().filter(CalcChunk.state == ChunkState.DONE)
        query = select(done, func.count()).where(CalcChunk.run_id == run_id)
        return Progress(*self._session.execute(query).one())

    def _taken(self, ids: Sequence[int], until: datetime) -> list[Part]:
        taken = (
            update(CalcChunk)
            .where(CalcChunk.id.in_(ids))
            .values(
                state=ChunkState.WORKING,
                token=secrets.token_hex(16),
                leased_until=until,
                attempts=CalcChunk.attempts + 1,
            )
            .returning(
                CalcChunk.id,
                CalcChunk.token,
                CalcChunk.run_id,
                CalcChunk.partner_id,
                CalcChunk.attempts,
            )
        )
        found = [Part(*row) for row in self._session.execute(taken)] if ids else []
        return sorted(found, key=lambda part: part.id)
