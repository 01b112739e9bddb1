"""What the phrasing of a sentence says, whatever it is about: that it leans on the one before,
that it only wants to know, that it concerns something of one's own."""

from __future__ import annotations

import re

FEW_WORDS = 6
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
#: *How do I register a deal?* wants to know; *register a deal* wants it done.
HOW = re.compile(
    r"\b(?:how\s+(?:do|can|should|would|could)\s+(?:i|we|you|one|partners?|members?)|how\s+to"
    r"|(?:gimana|bagaimana|gmn|gmana)\s+(?:sih\s+)?(?:cara\w*|langkah\w*|proses\w*)"
    r"|(?:^|tau|tahu|tanya|apa)\s*caranya|^\W*cara"
    r"|(?:apa|what)\b.{0,20}\b(?:syarat\w*|needed|required)|what\s+do\s+(?:i|we)\s+need)\b",
    re.IGNORECASE,
)
#: Somebody's own, or a thing with a name or number.
OURS = re.compile(
    r"\b(?:i|me|my|mine|we|us|our|ours|saya|sy|aku|ku|gue|gua|gw|kami|kita|\w{3,}ku)\b"
    r"|\d{3}|\b(?:PT|CV)\b",
    re.IGNORECASE,
)


def follows(sentence: str) -> bool:
    """Does a short sentence lean on the one before? *kalau yang Basic?* · *why?*"""
    few = len(sentence.split()) <= FEW_WORDS
    return few and FOLLOWING.match(sentence.strip()) is not None


def asks_how(sentence: str) -> bool:
    return HOW.search(sentence) is not None


def concerns_us(sentence: str) -> bool:
    """Is it about something of the speaker's, or something that has a name or number?"""
    return OURS.search(sentence) is not None
