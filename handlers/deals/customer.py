"""When two descriptions mean the same customer: names, web domains and tax numbers, compared."""

from __future__ import annotations

import re
import unicodedata

#: How a company says what it is in law, before or after its name (ISO 20275, shortened).
BEFORE = frozenset({"pt", "cv", "ud", "fa", "firma", "pd", "perseroan terbatas"})
AFTER = frozenset(
    {
        *("tbk", "persero", "terbuka", "perseroan terbatas", "pt", "cv", "ud"),
        *("ltd", "limited", "llc", "llp", "lp", "plc", "inc", "incorporated", "corp"),
        *("corporation", "company", "co", "pty", "pte", "bhd", "sdn", "sdn bhd"),
        *("gmbh", "ag", "kg", "ohg", "ug", "se", "sa", "sas", "sarl", "srl", "sl", "spa", "sro"),
        *("bv", "nv", "oy", "oyj", "ab", "as", "asa", "aps", "kft", "doo", "spzoo", "sp z oo"),
        *("gmbh dan co", "gmbh dan co kg"),
    }
)
LONGEST_FORM = 4  #: words
AND = {"&": " dan ", "+": " dan "}
#: Mailbox providers are nobody's web domain.
MAILBOXES = frozenset(
    {
        *("gmail.com", "googlemail.com", "yahoo.com", "yahoo.co.id", "ymail.com", "outlook.com"),
        *("hotmail.com", "live.com", "icloud.com", "proton.me", "aol.com", "rocketmail.com"),
    }
)


def normal_name(name: str) -> str:
    """The name without its legal form, case, accents and punctuation: *cahaya abadi*."""
    words = _words(name)
    kept = words
    while found := _form(kept):
        kept = kept[found[0] : len(kept) - found[1]]
    return " ".join(kept or words)


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


def _words(name: str) -> list[str]:
    plain = unicodedata.normalize("NFKD", name).casefold()
    plain = "".join(c for c in plain if not unicodedata.combining(c))
    for mark, word in AND.items():
        plain = plain.replace(mark, word)
    plain = re.sub(r"(?<!\w)(\w)[./](?=\w)", r"\1", plain)  # P.T. and S.p.A.
    plain = re.sub(r"['’`]", "", plain)
    return ["dan" if word == "and" else word for word in re.findall(r"\w+", plain)]


def _form(words: list[str]) -> tuple[int, int] | None:
    """How many words of a legal form stand before or after; the whole is never one."""
    for length in range(min(LONGEST_FORM, len(words) - 1), 0, -1):
        if " ".join(words[:length]) in BEFORE:
            return length, 0
        if " ".join(words[-length:]) in AFTER:
            return 0, length
    return None
