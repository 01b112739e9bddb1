"""Every capability of the assistant, in the order they are offered."""

from handlers.conversation.handler import Handler
from handlers.help import help_

HANDLERS: tuple[Handler, ...] = (help_,)
