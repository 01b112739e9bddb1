"""Leads: customers who may buy, passed to the partner who will make a deal of them."""

from handlers.leads import bringing, passing, plainly, telling
from handlers.leads.handler import leads

__all__ = ["bringing", "leads", "passing", "plainly", "telling"]
