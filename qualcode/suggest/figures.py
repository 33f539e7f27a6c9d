"""How well scores that were made before fit what a person decided, at a threshold chosen before.

Unlike ``evaluation.measure`` nothing is tuned here: the threshold comes with the scores, so the
same figures can be given for held-out transcripts and for the blind sample.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import nan
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import numpy.typing as npt

from qualcode.suggest.classifier import MINIMUM

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qualcode.suggest.examples import Floats

Booleans = npt.NDArray[np.bool_]

BINS = 10
"""Bins of equal width between 0 and 1."""


class Bin(NamedTuple):
    """The units whose scores are in ``[low, high)`` (the last bin holds 1): how many, what came.

    ``score`` is their mean score, ``share`` the share of them that a person coded.
    """

    low: float
    high: float
    n: int
    score: float
    share: float


@dataclass(frozen=True, slots=True)
class Figures:
    """Figures of one code; NaN has its ``reason``, and ``needs`` is how many are missing.

    ``precision``, ``recall`` and ``f1`` are at ``threshold``. ``calibration_error`` and ``brier``
    are NaN for scores that are no probabilities; ``bins`` are then empty.
    """

    positives: int = 0
    negatives: int = 0
    average_precision: float = nan
    precision: float = nan
    recall: float = nan
    f1: float = nan
    threshold: float = nan
    calibration_error: float = nan
    brier: float = nan
    reason: str = ""
    needs: int = 0
    bins: tuple[Bin, ...] = ()

    @property
    def prevalence(self) -> float:
        """The share of units with the code, NaN without units."""
        n = self.positives + self.negatives
        return self.positives / n if n else nan

    @property
    def lift(self) -> float:
        """How far average precision is from chance (0, the code's share) to perfect (1).

        NaN where it is undefined or every unit has the code.
        """
        rest = 1 - self.prevalence
        return (self.average_precision - self.prevalence) / rest if rest else nan


def figures(labels: Floats, scores: Floats, threshold: float, *, probability: bool) -> Figures:
    """Compare the scores of one code with a person's decisions (1, 0, NaN unread).

    Units without a score (NaN) are left out. Undefined with ``too_few_positives`` or
    ``too_few_negatives`` under five of them; precision alone is where nothing reaches the
    threshold. ``probability`` says whether calibration has a meaning.
    """
    from sklearn.metrics import average_precision_score

    known = ~(np.isnan(labels) | np.isnan(scores))
    truth, scores = labels[known] == 1, scores[known]
    counted = Figures(int(truth.sum()), int((~truth).sum()), threshold=threshold)
    if counted.positives < MINIMUM:
        return replace(
            counted, reason="too_few_positives", needs=MINIMUM - counted.positives, threshold=nan
        )
    if counted.negatives < MINIMUM:
        return replace(
            counted, reason="too_few_negatives", needs=MINIMUM - counted.negatives, threshold=nan
        )
    said = (scores > 0) & (scores >= threshold)
    right = int((said & truth).sum())
    found = bins(truth, scores) if probability else ()
    return replace(
        counted,
        average_precision=float(average_precision_score(truth, scores)),
        precision=right / int(said.sum()) if said.any() else nan,
        recall=right / counted.positives,
        f1=2 * right / (int(said.sum()) + counted.positives),
        calibration_error=calibration_error(found),
        brier=float(np.mean((scores - truth) ** 2)) if probability else nan,
        bins=found,
    )


def bins(truth: Booleans, scores: Floats) -> tuple[Bin, ...]:
    """Return the bins that hold units, lowest first; scores are in [0, 1]."""
    place = np.minimum((scores * BINS).astype(np.intp), BINS - 1)
    n = np.bincount(place, minlength=BINS)
    score = np.bincount(place, weights=scores, minlength=BINS)
    coded = np.bincount(place, weights=truth.astype(np.float64), minlength=BINS)
    return tuple(
        Bin(i / BINS, (i + 1) / BINS, int(n[i]), float(score[i] / n[i]), float(coded[i] / n[i]))
        for i in np.flatnonzero(n).tolist()
    )


def pooled(several: Sequence[Sequence[Bin]]) -> tuple[Bin, ...]:
    """Return the bins of several codes as those of one."""
    together: dict[tuple[float, float], list[Bin]] = {}
    for one in (each for found in several for each in found):
        together.setdefault((one.low, one.high), []).append(one)
    return tuple(_sum(place, found) for place, found in sorted(together.items()))


def calibration_error(found: Sequence[Bin]) -> float:
    """Return the expected calibration error: Σ n/N · |share − mean score|; NaN without bins.

    Naeini, Cooper and Hauskrecht (2015), Proceedings of AAAI 29, 2901-2907, in the form for the
    probability of one class.
    """
    total = sum(one.n for one in found)
    return sum(one.n * abs(one.share - one.score) for one in found) / total if total else nan


def _sum(place: tuple[float, float], found: Sequence[Bin]) -> Bin:
    n = sum(one.n for one in found)
    score = sum(one.n * one.score for one in found) / n
    return Bin(*place, n, score, sum(one.n * one.share for one in found) / n)
