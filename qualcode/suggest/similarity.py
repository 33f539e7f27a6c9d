"""Suggest before anybody has coded: how near a unit is to what the codebook says of each code.

Nearness has three parts, in logits: the embedding's cosine with the code (its whole definition,
sentences, keywords and examples), the cosine of character grams, and the keywords and patterns
found, ``ln(1 + sum of their rarities)``. The cosines are compared with what is usual in the pool.
The score is a similarity: it ranks, and it is no probability.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple

import numpy as np

from qualcode.model import Evidence
from qualcode.suggest.description import Description, language_of, meanings
from qualcode.suggest.examples import Context, Example
from qualcode.suggest.features import Space, space_of
from qualcode.suggest.reasons import reasons
from qualcode.suggest.rules import Rules
from qualcode.text.fold import fold

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qualcode.model import Codebook
    from qualcode.suggest.examples import Floats, Training, Vectors
    from qualcode.suggest.rules import Found

SHIFT = 2.0
"""Nearness of this many logits is worth showing: about one unit in ten has it for a code."""

WORDING = 1.0
"""A deviation of the wording's cosine counts so many logits, as many as one of the meaning's."""

WORDING_ALONE = 1.2
"""The same where there are no embeddings."""

_PRIOR = 300
_PRIOR_HITS = 6
_CARRIES = 1.0
_LEAST_SPREAD = 4
_COSINE_OF_MEANING = (0.25, 0.10)
_COSINE_OF_WORDING = (0.04, 0.04)


class Usual(NamedTuple):
    """What is usual of each code in the pool: mean and deviation.

    A few passages are no sample of what is usual: as if 300 more had been seen, each code is
    drawn towards the mean and the deviation of all codes together.
    """

    mean: Floats
    deviation: Floats

    @classmethod
    def of(cls, values: Floats, otherwise: tuple[float, float]) -> Usual:
        """Learn from units × codes; ``otherwise`` is usual where there is no unit.

        A code of which nobody says a word hardly varies: a quarter of ``otherwise`` is the least.
        """
        if not values.size:
            mean, deviation = (np.full(values.shape[1], value) for value in otherwise)
            return cls(mean, deviation)
        weight = len(values) / (len(values) + _PRIOR)
        mean = weight * values.mean(axis=0) + (1 - weight) * values.mean()
        spread = weight * values.var(axis=0) + (1 - weight) * values.var(axis=0).mean()
        return cls(mean, np.maximum(np.sqrt(spread), otherwise[1] / _LEAST_SPREAD))

    def compare(self, values: Floats) -> Floats:
        """Return how many deviations the values are over the mean."""
        compared: Floats = (values - self.mean) / self.deviation
        return compared


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Codes:
    """The codes as vectors: meanings (codes × dimensions, empty without embeddings), wordings.

    ``sentences`` are the vectors of each code's sentences, in either space.
    """

    described: tuple[Description, ...]
    meanings: Vectors
    wordings: Any
    sentences: tuple[Any, ...]

    @classmethod
    def read(cls, book: Codebook, space: Space, language: str) -> Codes:
        """Turn what the codebook says in a language into vectors."""
        described = tuple(Description.of(code, language) for code in book.codes)
        wordings = _spoken(space, [one.wording for one in described])
        if space.encode is None or not described:
            each = tuple(_spoken(space, one.sentences) for one in described)
            return cls(described, np.zeros((len(described), 0), np.float32), wordings, each)
        vectors, sentences = meanings(described, space.encode)
        return cls(described, vectors, wordings, tuple(sentences))

    def cosines(self, said: Vectors, grams: Any) -> tuple[Floats, Floats]:
        """Return units × codes of meanings, zero without embeddings, and of wordings."""
        units = grams.shape[0]
        meaning = np.zeros((units, len(self.described)))
        if said.shape[1]:
            meaning = (said @ self.meanings.T).astype(np.float64)
        wording = grams[:, : self.wordings.shape[1]] @ self.wordings.T
        return meaning, np.asarray(wording.todense())


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Similarity:
    """The codes, what is usual, how rare each hit is; and what that makes of the pool's units."""

    rules: Rules
    space: Space
    known: Codes
    usual: tuple[Usual, Usual]
    rarity: tuple[dict[str, float], ...]
    unseen: float
    pool: Floats
    name: ClassVar[str] = "similarity"

    @property
    def codes(self) -> tuple[str, ...]:
        """The ids of the codes, in the order of the codebook."""
        return self.rules.codes

    @classmethod
    def fit(
        cls, book: Codebook, _training: Training | None = None, context: Context | None = None
    ) -> Similarity:
        """Read the codebook against the pool; decisions of people change nothing here."""
        given = context or Context()
        return given.once("similarity", book, lambda: _read(book, given))

    def score(self, units: Sequence[Example]) -> Floats:
        """Return ``expit(nearness - 2)``, and 0 for a unit that says nothing."""
        scores: Floats = 0.5 * (1.0 + np.tanh((self.nearness(units) - SHIFT) / 2.0))
        spoken = np.array([bool(unit.text.strip()) for unit in units], dtype=bool)
        scores *= spoken[:, None]
        return scores

    def nearness(self, units: Sequence[Example]) -> Floats:
        """Return units × codes in logits; that of the pool's own units is known already."""
        rows = self.space.rows(units)
        near = np.zeros((len(units), len(self.codes)))
        near[rows >= 0] = self.pool[rows[rows >= 0]]
        new = [unit for unit, row in zip(units, rows.tolist(), strict=True) if row < 0]
        if new:
            said = self.space.said([unit.text for unit in new])
            cosines = self.known.cosines(said, self.space.grams(new))
            near[rows < 0] = np.sum(self.parts(self.rules.found(new), *cosines), axis=0)
        return near

    def explain(self, unit: Example, code_index: int) -> tuple[Evidence, ...]:
        """Return the keywords and patterns, the words shared with the code, and what it is like."""
        columns, values = self.space.one(unit)
        wording = self.known.wordings[code_index]
        code = np.zeros(self.space.columns)
        code[wording.indices] = wording.data * self._wording / self.usual[1].deviation[code_index]
        hits, like = self.carried(unit, code_index)
        found = reasons(unit, self.space, hits, columns, values * code[columns])
        shared = (replace(e, kind="similar") if e.kind == "weight" else e for e in found)
        return (*shared, *like)

    def carried(
        self, unit: Example, code_index: int, weight: float = 1.0
    ) -> tuple[list[Evidence], tuple[Evidence, ...]]:
        """Return the hits, and the sentence of the code that the unit is most like, if it is.

        ``weight`` is how much of nearness counts.
        """
        hits = self.rules.explain(unit, code_index)
        known = self.rarity[code_index]
        rarities = [known.get(fold(hit.text).text, self.unseen) for hit in hits]
        found = float(np.log1p(sum(rarities)))
        share = weight * found / (sum(rarities) or 1.0)
        placed = [replace(h, weight=share * r) for h, r in zip(hits, rarities, strict=True)]
        row = self.space.row(unit)
        near = self.pool[row] if row >= 0 else self.nearness([unit])[0]
        near = float(near[code_index]) - found
        if weight * near < _CARRIES:
            return placed, ()
        cosines = self.known.sentences[code_index] @ self.space.vector(unit).T
        best = int(np.argmax(cosines if isinstance(cosines, np.ndarray) else cosines.toarray()))
        said = self.known.described[code_index].sentences[best]
        return placed, (Evidence("similar", said, weight=weight * near),)

    @property
    def _wording(self) -> float:
        return WORDING if self.known.meanings.shape[1] else WORDING_ALONE

    def parts(
        self, found: Sequence[Found], meaning: Floats, wording: Floats
    ) -> tuple[Floats, Floats, Floats]:
        """Return what meaning, wording and hits add to nearness, each units × codes."""
        compared = self.usual[0].compare(meaning)
        if not self.known.meanings.shape[1]:
            compared[:] = 0.0
        hits = _weighed(found, self.rarity, self.unseen, len(meaning))
        return compared, self._wording * self.usual[1].compare(wording), hits


def _read(book: Codebook, context: Context) -> Similarity:
    units = len(context.pool)
    space = space_of(context) if units else Space.fit(_own(book), context.encode)
    rules = Rules.fit(book, None, context)
    known = Codes.read(book, space, language_of(context.pool))
    meaning, wording = known.cosines(space.pool_said, space.pool_grams)
    usual = (
        Usual.of(meaning[:units], _COSINE_OF_MEANING),
        Usual.of(wording[:units], _COSINE_OF_WORDING),
    )
    found = rules.found(space.pool)
    counts = [Counter(text for _, text in pairs) if units else {} for pairs in found]
    rarity = tuple({t: _rarity(units, n) for t, n in each.items()} for each in counts)
    unseen = _rarity(units, 0)
    empty = Similarity(rules, space, known, usual, rarity, unseen, np.zeros((0, len(book.codes))))
    parts = empty.parts(found, meaning, wording)
    return replace(empty, pool=np.sum(parts, axis=0))


def _own(book: Codebook) -> tuple[Example, ...]:
    """Return what the codebook says as units: without a pool there are no other words."""
    described = (Description.of(code, "zh") for code in book.codes)
    return tuple(Example(-n, 0, 0, one.wording) for n, one in enumerate(described, 1))


def _spoken(space: Space, texts: Sequence[str]) -> Any:
    """Return texts × character grams without those that hold punctuation: every text has it."""
    grams = space.wording(texts)
    said = [space.gram(column)[0].isalnum() for column in grams.indices.tolist()]
    grams.data *= np.array(said, dtype=np.float64)
    grams.eliminate_zeros()
    return grams


def _rarity(units: int, having: int) -> float:
    """Return how much a hit counts: about 4 where it is in one unit of fifty, 1 in a third."""
    return float(np.log((units + _PRIOR) / (having + _PRIOR_HITS)))


def _weighed(
    found: Sequence[Found], rarity: Sequence[dict[str, float]], unseen: float, units: int
) -> Floats:
    """Return ln(1 + sum of the rarities of the distinct hits), units × codes."""
    total = np.zeros((units, len(found)))
    for column, (pairs, known) in enumerate(zip(found, rarity, strict=True)):
        rows = [row for row, _ in pairs]
        weights = [known.get(text, unseen) for _, text in pairs]
        total[:, column] = np.bincount(rows, weights, minlength=units) if rows else 0.0
    return np.log1p(total)
