"""How well scores fit the labels of units that were never learned from, over all codes."""

from __future__ import annotations

from dataclasses import dataclass
from math import nan
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from qualcode.suggest.figures import bins, calibration_error

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy.typing as npt

    from qualcode.suggest.examples import Floats

    Booleans = npt.NDArray[np.bool_]

FIRST = 3
"""A coder looks at so many suggestions of a unit."""


@dataclass(frozen=True, slots=True, eq=False)
class CurveMeasures:
    """Figures of one suggester on one set of units; NaN is undefined.

    ``average_precision`` and ``f1`` are by code, NaN for a code that no unit has, or every one.
    ``recall_at_3`` is the share of the units with a code of which one is among the three
    best scored above 0. ``calibration_error`` is over all pairs of a unit and one of the
    ``calibrated`` codes, those whose scores are probabilities.
    """

    average_precision: Floats
    f1: Floats
    recall_at_3: float
    calibration_error: float
    calibrated: int

    @property
    def mean_average_precision(self) -> float:
        """The mean over the codes where it is defined."""
        return mean(self.average_precision)

    @property
    def macro_f1(self) -> float:
        """The mean over the codes where it is defined."""
        return mean(self.f1)


class Scored(NamedTuple):
    """Scores (units × codes), the threshold of each code, and which codes have probabilities."""

    scores: Floats
    cuts: Floats
    probability: Booleans


def measure_all(truth: Booleans, scored: Scored) -> CurveMeasures:
    """Compare scores with what people decided about the same units; all of them were read."""
    scores, sure = scored.scores, scored.probability
    found = bins(truth[:, sure].ravel(), scores[:, sure].ravel()) if sure.any() else ()
    return CurveMeasures(
        average_precision(truth, scores),
        _f1(truth, (scores > 0) & (scores >= scored.cuts)),
        recall_among_first(truth, scores),
        calibration_error(found),
        int(sure.sum()),
    )


def average_precision(truth: Booleans, scores: Floats) -> Floats:
    """Return the average precision of each code, NaN where no unit has it, or every one."""
    from sklearn.metrics import average_precision_score

    return np.array(
        [
            average_precision_score(right, score) if right.any() and not right.all() else nan
            for right, score in zip(truth.T, scores.T, strict=True)
        ]
    )


def recall_among_first(truth: Booleans, scores: Floats, first: int = FIRST) -> float:
    """Return the share of units with a code of which one is among the best scored above 0.

    The codebook's order settles equal scores; NaN where no unit has a code.
    """
    coded = truth.any(axis=1)
    if not coded.any():
        return nan
    truth, scores = truth[coded], scores[coded]
    best = np.argsort(-scores, axis=1, kind="stable")[:, :first]
    hit = np.take_along_axis(truth & (scores > 0), best, axis=1)
    return float(hit.any(axis=1).mean())


def mean(values: Floats | Sequence[float]) -> float:
    """Return the mean of what is defined, NaN where nothing is."""
    known = np.asarray(values, dtype=np.float64)
    known = known[~np.isnan(known)]
    return float(known.mean()) if len(known) else nan


def _f1(truth: Booleans, said: Booleans) -> Floats:
    both = truth.sum(axis=0) + said.sum(axis=0)
    f1: Floats = 2 * (truth & said).sum(axis=0) / np.maximum(both, 1)
    f1[~truth.any(axis=0) | truth.all(axis=0)] = nan
    return f1
