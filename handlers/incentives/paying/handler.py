"""The capability, and who has a hand in paying out."""

from __future__ import annotations

from handlers.conversation.handler import Handler
from storage.people import MEMBERS, Role

paying = Handler("paying")

#: Who prepares batches, hands them to the bank and records its answers.
PAYERS = frozenset({Role.FINANCE})
#: Who may approve what somebody else prepared.
APPROVERS = frozenset({Role.FINANCE, Role.CHANNEL_MANAGER, Role.ADMINISTRATOR})
EVERYBODY = MEMBERS | APPROVERS
