"""The shapes in which a line can name its speaker, as candidates with exact positions.

A candidate is only a shape; ``evidence`` decides whether it is a speaker. Shapes are looked for
in the shadow of a text, where there is one colon, one dash, one kind of blank.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, Literal, NamedTuple

from qualcode.turns import labels
from qualcode.turns.shadow import EDGE, compared

if TYPE_CHECKING:
    from collections.abc import Iterator

Shape = Literal[
    "heading", "stamped", "stamp_line", "joined", "voice", "time", "bracket", "bold", "colon",
    "list", "alone", "dash", "tab", "dot", "semicolon", "cell",
]  # fmt: skip
STAMPED: frozenset[Shape] = frozenset({"stamped", "stamp_line", "joined", "voice"})


class Label(NamedTuple):
    """A line that may name a speaker; speech begins at ``start``, the line at ``line``.

    ``key`` is the name as it is compared, ``""`` where only a time is given.
    """

    shape: Shape
    name: str
    key: str
    time: str | None
    line: int
    start: int
    colon: bool = False
    apart: bool = False  # an empty line, or the beginning of the text, comes before it
    speech: bool = False  # there are words on the same line
    bracketed: bool = False  # the time stamp, if any, stands in brackets
    open_bold: bool = False
    backslash: bool = False


B = r"[ \t]"
CLOCK = r"\d{1,3}:\d{2}(?::\d{2})?(?:[.,]\d{1,3})?"
_SPELLED = r"\d{1,2}[ ]hours?(?:[ ]\d{1,2}[ ]minutes?)?(?:[ ]\d{1,2}[ ]seconds?)?"
_SPELLED += r"|\d{1,3}[ ]minutes?(?:[ ]\d{1,2}[ ]seconds?)?|\d{1,2}[ ]seconds?"
_SPELLED += r"|(?:\d{1,2}小?[时時])?\d{1,3}分\d{1,2}秒"
_UNTIL = rf"(?:{B}*+(?:-{{1,2}}>|-{{1,2}}|~|to|至){B}*+{CLOCK})?"
_TIME = rf"(?P<time>{CLOCK}){_UNTIL}"
_DATE = r"(?:\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}日?|\d{1,2}[-/月]\d{1,2}日?(?:[-/]\d{2,4})?)"
_DAY = (
    rf"(?:{_DATE}{B}+(?:(?:周|星期)[一二三四五六日天]{B}*+)?(?:[上下中]午|凌晨|早上|晚上)?{B}*+)?"
)
_DATED = rf"{_DAY}{_TIME}"
_LEAD = (
    rf"{B}*+(?:>{B}*+)?(?:\#{{1,6}}{B}++)?"
    rf"(?:[-+•·*●○■◆]{B}++|\d{{1,3}}(?:\.\d{{1,3}})*+(?:[.、．)]{B}*+|{B}++(?=\D)))?"
    r"(?P<bold>\*\*|__)?+"
)
NAME = (
    r"(?P<name>[^\s:\[\]<>《》#|，。！？；!?;,\"“”「」『』…()*_、\\/\-=]"
    r"[^\n\t:\[\]<>《》|，。！？；!?;\"“”「」『』…()*、\\]{0,23}?"
    r"(?:[ ]?\((?!\d{1,3}:)[^()\n:]{1,24}\))?)"
)
_BOLD = r"(?:\*\*|__)?"
_GAP = rf"{B}*+"
_END = rf"(?P<backslash>\\)?{B}*+$"
_COLON = r"(?P<colon>:)"
_OPEN = r"(?P<open>[\[(<])"
_CLOSE = r"[\])>]"

_HEADING = re.compile(
    rf"[ ]{{0,3}}\#{{2,6}}{B}++{_BOLD}(?P<name>[^\n:#*]{{1,40}}?){_GAP}{_BOLD}{_COLON}"
    rf"{_BOLD}{_GAP}$",
    re.MULTILINE,
)
_CITE = re.compile(
    rf"{_LEAD}<cite [^>\n]{{0,80}}user-name=\"(?P<name>[^\"\n]{{1,40}})\"[^>\n]{{0,80}}></cite>"
    rf"{_GAP}{_TIME}{_END}",
    re.MULTILINE,
)
_VOICE = re.compile(rf"{_GAP}<v(?:\.[\w.]+)?{B}+(?P<name>[^>\n]{{1,40}})>{_GAP}")
_TIME_THEN_NAME = re.compile(
    rf"{_LEAD}(?:{_OPEN}{_DATED}{_CLOSE}|{_DATED.replace('<time>', '<bare>')}(?={B})){_GAP}"
    rf"{_BOLD}{NAME}{_GAP}(?:{_BOLD}{_COLON}{_BOLD}{_GAP}|{_BOLD}{_END})",
    re.MULTILINE,
)
_NAME_THEN_BRACKET = re.compile(
    rf"{_LEAD}{NAME}{_BOLD}{_GAP}{_OPEN}{_DATED}{_CLOSE}{_BOLD}{_GAP}{_COLON}?{_BOLD}{_GAP}",
)
_NAME_THEN_TIME = re.compile(
    rf"{_LEAD}{NAME}{_BOLD}(?:{B}++(?:[/|]{B}*+)?|{B}*+[/|]{B}*+){_DATED}{_BOLD}{_GAP}"
    rf"(?:{_COLON}{_BOLD}{_GAP}|{_END}|(?P<text>\S))",
    re.MULTILINE,
)
_NAME_THEN_SPELLED = re.compile(
    rf"{_LEAD}{NAME}{_BOLD}{B}++(?P<time>{_SPELLED}){_BOLD}{_END}", re.MULTILINE
)
_JOINED = re.compile(
    rf"{_LEAD}(?P<name>(?:发言人|说话人|發言人|說話人)\d{{1,2}}?)"
    rf"(?P<time>\d{{2}}:\d{{2}}(?::\d{{2}})?){_BOLD}{_END}",
    re.MULTILINE,
)
_TIME_ALONE = re.compile(
    rf"{_LEAD}(?:{_OPEN}{_TIME}{_CLOSE}{_GAP}:?{_GAP}|{_TIME.replace('<time>', '<bare>')}{_END})"
    r"(?P<name>)",
    re.MULTILINE,
)
_BRACKET = re.compile(
    rf"{_LEAD}(?:\[|(?P<paren>\()){_GAP}{NAME}{_GAP}[\])]{_BOLD}{_GAP}{_COLON}?{_BOLD}{_GAP}"
)
_PLAIN = re.compile(
    rf"{_LEAD}{NAME}{_GAP}"
    rf"(?P<shut>\*\*|__)?(?:{_COLON}(?!//)(?!(?<=\d.)\d))(?P<shut_after>\*\*|__)?{_GAP}"
)
_LIST = re.compile(
    rf"{_LEAD}(?:(?P<open>\[){_TIME}\]{_GAP})?"
    rf"(?P<name>[^\s\[\]\d:][^\n:\[\]。！？!?;；\"“”]{{2,60}}?){_GAP}{_COLON}{_GAP}"
)
_PROMISING = re.compile(
    r"[^\n:\])>]{0,80}[:\])>]|[^\n]{1,40}\d(?:[ ]seconds?|秒)[ ]*$", re.MULTILINE
)
_LINE = re.compile(r"[^\n]+")
SEPARATORS = re.compile(r"[,，、&/+]|\band\b|[和与及]")


def candidates(text: str, shadow: str) -> list[Label]:
    """Return every line that has the shape of a speaker's label, in order."""
    found = list(_scan(text, shadow))
    if _believes_joined(found):
        return found
    return [label for label in found if label.shape != "joined"]


def _scan(text: str, shadow: str) -> Iterator[Label]:
    previous = 0
    for line in _LINE.finditer(shadow):
        at, end = line.span()
        if shadow[at:end].isspace():
            continue
        apart = previous == 0 or shadow.count("\n", previous, at) > 1
        previous = end
        if _PROMISING.match(shadow, at) and (label := _label(text, shadow, at, end, apart=apart)):
            yield label


def _label(text: str, shadow: str, at: int, end: int, *, apart: bool) -> Label | None:
    for shape, pattern in _SHAPES:
        match = pattern.match(shadow, at)
        if match and (label := made(shape, match, text, end, apart=apart)):
            return label
    return None


def made(shape: Shape, match: re.Match[str], text: str, end: int, *, apart: bool) -> Label | None:
    """Return what a pattern found in a line as a candidate; ``None`` where it is none."""
    groups = match.groupdict()
    name = text[slice(*match.span("name"))].strip(EDGE)
    key = compared(name) if name else ""
    if match.end() > end or not (key or shape == "time"):
        return None
    if groups.get("text") and not labels.generic(key):
        return None
    if groups.get("paren") and not groups["colon"] and not labels.known(key):
        return None
    if shape == "list" and not SEPARATORS.search(groups["name"]):
        return None
    time = "time" if groups.get("time") else "bare"
    bold = shape == "colon" and bool(groups.get("bold"))
    start = match.start("text") if groups.get("text") else match.end()
    return Label(
        shape="bold" if bold else shape,
        name=name,
        key=key,
        time=text[slice(*match.span(time))] if groups.get(time) else None,
        line=match.start(),
        start=start,
        colon=bool(groups.get("colon")),
        apart=apart,
        speech=bool(text[start:end].strip(f"{EDGE}*_\\")),
        bracketed=bool(groups.get("open")),
        open_bold=bold and not (groups.get("shut") or groups.get("shut_after")),
        backslash=bool(groups.get("backslash")),
    )


def _believes_joined(found: list[Label]) -> bool:
    """Trust ``发言人238:46`` only where nothing else is stamped and the minutes grow."""
    stamped = (label for label in found if label.shape in {"stamp_line", "stamped"})
    if not all(labels.refused(label.key) for label in stamped):
        return False
    times = [seconds(label.time or "") for label in found if label.shape == "joined"]
    return all(before <= after for before, after in pairwise(times))


def seconds(time: str) -> float:
    """Return a time stamp in seconds; ``MM:SS`` where it has two parts, 0 where it is spelled."""
    total = 0.0
    for part in time.replace("：", ":").replace(",", ".").split(":"):
        total = total * 60 + float(part) if part.replace(".", "", 1).isdecimal() else 0.0
    return total


_SHAPES: tuple[tuple[Shape, re.Pattern[str]], ...] = (
    ("heading", _HEADING),
    ("stamp_line", _CITE),
    ("voice", _VOICE),
    ("stamped", _TIME_THEN_NAME),
    ("stamped", _NAME_THEN_BRACKET),
    ("stamp_line", _NAME_THEN_TIME),
    ("stamp_line", _NAME_THEN_SPELLED),
    ("joined", _JOINED),
    ("time", _TIME_ALONE),
    ("bracket", _BRACKET),
    ("colon", _PLAIN),
    ("list", _LIST),
)
