"""Answers a sentence that begins with what is to be done and names a lead by its number: it can
mean nothing else, whatever other capabilities call by the same verb."""

from __future__ import annotations

import re

from handlers.leads import bringing, handler, passing
from handlers.leads.handler import READERS, leads
from storage.deals import MANAGERS
from storage.people import MEMBERS

NUMBER = r"\bL-\d{4,8}\b"
FIRST = (
    r"\W*(?:(?:tolong|coba|mohon|please|can you|could you|kami|saya|we|i|mau|want to|would like to"
    r"|have|sudah)\W+)*"
)
ABOUT = (
    rf"\W*(?:(?:leads?|prospek)\w*\W+)?{NUMBER}\W+(?:(?:is|was|has|been|sudah|ini|itu|kami)\W+)*"
)


def plainly(verbs: str, after: str = "") -> re.Pattern[str]:
    """*tolak lead L-12345: …* and *L-12345 declined*"""
    begun = rf"{FIRST}(?:{verbs})\w*\b[^,;.?\n]{{0,40}}?{NUMBER}"
    return re.compile(rf"(?:{begun}|{ABOUT}(?:{verbs})\w*\b){after}.*", re.IGNORECASE | re.DOTALL)


ACCEPT = plainly(r"terima|ambil|accept|take(?!\s+back)")
DECLINE = plainly(r"(?:di)?tolak|nolak|declin|refus|reject")
CONVERT = plainly(r"jadi(?:kan)?|ubah|konversi|convert|turn|make|register|daftar", r".*\bdeal")
LOSE = plainly(r"tutup|close|lost|lose|gagal|kalah|lepas")
WITHDRAW = plainly(r"(?:di)?tarik|hapus|withdr[ae]w|remove|delete|take\s+back")
PASS = plainly(
    r"kasih|beri|terus|tawar|serah|oper|lempar|bagi|pass|give|offer|hand|assign|send|forward",
    r".*\b(?:ke|kepada|to)\b",
)

#: *Prospek baru: PT …*
NEW = re.compile(
    rf"{FIRST}(?:(?:tambah|catat|simpan|add|record|keep)\w*\s+)?(?:(?:leads?|prospek)\s+baru"
    r"|(?:a\s+)?new\s+(?:lead|prospect))\s*[:,–—-].+",
    re.IGNORECASE | re.DOTALL,
)

SHOW = plainly(
    r"lihat|tampil|show|see|buka|open|status|cek|check|detail|gimana|bagaimana|kabar|how|what|apa"
)

leads.written("show_plainly", SHOW, roles=READERS)(handler.show)
leads.written("new_plainly", NEW, roles=READERS)(bringing.new)
leads.written("accept_plainly", ACCEPT, roles=MEMBERS)(handler.accept)
leads.written("decline_plainly", DECLINE, roles=MEMBERS)(handler.decline)
leads.written("convert_plainly", CONVERT, roles=MEMBERS)(handler.convert)
leads.written("lose_plainly", LOSE, roles=MEMBERS)(handler.lose)
leads.written("withdraw_plainly", WITHDRAW, roles=READERS)(handler.withdraw)
leads.written("pass_plainly", PASS, roles=MANAGERS)(passing.pass_on)
