"""Turn units into numbers: character 1-3-grams, 1-2-grams of words, and what a unit means.

Chinese has no spaces, so the words come with the unit (``Example.words``). A gram weighs
``(1 + ln count) · (ln((1 + units) / (1 + units with it)) + 1)``; each half has unit length.
Meanings are sentence embeddings, seen from the middle of the pool along its principal axes.
All of it is learned from the pool without any label, once for every fold. A 3-gram of characters
is one whole number (21 bits each), so a million of them are sorted at once.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import chain
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qualcode.suggest.examples import Context, Encode, Example, Floats, Vectors

Integers = npt.NDArray[np.intp]
Grams = tuple[Integers, npt.NDArray[np.uint64]]
"""The row and the key of every gram that occurs, as often as it occurs."""

AXES = 64
"""As many axes of meaning are kept: on labelled text 64 to 512 ranked alike, and few are quick."""

_SIZES = (1, 2, 3)
_CHARACTER = 21
_WORD = 32
_MANY = 2_000
_FLAT = 1e-6


class Lexicon(dict[str, int]):
    """Number words in any case; 0 is what is no word, such as punctuation."""

    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = [""]

    def __missing__(self, word: str) -> int:
        lower = word.lower()
        if not any(map(str.isalnum, word)):
            number = 0
        elif lower != word:
            number = self[lower]
        else:
            number = len(self.words)
            self.words.append(word)
        self[word] = number
        return number


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Vocabulary:
    """The grams of one half in the order of their keys, how rare each is, and which have columns.

    In a large pool a gram of a single unit has no column, but counts in the unit's length.
    """

    keys: npt.NDArray[np.uint64]
    rarity: Floats
    kept: Integers

    @classmethod
    def fit(cls, grams: Grams, units: int) -> tuple[Vocabulary, Any]:
        """Learn the grams of the pool; return the pool's matrix too."""
        keys, places = np.unique(grams[1], return_inverse=True)
        counts = _counted(grams[0], places, (units, len(keys)))
        having = np.bincount(counts.indices, minlength=len(keys))
        rarity = np.log((1 + units) / (1 + having)) + 1
        kept = np.flatnonzero(having >= (2 if units >= _MANY else 1))
        fitted = cls(keys, rarity, kept)
        return fitted, fitted.weigh(counts, units)

    def transform(self, grams: Grams, pool: int, units: int) -> Any:
        """Return units × columns; a gram that the pool lacks only counts in the unit's length."""
        strange = len(self.keys)
        places = np.searchsorted(self.keys, grams[1])
        known = np.zeros(len(places), dtype=bool)
        if strange:
            known = self.keys[np.minimum(places, strange - 1)] == grams[1]
        others, numbers = np.unique(grams[1][~known], return_inverse=True)
        places[~known] = strange + numbers
        return self.weigh(_counted(grams[0], places, (units, strange + len(others))), pool)

    def weigh(self, counts: Any, pool: int) -> Any:
        """Weigh counts by rarity, scale each row to unit length, and keep the columns."""
        from scipy.sparse import csr_matrix

        strange = counts.shape[1] - len(self.keys)
        rarity = np.append(self.rarity, np.full(strange, np.log(1 + pool) + 1))
        data = (1 + np.log(counts.data)) * rarity[counts.indices]
        rows = np.repeat(np.arange(counts.shape[0]), np.diff(counts.indptr))
        lengths = np.sqrt(np.bincount(rows, data**2, minlength=counts.shape[0]))
        data /= lengths[rows]
        return csr_matrix((data, counts.indices, counts.indptr), counts.shape)[:, self.kept]


@dataclass(frozen=True, eq=False, repr=False)
class Space:
    """The pool's vocabularies and axes; ``words`` is ``None`` where no unit came with words."""

    pool: Sequence[Example]
    lexicon: Lexicon
    characters: Vocabulary
    words: Vocabulary | None
    encode: Encode | None
    centre: Vectors
    axes: Vectors
    pool_grams: Any
    pool_said: Vectors
    known: dict[int, int]
    said_grams: dict[int, tuple[str, ...]] = field(default_factory=dict)

    @classmethod
    def fit(cls, pool: Sequence[Example], encode: Encode | None) -> Space:
        """Learn from the pool; its own rows are kept, so that they are made only once."""
        from scipy.sparse import hstack

        lexicon = Lexicon()
        characters, left = Vocabulary.fit(character_grams([e.text for e in pool]), len(pool))
        words, halves = None, [left]
        if any(unit.words for unit in pool):
            words, right = Vocabulary.fit(word_grams(pool, lexicon), len(pool))
            halves.append(right)
        grams = hstack(halves, format="csr")
        said = np.zeros((len(pool), 0), np.float32)
        if encode is not None and pool:
            said = encode([unit.text for unit in pool])
        centre, axes = _axes(said)
        known = {unit.unit_id: row for row, unit in enumerate(pool)}
        return cls(pool, lexicon, characters, words, encode, centre, axes, grams, said, known)

    @property
    def columns(self) -> int:
        """How many columns the grams have."""
        return len(self.characters.kept) + (len(self.words.kept) if self.words else 0)

    def rows(self, units: Sequence[Example]) -> Integers:
        """Return the row of each unit in the pool, -1 where it is not in it."""
        found = [self.known.get(unit.unit_id, -1) for unit in units]
        same = [row >= 0 and self.pool[row] == unit for row, unit in zip(found, units, strict=True)]
        return np.where(same, found, -1).astype(np.intp)

    def grams(self, units: Sequence[Example]) -> Any:
        """Return units × columns as a sparse matrix: characters, then words."""
        from scipy.sparse import hstack

        texts = [unit.text for unit in units]
        halves = [self.characters.transform(character_grams(texts), len(self.pool), len(units))]
        if self.words is not None:
            grams = word_grams(units, self.lexicon)
            halves.append(self.words.transform(grams, len(self.pool), len(units)))
        return hstack(halves, format="csr")

    def wording(self, texts: Sequence[str]) -> Any:
        """Return texts × the columns of character grams."""
        return self.characters.transform(character_grams(texts), len(self.pool), len(texts))

    def said(self, texts: Sequence[str]) -> Vectors:
        """Return the embeddings of texts, without columns where there is no encoder."""
        if self.encode is None or not texts:
            return np.zeros((len(texts), 0), np.float32)
        return self.encode(texts)

    def row(self, unit: Example) -> int:
        """Return the row of one unit in the pool, -1 where it is not in it."""
        row = self.known.get(unit.unit_id, -1)
        return row if row >= 0 and self.pool[row] == unit else -1

    def one(self, unit: Example) -> tuple[Integers, Floats]:
        """Return the columns and values of one unit's grams."""
        row, grams = self.row(unit), self.pool_grams
        if row < 0:
            row, grams = 0, self.grams([unit])
        inside = slice(grams.indptr[row], grams.indptr[row + 1])
        return grams.indices[inside], grams.data[inside]

    def vector(self, unit: Example) -> Any:
        """Return one unit's embedding, without an encoder its character grams."""
        if self.encode is None:
            return self.wording([unit.text])
        row = self.row(unit)
        return self.pool_said[row : row + 1] if row >= 0 else self.said([unit.text])

    def along(self, said: Vectors) -> Vectors:
        """Return embeddings seen from the pool's middle along its axes; zeros stay zeros."""
        if not self.axes.size:
            return np.zeros((len(said), 0), np.float32)
        spoken: npt.NDArray[np.bool_] = np.any(said, axis=1)
        centred = _scaled(said - self.centre) * spoken[:, None]
        seen: Vectors = centred @ self.axes
        return seen

    def gram(self, column: int) -> tuple[str, ...]:
        """Return what a column counts: one run of characters, or "" and one or two words."""
        if column not in self.said_grams:
            self.said_grams[column] = self._gram(column)
        return self.said_grams[column]

    def _gram(self, column: int) -> tuple[str, ...]:
        if column < len(self.characters.kept):
            key = int(self.characters.keys[self.characters.kept[column]])
            return ("".join(_unpacked(key, _CHARACTER, lambda n: chr(n - 1))),)
        assert self.words is not None, "without words there are no such columns"
        place = self.words.kept[column - len(self.characters.kept)]
        words = self.lexicon.words
        return ("", *_unpacked(int(self.words.keys[place]), _WORD, lambda n: words[n]))


def character_grams(texts: Sequence[str]) -> Grams:
    """Return the 1-3-grams of characters; the NUL character is 1, nothing is 0."""
    codes = [np.frombuffer(lower(t).encode("utf-32-le", "surrogatepass"), "<u4") for t in texts]
    rows = np.repeat(np.arange(len(texts)), [len(code) for code in codes])
    flat = np.concatenate([np.zeros(0, "<u4"), *codes]).astype(np.uint64) + np.uint64(1)
    where, keys = [], []
    for size in _SIZES[: len(flat)]:
        last = len(flat) - size + 1
        inside = rows[:last] == rows[size - 1 :]
        key = flat[:last].copy()
        for place in range(1, size):
            key |= flat[place : last + place] << np.uint64(place * _CHARACTER)
        where.append(rows[:last][inside])
        keys.append(key[inside])
    return _joined(where, keys)


def word_grams(units: Sequence[Example], lexicon: Lexicon) -> Grams:
    """Return the 1-2-grams of words; punctuation is no word and nothing pairs across it."""
    said = chain.from_iterable(unit.words for unit in units)
    numbers = np.fromiter(map(lexicon.__getitem__, said), dtype=np.uint64)
    rows = np.repeat(np.arange(len(units)), [len(unit.words) for unit in units])
    spoken = numbers > 0
    pairs = spoken[:-1] & spoken[1:] & (rows[:-1] == rows[1:])
    key = numbers[:-1] | (numbers[1:] << np.uint64(_WORD))
    return _joined([rows[spoken], rows[:-1][pairs]], [numbers[spoken], key[pairs]])


def word_spans(unit: Example) -> list[tuple[int, int]]:
    """Return where each word stands, from the unit's start; (-1, -1) for a word not found."""
    text, spans, cursor = lower(unit.text), [], 0
    for word in unit.words:
        start = text.find(word.lower(), cursor)
        if start < 0:
            spans.append((-1, -1))
            continue
        cursor = start + len(word)
        spans.append((start, cursor))
    return spans


def lower(text: str) -> str:
    """Return the text in lower case, itself where that would move a position."""
    small = text.lower()
    return small if len(small) == len(text) else text


def _joined(rows: list[Integers], keys: list[npt.NDArray[np.uint64]]) -> Grams:
    none = np.zeros(0, np.intp), np.zeros(0, np.uint64)
    return np.concatenate([none[0], *rows]), np.concatenate([none[1], *keys])


def _counted(rows: Integers, columns: Integers, shape: tuple[int, int]) -> Any:
    from scipy.sparse import csr_matrix

    return csr_matrix((np.ones(len(rows)), (rows, columns)), shape=shape)


def _unpacked(key: int, bits: int, said: Any) -> list[str]:
    parts = chain([key], (key >> bits * place for place in range(1, 64 // bits)))
    return [said(part & ((1 << bits) - 1)) for part in parts if part]


def _scaled(rows: Vectors) -> Vectors:
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    scaled: Vectors = np.divide(rows, lengths, out=np.zeros_like(rows), where=lengths > 0)
    return scaled


def _axes(said: Vectors) -> tuple[Vectors, Vectors]:
    """Return the middle of embeddings and their principal axes (dimensions × axes)."""
    spoken = said[said.any(axis=1)]
    if not len(spoken):
        return np.zeros(said.shape[1], np.float32), np.zeros((said.shape[1], 0), np.float32)
    centre = spoken.mean(axis=0)
    centred = _scaled(spoken - centre)
    sizes, axes = np.linalg.eigh((centred.T @ centred).astype(np.float64))
    large = np.flatnonzero(sizes > _FLAT * max(float(sizes[-1]), _FLAT))[-AXES:][::-1]
    return centre, np.ascontiguousarray(axes[:, large], dtype=np.float32)


def space_of(context: Context) -> Space:
    """Return the units of a context's pool as numbers, made the first time."""
    return context.once("space", None, lambda: Space.fit(context.pool, context.encode))
