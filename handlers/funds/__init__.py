"""Marketing development funds: what a partner may spend, asks for, proves and gets back."""

from handlers.funds import expiry, proving, review
from handlers.funds.handler import funds

__all__ = ["expiry", "funds", "proving", "review"]
