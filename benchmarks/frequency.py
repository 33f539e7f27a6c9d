"""Simulate how often the printed interval of a code's frequency holds the truth, and its width.

Every run draws a corpus (interviews that differ in length and in how often the code occurs, turns
that differ too, sentences inside them), its labels, a model's scores, and the blind sample as
the product draws it, topped up to n turns. Estimates and intervals are the product's own. What
is printed is what the guard chooses: the model-assisted interval, or that of the people alone.
"""

from __future__ import annotations

import argparse
import json
import platform
import sys
import time
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict, dataclass
from functools import cache
from itertools import product
from math import log
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from qualcode.frequency import Share, Turns, assisted, draw_sample, printed, sampled, totals
from qualcode.frequency.top_up import Size, allocate

Array = NDArray[Any]
FLOOR = 0.935
"""No cell of the grid may cover less."""
PREVALENCES, SIZES = (0.01, 0.03, 0.10, 0.30), (60, 100, 200, 400)
MODELS = ("good", "biased", "useless")
ADOPTED = 0.3
"""Anchored coders take over this share of the model's wrong suggestions."""


@dataclass(frozen=True, slots=True)
class World:
    """What kind of study; ``interviews`` 0 makes as many as let 15 % give two thirds of n.

    ``between`` and ``within`` are the standard deviations of the log odds of the code over
    interviews and over the turns of one; ``long`` is the mean number of further sentences of a
    turn, 0 where the turn itself is counted.
    """

    what: str
    between: float = 0.7
    within: float = 1.5
    long: float = 3.5
    turns: float = 36
    uneven: float = 0.5
    interviews: int = 0


WORLDS = {
    "base": World("sentences counted, turns drawn"),
    "turns": World("turns counted and drawn", long=0),
    "unequal": World("interviews of very different length", uneven=1.0),
    "clustered": World("a turn is nearly all or nothing, interviews differ much", 1.2, 4.0),
    "alike": World("no clustering at all", 0.0, 0.0),
    "long": World("long turns, about 15 sentences", long=14),
    "short": World("many short interviews, two blind turns in most", turns=12),
    "few": World("six long interviews", interviews=6),
}


GRID = ("base", "turns")
"""The published grid; the other worlds ask whether it was a lucky one."""


DRAWN = 0.225
"""The share of a corpus's turns that n is: 15 % drawn at first, and half as many topped up."""


class Cell(NamedTuple):
    """One combination of what is varied."""

    world: str
    prevalence: float
    n: int

    def __str__(self) -> str:
        return f"{self.world}, {self.prevalence:.0%}, {self.n} turns"


class Corpus(NamedTuple):
    """One drawn corpus: interview of each turn; turn, label and score signal of each unit."""

    interview: Array
    turn: Array
    y: Array
    signal: Array
    blind: Array


def corpus_of(cell: Cell, seed: int) -> Corpus:
    """Draw a corpus and its blind sample."""
    world = WORLDS[cell.world]
    rng = np.random.default_rng([seed, SIZES.index(cell.n), round(1000 * cell.prevalence)])
    size = cell.n / DRAWN
    count = world.interviews or max(3, round(size / world.turns))
    mean = size / count if world.interviews else world.turns
    sizes = mean * np.exp(world.uneven * rng.standard_normal(count) - world.uneven**2 / 2)
    sizes = np.maximum(4, sizes.round()).astype(np.int64)
    interview = np.repeat(np.arange(count), sizes)
    m = 1 + (rng.geometric(1 / (1 + world.long), len(interview)) - 1 if world.long else 0)
    turn = np.repeat(np.arange(len(interview)), m)
    effect = world.between * rng.standard_normal(count)[interview]
    effect = effect + world.within * rng.standard_normal(len(interview))
    chance = 1 / (1 + np.exp(-middle(cell.prevalence, world.between, world.within) - effect))
    y = (rng.random(len(turn)) < chance[turn]).astype(np.float64)
    signal = rng.standard_normal(len(turn)) + 1.8 * (y - 0.5)
    return Corpus(interview, turn, y, signal, blind_of(sizes, seed, cell.n))


@cache
def middle(prevalence: float, between: float, within: float) -> float:
    """Return the log odds at which the mean chance over interviews and turns is the prevalence."""
    nodes, weights = np.polynomial.hermite_e.hermegauss(60)
    spread = (between**2 + within**2) ** 0.5 * nodes
    low, high = -30.0, 10.0
    for _ in range(60):
        half = (low + high) / 2
        chance = (weights / (1 + np.exp(-half - spread))).sum() / weights.sum()
        low, high = (half, high) if chance < prevalence else (low, half)
    return half


def blind_of(sizes: Array, seed: int, n: int) -> Array:
    """Return which turns are blind: 15 % and at least two of each interview, topped up to n."""
    first = np.concatenate([[0], np.cumsum(sizes)])
    frame = {f"{k:03d}": range(first[k], first[k + 1]) for k in range(len(sizes))}
    drawn: dict[str, list[int]] = {key: [] for key in frame}
    blind = dict.fromkeys(frame, 0)
    for turn in draw_sample(frame, seed=seed):
        drawn[turn.stratum].append(turn.turn_id)
        blind[turn.stratum] += turn.role == "blind"
    rest = {k: Size(len(frame[k]), blind[k], len(drawn[k]) - blind[k]) for k in frame}
    missing = min(n - sum(blind.values()), sum(size.reserve for size in rest.values()))
    more = allocate(rest, missing) if missing > 0 else {}
    chosen = np.zeros(first[-1], dtype=np.bool_)
    for key, turns in drawn.items():
        chosen[turns[: blind[key] + more.get(key, 0)]] = True
    return chosen


def scores_of(corpus: Corpus, prevalence: float, model: str, seed: int) -> Array:
    """Return a model's scores for every unit, made without seeing its label.

    ``good`` ranks with an area under the curve of .90 and is calibrated; ``biased`` is the same
    with log odds 1.5 too low in half of the interviews; ``useless`` has the good one's scores
    in random order.
    """
    rng = np.random.default_rng([seed, 7])
    logit = log(prevalence / (1 - prevalence)) + 1.8 * corpus.signal
    if model == "biased":
        off = rng.permutation(corpus.interview.max() + 1) % 2
        logit = logit - 1.5 * off[corpus.interview][corpus.turn]
    if model == "useless":
        logit = rng.permutation(logit)
    scores: Array = 1 / (1 + np.exp(-logit))
    return scores


def anchored(corpus: Corpus, scores: Array, seed: int) -> Array:
    """Return labels of coders who adopted some of the model's wrong suggestions and silences.

    The model suggests where it thinks the code likelier than not.
    """
    said = scores >= 0.5
    adopts = np.random.default_rng([seed, 8]).random(len(scores)) < ADOPTED
    return np.where(adopts & (said != corpus.y), said, corpus.y).astype(np.float64)


def turns_of(corpus: Corpus, y: Array) -> Turns:
    seen = np.where(corpus.blind[corpus.turn], y, np.nan)
    return Turns.from_units(seen, corpus.turn, corpus.interview)


def one_run(cell: Cell, seed: int, warnings: bool) -> dict[str, Any]:
    """Return every estimate of one drawn corpus."""
    corpus = corpus_of(cell, seed)
    size = len(corpus.interview)
    people = turns_of(corpus, corpus.y)
    alone = sampled(people)
    found: dict[str, Any] = {"truth": corpus.y.mean(), "people": alone}
    for model in MODELS:
        f = scores_of(corpus, cell.prevalence, model, seed)
        of = totals(f, corpus.turn, size)
        found[model] = printed(alone, assisted(people, of))
        found[f"naive {model}"] = float(f.mean())
        if not warnings:
            continue
        led = turns_of(corpus, anchored(corpus, f, seed))
        found[f"anchored {model}"] = printed(sampled(led), assisted(led, of))
        if model != "useless":
            known = ~corpus.blind[corpus.turn]
            learnt = totals(np.where(known, 0.35 * f + 0.65 * corpus.y, f), corpus.turn, size)
            found[f"in-sample {model}"] = printed(alone, assisted(people, learnt))
    return found


def simulate(cell: Cell, runs: int, warnings: bool = True, first: int = 0) -> dict[str, Any]:
    """Return coverage and width of every estimate in a cell."""
    every = [one_run(cell, seed, warnings) for seed in range(first, first + runs)]
    truth = np.array([run["truth"] for run in every])
    result: dict[str, Any] = {"cell": cell._asdict(), "truth": float(truth.mean())}
    for name in every[0]:
        if name == "truth":
            continue
        if name.startswith("naive"):
            naive = np.array([run[name] for run in every])
            result[name] = {"bias": float((naive - truth).mean() / truth.mean())}
            continue
        shares = [run[name] for run in every]
        result[name] = summarise(shares, truth)
    return result


def summarise(shares: list[Share], truth: Array) -> dict[str, float]:
    low, high, value = (np.array([getattr(s, k) for s in shares]) for k in ("low", "high", "value"))
    # a share of a corpus is a count over a count; both sides of the comparison round
    inside = (low <= truth + 1e-12) & (truth <= high + 1e-12)
    methods = [share.method for share in shares]
    return {
        "covered": float(inside.mean()),
        "above": float((truth > high + 1e-12).mean()),
        "below": float((truth < low - 1e-12).mean()),
        "width": float((high - low).mean()),
        "bias": float((value - truth).mean() / truth.mean()),
        "assisted": methods.count("difference") / len(methods),
        "covered_assisted": float(
            inside[[m == "difference" for m in methods]].mean() if "difference" in methods else -1
        ),
        "turns": float(np.mean([share.turns for share in shares])),
        "units": float(np.mean([share.units for share in shares])),
    }


def table(heads: list[str], rows: list[list[str]]) -> str:
    lines = [heads, ["---"] * len(heads), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def share(value: float) -> str:
    return f"{value:.3f}".removeprefix("0")


def found(one: dict[str, float]) -> str:
    covered = share(one["covered"])
    return f"{covered if one['covered'] >= FLOOR else f'**{covered}**'} / {share(one['width'])}"


def grid(results: list[dict[str, Any]], world: str) -> str:
    """Return coverage and mean width of what is printed, for each cell of a world."""
    heads = ["Prevalence", "Blind turns", "Units in them", "People alone"]
    heads += [f"Printed, model {model}" for model in MODELS] + ["Model allowed"]
    rows = []
    for one in of(results, world):
        cell, alone = one["cell"], one["people"]
        rows.append([
            f"{cell['prevalence']:.0%}",
            f"{alone['turns']:.0f}",
            f"{alone['units']:.0f}",
            *(found(one[name]) for name in ("people", *MODELS)),
            f"{one['good']['assisted']:.0%}",
        ])  # fmt: skip
    return table(heads, rows)


def alarms(results: list[dict[str, Any]], world: str) -> str:
    """Return what anchored labels, scores of training units and no correction at all do."""
    naive = ["naive good", "naive biased"]
    broken = [f"anchored {model}" for model in MODELS] + ["in-sample good", "in-sample biased"]
    heads = ["Prevalence", "Blind turns", *(f"Bias, {name}" for name in naive)]
    heads += [name.capitalize() for name in broken]
    rows = []
    for one in of(results, world):
        cells = [f"{share(one[k]['covered'])}, {one[k]['bias']:+.0%}" for k in broken]
        bias = [f"{one[k]['bias']:+.0%}" for k in naive]
        cell = one["cell"]
        rows.append([f"{cell['prevalence']:.0%}", str(cell["n"]), *bias, *cells])
    return table(heads, rows)


def elsewhere(results: list[dict[str, Any]]) -> str:
    """Return the lowest coverage of every world, and where."""
    rows = []
    for name, world in WORLDS.items():
        row = [world.what]
        for kind in ("people", *MODELS):
            mine = {str(Cell(**r["cell"])): r[kind]["covered"] for r in of(results, name)}
            if not mine:
                continue
            lowest = min(mine, key=lambda cell: mine[cell])
            row.append(f"{share(mine[lowest])} ({lowest.partition(', ')[2]})")
        if len(row) > 1:
            rows.append(row)
    return table(["World", "People alone", *(f"Printed, {model}" for model in MODELS)], rows)


def of(results: list[dict[str, Any]], world: str) -> list[dict[str, Any]]:
    return [one for one in results if one["cell"]["world"] == world]


def under(results: list[dict[str, Any]]) -> list[str]:
    return [
        f"{Cell(**one['cell'])}: {kind} covers {one[kind]['covered']:.3f}"
        for one in results
        for kind in ("people", *MODELS)
        if one[kind]["covered"] < FLOOR
    ]


def run(worlds: list[str], runs: int, first: int, jobs: int) -> list[dict[str, Any]]:
    """Simulate every cell; the grid's two worlds with the warnings beside them."""
    cells = [Cell(*key) for key in product(worlds, PREVALENCES, SIZES)]
    # the longest first, so that no process is left alone with one
    order = sorted(range(len(cells)), key=lambda i: -cells[i].n)
    with ProcessPoolExecutor(jobs) as pool:
        waiting = {
            i: pool.submit(simulate, cells[i], runs, cells[i].world in GRID, first) for i in order
        }
        return [waiting[i].result() for i in range(len(cells))]


def main() -> int:
    """Simulate, print the tables; fail where a printed interval covers less than the floor."""
    parser = argparse.ArgumentParser(description=__doc__, allow_abbrev=False)
    parser.add_argument("--runs", type=int, default=2000, help="drawn populations a cell")
    parser.add_argument("--quick", action="store_true", help="200 a cell, the grid alone")
    parser.add_argument("--worlds", default=",".join(WORLDS), help="some of these")
    parser.add_argument("--first", type=int, default=0, help="the first population's seed")
    parser.add_argument("--jobs", type=int, default=2, help="processes")
    parser.add_argument("--json", type=Path, help="write every figure to this file")
    parser.add_argument("--markdown", type=Path, help="write the tables to this file")
    asked = parser.parse_args()
    worlds = list(GRID) if asked.quick else asked.worlds.split(",")
    runs, begun = 200 if asked.quick else asked.runs, time.monotonic()
    results = run(worlds, runs, asked.first, asked.jobs)
    parts = [f"{WORLDS[w].what}:\n\n{grid(results, w)}" for w in worlds if w in GRID]
    parts += [f"warnings, {WORLDS[w].what}:\n\n{alarms(results, w)}" for w in worlds if w in GRID]
    text = "\n\n".join([*parts, elsewhere(results)]) + "\n"
    about = {"python": platform.python_version(), "numpy": np.__version__}
    took = time.monotonic() - begun
    print(f"{runs} populations a cell from seed {asked.first}, {took:.0f} s, {about}\n\n{text}")
    if asked.markdown:
        asked.markdown.write_text(text, encoding="utf-8")
    if asked.json:
        value = {**about, "runs": runs, "worlds": {w: asdict(WORLDS[w]) for w in worlds}}
        asked.json.write_text(json.dumps({**value, "cells": results}, indent=1), encoding="utf-8")
    low = under(results)
    for line in low:
        print(f"under {FLOOR}: {line}", file=sys.stderr)
    return 1 if low else 0


if __name__ == "__main__":
    sys.exit(main())
