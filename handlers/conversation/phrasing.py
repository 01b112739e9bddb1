"""What the phrasing of a sentence says, whatever it is about: that it leans on the one before,
that it only wants to know, that it concerns something of one's own."""

from __future__ import annotations

import re

from handlers.conversation.slots import contacts

FEW_WORDS = 6
SOME_WORDS = 9  #: in a question for the reasons
_POLITE = r"(?:bisa |coba |tolong |can you |could you |please |pls )?"
_RECKONED = r"hitung\w*|itung\w*|ngitung\w*|calculated?|computed?|worked out|reckon\w*"
FOLLOWING = re.compile(
    r"^(?:kalau|kalo|klo|gimana kalau|bagaimana dengan|gimana dengan|terus|lalu|dan|kok|kenapa"
    r"|mengapa|knp|napa|kenape|perpanjang|what about|how about|and|why|how come|what if|extend"
    rf"|then|{_POLITE}(?:di)?(?:jelas\w*|explain|rinci\w*|perinci\w*|hitung\w*|itung\w*)"
    rf"|(?:gimana|bagaimana|gmn|how)\b.*(?:{_RECKONED}|get (?:that|this))"
    r"|(?:dari ?mana|where)\b.*(?:angka\w*|number|figure|that|from)"
    r"|show (?:me )?(?:the |your )?(?:steps|calculation|math|working)"
    r"|cara (?:ng?e?hitung|ngitung)\w*)\b",
    re.IGNORECASE,
)
ASKS_WHY = re.compile(
    r"\b(?:kok|kenapa|mengapa|why|how come|alasan\w*|walk me through|break (?:it|that|this) down"
    r"|how did you (?:get|come)|explain|jelas\w*|how (?:that|this|it) (?:is|was))\b",
    re.IGNORECASE,
)
#: *decline it: the invoice says 8* · *gagal karena rekening ditutup*
REASON = re.compile(
    r"(?:[:–—]|\s-\s|\b(?:karena|krn|soalnya|sebab|because|since|alasan(?:nya)?|reason)\b[\s:]*)"
    r"\s*(?P<said>\S.*)$",
    re.IGNORECASE | re.DOTALL,
)
#: *How do I register a deal?* wants to know; *register a deal* wants it done.
HOW = re.compile(
    r"\b(?:how\s+(?:do|can|should|would|could)\s+(?:i|we|you|one|partners?|members?)|how\s+to"
    r"|(?:gimana|bagaimana|gmn|gmana)\s+(?:sih\s+)?(?:cara\w*|langkah\w*|proses\w*)"
    r"|(?:^|tau|tahu|tanya|apa)\s*caranya|^\W*cara"
    r"|(?:apa|what)\b.{0,20}\b(?:(?:per)?syarat\w*|needed|required|requirements?)|what\s+do\s+(?:i|we)\s+need)\b",
    re.IGNORECASE,
)
#: Somebody's own, or a thing with a name or number.
OURS = re.compile(
    r"\b(?:i|me|my|mine|we|us|our|ours|saya|sy|aku|ku|gue|gua|gw|kami|kita|\w{3,}ku)\b"
    r"|\d{3}|\b(?:PT|CV)\b",
    re.IGNORECASE,
)
SENTENCE = re.compile(r".+?(?:[?!;\n]+|\.(?=\s|$)|$)", re.DOTALL)
_YES = (
    r"(?:ya|iya|yup|yes|yep|ok|oke|okay|sip|sure|benar|betul|bener|correct|right|lanjut\w*"
    r"|go ahead|setuju|boleh|(?:sudah|it is|that is|that's)\s+(?:benar|betul|right|correct)"
    r"|(?:simpan|ambil|save|take|keep|publish|import|impor)(?:\s+(?:saja|aja|semua|it|them|all))?)"
)
AGREED = re.compile(
    rf"\W*{_YES}(?:\W+(?:{_YES}|dong|deh|ya|please|thanks|makasih|terima kasih))*\W*",
    re.IGNORECASE,
)
_NO = (
    r"(?:no|nope|nah|wrong|not (?:now|yet)|(?:do not|don'?t)(?: (?:take|keep|save|store|do))?"
    r"|tidak|nggak|enggak|ngga|gak|ga|bukan|salah|belum|jangan(?: dulu)?"
    r"|(?:leave|discard|biarkan|tinggalkan|abaikan|buang)(?:\s+(?:saja|aja|it|them|all))?)"
)
DECLINED = re.compile(
    rf"\W*{_NO}(?:\W+(?:{_NO}|it|them|that|dong|deh|ya|please|thanks|makasih|terima kasih))*\W*",
    re.IGNORECASE,
)
ENOUGH = re.compile(
    r"\W*(?:(?:oke?|okay|sudah|udah|ya|no|tidak|nggak|please|tolong|actually)\W+)*"
    r"(?:batal(?:kan|in)?|(?:ga|gak|nggak|tidak|tak|ngga) (?:jadi|usah|perlu)|lupa(?:kan|in)"
    r"|berhenti|hentikan|stop|cancel|abort|quit|never ?mind|forget (?:it|that|about it)|drop it)"
    r"(?:\W+(?:aja|saja|deh|it|that|this|dulu|ya|yaa?h?|dong|kak|min|please|pls|thanks|thank you"
    r"|makasih|terima kasih|now|deal(?:nya)?|the|draft(?:nya)?|registration|form"
    r"|pendaftarannya))*\W*",
    re.IGNORECASE,
)


def contact_apart(text: str) -> tuple[str, str]:
    """The one sentence that tells how somebody is reached, and the others; nothing and all
    where there is no such sentence beside others."""
    sentences = [each.strip() for each in SENTENCE.findall(text) if each.strip()]
    reaching = [each for each in sentences if contacts.phones(each) or contacts.emails(each)]
    if len(reaching) != 1 or len(sentences) < 2:
        return "", text
    return reaching[0], " ".join(each for each in sentences if each != reaching[0])


def gives_up(sentence: str) -> bool:
    """*batal*, *berhenti*, *never mind, thanks*: what we asked is not to be answered."""
    return ENOUGH.fullmatch(sentence) is not None


def agrees(sentence: str) -> bool:
    """*ya*, *oke, simpan*, *yes, take them*: what we asked about is to be done."""
    return AGREED.fullmatch(sentence) is not None


def declines(sentence: str) -> bool:
    """*no*, *jangan dulu*, *leave it*, *batal*: what we asked about is not to be done."""
    return gives_up(sentence) or DECLINED.fullmatch(sentence) is not None


def follows(sentence: str) -> bool:
    """Does a short sentence lean on the one before? *kalau yang Basic?* · *why?*"""
    words, said = len(sentence.split()), sentence.strip()
    leans = words <= FEW_WORDS and FOLLOWING.match(said) is not None
    return leans or (words <= SOME_WORDS and ASKS_WHY.search(said) is not None)


def asks_how(sentence: str) -> bool:
    return HOW.search(sentence) is not None


def wanted(sentence: str) -> str:
    """What it asks how to do: *how do I register a deal?* without its first three words."""
    return HOW.sub(" ", sentence).strip(" ?")


def concerns_us(sentence: str) -> bool:
    """Is it about something of the speaker's, or something that has a name or number?"""
    return OURS.search(sentence) is not None
