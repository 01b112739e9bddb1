"""Who to call at the customer, as people write it: *kontak Pak Anton, 0812 3456 7890*."""

from __future__ import annotations

import re
from dataclasses import dataclass

from handlers.conversation.slots import Found, Reader
from handlers.conversation.slots.reading import masked
from handlers.conversation.understanding import COMMON

HONORIFICS = r"(?:pak|bapak|bpk|bu|ibu|mas|mbak|mr|mrs|ms)\b\.?"
CALLED = (
    r"(?:kontak|contact(?:\s+person)?|pic|cp|narahubung|(?:di)?hubungi|call|ask for)(?:-?nya)?\b"
    r"(?:\s*[:=-]|\s+(?:is|adalah|yaitu|ke|sama|dengan|saja|aja))?"
)
#: A name ends before these.
STOPS = (
    "saja|aja|ext|di|dari|at|from|on|no|nomor|nomornya|nomer|number|telp|tel|telepon|hp|wa|whatsapp|phone|email"
    "|e-mail|surel|mobile|and|dan|yang|with|closing|closes|deal|senilai|value|untuk|for|seats?|me"
    "|saya|aku|kami|us|please|tolong|ya|dong|thanks|makasih"
)
_WORD = rf"(?!(?:{STOPS})\b)[^\W\d_][\w.'’-]*"
_NAME = rf"(?:{HONORIFICS}\s+)?{_WORD}(?:[ \t]+{_WORD}){{0,3}}"
AFTER_WORD = re.compile(rf"\b{CALLED}\s*(?P<name>{_NAME})", re.IGNORECASE)
TITLED = re.compile(rf"\b(?P<name>{HONORIFICS}\s+{_WORD}(?:[ \t]+{_WORD}){{0,2}})", re.IGNORECASE)
BEFORE = re.compile(r"(?:^|[,;:.(]\s*)((?:[A-Z][\w'’-]*[ \t]+){0,3}[A-Z][\w'’-]*)[\s,:(/-]*$")
#: What stands around a name in an answer that says nothing else.
FILLER = re.compile(
    rf"\b(?:{STOPS}|its?|it['’]s|this|is|the|nama|namanya|name|sama|dengan|ke|adalah|yaitu|bisa"
    rf"|hubungi|(?:kontak|contact|person|pic|cp|produk|seat|nilai|closing)(?:nya)?|product|date"
    rf"|tanggal|tanggalnya|closes?)\b",
    re.IGNORECASE,
)
LONGEST_NAME = 4  #: words
CAPITALISED = re.compile(r"[A-Z][a-z'’]+\.?")
FEW = 3  #: words, in an answer that is but a name


@dataclass(frozen=True, slots=True)
class Contact:
    name: str = ""
    phone: str = ""
    email: str = ""

    @property
    def reach(self) -> str:
        return self.phone or self.email

    def filled(self, more: Contact) -> Contact:
        return Contact(self.name or more.name, self.phone or more.phone, self.email or more.email)

    def __str__(self) -> str:
        return ", ".join(filter(None, (self.name, self.phone, self.email)))


NOBODY = Contact()


def read(reader: Reader, text: str, *, alone: bool = False) -> Contact:
    """Name, telephone number and e-mail; `alone`: the text is expected to say little else."""
    phones, emails = reader.phones(text), reader.emails(text)
    reach = sorted([*phones, *emails], key=lambda found: found.start)
    rest = masked(text, *reach)
    return Contact(
        name=_said(rest) or (_alone(rest) if alone else _before(text, reach[:1])),
        phone=phones[0].value if phones else "",
        email=emails[0].value if emails else "",
    )


def is_a_name(text: str) -> bool:
    """*Anton*, *Anton Wijaya*: a few words with capitals, and no everyday one."""
    words = text.strip(" .").split()
    named = all(CAPITALISED.fullmatch(word) for word in words)
    return 0 < len(words) <= FEW and named and not COMMON & {word.casefold() for word in words}


def words_left(text: str) -> list[str]:
    """The words of a text that only stand around what was read from it, left out."""
    return re.findall(r"[^\W\d_][\w.'’-]*", FILLER.sub(" ", text))


def _said(text: str) -> str:
    found = AFTER_WORD.search(text) or TITLED.search(text)
    return _tidy(found["name"]) if found else ""


def _before(text: str, reach: list[Found[str]]) -> str:
    """Capitalised words right before the number or address."""
    found = BEFORE.search(text[: reach[0].start]) if reach else None
    return _tidy(found[1]) if found else ""


def _alone(text: str) -> str:
    words = words_left(text)
    return _tidy(" ".join(words)) if len(words) <= LONGEST_NAME else ""


def _tidy(name: str) -> str:
    """*pak anton* as Pak Anton; a name with capitals stays as it was written."""
    name = " ".join(name.split()).strip(" .,-")
    return name.title() if name == name.lower() else name
