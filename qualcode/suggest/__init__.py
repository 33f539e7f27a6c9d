"""Suggest codes for units, show why, and measure how well: machines propose, people code.

``learn`` does all of it: it fits a suggester, calibrates it, finds thresholds and measures.
"""

from __future__ import annotations

from qualcode.suggest.checked import checked, rehearse
from qualcode.suggest.classifier import MINIMUM, Blend, learnable
from qualcode.suggest.evaluation import (
    CodeReport,
    OutOfFold,
    cross_validate,
    measure,
    out_of_fold,
    report,
    thresholds,
)
from qualcode.suggest.examples import (
    AT_LEAST,
    Context,
    Encode,
    Example,
    Fit,
    Match,
    Suggester,
    Training,
)
from qualcode.suggest.learned import Learned, Scale, learn
from qualcode.suggest.proposing import propose
from qualcode.suggest.queue import QUEUES
from qualcode.suggest.rules import Rules
from qualcode.suggest.similarity import Similarity

__all__ = [
    "AT_LEAST",
    "MINIMUM",
    "QUEUES",
    "SUGGESTERS",
    "Blend",
    "CodeReport",
    "Context",
    "Encode",
    "Example",
    "Fit",
    "Learned",
    "Match",
    "OutOfFold",
    "Rules",
    "Scale",
    "Similarity",
    "Suggester",
    "Training",
    "checked",
    "cross_validate",
    "fit",
    "learn",
    "learnable",
    "measure",
    "out_of_fold",
    "propose",
    "rehearse",
    "report",
    "thresholds",
]


fit: Fit = Blend.fit
"""The suggester that ``learn`` uses where none is named."""

SUGGESTERS: dict[str, Fit] = {
    "rules": Rules.fit,
    "similarity": Similarity.fit,
    "blend": Blend.fit,
}
"""Every way of suggesting; a new one is a row here and passes the same contract test."""
