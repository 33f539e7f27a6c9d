"""What the words of a label say: a known role, the interviewer's side, or no speaker at all."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from qualcode.text.fold import folded

_STEMS = "甲乙丙丁戊己庚辛壬癸"
_LETTER = rf"[A-Za-zＡ-Ｚａ-ｚ]\d{{0,2}}|\d{{1,3}}|[{_STEMS}]"
_DESCRIPTION = re.compile(r"(?<=\S)[ 　]*[(（][^()（）]*[)）]$")
_BRACKETED = re.compile(rf"(?P<role>.*\S)[ 　]*[(（][ 　]*(?P<letter>{_LETTER})[ 　]*[)）]")
_SPACED = re.compile(rf"(?P<role>.*[^\W\d])[ 　_\-–·#]+(?P<letter>{_LETTER})")
_ATTACHED = re.compile(rf"(?P<role>.*[^\W\d])(?P<letter>{_LETTER})")
_BEHIND = re.compile(r"\(([^()]{2,24})\)$")
_DATE = re.compile(r"\d{4}[-/.年]")
_LONGEST_ROLE = 20
_REMEMBERED = 4096
_NOTED = re.compile(r"(?:\s*(?:<[^<>\n]{1,30}>|\[[^\[\]\n]{1,30}\]))+\s*$")
"""What whoever wrote it down noted behind a speech: ``<laughs>``, ``[inaudible]``."""
_LAST_WORDS = 200


@lru_cache(_REMEMBERED)
def role_and_letter(label: str) -> tuple[str, str]:
    """Split ``社区党组织书记 A`` into role and letter; the letter is ``""`` where there is none.

    Numbers and 甲乙丙 count as letters. A description in brackets behind the label is dropped
    when a letter stands before it: ``受访者A（女）``.
    """
    label = label.strip()
    for text in (label, _DESCRIPTION.sub("", label)):
        for shape in (_BRACKETED, _SPACED, _ATTACHED):
            match = shape.fullmatch(text)
            if match and _takes_letter(
                match["role"], match["letter"], apart=shape is not _ATTACHED
            ):
                return match["role"].rstrip(), unicodedata.normalize(
                    "NFKC", match["letter"]
                ).upper()
    return label, ""


@lru_cache(_REMEMBERED)
def asks(label: str) -> bool:
    """Say whether a label is of the interviewer's side, by its words or those behind it."""
    words = _words()
    base = _base(label)
    if base in words["asks"] or base in words["asks_if_repeated"]:
        return True
    behind = _BEHIND.search(folded(label))
    if (
        behind
        and role(behind[1])
        and not (base in words["roles"] or base.endswith(words["endings"]))
    ):
        return _asking(behind[1].strip())
    return _asking(base)


def _asking(base: str) -> bool:
    words = _words()
    if base in words["asks"]:
        return True
    return any(
        (base.endswith(stem) and not base.removesuffix(stem).endswith(words["passive"]))
        or (base.startswith(stem) and not stem.isascii())
        for stem in words["asks_stems"]
    )


@lru_cache(_REMEMBERED)
def role(words: str) -> bool:
    """Say whether words are the name of a role and nothing else: ``interviewer``, ``受访者``."""
    text = folded(words)
    for article in _words()["articles"]:
        text = text.removeprefix(article)
    roles = _words()
    found = text in roles["asks"] or text in roles["roles"] or text.endswith(roles["endings"])
    return len(text) > 1 and len(text) <= _LONGEST_ROLE and (found or _asking(text))


def names() -> frozenset[str]:
    """Return the keys under which a profile gives a person's name."""
    keys: frozenset[str] = _words()["names"]
    return keys


@lru_cache(_REMEMBERED)
def known(label: str) -> bool:
    """Say whether a label names a role, so that one occurrence is evidence enough."""
    words = _words()
    base = _base(label)
    if base in words["asks"] or base in words["roles"] or generic(label):
        return True
    if len(base) > _LONGEST_ROLE or base.startswith(words["starts"]):
        return False
    if any(word in base for word in words["clause"]):
        return False
    return base.endswith(words["endings"]) or (asks(label) and not repeated(label))


@lru_cache(_REMEMBERED)
def generic(label: str) -> bool:
    """Say whether a recorder made the label up: ``说话人 1``, ``SPEAKER_00``."""
    base = re.sub(r"[\s_#\-]*\d*$", "", unicodedata.normalize("NFKC", label).casefold().strip())
    return base in _words()["generic"]


@lru_cache(_REMEMBERED)
def anonymous(label: str) -> bool:
    """Say whether a label names somebody else in every transcript: ``受访者A``, ``说话人 1``."""
    words = _words()
    base = _base(label)
    named = base in words["anonymous"] or base.endswith(words["anonymous_endings"])
    return named or generic(label)


@lru_cache(_REMEMBERED)
def refused(label: str) -> bool:
    """Say whether the words before a colon cannot be a speaker's label."""
    words = _words()
    text = folded(label)
    if _DATE.match(text) or not any(character.isalpha() for character in text):
        return True
    base = _base(label)
    if base in words["asks"] or base in words["roles"] or repeated(label):
        return False
    if heads(label) or base in words["never"] or text in words["weekdays"]:
        return True
    if generic(label) or base.endswith(words["asks_stems"]):
        return base.startswith(words["starts"])
    return text.startswith(words["starts"]) or text.endswith(words["ends"])


@lru_cache(_REMEMBERED)
def heads(label: str) -> bool:
    """Say whether a label is a key of an interview's header: ``访谈时间``, ``会议主题``."""
    text = folded(_DESCRIPTION.sub("", label.strip()))
    return f" {text}".endswith(_words()["header"])


def repeated(label: str) -> bool:
    """Say whether a label is also a word of everyday speech, such as 我 and 他."""
    words = _words()
    return _base(label) in words["asks_if_repeated"] | words["roles_if_repeated"]


def appoints(label: str) -> bool:
    """Say whether a clock time after these words is an appointment, not a time stamp."""
    words = _words()
    text = label.casefold().rstrip()
    return text.endswith(words["clock"] + words["weekdays"])


def tails() -> tuple[str, ...]:
    """Return how the lines begin that a recorder adds after the interview."""
    beginnings: tuple[str, ...] = _words()["tails"]
    return beginnings


def stages(inside: str) -> bool:
    """Say whether words in brackets on a line of their own are about the recording."""
    return inside.strip().casefold().endswith(_words()["stages"])


def reports(line: str) -> bool:
    """Say whether a line heads what somebody wrote after the interview."""
    return folded(line.strip("#*:：【】[] \t")) in _words()["reports"]


def removed(text: str) -> bool:
    """Say whether a short text tells that there is no transcript."""
    said = folded(text)
    return any(word in said for word in _words()["removed"])


def inquires(speech: str) -> bool:
    """Say whether a speech ends in a question, or asks for something: ``请您谈谈``."""
    pattern: re.Pattern[str] = _words()["requests"]
    return bool(pattern.search(_NOTED.sub("", speech[-2 * _LAST_WORDS :])[-_LAST_WORDS:]))


def greets(speech: str) -> bool:
    """Say whether a short text sounds like speech and not like the value of a header line."""
    return speech.casefold().startswith(_words()["greetings"])


@lru_cache(_REMEMBERED)
def _base(label: str) -> str:
    role = role_and_letter(folded(label))[0]
    text = folded(_DESCRIPTION.sub("", role.strip()))
    # Q1 and 问2 are one side each, though Q and 问 take no letter.
    bare = text.rstrip("0123456789")
    return bare or text


def _takes_letter(role: str, letter: str, *, apart: bool) -> bool:
    words = _words()
    text = role.casefold().rstrip()
    named = text.endswith(words["endings"] + words["asks_stems"]) or text in words["generic"]
    named = named or (text in words["roles"] and len(text) > 1)
    if text.isascii() or letter in _STEMS:
        return named
    return apart or len(text) > 1


def _requests(table: dict[str, Any]) -> re.Pattern[str]:
    ends = "|".join(map(re.escape, table["question_ends"]))
    begins = "|".join(map(re.escape, table["requests"]))
    closing = r"[\s\"”’」』）)*_…。.]*"
    last = rf"(?:[？?]|(?:{ends})[。.！!]?){closing}\Z"
    return re.compile(
        rf"{last}|(?:^|[，。,.!！]\s*)(?:\d{{1,3}}[、.．)）]\s*)?(?:{begins})[^？?\n]*\Z",
        re.IGNORECASE,
    )


@cache
def _words() -> dict[str, Any]:
    source = files("qualcode").joinpath("labels.toml").read_text(encoding="utf-8")
    table = tomllib.loads(source)
    asked, roles, never = table["asks"], table["roles"], table["never"]
    return {
        "asks": frozenset(asked["exact"]),
        "asks_if_repeated": frozenset(asked["repeated"]),
        "asks_stems": tuple(asked["stems"]),
        "passive": tuple(asked["passive"]),
        "generic": frozenset(table["generic"]["stems"]),
        "anonymous": frozenset(table["anonymous"]["exact"]),
        "anonymous_endings": tuple(table["anonymous"]["endings"]),
        "roles": frozenset(roles["exact"]),
        "roles_if_repeated": frozenset(roles["repeated"]),
        "endings": tuple(roles["endings"]),
        "clause": tuple(roles["clause"]),
        "header": tuple(f" {end}" if end.isascii() else end for end in table["header"]["endings"]),
        "names": frozenset(table["header"]["names"]),
        "articles": tuple(table["header"]["articles"]),
        "requests": _requests(table["close"]),
        "reports": frozenset(table["close"]["reports"]),
        "removed": tuple(table["close"]["removed"]),
        "starts": tuple(never["starts"]),
        "ends": tuple(never["ends"]),
        "never": frozenset(never["words"]),
        "weekdays": tuple(day + n for day in never["weekday"] for n in "一二三四五六日天末"),
        "clock": tuple(never["clock"]),
        "tails": tuple(table["close"]["tails"]),
        "stages": tuple(table["close"]["stages"]),
        "greetings": tuple(table["close"]["greetings"]),
    }
