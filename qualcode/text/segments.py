"""Cut turns into the units that are read and counted: turns, sentences, paragraphs."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from qualcode.model import Span, Unit

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from qualcode.model import Turn, UnitKind

_STOPS = "。！？!?；;…⋯｡‼⁇⁈⁉"
_CLOSERS = "”’」』）)】》〉〕］\\]｝}»›"
_JOINERS = "\u0300-\u036f\u200d\u20d0-\u20ff\ufe00-\ufe0f\U000e0020-\U000e007f"
# The first class lets the engine skip to the next character of interest at full speed.
_BOUNDARY = re.compile(
    rf"""[\nh&.．{_STOPS}]
    (?: (?<=[{_STOPS}]) (?P<stop> [{_STOPS}{_CLOSERS}{_JOINERS}]*+ (?![，、,：:]) )
      | (?<=[.．]) (?P<dot> (?:\.{{2,}}+ [{_STOPS}{_CLOSERS}]*+ | [{_CLOSERS}"']*+ (?=\s|\Z)) )
      | (?<=\n) (?P<line>)
      | (?<=h) ttps?:// [^\s，。！？；、）」』”】》]*+
      | (?<=&) \#?[a-zA-Z0-9]{{2,8}}+;
    )""",
    re.VERBOSE,
)
_LOOK_BACK = 24
_LAST_WORD = re.compile(r"[A-Za-z.]*\Z")
_ABBREVIATIONS = re.compile(
    r"al|approx|ca|cf|dept|dr|fig|inc|jr|ltd|mrs?|ms|no|pp?|prof|rev|sr|st|vol|vs"
)
_LINE = re.compile(r"[^\n]+")
_WORD = re.compile(r"[^\W_]")


def sentences(text: str, start: int, end: int) -> list[Span]:
    """Return the sentences of ``text[start:end]`` without the white space around them.

    Closing quotation marks and brackets stay with their sentence, and a line end is an end.
    A piece that has no word in it belongs to the sentence before it, or to the first one.
    """
    return [Span(*it) for it in _sentences(text, start, end)]


def paragraphs(text: str, start: int, end: int) -> list[Span]:
    """Return the lines of ``text[start:end]`` that have words, as ``sentences`` does."""
    return [Span(*it) for it in _paragraphs(text, start, end)]


def units(text: str, turns: Sequence[Turn], kind: UnitKind) -> list[Unit]:
    """Return the units of one kind, in order, each inside one turn.

    The interviewer's units are there but out of the frame.
    """
    return [Unit(kind, *it) for it in unit_rows(text, turns, kind)]


def unit_rows(text: str, turns: Sequence[Turn], kind: UnitKind) -> list[tuple[int, int, int, bool]]:
    """Return what ``units`` does as bare values: number, start, end, whether in the frame."""
    if kind == "bracket":
        raise ValueError("bracket units come from a coder's brackets, not from the text")
    cut = {"turn": _whole, "sentence": _sentences, "paragraph": _paragraphs}[kind]
    rows: list[tuple[int, int, int, bool]] = []
    for turn in turns:
        framed = not turn.asks
        pieces = enumerate(cut(text, turn.start, turn.end), start=len(rows) + 1)
        rows += [(n, start, end, framed) for n, (start, end) in pieces]
    return rows


def _whole(_text: str, start: int, end: int) -> list[tuple[int, int]]:
    return [(start, end)]


def _sentences(text: str, start: int, end: int) -> list[tuple[int, int]]:
    return _with_words(text, _sentence_pieces(text, start, end))


def _paragraphs(text: str, start: int, end: int) -> list[tuple[int, int]]:
    lines = _LINE.finditer(text, start, end)
    return _with_words(text, (line.span() for line in lines))


def _sentence_pieces(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    begin = start
    for match in _BOUNDARY.finditer(text, start, end):
        kind = match.lastgroup
        if kind is None or (kind == "dot" and _abbreviates(text, begin, match.start())):
            continue
        stop = match.end()
        # A straight quotation mark closes what was opened in the same sentence.
        if text[stop : min(stop + 1, end)] == '"' and text.count('"', begin, stop) % 2:
            stop += 1
        yield begin, stop
        begin = stop
    yield begin, end


def _abbreviates(text: str, begin: int, dot: int) -> bool:
    before = text[max(begin, dot - _LOOK_BACK) : dot].strip()
    if before.isdecimal() and dot - begin < _LOOK_BACK:
        return True
    match = _LAST_WORD.search(before)
    word = match.group().casefold() if match else ""
    return len(word) == 1 or "." in word.rstrip(".") or bool(_ABBREVIATIONS.fullmatch(word))


def _with_words(text: str, pieces: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    waiting: int | None = None
    for begin, stop in pieces:
        piece = text[begin:stop]
        bare = piece.lstrip()
        if not bare:
            continue
        first = stop - len(bare)
        last = first + len(bare.rstrip())
        if _has_word(bare):
            found.append((first if waiting is None else waiting, last))
            waiting = None
        elif found:
            found[-1] = (found[-1][0], last)
        elif waiting is None:
            waiting = first
    return found


def _has_word(piece: str) -> bool:
    if _WORD.search(piece):
        return True
    # Emoji, and rare ideographs that a font keeps in the private area or Python does not know yet.
    return any(unicodedata.category(character) in {"So", "Co", "Cn"} for character in piece)
