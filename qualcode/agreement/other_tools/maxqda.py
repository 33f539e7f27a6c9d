"""MAXQDA's intercoder agreement."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from qualcode.agreement.chance import brennan_prediger
from qualcode.agreement.estimate import Estimate, undefined
from qualcode.agreement.other_tools.figure import ToolFigure, for_codes, tallies
from qualcode.agreement.patterns import Patterns
from qualcode.agreement.percent import PERCENT
from qualcode.agreement.unitizing.segments import CELLS, slack

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qualcode.agreement.other_tools.material import Material
    from qualcode.agreement.unitizing.segments import Slack

Integers = NDArray[np.int64]


def maxqda(material: Material) -> list[ToolFigure]:
    """Return the percentages of MAXQDA's three levels, and its kappa.

    ``present`` has a row for each document and code, agreeing where both coders used the code
    or neither; ``frequency`` the same rows, agreeing where both used it equally often.
    ``segments`` has a row for each segment of either coder, agreeing where the other coder has a
    segment of the same code that meets it (``Material.threshold``, by default 90 %). Kappa takes
    the share of agreeing segments, and 1 / number of codes used as chance (Brennan & Prediger
    1981). Not documented: what the overlap is divided by, so both are ranges over
    ``Material.overlaps``; whether documents that neither coder gave the code agree; and what
    chance is where a segment has several codes.
    """
    meeting, codes = material.meetings[0], material.listed
    a, b = (meeting.by_group(each.group) for each in (meeting.first, meeting.second))
    has = (a + b == 0), (a == 0) & (b > 0), (a > 0) & (b == 0), (a > 0) & (b > 0)
    cells = np.stack([cell.sum(axis=0) for cell in has], axis=-1).astype(np.float64)
    present = [PERCENT.estimate(CELLS, row) for row in (*cells, cells.sum(axis=0))]
    alike, rows = (a == b).sum(axis=0), np.full(len(codes), len(meeting.lengths))
    known = (cells[:, 0] == 0).tolist()
    often = _shares(alike, rows)
    under = [
        _segments(slack(meeting, rule, (material.threshold,)), codes) for rule in material.overlaps
    ]
    return [
        *for_codes(("maxqda", "present"), codes, present, tallies(cells), known, "documents"),
        *for_codes(("maxqda", "frequency"), codes, *often, known, "documents"),
        *map(_range, zip(*under, strict=True)),
    ]


def _segments(curve: Slack, codes: Sequence[str]) -> list[ToolFigure]:
    """Return the shares of agreeing segments and kappa, under one rule of the overlap."""
    met, unknown = curve.partners[:, 0], [False] * len(codes)
    near = _shares(met, curve.n)
    shares = for_codes(("maxqda", "segments"), codes, *near, unknown, "segments")
    return [*shares, _kappa(met, curve.n)]


def _range(figures: tuple[ToolFigure, ...]) -> ToolFigure:
    """Return one figure under several rules as a range; where it has no value it has none."""
    least = min(figures, key=lambda each: each.estimate.value)
    if least.estimate.reason:
        return least
    return least._replace(most=max(each.estimate.value for each in figures))


def _shares(agreeing: Integers, n: Integers) -> tuple[list[Estimate], list[dict[str, int]]]:
    """Return each code's share of agreeing rows and its counts, then those of all rows."""
    estimates, counts = [], []
    for agreed, rows in zip((*agreeing, agreeing.sum()), (*n, n.sum()), strict=True):
        estimates.append(Estimate(float(agreed / rows)) if rows else undefined("not_applied"))
        counts.append({"n": int(rows), "agreeing": int(agreed)})
    return estimates, counts


def _kappa(agreeing: Integers, n: Integers) -> ToolFigure:
    """Return kappa; all disagreement is in one cell, since only its share matters."""
    used, agreed, rows = int((n > 0).sum()), int(agreeing.sum()), int(n.sum())
    estimate = undefined("one_category" if used else "nothing_coded")
    if used > 1:
        table = np.zeros((used, used))
        table[0, :2] = agreed, rows - agreed
        estimate = brennan_prediger(Patterns.of_contingency(table, range(used)))
    counts = {"n": rows, "agreeing": agreed}
    return ToolFigure(
        "maxqda", "kappa", "overall", "", estimate, "segments", counts, documented=False
    )
