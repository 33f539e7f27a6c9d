"""The shapes in which a line can name its speaker, as candidates with exact positions.

A candidate is only a shape; ``evidence`` decides whether it is a speaker.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, Literal, NamedTuple

from qualcode.turns import labels

if TYPE_CHECKING:
    from collections.abc import Iterator

Shape = Literal["heading", "stamped", "stamp_line", "joined", "bracket", "bold", "colon"]


class Label(NamedTuple):
    """A line that may name a speaker; speech begins at ``start``, the line at ``line``."""

    shape: Shape
    name: str
    time: str | None
    line: int
    start: int
    colon: bool
    apart: bool  # an empty line, or the beginning of the text, comes before it
    speech: bool  # there are words on the same line
    bracketed: bool  # the time stamp, if any, stands in brackets
    open_bold: bool = False
    backslash: bool = False


_TIME = r"(?P<time>\d{1,3}[:：]\d{2}(?:[:：]\d{2})?(?:[.,]\d{1,3})?)"
_DATED = rf"(?:\d{{4}}[-/.年]\d{{1,2}}[-/.月]\d{{1,2}}日?[ \t]+)?{_TIME}"
_LEAD = (
    r"[ \t\u3000\ufeff]*+(?:>[ \t]*+)?(?:\#{1,6}[ \t]++)?"
    r"(?:[-+•·*][ \t]++|\d{1,3}[.、．)）][ \t]*+)?(?P<bold>\*\*|__)?+"
)
_NAME = (
    r"(?P<name>[^\s:：\[\]【】〔〕<>《》#|，。！？；!?;,\"“”「」『』…（）()*_、\\]"
    r"[^\n\t:：\[\]【】〔〕<>《》|，。！？；!?;\"“”「」『』…（）()*、\\]{0,23}?"
    r"(?:[ ]?[（(](?!\d{1,3}[:：])[^（）()\n:：]{1,20}[）)])?)"
)
_BOLD = r"(?:\*\*|__)?"
_GAP = r"[ \t\u3000]*+"
_END = r"(?P<backslash>\\)?[ \t]*+$"
_COLON = r"(?P<colon>[:：])"
_OPEN = r"(?P<open>[\[【〔（(<])"
_CLOSE = r"[\]】〕）)>]"

_HEADING = re.compile(
    rf"[ ]{{0,3}}\#{{2,6}}[ \t]++{_BOLD}(?P<name>[^\n:：#*]{{1,40}}?){_GAP}{_BOLD}{_COLON}"
    rf"{_BOLD}{_GAP}$",
    re.MULTILINE,
)
_CITE = re.compile(
    rf"{_LEAD}<cite [^>\n]{{0,80}}user-name=\"(?P<name>[^\"\n]{{1,40}})\"[^>\n]{{0,80}}></cite>"
    rf"{_GAP}{_TIME}{_END}",
    re.MULTILINE,
)
_TIME_THEN_NAME = re.compile(
    rf"{_LEAD}(?:{_OPEN}{_TIME}{_CLOSE}|{_TIME.replace('time', 'bare')}(?=[ \t\u3000])){_GAP}"
    rf"{_BOLD}{_NAME}{_GAP}(?:{_BOLD}{_COLON}{_BOLD}{_GAP}|{_BOLD}{_END})",
    re.MULTILINE,
)
_NAME_THEN_BRACKET = re.compile(
    rf"{_LEAD}{_NAME}{_BOLD}{_GAP}{_OPEN}{_DATED}{_CLOSE}{_BOLD}{_GAP}{_COLON}?{_BOLD}{_GAP}",
)
_NAME_THEN_TIME = re.compile(
    rf"{_LEAD}{_NAME}{_BOLD}[ \t\u3000]++{_DATED}{_BOLD}{_GAP}"
    rf"(?:{_COLON}{_BOLD}{_GAP}|{_END}|(?P<text>\S))",
    re.MULTILINE,
)
_JOINED = re.compile(
    rf"{_LEAD}(?P<name>(?:发言人|说话人|發言人|說話人)\d{{1,2}}?)"
    rf"(?P<time>\d{{2}}[:：]\d{{2}}(?:[:：]\d{{2}})?){_BOLD}{_END}",
    re.MULTILINE,
)
_BRACKET = re.compile(
    rf"{_LEAD}(?:[【\[〔]|(?P<paren>[（(])){_GAP}{_NAME}{_GAP}[】\]〕）)]"
    rf"{_BOLD}{_GAP}{_COLON}?{_BOLD}{_GAP}"
)
_PLAIN = re.compile(
    rf"{_LEAD}{_NAME}{_GAP}"
    rf"(?P<shut>\*\*|__)?(?:{_COLON}(?!//)(?!(?<=\d.)\d))(?P<shut_after>\*\*|__)?{_GAP}"
)
_PROMISING = re.compile(r"[^\n:：】\]〕）)]{1,80}[:：】\]〕）)]")
_LINE = re.compile(r"[^\n]+")


def candidates(text: str) -> list[Label]:
    """Return every line that has the shape of a speaker's label, in order."""
    found = list(_scan(text))
    if _believes_joined(found):
        return found
    return [label for label in found if label.shape != "joined"]


def _scan(text: str) -> Iterator[Label]:
    previous = 0
    for line in _LINE.finditer(text):
        at, end = line.span()
        if text[at:end].isspace():
            continue
        apart = previous == 0 or text.count("\n", previous, at) > 1
        previous = end
        if _PROMISING.match(text, at) and (label := _label(text, at, end, apart=apart)):
            yield label


def _label(text: str, at: int, end: int, *, apart: bool) -> Label | None:
    for shape, pattern in _SHAPES:
        match = pattern.match(text, at)
        if match and (label := _made(shape, match, text, end, apart=apart)):
            return label
    return None


def _made(shape: Shape, match: re.Match[str], text: str, end: int, *, apart: bool) -> Label | None:
    groups = match.groupdict()
    name = groups["name"].strip()
    if not name or match.end() > end:
        return None
    if groups.get("text") and not labels.generic(name):
        return None
    if groups.get("paren") and not groups["colon"] and not labels.known(name):
        return None
    bold = shape == "colon" and bool(groups.get("bold"))
    start = match.start("text") if groups.get("text") else match.end()
    return Label(
        shape="bold" if bold else shape,
        name=name,
        time=groups.get("time") or groups.get("bare"),
        line=match.start(),
        start=start,
        colon=bool(groups.get("colon")),
        apart=apart,
        speech=bool(text[start:end].strip(" \t\u3000*_\\")),
        bracketed=bool(groups.get("open")),
        open_bold=bold and not (groups.get("shut") or groups.get("shut_after")),
        backslash=bool(groups.get("backslash")),
    )


def _believes_joined(found: list[Label]) -> bool:
    """Trust ``发言人238:46`` only where nothing else is stamped and the minutes grow."""
    stamped = (label for label in found if label.shape in {"stamp_line", "stamped"})
    if not all(labels.refused(label.name) for label in stamped):
        return False
    times = [seconds(label.time or "") for label in found if label.shape == "joined"]
    return all(before <= after for before, after in pairwise(times))


def seconds(time: str) -> float:
    """Return a time stamp in seconds; ``MM:SS`` where it has two parts."""
    total = 0.0
    for part in time.replace("：", ":").replace(",", ".").split(":"):
        total = total * 60 + float(part)
    return total


_SHAPES: tuple[tuple[Shape, re.Pattern[str]], ...] = (
    ("heading", _HEADING),
    ("stamp_line", _CITE),
    ("stamped", _TIME_THEN_NAME),
    ("stamped", _NAME_THEN_BRACKET),
    ("stamp_line", _NAME_THEN_TIME),
    ("joined", _JOINED),
    ("bracket", _BRACKET),
    ("colon", _PLAIN),
)
