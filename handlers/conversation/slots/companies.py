"""The company that a sentence names: *PT Sinar Terang*, *Cahaya Abadi Tbk*, *Acme Pte Ltd*."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from handlers.conversation.slots.reading import Found
from handlers.conversation.slots.words import listed

FORMS_BEFORE = (
    "pt|cv|ud|fa|firma|pd|perum|perumda|bumd|koperasi|kopkar|yayasan|toko|klinik|hotel|apotek"
    "|rs|rumah sakit|universitas|bank"
)
#: Forms that are words as well: they open a name only when a capital follows.
WORDS_TOO = frozenset({"fa", "pd", "rs", "bank", "toko", "hotel", "klinik", "koperasi", "yayasan"})
BEHIND = listed("tbk ltd limited inc llc corp corporation gmbh plc sdn pte persero")
FORMS_AFTER = (
    r"tbk|ltd|limited|inc|llc|corp|corporation|gmbh|plc|sdn\.?\s+bhd|pte\.?\s+ltd|\(persero\)"
)
STOPS = listed(
    "asap urgent segera secepatnya kak paket a about adalah akan akhir amount"
    " and apa apakah as at atau awal bahwa baru berapa besok"
    " bisa bulan by closes closing contact customer customers daftarin daftarkan dan dari deal"
    " dengan di dong email estimasi expected for from hari harga have he i in is it itu ini"
    " jadi jam jumlah ke kami kita klien kontak kurang lebih log lusa mau me mendaftarkan minta"
    " my new next nih nilai nilainya of on or our pada pelanggan perusahaan pic please produk"
    " product pukul qty register registrasi rencana saya sebanyak sebesar seharga sekitar"
    " sekarang selama senilai sih sudah tanggal target tgl that the they this to today together"
    " tolong tomorrow total tutup untuk utk value valued we with worth ya yang yg"
)
#: A capital does not make these part of a name.
NEVER = listed(
    "spiff mdf rebate pt cv ud deal closing senilai nilai value please tolong closes kontak pic"
    " contact saya my daftarkan register rp idr usd"
)
JOINING = frozenset({"dan", "and", "&", "of", "de", "van", "di"})
LONGEST_NAME = 8  #: words
LONGEST_STRETCH = 160  #: characters
AFTERWARDS = rf"(?:,?\s+(?:{FORMS_AFTER})(?!\w)\.?)*"
PREFIX = re.compile(rf"(?<![\w.@-])(?P<form>{FORMS_BEFORE})(?:\.\s*|\s+)(?=\S)", re.IGNORECASE)
SUFFIX = re.compile(rf"(?<=\w),?\s+(?:{FORMS_AFTER})(?!\w)\.?", re.IGNORECASE)
ASKED = re.compile(
    r"\b(?i:(?:deal|opportunity|registrasi|registration|daftarkan|daftarin|register|pelanggan"
    r"|customer|client|klien|perusahaan|company)(?:nya)?(?:\s+(?:baru|new|deal|for|untuk|dengan"
    r"|with|adalah|is|namanya|bernama))*|for|untuk)\s*[:\s]\s*(?=[\"“']?[A-Z])"
)
TOKEN = re.compile(r"\S+")


@dataclass(frozen=True, slots=True)
class _Word:
    text: str
    start: int
    end: int

    @property
    def bare(self) -> str:
        return self.text.strip(".,;:?!\"“”'()").casefold()

    @property
    def is_capital(self) -> bool:
        first = self.text.lstrip("\"“'(")[:1]
        return first.isupper() or first.isdigit()

    @property
    def ends(self) -> bool:
        return self.text[-1] in ',;:?!)"”' or (self.text.endswith(".") and len(self.bare) > 3)


def read(text: str, stops: Iterable[int]) -> Found[str] | None:
    """The name ends before what the stops (starts of amounts, counts, days…) say."""
    limits = sorted(stops)
    return by_form(text, limits) or _as_asked(text, limits)


def by_form(text: str, limits: list[int]) -> Found[str] | None:
    """Only where a legal form says that it is a company; the limits in order."""
    return _by_form_before(text, limits) or _by_form_after(text, limits)


def _by_form_before(text: str, limits: list[int]) -> Found[str] | None:
    for match in PREFIX.finditer(text):
        proud = match["form"].casefold() in WORDS_TOO
        end = _name_end(text, match.end(), limits, proud=proud)
        if end:
            return _named(text, match.start(), end)
    return None


def _by_form_after(text: str, limits: list[int]) -> Found[str] | None:
    for match in SUFFIX.finditer(text):
        start = _name_start(text, match.start(), limits)
        if start is not None:
            return _named(text, start, match.start())
    return None


def _as_asked(text: str, limits: list[int]) -> Found[str] | None:
    """A capitalised name where one is expected: *deal Nusantara Retail, 100 seat*."""
    for match in ASKED.finditer(text):
        is_name = match.end() not in limits
        end = _name_end(text, match.end(), limits, proud=True) if is_name else None
        if end:
            return _named(text, match.end(), end)
    return None


def _named(text: str, start: int, end: int) -> Found[str]:
    """With the legal form behind the name, quotes and outer marks left out."""
    behind = re.compile(AFTERWARDS, re.IGNORECASE).match(text, end)
    end = behind.end() if behind else end
    name = re.sub(r"['’]s$", "", text[start:end].strip(" ,;:?!\"“”'"))
    kept = name if re.search(r"\b\w{1,4}\.$", name) else name.rstrip(".")
    return Found(" ".join(kept.split()), start, end)


def _name_end(text: str, start: int, limits: list[int], *, proud: bool) -> int | None:
    """Where the name that starts here ends; None when none does."""
    limit = next((stop for stop in limits if stop > start), len(text))
    words = _words(text, start, min(limit, start + LONGEST_STRETCH))
    cased = bool(words) and words[0].is_capital and not text.isupper()
    if proud and not cased:
        return None
    end = None
    for position, word in enumerate(words[:LONGEST_NAME]):
        if not _belongs(word, words[position + 1 :], cased=cased, first=position == 0):
            break
        end = word.start + len(word.text.rstrip(',;:?!)"”'))
        if word.ends or text[word.end : word.end + 1] == "\n":
            break
    return end


def _belongs(word: _Word, following: list[_Word], *, cased: bool, first: bool) -> bool:
    """In a name with capitals each word has one, but for a *dan* between two that do."""
    if word.bare in NEVER | BEHIND or not re.search(r"\w", word.bare.replace("&", "n")):
        return False
    if re.fullmatch(r"[\d-]+", word.bare):
        return first
    if not cased:
        return word.bare not in STOPS
    if word.bare in JOINING and not first:
        return bool(following) and following[0].is_capital and following[0].bare not in NEVER
    return word.is_capital


def _name_start(text: str, end: int, limits: list[int]) -> int | None:
    """Where the name before a legal form starts."""
    floor = max((stop for stop in limits if stop < end), default=0)
    start = None
    before = _words(text, max(0, end - LONGEST_STRETCH), end)
    for word in reversed(before[-LONGEST_NAME:]):
        started = start is not None and word.ends
        if started or word.start < floor or not _precedes(word, text):
            break
        start = word.start
    return start


def _precedes(word: _Word, text: str) -> bool:
    cased = not (text.isupper() or text.islower())
    if word.bare in STOPS or word.bare in NEVER or word.bare.isdigit():
        return False
    return word.is_capital or not cased or word.bare in {"&"}


def _words(text: str, start: int, end: int) -> list[_Word]:
    return [_Word(m[0], *m.span()) for m in TOKEN.finditer(text, start, end)]
