"""Cut a text into its speakers' turns without touching it."""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

from qualcode.model import Turn
from qualcode.turns import labels
from qualcode.turns.evidence import speakers

if TYPE_CHECKING:
    from collections.abc import Iterator

    from qualcode.turns.grammar import Label

_BREAK = r"""^[ \t\u3000]*+(?:
    \#{1,6}(?:[ \t][^\n]*)?                          # a heading
  | [【\[][^】\]\n]*[】\]][ \t]*                       # 【开始记录】
  | [（(](?P<stage>[^（）()\n]{1,20})[）)][。.]?[ \t]*  # （访谈结束）
  | (?:-[ \t]*){3,} | (?:\*[ \t]*){3,} | ={3,}       # a rule
  | [*_（(]{0,3}(?:TAILS)[^\n]*                       # 以上内容由AI生成
)$"""
_LINE = re.compile(r"[^\n]+")


def parse(text: str) -> tuple[Turn, ...]:
    """Return the turns of a text, in order and disjoint.

    A label is kept as written, without its colon, brackets and Markdown marks. What stands
    before the first label, headings, notes on the recording and a recorder's last line belong to
    no turn; speech goes on after them as a turn of the same speaker. A quoted line (``> …``) stays
    in its turn, since it may be speech. Where nobody is named, every
    line is a turn without a speaker.
    """
    found = speakers(text)
    turns = _labelled(text, found) if found else _unlabelled(text)
    return tuple(turns)


def _labelled(text: str, found: list[Label]) -> Iterator[Turn]:
    breaks = _breaks(text, found[0].line, frozenset(label.line for label in found))
    slashes = any(label.backslash for label in found)
    ends = [*(label.line for label in found[1:]), len(text)]
    n, at = 1, 0
    for label, end in zip(found, ends, strict=True):
        cuts = [(label.start, label.start)]
        while at < len(breaks) and breaks[at][0] < end:
            cuts.append(breaks[at])
            at += 1
        cuts.append((end, end))
        time, speaks = label.time, labels.asks(label.name)
        for (_, after), (before, _) in pairwise(cuts):
            start, stop = _trimmed(text, after, before, bold=label.open_bold, slashes=slashes)
            if start < stop:
                yield Turn(n, start, stop, label.name, time, speaks)
                n, time = n + 1, None


def _unlabelled(text: str) -> Iterator[Turn]:
    breaks = dict(_breaks(text, 0, frozenset()))
    n = 1
    for line in _LINE.finditer(text):
        if line.start() not in breaks:
            start, stop = _trimmed(text, *line.span())
            if start < stop:
                yield Turn(n, start, stop)
                n += 1


def _breaks(text: str, start: int, named: frozenset[int]) -> list[tuple[int, int]]:
    """Lines that nobody said, from ``start`` on."""
    return [
        match.span()
        for match in _break().finditer(text, start)
        if match.start() not in named and (match["stage"] is None or labels.stages(match["stage"]))
    ]


@cache
def _break() -> re.Pattern[str]:
    tails = "|".join(re.escape(tail) for tail in labels.tails())
    return re.compile(_BREAK.replace("TAILS", tails), re.MULTILINE | re.VERBOSE)


def _trimmed(
    text: str, start: int, end: int, *, bold: bool = False, slashes: bool = False
) -> tuple[int, int]:
    piece = text[start:end]
    bare = piece.lstrip()
    start += len(piece) - len(bare)
    marks = " \t\n\u3000\\" if slashes else None
    bare = bare.rstrip(marks).rstrip()
    if bold and bare.endswith("**"):
        bare = bare.removesuffix("**").rstrip()
    return start, start + len(bare)
