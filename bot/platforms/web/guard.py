"""Keeps the page to people at this machine: it signs nobody in, so nothing may lead others here.

A foreign `Host` is DNS rebinding, a foreign `Origin` another site's script, a forwarding header
a proxy or tunnel. Each alone is enough to refuse.
"""

from __future__ import annotations

from ipaddress import ip_address

from aiohttp import hdrs, web

HTTP = 80  #: the one port that a browser leaves out of `Host`
NAMES = frozenset({"127.0.0.1", "localhost", "[::1]"})
FORWARDED = frozenset({"forwarded", "via", "x-real-ip", "true-client-ip", "x-original-host"})
FORWARDED_PREFIXES = ("x-forwarded-", "cf-", "ngrok-")
FROM_HERE = frozenset({"same-origin", "none"})

HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
        "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    ),
    "Cache-Control": "no-cache",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}


def refusal(request: web.Request) -> str | None:
    """Why this request is not from a browser at this machine; None when it is."""
    host = request.headers.getall(hdrs.HOST, [])
    if not _is_loopback(_address(request, "peername")):
        return "the page is only for this machine"
    if len(host) != 1 or not _is_ours(host[0], _port(request)):
        return "the page has no such name"
    if any(origin != f"http://{host[0]}" for origin in request.headers.getall(hdrs.ORIGIN, [])):
        return "another site asked"
    if request.headers.get("Sec-Fetch-Site", "none") not in FROM_HERE and _asks(request):
        return "another site asked"
    if any(_forwards(name.casefold()) for name in request.headers):
        return "the page is not served through a proxy or tunnel"
    return None


def _asks(request: web.Request) -> bool:
    """Anything but following a link to the page itself."""
    return request.path != "/"


def _is_ours(host: str, port: int) -> bool:
    ours = {f"{name}:{port}" for name in NAMES} | (NAMES if port == HTTP else set())
    return host.casefold() in ours


def _is_loopback(address: str) -> bool:
    try:
        return ip_address(address).is_loopback
    except ValueError:
        return False


def _address(request: web.Request, which: str) -> str:
    found = request.transport.get_extra_info(which) if request.transport else None
    return str(found[0]) if found else ""


def _port(request: web.Request) -> int:
    found = request.transport.get_extra_info("sockname") if request.transport else None
    return int(found[1]) if found else 0


def _forwards(header: str) -> bool:
    return header in FORWARDED or header.startswith(FORWARDED_PREFIXES)
