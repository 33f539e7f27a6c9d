"""Let a model sharpen an estimate that stays a person's: the difference estimator, with a guard.

The model's scores are added up over the whole frame, and what people found in the blind turns
corrects the sum: F / M + Σ w (y - f) / Σ w m. This is unbiased for large samples however bad the
model is (Särndal, Swensson and Wretman 1992, *Model Assisted Survey Sampling*, section 6.3;
Egami et al. 2023 and Angelopoulos et al. 2023 for machine labels), as long as no score was made
by a model that saw the unit's transcript or a blind label. Where positives are few its interval
is far too narrow, so it is refused there.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from qualcode.frequency.estimate import (
    all_read,
    audited,
    counted,
    expand,
    interval,
    record,
    sampled,
    why_not,
)

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    from qualcode.frequency.design import Turns
    from qualcode.frequency.estimate import Share

GUARD = 15
"""So many read turns with a positive, and so many with a negative, must have been audited."""


def assisted(turns: Turns, scores: ArrayLike, *, level: float = 0.95) -> Share:
    """Return the difference estimate of the share, or a refusal that says how many more.

    ``scores`` is the sum of the model's scores (0 to 1) over the units of each turn of the
    frame, read or not; ``design.totals`` adds them up. The caller answers for where they come
    from: one frozen run, out of fold by transcript, no blind label in training. The interval is
    that of ``sampled`` with the variance of y - f in place of that of y: Student's t alone
    covers too little here, because an estimate that is too low also looks too sure. Value and
    bounds are kept within what was counted already; ``clipped`` says that the value was moved.

    Refused (``few_positives``, ``few_negatives``, with ``needs``) under ``GUARD``; undefined
    where ``sampled`` is, and without a score for every unit (``scores_missing``); exact,
    without model, where all units were read.

    Raises:
        ValueError: there is not one sum a turn.
    """
    f = np.asarray(scores, dtype=np.float64).ravel()
    if len(f) != len(turns.units):
        raise ValueError(f"{len(f)} sums of scores for {len(turns.units)} turns")
    if undefined := why_not(turns):
        return record(turns, "difference", undefined)
    if all_read(turns):
        return sampled(turns)
    if np.isnan(f).any():
        return record(turns, "difference", "scores_missing")
    found = audited(turns)
    if min(found) < GUARD:
        return replace(
            record(turns, "difference", "few_positives" if found[0] < GUARD else "few_negatives"),
            needs=(max(0, GUARD - found[0]), max(0, GUARD - found[1])),
        )
    return _difference(turns, f, level)


def printed(people: Share, model: Share | None) -> Share:
    """Return the estimate that a table prints as *the* estimate: with the model if it was allowed.

    The choice looks at the guard only. To print the narrower of two intervals would make the
    narrow ones come true less often than they say.
    """
    return people if model is None or model.reason else model


def _difference(turns: Turns, f: NDArray[np.float64], level: float) -> Share:
    of = expand(turns, turns.positives - f)
    least, most = counted(turns)
    sum_ = float(f.sum() / turns.units.sum()) + of.ratio
    value = min(max(sum_, least), most)
    low, high, effective = interval(turns, of, value, 0.0, level)
    found = record(turns, "difference")
    return replace(
        found,
        value=value,
        low=low,
        high=high,
        effective=effective,
        design=found.units / effective,
        clipped=value != sum_,
    )
