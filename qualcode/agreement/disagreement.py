"""Where coders differ, and how far each pair of them agrees."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from qualcode.agreement.coefficients import COEFFICIENTS
from qualcode.agreement.figures import patterns_of
from qualcode.agreement.presence import counts

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from qualcode.agreement.matrix import Matrix


class Pair(NamedTuple):
    """A coefficient between two coders over all codes; NaN where it is undefined.

    ``n_units`` counts judgements, a unit for each code, that both made.
    """

    coder_a: str
    coder_b: str
    value: float
    n_units: int


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A unit that some of its readers gave the code and others did not."""

    unit_id: int
    text_id: int
    code: str
    who_yes: tuple[str, ...]
    who_no: tuple[str, ...]
    start: int = -1
    end: int = -1


def pairwise(matrix: Matrix, coefficient: str = "alpha") -> list[Pair]:
    """Return a coefficient for every pair of coders, pooled over codes, for a heat map."""
    weights = matrix.pooled_weights()
    everybody = patterns_of(matrix.pooled(), np.zeros(len(weights), dtype=np.int64), weights)
    measure = COEFFICIENTS[coefficient].plain
    pairs = []
    for a, b in combinations(range(len(matrix.coders)), 2):
        both = everybody.coders(a, b)
        value = measure(both).value
        pairs.append(Pair(matrix.coders[a], matrix.coders[b], value, counts(both).n_units))
    return pairs


def disagreements(matrix: Matrix) -> list[Disagreement]:
    """Return the cells where readers differ, in the order of the units, then of the codes."""
    yes, no = matrix.values == 1, matrix.values == 0
    return [
        Disagreement(
            unit_id=int(matrix.unit_ids[unit]),
            text_id=int(matrix.text_ids[unit]),
            code=matrix.codes[code],
            who_yes=_who(matrix, yes[unit, code]),
            who_no=_who(matrix, no[unit, code]),
            start=int(matrix.spans[unit, 0]),
            end=int(matrix.spans[unit, 1]),
        )
        for unit, code in np.argwhere(matrix.disputed)
    ]


def _who(matrix: Matrix, chosen: NDArray[np.bool_]) -> tuple[str, ...]:
    return tuple(coder for coder, is_one in zip(matrix.coders, chosen, strict=True) if is_one)
