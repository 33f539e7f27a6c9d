"""Machine against people, a design of its own: alpha among people first, then each model.

A model is never one coder among others in an alpha: it is compared with one person at a time,
on units that this person read. What it has to reach is the *drop-one-human baseline*: one
person is taken out and compared with each of the rest, and the model in the place of this
person with the same rest, on the same units.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np

from qualcode.agreement.alpha import krippendorff_alpha
from qualcode.agreement.intervals import jackknife
from qualcode.agreement.percent import percent_agreement
from qualcode.agreement.presence import counts
from qualcode.agreement.report import OVERALL

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from numpy.typing import NDArray

    from qualcode.agreement.estimate import Estimate
    from qualcode.agreement.intervals import Interval
    from qualcode.agreement.matrix import Matrix, Ratings
    from qualcode.agreement.presence import Counts

Kind = Literal["humans", "human", "model", "place"]
"""Among all people; one person against the others; a model against a person, or in its place."""


@dataclass(frozen=True, slots=True, eq=False)
class Model:
    """What a model says of units × codes: 1, 0, NaN where it has no score.

    ``thresholds`` are those of its codes, from which on a score is a yes.
    """

    name: str
    values: Ratings
    thresholds: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Comparison:
    """One comparison for one code, ``*`` for all codes pooled.

    ``who`` is a person, a model, or for ``place`` a model with the ``dropped`` person; nobody
    among all people. ``against`` names the people it is compared with, one by one. In
    ``human`` and ``place`` a unit counts once for each of them.
    """

    kind: Kind
    code: str
    who: str
    against: tuple[str, ...]
    dropped: str
    counts: Counts
    percent: Estimate
    alpha: Estimate
    interval: Interval


def said(
    scores: Mapping[tuple[int, str], float], people: Matrix, cuts: Mapping[str, float]
) -> Ratings:
    """Return what a model with these scores by unit and code says of people's units and codes."""
    values = np.array(
        [[scores.get((unit, code), np.nan) for code in people.codes] for unit in people.unit_ids]
    ).reshape(len(people.unit_ids), len(people.codes))
    return labels(values, np.array([cuts[code] for code in people.codes]))


def labels(scores: Ratings, thresholds: NDArray[np.float64]) -> Ratings:
    """Return 1 where a score reaches its code's threshold, 0 where not, NaN where there is none.

    ``scores`` are units × codes. A score of 0 is "nothing found" and never a yes.
    """
    said = (scores > 0) & (scores >= thresholds)
    return np.where(np.isnan(scores), np.nan, said.astype(np.float64))


def compare(people: Matrix, models: Sequence[Model]) -> list[Comparison]:
    """Return every comparison, code by code and then over all codes.

    For each: all people; with three or more of them, each against the others; each model
    against each person; with three or more people, each model in the place of each. Two
    people's alpha is its own baseline.
    """
    found: list[Comparison] = []
    for column, code in enumerate(people.codes):
        machine = [model.values[:, column] for model in models]
        sheet = _Sheet(code, people.coders, people.code(code), people.text_ids)
        found += _of_code(sheet, models, machine)
    machine = [model.values.T.reshape(-1) for model in models]
    sheet = _Sheet(OVERALL, people.coders, people.pooled(), people.pooled_text_ids())
    return [*found, *_of_code(sheet, models, machine)]


@dataclass(frozen=True, slots=True, eq=False)
class _Sheet:
    code: str
    coders: tuple[str, ...]
    values: Ratings
    text_ids: NDArray[np.int64]

    def all(self) -> Comparison:
        """Return the comparison among all people."""
        return self._measured("humans", "", self.coders, "", self.values, self.text_ids)

    def one(
        self, kind: Kind, who: str, said: Ratings, others: Sequence[int], dropped: str = ""
    ) -> Comparison:
        """Return what ``who`` said against each of the others, a row for each unit and other."""
        pairs = [np.column_stack((said, self.values[:, other])) for other in others]
        against = tuple(self.coders[other] for other in others)
        text_ids = np.tile(self.text_ids, len(others))
        return self._measured(kind, who, against, dropped, np.concatenate(pairs), text_ids)

    def _measured(
        self,
        kind: Kind,
        who: str,
        against: tuple[str, ...],
        dropped: str,
        ratings: Ratings,
        text_ids: NDArray[np.int64],
    ) -> Comparison:
        return Comparison(
            kind=kind,
            code=self.code,
            who=who,
            against=against,
            dropped=dropped,
            counts=counts(ratings),
            percent=percent_agreement(ratings),
            alpha=krippendorff_alpha(ratings),
            interval=jackknife(ratings, text_ids),
        )


def _of_code(
    sheet: _Sheet, models: Sequence[Model], machine: Sequence[Ratings]
) -> Iterator[Comparison]:
    everybody = range(len(sheet.coders))
    rest = {one: [other for other in everybody if other != one] for one in everybody}
    if len(everybody) >= 2:
        yield sheet.all()
    if len(everybody) >= 3:
        for one in everybody:
            yield sheet.one("human", sheet.coders[one], sheet.values[:, one], rest[one])
    for model, said in zip(models, machine, strict=True):
        for one in everybody:
            yield sheet.one("model", model.name, said, [one])
        for one in everybody if len(everybody) >= 3 else ():
            read = np.where(np.isnan(sheet.values[:, one]), np.nan, said)
            yield sheet.one("place", model.name, read, rest[one], sheet.coders[one])
