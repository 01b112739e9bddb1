"""Which addresses we talk to: Microsoft's, and this machine's while there is no app id."""

from __future__ import annotations

from ipaddress import ip_address
from urllib.parse import SplitResult, urlsplit

#: The Bot Connector's hosts, worldwide and in the clouds for governments.
SERVICES = (
    "smba.trafficmanager.net",
    ".infra.gcc.teams.microsoft.com",
    ".infra.gov.teams.microsoft.us",
    ".infra.dod.teams.microsoft.us",
)
#: Where Teams keeps the files of a chat: OneDrive and SharePoint.
FILES = (
    ".sharepoint.com",
    ".sharepoint.us",
    ".sharepoint-mil.us",
    ".sharepoint.cn",
    ".svc.ms",
    ".1drv.com",
)


def is_service(url: str, *, loopback: bool) -> bool:
    return _is_allowed(url, SERVICES, loopback)


def is_file(url: str, *, loopback: bool) -> bool:
    return _is_allowed(url, FILES, loopback)


def is_loopback(host: str) -> bool:
    """`localhost`, 127.0.0.0/8 or ::1; never a name that only resolves there."""
    if host.casefold() == "localhost":
        return True
    try:
        return ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def _is_allowed(url: str, hosts: tuple[str, ...], loopback: bool) -> bool:
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return False
    host = (parts.hostname or "").casefold()
    if loopback and is_loopback(host):
        return parts.scheme in {"http", "https"}
    return _is_plain(parts) and port in {None, 443} and _is_one_of(host, hosts)


def _is_plain(parts: SplitResult) -> bool:
    return parts.scheme == "https" and parts.username is None and parts.password is None


def _is_one_of(host: str, hosts: tuple[str, ...]) -> bool:
    """A leading dot stands for every host below it. Only letters that a host may have: what
    looks like a host to us must not be another one to whoever resolves it."""
    known = any(host == one or (one[0] == "." and host.endswith(one)) for one in hosts)
    return known and host.isascii() and host.replace("-", "").replace(".", "").isalnum()
