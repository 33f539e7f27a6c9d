"""Turn scores into probabilities, and choose the threshold from which a code is suggested.

Platt scaling with smoothed targets (Platt 1999; the Newton steps with backtracking of Lin, Lin and
Weng 2007, Machine Learning 68, 267-276), on the logits of scores from outside of the fold. It keeps
the ranking, and with few coded units it was better calibrated than isotonic regression.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    from qualcode.suggest.examples import Floats

LEAST = 0.1
"""No threshold is lower: a suggestion that is wrong nine times in ten is no help."""

_EDGE = 1e-9
_STEPS = 100
_SMALLEST = 1e-10
_CLOSE = 1e-9


@dataclass(frozen=True, slots=True)
class Platt:
    """``probability = expit(slope · logit(score) + intercept)``."""

    slope: float
    intercept: float

    @classmethod
    def fit(cls, scores: Floats, truth: npt.NDArray[np.bool_]) -> Platt | None:
        """Fit to scores from outside of the fold, ``None`` where higher is not likelier."""
        raw = logit(scores)
        middle, spread = float(raw.mean()), float(raw.std())
        if spread < _EDGE:
            return None
        standard = np.column_stack([(raw - middle) / spread, np.ones(len(raw))])
        slope, intercept = _newton(standard, _smoothed(truth))
        if slope <= 0:
            return None
        return cls(slope / spread, intercept - slope * middle / spread)

    def __call__(self, scores: Floats) -> Floats:
        """Return the probabilities of scores."""
        return expit(self.slope * logit(scores) + self.intercept)

    def inverse(self, probability: float) -> float:
        """Return the score that has this probability."""
        raw = (logit(np.array([probability])) - self.intercept) / self.slope
        return float(expit(raw)[0])


def logit(scores: Floats) -> Floats:
    """Return ``ln(p / (1 - p))``, cut off at about ±21."""
    inside = np.clip(scores, _EDGE, 1 - _EDGE)
    found: Floats = np.log(inside / (1 - inside))
    return found


def expit(logits: Floats) -> Floats:
    """Return ``1 / (1 + e**-x)``."""
    found: Floats = 0.5 * (1.0 + np.tanh(logits / 2.0))
    return found


def threshold(probabilities: Floats, truth: npt.NDArray[np.bool_]) -> float:
    """Return the threshold for the best F1: the geometric mean of what two ways find.

    One takes the highest F1 on the decisions, the other the highest that the probabilities
    themselves expect (2·Σp over those suggested, by their number and Σp); the first has little
    bias and much chance, the second the reverse.
    """
    order = np.argsort(-probabilities, kind="stable")
    sorted_ = probabilities[order]
    ranks = np.arange(1, len(order) + 1)
    hits = np.cumsum(truth[order])
    last = np.append(sorted_[1:] < sorted_[:-1], True)
    found = 2 * hits / (ranks + truth.sum())
    expected = 2 * np.cumsum(sorted_) / (ranks + sorted_.sum())
    cuts = [float(sorted_[np.argmax(np.where(last, f1, -1.0))]) for f1 in (found, expected)]
    return max(float(np.sqrt(cuts[0] * cuts[1])), LEAST)


def _smoothed(truth: npt.NDArray[np.bool_]) -> Floats:
    positives, negatives = truth.sum(), (~truth).sum()
    target: Floats = np.where(truth, (positives + 1) / (positives + 2), 1 / (negatives + 2))
    return target


def _newton(features: Floats, target: Floats) -> tuple[float, float]:
    def loss(at: Floats) -> float:
        margin = features @ at
        return float(np.sum(np.logaddexp(0.0, margin) - target * margin))

    at = np.array([0.0, logit(np.array([target.mean()]))[0]])
    now = loss(at)
    for _ in range(_STEPS):
        found = expit(features @ at)
        gradient = features.T @ (found - target)
        curvature = (features * (found * (1 - found))[:, None]).T @ features
        step = np.linalg.solve(curvature + _EDGE * np.eye(2), gradient)
        size = 1.0
        while loss(at - size * step) > now - 1e-4 * size * (gradient @ step) and size > _SMALLEST:
            size /= 2
        at = at - size * step
        before, now = now, loss(at)
        if before - now < _CLOSE:
            break
    return float(at[0]), float(at[1])
