"""Simulate how often the intervals of alpha hold the true value, and how wide they are.

One code, marked or not by every coder in every unit; transcripts differ in how often the code
occurs and in how often coders err. *Interviews like these*: transcripts are drawn anew in every
run, and the truth is alpha over endlessly many of them. *This corpus*: the transcripts stay, and
the truth is alpha over endlessly many units of each. A run is kept as the number of units that
0, 1, … coders marked in each transcript, which is all that alpha needs. Alpha and every interval
are the product's own.
"""

from __future__ import annotations

import argparse
import json
import platform
import sys
from dataclasses import asdict, dataclass, replace
from itertools import product
from math import exp, log
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from qualcode.agreement import COEFFICIENTS, Interval, Patterns, bootstrap, jackknife
from qualcode.agreement.intervals import corpus_interval, student

Array = NDArray[Any]
LEVEL = 0.95
FLOOR = 0.92
"""No cell of the base scenario may cover less."""
UNITS = 40
ENDLESS = 1e12
"""Units that stand for endlessly many: alpha is within 1e-11 of its limit."""
CODERS, SHARES, TRANSCRIPTS = (2, 4), (0.2, 0.05), (4, 8, 12, 20)


@dataclass(frozen=True, slots=True)
class Scenario:
    """How transcripts differ: the code's share and the error are Beta, drawn for each.

    ``spread`` is the sum of the Beta parameters of the share; ``own`` draws an error for each
    coder too; ``rare`` scales false alarms down to the share, so that a rare code stays rare;
    ``uneven`` is the standard deviation of the logarithm of the number of units.
    """

    what: str
    spread: float = 8
    error: tuple[float, float] = (1.5, 13.5)
    own: bool = False
    rare: bool = False
    uneven: float = 0


SCENARIOS = {
    "base": Scenario("nothing"),
    "own": Scenario("each coder has an error rate of their own in each transcript", own=True),
    "rare": Scenario("false alarms are as rare as misses", rare=True),
    "uneven": Scenario("transcripts of about 6 to 140 units", uneven=0.8),
    "skewed": Scenario("most transcripts make no error, a few many", error=(0.2, 1.8)),
    "u-shaped": Scenario("most transcripts are without the code, a few full of it", spread=2),
}
WITHIN = ("base", "rare")
"""The scenarios in which *this corpus* is simulated too."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One combination of what is varied."""

    scenario: str
    coders: int
    share: float
    transcripts: int

    def __str__(self) -> str:
        return f"{self.transcripts} transcripts, {self.coders} coders, share {self.share:g}"


@dataclass(slots=True)
class Coverage:
    """What an interval did in a cell: shares of the runs that had one, but ``none`` of all."""

    covered: float
    above: float
    below: float
    width: float
    none: float


def patterns_of(counts: Array) -> Patterns:
    """Return the patterns of counts of units (transcripts, how many coders marked them)."""
    marked = np.arange(counts.shape[-1], dtype=np.float64)
    given = np.stack([marked[::-1], marked], axis=1)
    return Patterns(np.array([0.0, 1.0]), None, given, np.asarray(counts, dtype=np.float64))


def truth_of(odds: Array) -> float:
    """Return alpha of endlessly many units with these odds of 0, 1, … coders marking one."""
    return COEFFICIENTS["alpha"](patterns_of(odds[None] * ENDLESS)).value


def equal_arms(found: Interval) -> Interval:
    """Return the textbook interval for comparison: Student's t with G − 1 on both sides.

    Its lower arm is the product's, which measured it from log(1 − alpha) with those degrees.
    """
    if found.reason:
        return found
    arm = student(found.n_groups - 1, (1 + LEVEL) / 2) * found.error
    return replace(found, high=1 - exp(log(1 - found.low) - 2 * arm))


def draw_odds(rng: np.random.Generator, cell: Cell, shape: tuple[int, ...]) -> Array:
    """Return odds of 0, 1, … coders marking a unit, for as many transcripts as ``shape`` says."""
    scene = SCENARIOS[cell.scenario]
    share = rng.beta(cell.share * scene.spread, (1 - cell.share) * scene.spread, shape)
    draws = cell.coders if scene.own else 1
    error = np.broadcast_to(rng.beta(*scene.error, (draws, *shape)), (cell.coders, *shape))
    alarm = error * cell.share / (1 - cell.share) if scene.rare else error
    odds = share[..., None] * _counts(1 - error) + (1 - share[..., None]) * _counts(alarm)
    return odds / odds.sum(axis=-1, keepdims=True)


def _counts(chances: Array) -> Array:
    """Return the odds of 0, 1, … successes in trials with these chances (trials, …)."""
    odds = np.zeros((*chances.shape[1:], len(chances) + 1))
    odds[..., 0] = 1
    for chance in chances[..., None]:
        moved = odds[..., :-1] * chance
        odds *= 1 - chance
        odds[..., 1:] += moved
    return odds


def draw_sizes(rng: np.random.Generator, cell: Cell, shape: tuple[int, ...]) -> Array:
    """Return the number of units of each transcript, three at least."""
    spread = SCENARIOS[cell.scenario].uneven
    sizes = UNITS * np.exp(spread * rng.standard_normal(shape) - spread**2 / 2)
    return np.maximum(3, sizes.round()).astype(np.int64)


def summarise(found: list[Interval], truths: Array) -> Coverage:
    """Return the coverage of intervals; no width goes below alpha = −1."""
    bounds = np.array([(one.low, one.high) for one in found])
    had = np.array([one.reason is None for one in found])
    (low, high), true = bounds[had].T, truths[had]
    width = np.maximum(high, -1) - np.maximum(low, -1)
    shares = ((low <= true) & (true <= high), true > high, true < low, width)
    return Coverage(*(float(share.mean()) for share in shares), none=float(1 - had.mean()))


def over_transcripts(cell: Cell, runs: int, seed: int) -> dict[str, Any]:
    """Simulate *interviews like these*."""
    rng = np.random.default_rng([seed, *_key(cell)])
    truth = truth_of(draw_odds(rng, cell, (500_000,)).mean(axis=0))
    shape = (runs, cell.transcripts)
    drawn = rng.multinomial(draw_sizes(rng, cell, shape), draw_odds(rng, cell, shape))
    ratings = [patterns_of(counts) for counts in drawn]
    found = {"jackknife": [jackknife(run) for run in ratings]}
    reasons = [one.reason for one in found["jackknife"] if one.reason]
    if cell.scenario == "base":
        found["equal_arms"] = [equal_arms(one) for one in found["jackknife"]]
        found["transcripts"] = [
            bootstrap(run, kind="transcripts", seed=seed + n) for n, run in enumerate(ratings)
        ]
    return {
        "cell": asdict(cell),
        "truth": truth,
        "reasons": {name: reasons.count(name) / runs for name in sorted(set(reasons))},
        **_summaries(found, np.full(runs, truth)),
    }


def within_transcripts(cell: Cell, runs: int, seed: int) -> dict[str, Any]:
    """Simulate *this corpus*; another corpus in every run."""
    rng = np.random.default_rng([seed, 1, *_key(cell)])
    odds = draw_odds(rng, cell, (runs, cell.transcripts))
    truths = np.array([truth_of(corpus) for corpus in odds.mean(axis=1)])
    ratings = [patterns_of(counts) for counts in rng.multinomial(UNITS, odds)]
    found = {
        "corpus": [corpus_interval(run) for run in ratings],
        "units_within_transcripts": [bootstrap(r, seed=seed + n) for n, r in enumerate(ratings)],
    }
    return {"cell": asdict(cell), **_summaries(found, truths)}


def _summaries(found: dict[str, list[Interval]], truths: Array) -> dict[str, Any]:
    return {name: asdict(summarise(all_, truths)) for name, all_ in found.items()}


def _key(cell: Cell) -> tuple[int, ...]:
    number = list(SCENARIOS).index(cell.scenario)
    return number, cell.coders, round(cell.share * 100), cell.transcripts


def table(heads: list[str], rows: list[list[str]]) -> str:
    lines = [heads, ["---"] * len(heads), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def share(value: float) -> str:
    return f"{value:.3f}".removeprefix("0")


def base_table(results: list[dict[str, Any]]) -> str:
    heads = ["Coders", "Share", "Transcripts", "True alpha", "Covered", "Above", "Below"]
    heads += ["Mean width", "None", "Equal arms", "`transcripts`"]
    rows = []
    for one in results:
        cell, ours = one["cell"], one["jackknife"]
        covered = share(ours["covered"])
        rows.append([
            *(f"{cell[name]:g}" for name in ("coders", "share", "transcripts")),
            share(one["truth"]),
            covered if ours["covered"] >= FLOOR else f"**{covered}**",
            *(share(ours[name]) for name in ("above", "below")),
            f"{ours['width']:.2f}",
            share(ours["none"]),
            *(share(one[name]["covered"]) for name in ("equal_arms", "transcripts")),
        ])  # fmt: skip
    return table(heads, rows)


def scenario_table(results: list[dict[str, Any]]) -> str:
    rows = []
    for name, scene in SCENARIOS.items():
        mine = [one for one in results if one["cell"]["scenario"] == name]
        if name == "base" or not mine:
            continue
        covered = {str(Cell(**one["cell"])): one["jackknife"]["covered"] for one in mine}
        lowest = min(covered, key=lambda cell: covered[cell])
        under = sum(value < FLOOR for value in covered.values())
        none = max(one["jackknife"]["none"] for one in mine)
        span = f"{share(covered[lowest])} – {share(max(covered.values()))}"
        rows.append([scene.what, span, lowest, str(under), share(none)])
    return table(["What differs", "Covered", "Lowest in", "Cells under .92", "None, at most"], rows)


def corpus_table(results: list[dict[str, Any]]) -> str:
    kinds = ("corpus", "units_within_transcripts")
    rows = []
    for n in TRANSCRIPTS:
        row, here = [str(n)], [one for one in results if one["cell"]["transcripts"] == n]
        for scene, kind in product(WITHIN, kinds):
            mine = [one[kind]["covered"] for one in here if one["cell"]["scenario"] == scene]
            row.append(f"{share(min(mine))} – {share(max(mine))}")
        rows.append([*row, share(max(one["corpus"]["none"] for one in here))])
    shown = [f"`{kind}`" for kind in kinds]
    heads = ["Transcripts", *shown, *(f"rare: {kind}" for kind in shown), "None, at most"]
    return table(heads, rows)


def main() -> int:
    """Simulate, print the tables; fail where a cell of the base scenario is under the floor."""
    parser = argparse.ArgumentParser(description=__doc__, allow_abbrev=False)
    parser.add_argument("--runs", type=int, default=1000, help="runs a cell")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--json", type=Path, help="write every figure to this file")
    parser.add_argument("--markdown", type=Path, help="write the tables to this file")
    asked = parser.parse_args()
    like, corpus = [], []
    for name in SCENARIOS:
        print(name, file=sys.stderr, flush=True)
        cells = [Cell(name, *key) for key in product(CODERS, SHARES, TRANSCRIPTS)]
        like += [over_transcripts(cell, asked.runs, asked.seed) for cell in cells]
        if name in WITHIN:
            corpus += [within_transcripts(cell, asked.runs, asked.seed) for cell in cells]
    base = [one for one in like if one["cell"]["scenario"] == "base"]
    text = "\n\n".join([base_table(base), scenario_table(like), corpus_table(corpus)]) + "\n"
    about = {"python": platform.python_version(), "numpy": np.__version__}
    print(f"{asked.runs} runs a cell, seed {asked.seed}, {about}\n\n{text}")
    if asked.markdown:
        asked.markdown.write_text(text, encoding="utf-8")
    if asked.json:
        value = {**about, "runs": asked.runs, "like_these": like, "this_corpus": corpus}
        asked.json.write_text(json.dumps(value, indent=1), encoding="utf-8")
    under = [Cell(**one["cell"]) for one in base if one["jackknife"]["covered"] < FLOOR]
    for cell in under:
        print(f"under {FLOOR}: {cell}", file=sys.stderr)
    return 1 if under else 0


if __name__ == "__main__":
    sys.exit(main())
