"""Exchange rates: entered by finance, believed from then on, and what still waits for one."""

from handlers.incentives.exchanging import desk, telling
from handlers.incentives.exchanging.handler import rates

__all__ = ["desk", "rates", "telling"]
