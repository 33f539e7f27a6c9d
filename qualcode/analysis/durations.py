"""How long an interview took, from what people type; what is not certain is not read."""

from __future__ import annotations

import re

from qualcode.analysis.numerals import plain

LONGEST = 24 * 60
"""Minutes: a longer interview is a mistake, or a number in seconds."""
MOST_HOURS = 9
"""``9:30`` is hours and minutes; ``10:30`` could be minutes and seconds too."""
LEAST_MINUTES = 24
"""``24:00`` and more cannot be hours of one day, so these are minutes and seconds."""

_WORDS = {"a": "1", "an": "1", "one": "1", "two": "2", "three": "3", "four": "4", "five": "5"}
_WORDS |= {"ten": "10", "fifteen": "15", "twenty": "20", "thirty": "30", "forty": "40"}
_WORDS |= {"forty-five": "45", "fifty": "50", "sixty": "60", "ninety": "90"}
_WORD = re.compile(r"\b(" + "|".join(sorted(_WORDS, key=len, reverse=True)) + r")\b")
_ABOUT = re.compile(
    r"^(?:大约|大約|大概|约为|约|約|将近|approximately|approx\.?|about|around|circa|ca\.?|c\.|共|total"
    r"|[~≈])\s*|\s*(?:左右|上下)$"
)
_HOUR = r"(?:hours?|hrs?\.?|h\.?|个?小时|個?小時|个?钟头|個?鐘頭|时|時|点钟?)"
_MINUTE = r"(?:minutes?|mins?\.?|m\.?|分钟|分鐘|分|['′’])"
_SECOND = r"(?:seconds?|secs?\.?|s\.?|秒钟?|秒鐘|\"|″|''|”)"
_N = r"(\d{1,4}(?:\.\d{1,6})?)"
_AND = r"\s*(?:,|and|又|零|0(?=\d))?\s*"
_PARTS = re.compile(
    rf"(?:{_N}\s*{_HOUR})?{_AND}(?:{_N}\s*(?:{_MINUTE}|$))?{_AND}(?:{_N}\s*{_SECOND})?"
)
_DECIMAL_COMMA = re.compile(r"(?<![\d,])(\d{1,2}),(\d{1,2})(?=\s*h|\s*个?小时)")
_HALVES = (
    (re.compile(r"\bhalf 1 hour\b|\bhalf hour\b|^半个?小时$|^半個?小時$|^半个?钟头?$"), "30 min"),
    (re.compile(rf"^{_N}\s*[个個]半\s*(?:小时|小時|钟头|鐘頭|钟|鐘)$"), r"\1 h 30 min"),
    (re.compile(rf"^{_N}\s*{_HOUR}\s*(?:and 1 half|半)$"), r"\1 h 30 min"),
    (re.compile(rf"^{_N}\s*and 1 half\s*{_HOUR}$"), r"\1 h 30 min"),
    (re.compile(r"1刻[钟鐘]?"), "15 min"),
    (re.compile(r"3刻[钟鐘]?"), "45 min"),
)
_BARE = re.compile(r"\d{1,4}(?:\.\d+)?")
_CLOCK = re.compile(rf"(\d{{1,3}}):([0-5]\d)(?::([0-5]\d)(?:\.\d+)?)?\s*({_HOUR}|{_MINUTE})?")
_ISO = re.compile(r"p(?:0d)?t(?:(\d{1,2})h)?(?:(\d{1,4})m)?(?:(\d{1,5})(?:\.\d+)?s)?")


def minutes(text: str) -> float | None:
    """Return the minutes that a text means, ``None`` where that is not certain.

    A bare number is minutes; one below 1 with three decimals or more is a spreadsheet's fraction
    of a day. ``1:05`` is an hour and five minutes, ``65:00`` minutes and seconds.
    """
    words = _unhedged(plain(text))
    if _BARE.fullmatch(words):
        found = _number(words)
    elif clock := _CLOCK.fullmatch(words):
        found = _clock(*clock.groups())
    elif iso := _ISO.fullmatch(words):
        found = _sum(*iso.groups())
    else:
        found = _written(words)
    if found is None or found > LONGEST:
        return None
    value = round(float(found), 4)
    return int(value) if value.is_integer() else value


def _unhedged(words: str) -> str:
    before = ""
    while before != words:
        before, words = words, _ABOUT.sub("", words).strip()
    return words


def _number(words: str) -> float | None:
    value, decimals = float(words), len(words.partition(".")[2])
    if 0 < value < 1:
        return float(round(value * LONGEST)) if decimals >= 3 else None
    # 1.5 is a minute and a half to some, an hour and a half to others
    return None if not value.is_integer() and value < 10 else value


def _clock(first: str, second: str, third: str | None, unit: str | None) -> float | None:
    one, two = int(first), int(second)
    if third is not None:
        return one * 60 + two + int(third) / 60
    hours = bool(unit and re.fullmatch(_HOUR, unit))
    if hours or (unit is None and one <= MOST_HOURS):
        return one * 60 + two
    return one + two / 60 if unit is not None or one >= LEAST_MINUTES else None


def _written(words: str) -> float | None:
    words = _WORD.sub(lambda found: _WORDS[found[0]], words)
    words = _DECIMAL_COMMA.sub(r"\1.\2", words)
    for pattern, meaning in _HALVES:
        words = pattern.sub(meaning, words)
    parts = _PARTS.fullmatch(words)
    return None if parts is None else _sum(*parts.groups())


def _sum(hours: str | None, mins: str | None, seconds: str | None) -> float | None:
    given = [float(part) for part in (hours, mins, seconds) if part]
    if not given or any(part >= 60 for part in given[1:]):
        return None
    return float(hours or 0) * 60 + float(mins or 0) + float(seconds or 0) / 60
