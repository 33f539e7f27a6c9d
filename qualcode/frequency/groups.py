"""Shares of groups of participants, for this corpus and for people like these.

*This corpus*: a group's turns are a domain of the sample, and only the turns that were not
drawn are unknown. *People like these*: the participants are what was sampled, so each is one
cluster and there is no finite-population correction (Lohr 2022, *Sampling*, chapter 5, for the
ratio of clusters of unequal size). A group under ``PEOPLE`` people gets counts only: too few to
speak of, and too few to hide one.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import nan
from typing import TYPE_CHECKING

import numpy as np

from qualcode.agreement.intervals import student
from qualcode.frequency.assisted import assisted
from qualcode.frequency.design import totals
from qualcode.frequency.estimate import Expanded, blended, record, sampled, why_not, wilson

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import ArrayLike, NDArray

    from qualcode.frequency.design import Turns
    from qualcode.frequency.estimate import Share

PEOPLE = 6
"""A group of fewer people has counts and no share."""


@dataclass(frozen=True, slots=True)
class GroupShare:
    """A group's share, people alone and with the model, and for people like these.

    ``people`` have turns in the frame, ``read`` of them turns that were blind and read.
    ``model`` is ``None`` where no scores were given.
    """

    group: str
    people: int
    read: int
    corpus: Share
    model: Share | None
    like_these: Share


def by_group(
    turns: Turns,
    person: Sequence[str],
    group: Sequence[str | None],
    scores: ArrayLike | None = None,
    *,
    level: float = 0.95,
) -> tuple[GroupShare, ...]:
    """Return each group's shares, in order of first appearance.

    One ``person`` and one ``group`` a turn; turns without a group are in no row. ``scores`` are
    those of ``assisted``. A group under ``PEOPLE`` people keeps its counts, and its shares are
    undefined (``few_people``).
    """
    who, of = np.asarray(person, dtype=object), np.asarray(group, dtype=object)
    names = dict.fromkeys(name for name in of.tolist() if name is not None)
    f = None if scores is None else np.asarray(scores, dtype=np.float64).ravel()
    return tuple(_group(name, turns, who, of == name, f, level) for name in names)


def like_these(turns: Turns, person: ArrayLike, *, level: float = 0.95) -> Share:
    """Return the share of units for people like those whose turns these are.

    The ratio of expanded totals, its variance that of the participants' residuals, Wilson's
    interval on the effective n with Student's t, participants - 1 degrees of freedom. The worst
    case that ``estimate.blended`` weighs in is, as there, that all units of a turn are alike:
    that all a participant says is, nobody believes. Undefined where ``sampled`` is, and when turns
    of fewer than ``PEOPLE`` people were read (``few_people``).
    """
    if reason := why_not(turns):
        return record(turns, "participants", reason)
    found = record(turns, "participants")
    read = turns.read & (turns.units > 0)
    number = np.unique(np.asarray(person)[read], return_inverse=True)[1].ravel()
    n = int(number.max()) + 1
    if n < PEOPLE:
        return replace(found, reason="few_people")
    w = (turns.size / np.maximum(turns.drawn, 1))[turns.stratum[read]]
    t, m = totals(w * turns.positives[read], number, n), totals(w * turns.units[read], number, n)
    size = w * turns.units[read] / m.sum()
    of = _of_people(t, m, float(size @ size))
    telling = min(int((t > 0).sum()), int((t < m).sum()))
    design = blended(of, of.ratio, float(found.units), telling, 1.0)
    effective = found.units / design
    low, high = wilson(of.ratio, effective, student(of.degrees, (1 + level) / 2))
    return replace(found, value=of.ratio, low=low, high=high, effective=effective, design=design)


def _of_people(t: NDArray[np.float64], m: NDArray[np.float64], reach: float) -> Expanded:
    share = m / m.sum()
    ratio = float(t.sum() / m.sum())
    e = (t - ratio * m) / (1 - share)
    variance = len(t) * float(e.var(ddof=1)) / float(m.sum()) ** 2
    return Expanded(ratio, variance, variance, float(len(t) - 1), reach, 1.0)


def _group(
    name: str,
    turns: Turns,
    who: NDArray[np.object_],
    inside: NDArray[np.bool_],
    f: NDArray[np.float64] | None,
    level: float,
) -> GroupShare:
    domain = turns.domain(inside)
    kept = np.isin(turns.stratum, turns.stratum[inside])
    here = inside & (turns.units > 0)
    people = len(set(who[here].tolist()))
    corpus = sampled(domain, level=level)
    model = None
    if f is not None:
        model = assisted(domain, np.where(inside, f, 0.0)[kept], level=level)
    like = like_these(domain, who[kept].astype(str), level=level)
    if people < PEOPLE:
        corpus, like = _hidden(corpus), _hidden(like)
        model = model and _hidden(model)
    read = len(set(who[here & turns.read].tolist()))
    return GroupShare(name, people, read, corpus, model, like)


def _hidden(share: Share) -> Share:
    """Return the counts alone."""
    return replace(
        share,
        value=nan,
        low=nan,
        high=nan,
        effective=nan,
        design=nan,
        reason="few_people",
        needs=(0, 0),
        clipped=False,
    )
