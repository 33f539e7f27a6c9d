"""What a coefficient returns: a value at full precision, or NaN and the reason."""

from __future__ import annotations

from dataclasses import dataclass
from math import nan
from typing import Literal, get_args

Reason = Literal[
    "no_overlap",
    "no_variation",
    "undefined_pair",
    "one_category",
    "not_applied",
    "not_two_coders",
    "one_coder",
    "one_unit",
    "nothing_coded",
    "nothing_shared",
    "too_little_shared",
    "no_chance_disagreement",
    "one_transcript",
    "few_transcripts",
    "all_alike",
    "perfect",
    "undefined_without_one",
    "perfect_without_one",
]
REASONS: tuple[Reason, ...] = get_args(Reason)
"""Why a value is undefined; the words are in both catalogues."""


@dataclass(frozen=True, slots=True)
class Estimate:
    """A value at full precision, or NaN and the reason."""

    value: float
    reason: Reason | None = None


def undefined(reason: Reason) -> Estimate:
    """Return NaN with its reason."""
    return Estimate(nan, reason)
