"""Each of Slack's refusals means one thing for a message."""

from __future__ import annotations

import json

import pytest

from bot.outgoing import Failed, Later, Paused, Throttled, Unknown
from bot.platforms.slack.api import Broken, Busy, Ok, Refused, Unreached
from bot.platforms.slack.refusals import meaning
from tests.bot.platforms.slack.judges import SHARED

CLASSES = {
    "ambiguous": Unknown,
    "retry_after": Throttled,
    "retry_later_tenant": Later,
    "tenant_dead_pause_installation": Paused,
    "recipient_permanent": Failed,
    "content_permanent_stop_campaign": Failed,
}


@pytest.mark.parametrize(
    ("answer", "meant"),
    [
        (Ok({}), None),
        (Busy(7), Throttled(7)),
        (Unreached("refused"), Later("refused")),
        (Broken("reset"), Unknown("reset")),
        (Refused("internal_error"), Unknown("internal_error")),
        (Refused("fatal_error"), Unknown("fatal_error")),
        (Refused("ratelimited"), Throttled(30)),
        (Refused("token_revoked"), Paused("token_revoked")),
        (Refused("accesslimited"), Later("accesslimited")),
        (Refused("http_403"), Later("http_403")),
        (Refused("channel_not_found"), Failed("channel_not_found")),
        (Refused("never_heard_of_it"), Failed("never_heard_of_it")),
    ],
)
def test_what_an_answer_means(answer: Ok | Refused, meant: Failed | None) -> None:
    assert meaning(answer) == meant


def test_every_documented_error_is_in_its_class() -> None:
    path = SHARED / "chat.postMessage.errors.json"
    if not path.exists():
        pytest.skip("Slack's table of errors is not beside the checkout")
    documented = json.loads(path.read_text("utf-8"))
    for name, expected in CLASSES.items():
        for error in documented[name]:
            assert isinstance(meaning(Refused(error)), expected), error
