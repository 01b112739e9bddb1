"""The standard figures of the programme, for those who look after it."""

from handlers.figures.handler import figures

__all__ = ["figures"]
