"""Only what Slack signed, just now and exactly so, is from Slack."""

from __future__ import annotations

import pytest

from bot.platforms.slack import signature

#: Published at docs.slack.dev/authentication/verifying-requests-from-slack.
SECRET = "8f742231b10e8888abcd99yyyzzz85a5"
TIMESTAMP = "1531420618"
BODY = (
    b"token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow"
    b"&channel_id=G8PSS9T3V&channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner"
    b"&command=%2Fwebhook-collect&text=&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands"
    b"%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN"
    b"&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c"
)
SIGNATURE = "v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503"
NOW = float(TIMESTAMP) + 1


def test_the_published_example_is_valid() -> None:
    assert signature.is_valid(SECRET, BODY, [TIMESTAMP], [SIGNATURE], NOW)


@pytest.mark.parametrize("late", [-300, 300])
def test_five_minutes_either_way_are_allowed(late: int) -> None:
    now = float(TIMESTAMP) + late
    assert signature.is_valid(SECRET, BODY, [TIMESTAMP], [SIGNATURE], now)


@pytest.mark.parametrize("late", [-301, 301, 86_400])
def test_anything_older_or_from_the_future_is_not(late: int) -> None:
    now = float(TIMESTAMP) + late
    assert not signature.is_valid(SECRET, BODY, [TIMESTAMP], [SIGNATURE], now)


def test_another_body_or_secret_is_not_signed() -> None:
    assert not signature.is_valid(SECRET, BODY + b" ", [TIMESTAMP], [SIGNATURE], NOW)
    assert not signature.is_valid(SECRET + "x", BODY, [TIMESTAMP], [SIGNATURE], NOW)


def test_without_a_secret_nobody_is_believed() -> None:
    signed = signature.sign("", BODY, TIMESTAMP)
    assert not signature.is_valid("", BODY, [TIMESTAMP], [signed], NOW)


MALFORMED = {
    "no timestamp": ([], [SIGNATURE]),
    "no signature": ([TIMESTAMP], []),
    "neither": ([], []),
    "two timestamps": ([TIMESTAMP, TIMESTAMP], [SIGNATURE]),
    "two signatures": ([TIMESTAMP], [SIGNATURE, SIGNATURE]),
    "empty timestamp": ([""], [SIGNATURE]),
    "empty signature": ([TIMESTAMP], [""]),
    "words for a timestamp": (["yesterday"], [SIGNATURE]),
    "a float": ([f"{TIMESTAMP}.0"], [SIGNATURE]),
    "a sign": ([f"+{TIMESTAMP}"], [SIGNATURE]),
    "a negative time": ([f"-{TIMESTAMP}"], [SIGNATURE]),
    "a space before": ([f" {TIMESTAMP}"], [SIGNATURE]),
    "a line after": ([f"{TIMESTAMP}\n"], [SIGNATURE]),
    "underscores": (["1_531_420_618"], [SIGNATURE]),
    "Arabic digits": (["١٥٣١٤٢٠٦١٨"], [SIGNATURE]),
    "full-width digits": (["１５３１４２０６１８"], [SIGNATURE]),
    "superscript digits": (["¹⁵³¹⁴²⁰⁶¹⁸"], [SIGNATURE]),
    "a huge number": (["9" * 5_000], [SIGNATURE]),
    "not a number": (["nan"], [SIGNATURE]),
    "infinite": (["inf"], [SIGNATURE]),
    "hexadecimal": (["0x5b478a8a"], [SIGNATURE]),
    "an older version": ([TIMESTAMP], [SIGNATURE.replace("v0=", "v1=")]),
    "no version": ([TIMESTAMP], [SIGNATURE.removeprefix("v0=")]),
    "version only": ([TIMESTAMP], ["v0="]),
    "too short": ([TIMESTAMP], [SIGNATURE[:-1]]),
    "too long": ([TIMESTAMP], [SIGNATURE + "0"]),
    "a huge signature": ([TIMESTAMP], ["v0=" + "a" * 100_000]),
    "in capitals": ([TIMESTAMP], [SIGNATURE.upper()]),
    "a letter beyond f": ([TIMESTAMP], [SIGNATURE.replace("a", "g")]),
    "not ASCII": ([TIMESTAMP], ["v0=" + "é" * 64]),
    "a lone surrogate": ([TIMESTAMP], ["v0=\udcff" + "a" * 63]),
    "a zero byte": ([TIMESTAMP], [SIGNATURE[:-1] + "\0"]),
    "two in one": ([TIMESTAMP], [f"{SIGNATURE},{SIGNATURE}"]),
}


@pytest.mark.parametrize("name", MALFORMED)
def test_malformed_headers_are_no_signature_and_no_surprise(name: str) -> None:
    timestamps, signatures = MALFORMED[name]
    assert not signature.is_valid(SECRET, BODY, timestamps, signatures, NOW)
