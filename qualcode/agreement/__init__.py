"""Inter-coder agreement: pure functions over arrays, each of one named convention.

Ratings are units × coders, NaN where a coder did not rate the unit; a value that is undefined
is NaN with its reason.
"""

from qualcode.agreement.alpha import (
    krippendorff_alpha,
    krippendorff_alpha_category,
)
from qualcode.agreement.bootstrap import bootstrap
from qualcode.agreement.chance import (
    brennan_prediger,
    fleiss_kappa,
    fleiss_kappa_category,
    gwet_ac1,
    gwet_ac2,
    scott_pi,
)
from qualcode.agreement.coefficient import Coefficient
from qualcode.agreement.coefficients import COEFFICIENTS
from qualcode.agreement.disagreement import Disagreement, Pair, disagreements, pairwise
from qualcode.agreement.estimate import REASONS, Estimate, Reason
from qualcode.agreement.figures import IntervalChoice
from qualcode.agreement.intervals import Interval, jackknife, probability_below
from qualcode.agreement.kappa import (
    cohen_kappa,
    cohen_kappa_category,
    cohen_kappa_max,
    conger_kappa,
    hubert_kappa,
    mean_pairwise_kappa,
    weighted_kappa,
)
from qualcode.agreement.matrix import Matrix, Ratings, Rule, build, characters
from qualcode.agreement.patterns import Patterns
from qualcode.agreement.percent import (
    composite_reliability,
    holsti,
    mean_pairwise_percent_agreement,
    percent_agreement,
    percent_agreement_coincidence,
    weighted_percent_agreement,
)
from qualcode.agreement.presence import (
    Counts,
    bias_index,
    counts,
    dice,
    negative_agreement,
    pooled_kappa,
    positive_agreement,
    prevalence,
    prevalence_index,
)
from qualcode.agreement.report import OVERALL, Asked, pair_table, table
from qualcode.agreement.sets import alpha_of_sets, jaccard_distance, masi_distance
from qualcode.agreement.standard_errors import standard_error

__all__ = [
    "COEFFICIENTS",
    "OVERALL",
    "REASONS",
    "Asked",
    "Coefficient",
    "Counts",
    "Disagreement",
    "Estimate",
    "Interval",
    "IntervalChoice",
    "Matrix",
    "Pair",
    "Patterns",
    "Ratings",
    "Reason",
    "Rule",
    "alpha_of_sets",
    "bias_index",
    "bootstrap",
    "brennan_prediger",
    "build",
    "characters",
    "cohen_kappa",
    "cohen_kappa_category",
    "cohen_kappa_max",
    "composite_reliability",
    "conger_kappa",
    "counts",
    "dice",
    "disagreements",
    "fleiss_kappa",
    "fleiss_kappa_category",
    "gwet_ac1",
    "gwet_ac2",
    "holsti",
    "hubert_kappa",
    "jaccard_distance",
    "jackknife",
    "krippendorff_alpha",
    "krippendorff_alpha_category",
    "masi_distance",
    "mean_pairwise_kappa",
    "mean_pairwise_percent_agreement",
    "negative_agreement",
    "pair_table",
    "pairwise",
    "percent_agreement",
    "percent_agreement_coincidence",
    "pooled_kappa",
    "positive_agreement",
    "prevalence",
    "prevalence_index",
    "probability_below",
    "scott_pi",
    "standard_error",
    "table",
    "weighted_kappa",
    "weighted_percent_agreement",
]
