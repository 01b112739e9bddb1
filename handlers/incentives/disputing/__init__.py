"""Disputes: somebody says that a line is wrong, finance answers, another person agrees."""

from handlers.incentives.disputing import answering, desk, telling
from handlers.incentives.disputing.handler import disputes

__all__ = ["answering", "desk", "disputes", "telling"]
