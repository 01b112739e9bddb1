"""Disputes: somebody says that a line is wrong, finance answers, another person agrees."""

from handlers.incentives.disputing import answering, correcting, desk, telling
from handlers.incentives.disputing.handler import disputes

__all__ = ["answering", "correcting", "desk", "disputes", "telling"]
