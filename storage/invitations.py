"""Invitations: single-use codes by which a person links a chat account, kept only as hashes."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, func, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from storage.base import Record
from storage.values import Platform


class Invitation(Record):
    """One code for one person; `code_hash` is all that is known of it."""

    __tablename__ = "invitations"

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    code_hash: Mapped[str] = mapped_column(unique=True)
    invited_by_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None] = mapped_column(default=None)


class LinkAttempt(Record):
    """One code that an unknown account typed, right or wrong."""

    __tablename__ = "link_attempts"
    __table_args__ = (Index(None, "platform", "workspace", "user", "at"),)

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    platform: Mapped[Platform]
    workspace: Mapped[str]
    user: Mapped[str]
    at: Mapped[datetime]


class Invitations:
    def __init__(self, session: Session) -> None:
        self._session = session

    def issue(self, invitation: Invitation) -> Invitation:
        """The person's newest code is their only one."""
        older = update(Invitation).where(
            Invitation.person_id == invitation.person_id,
            Invitation.used_at.is_(None),
            Invitation.expires_at > invitation.created_at,
        )
        self._session.execute(older.values(expires_at=invitation.created_at))
        self._session.add(invitation)
        self._session.flush()
        return invitation

    def redeem(self, code_hash: str, now: datetime) -> int | None:
        """The invited person's id, once: whoever asks second, or too late, gets None."""
        valid = update(Invitation).where(
            Invitation.code_hash == code_hash,
            Invitation.used_at.is_(None),
            Invitation.expires_at > now,
        )
        used = valid.values(used_at=now).returning(Invitation.person_id)
        return self._session.execute(used).scalar_one_or_none()

    def attempt(self, attempt: LinkAttempt) -> None:
        self._session.add(attempt)
        self._session.flush()

    def attempts(self, platform: Platform, workspace: str, user: str, since: datetime) -> int:
        """How many codes an account has typed since then."""
        query = select(func.count()).select_from(LinkAttempt)
        mine = query.filter_by(platform=platform, workspace=workspace, user=user)
        return self._session.scalars(mine.where(LinkAttempt.at > since)).one()
