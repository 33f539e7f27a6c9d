"""What QualCoder prints as kappa."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from qualcode.agreement.estimate import Estimate, undefined
from qualcode.agreement.other_tools.figure import for_codes, tallies
from qualcode.agreement.other_tools.material import areas

if TYPE_CHECKING:
    from qualcode.agreement.other_tools.figure import ToolFigure
    from qualcode.agreement.other_tools.material import Material


def qualcoder(material: Material) -> list[ToolFigure]:
    """Return QualCoder's number for each code, only to explain it: it is not Cohen's kappa.

    Its source (2026) multiplies the two chances, P_yes · P_no, which Cohen adds, and drops the
    characters that neither coded. Over all codes: the mean of those that somebody used.
    """
    cells = areas(material.meetings[0]).sum(axis=0) * [0, 1, 1, 1]
    coded = cells.sum(axis=1)
    _, only_b, only_a, both = cells[coded > 0].T / coded[coded > 0]
    chance = (both + only_a) * (both + only_b) * (only_b * only_a)
    values = np.full(len(cells), np.nan)
    values[coded > 0] = (both - chance) / (1 - chance)
    estimates = [
        undefined("not_applied") if np.isnan(value) else Estimate(float(value)) for value in values
    ]
    mean = Estimate(float(np.nanmean(values))) if coded.any() else undefined("not_applied")
    name, known = ("qualcoder", "kappa"), [True] * len(cells)
    return for_codes(name, material.listed, [*estimates, mean], tallies(cells), known, "characters")
