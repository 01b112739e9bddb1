"""The capability, and who has a hand in disputes."""

from __future__ import annotations

from handlers.conversation.handler import Handler
from storage.disputes import DisputeState
from storage.people import MEMBERS, Role

disputes = Handler("disputes")

ANSWERERS = frozenset({Role.FINANCE})
#: Who may approve an adjustment that somebody else prepared.
APPROVERS = frozenset({Role.FINANCE, Role.CHANNEL_MANAGER, Role.ADMINISTRATOR})
EVERYBODY = MEMBERS | APPROVERS

#: What finance may answer, and what its answer may be followed by.
ANSWERABLE = (DisputeState.OPEN, DisputeState.INVESTIGATING)
REOPENABLE = (DisputeState.DECLINED, DisputeState.ADJUSTED)
