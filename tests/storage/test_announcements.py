from __future__ import annotations

from storage.announcements import Announcement, AnnouncementState
from storage.deliveries import Delivery, DeliveryState, Urgency
from storage.store import Records, Store
from storage.values import Language, Platform, Setting
from tests.conftest import NOW


def an_announcement(records: Records) -> Announcement:
    maya = records.people.with_handle("maya")
    assert maya is not None
    return records.announcements.add(
        Announcement(
            author_id=maya.id,
            created_at=NOW,
            texts={"en": "Hello"},
            audience={"everyone": True},
            timing={"kind": "now"},
        )
    )


def deliver(records: Records, announcement: Announcement, state: DeliveryState) -> Delivery:
    return records.deliveries.add(
        Delivery(
            key=f"{announcement.id}-{state}",
            urgency=Urgency.BROADCAST,
            platform=Platform.SLACK,
            workspace="demo",
            user="rina",
            channel="",
            thread="",
            setting=Setting.DIRECT,
            language=Language.EN,
            created_at=NOW,
            due_at=NOW,
            campaign=announcement.campaign,
            recipient=state,
            state=state,
        )
    )


def test_a_change_is_a_new_revision_and_a_draft_again(store: Store) -> None:
    with store.transaction() as records:
        announcement = an_announcement(records)
        announcement.state = AnnouncementState.WAITING
        announcement.revise({"en": "Hi"}, announcement.audience, announcement.timing)
        assert (announcement.revision, announcement.state) == (2, AnnouncementState.DRAFT)
        assert announcement.is_open


def test_only_what_nobody_began_to_send_is_withheld(store: Store) -> None:
    with store.transaction() as records:
        announcement, other = an_announcement(records), an_announcement(records)
        rows = [deliver(records, announcement, state) for state in DeliveryState]
        kept = deliver(records, other, DeliveryState.PENDING)
        records.announcements.withhold(announcement, "cancelled")
        for row in (*rows, kept):
            records.session.refresh(row)
        assert [row.state for row in rows if row.reason] == [DeliveryState.SKIPPED]
        assert kept.state is DeliveryState.PENDING
        assert sum(records.deliveries.tally(announcement.campaign).values()) == len(rows)


def test_the_latest_leave_drafts_aside(store: Store) -> None:
    with store.transaction() as records:
        sent, _ = an_announcement(records), an_announcement(records)
        assert records.announcements.latest(5) == []
        sent.state, sent.moving = AnnouncementState.RUNNING, True
        assert records.announcements.latest(5) == [sent]
        assert records.announcements.moving() == [sent]
        assert records.announcements.get(sent.id) is sent
        assert records.announcements.locked(sent.id) is sent
        assert records.announcements.locked(0) is None
