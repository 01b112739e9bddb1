"""What Slack's refusals mean for a message: wait, pause, give up, or look whether it is there.

From the error table of chat.postMessage; whatever is not listed is final for the recipient.
"""

from __future__ import annotations

from typing import assert_never

from bot.outgoing import Failed, Later, Paused, Throttled, Unknown
from bot.platforms.slack.api import SECONDS, Answer, Broken, Busy, Ok, Refused, Unreached

#: "Some aspect of the operation may have succeeded before the error was raised."
AMBIGUOUS = frozenset({"fatal_error", "internal_error", "service_unavailable", "request_timeout"})
BUSY = frozenset({"ratelimited", "rate_limited", "message_limit_exceeded"})
LATER = frozenset(
    {"team_added_to_org", "org_login_required", "accesslimited", "ekm_access_denied"}
)
#: The installation is broken: nothing reaches anyone in this workspace.
BROKEN = frozenset(
    {
        "account_inactive",
        "invalid_auth",
        "not_authed",
        "token_expired",
        "token_revoked",
        "missing_scope",
        "not_allowed_token_type",
        "no_permission",
        "team_access_not_granted",
        "access_denied",
        "two_factor_setup_required",
        "enterprise_is_restricted",
    }
)
Unsent = Throttled | Failed | Later | Paused | Unknown


def meaning(answer: Answer) -> Unsent | None:
    """What an answer says about the message that was to be posted; None: it is there."""
    match answer:
        case Ok():
            return None
        case Busy(seconds):
            return Throttled(seconds)
        case Unreached(reason):
            return Later(reason)
        case Broken(reason):
            return Unknown(reason)
        case Refused(error):
            return _refusal(error)
        case other:
            assert_never(other)


def _refusal(error: str) -> Unsent:
    if error in AMBIGUOUS:
        return Unknown(error)
    if error in BUSY:
        return Throttled(SECONDS)
    if error in BROKEN:
        return Paused(error)
    return Later(error) if error in LATER or error.startswith("http_") else Failed(error)
