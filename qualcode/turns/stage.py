"""Lines that nobody said: headings, notes on the recording, rules, a recorder's last line."""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from qualcode.turns import labels
from qualcode.turns.shadow import BLANK, EDGE

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from qualcode.turns.reading import Style

_BREAK = r"""^[ \t]*+(?:
    (?P<heading>\#{1,6}(?:[ \t][^\n]*)?)
  | \[(?P<noted>[^\]\n]{1,40})\][ \t]*                    # 【开始记录】
  | \((?P<stage>[^()\n]{1,20})\)[。.]?[ \t]*              # （访谈结束）
  | (?P<rule>(?:-[ \t]*){3,} | (?:\*[ \t]*){3,} | [=_—]{3,}[ \t]*)
  | (?P<tail>[*_(]{0,3}(?:TAILS)[^\n]*)                   # 以上内容由AI生成
  | (?P<cue>WEBVTT\b[^\n]* | NOTE\b[^\n]* | (?:\d+[ \t]*\n)?[ \t]*[\d:.,]{5,12}[ \t]*-->[^\n]*)
  | (?P<withdrawn>[^\n]{0,30}(?:撤回了一条消息|recalled[ ](?:a|the)[ ]message)[^\n]{0,10})
  | (?P<date>[-—–─=\s]{0,12}\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}日?[-—–─=\s]{0,12})
)$"""
_SECTION = re.compile(
    r"^[ \t]*+(?:(?P<n>\d{1,2})(?:\.\d{1,2})*+[.、)：: \t]++|(?P<han>[一二三四五六七八九十]{1,3})、"
    r"|第[一二三四五六七八九十\d]{1,3}(?:部分|节|章|篇)|(?:Part|Section|Topic)[ ][\dIVX]{1,4}\b)"
    r"[^\n。？！?!；;，,:]{0,40}$",
    re.MULTILINE | re.IGNORECASE,
)
_LINE = re.compile(r"[^\n]+")
_NEXT = re.compile(r"\s*")
_TWICE = 2


class Break(NamedTuple):
    """A stretch that nobody said, and what it is."""

    start: int
    end: int
    kind: str


def breaks(shadow: str, start: int, named: Collection[int]) -> list[Break]:
    """Return the lines from ``start`` on that nobody said; ``named`` are the lines of labels."""
    return [
        Break(*match.span(), match.lastgroup or "note")
        for match in _break().finditer(shadow, start)
        if match.start() not in named and _staged(match)
    ]


def _staged(match: re.Match[str]) -> bool:
    inside = match["noted"] or match["stage"]
    return inside is None or labels.stages(inside)


@cache
def _break() -> re.Pattern[str]:
    tails = "|".join(re.escape(tail).replace("\\ ", "[ ]") for tail in labels.tails())
    return re.compile(_BREAK.replace("TAILS", tails), re.MULTILINE | re.VERBOSE)


def sections(shadow: str, lines: Collection[int], styles: Mapping[int, Style]) -> list[Break]:
    """Return the titles that stand straight before a label, at least two of them: ``2. Money``."""
    found = [
        Break(*match.span(), "heading")
        for match in _SECTION.finditer(shadow)
        if match.start() not in lines and _NEXT.match(shadow, match.end()).end() in lines  # type: ignore[union-attr]
    ]
    headed = [
        Break(line.start(), line.end(), "heading")
        for line in _LINE.finditer(shadow)
        if (style := styles.get(line.start())) and style.heading and line.start() not in lines
    ]
    return sorted({*(found if len(found) >= _TWICE else ()), *headed})


def report(shadow: str, start: int) -> Break | None:
    """Return what somebody wrote below the interview, from its heading to the end of the text."""
    for line in _LINE.finditer(shadow, start):
        if labels.reports(line.group()):
            return Break(line.start(), len(shadow), "report")
    return None


def between(cuts: list[Break], start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield what is left of ``[start, end)`` between the cuts that lie in it."""
    inner = [it for it in cuts if start <= it.start < end]
    edges = [(start, start), *((it.start, it.end) for it in inner), (end, end)]
    for (_, after), (before, _) in pairwise(edges):
        if after < before:
            yield after, before


def blank(line: str) -> bool:
    """Say whether a reader sees nothing in a line."""
    return not line.strip(EDGE + BLANK)
