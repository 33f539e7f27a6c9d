"""Values that are one, though written differently: width, form, invisible characters, numbers."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, NamedTuple

from qualcode.text.fold import UNSEEN, folded

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d{1,3})?", re.ASCII)
LOGICAL = frozenset({"true", "false", "yes", "no"})
"""Words whose letter case says nothing; of all others it does."""
LETTERS = frozenset({"t", "f", "y", "n"})
"""The same, but only in a table that holds nothing else, or marks of missing ratings."""
MISSING_MARKS = frozenset({"na", "n/a", "nan", "null", "-", "--", ".", "?", "missing"})
"""Words that often stand for a missing rating, and are none here."""
BETWEEN = re.compile("[;；]")
EMPTY_SET = ";"
"""A cell that says: rated, and none of the codes; between codes the sign separates them."""

Key = tuple[int, float, str]


class Spelling(NamedTuple):
    """The words that stand for what was written, and which ways of writing became one.

    ``words`` has the word for everything that was written, ``""`` for what holds invisible
    characters only; ``joined`` holds, word by word, the ways in which it was written where there
    are several.
    """

    words: dict[str, str]
    joined: tuple[tuple[str, ...], ...] = ()

    def cell(self, cell: str) -> str:
        """Return the word of a cell."""
        return self.words.get(cell, cell)


def key(word: str, letters: frozenset[str] = frozenset()) -> Key:
    """Return what two values have in common when they are one: a number, or words without case.

    Numbers come before words. ``letters`` are single letters whose case says nothing.
    """
    plain = folded(word, case=False)
    if NUMBER.fullmatch(plain):
        return (0, float(plain) + 0.0, "")
    low = plain.casefold()
    return (1, 0.0, low if low in LOGICAL or low in letters else plain)


def letters_of(words: Iterable[str]) -> frozenset[str]:
    """Return the letters that stand for yes and no, where a table holds no other values."""
    found = {folded(word) for word in words} - {"", *MISSING_MARKS}
    return LETTERS if found <= LETTERS else frozenset()


def spelling(written: Iterable[str], *, sets: bool = False) -> Spelling:
    """Return one word for every value; the first that was written is the one that is shown.

    With ``sets`` a cell holds codes between ``;``, and each code is a value.
    """
    cells = list(dict.fromkeys(written))
    parts = [part for cell in cells for part in (_codes(cell) if sets else (cell,))]
    letters = letters_of(parts)
    groups: dict[Key, dict[str, None]] = {}
    for part in parts:
        groups.setdefault(key(part, letters), {})[part] = None
    shown = {each: folded(next(iter(group)), case=False) for each, group in groups.items()}
    joined = tuple(tuple(group) for each, group in groups.items() if len(group) > 1 and shown[each])
    if sets:
        words = {cell: _set_word(cell, shown, letters) for cell in cells}
    else:
        words = {cell: shown[key(cell, letters)] for cell in cells}
    return Spelling(words, joined)


def visible(text: str) -> str:
    """Return text with what cannot be seen in it written out, for a note."""
    return "".join(_seen(text))


def pairs(joined: Iterable[tuple[str, ...]]) -> list[str]:
    """Return for every value the ways in which it was written, for a note."""
    return [" = ".join(map(visible, group)) for group in joined]


def _codes(cell: str) -> list[str]:
    return [part.strip() for part in BETWEEN.split(cell) if part.strip()]


def _set_word(cell: str, shown: dict[Key, str], letters: frozenset[str]) -> str:
    codes = list(filter(None, (shown[key(part, letters)] for part in _codes(cell))))
    marked = EMPTY_SET if BETWEEN.search(cell) and len(codes) < 2 else ""
    return f"{EMPTY_SET} ".join(codes) + marked


def _seen(text: str) -> Iterator[str]:
    for c in text:
        hidden = not c.isprintable() or unicodedata.category(c) in ("Mn", "Me")
        yield f"<U+{ord(c):04X}>" if hidden or c in UNSEEN else c
