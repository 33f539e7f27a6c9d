"""The month of an interview, from a date as people type it; what is not certain is not read."""

from __future__ import annotations

import re
from datetime import date, timedelta

from qualcode.analysis.numerals import plain

EPOCH = date(1899, 12, 30)
"""Day 0 of a spreadsheet's dates, from March 1900 on."""
SERIALS = range(18264, 73051)
"""Spreadsheet days of 1950 to 2099."""
REPUBLIC = 1911
"""The year before year 1 of 民国."""

_NAMES = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_NAME = (
    r"(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_Y, _M, _D = r"((?:19|20)\d\d)", r"(\d{1,2})", r"(\d{1,2})(?:st|nd|rd|th)?"
_GAP = r"[\s,/.\-]*(?:of\s+)?"
_TIME = re.compile(
    r"(?:[t\s]\s*|(?<=[日号號]))(?:上午|下午|am|pm)?\s*\d{1,2}"
    r"(?::\d\d(?::\d\d(?:\.\d+)?)?|[时時点]\d{0,2}分?)\s*(?:am|pm|z|utc)?\s*(?:[+-]\d\d:?\d\d)?$"
)
_WEEKDAY = re.compile(
    r"\s*\(?(?:星期|周|週|礼拜)[0-9日天]\)?"
    r"|\b(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\b\.?,?\s*"
)
_ROUGH = re.compile(r"(?<=月)\s*(?:上旬|中旬|下旬|初|中|底|末)$")
_YEAR_FIRST = (
    re.compile(rf"{_Y}\s*([-/.年])\s*{_M}(?:\s*[-/.月]\s*(\d{{1,2}})\s*[日号號]?|\s*月)?"),
    re.compile(rf"{_Y}( )(\d{{1,2}})(?: (\d{{1,2}}))?"),
    re.compile(r"((?:19|20)\d\d)()(\d\d)(\d\d)"),
)
_REPUBLIC = re.compile(
    r"(?:中[华華])?(?:民[国國]|r\.?o\.?c\.?)\s*(\d{1,3}|元)\s*[-/.年]\s*(\d{1,2})"
    r"(?:\s*[-/.月]\s*(\d{1,2})\s*[日号號]?|\s*月)?"
)
_NAMED = (
    (re.compile(rf"{_D}{_GAP}{_NAME}{_GAP}{_Y}"), (3, 2, 1)),
    (re.compile(rf"{_NAME}\s*{_D}[\s,]+{_Y}"), (3, 1, 2)),
    (re.compile(rf"{_NAME}{_GAP}{_Y}"), (2, 1, 0)),
    (re.compile(rf"{_Y}{_GAP}{_NAME}(?:{_GAP}{_D})?"), (1, 2, 3)),
)
_YEAR_LAST = re.compile(rf"(\d{{1,2}})\s*([-/.])\s*(\d{{1,2}})\s*\2\s*{_Y}")
_MONTH_YEAR = re.compile(rf"{_M}\s*[-/.]\s*{_Y}|{_M}月\s*{_Y}年?")
_SERIAL = re.compile(r"(\d{5})(?:\.\d+)?")
_SIX = re.compile(r"((?:19|20)\d\d)(\d\d)")


def month(text: str) -> str | None:
    """Return year and month (``2026-03``) of a date, ``None`` where they are not certain.

    The day is never returned: it could tell who spoke. ``05/03/2026`` may be March or May, so it
    is not read; nor is a date that no calendar has.
    """
    words = plain(text)
    words = _TIME.sub("", _WEEKDAY.sub("", words).strip()).strip()
    words = _ROUGH.sub("", words).rstrip(",. ")
    for rule in (_year_first, _republic, _named, _year_last, _serial, _six):
        found = rule(words)
        if found is not None:
            return found
    return None


def _made(year: int, number: int, day: int = 1) -> str | None:
    try:
        made = date(year, number, day)
    except ValueError:
        return None
    return f"{made.year:04}-{made.month:02}"


def _year_first(words: str) -> str | None:
    for pattern in _YEAR_FIRST:
        if found := pattern.fullmatch(words):
            return _made(int(found[1]), int(found[3]), int(found[4] or 1))
    return None


def _republic(words: str) -> str | None:
    found = _REPUBLIC.fullmatch(words)
    if found is None:
        return None
    year = 1 if found[1] == "元" else int(found[1])
    return _made(REPUBLIC + year, int(found[2]), int(found[3] or 1)) if year else None


def _named(words: str) -> str | None:
    for pattern, (year, name, day) in _NAMED:
        if found := pattern.fullmatch(words):
            number = _NAMES.index(found[name][:3]) + 1
            return _made(int(found[year]), number, int(found[day] or 1) if day else 1)
    return None


def _year_last(words: str) -> str | None:
    """Read ``25/03/2026`` and ``03/2026``; two numbers that may both be months are one only."""
    if found := _MONTH_YEAR.fullmatch(words):
        return _made(int(found[2] or found[4]), int(found[1] or found[3]))
    found = _YEAR_LAST.fullmatch(words)
    if found is None:
        return None
    year, pair = int(found[4]), (int(found[1]), int(found[3]))
    read = {_made(year, *pair), _made(year, pair[1], pair[0])} - {None}
    return read.pop() if len(read) == 1 else None


def _serial(words: str) -> str | None:
    found = _SERIAL.fullmatch(words)
    if found is None or int(found[1]) not in SERIALS:
        return None
    day = EPOCH + timedelta(days=int(found[1]))
    return _made(day.year, day.month)


def _six(words: str) -> str | None:
    """Read ``202603``, but not ``200305``, which may be the fifth of March 2020 too."""
    found = _SIX.fullmatch(words)
    if found is None:
        return None
    short = _made(2000 + int(words[:2]), int(words[2:4]), int(words[4:]))
    return _made(int(found[1]), int(found[2])) if short is None else None
