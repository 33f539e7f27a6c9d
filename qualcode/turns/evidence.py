"""Decide which candidate lines name a speaker, from all the lines of a text together.

What is missed joins the turn before it, and what is wrongly believed cuts a turn in two: so a
plain ``name：`` needs a known role or a second occurrence, a stamped or a headed one less.
"""

from __future__ import annotations

import re
from bisect import bisect
from collections import Counter, defaultdict
from math import inf
from typing import TYPE_CHECKING

from qualcode.turns import labels
from qualcode.turns.shadow import compared
from qualcode.turns.shapes import SEPARATORS, STAMPED, Label, candidates, seconds

if TYPE_CHECKING:
    from collections.abc import Iterable

    from qualcode.turns.front_matter import FrontMatter

_LONG_TIME = re.compile(r"\d+[:：]\d{2}[:：]\d{2}")
_SPEECH_FOLLOWS = re.compile(r"[^\n\S]*\n(?:[^\n\S]*\n)?(?![^\n\S]*[\[(]?\d{1,3}:\d{2})[^\n\S]*\S")
_SERIES = re.compile(r"(?P<stem>.*\D)?[ _-]?(?P<n>\d{1,3})(?: ?\([^()]*\))?")
_ONE_LETTER = re.compile(r"[a-z]")
_SHORT_NAME = 12
_TWICE = 2
_ESTABLISHED = 3
_VALUE = 24
_NUMBERS = re.compile(r"\d+(?:[.,:]\d+)+%?|\d+%")


def speakers(text: str, shadow: str, head: FrontMatter) -> list[Label]:
    """Return the labels of a text that name a speaker, in order; one without a name is a time."""
    every = _not_names(candidates(text, shadow), text)
    found = [it for it in every if it.shape not in {"time", "list"} and _may_speak(it, head)]
    counts = Counter(it.key for it in found)
    explicit = [it for it in found if _explicit(it, shadow, counts)]
    explicit += _in_time(found, explicit, shadow)
    plain = [it for it in found if _plain(it, counts, len(explicit), head)]
    headings = sum(it.shape == "heading" for it in explicit)
    if headings >= _ESTABLISHED:
        # Headings name everybody: a plain colon between them is mostly somebody quoted.
        often = Counter(it.key for it in plain)
        enough = max(_ESTABLISHED, headings / 10)
        plain = [it for it in plain if often[it.key] >= enough]
    else:
        plain += _series(found, plain)
    plain += _alike(found, plain)
    plain = _no_records(plain, text)
    named = {*explicit, *plain}
    named.update(_lists(every, named))
    named.update(_times(every, named, head))
    return sorted(named, key=lambda it: it.line)


def _not_names(every: list[Label], text: str) -> list[Label]:
    """Return the candidates with short speech behind a time as speech, where others are long.

    ``[00:01] Right.`` has the shape of ``[00:01] Ana``.
    """
    spoken = sum(it.shape == "time" and it.speech for it in every)
    bare = sum(_bare_name(it) for it in every)
    if not spoken or not bare:
        return every
    return [
        _as_time(it, text)
        if _bare_name(it) and (spoken >= bare or it.name.endswith((".", "…")))
        else it
        for it in every
    ]


def _bare_name(label: Label) -> bool:
    return label.shape == "stamped" and not label.colon and not label.speech


def _as_time(label: Label, text: str) -> Label:
    start = text.index(label.name, label.line)
    return label._replace(shape="time", name="", key="", start=start, speech=True)


def _may_speak(label: Label, head: FrontMatter) -> bool:
    if label.line in head.lines or labels.refused(label.key):
        return label.shape == "voice"
    inside = any(start <= label.line < end for start, end in head.blocks)
    return not inside or label.shape in STAMPED or label.shape == "heading"


def _explicit(label: Label, shadow: str, counts: Counter[str]) -> bool:
    """Say whether a heading or a time stamp makes the line a label."""
    if label.shape == "heading":
        short = len(label.name) <= _SHORT_NAME
        return short or counts[label.key] > 1 or labels.known(label.key)
    if label.shape not in STAMPED:
        return False
    if label.shape in {"joined", "voice"} or labels.known(label.key):
        return True
    return _stamped(label, shadow, counts)


def _stamped(label: Label, shadow: str, counts: Counter[str]) -> bool:
    """Say whether a time stamp beside unknown words is more than a time that is spoken of."""
    if label.shape == "stamp_line" and labels.appoints(label.key):
        return False
    twice = counts[label.key] > 1 or bool(_LONG_TIME.match(label.time or ""))
    if label.colon:
        return twice or label.bracketed
    if label.speech:
        return twice
    return (twice or label.apart) and bool(_SPEECH_FOLLOWS.match(shadow, label.start))


def _plain(label: Label, counts: Counter[str], explicit: int, head: FrontMatter) -> bool:
    """Say whether the words of an unstamped label are evidence enough."""
    if label.shape in STAMPED or label.shape == "heading":
        return False
    known = labels.known(label.key)
    if label.shape == "bracket" and not (label.colon or label.speech):
        return known
    if known or head.legend.asks(label.key) is not None:
        return True
    rare = explicit < _ESTABLISHED and not labels.repeated(label.key)
    return counts[label.key] >= (_TWICE if rare else _ESTABLISHED)


def _in_time(found: list[Label], explicit: list[Label], shadow: str) -> list[Label]:
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
        if fits and len(label.name) <= _SHORT_NAME and not labels.appoints(label.key):
            missed.append(label)
    return [label for label in missed if _SPEECH_FOLLOWS.match(shadow, label.start)]


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


def series(key: str) -> str | None:
    """Return what the labels of a series share: ``p`` of P1 … P5, ``""`` of A, B, C."""
    if _ONE_LETTER.fullmatch(key):
        return ""
    numbered = _SERIES.fullmatch(key)
    return (numbered["stem"] or "").rstrip(" _-") or None if numbered else None


def _series(found: list[Label], plain: list[Label]) -> list[Label]:
    """Return the labels of people who speak once, whose series others belong to."""
    members: dict[str, set[str]] = defaultdict(set)
    for label in found:
        stem = series(label.key)
        if stem is not None and label.colon and label.shape not in STAMPED:
            members[stem].add(label.key)
    sure = {label.key for label in plain}
    keys = {
        key
        for stem, those in members.items()
        if len(those) >= _ESTABLISHED or (len(those) >= _TWICE and those & sure and stem)
        for key in those
        if stem or len(those) > _ESTABLISHED
    }
    return [label for label in found if label.key in keys - sure and label.colon]


def _no_records(plain: list[Label], text: str) -> list[Label]:
    """Return the labels without keys of records: values that are numbers, again and again."""
    values: dict[str, list[str]] = defaultdict(list)
    for label in plain:
        end = text.find("\n", label.start)
        values[label.key].append(text[label.start : end if end >= 0 else len(text)].strip())
    counted = {
        key
        for key, those in values.items()
        if sum(bool(_NUMBERS.fullmatch(it)) for it in those) > len(those) / 2
    }
    records = len(values) >= _ESTABLISHED and len(counted) < len(values)
    return [it for it in plain if not records or it.key not in counted or labels.known(it.key)]


def _lists(every: list[Label], named: set[Label]) -> list[Label]:
    """Return labels that are lists of people who are named elsewhere: ``Ana, Cleo and Ben``."""
    keys = {label.key for label in named}
    return [
        label
        for label in every
        if label not in named
        and (parts := _parts(label.key))
        and all(part in keys for part in parts)
    ]


def _parts(key: str) -> list[str]:
    parts = [compared(it) for it in SEPARATORS.split(key)]
    return [it for it in parts if it] if len(parts) > 1 else []


def _times(every: list[Label], named: Iterable[Label], head: FrontMatter) -> list[Label]:
    """Return times that stand without a name: nobody knows who speaks there."""
    stamps = sum(label.shape in STAMPED and label.time is not None for label in named)
    times = [it for it in every if it.shape == "time" and it.line >= head.end]
    most = [it for it in times if it.speech] if not stamps else times
    times = most if len(most) > len(times) / 2 else times
    return times if len(times) + stamps >= _ESTABLISHED else []
