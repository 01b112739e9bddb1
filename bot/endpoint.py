"""Addresses that words are sent to: a language model's, if there is one."""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass
from urllib.parse import urlsplit

TIMEOUT = 20.0  #: seconds for both tries together
COMPLETIONS = "/chat/completions"
VERSION = "/v1"


class BadAddress(ValueError):
    """Words would travel in the clear, or nowhere."""


@dataclass(frozen=True, slots=True)
class Endpoint:
    """`url` is of the server, of its `/v1`, or of its completions."""

    url: str
    key: str = ""
    model: str = ""
    timeout: float = TIMEOUT

    @property
    def address(self) -> str:
        """
        Raises:
            BadAddress: when it is neither https nor http on this machine.
        """
        parts = urlsplit(checked(self.url))
        path = parts.path.rstrip("/")
        if not path.endswith(COMPLETIONS):
            path += COMPLETIONS if path.endswith(VERSION) else VERSION + COMPLETIONS
        return parts._replace(path=path, fragment="").geturl()


def checked(url: str) -> str:
    """
    Raises:
        BadAddress: when it is neither https nor http on this machine.
    """
    parts = urlsplit(url)
    here = parts.scheme == "http" and _is_loopback(parts.hostname or "")
    if not parts.hostname or parts.username or not (here or parts.scheme == "https"):
        raise BadAddress("it must be https, or http on this machine, and name no user")
    return url


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
