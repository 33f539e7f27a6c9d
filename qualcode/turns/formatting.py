"""Who speaks where nobody is named: what is bold, coloured, counted, or behind a soft break."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from qualcode.turns import labels
from qualcode.turns.shadow import EDGE, trimmed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from qualcode.turns.reading import Style
    from qualcode.turns.stage import Break

_LINE = re.compile(r"[^\n]+")
_WHOLE_BOLD = re.compile(r"\s*(?:[-*+]\s+|\d{1,3}[.、)]\s*)?(\*\*|__)(?!\s).+\1[\s\\]*\Z")
_NUMBERED = re.compile(
    r"[ \t]*(?:[（(]?\d{1,3}[.、．)）]|Q\d{1,3}\b|[一二三四五六七八九十]{1,3}、)"
)
_MARKS = "*_"
_TWICE = 2
_ASKED = 0.5
_APART = 0.3
_BALANCED = 0.6


class StyledLine(NamedTuple):
    """A line with words, and how it looks."""

    start: int
    end: int
    words: str
    style: Style | None


class StyledTurn(NamedTuple):
    """A turn of nobody named: where it stands, and whether it asks."""

    start: int
    end: int
    asks: bool


class ByFormat(NamedTuple):
    """The turns that the look of the lines tells apart, with titles among them, and how surely."""

    turns: tuple[StyledTurn, ...]
    titles: tuple[tuple[int, int], ...]
    confidence: float


def lines(
    text: str, start: int, cuts: list[Break], styles: Mapping[int, Style]
) -> list[StyledLine]:
    """Return the lines with words from ``start`` on that no cut covers."""
    covered = {it.start for it in cuts}
    return [
        StyledLine(*it.span(), it.group().strip(EDGE), styles.get(it.start()))
        for it in _LINE.finditer(text, start)
        if it.group().strip(EDGE) and it.start() not in covered
    ]


def by_format(found: list[StyledLine]) -> ByFormat | None:
    """Return the turns of a text in which questions look otherwise than answers; else ``None``."""
    readings = [it for look in _LOOKS if (it := _read(found, look))]
    return max(readings, key=lambda it: it.confidence, default=None)


def _bold(line: StyledLine) -> bool:
    if line.style and line.style.bold >= len(line.words) * 0.9:
        return True
    return bool(_WHOLE_BOLD.match(line.words))


def _coloured(line: StyledLine) -> bool:
    return bool(line.style and line.style.colour)


def _counted(line: StyledLine) -> bool:
    return bool(line.style and line.style.numbered) or bool(_NUMBERED.match(line.words))


def _soft(line: StyledLine) -> bool:
    return bool(line.style and line.style.soft)


def _headed(line: StyledLine) -> bool:
    return bool(line.style and line.style.heading)


_LOOKS: tuple[Callable[[StyledLine], bool], ...] = (_bold, _coloured, _counted, _soft, _headed)


def _read(found: list[StyledLine], look: Callable[[StyledLine], bool]) -> ByFormat | None:
    groups = list(_groups(found, look))
    sides = {side: [lines for it, lines in groups if it == side] for side in (True, False)}
    if min(len(sides[True]), len(sides[False])) < _TWICE:
        return None
    share = {side: _asked(sides[side]) for side in sides}
    asker = max(share, key=lambda side: share[side])
    if share[asker] < _ASKED or share[asker] - share[not asker] < _APART:
        return None
    turns, titles = _turned(groups, asker)
    questions = sum(it.asks for it in turns)
    if questions < _TWICE or min(questions, len(turns) - questions) < _BALANCED * questions:
        return None
    sure = min(
        0.99, 0.6 + share[asker] * (1 - share[not asker]) * (1 - 1 / (1 + questions)) / 2 + 0.1
    )
    return ByFormat(tuple(turns), tuple(titles), sure)


def _groups(
    found: list[StyledLine], look: Callable[[StyledLine], bool]
) -> Iterator[tuple[bool, list[StyledLine]]]:
    group: list[StyledLine] = []
    for line in found:
        if group and look(group[-1]) != look(line):
            yield look(group[-1]), group
            group = []
        group.append(line)
    if group:
        yield look(group[-1]), group


def asks(line: StyledLine) -> bool:
    """Say whether a line asks for something."""
    return labels.inquires(line.words.strip(_MARKS + EDGE))


def _asked(groups: list[list[StyledLine]]) -> float:
    return sum(any(map(asks, group)) for group in groups) / len(groups)


def _turned(
    groups: list[tuple[bool, list[StyledLine]]], asker: bool
) -> tuple[list[StyledTurn], list[tuple[int, int]]]:
    """Return turns and titles: nobody speaks before the first question, nor in a bold title."""
    turns: list[StyledTurn] = []
    titles: list[tuple[int, int]] = []
    for side, group in groups:
        asking = side == asker
        spoken = _without_titles(group) if asking else group
        if not turns and not (asking and any(map(asks, group))):
            spoken = []
        titles += [(it.start, it.end) for it in group if it not in spoken]
        if spoken:
            turns.append(StyledTurn(spoken[0].start, spoken[-1].end, asking))
    return turns, titles


def _without_titles(group: list[StyledLine]) -> list[StyledLine]:
    """Return a group of questions from the first line on that asks, a title before it left out."""
    first = next((n for n, it in enumerate(group) if asks(it) or _counted(it)), 0)
    return group[first:]


def bare(text: str, start: int, end: int) -> tuple[int, int]:
    """Return a turn without the Markdown marks around it."""
    start, end = trimmed(text, start, end)
    for mark in ("**", "__"):
        if (
            text.startswith(mark, start)
            and text.endswith(mark, start + 4, end)
            and "\n" not in text[start:end]
        ):
            return trimmed(text, start + 2, end - 2)
    return start, end
