"""Reminders come once and in time; a change is told once, with a new calendar file."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.assistant import Assistant
from bot.demo.accounts import known_on
from bot.due import run_due_jobs
from handlers.conversation.message import Pressed
from handlers.conversation.registry import Registry
from handlers.conversation.routing import Router
from handlers.webinars import codes
from storage.store import Records, Store
from storage.values import Platform
from storage.webinars import RegistrationState, Reminder, ReminderState, Webinar
from tests.chat import Chat
from tests.conftest import NOW, People
from tests.handlers.webinars.conftest import ENDS, STARTS, Change, Time, file_of, file_sent, found
from tests.world.posting import Post

LINK = "https://meet.example.com/pro-in-practice"
A_MINUTE, AN_HOUR, A_DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
REGISTER = "register me for Pro in practice"


def test_an_hour_before_in_ones_own_time_and_language(chat: People, time: Time) -> None:
    for who in ("rina", "agus", "siti"):
        chat(who).says(REGISTER)
    assert time.comes(STARTS - AN_HOUR - A_MINUTE).to("rina") == []
    arrived = time.comes(STARTS - AN_HOUR)
    times = {"rina": "14.00 WIB", "agus": "15.00 WITA", "siti": "16:00 WIT"}
    for who, shown in times.items():
        (told,) = arrived.to(who)
        assert shown in told
        assert LINK in told
    assert "Reminder: Pro in practice" in arrived.to("siti")[0]
    assert "Pengingat: Pro in practice" in arrived.to("rina")[0]
    assert arrived.to("bayu") == []
    assert time.comes(STARTS - A_MINUTE).copies == ()


def test_a_day_before_for_who_registered_earlier(chat: People, time: Time) -> None:
    chat("rina").says("register me for Renewals")
    starts = STARTS + 5 * A_DAY
    assert len(time.comes(starts - A_DAY).to("rina")) == 1
    assert time.comes(starts - 2 * AN_HOUR).to("rina") == []
    assert len(time.comes(starts - AN_HOUR).to("rina")) == 1


@pytest.mark.parametrize(("late", "told"), [(0, 1), (30, 1), (59, 1), (60, 0), (61, 0), (600, 0)])
def test_a_late_job_still_reminds_but_never_after_the_start(
    chat: People, time: Time, store: Store, late: int, told: int
) -> None:
    chat("rina").says(REGISTER)
    arrived = time.comes(STARTS - AN_HOUR + late * A_MINUTE)
    assert len([text for text in arrived.to("rina") if "Pengingat" in text]) == told
    with store.reading() as records:
        found = [(each.object, each.outcome) for each in records.audit.of("webinars.reminder")]
    missed = [outcome for what, outcome in found if what.endswith(":hour")]
    assert missed == ["missed"] * (1 - told)


def test_a_courier_that_comes_too_late_leaves_it(
    chat: People, store: Store, registry: Registry, post: Post
) -> None:
    chat("rina").says(REGISTER)
    run_due_jobs(store, registry, STARTS - A_MINUTE)
    assert not [t for t in post.deliver(STARTS).to("rina") if "Pengingat" in t]


def test_who_registers_in_the_last_hour_has_the_link_at_once(chat: People, time: Time) -> None:
    rina = chat("rina").at(STARTS - 30 * A_MINUTE).says(REGISTER).hears(LINK)
    rina.does_not_hear("I remind you")
    assert time.comes(STARTS - A_MINUTE).to("rina") == []


def test_who_left_is_not_reminded(chat: People, time: Time) -> None:
    chat("rina").says(REGISTER).presses("Cancel my seat")
    assert time.comes(STARTS - AN_HOUR).to("rina") == []


class TestMoving:
    @pytest.fixture
    def moved(self, chat: People) -> datetime:
        """From Thursday 14:00 to Friday 10:00 WIB."""
        for who in ("rina", "siti"):
            chat(who).says(REGISTER)
        maya = chat("maya").says(
            "pindahkan webinar Pro in practice ke Jumat 18 September jam 10.00 WIB"
        )
        maya.hears("Pindahkan Pro in practice", "Jumat, 18 September 2026 10.00 WIB", "2 orang")
        maya.presses("Pindahkan").hears("Dipindahkan: Pro in practice", "2 orang")
        return datetime.fromisoformat("2026-09-18T03:00Z")

    def test_everybody_registered_is_told_once(
        self, moved: datetime, chat: People, time: Time
    ) -> None:
        arrived = time.comes(NOW)
        (told,) = arrived.to("siti")
        assert "Friday 18 September 2026 12:00 WIT" in told
        assert "it was Thursday 17 September 2026 16:00 WIT" in told
        file = file_sent(arrived.only("siti"))
        assert "SEQUENCE:1\r\n" in file
        assert "DTSTART:20260918T030000Z\r\n" in file
        assert arrived.to("agus") == []
        assert time.comes(NOW + A_MINUTE).copies == ()

    def test_reminders_follow(self, moved: datetime, chat: People, time: Time) -> None:
        time.comes(NOW)
        assert time.comes(STARTS - AN_HOUR).to("rina") != []  # a day before the new time
        assert time.comes(STARTS).to("rina") == []
        (told,) = time.comes(moved - AN_HOUR).to("rina")
        assert "Jumat, 18 September 2026 10.00 WIB" in told

    def test_the_calendar_keeps_the_event(self, moved: datetime, chat: People) -> None:
        first = file_of(chat("agus").says(REGISTER).reply)
        assert "SEQUENCE:1" in first

    def test_only_the_last_of_two_moves_is_told(
        self, moved: datetime, chat: People, time: Time
    ) -> None:
        maya = chat("maya").says(
            "pindahkan webinar Pro in practice ke Jumat 18 September jam 15.00 WIB"
        )
        maya.presses("Pindahkan")
        (told,) = time.comes(NOW).to("rina")
        assert "15.00 WIB" in told

    def test_a_second_press_does_nothing(self, moved: datetime, chat: People, time: Time) -> None:
        maya = chat("maya").says(
            "pindahkan webinar Pro in practice ke Jumat 18 September jam 15.00 WIB"
        )
        card = maya.answered
        maya.presses("Pindahkan")
        maya.answered = card
        maya.presses("Pindahkan").hears("sudah tidak tersedia")
        assert len(time.comes(NOW).to("rina")) == 1

    def test_a_reminder_on_its_way_for_the_old_time_is_dropped(
        self, chat: People, store: Store, registry: Registry, post: Post
    ) -> None:
        chat("rina").says(REGISTER)
        run_due_jobs(store, registry, STARTS - AN_HOUR)
        maya = chat("maya").at(STARTS - AN_HOUR)
        maya.says("pindahkan webinar Pro in practice ke Jumat 18 September jam 10.00 WIB")
        maya.presses("Pindahkan")
        told = [t for t in post.deliver(STARTS - AN_HOUR).to("rina") if "Pro in practice" in t]
        assert len(told) == 1
        assert "pindah waktu" in told[0]


def test_called_off_everybody_is_told_once_and_takes_it_out(
    chat: People, time: Time, seats: Change
) -> None:
    seats("Pro in practice", 1)
    chat("rina").says(REGISTER)
    chat("agus").says(REGISTER)
    maya = (
        chat("maya").says("tolong dong batalin webinar yang Pro in practice ya").hears("2 orang")
    )
    card = maya.answered
    maya.presses("Batalkan webinar").hears("Pro in practice dibatalkan")
    maya.answered = card
    maya.presses("Batalkan webinar").hears("sudah tidak tersedia")
    arrived = time.comes(NOW)
    (told,) = arrived.to("rina")
    assert "dibatalkan" in told
    file = file_sent(arrived.only("rina"))
    assert "METHOD:CANCEL\r\n" in file
    assert "SEQUENCE:1\r\n" in file
    (waited,) = arrived.to("agus")
    assert ".ics" not in waited
    assert time.comes(STARTS - AN_HOUR).copies == ()
    chat("rina").says("webinar pekan ini apa ya").hears("dibatalkan")


def test_who_left_before_it_is_told_is_not_told(chat: People, time: Time) -> None:
    rina = chat("rina").says(REGISTER)
    seat = rina.answered
    maya = chat("maya").says("tolong dong batalin webinar yang Pro in practice ya")
    rina.answered = seat
    rina.presses("Cancel my seat")
    maya.presses("Batalkan webinar").hears("0 orang")
    assert time.comes(NOW).to("rina") == []


def test_the_planner_hears_that_it_is_over(chat: People, time: Time) -> None:
    chat("rina").says(REGISTER)
    (told,) = time.comes(ENDS).to("maya")
    assert "Pro in practice selesai: 1 terdaftar" in told
    assert time.comes(ENDS + AN_HOUR).to("maya") == []


@pytest.fixture
def post(time: Time) -> Post:
    return time.post


class Several:
    """A few people who do things to one webinar while time passes, with two schedulers."""

    def __init__(self, store: Store, registry: Registry, router: Router) -> None:
        self.store, self.registry, self.router = store, registry, router
        self.now = NOW
        with store.transaction() as records:
            for who in ("rina", "agus", "maya"):
                person = records.people.with_handle(who)
                assert person is not None
                known_on(records, person, Platform.WEB, NOW)
        self.assistant = Assistant(store, registry, router, clock=lambda: self.now)

    def does(self, who: str, action: str, value: str) -> None:
        Chat(self.assistant, who).at(self.now).does(Pressed(action, value))

    def passes(self, minutes: int) -> None:
        self.now += minutes * A_MINUTE
        for _ in range(2):
            run_due_jobs(self.store, self.registry, self.now)


steps = st.lists(
    st.one_of(
        st.tuples(st.sampled_from(["join", "leave"]), st.sampled_from(["rina", "agus"])),
        st.tuples(st.just("move"), st.sampled_from(["30", "300", "3000"])),
        st.tuples(st.just("wait"), st.sampled_from(["7", "60", "400", "1500"])),
    ),
    max_size=14,
)


@settings(
    max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(steps=steps)
def test_however_it_goes_nobody_is_reminded_twice_of_one_start(
    any_store: Store, registry: Registry, router: Router, steps: list[tuple[str, str]]
) -> None:
    several = Several(any_store, registry, router)
    webinar_id, before = fresh(any_store, several.now + 2 * A_DAY)
    for what, how in steps:
        if what == "wait":
            several.passes(int(how))
        elif what == "move":
            with any_store.reading() as records:
                now_is = records.webinars.get(webinar_id)
                to = int((now_is.starts_at + int(how) * A_MINUTE).timestamp())
                value = f"{now_is.id}:{now_is.sequence}:{to}:Asia/Jakarta"
            several.does("maya", "webinars.move", value)
        else:
            several.does(how, f"webinars.{what}", str(webinar_id))
    with any_store.reading() as records:
        sent = [d for d in records.deliveries.since(before) if d.notice == "webinars.reminder"]
        assert len({(d.campaign, d.recipient) for d in sent}) == len(sent)
        left = [reminder.due_at for reminder in planned(records, webinar_id)]
        assert all(due_at > several.now for due_at in left)


def fresh(store: Store, starts_at: datetime) -> tuple[int, int]:
    """The only webinar there is, and the last delivery before it."""
    with store.transaction() as records:
        for other in records.webinars.all():
            records.webinars.call_off(other)
        renewals = found(records.webinars.all()[:2], "Renewals")
        webinar = Webinar(
            titles=renewals.titles,
            starts_at=starts_at,
            zone=renewals.zone,
            minutes=renewals.minutes,
            host=renewals.host,
            planned_by_id=renewals.planned_by_id,
            code=codes.new(),
        )
        return records.webinars.add(webinar).id, records.deliveries.last_id()


def planned(records: Records, webinar_id: int) -> list[Reminder]:
    registrations = records.webinars.registrations(webinar_id, *RegistrationState)
    reminders = (each for r in registrations for each in records.webinars.reminders(r.id))
    return [each for each in reminders if each.state is ReminderState.PLANNED]
