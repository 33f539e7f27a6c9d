"""Measure agreement on large tables, beside the package krippendorff on the same data.

In every turn each figure is taken, ours and theirs one after the other, so that both bear the
same load of the machine; a ratio is of two that follow each other. What is over in milliseconds
is taken several times a turn. The first turn warms up and is not counted.
"""

from __future__ import annotations

import argparse
import gc
import json
import os
import platform
import sys
import time
import tracemalloc
from dataclasses import asdict, dataclass, field
from functools import partial
from importlib.metadata import version
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any

import krippendorff
import numpy as np
from spine import reference, spread, table, tell

from qualcode import agreement
from qualcode.agreement.unitizing import CU_ALPHA, U_ALPHA
from qualcode.agreement.unitizing.continuum import Continuum
from qualcode.agreement.unitizing.sweep import lengths
from qualcode.model import Code, Codebook, Coding, Reading, Unit

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from qualcode.agreement.unitizing.continuum import Span

STUDIED = 2_000
"""The units of a study; what follows are sizes at which time begins to count."""
SIZES = (100_000, 1_000_000)
CODERS, CATEGORIES, MISSING = 5, 7, 0.1
REPLICATES = 1000
SEGMENTS, STRIDE, SLACK = 2000, 373, 40
SHORT = 5
"""How often a turn takes what is over in milliseconds."""
OFTEN = {STUDIED: 40, SIZES[0]: SHORT}
STUDY = {"transcripts": 30, "units": 200, "codes": 30, "coders": 3}
LETTER = chr(0x6587)


@dataclass(slots=True)
class Figure:
    """One figure: its samples, and what must hold for their median."""

    what: str
    unit: str = "ms"
    at_most: float | None = None
    at_least: float | None = None
    samples: list[float] = field(default_factory=list)

    @property
    def met(self) -> bool | None:
        """Whether the median keeps to what is required, ``None`` where nothing is."""
        middle = median(self.samples)
        if self.at_most is not None:
            return middle <= self.at_most
        return None if self.at_least is None else middle >= self.at_least

    def row(self) -> list[str]:
        """Return the figure as a row of the report."""
        required = ""
        if self.met is not None:
            sign, limit = ("≤", self.at_most) if self.at_least is None else ("≥", self.at_least)
            required = f"{sign} {limit:g} {self.unit}"
        shown = [
            f"{value:.3g}" if value < 1000 else f"{value:,.0f}" for value in spread(self.samples)
        ]
        met = {None: "", True: "yes", False: "**no**"}[self.met]
        return [self.what, required, f"{shown[0]} {self.unit}", f"{shown[1]} – {shown[2]}", met]


class Bench:
    """The figures of all turns, in the order in which they were first taken."""

    def __init__(self) -> None:
        self.figures: dict[str, Figure] = {}

    def note(self, what: str, value: float, **about: Any) -> None:
        """Keep a sample; ``about`` is what the figure is besides its samples."""
        self.figures.setdefault(what, Figure(what, **about)).samples.append(value)

    def time(self, what: str, work: Callable[[], Any], **about: Any) -> tuple[float, Any]:
        """Do a piece of work, keep its milliseconds; return them and what it gave."""
        begun = time.perf_counter()
        given = work()
        spent = (time.perf_counter() - begun) * 1000
        self.note(what, spent, **about)
        return spent, given


def peak(work: Callable[[], Any]) -> float:
    """Return how many megabytes a piece of work takes beside what there was."""
    tracemalloc.start()
    work()
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return most / 1e6


def ratings(n: int) -> NDArray[np.float64]:
    """Return units × coders of whole numbers, NaN where missing."""
    random = np.random.default_rng(n)
    shape = (n, CODERS)
    alike = random.random(shape) < 0.7
    given = np.where(
        alike, random.integers(CATEGORIES, size=(n, 1)), random.integers(CATEGORIES, size=shape)
    )
    return np.where(random.random(shape) < MISSING, np.nan, given.astype(np.float64))


class Ratings:
    """One table of ratings, as each package wants it."""

    def __init__(self, n: int) -> None:
        self.n = n
        self.name = f"{n:,} units"
        self.table = ratings(n)
        self.turned = np.ascontiguousarray(self.table.T)

    def ours(self) -> float:
        """Return alpha by qualcode."""
        return agreement.krippendorff_alpha(self.table).value

    def theirs(self) -> float:
        """Return alpha by krippendorff."""
        return float(krippendorff.alpha(self.turned, level_of_measurement="nominal"))


def measure_alpha(bench: Bench, data: Ratings) -> float:
    """Measure alpha; return how far the two packages' values lie apart."""
    least = 20 if data.n in SIZES else None
    for _ in range(OFTEN.get(data.n, 1)):
        ours, value = bench.time(f"alpha, {data.name}", data.ours)
        theirs, other = bench.time(f"alpha by krippendorff, {data.name}", data.theirs)
        bench.note(f"krippendorff over ours, {data.name}", theirs / ours, unit="×", at_least=least)
    return abs(value - other)


def measure_bootstrap(bench: Bench, data: Ratings) -> None:
    """Measure bootstraps, against a run of krippendorff just before each."""
    for kind in ("units", "units_bca"):
        theirs, _ = bench.time(f"alpha by krippendorff, {data.name}", data.theirs)
        spent, _ = bench.time(
            f"{REPLICATES:,} replicates, `{kind}`, {data.name}",
            partial(agreement.bootstrap, data.table, kind=kind, replicates=REPLICATES),
            at_most=300 if data.n == max(SIZES) else None,
        )
        against = f"krippendorff × {REPLICATES:,} over `{kind}`, {data.name}"
        bench.note(against, REPLICATES * theirs / spent, unit="×", at_least=500)


def measure_memory(bench: Bench, data: Ratings) -> None:
    bench.note(f"alpha, extra memory, {data.name}", peak(data.ours), unit="MB", at_most=100)
    bench.note(f"alpha by krippendorff, extra memory, {data.name}", peak(data.theirs), unit="MB")


def spans(*, overlapping: bool = False) -> dict[str, list[Span]]:
    """Return for every coder a span a segment, its borders moved and its code mistaken at times.

    Where they overlap every fourth lies within the one before, with a code of its own.
    """
    random = np.random.default_rng(1)
    shape = (CODERS, SEGMENTS)
    starts = np.arange(SEGMENTS) * STRIDE + 60 + random.integers(-SLACK, SLACK, shape)
    ends = starts + 180 + random.integers(-SLACK, SLACK, shape)
    if overlapping:
        starts[:, 3::4], ends[:, 3::4] = starts[:, 2::4] + 20, ends[:, 2::4] - 20
    mistaken = random.random(shape) < 0.15
    true = np.arange(SEGMENTS) % CATEGORIES
    codes = np.where(mistaken, random.integers(CATEGORIES, size=shape), true)
    return {
        f"coder {coder}": [(start, end, f"c{code}") for start, end, code in rows.tolist()]
        for coder, rows in enumerate(np.stack([starts, ends, codes], axis=-1))
    }


def u_and_cu(marked: dict[str, list[Span]]) -> tuple[float, float]:
    """Return u and cu of spans as they come from a project or a file."""
    sums = lengths([Continuum(SEGMENTS * STRIDE, marked)]).total()
    return U_ALPHA.estimate(sums).value, CU_ALPHA.estimate(sums).value


def measure_spans(bench: Bench, marked: dict[str, dict[str, list[Span]]]) -> bool:
    """Measure u and cu, several times as they are short; return whether all had a value."""
    found = [
        bench.time(f"u and cu, {what}", partial(u_and_cu, mine), at_most=15)[1]
        for _ in range(SHORT)
        for what, mine in marked.items()
    ]
    return not np.isnan(found).any()


class Study:
    """An invented round that all coders have finished, as it comes from a project."""

    def __init__(self) -> None:
        random = np.random.default_rng(2)
        self.coders = tuple("ABC"[: STUDY["coders"]])
        self.book = Codebook(codes=tuple(Code(f"c{n}") for n in range(STUDY["codes"])))
        self.codes = tuple(code.id for code in self.book.codes)
        self.texts: list[tuple[int, str, list[Unit]]] = []
        self.codings: list[Coding] = []
        self.readings: list[Reading] = []
        chances = random.uniform(0.01, 0.1, len(self.codes))
        for text_id in range(STUDY["transcripts"]):
            self._add(random, text_id, chances)

    def _add(self, random: np.random.Generator, text_id: int, chances: NDArray[np.float64]) -> None:
        """Write a text, and what every coder read and found in it."""
        sizes = random.integers(15, 45, STUDY["units"])
        ends = np.cumsum(sizes + 1) - 1
        borders = list(zip((ends - sizes).tolist(), ends.tolist(), strict=True))
        first = text_id * STUDY["units"]
        units = [
            Unit("sentence", n, start, end, text_id=text_id, id=first + n)
            for n, (start, end) in enumerate(borders)
        ]
        self.texts.append((text_id, "\n".join(LETTER * int(size) for size in sizes), units))
        true = random.random((len(units), len(chances))) < chances
        for coder in self.coders:
            read = random.random(len(units)) < 0.95
            found = np.where(
                true, random.random(true.shape) < 0.85, random.random(true.shape) < 0.005
            )
            self.readings += [
                Reading(coder, "R1", text_id, *borders[n]) for n in np.flatnonzero(read)
            ]
            self.codings += [
                Coding("", "R1", coder, text_id, borders[n][0] + 2, borders[n][1], self.codes[code])
                for n, code in np.argwhere(found & read[:, None])
            ]

    def build(self) -> agreement.Matrix:
        """Return the matrix of the round."""
        return agreement.build(self.texts, self.codings, self.readings, self.coders, self.codes)

    def tables(self, matrix: agreement.Matrix) -> tuple[int, int]:
        """Make both tables; return their numbers of rows."""
        given: Any = {"unit": "sentence", "round_name": "R1"}
        made = [
            make(matrix, self.book, **given) for make in (agreement.table, agreement.pair_table)
        ]
        return len(made[0].rows), len(made[1].rows)


def measure_study(bench: Bench, study: Study) -> tuple[int, int]:
    """Measure what a decision costs until the page stands again; return the tables' rows."""
    built, matrix = bench.time("building the matrix", study.build)
    tabled, rows = bench.time(
        "every code and pair with intervals", partial(study.tables, matrix), at_most=1000
    )
    bench.note("both together", built + tabled, at_most=1000)
    return rows


def run(turns: int) -> tuple[Bench, list[float], list[str]]:
    """Measure; return the figures, the reference loops, and what was found wrong."""
    bench, loops, wrong = Bench(), [], []
    tables, study, studied = [Ratings(n) for n in SIZES], Study(), Ratings(STUDIED)
    marked = {"one code a place": spans(), "codes overlap": spans(overlapping=True)}
    gc.collect()
    gc.freeze()  # as the app does: the study's objects are not looked at again and again
    for turn in range(turns + 1):
        tell(f"turn {turn} of {turns}" if turn else "warming up")
        kept = bench if turn else Bench()
        loops.append(reference())
        apart = max(measure_alpha(kept, data) for data in (studied, *tables))
        if apart > 1e-9:
            wrong.append(f"alpha differs from krippendorff's by {apart:g}")
        for data in tables:
            measure_bootstrap(kept, data)
        if not measure_spans(kept, marked):
            wrong.append("u or cu has no value")
        codes, coders = STUDY["codes"], STUDY["coders"]
        expected = (codes + 1, (codes + 1) * coders * (coders - 1) // 2)
        if (rows := measure_study(kept, study)) != expected:
            wrong.append(f"the tables have {rows} rows and not {expected}")
    for data in tables:
        measure_memory(bench, data)
    return bench, loops, wrong


def main() -> int:
    """Measure, print the table; fail where values are wrong."""
    parser = argparse.ArgumentParser(description=__doc__, allow_abbrev=False)
    parser.add_argument("--repeat", type=int, default=7, help="how often each is measured")
    parser.add_argument("--json", type=Path, help="write the figures to this file")
    parser.add_argument("--markdown", type=Path, help="write the table to this file")
    asked = parser.parse_args()
    bench, loops, wrong = run(asked.repeat)
    figures = list(bench.figures.values())
    loop = spread(loops)
    about = (
        f"Python {platform.python_version()}, numpy {np.__version__}, krippendorff "
        f"{version('krippendorff')}, {platform.system()}, {os.cpu_count()} CPUs; "
        f"reference loop {loop[0]:.3f} s ({loop[1]:.3f} – {loop[2]:.3f})"
    )
    heads = ["Figure", "Requirement", "Median", "Min – max", "Met"]
    text = f"{about}\n\n{table(heads, [figure.row() for figure in figures])}\n"
    print(text)
    for line in dict.fromkeys(wrong):
        tell(line)
    if asked.markdown:
        asked.markdown.write_text(text, encoding="utf-8")
    if asked.json:
        rows = [asdict(figure) | {"met": figure.met} for figure in figures]
        value = {"about": about, "loop": loop, "figures": rows, "wrong": wrong}
        asked.json.write_text(json.dumps(value, ensure_ascii=False, indent=1), encoding="utf-8")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
