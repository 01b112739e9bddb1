"""When two descriptions mean the same customer: names, web domains and tax numbers, compared."""

from __future__ import annotations

import re

from handlers.deals.matching.forms import AFTER, BEFORE, without
from handlers.deals.matching.letters import words

#: Mailbox providers are nobody's web domain.
MAILBOXES = frozenset(
    {
        *("gmail.com", "googlemail.com", "yahoo.com", "yahoo.co.id", "ymail.com", "outlook.com"),
        *("hotmail.com", "live.com", "icloud.com", "proton.me", "aol.com", "rocketmail.com"),
    }
)


def normal_name(name: str) -> str:
    """The name without its legal form, case, accents and punctuation: *cahaya abadi*."""
    return " ".join(without(words(name), BEFORE, AFTER))


def normal_domain(domain: str) -> str:
    """The host without `www.`, protocol and path; empty for a mailbox provider."""
    host = re.sub(r"^[a-z]+://", "", domain.strip().casefold())
    host = re.split(r"[/?#:]", host)[0].removeprefix("www.").rstrip(".")
    return "" if host in MAILBOXES else host


def normal_tax_id(tax_id: str) -> str:
    """Letters and digits only; the old Indonesian number of 15 digits gains its leading 0."""
    plain = re.sub(r"[^0-9A-Z]", "", tax_id.upper())
    return plain.zfill(16) if len(plain) == 15 and plain.isdigit() else plain


def signs(name: str, country: str, domain: str, tax_id: str) -> tuple[str, ...]:
    """What a customer is known by; two that share a sign are the same customer."""
    found = {
        "tax": normal_tax_id(tax_id),
        "domain": normal_domain(domain),
        f"name:{country}": normal_name(name),
    }
    return tuple(f"{kind}:{value}" for kind, value in found.items() if value)
