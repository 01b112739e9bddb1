"""Identity: who somebody is, in which language we speak, and how an account is linked."""

from handlers.identity.handler import identity

__all__ = ["identity"]
