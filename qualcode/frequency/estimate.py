"""Estimate the share of units that have a code: counted where all was read, else from a sample.

The sample is stratified and drawn in whole turns. A share is then a ratio of two totals, each
expanded by N_h / n_h, and its variance is that of the turns' residuals within strata (Cochran
1977, *Sampling Techniques*, section 6.11, the combined ratio), with the finite-population
correction. Its interval is Wilson's on the number of independent units that would give this
variance, with Student's t (Korn and Graubard 1998, *Survey Methodology* 24, 193-201, for the
degrees of freedom). docs/frequency.md has the rules and their coverage.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import nan, sqrt
from typing import TYPE_CHECKING, Literal, NamedTuple, get_args

import numpy as np

from qualcode.agreement.intervals import student
from qualcode.frequency.hypergeometric import hypergeometric

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    from qualcode.frequency.design import Turns

Method = Literal["census", "hypergeometric", "wilson", "difference", "participants"]
METHODS: tuple[Method, ...] = get_args(Method)
"""How a share and its interval came about; the words are in both catalogues."""

Reason = Literal[
    "no_units",
    "nothing_read",
    "units_unread",
    "strata_unread",
    "scores_missing",
    "few_positives",
    "few_negatives",
    "few_people",
    "one_group",
    "constant_errors",
]
REASONS: tuple[Reason, ...] = get_args(Reason)
"""Why a share, or its interval, is undefined; the words are in both catalogues."""

CAUTION = 3
"""The worst design effect weighs as so many telling turns do; docs/frequency.md has why."""


@dataclass(frozen=True, slots=True)
class Share:
    """A share of a frame's units, its 95 % interval, and what they rest on; full precision.

    ``turns``, ``units`` and ``positives`` count what was read; ``frame_turns`` and
    ``frame_units`` are what the share is of. ``effective`` is the number of independent units
    that the sample is worth, before the finite-population correction: never more than ``units``
    for people alone, perhaps more with a model; ``design`` is units / effective. ``missing``
    counts turns of strata of which no turn was read. ``needs`` is how many more turns with a
    positive, and with a negative, the model-assisted estimate asks for. ``clipped`` says that
    the value was moved to what has been counted already. Undefined is NaN with ``reason``; an
    exact count has no interval and no reason.
    """

    value: float
    low: float
    high: float
    method: Method
    positives: int
    turns: int
    units: int
    frame_turns: int
    frame_units: int
    effective: float = nan
    design: float = nan
    reason: Reason | None = None
    missing: int = 0
    needs: tuple[int, int] = (0, 0)
    clipped: bool = False


class Expanded(NamedTuple):
    """A ratio of expanded totals, its variance without and with the finite correction."""

    ratio: float
    variance: float
    corrected: float
    degrees: float
    reach: float
    """Σ a² / (Σ a)² of the expanded sizes a of the turns read: 1 / this many equal clusters."""
    finite: float
    """What the finite-population correction would be, were all turns' residuals of a size."""


def census(y: ArrayLike, turn: ArrayLike | None = None) -> Share:
    """Return the exact count and share of units all of which were read; there is no interval.

    ``y`` is 1, 0 or NaN where nobody read the unit, of every unit of the frame; ``turn`` names
    each unit's turn, without it each unit is one. Who splits the count by exposure passes the
    parts. Undefined where there is no unit (``no_units``) or one is unread (``units_unread``).
    """
    values = np.asarray(y, dtype=np.float64).ravel()
    n = len(values)
    read = ~np.isnan(values)
    turns = np.arange(n) if turn is None else np.asarray(turn).ravel()
    has = int(values[read].sum())
    reason: Reason | None = None if read.all() else "units_unread"
    reason = reason if n else "no_units"
    value = nan if reason else has / n
    whole = len(np.unique(turns)) - len(np.unique(turns[~read]))
    return Share(
        value, nan, nan, "census", has, whole, int(read.sum()), len(np.unique(turns)), n,
        reason=reason,
    )  # fmt: skip


def sampled(turns: Turns, *, level: float = 0.95) -> Share:
    """Return the share of the frame's units with the code, from its blind turns that were read.

    All units read: the exact count, no interval. Turns themselves are counted (one unit each)
    and all had the same probability, or there is one stratum: the exact hypergeometric
    interval of one draw from the whole frame, which is wider than a stratified draw needs as
    long as strata differ. Else the ratio estimate and Wilson's interval on its effective n.
    Undefined when nothing was read (``nothing_read``), when there is a stratum of which nothing
    was (``strata_unread``; ``turns.part()`` is what can be estimated) and without units.
    """
    if undefined := why_not(turns):
        return record(turns, "wilson", undefined)
    if all_read(turns):
        found = record(turns, "census")
        return _with(found, found.positives / found.frame_units, nan, nan, float(found.units))
    if turns.equal and (turns.units == 1).all():
        return _exact(turns, level)
    return _wilson(turns, level)


def all_read(turns: Turns) -> bool:
    """Return whether no unit is left in turns that were not read."""
    return not turns.units[~turns.read].any()


def why_not(turns: Turns) -> Reason | None:
    """Return why a share of these turns has no estimate, ``None`` where it has one."""
    if not turns.units.sum():
        return "no_units"
    if not turns.units[turns.read].sum():
        return "nothing_read"
    return "strata_unread" if turns.missing else None


def record(turns: Turns, method: Method, reason: Reason | None = None) -> Share:
    """Return the counts of a share without value and bounds."""
    real, read = turns.units > 0, turns.read
    return Share(
        value=nan,
        low=nan,
        high=nan,
        method=method,
        positives=int(turns.positives[read].sum()),
        turns=int((read & real).sum()),
        units=int(turns.units[read].sum()),
        frame_turns=int(real.sum()),
        frame_units=int(turns.units.sum()),
        reason=reason,
        missing=turns.missing,
    )


def expand(turns: Turns, values: NDArray[np.float64]) -> Expanded:
    """Return Σ w v / Σ w m over the turns read, w = N_h / n_h, and its linearised variance.

    ``values`` has one v a turn. A turn's residual is divided by what the rest is of the whole,
    1 - w m / Σ w m, because a big turn pulls the ratio towards itself (as the jackknife does). A
    stratum read whole adds no variance. One with a single turn read, and more in the frame, has
    no variance of its own: it takes that of all turns read about their common mean, which also
    holds how strata differ. Degrees of freedom are turns less strata, over the strata that add
    variance.
    """
    read = turns.read
    h, v, m = turns.stratum[read], values[read], turns.units[read]
    big, small = turns.size.astype(np.float64), turns.drawn.astype(np.float64)
    w = (big / small)[h]
    total = float(w @ m)
    ratio, share = float(w @ v) / total, w * m / total
    # the one turn of a whole sample has no rest: its residual is 0
    e = (v - ratio * m) / np.maximum(1 - share, 1e-9)
    first = np.bincount(h, weights=e, minlength=len(small))
    left, free = 1 - small / big, np.maximum(small - 1, 1)
    squares = (e - (first / small)[h]) ** 2
    squares[((small == 1) & (big > 1))[h]] = _variance(e)
    parts = (big**2 / small / free)[h] * squares * (left > 0)[h]
    degrees = float((small - 1)[left > 0].sum()) or float(max(len(e) - 1, 1))
    return Expanded(
        ratio=ratio,
        variance=float(parts.sum()) / total**2,
        corrected=float(parts @ left[h]) / total**2,
        degrees=degrees,
        reach=float(share @ share),
        finite=float(share**2 @ left[h] / (share @ share)),
    )


def interval(
    turns: Turns, of: Expanded, share: float, least: float, level: float
) -> tuple[float, float, float]:
    """Return Wilson's bounds on the effective n, within what was counted, and that n.

    ``least`` is the smallest design effect that is believed. Not all units may have been read.
    """
    effective = float(turns.units[turns.read].sum()) / design_effect(turns, of, share, least)
    unread = float(turns.units[~turns.read].sum() / turns.units.sum())
    finite = of.corrected / of.variance if of.variance > 0 else max(of.finite, unread)
    low, high = wilson(share, effective / finite, student(of.degrees, (1 + level) / 2))
    bottom, top = counted(turns)
    return max(low, bottom), min(high, top), effective


def design_effect(turns: Turns, of: Expanded, share: float, least: float) -> float:
    """Return the design effect, nearer to the worst case the fewer turns tell.

    The worst case is that all units of a turn are alike, and weighs as ``CAUTION`` telling
    turns. What the sample shows of it is in the turns that have the rarer answer, and weighs as
    many as these are. Without them, or without variance, only the worst case is left.
    """
    n = float(turns.units[turns.read].sum())
    return blended(of, share, n, min(audited(turns)), least)


def blended(of: Expanded, share: float, n: float, telling: int, least: float) -> float:
    """Return the design effect of ``n`` units, ``telling`` clusters of which vary."""
    worst = max(1.0, n * of.reach)
    if not telling or not 0 < share < 1 or (of.variance <= 0 and least > 0):
        return worst
    seen = max(least, of.variance * n / (share * (1 - share)))
    return (telling * seen + CAUTION * max(worst, seen)) / (telling + CAUTION)


def audited(turns: Turns) -> tuple[int, int]:
    """Return how many read turns have a unit with the code, and how many one without.

    Turns and not units, which would let ten sentences of one answer pass for ten.
    """
    t, m = turns.positives[turns.read], turns.units[turns.read]
    return int((t > 0).sum()), int((t < m).sum())


def counted(turns: Turns) -> tuple[float, float]:
    """Return the bounds that no sample can move: what has been read is so."""
    read, all_ = turns.read, turns.units.sum()
    has = turns.positives[read].sum()
    return float(has / all_), float(1 - (turns.units[read].sum() - has) / all_)


def wilson(share: float, n: float, quantile: float) -> tuple[float, float]:
    """Return Wilson's score interval (1927) of a share of ``n`` independent units."""
    square = quantile**2 / n
    middle = (share + square / 2) / (1 + square)
    arm = quantile / (1 + square) * sqrt(share * (1 - share) / n + square / (4 * n))
    # the share lies inside; at 0 and at 1 rounding may put it out
    return max(0.0, min(share, middle - arm)), min(1.0, max(share, middle + arm))


def _variance(e: NDArray[np.float64]) -> float:
    """Return the variance of all residuals; one residual alone is 0 and says nothing."""
    return float(e.var(ddof=1)) if len(e) > 1 else 0.0


def _exact(turns: Turns, level: float) -> Share:
    found = record(turns, "hypergeometric")
    low, high = hypergeometric(found.positives, found.turns, found.frame_turns, level=level)
    value, size = found.positives / found.turns, found.frame_turns
    return _with(found, value, low / size, high / size, float(found.units))


def _wilson(turns: Turns, level: float) -> Share:
    found = record(turns, "wilson")
    of = expand(turns, turns.positives)
    least, most = counted(turns)
    share = min(max(of.ratio, least), most)
    low, high, effective = interval(turns, of, share, 1.0, level)
    # the ratio of exact counts is theirs but for its rounding
    moved = abs(share - of.ratio) > 1e-12
    return replace(_with(found, share, low, high, effective), clipped=moved)


def _with(found: Share, value: float, low: float, high: float, effective: float) -> Share:
    return replace(
        found, value=value, low=low, high=high, effective=effective,
        design=found.units / effective,
    )  # fmt: skip
