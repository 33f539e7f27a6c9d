"""Learn from people's decisions: one linear model a code, with nearness as a fading prior.

``score = expit(x·w + b + nearness · 2 / (2 + n))``. The features x are character and word grams,
what the unit means, and how near it is to every code; ``n`` counts the code's coded units. The
prior is all of nearness at first, half of it after two codings; what nearness is really worth
the model then learns itself. The classes are weighted evenly, so a score ranks and is no
probability. A code without decisions keeps the similarity.
"""

from __future__ import annotations

import warnings
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

import numpy as np

from qualcode.suggest.examples import Context, Training
from qualcode.suggest.reasons import reasons
from qualcode.suggest.similarity import Similarity

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from qualcode.model import Codebook, Evidence
    from qualcode.suggest.examples import Example, Floats
    from qualcode.suggest.features import Integers

MINIMUM = 5
"""A code is measured from this many coded, and this many read and not coded, units."""

FEWEST = (1, 5)
"""A code is learned from this many coded, and this many read and not coded, units."""

HALF_AFTER = 2
"""After this many codings half of the prior is left."""

_MEANING = 0.7
_NEARNESS = 0.2
_FARTHEST = 8.0
_ROWS = 1_200
_ALL_ROWS = 36_000
_POSITIVES = 3
_SEED = 2026
_TRUSTED = {"assume_finite": True, "skip_parameter_validation": True}


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class DesignMatrix:
    """The features of units: grams, meanings, nearness; the pool's are made once."""

    similarity: Similarity
    pool: Any
    mean: Floats
    deviation: Floats

    @classmethod
    def fit(cls, similarity: Similarity) -> DesignMatrix:
        """Make the pool's features; nearness counts in deviations from the pool's mean."""
        near, space = similarity.pool, similarity.space
        mean = near.mean(axis=0) if len(near) else np.zeros(near.shape[1])
        deviation = np.maximum(near.std(axis=0), 1e-6) if len(near) else np.ones(near.shape[1])
        empty = cls(similarity, None, mean, deviation)
        return cls(
            similarity, empty.joined(space.pool_grams, space.pool_said, near), mean, deviation
        )

    def matrix(self, units: Sequence[Example]) -> Any:
        """Return units × features as a sparse matrix: a row does not depend on its company."""
        from scipy.sparse import vstack

        space = self.similarity.space
        rows = space.rows(units)
        if (rows >= 0).all():
            return self.pool[rows]
        new = [unit for unit, row in zip(units, rows.tolist(), strict=True) if row < 0]
        said = space.said([unit.text for unit in new])
        made = self.joined(space.grams(new), said, self.similarity.nearness(new))
        order = np.where(rows >= 0, np.cumsum(rows >= 0) - 1, 0)
        order[rows < 0] = int((rows >= 0).sum()) + np.arange(len(new))
        return vstack([self.pool[rows[rows >= 0]], made], format="csr")[order]

    def joined(self, grams: Any, said: Any, near: Floats) -> Any:
        """Return the three kinds of features beside each other."""
        from scipy.sparse import csr_matrix, hstack

        seen = self.similarity.space.along(said)
        compared = np.clip((near - self.mean) / self.deviation, -_FARTHEST, _FARTHEST)
        halves = [
            grams,
            csr_matrix(_MEANING * seen, dtype=np.float64),
            csr_matrix(_NEARNESS * compared),
        ]
        return hstack(halves, format="csr")


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Models:
    """The fitted models: row i of ``weights`` (codes × features) is column ``columns[i]``.

    ``prior`` is how much of nearness still counts.
    """

    columns: tuple[int, ...]
    weights: Any
    intercepts: Floats
    prior: Floats


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Blend:
    """The similarity, and the models of the codes that have decisions.

    It lives in memory and is fitted again from the decisions; no model is ever read from disk.
    """

    similarity: Similarity
    design: DesignMatrix
    models: Models | None = None
    name: ClassVar[str] = "blend"

    @property
    def codes(self) -> tuple[str, ...]:
        """The ids of the codes, in the order of the codebook."""
        return self.similarity.codes

    @property
    def learned(self) -> tuple[str, ...]:
        """The ids of the codes that have a model."""
        return tuple(self.codes[i] for i in self.models.columns) if self.models else ()

    @classmethod
    def fit(
        cls,
        book: Codebook,
        training: Training | None = None,
        context: Context | None = None,
        *,
        learn: Collection[str] | None = None,
    ) -> Blend:
        """Fit every code that has enough decisions.

        ``learn`` names the codes instead: a fold of an evaluation keeps a code's method even
        where its part of the decisions is under the minimum; its model is then the prior alone.
        Without a pool the units that were read are the pool.
        """
        known = context or Context()
        if training is not None and not known.pool:
            known = Context(known.match, known.encode, training.examples)
        similarity = Similarity.fit(book, None, known)
        design = known.once("design", similarity, lambda: DesignMatrix.fit(similarity))
        if training is None:
            return cls(similarity, design)
        wanted = learnable(similarity.codes, training) if learn is None else learn
        columns = tuple(i for i, code in enumerate(similarity.codes) if code in wanted)
        if not columns:
            return cls(similarity, design)
        training = _in_order(training)
        labels = [training.column(similarity.codes[i]) for i in columns]
        models = _fit(design.matrix(training.examples), columns, labels)
        return cls(similarity, design, models)

    def score(self, units: Sequence[Example]) -> Floats:
        """Return the blended score of learned codes and the similarity of the others."""
        scores = self.similarity.score(units)
        if self.models is None or not units:
            return scores
        columns = list(self.models.columns)
        nearness = self.similarity.nearness(units)[:, columns]
        logits = self.design.matrix(units) @ self.models.weights.T + self.models.intercepts
        logits = logits + self.models.prior * nearness
        spoken = np.array([bool(unit.text.strip()) for unit in units], dtype=bool)
        scores[:, columns] = 0.5 * (1.0 + np.tanh(logits / 2.0)) * spoken[:, None]
        return scores

    def explain(self, unit: Example, code_index: int) -> tuple[Evidence, ...]:
        """Return hits, the words that weigh most, what the unit is like, what argues against."""
        if self.models is None or code_index not in self.models.columns:
            return self.similarity.explain(unit, code_index)
        row = self.models.columns.index(code_index)
        weights = self.models.weights[row]
        nearness = weights[len(weights) - len(self.codes) + code_index]
        counts = self.models.prior[row] + _NEARNESS * nearness / self.design.deviation[code_index]
        hits, like = self.similarity.carried(unit, code_index, max(float(counts), 0.0))
        hits = [hit for hit in hits if hit.weight > 0]
        columns, values = self.similarity.space.one(unit)
        weighed = values * weights[columns]
        found = reasons(unit, self.similarity.space, hits, columns, weighed)
        speaking = sum(e.kind != "against" for e in found)
        return (*found[:speaking], *like, *found[speaking:])


def learnable(codes: Sequence[str], training: Training) -> set[str]:
    """Return the codes with enough coded, and enough read and not coded, units."""
    counts = {code: training.column(code) for code in codes}
    return {
        code
        for code, column in counts.items()
        if np.sum(column == 1) >= FEWEST[0] and np.sum(column == 0) >= FEWEST[1]
    }


def _in_order(training: Training) -> Training:
    """Keep what was read, in reading order: the same decisions give the same model."""
    rows = training.read()
    places = [(e.text_id, e.start, e.unit_id) for e in (training.examples[i] for i in rows)]
    order = sorted(range(len(rows)), key=places.__getitem__)
    return training.part(rows[order])


def _fit(matrix: Any, columns: tuple[int, ...], labels: Sequence[Floats]) -> Models:
    most = max(_ROWS, _ALL_ROWS // len(labels))
    narrow, kept = _repeated(matrix)
    weights = np.zeros((len(labels), matrix.shape[1]), dtype=np.float32)
    intercepts = np.zeros(len(labels))
    for row, column in enumerate(labels):
        weights[row, kept], intercepts[row] = _fit_code(narrow, column, most)
    positives = np.array([np.sum(column == 1) for column in labels])
    return Models(columns, weights, intercepts, HALF_AFTER / (HALF_AFTER + positives))


def _repeated(matrix: Any) -> tuple[Any, Integers]:
    """Return the matrix without features of a single unit, and which columns it kept.

    What occurs once can only be learned by heart; without it models are quicker and no worse.
    """
    from scipy.sparse import csr_matrix

    repeated = np.bincount(matrix.indices, minlength=matrix.shape[1]) > 1
    kept = np.flatnonzero(repeated)
    inside = repeated[matrix.indices]
    places = (np.cumsum(repeated) - 1).astype(np.int32)
    ends = np.append(0, np.cumsum(inside))[matrix.indptr]
    shape = (matrix.shape[0], len(kept))
    return csr_matrix((matrix.data[inside], places[matrix.indices[inside]], ends), shape), kept


def _fit_code(matrix: Any, column: Floats, most: int) -> tuple[Floats, float]:
    """Return coefficients and intercept of one code; unread rows are left out."""
    from sklearn import config_context
    from sklearn.exceptions import ConvergenceWarning
    from sklearn.linear_model import LogisticRegression

    if not (column == 1).any() or not (column == 0).any():
        return np.zeros(matrix.shape[1]), 0.0
    rows = _rows(column, most)
    coded = column[rows].astype(int)
    even = len(rows) / (2 * np.bincount(coded))
    # more features than units: the dual problem has the same solution and is ten times quicker
    model = LogisticRegression(
        C=10, solver="liblinear", dual=True, random_state=0, tol=0.3, max_iter=20
    )
    with warnings.catch_warnings(), config_context(**_TRUSTED):
        # decisions that contradict each other never converge; they rank no better for more steps
        warnings.simplefilter("ignore", ConvergenceWarning)
        model.fit(matrix[rows], coded, sample_weight=even[coded])
    return model.coef_[0], float(model.intercept_[0])


def _rows(column: Floats, most: int) -> Integers:
    """Return the rows to learn from; of very many a seeded part, a third of it coded at most."""
    positives, negatives = np.flatnonzero(column == 1), np.flatnonzero(column == 0)
    if len(positives) + len(negatives) <= most:
        return np.flatnonzero(~np.isnan(column))
    rng = np.random.default_rng(_SEED)
    fewer = max(most // _POSITIVES, most - len(negatives))
    if len(positives) > fewer:
        positives = rng.choice(positives, fewer, replace=False)
    if len(negatives) > most - len(positives):
        negatives = rng.choice(negatives, most - len(positives), replace=False)
    return np.sort(np.concatenate([positives, negatives]))
