"""Second opinions: what other packages say, and what the definitions say in fractions.

scikit-learn, statsmodels, NLTK and krippendorff are asked on random data. Where they refuse or
leave a value undefined the data are passed over: `test_agreement.py` says what we do there.
"""

from __future__ import annotations

from collections import Counter
from fractions import Fraction
from itertools import combinations, permutations
from typing import TYPE_CHECKING, Any, get_args

import krippendorff
import numpy as np
import pytest
from agreement_material import PRESENCE, Table, shared_rows, tables, varies
from hypothesis import assume, given
from hypothesis import strategies as st
from nltk.metrics import distance as nltk_distance
from nltk.metrics.agreement import AnnotationTask
from sklearn.metrics import cohen_kappa_score, f1_score
from statsmodels.stats import inter_rater

from qualcode import agreement
from qualcode.agreement import Patterns
from qualcode.agreement.kappa import contingency
from qualcode.agreement.sets import SetDistance

if TYPE_CHECKING:
    from collections.abc import Callable

    from qualcode.agreement import Estimate, Ratings

CLOSE = 1e-9
PLAIN_SCALES = ("presence", "whole", "negative", "fractions", "apart", "far apart")
TWO = tables(coders=(2, 2), rows=(1, 25), scales=PLAIN_SCALES)
COMPLETE_TWO = tables(coders=(2, 2), rows=(1, 25), missing=False, scales=PLAIN_SCALES)
COMPLETE = tables(rows=(1, 15), missing=False, scales=PLAIN_SCALES)
MANY = tables(rows=(1, 20), scales=PLAIN_SCALES)
NOT_NEGATIVE = tables(rows=(1, 20), scales=("presence", "whole", "apart"))


def is_close(found: Estimate, expected: float) -> bool:
    return found.reason is None and found.value == pytest.approx(expected, abs=CLOSE)


def ranks(ratings: Ratings) -> Ratings:
    """Return the place of every rating among the values given."""
    return np.searchsorted(np.unique(ratings), ratings)


# scikit-learn.


@given(TWO)
def test_kappa_is_what_scikit_learn_says(table: Table):
    both = table.ratings[~np.isnan(table.ratings).any(axis=1)]
    assume(varies(both))
    expected = cohen_kappa_score(*ranks(both).T)
    assert is_close(agreement.cohen_kappa(table.ratings), expected)
    assert is_close(agreement.mean_pairwise_kappa(table.ratings), expected)


@pytest.mark.parametrize("weights", ["linear", "quadratic"])
@given(table=COMPLETE_TWO)
def test_kappa_weighted_by_rank_is_what_scikit_learn_says(weights: str, table: Table):
    assume(varies(table.ratings))
    expected = cohen_kappa_score(*ranks(table.ratings).T, weights=weights)
    assert is_close(agreement.weighted_kappa(table.ratings, f"{weights}-by-rank"), expected)
    placed = ranks(table.ratings).astype(float)
    assert is_close(agreement.weighted_kappa(placed, weights), expected)


@given(tables(coders=(2, 2), rows=(1, 25), missing=False, scales=("presence",)))
def test_positive_and_negative_agreement_are_f1_of_the_two_labels(table: Table):
    assume(varies(table.ratings))
    first, second = table.ratings.astype(int).T
    assert is_close(agreement.dice(table.ratings), f1_score(first, second, pos_label=1))
    negative = f1_score(first, second, pos_label=0)
    assert is_close(agreement.negative_agreement(table.ratings), negative)


# statsmodels.


def cells(ratings: Ratings):
    patterns = Patterns.of(ratings)
    return patterns.values, contingency(patterns, patterns.total)


def statsmodels_kappa(counted: Ratings, **options: Any):
    """Return statsmodels' kappa; it divides by the error of no agreement, which may be zero."""
    with np.errstate(all="ignore"):
        return inter_rater.cohens_kappa(counted, **options)


def is_error(found: Estimate, variance: float) -> bool:
    return found.reason is None and found.value**2 == pytest.approx(variance, abs=CLOSE)


@given(COMPLETE_TWO)
def test_kappa_its_maximum_and_its_error_are_what_statsmodels_says(table: Table):
    """The error is that of Fleiss, Cohen & Everitt 1969."""
    assume(varies(table.ratings))
    _, counted = cells(table.ratings)
    said = statsmodels_kappa(counted)
    assert is_close(agreement.cohen_kappa(table.ratings), said.kappa)
    assert is_close(agreement.cohen_kappa_max(table.ratings), said.kappa_max)
    assert is_error(agreement.standard_error("cohen", table.ratings), said.var_kappa)


@pytest.mark.parametrize("weights", ["linear", "quadratic"])
@given(table=COMPLETE_TWO)
def test_weighted_kappa_and_its_error_are_what_statsmodels_says(weights: str, table: Table):
    assume(varies(table.ratings))
    values, counted = cells(table.ratings)
    said = statsmodels_kappa(counted, weights=values, wt=weights)
    assert is_close(agreement.weighted_kappa(table.ratings, weights), said.kappa)
    error = agreement.standard_error("cohen", table.ratings, weights=weights)
    assert is_error(error, said.var_kappa)


def tally(table: Table):
    return np.array([[(row == it).sum() for it in table.values] for row in table.ratings])


@given(COMPLETE)
def test_fleiss_and_randolph_are_what_statsmodels_says(table: Table):
    """Randolph's q is the number of categories named, also those that nobody gave."""
    assume(varies(table.ratings))
    counted = tally(table)
    expected = inter_rater.fleiss_kappa(counted)
    assert is_close(agreement.fleiss_kappa(table.ratings), expected)
    expected = inter_rater.fleiss_kappa(counted, method="randolph")
    assert is_close(agreement.brennan_prediger(table.ratings, categories=table.values), expected)
    by_counts = Patterns.of_counts(counted, table.values)
    assert is_close(agreement.brennan_prediger(by_counts), expected)


# NLTK.


def task(rows: Any, distance: Callable[..., float] = nltk_distance.binary_distance):
    """Return NLTK's task; a cell of ``None`` or NaN is missing."""
    return AnnotationTask(
        [
            (f"coder {coder}", f"unit {unit}", cell)
            for unit, row in enumerate(rows)
            for coder, cell in enumerate(row)
            if cell is not None and cell == cell  # noqa: PLR0124 — not NaN
        ],
        distance,
    )


@given(COMPLETE)
def test_pi_s_and_percent_of_complete_tables_are_what_nltk_says(table: Table):
    assume(varies(table.ratings))
    said = task(table.ratings.tolist())
    assert is_close(agreement.fleiss_kappa(table.ratings), said.pi())
    assert is_close(agreement.brennan_prediger(table.ratings), said.S())
    for percent in (
        agreement.percent_agreement,
        agreement.percent_agreement_coincidence,
        agreement.mean_pairwise_percent_agreement,
        agreement.holsti,
    ):
        assert is_close(percent(table.ratings), said.avg_Ao())


@given(COMPLETE)
def test_kappas_of_several_coders_are_what_nltk_says(table: Table):
    """NLTK's multi-kappa is Hubert's and Conger's; its kappa the mean over pairs."""
    pairs = combinations(table.ratings.T, 2)
    assume(all(varies(np.array(pair)) for pair in pairs))
    said = task(table.ratings.tolist())
    assert is_close(agreement.mean_pairwise_kappa(table.ratings), said.kappa())
    assert is_close(agreement.hubert_kappa(table.ratings), said.multi_kappa())
    assert is_close(agreement.conger_kappa(table.ratings), said.multi_kappa())


@given(MANY)
def test_nominal_alpha_with_missing_ratings_is_what_nltk_says(table: Table):
    assume(varies(shared_rows(table.ratings)))
    expected = task(table.ratings.tolist()).alpha()
    assert is_close(agreement.krippendorff_alpha(table.ratings), expected)


SETS = st.one_of(st.none(), st.frozensets(st.sampled_from("甲乙丙丁"), max_size=3))
SET_ROWS = st.integers(2, 4).flatmap(
    lambda m: st.lists(st.lists(SETS, min_size=m, max_size=m), min_size=1, max_size=12)
)


@pytest.mark.parametrize("name", get_args(SetDistance))
@given(rows=SET_ROWS)
def test_alpha_over_sets_is_what_nltk_says(
    name: SetDistance, rows: list[list[frozenset[str] | None]]
):
    """NLTK divides by zero for two empty sets; that distance is ours by decision, and 0."""
    said: Callable[..., float] = getattr(nltk_distance, f"{name}_distance")
    kept = [sets for row in rows if len(sets := [it for it in row if it is not None]) > 1]
    assume(len({each for sets in kept for each in sets}) > 1)
    expected = task(kept, lambda a, b: 0.0 if a == b else said(a, b)).alpha()
    assert is_close(agreement.alpha_of_sets(rows, name), expected)


@pytest.mark.parametrize("name", ["masi_distance", "jaccard_distance"])
@given(a=st.frozensets(st.integers(0, 5)), b=st.frozensets(st.integers(0, 5)))
def test_distances_of_sets_are_what_nltk_says(name: str, a: frozenset[int], b: frozenset[int]):
    assume(a or b)
    said = getattr(nltk_distance, name)(a, b)
    assert getattr(agreement, name)(a, b) == pytest.approx(said, abs=CLOSE)


# krippendorff.


@pytest.mark.parametrize("metric", ["nominal", "ordinal", "interval"])
@given(table=MANY)
def test_alpha_is_what_the_krippendorff_package_says(metric: Any, table: Table):
    assume(varies(shared_rows(table.ratings)))
    expected = krippendorff.alpha(table.ratings.T, level_of_measurement=metric)
    assert is_close(agreement.krippendorff_alpha(table.ratings, metric), expected)


@given(table=NOT_NEGATIVE)
def test_ratio_alpha_is_what_the_krippendorff_package_says(table: Table):
    assume(varies(shared_rows(table.ratings)))
    expected = krippendorff.alpha(table.ratings.T, level_of_measurement="ratio")
    assert is_close(agreement.krippendorff_alpha(table.ratings, "ratio"), expected)


@given(table=MANY)
def test_alpha_by_a_table_of_distances_is_alpha_by_that_metric(table: Table):
    assume(varies(shared_rows(table.ratings)))
    values = np.unique(table.ratings[~np.isnan(table.ratings)])
    squared = (values[:, None] - values[None, :]) ** 2
    expected = krippendorff.alpha(table.ratings.T, level_of_measurement="interval")
    assert is_close(agreement.krippendorff_alpha(table.ratings, squared), expected)


# The definitions, pair by pair and in fractions.

Rows = list[list[float]]


def ratings_of_units(table: Table) -> Rows:
    """Return each unit's ratings, without the missing."""
    return [[it for it in row if not np.isnan(it)] for row in table.ratings.tolist()]


def mean(parts: list[Fraction]) -> Fraction:
    return sum(parts, Fraction(0)) / len(parts)


def pairs_agreeing(row: list[float]) -> Fraction:
    pairs = list(combinations(row, 2))
    return Fraction(sum(a == b for a, b in pairs), len(pairs))


def agreed(rows: Rows) -> Fraction:
    return mean([pairs_agreeing(row) for row in rows if len(row) > 1])


def distribution(rows: Rows) -> list[Fraction]:
    """Return π of the values given: the mean over rated units of the share of a unit's ratings."""
    rated = [row for row in rows if row]
    values = sorted({it for row in rated for it in row})
    return [mean([Fraction(row.count(it), len(row)) for row in rated]) for it in values]


def corrected(p_a: Fraction, p_e: Fraction) -> float:
    return float((p_a - p_e) / (1 - p_e))


@given(MANY)
def test_percentages_are_what_counting_pairs_says(table: Table):
    rows = [row for row in ratings_of_units(table) if len(row) > 1]
    assume(rows)
    assert is_close(agreement.percent_agreement(table.ratings), float(agreed(rows)))
    weighed = [pairs_agreeing(row) * len(row) for row in rows]
    expected = float(sum(weighed, Fraction(0)) / sum(map(len, rows)))
    assert is_close(agreement.percent_agreement_coincidence(table.ratings), expected)


@given(MANY)
def test_coefficients_of_one_distribution_are_their_definition_with_missing_ratings(table: Table):
    """Gwet 2014, chapter 2: a unit with one rating counts for chance, not for agreement."""
    rows = ratings_of_units(table)
    pi = distribution(rows)
    q = len(pi)
    assume(q > 1 and any(len(row) > 1 for row in rows))
    p_a = agreed(rows)
    squares = sum((p * p for p in pi), Fraction(0))
    assert is_close(agreement.fleiss_kappa(table.ratings), corrected(p_a, squares))
    assert is_close(agreement.gwet_ac1(table.ratings), corrected(p_a, (1 - squares) / (q - 1)))
    assert is_close(agreement.brennan_prediger(table.ratings), corrected(p_a, Fraction(1, q)))


def own_shares(column: list[float]) -> dict[float, Fraction]:
    given_values = [it for it in column if not np.isnan(it)]
    return {it: Fraction(n, len(given_values)) for it, n in Counter(given_values).items()}


def by_chance(first: dict[float, Fraction], second: dict[float, Fraction]) -> Fraction:
    return sum((share * second.get(it, Fraction(0)) for it, share in first.items()), Fraction(0))


@given(MANY)
def test_congers_kappa_is_its_definition_with_missing_ratings(table: Table):
    """A coder's distribution is that of all units that they rated (Gwet 2014, chapter 2)."""
    rows = ratings_of_units(table)
    assume(any(len(row) > 1 for row in rows))
    assume((~np.isnan(table.ratings)).any(axis=0).all())
    own = [own_shares(column) for column in table.ratings.T.tolist()]
    chance = mean([by_chance(a, b) for a, b in permutations(own, 2)])
    assume(chance < 1)
    assert is_close(agreement.conger_kappa(table.ratings), corrected(agreed(rows), chance))


def pairs_of_coders(table: Table) -> list[list[list[float]]]:
    """Return for each pair of coders the units that both rated."""
    columns = table.ratings.T.tolist()
    return [
        [[a, b] for a, b in zip(first, second, strict=True) if not np.isnan(a + b)]
        for first, second in combinations(columns, 2)
    ]


@given(MANY)
def test_means_over_pairs_take_each_pair_on_the_units_that_both_rated(table: Table):
    pairs = pairs_of_coders(table)
    assume(all(pairs))
    observed = [agreed(pair) for pair in pairs]
    percent = agreement.mean_pairwise_percent_agreement(table.ratings)
    assert is_close(percent, float(mean(observed)))
    chance = [by_chance(*map(own_shares, zip(*pair, strict=True))) for pair in pairs]
    assume(max(chance) < 1)
    both = zip(observed, chance, strict=True)
    light = sum(corrected(p_a, p_e) for p_a, p_e in both) / len(pairs)
    assert is_close(agreement.mean_pairwise_kappa(table.ratings), light)
    hubert = corrected(mean(observed), mean(chance))
    assert is_close(agreement.hubert_kappa(table.ratings), hubert)


@given(MANY)
def test_holsti_counts_the_agreements_among_all_decisions(table: Table):
    made = (~np.isnan(table.ratings)).sum(axis=0).tolist()
    decisions = [a + b for a, b in combinations(made, 2)]
    assume(min(decisions) > 0)
    same = [sum(a == b for a, b in pair) for pair in pairs_of_coders(table)]
    expected = mean([Fraction(2 * m, n) for m, n in zip(same, decisions, strict=True)])
    assert is_close(agreement.holsti(table.ratings), float(expected))
    m = len(made)
    composite = float(m * expected / (1 + (m - 1) * expected))
    assert is_close(agreement.composite_reliability(table.ratings), composite)


@given(tables(rows=(1, 20), scales=("presence",)))
def test_specific_agreement_is_the_chance_that_another_coder_says_the_same(table: Table):
    """Over ordered pairs of coders: of those where the first says it, how many second it."""
    pairs = [pair for row in ratings_of_units(table) for pair in permutations(row, 2)]
    by_value = {agreement.negative_agreement: 0, agreement.positive_agreement: 1}
    for measure, value in by_value.items():
        first = [pair for pair in pairs if pair[0] == value]
        assume(first)
        expected = sum(a == b for a, b in first) / len(first)
        assert is_close(measure(table.ratings), expected)
    shared = [it for row in ratings_of_units(table) if len(row) > 1 for it in row]
    assert is_close(agreement.prevalence(table.ratings), sum(shared) / len(shared))


@given(st.lists(tables(coders=(3, 3), rows=(1, 12), scales=("presence",)), min_size=1, max_size=4))
def test_pooled_kappa_is_one_kappa_of_mean_agreement_and_mean_chance(codes: list[Table]):
    pairs = [pair for table in codes for pair in pairs_of_coders(table) if pair]
    assume(pairs)
    chance = mean([by_chance(*map(own_shares, zip(*pair, strict=True))) for pair in pairs])
    assume(chance < 1)
    expected = corrected(mean([agreed(pair) for pair in pairs]), chance)
    assert is_close(agreement.pooled_kappa([table.ratings for table in codes]), expected)
    assert set(PRESENCE) >= {it for table in codes for it in table.values}
