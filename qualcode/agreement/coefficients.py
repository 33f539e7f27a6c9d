"""The coefficients of units × coders by name, each one convention."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qualcode.agreement import alpha, chance, kappa, percent, presence

if TYPE_CHECKING:
    from qualcode.agreement.coefficient import Coefficient

COEFFICIENTS: dict[str, Coefficient] = {
    "percent": percent.PERCENT,
    "percent_coincidence": percent.COINCIDENCE,
    "percent_pairs": percent.PAIRWISE,
    "kappa": kappa.LIGHT,
    "kappa_max": kappa.COHEN_MAX,
    "conger": kappa.conger(),
    "hubert": kappa.HUBERT,
    "fleiss": chance.fleiss(),
    "brennan_prediger": chance.fixed(),
    "ac1": chance.gwet(),
    "alpha": alpha.NOMINAL,
    "alpha_ordinal": alpha.BY_METRIC["ordinal"],
    "alpha_interval": alpha.BY_METRIC["interval"],
    "alpha_ratio": alpha.BY_METRIC["ratio"],
    "holsti": percent.HOLSTI,
}
"""``kappa`` of two coders is Cohen's, of more the mean of the pairs' (Light); ``fleiss`` of two is
Scott's pi; ``brennan_prediger`` of a code's presence is PABAK; weights and categories are arguments
of the functions."""
PRESENT: dict[str, Coefficient] = {
    "positive": presence.POSITIVE,
    "negative": presence.NEGATIVE,
    "prevalence": presence.PREVALENCE,
}
"""Those that need 1 for present and 0 for absent."""
