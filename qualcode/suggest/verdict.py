"""One word a code: whether its suggestions can be used, and if not, what would help."""

from __future__ import annotations

from dataclasses import dataclass
from math import nan
from typing import TYPE_CHECKING, Any, Literal, get_args

import numpy as np

from qualcode import agreement
from qualcode.suggest.evaluation import TRUSTED

if TYPE_CHECKING:
    import numpy.typing as npt

    from qualcode.agreement import Ratings
    from qualcode.suggest.figures import Figures

Word = Literal["ok", "weak", "codebook", "rare", "unmeasured"]
WORDS: tuple[Word, ...] = get_args(Word)

TENTATIVE = 0.667
"""Under this alpha not even tentative conclusions: Krippendorff (2004), Content Analysis, 241."""

HALF = 0.5
"""Alpha is one minus observed over expected disagreement: under .5 more than half is left."""

LEAST_F1 = 0.5
"""F1 = 2·hits / (2·hits + errors): under .5 there are more than two errors for each hit."""

LEAST_LIFT = 0.25
"""A quarter of the way from a list in random order to a perfect one."""


@dataclass(frozen=True, slots=True)
class Humans:
    """How far people agree on a code: alpha, and the bounds of its 95 % interval.

    ``sure`` says whether the bounds are an interval, not the range of a few transcripts;
    ``positives`` counts the units that somebody coded. NaN is unknown.
    """

    alpha: float = nan
    low: float = nan
    high: float = nan
    sure: bool = False
    positives: int = 0


def humans(ratings: Ratings, text_ids: npt.NDArray[Any]) -> Humans:
    """Return how far people agree on a code: ratings are units × coders, NaN unread.

    Positives are units that two read and one of them gave the code.
    """
    shared = (~np.isnan(ratings)).sum(axis=1) >= 2
    interval = agreement.jackknife(ratings, text_ids)
    return Humans(
        alpha=agreement.krippendorff_alpha(ratings).value,
        low=interval.low,
        high=interval.high,
        sure=interval.kind == "jackknife" and interval.reason is None,
        positives=int((ratings[shared] == 1).any(axis=1).sum()),
    )


@dataclass(frozen=True, slots=True)
class CodeVerdict:
    """The word, why (``reason`` is a key of the catalogue), and how many more are needed."""

    word: Word
    reason: str
    needs: int = 0


def verdict(folds: Figures, blind: Figures, humans: Humans | None = None) -> CodeVerdict:
    """Return the word of a code.

    It is the first of these that holds:

    - ``codebook``: people disagree. The 95 % interval of their alpha lies under .667, or alpha
      itself is under .5 and ten units or more were coded by somebody: of few transcripts the
      interval is too wide to tell. No amount of coding mends that, so it is said first.
    - ``rare``: fewer than ten coded units, blind ones not counted; ``needs`` more.
    - ``unmeasured``: the figures are undefined, with their reason.
    - ``weak``: F1 under .5, or average precision less than a quarter of the way from the
      code's share of units, which a random order has, to 1. On the blind sample where it holds
      ten coded units (those of the folds may be flattered), else on held-out transcripts.
    - ``ok``: none of them.
    """
    if humans is not None and (reason := _disagree(humans)):
        return CodeVerdict("codebook", reason)
    if folds.positives < TRUSTED:
        return CodeVerdict("rare", "rare", TRUSTED - folds.positives)
    on_blind = not blind.reason and blind.positives >= TRUSTED
    used = blind if on_blind else folds
    if used.reason:
        return CodeVerdict("unmeasured", used.reason, used.needs)
    where = "blind" if on_blind else "folds"
    if used.f1 < LEAST_F1:
        return CodeVerdict("weak", f"low_f1_{where}")
    if used.lift < LEAST_LIFT:
        return CodeVerdict("weak", f"low_rank_{where}")
    return CodeVerdict("ok", f"good_{where}")


def _disagree(humans: Humans) -> str:
    if humans.sure and humans.high < TENTATIVE:
        return "humans_sure"
    if humans.alpha < HALF and humans.positives >= TRUSTED:
        return "humans_half"
    return ""
