"""Every capability of the assistant, in the order they are offered."""

from handlers.conversation.handler import Handler
from handlers.help import help_
from handlers.identity import identity
from handlers.incentives import incentives

HANDLERS: tuple[Handler, ...] = (
    incentives,
    identity,
    help_,
)
