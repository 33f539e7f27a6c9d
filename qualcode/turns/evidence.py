"""Decide which candidate lines name a speaker, from all the lines of a text together.

What is missed joins the turn before it, and what is wrongly believed cuts a turn in two: so a
plain ``name：`` needs a known role or a second occurrence, a stamped or a headed one less.
"""

from __future__ import annotations

import re
from bisect import bisect
from collections import Counter
from math import inf

from qualcode.turns import labels
from qualcode.turns.grammar import Label, candidates, seconds

_STAMPED = frozenset({"stamped", "stamp_line", "joined"})
_LONG_TIME = re.compile(r"\d+[:：]\d{2}[:：]\d{2}")
_SPEECH_FOLLOWS = re.compile(
    r"[^\n\S]*\n(?:[^\n\S]*\n)?(?![^\n\S]*[\[【〔（(]?\d{1,3}[:：]\d{2})[^\n\S]*\S"
)
_SHORT_NAME = 12
_TWICE = 2
_ESTABLISHED = 3
_LINE = re.compile(r"[^\n]+|\n{2,}")
_KEY = re.compile(r"[ \t\u3000>*#\-]*([^\n:：]{1,16})[:：][ \t\u3000*]*([^\n]*)")
_SENTENCE_END = re.compile(r"[。？！?!；;]")
_DATE = re.compile(r"\d{4}[-年/.]\d{1,2}")
_LONGEST_VALUE = 30
_LONGEST_TITLE = 60
_HEADER_LINES = 40
_SHORTEST_KEY = 2  # 问 and 答 stand over speech only


def speakers(text: str) -> list[Label]:
    """Return the labels of a text that name a speaker, in order."""
    header = _header_end(text)
    found = [
        label
        for label in candidates(text)
        if not labels.refused(label.name)
        and (label.line >= header or label.shape in _STAMPED or label.shape == "heading")
    ]
    counts = Counter(label.name for label in found)
    explicit = [label for label in found if _explicit(label, text, counts)]
    explicit += _in_time(found, explicit, text)
    plain = [label for label in found if _plain(label, counts, len(explicit))]
    headings = sum(label.shape == "heading" for label in explicit)
    if headings >= _ESTABLISHED:
        # Headings name everybody: a plain colon between them is mostly somebody quoted.
        often = Counter(label.name for label in plain)
        enough = max(_ESTABLISHED, headings / 10)
        plain = [label for label in plain if often[label.name] >= enough]
    plain += _alike(found, plain)
    return sorted({*explicit, *plain}, key=lambda label: label.line)


def _explicit(label: Label, text: str, counts: Counter[str]) -> bool:
    """Say whether a heading or a time stamp makes the line a label."""
    if label.shape == "heading":
        short = len(label.name) <= _SHORT_NAME
        return short or counts[label.name] > 1 or labels.known(label.name)
    if label.shape not in _STAMPED:
        return False
    return labels.known(label.name) or label.shape == "joined" or _stamped(label, text, counts)


def _stamped(label: Label, text: str, counts: Counter[str]) -> bool:
    """Say whether a time stamp beside unknown words is more than a time that is spoken of."""
    if label.shape == "stamp_line" and labels.appoints(label.name):
        return False
    twice = counts[label.name] > 1 or bool(_LONG_TIME.match(label.time or ""))
    if label.colon:
        return twice or label.bracketed
    if label.speech:
        return twice
    return (twice or label.apart) and bool(_SPEECH_FOLLOWS.match(text, label.start))


def _plain(label: Label, counts: Counter[str], explicit: int) -> bool:
    """Say whether the words of an unstamped label are evidence enough."""
    if label.shape in _STAMPED or label.shape == "heading":
        return False
    known = labels.known(label.name)
    if label.shape == "bracket" and not (label.colon or label.speech):
        return known
    if known:
        return True
    rare = explicit < _ESTABLISHED and not labels.repeated(label.name)
    return counts[label.name] >= (_TWICE if rare else _ESTABLISHED)


def _in_time(found: list[Label], explicit: list[Label], text: str) -> list[Label]:
    """Return stamped lines of speakers who spoke once whose time fits between the others'."""
    stamps = [label for label in explicit if label.shape == "stamp_line"]
    if len(stamps) < _TWICE:
        return []
    lines = [label.line for label in stamps]
    times = [seconds(label.time or "0") for label in stamps]
    missed = []
    for label in {label for label in found if label.shape == "stamp_line"}.difference(explicit):
        at = bisect(lines, label.line)
        before, after = times[:at][-1:] or [0.0], times[at:][:1] or [inf]
        fits = before[0] <= seconds(label.time or "0") <= after[0]
        if fits and len(label.name) <= _SHORT_NAME and not labels.appoints(label.name):
            missed.append(label)
    return [label for label in missed if _SPEECH_FOLLOWS.match(text, label.start)]


def _alike(found: list[Label], plain: list[Label]) -> list[Label]:
    """Return the labels of speakers who spoke once, in a shape that the others established."""
    shapes = Counter(label.shape for label in plain)
    return [
        label
        for label in found
        if label.shape in {"bold", "bracket"}
        and shapes[label.shape] >= _ESTABLISHED
        and len(label.name) <= _SHORT_NAME
        and label.colon
    ]


def _header_end(text: str) -> int:
    """Return where the key-and-value lines above an interview end.

    ``访谈者：张同学`` among them is no speech: a short value without the end of a sentence, on a
    line that touches ``访谈时间：…``.
    """
    end, touching = 0, False
    seen: set[str] = set()
    for count, line in enumerate(_LINE.finditer(text)):
        words = line.group().strip()
        key = _KEY.match(line.group())
        if not words:
            touching = False
        elif count >= _HEADER_LINES:
            break
        elif key and labels.heads(key[1]):
            end, touching = line.end(), True
        elif key and not _DATE.match(words):
            if not _is_value(key[1], key[2], seen):
                break
            end = line.end() if touching else end
        elif len(words) > _LONGEST_TITLE or _SENTENCE_END.search(words):
            break
        if key:
            seen.add(key[1].strip())
    return end


def _is_value(key: str, value: str, seen: set[str]) -> bool:
    if key.strip() in seen or len(key.strip()) < _SHORTEST_KEY or not value.strip():
        return False
    return not (len(value) > _LONGEST_VALUE or _SENTENCE_END.search(value) or labels.greets(value))
