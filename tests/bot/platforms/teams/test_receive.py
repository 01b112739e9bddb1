"""What a person did, read from the connector's JSON."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.platforms.teams import receive
from handlers.conversation.message import (
    Act,
    File,
    Message,
    Opened,
    Pressed,
    Said,
    Sender,
    Submitted,
)
from storage.values import Language, Place, Platform, Setting
from tests.bot.platforms.teams.payloads import (
    BOT,
    CHANNEL,
    GROUP,
    INSTALLED,
    JOINED,
    MENTION,
    PERSONAL,
    SERVICE,
    TENANT,
    Raw,
    about_message,
    activity,
    executed,
    file,
    in_channel,
    in_group,
    invoke,
    said,
)

PRESS = {"action": "deals.withdraw", "value": "12", "message_key": "k1"}
FORM = {"form": "deals.registration", "subject": "7", "message_key": "k2", "customer": "PT Maju"}
SUBMITTED = Submitted("deals.registration", {"customer": "PT Maju"}, "7", "k2", inline=True)


def read(raw: Raw) -> Message:
    message = receive.read(raw)
    assert message is not None
    return message


def test_who_said_what_where() -> None:
    message = read(said("Halo"))
    assert message.sender == Sender(Platform.TEAMS, TENANT, "siti-object-id", "Siti", Language.EN)
    assert message.place == Place(Platform.TEAMS, TENANT, PERSONAL)
    assert (message.act, message.in_body) == (Said("Halo"), False)
    assert message.event == f"{PERSONAL}/1700000000001"


ACTS: list[tuple[str, Raw, Act | None]] = [
    ("a mention", in_channel("halo"), Said("halo")),
    (
        "a mention in the middle",
        said("hi <at>Mitra</at>, ok", entities=[MENTION]),
        Said("hi , ok"),
    ),
    ("other people's names", said("tanya <at>Budi</at> ya"), Said("tanya Budi ya")),
    ("signs", said("5 &gt; 3 &amp; x&nbsp;y"), Said("5 > 3 & x y")),
    ("an emoji", said("👍"), Said("👍")),
    ("nothing", said(""), Said("")),
    ("no text at all", activity(), Said("")),
    (
        "talk among people",
        in_channel("halo", entities=[]),
        Said("Mitra halo", addressed=False),
    ),
    ("an edit", said("Halo", type="messageUpdate"), Said("Halo", edited=True)),
    (
        "a message brought back",
        said("Halo", type="messageUpdate", channelData={"eventType": "undeleteMessage"}),
        None,
    ),
    ("a message taken back", activity("messageDelete"), None),
    ("a submitted button", activity(value=PRESS), Pressed("deals.withdraw", "12", "k1")),
    ("an executed button", executed(PRESS), Pressed("deals.withdraw", "12", "k1")),
    ("a submitted form", activity(value=FORM), SUBMITTED),
    ("an executed form", executed(FORM), SUBMITTED),
    ("a form in a dialog", invoke("composeExtension/submitAction", {"data": FORM}), SUBMITTED),
    (
        "a button in a dialog",
        invoke("task/submit", {"data": PRESS}),
        Pressed("deals.withdraw", "12", "k1"),
    ),
    (
        "the dialog's own question",
        invoke("task/submit", {"data": {"form": "teams.ask", "question": "Halo?"}}),
        Said("Halo?"),
    ),
    (
        "a message action",
        about_message("<div>Berapa <b>seat</b>?<br>Ya</div>"),
        Said("Berapa seat?\nYa"),
    ),
    ("a message action on a mention", about_message("<at id='0'>Budi</at>, ok"), Said("Budi, ok")),
    ("a dialog on nothing", invoke("composeExtension/fetchTask", {"commandId": "ask"}), None),
    ("an installation", INSTALLED, Opened()),
    ("an update of an installation", INSTALLED | {"action": "add-upgrade"}, None),
    ("a removal", INSTALLED | {"action": "remove"}, None),
    ("the bot joins", JOINED, Opened()),
    ("somebody else joins", JOINED | {"membersAdded": [{"id": "29:budi"}]}, None),
    ("a reaction", activity("messageReaction", reactionsAdded=[{"type": "like"}]), None),
    ("somebody writes", activity("typing"), None),
    ("an unknown invoke", invoke("signin/verifyState", {"state": "1"}), None),
    ("an invoke with nothing in it", invoke("adaptiveCard/action", None), None),
    ("an event", activity("event", name="application/vnd.microsoft.readReceipt"), None),
    ("our own message", said("Halo", **{"from": {"id": BOT}}), None),
    ("another bot's", said("Halo", **{"from": {"id": "28:other"}}), None),
    ("nobody's", said("Halo", **{"from": None}), None),
]


@pytest.mark.parametrize(("raw", "act"), [row[1:] for row in ACTS], ids=[r[0] for r in ACTS])
def test_acts(raw: Raw, act: Act | None) -> None:
    message = receive.read(raw)
    assert (message.act if message else None) == act


@pytest.mark.parametrize(
    ("raw", "place"),
    [
        (said("x"), Place(Platform.TEAMS, TENANT, PERSONAL)),
        (in_group("x"), Place(Platform.TEAMS, TENANT, GROUP, "", Setting.GROUP)),
        (in_channel("x"), Place(Platform.TEAMS, TENANT, CHANNEL, "1699", Setting.CHANNEL)),
        (
            said("x", conversation={"id": "19:new", "conversationType": "meeting"}),
            Place(Platform.TEAMS, TENANT, "19:new", "", Setting.GROUP),
        ),
        (
            said("x", conversation={"id": "19:old", "isGroup": True}),
            Place(Platform.TEAMS, TENANT, "19:old", "", Setting.GROUP),
        ),
    ],
)
def test_places(raw: Raw, place: Place) -> None:
    assert read(raw).place == place


def test_only_dialogs_are_answered_in_the_request_alone() -> None:
    assert read(about_message("x")).in_body
    assert not read(executed(PRESS)).in_body


def test_a_dialog_opened_in_a_channel_is_still_one_persons() -> None:
    here = in_channel("x")["conversation"]
    message = read(about_message("Berapa?", conversation=here))
    assert message.place == Place(Platform.TEAMS, TENANT)
    assert message.reference == {}


@pytest.mark.parametrize(
    ("locale", "language"),
    [
        ("id-ID", Language.ID),
        ("ID", Language.ID),
        ("en-GB", Language.EN),
        ("fr-FR", None),
        ("", None),
    ],
)
def test_the_clients_language(locale: str, language: Language | None) -> None:
    assert read(said("x", locale=locale)).sender.language is language


@pytest.mark.parametrize(
    ("data", "conversation", "workspace"),
    [
        ({"tenant": {"id": "t1"}}, {"id": "a", "tenantId": "t2"}, "t1"),
        ({}, {"id": "a", "tenantId": "t2"}, "t2"),
        (None, {"id": "a"}, "teams"),
        ({"tenant": "t1"}, {"id": "a"}, "teams"),
    ],
)
def test_the_tenant_is_read_wherever_it_stands(
    data: Any, conversation: Raw, workspace: str
) -> None:
    message = read(said("x", channelData=data, conversation=conversation))
    assert message.sender.workspace == workspace


def test_the_reference_is_all_that_is_needed_to_speak_first() -> None:
    assert read(in_channel("x")).reference == {
        "serviceUrl": SERVICE,
        "channelId": "msteams",
        "bot": {"id": BOT, "name": "Mitra"},
        "user": {"id": "29:1siti", "name": "Siti", "aadObjectId": "siti-object-id"},
        "conversation": {
            "id": CHANNEL,
            "conversationType": "channel",
            "isGroup": True,
            "tenantId": TENANT,
        },
    }


def test_a_reference_is_the_same_from_one_message_to_the_next() -> None:
    one, other = said("x", id="1"), said("y", id="2", timestamp="2026-09-17T03:00:00Z")
    assert read(one).reference == read(other).reference


def test_who_has_no_object_id_has_the_channels() -> None:
    assert read(said("x", **{"from": {"id": "29:guest"}})).sender.user == "29:guest"


def test_files_are_named_before_they_are_fetched() -> None:
    picture = {"contentType": "image/png", "contentUrl": SERVICE + "v3/attachments/1"}
    markup = {"contentType": "text/html", "content": "<p>lihat</p>"}
    raw = said("", attachments=[markup, picture, file("https://x.sharepoint.com/d"), "?"])
    assert read(raw).act == Said(
        "", (File("image", "image/png", 0), File("kontrak.pdf", "application/pdf", 0))
    )
    assert list(receive.downloads(raw)) == [(1, "https://x.sharepoint.com/d")]


def test_an_edit_is_another_event_than_its_message_and_once_told_twice_the_same() -> None:
    edit = said("y", type="messageUpdate", timestamp="2026-09-16T03:05:00.000Z")
    assert receive.event(edit) != receive.event(said("x"))
    assert receive.event(edit) == receive.event(dict(edit))


def test_an_activity_without_an_id_is_known_by_its_words() -> None:
    assert receive.event(said("x", id=None)) == receive.event(said("x", id=None))
    assert receive.event(said("x", id=None)) != receive.event(said("y", id=None))


def test_an_installation_says_hello_once_although_teams_tells_it_twice() -> None:
    assert receive.event(INSTALLED) != receive.event(JOINED)
    assert receive.gesture(INSTALLED) == receive.gesture(JOINED) is not None
    assert receive.gesture(said("x")) is None


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3)
    ),
    max_leaves=6,
)
known = st.sampled_from([*activity(), "name", "value", "text", "action", *JOINED, "attachments"])


@settings(max_examples=300, suppress_health_check=list(HealthCheck), deadline=None)
@given(
    st.sampled_from([said("x"), executed(PRESS), INSTALLED, JOINED, about_message("x")]),
    st.dictionaries(known, json_values, max_size=4),
)
def test_whatever_json_comes_reading_never_breaks(raw: Raw, changed: Raw) -> None:
    broken = raw | changed
    message = receive.read(broken)
    assert message is None or json.dumps(message.reference) is not None
    receive.event(broken)
    receive.gesture(broken)
    list(receive.downloads(broken))
