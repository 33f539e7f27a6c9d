"""Suggest from the codebook's own keywords and token patterns: nothing is learned.

The score is ``1 - 0.5 ** hits`` for the distinct words and phrases found: it ranks, it is no
probability. A keyword is searched as ``fold`` has it: whatever the case, the width, the form of
accents and what is not seen. It is searched as a substring, because Chinese words have no
borders; a Latin word or a number must stand for itself (``AI`` is not in ``MAIL`` nor ``AIGC``).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

import numpy as np
import numpy.typing as npt

from qualcode.model import Codebook, Evidence, Span
from qualcode.text import graphemes
from qualcode.text.fold import fold
from qualcode.text.tokens import LETTER, WITHIN

if TYPE_CHECKING:
    from qualcode.suggest.examples import Context, Example, Floats, Match, Training
    from qualcode.text.fold import Folded

Found = set[tuple[int, str]]
Needs = tuple[frozenset[str], ...]

_BETWEEN = "\x1e"
"""Stands between units that are searched in one pass; no keyword may hold it."""

_BORDER = f"(?!{WITHIN})"
_BEGINS, _ENDS = re.compile(f"[{LETTER}]"), re.compile(f"[{LETTER}]$")
_LITERAL = ("TEXT", "ORTH", "LOWER")
_MOST_HITS = 50
_ALONE = 0.5


@dataclass(frozen=True, slots=True, eq=False)
class Rules:
    """Keywords of each code as one expression, and the matcher of the token patterns.

    ``needs`` names for each pattern what a unit must hold to match: one word of every set.
    """

    codes: tuple[str, ...]
    keywords: tuple[re.Pattern[str] | None, ...]
    match: Match | None = None
    needs: tuple[Needs, ...] = ()
    name: ClassVar[str] = "rules"

    @classmethod
    def fit(
        cls, book: Codebook, _training: Training | None = None, context: Context | None = None
    ) -> Rules:
        """Compile the codebook; decisions of people change nothing here."""
        patterns = [pattern for code in book.codes for pattern in code.patterns]
        return cls(
            tuple(code.id for code in book.codes),
            tuple(_any_of(code.keywords) for code in book.codes),
            context.match if context and patterns else None,
            tuple(map(_needs, patterns)),
        )

    def score(self, units: Sequence[Example]) -> Floats:
        """Return ``1 - 0.5 ** hits`` for the distinct hits of each code in each unit."""
        hits = np.zeros((len(units), len(self.codes)))
        for column, found in enumerate(self.found(units)):
            rows = np.array([row for row, _ in found], dtype=np.intp)
            hits[:, column] = np.bincount(rows, minlength=len(units))
        return strength(hits)

    def explain(self, unit: Example, code_index: int) -> tuple[Evidence, ...]:
        """Return the first place of each distinct hit; the weight is its score alone."""
        first: dict[str, Evidence] = {}
        expression, said = self.keywords[code_index], fold(unit.text)
        for found in expression.finditer(said.text) if expression else ():
            _note(first, unit, "keyword", said.span(*found.span()))
        code = self.codes[code_index]
        for name, start, end in self._matches(unit):
            if name == code:
                _note(first, unit, "pattern", Span(start, end))
        return tuple(first.values())

    def found(self, units: Sequence[Example]) -> list[Found]:
        """Return for each code the distinct (row, text found as it is folded)."""
        joined = fold(_BETWEEN.join(unit.text for unit in units))
        starts = np.cumsum([0] + [len(unit.text) + 1 for unit in units])
        found = [_search(expression, joined, starts) for expression in self.keywords]
        if self.match is None:
            return found
        column = {code: i for i, code in enumerate(self.codes)}
        for row, unit in enumerate(units):
            for code, start, end in self._matches(unit):
                if code in column:
                    found[column[code]].add((row, fold(unit.text[start:end]).text))
        return found

    def _matches(self, unit: Example) -> Iterable[tuple[str, int, int]]:
        if self.match is None:
            return ()
        text = fold(unit.text).text
        for needs in self.needs:
            if all(any(word in text for word in words) for words in needs):
                return self.match(unit)
        return ()


def strength(hits: npt.ArrayLike) -> Floats:
    """Return the score of a number of distinct hits; beyond 50 it would round to 1."""
    score: Floats = 1.0 - _ALONE ** np.minimum(hits, _MOST_HITS)
    return score


def _note(first: dict[str, Evidence], unit: Example, kind: str, found: Span) -> None:
    key = fold(unit.text[found.start : found.end]).text
    if key not in first:
        whole = graphemes.snap(unit.text, found.start, found.end)
        start, end = whole.start, whole.end
        first[key] = Evidence(
            kind, unit.text[start:end], unit.start + start, unit.start + end, _ALONE
        )


def _search(
    expression: re.Pattern[str] | None, joined: Folded, starts: npt.NDArray[np.intp]
) -> set[tuple[int, str]]:
    """Return (row, text found) over all units in one pass: fifty times faster than one by one."""
    if expression is None:
        return set()
    hits = [(found.start(), found.group()) for found in expression.finditer(joined.text)]
    places = np.array([place for place, _ in hits], dtype=np.intp)
    if joined.offsets is not None:
        places = joined.offsets[places, 0]
    rows = np.searchsorted(starts, places, side="right") - 1
    return set(zip(rows.tolist(), (text for _, text in hits), strict=True))


def _any_of(words: Iterable[str]) -> re.Pattern[str] | None:
    """Return one expression for any of the words, folded, the longest first."""
    clean = {fold(word).text.strip() for word in words if _BETWEEN not in word} - {""}
    if not clean:
        return None
    ordered = sorted(clean, key=lambda word: (-len(word), word))
    return re.compile("|".join(map(_bordered, ordered)))


def _bordered(word: str) -> str:
    begins = _BORDER if _BEGINS.match(word) else ""
    return begins + re.escape(word) + (_BORDER if _ENDS.search(word) else "")


def _needs(pattern: Sequence[Mapping[str, Any]]) -> Needs:
    """Return the words of each token that a match must have, the rarest first by their length."""
    needed = [frozenset(w) for token in pattern if (w := _words_of(token))]
    return tuple(sorted(needed, key=lambda words: -min(map(len, words))))


def _words_of(token: Mapping[str, Any]) -> set[str]:
    """Return the words one of which a required token must be, none where it names none."""
    if str(token.get("OP", "1")) not in {"1", "+"}:
        return set()
    for attribute, value in token.items():
        if str(attribute).upper() not in _LITERAL:
            continue
        allowed = value.get("IN", ()) if isinstance(value, Mapping) else [value]
        words = {fold(str(word)).text for word in allowed}
        if words and "" not in words:
            return words
    return set()
