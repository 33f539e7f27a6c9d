"""Propose the best codes of each unit: those over their thresholds, with why."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np

from qualcode.model import Suggestion
from qualcode.suggest.examples import AT_LEAST

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qualcode.suggest.examples import Example, Floats, Suggester


def propose(
    suggester: Suggester,
    units: Sequence[Example],
    *,
    at_least: float | Mapping[str, float] = AT_LEAST,
    per_unit: int = 3,
    held: Mapping[int, Floats] | None = None,
    scores: Floats | None = None,
) -> list[Suggestion]:
    """Return each unit's best codes, with evidence; nothing where nothing was found.

    Pass only units that may be seen: a blind or reserve unit never comes in, so none comes out.
    Units keep their order and in each the highest score stands first. ``at_least`` may name
    a threshold a code; a code without one has ``AT_LEAST``. ``held`` gives the scores of units
    that the suggester learned from, by unit: its own would only repeat what it was told.
    ``scores`` are the suggester's own where they are known already.
    """
    if not units:
        return []
    scores = suggester.score(units) if scores is None else scores.copy()
    for row, unit in enumerate(units):
        if held and unit.unit_id in held:
            scores[row] = held[unit.unit_id]
    kept = (scores > 0) & (scores >= _cuts(suggester.codes, at_least))
    return [
        Suggestion(
            units[row].unit_id,
            suggester.codes[column],
            float(scores[row, column]),
            suggester.explain(units[row], column),
        )
        for row in np.flatnonzero(kept.any(axis=1)).tolist()
        for column in _best(scores[row], kept[row], per_unit)
    ]


def _cuts(codes: Sequence[str], at_least: float | Mapping[str, float]) -> Floats:
    if isinstance(at_least, Mapping):
        return np.array([at_least.get(code, AT_LEAST) for code in codes])
    return np.full(len(codes), at_least)


def _best(scores: Floats, kept: np.ndarray, most: int) -> list[int]:
    order: list[int] = np.argsort(-scores, kind="stable").tolist()
    return [column for column in order if kept[column]][:most]
