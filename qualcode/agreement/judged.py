"""What a report of agreement is made from, whether it comes from a project or from a file."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from qualcode.agreement.coefficients import RatingCase
from qualcode.agreement.figures import numbered, patterns_of
from qualcode.agreement.patterns import Patterns
from qualcode.agreement.presence import PRESENCE, pooled_kappa
from qualcode.agreement.sets import alpha_of_members
from qualcode.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from qualcode.agreement.estimate import Estimate
    from qualcode.agreement.matrix import Matrix, Ratings, Rule


class Origin(NamedTuple):
    """Where judgements come from: a unit and a round of a project, or a file by its name."""

    name: str
    unit: str | None = None

    @property
    def round(self) -> str | None:
        """The round of a project."""
        return self.name if self.unit else None


@dataclass(frozen=True, slots=True, eq=False)
class Judged:
    """Whether units have codes, coder by coder, as patterns with a group a transcript.

    ``labels`` are the codes' words, in the order of the rows. ``pooled`` has every unit × code as
    one set of ratings, ``None`` where a unit has one code of several and no more. ``parents`` are
    codes that have others below them. ``n_units`` are all units, ``n_unread`` those that not
    every coder read for every code; ``matrix`` is what all this was counted from.
    """

    origin: Origin
    coders: tuple[str, ...]
    labels: Mapping[str, str]
    by_code: Mapping[str, Patterns]
    pooled: Patterns | None
    n_units: int
    n_unread: int
    rule: Rule
    coded_unread: int = 0
    parents: frozenset[str] = frozenset()
    matrix: Matrix | None = None

    @classmethod
    def of_matrix(
        cls,
        matrix: Matrix,
        labels: Mapping[str, str],
        origin: Origin,
        parents: frozenset[str] = frozenset(),
    ) -> Judged:
        """Return what a matrix holds; codes without a label go by their ids, after the others."""
        groups = numbered(matrix.text_ids)
        named = {it: words for it, words in labels.items() if it in matrix.codes}
        return cls(
            origin,
            matrix.coders,
            named | {it: it for it in matrix.codes if it not in named},
            {it: patterns_of(matrix.code(it), groups, matrix.weights) for it in matrix.codes},
            patterns_of(
                matrix.pooled(), numbered(matrix.pooled_text_ids()), matrix.pooled_weights()
            ),
            int(matrix.weights.sum()),
            int(np.isnan(matrix.values).any(axis=(1, 2)) @ matrix.weights),
            matrix.rule,
            matrix.coded_unread,
            parents,
            matrix,
        )

    @property
    def pooled_kappa(self) -> Estimate:
        """Pooled kappa over the codes that have none below them."""
        return pooled_kappa([it for code, it in self.by_code.items() if code not in self.parents])

    @property
    def of_sets(self) -> Estimate:
        """Alpha over the sets of codes of a unit, by the distance MASI."""
        assert self.matrix is not None
        return alpha_of_members(self.matrix.values)


@dataclass(frozen=True, slots=True, eq=False)
class Rated:
    """Units × coders as numbers, NaN where missing, and the words of every number.

    ``values`` are the categories in ascending order, those that nobody used too where they were
    named; ``words`` says how each was written. ``sets`` are the sets of codes that the values
    stand for, empty where a rating is one value. ``texts`` numbers the transcript of every unit
    from 0, ``None`` where it is not known; ``weights`` says how often each row counts.
    """

    name: str
    coders: tuple[str, ...]
    case: RatingCase
    ratings: Ratings
    values: tuple[float, ...]
    words: tuple[str, ...]
    texts: NDArray[np.int64] | None = None
    weights: NDArray[np.int64] | None = None
    patterns: Patterns = field(init=False)

    def __post_init__(self) -> None:
        made = Patterns.of(
            self.ratings, groups=self.texts, weights=self.weights, categories=self.values
        )
        object.__setattr__(self, "patterns", made)


def rated(
    matrix: Matrix,
    labels: Mapping[str, str],
    name: str,
    code: str | None = None,
    *,
    texts: bool = True,
) -> Rated:
    """Return whether units have a code, as ratings; without one the sets of codes they were given.

    Who did not judge every code of a unit has no set there. Without ``texts`` it is not known
    which transcript a unit is of.

    Raises:
        InputError: the matrix has no such code.
    """
    groups = numbered(matrix.text_ids) if texts else None
    n = len(matrix.coders)
    if code is not None:
        if code not in matrix.codes:
            raise InputError("agreement.no_code", code=code, codes=tuple(matrix.codes))
        case, title = RatingCase("presence", n), f"{name}, {labels.get(code, code)}"
        scale = (matrix.code(code), PRESENCE, ("0", "1"))
        return Rated(title, matrix.coders, case, *scale, groups, matrix.weights)
    ratings, members = _sets(matrix)
    named = [labels.get(each, each) for each in matrix.codes]
    values = tuple(map(float, range(len(members))))
    words = tuple(_set(named, row) for row in members)
    case = RatingCase("sets", n, members=members)
    return Rated(name, matrix.coders, case, ratings, values, words, groups, matrix.weights)


def _sets(matrix: Matrix) -> tuple[Ratings, Ratings]:
    """Return the sets of codes by number, units × coders, and sets × codes."""
    known = np.asarray(~np.isnan(matrix.values).any(axis=1))
    given = matrix.values.transpose(0, 2, 1)[known]
    if matrix.codes:
        members, number = np.unique(given, axis=0, return_inverse=True)
    else:
        members, number = given[:1], np.zeros(len(given), dtype=np.int64)
    ratings = np.full(known.shape, np.nan)
    ratings[known] = number.ravel()
    return ratings, members


def _set(codes: list[str], members: NDArray[np.float64]) -> str:
    return "; ".join(code for code, has in zip(codes, members, strict=True) if has) or ";"
