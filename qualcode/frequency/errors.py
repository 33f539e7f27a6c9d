"""Does a model err more about some groups: y - f on blind units, compared between groups.

A model that misses a code more often in one group makes that group look different. The errors
are regressed on the group alone, which gives the groups' means, with variances clustered by
participant (the jackknife's, CR3: Cameron and Miller 2015, *Journal of Human Resources* 50,
317-372), and one F test a code asks whether they differ. The reference distribution is Welch's
(1951, *Biometrika* 38, 330-336), who lets each group have its own variance and its own degrees
of freedom: the usual one (CR1, participants - 1) found differences that are not there in up to
17 % of simulated studies (docs/frequency.md). Many codes make chance findings,
so p is adjusted over codes (Holm 1979).
"""

from __future__ import annotations

from dataclasses import dataclass
from math import nan
from typing import TYPE_CHECKING

import numpy as np

from qualcode.frequency.groups import PEOPLE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import ArrayLike, NDArray

    from qualcode.frequency.estimate import Reason


@dataclass(frozen=True, slots=True)
class GroupError:
    """A group's mean of y - f: over 0 the model misses, under 0 it sees too much."""

    group: str
    mean: float
    error: float
    people: int
    units: int


@dataclass(frozen=True, slots=True)
class ErrorTest:
    """Whether a code's errors differ between groups; NaN with a reason where undefined.

    ``left_out`` names groups under ``PEOPLE`` people, whose errors are in no figure.
    """

    statistic: float
    p: float
    degrees: tuple[int, float]
    groups: tuple[GroupError, ...]
    left_out: tuple[str, ...]
    reason: Reason | None = None


def subgroup_errors(
    y: ArrayLike, f: ArrayLike, person: Sequence[str], group: Sequence[str | None]
) -> ErrorTest:
    """Return the test of one code, from blind units only: one value of each a unit.

    Units with y or f NaN, or without a group, are left out. Undefined under two groups of at
    least ``PEOPLE`` people (``one_group``), and when the mean errors of a group's people do not
    vary (``constant_errors``).

    Raises:
        ValueError: the arrays differ in length, or a person is in two groups.
    """
    d = np.asarray(y, dtype=np.float64).ravel() - np.asarray(f, dtype=np.float64).ravel()
    who, of = np.asarray(person, dtype=object), np.asarray(group, dtype=object)
    if not len(d) == len(who) == len(of):
        raise ValueError(f"{len(d)} errors, {len(who)} persons, {len(of)} groups of units")
    known = ~np.isnan(d) & np.array([name is not None for name in of], dtype=np.bool_)
    home = dict(zip(who[known], of[known], strict=True))
    if any(home[one] != name for one, name in zip(who[known], of[known], strict=True)):
        raise ValueError("a person must be in one group")
    names = list(dict.fromkeys(of[known].tolist()))
    size = {name: list(home.values()).count(name) for name in names}
    kept = [name for name in names if size[name] >= PEOPLE]
    left = tuple(name for name in names if size[name] < PEOPLE)
    if len(kept) < 2:
        return ErrorTest(nan, nan, (0, 0), (), left, "one_group")
    groups = tuple(
        _of_group(d[here], who[here], name)
        for name, here in ((name, known & (of == name)) for name in kept)
    )
    # what rounding leaves of residuals that are all zero
    if any(one.error < 1e-12 for one in groups):
        return ErrorTest(nan, nan, (0, 0), groups, left, "constant_errors")
    return ErrorTest(*_welch(groups), groups, left)


def holm(p: ArrayLike) -> NDArray[np.float64]:
    """Return p values adjusted by Holm's step-down method; NaN stays, and does not count."""
    values = np.asarray(p, dtype=np.float64).ravel()
    order = np.argsort(values, kind="stable")  # NaN last
    order = order[: int((~np.isnan(values)).sum())]
    times = np.arange(len(order), 0, -1)
    adjusted = np.full(len(values), nan)
    adjusted[order] = np.minimum(1, np.maximum.accumulate(values[order] * times))
    return adjusted


def _of_group(d: NDArray[np.float64], who: NDArray[np.object_], name: str) -> GroupError:
    """Return a group's mean and its error, each person's sum of residuals one observation."""
    cluster = np.unique(who.astype(str), return_inverse=True)[1].ravel()
    size, n = np.bincount(cluster), len(cluster)
    mean, people = float(d.mean()), len(size)
    sums = np.bincount(cluster, weights=d - mean) / (1 - size / n)
    variance = (people - 1) / people * float(sums @ sums) / n**2
    return GroupError(name, mean, variance**0.5, people, n)


def _welch(groups: Sequence[GroupError]) -> tuple[float, float, tuple[int, float]]:
    """Return Welch's F for means of unequal variance (1951, pp. 330-336), p, and its degrees."""
    from scipy.special import fdtrc  # scipy.stats takes half a second to import

    mean, error, people = (
        np.array([getattr(one, name) for one in groups]) for name in ("mean", "error", "people")
    )
    k, weight = len(groups), 1 / error**2
    share = weight / weight.sum()
    between = float(weight @ (mean - share @ mean) ** 2) / (k - 1)
    unsure = float(((1 - share) ** 2 / (people - 1)).sum()) / (k**2 - 1)
    statistic, degrees = between / (1 + 2 * (k - 2) * unsure), (k - 1, 1 / (3 * unsure))
    return statistic, float(fdtrc(*degrees, statistic)), degrees
