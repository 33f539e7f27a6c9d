"""Turn units into numbers: TF-IDF of character 1-3-grams beside that of 1-2-grams of words.

Chinese has no spaces, so the words come with the unit (``Example.words``). Each half has unit
length. Lower-casing never moves a position.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from qualcode.suggest.examples import Example, Floats

_SIZES = (1, 2, 3)

Gram = tuple[str, int, int]
"""A gram with its place in the unit, (-1, -1) where it has none."""


class Feature(NamedTuple):
    """A feature of one unit: its column, its value and its first place (from the unit's start)."""

    column: int
    value: float
    start: int
    end: int


@dataclass(frozen=True, slots=True, eq=False)
class Vocabulary:
    """One half of the features: its vectorizer (scikit-learn has no types) and its columns."""

    vectorizer: Any
    columns: dict[str, int]
    rarity: Floats

    @classmethod
    def fit(
        cls, analyzer: Callable[[Example], list[str]], units: Sequence[Example]
    ) -> tuple[Vocabulary, Any]:
        """Learn the grams of the units and how rare they are; return their matrix too."""
        from sklearn.feature_extraction.text import TfidfVectorizer

        vectorizer = TfidfVectorizer(analyzer=analyzer)
        matrix = vectorizer.fit_transform(units)
        return cls(vectorizer, vectorizer.vocabulary_, vectorizer.idf_), matrix

    def weigh(self, grams: Sequence[Gram], offset: int = 0) -> list[Feature]:
        """Return the known grams of one unit as features; each is placed where it is first."""
        counts: dict[str, int] = {}
        first: dict[str, tuple[int, int]] = {}
        for gram, start, end in grams:
            if gram in self.columns:
                counts[gram] = counts.get(gram, 0) + 1
                first.setdefault(gram, (start, end))
        raw = {gram: n * float(self.rarity[self.columns[gram]]) for gram, n in counts.items()}
        length = math.hypot(*raw.values()) or 1.0
        return [Feature(offset + self.columns[g], v / length, *first[g]) for g, v in raw.items()]


@dataclass(frozen=True, slots=True, eq=False)
class Features:
    """Both vocabularies; ``words`` is ``None`` where no unit came with words."""

    characters: Vocabulary
    words: Vocabulary | None

    @classmethod
    def fit(cls, units: Sequence[Example]) -> tuple[Features, Any]:
        """Learn both vocabularies from these units alone; return the units' matrix too."""
        from scipy.sparse import hstack

        characters, left = Vocabulary.fit(_character_grams, units)
        if not any(_word_grams(unit) for unit in units):
            return cls(characters, None), left.tocsr()
        words, right = Vocabulary.fit(_word_grams, units)
        return cls(characters, words), hstack([left, right], format="csr")

    def matrix(self, units: Sequence[Example]) -> Any:
        """Return units × columns as a sparse matrix."""
        from scipy.sparse import hstack

        halves = [half for half in (self.characters, self.words) if half is not None]
        return hstack([half.vectorizer.transform(units) for half in halves], format="csr")

    def of(self, unit: Example) -> list[Feature]:
        """Return the features of one unit with their places; the values are the matrix's."""
        text = _lower(unit.text)
        grams = [(text[i : i + n], i, i + n) for n in _SIZES for i in range(len(text) - n + 1)]
        found = self.characters.weigh(grams)
        if self.words is None:
            return found
        placed = zip(map(str.lower, unit.words), word_spans(unit), strict=True)
        words = [(word, start, end) for word, (start, end) in placed]
        spoken = [word for word in words if _spoken(word[0])]
        pairs = [
            (f"{a} {b}", start, end)
            for (a, start, _), (b, _, end) in pairwise(words)
            if _spoken(a) and _spoken(b)
        ]
        return found + self.words.weigh(spoken + pairs, len(self.characters.columns))


def word_spans(unit: Example) -> list[tuple[int, int]]:
    """Return where each word stands, from the unit's start; (-1, -1) for a word not found."""
    text, spans, cursor = _lower(unit.text), [], 0
    for word in unit.words:
        start = text.find(word.lower(), cursor)
        if start < 0:
            spans.append((-1, -1))
            continue
        cursor = start + len(word)
        spans.append((start, cursor))
    return spans


def _character_grams(unit: Example) -> list[str]:
    text = _lower(unit.text)
    return [text[i : i + n] for n in _SIZES for i in range(len(text) - n + 1)]


def _word_grams(unit: Example) -> list[str]:
    words = [word.lower() for word in unit.words]
    spoken = [_spoken(word) for word in words]
    pairs = [
        f"{a} {b}"
        for (a, said), (b, also) in pairwise(zip(words, spoken, strict=True))
        if said and also
    ]
    return [word for word, said in zip(words, spoken, strict=True) if said] + pairs


def _spoken(word: str) -> bool:
    """Return whether a token is a word and not punctuation."""
    return word.isalnum() or any(map(str.isalnum, word))


def _lower(text: str) -> str:
    lower = text.lower()
    return lower if len(lower) == len(text) else text
