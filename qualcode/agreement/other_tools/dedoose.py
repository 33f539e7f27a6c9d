"""Dedoose's Training Center."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from qualcode.agreement.estimate import undefined
from qualcode.agreement.kappa import cohen_kappa
from qualcode.agreement.other_tools.figure import ToolFigure, for_codes, tallies
from qualcode.agreement.patterns import Patterns
from qualcode.agreement.presence import counts, pooled_kappa

if TYPE_CHECKING:
    from qualcode.agreement.other_tools.material import Material


def dedoose(material: Material) -> list[ToolFigure]:
    """Return Cohen's kappa of excerpts × codes for each code, and pooled over the codes.

    Excerpts are fixed before anybody codes; here they are our units, on which a coder has the
    code or not. Over all codes kappa comes from the mean agreement and the mean chance agreement
    (De Vries et al. 2008, Field Methods 20:272). Without units it is undefined.
    """
    matrix = material.excerpts
    codes = [] if matrix is None else [code for code in material.listed if code in matrix.codes]
    if matrix is None or not codes:
        none = undefined("no_overlap")
        return [
            ToolFigure("dedoose", "kappa", "overall", "", none, "excerpts", {}, documented=True)
        ]
    columns = [matrix.coders.index(coder) for coder in material.coders]
    excerpts = [
        Patterns.of(matrix.code(code)[:, columns], weights=matrix.weights) for code in codes
    ]
    estimates = [*(cohen_kappa(each) for each in excerpts), pooled_kappa(excerpts)]
    four = [counts(each) for each in excerpts]
    cells = [(each.neither, each.only_b, each.only_a, each.both) for each in four]
    tabled, known = tallies(np.array(cells, dtype=np.float64)), [True] * len(codes)
    return for_codes(("dedoose", "kappa"), codes, estimates, tabled, known, "excerpts")
