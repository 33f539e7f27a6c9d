"""Cut a text at its labels into what each of them said."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from qualcode.turns import labels, stage
from qualcode.turns.shadow import EDGE, trimmed
from qualcode.turns.shapes import Label

if TYPE_CHECKING:
    from collections.abc import Iterator

    from qualcode.turns.front_matter import FrontMatter
    from qualcode.turns.stage import Break

_LINE = re.compile(r"[^\n]+")
_USUAL = 0.7
_TWICE = 2
_VOICE_END = "</v>"


class Piece(NamedTuple):
    """What somebody said without a break; ``name`` is ``""`` where nobody is named."""

    start: int
    end: int
    name: str
    time: str | None
    asks: bool = False


def labelled(text: str, found: list[Label], cuts: list[Break]) -> list[Piece]:
    """Return what was said under each label, in order; an empty turn is dropped."""
    slashes = any(label.backslash for label in found)
    ends = [*(label.line for label in found[1:]), len(text)]
    pieces: list[Piece] = []
    at = 0
    for label, end in zip(found, ends, strict=True):
        while at < len(cuts) and cuts[at].end <= label.line:
            at += 1
        inner = at
        while inner < len(cuts) and cuts[inner].start < end:
            inner += 1
        pieces += _said(text, label, end, cuts[at:inner], slashes=slashes)
        at = max(at, inner - 1)
    return pieces


def _said(
    text: str, label: Label, end: int, cuts: list[Break], *, slashes: bool
) -> Iterator[Piece]:
    for head in cuts:
        if head.kind in {"head", "report"} and head.start >= label.start:
            end = min(end, head.start)
    time: str | None = label.time
    for piece in stage.between(cuts, label.start, end):
        start, stop = _bare(text, *piece, label, slashes=slashes)
        if start < stop:
            yield Piece(start, stop, label.name, time, asks=label.key == "?")
            time = None


def _bare(text: str, start: int, end: int, label: Label, *, slashes: bool) -> tuple[int, int]:
    start, end = trimmed(text, start, end)
    if slashes:
        piece = text[start:end]
        end = start + len(piece.rstrip(EDGE + "\\"))
    if label.open_bold and text.endswith("**", start, end):
        start, end = trimmed(text, start, end - 2)
    if label.shape == "voice" and text.endswith(_VOICE_END, start, end):
        start, end = trimmed(text, start, end - len(_VOICE_END))
    return start, end


def once_asked(
    shadow: str, found: list[Label], cuts: list[Break], above: FrontMatter
) -> list[Label]:
    """Return questions without a label that named answers follow: they are of nobody named.

    Believed where none of the names asks, and most lines without a label are such questions.
    """
    if any(labels.asks(it.key) or above.legend.asks(it.key) for it in found):
        return []
    named = {it.line for it in found}
    hidden = {it.start for it in cuts}
    asked: list[Label] = []
    others = 0
    for group in _groups(shadow, above.end, named, hidden):
        first = next((n for n, line in enumerate(group) if _asks(line)), None)
        if first is None:
            others += 1
            continue
        line = group[first]
        asked.append(Label("alone", "", "?", None, line.start(), line.start(), speech=True))
    return asked if len(asked) >= max(_TWICE, _USUAL * (len(asked) + others)) else []


def _asks(line: re.Match[str]) -> bool:
    return labels.inquires(line.group().strip(EDGE + "*_"))


def _groups(
    shadow: str, start: int, named: set[int], hidden: set[int]
) -> Iterator[list[re.Match[str]]]:
    """Yield the lines without a label that stand straight before one."""
    group: list[re.Match[str]] = []
    for line in _LINE.finditer(shadow, start):
        if line.start() in named:
            if group:
                yield group
            group = []
        elif line.start() not in hidden and line.group().strip(EDGE):
            group.append(line)
