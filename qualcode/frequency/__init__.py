"""Say how often a code occurs so that it can be defended: pure functions over arrays.

``sample`` draws the blind turns, ``estimate`` counts or expands them, ``assisted`` lets a model
sharpen the estimate under its guard, ``groups`` compares groups of people.
"""

from qualcode.frequency.assisted import GUARD, assisted, printed
from qualcode.frequency.design import Turns, totals
from qualcode.frequency.estimate import (
    METHODS,
    REASONS,
    Method,
    Reason,
    Share,
    audited,
    census,
    sampled,
)
from qualcode.frequency.sample import draw_sample, frame_hash, permutation

__all__ = [
    "GUARD",
    "METHODS",
    "REASONS",
    "Method",
    "Reason",
    "Share",
    "Turns",
    "assisted",
    "audited",
    "census",
    "draw_sample",
    "frame_hash",
    "permutation",
    "printed",
    "sampled",
    "totals",
]
