"""Every capability of the assistant, in the order they are offered."""

from handlers.conversation.handler import Handler
from handlers.help import help_
from handlers.incentives import incentives

HANDLERS: tuple[Handler, ...] = (help_, incentives)
