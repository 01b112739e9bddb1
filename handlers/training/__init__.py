"""Training: courses made of documents, quizzes in the chat, and certificates that end."""

from handlers.training import authoring, certificates, learning, notices, results
from handlers.training.handler import training

__all__ = ["authoring", "certificates", "learning", "notices", "results", "training"]
