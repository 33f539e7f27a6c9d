"""NVivo's coding comparison query."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from qualcode.agreement.estimate import Estimate
from qualcode.agreement.kappa import COHEN
from qualcode.agreement.other_tools.figure import for_codes, tallies
from qualcode.agreement.other_tools.material import areas
from qualcode.agreement.percent import PERCENT
from qualcode.agreement.unitizing.segments import CELLS

if TYPE_CHECKING:
    from qualcode.agreement.other_tools.figure import ToolFigure
    from qualcode.agreement.other_tools.material import Material


def nvivo(material: Material) -> list[ToolFigure]:
    """Return percent and kappa of each code and file, averaged over files as NVivo's help says.

    The unit is the character, spaces too; percent is (both + neither) / all and K is Cohen's
    kappa of the same four cells. NVivo gives no overall value; its help averages the rows in a
    spreadsheet, each file alike or by its size, and over all codes each code is alike. Where
    both coded all or nothing K is printed as 1 (complete agreement), although kappa has no
    value; that 1 is marked. Where one of the two coded nothing, the formula itself gives 0.
    Files without a character are left out.
    """
    meeting = material.meetings[0]
    size = np.array(meeting.lengths, dtype=np.float64)
    cells, size = areas(meeting)[size > 0], size[size > 0]
    percent, kappa = PERCENT.many(CELLS, cells), COHEN.many(CELLS, cells)
    by_rule = ~np.isnan(kappa)
    kappa = np.where(by_rule, kappa, 1.0)
    counts = tallies(cells.sum(axis=0))
    documented = [bool(column.all()) for column in by_rule.T]
    found: list[ToolFigure] = []
    for figure, values, weights, known in (
        ("percent", percent, None, [True] * len(documented)),
        ("percent_by_size", percent, size, [True] * len(documented)),
        ("kappa", kappa, None, documented),
        ("kappa_by_size", kappa, size, documented),
    ):
        means = np.average(values, axis=0, weights=weights)
        estimates = [Estimate(float(mean)) for mean in (*means, means.mean())]
        name = ("nvivo", figure)
        found += for_codes(name, material.listed, estimates, counts, known, "characters")
    return found
