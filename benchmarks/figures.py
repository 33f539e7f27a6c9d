"""Figures with their targets, printed as one table and written as JSON."""

from __future__ import annotations

import json
import os
import platform
from dataclasses import dataclass, field
from statistics import median, quantiles
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure: what was measured, how often, and what it must keep to.

    ``most`` are the limits of the median and of the 95th percentile, or one limit of every sample;
    without it the figure stands beside the others for comparison. A figure that is a promise and
    not a time has ``held`` and its words instead.
    """

    what: str
    samples: tuple[float, ...] = ()
    most: tuple[float, ...] = ()
    unit: str = "ms"
    held: bool | None = None
    told: str = ""
    remark: str = ""

    @property
    def values(self) -> tuple[float, ...]:
        """The median and the 95th percentile; with one limit the median and the largest."""
        if not self.samples:
            return ()
        if len(self.most) == 1 or len(self.samples) < 2:
            return median(self.samples), max(self.samples)
        return median(self.samples), quantiles(self.samples, n=20, method="inclusive")[-1]

    @property
    def met(self) -> bool | None:
        """Whether the figure keeps to its limits, ``None`` where it has none."""
        if self.held is not None or not self.most:
            return self.held
        if not self.samples:
            return False
        if len(self.most) == 1:
            return max(self.samples) <= self.most[0]
        return all(it <= most for it, most in zip(self.values, self.most, strict=True))

    def row(self) -> list[str]:
        """Return the figure as a row of the report."""
        target = " / ".join(f"{it:g}" for it in dict.fromkeys(self.most))
        shown = " / ".join(f"{it:,.0f}" for it in self.values) or self.told
        met = {None: "", True: "yes", False: "**no**"}[self.met]
        unit = self.unit if self.samples else ""
        most = f"≤ {target} {unit}" if target else ""
        return [self.what, most, f"{shown} {unit}".strip(), met, self.remark]


@dataclass(slots=True)
class Report:
    """The figures of one run, told as they come."""

    figures: list[Figure] = field(default_factory=list)

    def add(self, figure: Figure) -> None:
        """Keep a figure and say it at once."""
        self.figures.append(figure)
        print(" · ".join(it.strip() for it in figure.row() if it.strip()), flush=True)

    def finish(self, path: Path | None) -> None:
        """Print the table, and write it as JSON where a path is given."""
        print(f"\n{machine()}\n")
        heads = ["Figure", "Target", "Measured (median / 95th percentile)", "Met", "Remark"]
        print(_table(heads, [figure.row() for figure in self.figures]))
        if path:
            rows = [_plain(figure) for figure in self.figures]
            value = {"machine": machine(), "figures": rows}
            path.write_text(json.dumps(value, ensure_ascii=False, indent=1), "utf-8")


def machine() -> str:
    """Return what the figures were taken on; the load says whether it was idle."""
    load = "/".join(f"{it:.1f}" for it in os.getloadavg()) if hasattr(os, "getloadavg") else "?"
    python = platform.python_version()
    return f"Python {python}, {platform.system()}, {os.cpu_count()} CPUs, load {load}"


def _plain(figure: Figure) -> dict[str, Any]:
    return {
        "figure": figure.what,
        "target": figure.most,
        "measured": [round(it, 1) for it in figure.values],
        "unit": figure.unit,
        "count": len(figure.samples),
        "met": figure.met,
        "told": figure.told,
        "remark": figure.remark,
        "samples": [round(it, 1) for it in figure.samples],
    }


def _table(heads: list[str], rows: Sequence[list[str]]) -> str:
    lines = [heads, ["---"] * len(heads), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)
