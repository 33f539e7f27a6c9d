"""ATLAS.ti's inter-coder agreement."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from qualcode.agreement.estimate import Estimate, undefined
from qualcode.agreement.other_tools.figure import ToolFigure, for_codes, tallies
from qualcode.agreement.other_tools.material import areas
from qualcode.agreement.patterns import Patterns
from qualcode.agreement.percent import HOLSTI, PERCENT
from qualcode.agreement.unitizing import CODE_ALPHA, K_U_ALPHA, bar_u_alpha, cu_alpha
from qualcode.agreement.unitizing.segments import CELLS
from qualcode.agreement.unitizing.sweep import code_lengths

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qualcode.agreement.other_tools.figure import Cells, Level
    from qualcode.agreement.other_tools.material import Material

GIVEN = Patterns.of(np.array([[np.nan, np.nan], [np.nan, 1], [1, np.nan], [1, 1]]))
"""The cells of ``CELLS`` where not to give a code is no decision, as Holsti counts."""


def atlasti(material: Material) -> list[ToolFigure]:
    """Return percent, Holsti's index and the alphas, all on lengths of text.

    Two or more coders; percent and Holsti's 2 both / (A + B) are means over pairs of coders.
    Alpha binary is |u of one code's spans, over all codes |u of everything coded. cu asks, where
    two coders both coded in a domain, whether they took the same of its codes, and Cu whether
    they took the same domain; Csu is (k)u of a code within its domain (Krippendorff 2019,
    section 12.6). ATLAS.ti wants the codes of a domain not to overlap; where they do, each
    combination is a value of its own. Not documented: that percent and Holsti count characters,
    how alpha binary and Csu correct for pairing a segment with itself, and how cu does for three
    or more coders.
    """
    codes = material.listed
    cells = np.stack([areas(meeting).sum(axis=0) for meeting in material.meetings])
    counts, unknown = tallies(cells.sum(axis=0)), [False] * len(codes)
    found: list[ToolFigure] = []
    for figure, measure, patterns in (("percent", PERCENT, CELLS), ("holsti", HOLSTI, GIVEN)):
        values = [
            *measure.many(patterns, cells).T,
            measure.many(patterns, cells.sum(axis=1)),
        ]
        estimates, name = [_over_pairs(pairs) for pairs in values], ("atlasti", figure)
        found += for_codes(name, codes, estimates, counts, unknown, "characters")
    return [*found, *_binary(material), *_within_domains(material)]


def _over_pairs(pairs: Cells) -> Estimate:
    """Return the mean over pairs of coders, undefined where one of them has no value."""
    lacking = np.isnan(pairs)
    if lacking.any():
        return undefined("not_applied" if lacking.all() else "undefined_pair")
    return Estimate(float(pairs.mean()))


def _binary(material: Material) -> list[ToolFigure]:
    codes = material.listed
    texts = material.renamed({code: code for code in codes})
    lengths = code_lengths(texts, codes).total()
    estimates = [CODE_ALPHA.estimate(lengths.code(code)) for code in codes]
    estimates.append(bar_u_alpha(texts))
    counts = [_length(material)] * len(estimates)
    name, unknown = ("atlasti", "alpha_binary"), [False] * len(codes)
    return for_codes(name, codes, estimates, counts, unknown, "characters")


def _within_domains(material: Material) -> list[ToolFigure]:
    known, length = len(material.coders) == 2, _length(material)

    def alpha(name: str, level: Level, code: str, estimate: Estimate, *, said: bool) -> ToolFigure:
        return ToolFigure("atlasti", name, level, code, estimate, "characters", length, said)

    found = []
    domains: dict[str, Sequence[str]] = {**material.domains} or {"": material.listed}
    for domain, codes in domains.items():
        texts = material.renamed({code: code for code in codes})
        level: Level = "domain" if domain else "overall"
        found.append(alpha("cu_alpha", level, domain, cu_alpha(texts), said=known))
        lengths = code_lengths(texts, codes).total()
        for code in codes:
            estimate = K_U_ALPHA.estimate(lengths.code(code))
            found.append(alpha("csu_alpha", "code", code, estimate, said=False))
    if len(domains) > 1:
        names = {code: domain for domain, codes in domains.items() for code in codes}
        estimate = cu_alpha(material.renamed(names))
        found.append(alpha("cu_alpha_domains", "overall", "", estimate, said=known))
    return found


def _length(material: Material) -> dict[str, int]:
    return {"n": sum(text.length for text in material.read)}
