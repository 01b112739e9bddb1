"""Reads a webinar out of one sentence: title, day, time, zone, length, link, seats, for whom."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, time

from handlers.conversation.slots import Found, LocalMoment, Reader, without
from handlers.conversation.slots.numerals import spelled
from handlers.webinars import audience
from handlers.webinars.draft import Draft

LINK = re.compile(r"<?(https?://[^\s>|]+)(?:\|[^\s>]*)?>?")
QUOTED = re.compile(r"[\"“”«*](?P<title>[^\"“”»*]{2,120})[\"“”»*]")
RANGE = re.compile(
    r"(?P<from>\d{1,2}[.:]\d{2})\s*(?:-|–|—|\bto\b|\buntil\b|\bsampai\b|\bhingga\b|s/d)\s*"
    r"(?:jam\s+|pukul\s+)?(?P<to>\d{1,2}[.:]\d{2})",
    re.IGNORECASE,
)
_AMOUNT = r"\d{1,3}(?:[.,]5)?|satu setengah|one and a half|setengah|half an|se|satu|one|an|dua|two"
LENGTH = re.compile(
    rf"(?:\b(?:selama|durasi(?:nya)?|for|lasting)\s+)?"
    rf"(?<![\w.:,/])(?P<number>{_AMOUNT})[\s-]*(?:(?P<hours>jam|hours?|hrs?)(?!\s*\d)"
    rf"|(?P<minutes>menit|mnt|minutes?|mins?))\b(?!\s+(?:lagi|from now))",
    re.IGNORECASE,
)
SEATS = re.compile(
    r"(?:\b(?:kapasitas|capacity|maks(?:imal)?|max(?:imum)?|up to|kuota)\b[\s:]*(?:of\s+)?"
    r"(?P<most>\d{1,5})(?:\s*(?:orang|peserta|kursi|people|seats?|participants?))?"
    r"|(?<![\w.:,/])(?P<seats>\d{1,5})\s*(?:orang|peserta|kursi|people|seats|participants))\b",
    re.IGNORECASE,
)
HOST = re.compile(
    r"\b(?:host(?:ed by)?|pembicara(?:nya)?|narasumber|dibawakan(?: oleh)?|speaker)\b[\s:]+"
    r"(?P<name>[A-Z][\w.]*(?:\s+[A-Z][\w.]*){0,3})"
)
LEAD = re.compile(
    r"^\W*(?:(?:tolong|mohon|coba|please|pls|mitra|halo|hai|hi|i want to|i'd like to|saya mau|mau"
    r"|can you|could you|bisa)\W+)*"
    r"(?:(?:buat|bikin|jadwal|rencana|tambah|adakan|atur|plan|schedule|create|set up|add|new"
    r"|organi[sz]e|host|hold)\w*\s+)?(?:(?:a|an|the|new|sebuah|satu)\s+)*"
    r"(?:webinar\w*)?(?:\s+baru)?[\s:]*"
    r"(?:(?:called|titled|named|about|on|berjudul|judul(?:nya)?|tentang|soal)\b\s*:?\s*)?",
    re.IGNORECASE,
)
LOOSE = re.compile(
    r"(?:^|\s)(?:on|at|at the|pada|hari|tanggal|tgl|jam|pukul|selama|for|untuk|link|tautan|dengan"
    r"|with|di|dan|and|by|in|is|the)(?=\s*$)|[\s,;.:\-–]+$",
    re.IGNORECASE,
)
HALVES = {"satu setengah": 90, "one and a half": 90, "setengah": 30, "half an": 30}
ONES = frozenset({"se", "satu", "one", "an"})


def draft(sentence: str, read: Reader, regions: Sequence[str]) -> Draft:
    """What it says, field by field; what is left over is the title."""
    found = Draft(zone="")
    rest, found = _take_range(sentence, found)
    rest, found = _take_patterns(rest, found)
    rest, found = _take_time(rest, read, found)
    said, rest = audience.apart(rest, regions)
    title = _title(rest)
    titles = {read.language.value: title} if title else {}
    return replace(found, titles=titles, audience=said)


def minutes(said: str) -> int | None:
    match = LENGTH.search(said)
    return _minutes(match) if match else None


def moment(sentence: str, read: Reader) -> Found[LocalMoment] | None:
    """The one day and time that it names; none where the day or the hour is only guessed."""
    moments, days = read.moments(sentence), read.days(sentence)
    first = moments[0] if len(moments) == 1 else None
    sure = isinstance(first, Found) and len(days) == 1 and isinstance(days[0], Found)
    return first if sure and isinstance(first, Found) else None


def _take_range(sentence: str, found: Draft) -> tuple[str, Draft]:
    match = RANGE.search(sentence)
    if match is None:
        return sentence, found
    first, last = (_clock(match[name]) for name in ("from", "to"))
    if first is None or last is None or last <= first:
        return sentence, found
    day = date(2000, 1, 1)
    length = datetime.combine(day, last) - datetime.combine(day, first)
    rest = sentence[: match.end("from")] + sentence[match.end() :]
    return rest, replace(found, minutes=str(int(length.total_seconds()) // 60))


def _take_patterns(sentence: str, found: Draft) -> tuple[str, Draft]:
    link, host = LINK.search(sentence), HOST.search(sentence)
    if link:
        found = replace(found, link=link[1])
    if host:
        found = replace(found, host=host["name"])
    rest = LINK.sub(" ", HOST.sub(" ", sentence))
    seats = SEATS.search(rest)
    if seats:
        found = replace(found, capacity=seats["most"] or seats["seats"])
        rest = SEATS.sub(" ", rest, count=1)
    length = LENGTH.search(rest)
    if length and not found.minutes:
        found = replace(found, minutes=str(_minutes(length)))
    return LENGTH.sub(" ", rest, count=1), found


def _take_time(sentence: str, read: Reader, found: Draft) -> tuple[str, Draft]:
    sure = moment(sentence, read)
    rest = without(sentence, *read.moments(sentence), *read.days(sentence))
    if sure is not None:
        wall = sure.value.wall
        day, clock = wall.date().isoformat(), f"{wall:%H:%M}"
        return rest, replace(found, day=day, time=clock, zone=sure.value.zone or "")
    days = [day for day in read.days(sentence) if isinstance(day, Found)]
    return rest, replace(found, day=days[0].value.isoformat() if len(days) == 1 else "")


def _title(rest: str) -> str:
    quoted = QUOTED.search(rest)
    if quoted:
        return quoted["title"].strip()
    title = LEAD.sub("", " ".join(rest.split()), count=1)
    while (shorter := LOOSE.sub("", title)) != title:
        title = shorter
    return title.strip(" ,;:-–")


def _minutes(match: re.Match[str]) -> int:
    said = match["number"].casefold()
    if said in HALVES and match["hours"]:
        return HALVES[said]
    number = float(said.replace(",", ".")) if said[0].isdigit() else _spelled(said)
    return int(number * (60 if match["hours"] else 1))


def _spelled(said: str) -> float:
    return 1.0 if said in ONES else float(spelled(said) or 0)


def _clock(written: str) -> time | None:
    hour, minute = (int(part) for part in re.split(r"[.:]", written))
    return time(hour, minute) if hour < 24 and minute < 60 else None
