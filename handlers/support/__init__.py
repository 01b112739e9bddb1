"""Support: a person answers what the assistant cannot, in the thread where it was asked."""

from handlers.support.handler import support

__all__ = ["support"]
