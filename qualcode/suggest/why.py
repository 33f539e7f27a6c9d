"""Why a code was suggested, what resembles the unit, and why nothing was suggested.

Resemblance is the cosine of sentence embeddings where there are some, else of character
1-3-grams weighed by their rarity in the project. It is shown beside a suggestion and has no part
in its score.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import nan
from sys import float_info
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, get_args

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from qualcode.model import Evidence
    from qualcode.suggest.examples import Floats, Vectors

NEAREST = 3
"""As many of the nearest coded passages are shown."""

Reason = Literal[
    "never",
    "nobody_asked",
    "interviewer",
    "too_short",
    "answer_first",
    "by_design",
    "suggested",
    "other_meaning",
    "read",
    "late",
    "below",
    "below_all",
    "nothing_learned",
    "nothing_found",
]
REASONS: tuple[Reason, ...] = get_args(Reason)
"""Why nothing was suggested for a unit; the words are in both catalogues."""


class Near(NamedTuple):
    """A row that resembles a unit, with its cosine in [-1, 1]."""

    row: int
    similarity: float


class Best(NamedTuple):
    """The code that was nearest to its threshold, with its score."""

    code: str = ""
    score: float = nan
    threshold: float = nan


NO_CODE = Best()
"""Where no code has a score."""


@dataclass(frozen=True, slots=True)
class Situation:
    """What is known of a unit for which nothing was suggested to a coder.

    ``answered`` says whether the coder may see what the machine thinks of it; ``set_aside`` is
    true of blind, reserve and withheld units alike, so that no answer tells them apart.
    ``suggested`` are codes that were suggested, ``stale`` those of them that mean something else
    now. ``learned`` says whether any code was learned from codings.
    """

    never: bool = False
    asked: bool = True
    asks: bool = False
    short: bool = False
    answered: bool = True
    set_aside: bool = False
    read: bool = False
    covered: bool = True
    suggested: tuple[str, ...] = ()
    stale: tuple[str, ...] = ()
    best: Best = NO_CODE
    learned: bool = True


def why_nothing(unit: Situation) -> tuple[Reason, ...]:
    """Return why nothing was suggested, the reason that settles it first; never empty.

    What stands in the way of every unit of its kind is said alone: nothing else may be told of a
    unit that was set aside, or that the coder has not answered yet.
    """
    alone = _alone(unit)
    if alone:
        return (alone,)
    found: list[Reason] = []
    if unit.suggested:
        found.append("suggested")
    if unit.stale:
        found.append("other_meaning")
    if found:
        return tuple(found)
    if unit.read:
        found.append("read")
    if not unit.covered:
        return (*found, "late")
    if unit.best.score > 0:
        below = unit.best.score < unit.best.threshold
        return (*found, "below" if below else "below_all")
    return (*found, "nothing_found" if unit.learned else "nothing_learned")


def _alone(unit: Situation) -> Reason | None:
    if unit.never:
        return "never"
    if not unit.asked:
        return "nobody_asked"
    if unit.asks:
        return "interviewer"
    if unit.short:
        return "too_short"
    if not unit.answered:
        return "answer_first"
    return "by_design" if unit.set_aside else None


def nearest_threshold(scores: Mapping[str, float], thresholds: Mapping[str, float]) -> Best:
    """Return the code whose score is nearest to its threshold; none where every score is 0.

    Nearest is the highest ratio of score and threshold, the earlier code of equals.
    """
    above = [code for code, score in scores.items() if score > 0]
    if not above:
        return NO_CODE
    best = max(above, key=lambda code: scores[code] / max(thresholds[code], float_info.min))
    return Best(best, scores[best], thresholds[best])


def unknown(units: int) -> Floats:
    """Return the labels of units of which nothing is known."""
    return np.full(units, np.nan)


def stacked(vectors: Sequence[Vectors]) -> Vectors | None:
    """Return vectors as rows of one array, ``None`` where there is none."""
    return np.array(vectors) if vectors else None


def compared(similar: Floats, target: int, labels: Floats) -> tuple[tuple[Near, ...], Near | None]:
    """Return what of the coded units resembles a unit most, and what of those without the code.

    ``labels`` are 1 coded, 0 read and not, NaN unknown; the unit itself is not among them.
    """
    others = similar.copy()
    others[target] = np.nan
    coded = nearest(others, np.flatnonzero(labels == 1).tolist())
    without = nearest(others, np.flatnonzero(labels == 0).tolist(), 1)
    return coded, next(iter(without), None)


def parted(evidence: Iterable[Evidence]) -> tuple[tuple[Evidence, ...], tuple[Evidence, ...]]:
    """Return the evidence that speaks for the code, and that which argues against it."""
    found = tuple(evidence)
    against = tuple(each for each in found if each.kind == "against" or each.weight < 0)
    return tuple(each for each in found if each not in against), against


def similarities(vectors: Any, target: int) -> Floats:
    """Return the cosine of every row with one of them; rows have unit length, sparse or not."""
    if hasattr(vectors, "toarray"):
        product = (vectors @ vectors[[target]].T).toarray().ravel()
    else:
        product = vectors @ vectors[target]
    return np.clip(np.asarray(product, dtype=np.float64), -1, 1)


def nearest(similar: Floats, among: Sequence[int], most: int = NEAREST) -> tuple[Near, ...]:
    """Return the most similar of these rows, the most similar first, the earlier of equals.

    A row without a similarity (NaN), or with none (0 or less), is not among them.
    """
    rows = np.array(among, dtype=np.intp)
    rows = rows[similar[rows] > 0]
    order = rows[np.argsort(-similar[rows], kind="stable")][:most]
    return tuple(Near(row, float(similar[row])) for row in order.tolist())


def grams(texts: Sequence[str]) -> Any:
    """Return texts × character 1-3-grams by rarity as sparse rows of unit length."""
    from sklearn.feature_extraction.text import TfidfVectorizer

    spoken = [text if text.strip() else "\0" for text in texts]
    made = TfidfVectorizer(analyzer="char", ngram_range=(1, 3), dtype=np.float32)
    return made.fit_transform(spoken)
