"""Shapes that many lines have who are no label: believed only where they explain the whole text.

A dash, a tab, a name alone on its line, a heading without a colon, bold words, ``Q.``, a cell:
each family is judged by how its labels come again, alternate, and stand over what reads like
speech; the one that explains most is the file's.
"""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING

from qualcode.turns import labels
from qualcode.turns.evidence import series
from qualcode.turns.shadow import EDGE, compared
from qualcode.turns.shapes import CLOCK, NAME, B, Label, Shape, made

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from qualcode.turns.front_matter import FrontMatter
    from qualcode.turns.reading import Style

_LEAD = rf"{B}*+(?:\d{{1,3}}(?:\.\d{{1,3}})*+[.、．)]{B}*+)?(?P<bold>\*\*|__)?+"
_BOLD = r"(?:\*\*|__)?"
_DASH = re.compile(rf"{_LEAD}{NAME}{_BOLD}(?:{B}*+--+{B}*+|{B}++-{B}*+|-{B}++){_BOLD}{B}*+")
_TAB = re.compile(rf"{_LEAD}{NAME}{_BOLD}[ ]*\t{B}*+")
_SEMICOLON = re.compile(rf"{_LEAD}{NAME}{B}*+[;；]{B}*+")
_HEADING = re.compile(
    rf"{B}{{0,3}}\#{{1,6}}{B}++{_BOLD}(?P<name>[^\n:#*]{{1,40}}?){B}*+{_BOLD}{B}*+$", re.MULTILINE
)
_BOLDED = re.compile(rf"{B}*+(?P<bold>\*\*|__)(?P<name>[^\n:*_]{{1,30}}?){B}*+(?:\*\*|__){B}*+")
_DOT = re.compile(
    rf"{B}*+(?P<name>[QAqaIRir]\d{{0,3}}|[问答問访訪]\d{{0,3}})(?P<mark>[.、,，]{B}*+|{B}++)(?=\S)"
)
_ALONE = re.compile(rf"{_LEAD}{NAME}{_BOLD}{B}*+$", re.MULTILINE)
_TIME_LINE = re.compile(rf"{B}*+[\[(]?(?P<time>{CLOCK})[\])]?{B}*+$", re.MULTILINE)
_LINE = re.compile(r"[^\n]+")
_ENDED = re.compile(r"[。？！?!.…；;”\"』」）)]\W*\Z")
_HAN_OR_WORD = re.compile(r"[\u3400-\u9fff]|\w+")
_ENOUGH = 3
_ESTABLISHED = 4
_TWICE = 2
_HALF = 0.5
_TURNING = 0.2  # somebody may have several labels in a row
_LONGEST_NAME = 24
_PIECE = 400

_PATTERNS: tuple[tuple[Shape, re.Pattern[str]], ...] = (
    ("heading", _HEADING),
    ("bold", _BOLDED),
    ("dash", _DASH),
    ("tab", _TAB),
    ("dot", _DOT),
    ("semicolon", _SEMICOLON),
    ("alone", _ALONE),
)


def best(text: str, shadow: str, head: FrontMatter, styles: Mapping[int, Style]) -> list[Label]:
    """Return the labels of the family that explains most of a text; empty where none does."""
    lines = [it for it in _LINE.finditer(shadow) if it.group().strip(EDGE)]
    families = [
        *(_of_shape(shape, pattern, text, lines) for shape, pattern in _PATTERNS),
        _bold_starts(text, lines, styles),
        _cells(text, lines, styles),
    ]
    believed = [_believed(found, text, head) for found in families if len(found) >= _TWICE]
    return max(believed, key=len, default=[])


def _of_shape(
    shape: Shape, pattern: re.Pattern[str], text: str, lines: list[re.Match[str]]
) -> list[Label]:
    found: list[Label] = []
    for n, line in enumerate(lines):
        match = pattern.match(line.string, line.start())
        if match is None or (label := made(shape, match, text, line.end(), apart=True)) is None:
            continue
        label = label._replace(shape=shape)
        if shape == "alone":
            after = lines[n + 1] if n + 1 < len(lines) else None
            if after is None or _ENDED.search(label.name):
                continue
            label = _with_time(label, after)
        if not label.speech and shape in {"dash", "tab", "dot", "semicolon"}:
            continue
        found.append(label)
    return _same_mark(found, lines[0].string) if shape == "dot" and found else found


def _with_time(label: Label, after: re.Match[str]) -> Label:
    """Return a name alone on its line with the time that stands alone on the next one."""
    time = _TIME_LINE.match(after.string, after.start())
    return label._replace(time=time["time"], start=time.end()) if time else label


def _same_mark(found: list[Label], shadow: str) -> list[Label]:
    """Return the labels that have the mark behind them that most have: ``Q.``, ``问、``."""
    marks = [shadow[it.start - 1] for it in found]
    usual = Counter(marks).most_common(1)[0][0]
    return [it for it, mark in zip(found, marks, strict=True) if mark == usual]


def _bold_starts(text: str, lines: list[re.Match[str]], styles: Mapping[int, Style]) -> list[Label]:
    """Return the lines that begin with a few bold words, as a name that needs no colon."""
    found: list[Label] = []
    for line in lines:
        style = styles.get(line.start())
        bold = line.start() + (style.bold if style else 0)
        if style and style.bold and bold < line.end() and style.bold <= _LONGEST_NAME:
            name = text[line.start() : bold].strip(EDGE + ":：-–—")
            found.append(Label("bold", name, compared(name), None, line.start(), bold, speech=True))
    return found


def _cells(text: str, lines: list[re.Match[str]], styles: Mapping[int, Style]) -> list[Label]:
    """Return the cells of a table's column of names, each before the cell of its speech."""
    rows: dict[tuple[int, int], list[tuple[int, re.Match[str]]]] = {}
    for line in lines:
        style = styles.get(line.start())
        if style and style.cell:
            rows.setdefault(style.cell[:2], []).append((style.cell.column, line))
    column = _name_column(list(rows.values()))
    found: list[Label] = []
    for row in rows.values():
        at = next((n for n, (cell, _) in enumerate(row) if cell == column), None)
        if at is None or at + 1 >= len(row):
            continue
        line = row[at][1]
        name = line.group()[: _LONGEST_NAME * 2].strip(EDGE + ":")
        start = row[at + 1][1].start()
        time = next(
            (m["time"] for _, it in row if (m := _TIME_LINE.match(it.string, it.start()))), None
        )
        while _TIME_LINE.match(line.string, start) and at + 2 < len(row):
            at += 1
            start = row[at + 1][1].start()
        name = text[line.start() : line.end()].strip(EDGE + ":：")
        first = row[0][1].start()
        found.append(Label("cell", name, compared(name), time, first, start, speech=True))
    return found


def _name_column(rows: list[list[tuple[int, re.Match[str]]]]) -> int | None:
    """Return the column with short values that come again and again, left of longer ones."""
    wide = [row for row in rows if len({column for column, _ in row}) >= _TWICE]
    if len(wide) < _TWICE:
        return None
    for column in range(2):
        values = [next((it.group() for at, it in row if at == column), "") for row in wide]
        short = sum(0 < len(it.strip(EDGE)) <= _LONGEST_NAME for it in values)
        named = sum(any(c.isalpha() for c in it) for it in values)
        again = len({compared(it) for it in values}) <= max(_TWICE, len(values) * 0.6)
        if short >= 0.8 * len(wide) and named >= 0.8 * len(wide) and again:
            return column
    return None


def _believed(found: list[Label], text: str, head: FrontMatter) -> list[Label]:
    """Return the labels of a family that are believed; none where it does not explain the text."""
    counts = Counter(it.key for it in found)
    kept = [it for it in found if _kept(it, counts, head)]
    keys = {it.key for it in kept}
    sure = any(labels.known(key) or head.legend.asks(key) is not None for key in keys)
    if len(keys) < _TWICE or len(kept) < (_ENOUGH if sure else _ESTABLISHED):
        return []
    if kept[0].shape == "dot" and len({labels.asks(key) for key in keys}) < _TWICE:
        return []
    turning = sum(one.key != two.key for one, two in pairwise(kept)) / (len(kept) - 1)
    spoken = sum(_reads_like_speech(it) for it in _pieces(kept, text)) / len(kept)
    return kept if turning >= _TURNING and spoken >= _HALF else []


def _kept(label: Label, counts: Counter[str], head: FrontMatter) -> bool:
    if label.line < head.end or label.line in head.lines or labels.refused(label.key):
        return False
    if len(label.name) > _LONGEST_NAME or labels.appoints(label.key):
        return False
    if labels.known(label.key) or head.legend.asks(label.key) is not None:
        return True
    stem = series(label.key)
    alike = sum(series(key) == stem for key in counts) if stem is not None else 0
    return counts[label.key] >= _TWICE or alike >= _ENOUGH


def _pieces(kept: list[Label], text: str) -> Iterator[str]:
    ends = [*(it.line for it in kept[1:]), len(text)]
    for label, end in zip(kept, ends, strict=True):
        yield text[label.start : min(end, label.start + _PIECE)].strip(EDGE)


def _reads_like_speech(piece: str) -> bool:
    """Say whether words end as a sentence does, or are more than a name or a value."""
    return bool(piece) and (
        bool(_ENDED.search(piece)) or len(_HAN_OR_WORD.findall(piece)) > _ENOUGH
    )
