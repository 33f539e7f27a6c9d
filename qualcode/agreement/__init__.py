"""Inter-coder agreement: one matrix, coefficients as pure functions, intervals, the table."""

from qualcode.agreement.coefficients import (
    COEFFICIENTS,
    REASONS,
    Coefficient,
    Counts,
    Estimate,
    Reason,
    cohen_kappa,
    counts,
    krippendorff_alpha,
    percent,
)
from qualcode.agreement.intervals import Interval, jackknife
from qualcode.agreement.matrix import Matrix, Ratings, Rule, build
from qualcode.agreement.report import OVERALL, Disagreement, Pair, disagreements, pairwise, table

__all__ = [
    "COEFFICIENTS",
    "OVERALL",
    "REASONS",
    "Coefficient",
    "Counts",
    "Disagreement",
    "Estimate",
    "Interval",
    "Matrix",
    "Pair",
    "Ratings",
    "Reason",
    "Rule",
    "build",
    "cohen_kappa",
    "counts",
    "disagreements",
    "jackknife",
    "krippendorff_alpha",
    "pairwise",
    "percent",
    "table",
]
