"""The plain baseline: what anyone would try first, to say what ours adds.

TF-IDF of jieba's words and one logistic regression a code, as scikit-learn sets them up by
itself; only the steps are more, so that it converges. It knows no definition and no keyword.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from qualcode.suggest.curve.measures import Scored
from qualcode.suggest.evaluation import FOLDS, SEED, best_cut, grouped_folds
from qualcode.suggest.examples import AT_LEAST

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qualcode.suggest.examples import Example, Floats, Training

SETTINGS = "TfidfVectorizer() of jieba words, LogisticRegression(C=1.0, max_iter=1000) a code"
"""The baseline by the names of scikit-learn."""


@dataclass(frozen=True, slots=True, eq=False)
class Plain:
    """The fitted baseline; a code that was never coded, or always, has no model and scores 0.

    ``cuts`` are the thresholds with the best F1 on held-out groups, 0.5 where there is none.
    """

    codes: tuple[str, ...]
    vectorizer: Any
    models: tuple[Any, ...]
    cuts: Floats

    @classmethod
    def fit(cls, training: Training, *, folds: int = FOLDS, seed: int = SEED) -> Plain:
        """Learn from the units that were read."""
        training = training.part(training.read())
        vectorizer, models = _models(training)
        return cls(training.codes, vectorizer, models, _cuts(training, folds, seed))

    def score(self, units: Sequence[Example]) -> Floats:
        """Return units × codes: the models' own probabilities."""
        return _scores(self.vectorizer, self.models, units)

    def scored(self, units: Sequence[Example]) -> Scored:
        """Return the scores with their thresholds and which of them are probabilities."""
        fitted = np.array([model is not None for model in self.models], dtype=np.bool_)
        return Scored(self.score(units), self.cuts, fitted)


def _models(training: Training) -> tuple[Any, tuple[Any, ...]]:
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.linear_model import LogisticRegression

    vectorizer = TfidfVectorizer(analyzer=_words)
    if not any(map(_words, training.examples)):
        return vectorizer, (None,) * len(training.codes)
    matrix = vectorizer.fit_transform(training.examples)
    models = []
    for column in training.labels.T:
        read = np.flatnonzero(~np.isnan(column))
        both = len(np.unique(column[read])) == 2
        model = LogisticRegression(max_iter=1000) if both else None
        models.append(model and model.fit(matrix[read], column[read].astype(int)))
    return vectorizer, tuple(models)


def _scores(vectorizer: Any, models: Sequence[Any], units: Sequence[Example]) -> Floats:
    scores = np.zeros((len(units), len(models)))
    if units and any(model is not None for model in models):
        matrix = vectorizer.transform(units)
        for column, model in enumerate(models):
            if model is not None:
                scores[:, column] = model.predict_proba(matrix)[:, 1]
    return scores


def _cuts(training: Training, folds: int, seed: int) -> Floats:
    """Return for each code the threshold with the best F1 on groups that were held out."""
    fold = grouped_folds(training.groups, folds=folds, seed=seed)
    numbers = np.unique(fold)
    cuts = np.full(len(training.codes), AT_LEAST)
    if len(numbers) < 2:
        return cuts
    held = np.zeros(training.labels.shape)
    for number in numbers:
        rows = np.flatnonzero(fold == number)
        vectorizer, models = _models(training.part(np.flatnonzero(fold != number)))
        held[rows] = _scores(vectorizer, models, training.part(rows).examples)
    for column, labels in enumerate(training.labels.T):
        read = ~np.isnan(labels)
        truth = labels[read] == 1
        cut = best_cut(truth, held[read, column]) if truth.any() else None
        cuts[column] = cut.threshold if cut else AT_LEAST
    return cuts


def _words(unit: Example) -> list[str]:
    return [word.lower() for word in unit.words]
