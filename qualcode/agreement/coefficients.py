"""The one list of coefficients: what each is, of what, its words, its error, when it is shown.

Every table of agreement, of a project and of a file, takes its figures from here: a column or a
row each, in this order.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal, NamedTuple

from qualcode.agreement import alpha, chance, kappa, percent, presence
from qualcode.agreement.coefficient import Coefficient
from qualcode.agreement.sets import distances
from qualcode.agreement.standard_errors import standard_error
from qualcode.agreement.unitizing import (
    BAR_U_ALPHA,
    CU_ALPHA,
    U_ALPHA,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import ArrayLike

    from qualcode.agreement.alpha import Metric
    from qualcode.agreement.estimate import Estimate
    from qualcode.agreement.patterns import Patterns, Ratings
    from qualcode.agreement.standard_errors import Statistic
    from qualcode.agreement.unitizing import UnitizingCoefficient
    from qualcode.agreement.unitizing.sweep import Lengths

Of = Literal["values", "sets", "presence"]
"""What a rating is: one value, a set of codes, or whether a unit has one code."""


class RatingCase(NamedTuple):
    """What is rated, as far as it decides which coefficients there are.

    ``metric`` and ``weights`` of partial agreement are of values; ``members`` is sets × codes, 1
    where the set that a number stands for holds the code.
    """

    of: Of
    n_coders: int
    metric: Metric = "nominal"
    weights: str | None = None
    members: Ratings | None = None


@dataclass(frozen=True, slots=True)
class Listed:
    """A coefficient of the list.

    ``formula`` is the coefficient, or makes it where it depends on the case. It applies to what
    ``of`` names, to two ``coders``, to more or to any number, to values of one ``metric`` or of
    all, and where weights of ``partial`` agreement were given, where none were, or (``None``) in
    either case. ``error`` names its standard error, with the weights ``near`` where they are its
    own. ``shown`` is whether a reader sees it without asking; without ``bounded`` the literature
    has no interval of it. ``words`` name it where they are not those of its id: of two coders,
    and of more.
    """

    formula: Coefficient | Callable[[RatingCase], Coefficient]
    of: tuple[Of, ...] = ("values", "presence")
    error: Statistic | None = None
    coders: Literal["two", "more", "any"] = "any"
    metric: Metric | None = None
    partial: bool | None = False
    near: str | None = None
    shown: bool = False
    bounded: bool = True
    words: tuple[str, str] | None = None

    def __call__(self, ratings: ArrayLike | Patterns) -> Estimate:
        """Return the estimate of a coefficient that depends on nothing but the ratings."""
        return self.plain(ratings)

    @property
    def plain(self) -> Coefficient:
        """The coefficient, where it depends on nothing but the ratings."""
        if not isinstance(self.formula, Coefficient):
            raise TypeError("This coefficient depends on the case; ask for it by `of_case`.")
        return self.formula

    def of_case(self, case: RatingCase) -> Coefficient:
        """Return the coefficient of a case."""
        return self.formula if isinstance(self.formula, Coefficient) else self.formula(case)

    def applies(self, case: RatingCase) -> bool:
        """Return whether ratings of this kind have the coefficient."""
        if case.of not in self.of or self.metric not in (None, case.metric):
            return False
        weighted = case.weights is not None
        return self.partial in (None, weighted) and self.coders in ("any", _many(case))

    def named(self, case: RatingCase, name: str) -> str:
        """Return the key of its label and its convention."""
        return self.words[case.n_coders != 2] if self.words else name

    def has_error(self, case: RatingCase) -> bool:
        """Return whether the literature has a standard error of it: Cohen's kappa's is of two."""
        return self.error is not None and (self.error != "cohen" or case.n_coders == 2)

    def standard_error(self, case: RatingCase, patterns: Patterns) -> Estimate | None:
        """Return its standard error for independent units."""
        if self.error is None or not self.has_error(case):
            return None
        weights = self.near or (case.weights if self.partial else None) or "identity"
        return standard_error(self.error, patterns, weights=weights)


def applying(case: RatingCase) -> dict[str, Listed]:
    """Return the coefficients of a case, in the order of the list."""
    return {name: each for name, each in COEFFICIENTS.items() if each.applies(case)}


def _many(case: RatingCase) -> str:
    return "two" if case.n_coders == 2 else "more"


def _named(case: RatingCase) -> str:
    return case.weights or "identity"


def _by_masi(case: RatingCase) -> Coefficient:
    assert case.members is not None
    return alpha.alpha(distances(case.members, "masi"))


def _by_jaccard(case: RatingCase) -> Coefficient:
    assert case.members is not None
    return alpha.alpha(distances(case.members, "jaccard"))


EVERY: tuple[Of, ...] = ("values", "sets", "presence")
VALUES: tuple[Of, ...] = ("values",)
SETS: tuple[Of, ...] = ("sets",)
PRESENCE: tuple[Of, ...] = ("presence",)

COEFFICIENTS: Final[dict[str, Listed]] = {
    "percent": Listed(percent.PERCENT, EVERY, "percent", partial=None, shown=True),
    "percent_weighted": Listed(
        lambda it: percent.partial(_named(it)), VALUES, "percent", partial=True
    ),
    "percent_coincidence": Listed(percent.COINCIDENCE, EVERY, partial=None),
    "percent_pairs": Listed(percent.PAIRWISE, EVERY, partial=None),
    "kappa": Listed(
        kappa.LIGHT, EVERY, "cohen", partial=None, shown=True, words=("cohen", "light")
    ),
    "kappa_max": Listed(kappa.COHEN_MAX, coders="two"),
    "conger": Listed(kappa.conger(), error="conger"),
    "hubert": Listed(kappa.HUBERT, coders="more"),
    "fleiss": Listed(chance.fleiss(), EVERY, "fleiss", words=("scott", "fleiss")),
    "brennan_prediger": Listed(chance.fixed(), error="brennan_prediger"),
    "ac1": Listed(chance.gwet(), error="gwet"),
    "kappa_weighted": Listed(
        lambda it: kappa.weighted(_named(it)), VALUES, "cohen", coders="two", partial=True
    ),
    "conger_weighted": Listed(lambda it: kappa.conger(_named(it)), VALUES, "conger", partial=True),
    "fleiss_weighted": Listed(lambda it: chance.fleiss(_named(it)), VALUES, "fleiss", partial=True),
    "brennan_prediger_weighted": Listed(
        lambda it: chance.fixed(_named(it)), VALUES, "brennan_prediger", partial=True
    ),
    "ac2": Listed(lambda it: chance.gwet(_named(it)), VALUES, "gwet", partial=True),
    "alpha": Listed(
        *(alpha.NOMINAL, EVERY, "alpha"),
        metric="nominal",
        partial=None,
        shown=True,
        words=("alpha_nominal", "alpha_nominal"),
    ),
    "alpha_ordinal": Listed(
        alpha.BY_METRIC["ordinal"], VALUES, metric="ordinal", partial=None, shown=True
    ),
    "alpha_interval": Listed(
        *(alpha.BY_METRIC["interval"], VALUES, "alpha"),
        metric="interval",
        partial=None,
        near="quadratic",
        shown=True,
    ),
    "alpha_ratio": Listed(
        alpha.BY_METRIC["ratio"], VALUES, metric="ratio", partial=None, shown=True
    ),
    "alpha_masi": Listed(_by_masi, SETS),
    "alpha_jaccard": Listed(_by_jaccard, SETS),
    "holsti": Listed(percent.HOLSTI, partial=None),
    "composite": Listed(percent.COMPOSITE, partial=None, bounded=False),
    "positive": Listed(presence.POSITIVE, PRESENCE),
    "negative": Listed(presence.NEGATIVE, PRESENCE),
    "prevalence": Listed(presence.PREVALENCE, PRESENCE),
    "bias": Listed(presence.BIAS, PRESENCE, coders="two", bounded=False),
    "holsti_given": Listed(presence.HOLSTI_GIVEN, PRESENCE),
    "composite_given": Listed(presence.COMPOSITE_GIVEN, PRESENCE, bounded=False),
}
"""``kappa`` of two coders is Cohen's, of more the mean of the pairs' (Light); ``fleiss`` of two is
Scott's pi; ``brennan_prediger`` of a code's presence is PABAK."""

UNITIZING: Final[dict[str, UnitizingCoefficient[Lengths]]] = {
    "u": U_ALPHA,
    "bar_u": BAR_U_ALPHA,
    "cu": CU_ALPHA,
}
"""Those of free spans over all codes, which have lengths of text in place of ratings."""
