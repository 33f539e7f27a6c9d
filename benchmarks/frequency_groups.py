"""Simulate the figures of groups: the interval for people like these, and the test of errors.

Coverage of the share that people like these have, and how often the test finds a difference
between groups where there is none, at the level of 5 %, beside the usual test (CR1).
"""

from __future__ import annotations

import argparse
import sys
from itertools import product
from typing import Any

import numpy as np
from frequency import middle, share, table
from numpy.typing import NDArray
from scipy.stats import f as f_distribution

from qualcode.frequency import Turns
from qualcode.frequency.errors import subgroup_errors
from qualcode.frequency.groups import like_these

Array = NDArray[Any]
PEOPLE, PREVALENCES = (6, 8, 12, 20, 40), (0.03, 0.10, 0.30)
SPREADS = ((0.7, 1.5), (1.2, 2.0))
"""Standard deviations of the code's log odds over people and over turns."""
GROUPS = ((6, 6), (10, 10), (20, 20), (6, 30), (6, 6, 6), (6, 10, 20, 40))
FLOOR, CEILING = 0.935, 0.10


def interviews(rng: np.random.Generator, people: int, prevalence: float, spread: Any) -> Turns:
    """Draw an interview a person, 15 % of its turns blind and at least two, all of them read."""
    size = rng.integers(15, 60, people)
    person = np.repeat(np.arange(people), size)
    m = rng.geometric(1 / 4.5, len(person))
    effect = spread[0] * rng.standard_normal(people)[person]
    effect = effect + spread[1] * rng.standard_normal(len(person))
    t = rng.binomial(m, 1 / (1 + np.exp(-middle(prevalence, *spread) - effect))).astype(float)
    rank = np.concatenate([rng.permutation(n) for n in size])
    blind = rank < np.maximum(2, np.ceil(0.15 * size))[person]
    return Turns.of(person, m, np.where(blind, t, np.nan))


def coverage(rng: np.random.Generator, runs: int) -> tuple[str, float]:
    rows, lowest = [], 1.0
    for people, prevalence, spread in product(PEOPLE, PREVALENCES, SPREADS):
        drawn = [interviews(rng, people, prevalence, spread) for _ in range(runs)]
        found = [like_these(turns, turns.stratum) for turns in drawn]
        covered = float(np.mean([one.low <= prevalence <= one.high for one in found]))
        width = float(np.mean([one.high - one.low for one in found]))
        lowest = min(lowest, covered)
        rows.append([
            *(str(people), f"{prevalence:.0%}", " and ".join(map(str, spread))),
            *(share(covered), share(width)),
        ])  # fmt: skip
    heads = ["People", "Prevalence", "Spread over people and turns", "Covered", "Mean width"]
    return table(heads, rows), lowest


def cr1(d: Array, person: Array, group: Array) -> float:
    """Return p of the usual Wald test: CR1 variances, F with participants - 1 degrees."""
    k, n, g = int(group.max()) + 1, len(d), int(person.max()) + 1
    size = np.bincount(group)
    means = np.bincount(group, weights=d) / size
    sums = np.bincount(person, weights=d - means[group])
    home = group[np.unique(person, return_index=True)[1]]
    factor = g / (g - 1) * (n - 1) / (n - k)
    variances = factor * np.bincount(home, weights=sums**2) / size**2
    if (variances < 1e-24).any():
        return float("nan")
    apart = means[1:] - means[0]
    wald = apart @ np.linalg.solve(np.diag(variances[1:]) + variances[0], apart) / (k - 1)
    return float(f_distribution.sf(wald, k - 1, g - 1))


def false_alarms(rng: np.random.Generator, runs: int) -> tuple[str, float]:
    rows, highest = [], 0.0
    for sizes, prevalence in product(GROUPS, PREVALENCES):
        ours, usual = [], []
        for _ in range(runs):
            people = sum(sizes)
            person = np.repeat(np.arange(people), rng.integers(4, 30, people))
            group = np.repeat(np.arange(len(sizes)), sizes)[person]
            odds = middle(prevalence, 0.7, 0.0) + 0.7 * rng.standard_normal(people)
            d = (rng.random(len(person)) < 1 / (1 + np.exp(-odds[person]))) - prevalence
            found = subgroup_errors(
                d, np.zeros(len(d)), person.astype(str).tolist(), group.astype(str).tolist()
            )
            ours.append(found.p)
            usual.append(cr1(d, person, group))
        highest = max(highest, alarm := float(np.nanmean(np.array(ours) < 0.05)))
        rows.append([
            ", ".join(map(str, sizes)),
            f"{prevalence:.0%}",
            *(share(alarm), share(float(np.mean(np.array(usual) < 0.05)))),
            share(float(np.isnan(ours).mean())),
        ])  # fmt: skip
    heads = ["People in the groups", "Prevalence", "False alarms", "CR1", "None"]
    return table(heads, rows), highest


def main() -> int:
    """Simulate, print the tables; fail where coverage is too low or false alarms too many."""
    parser = argparse.ArgumentParser(description=__doc__, allow_abbrev=False)
    parser.add_argument("--runs", type=int, default=2000, help="drawn populations a cell")
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    rng = np.random.default_rng(asked.seed)
    first, lowest = coverage(rng, asked.runs)
    second, highest = false_alarms(rng, asked.runs)
    print(f"{first}\n\n{second}")
    return int(lowest < FLOOR or highest > CEILING)


if __name__ == "__main__":
    sys.exit(main())
