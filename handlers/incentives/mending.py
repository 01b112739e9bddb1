"""Words a plan's fault: where it is, what is wrong, and how to mend it."""

from __future__ import annotations

from handlers.conversation.text import Text
from handlers.incentives.engine.faults import Fault


def worded(fault: Fault, text: Text) -> str:
    """From the catalogue `plans`; the nearest known word is suggested where there is one."""
    guess = f"{fault.code}_near"
    key = guess if "near" in fault.facts and guess in text.replies else fault.code
    return text(key, **fault.facts)


def where(fault: Fault, text: Text) -> str:
    return fault.path or text("whole_plan")
