"""Bootstraps draw what their name says, the same with the same seed."""

from __future__ import annotations

from math import isnan, nan, sqrt
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from agreement_material import read_by_two, transcripts
from hypothesis import assume, given
from hypothesis import strategies as st
from scipy.stats import bootstrap as scipy_bootstrap
from scipy.stats import chi2, multinomial, norm

from qualcode.agreement import COEFFICIENTS, bootstrap
from qualcode.agreement.bootstrap import RESAMPLING, _drawn, _of_pairs
from qualcode.agreement.intervals import by_transcript
from qualcode.interval_kinds import INTERVALS

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from qualcode.agreement import Ratings

    Groups = NDArray[np.int64]

ALPHA = COEFFICIENTS["alpha"].plain
KINDS = [kind for kind, each in INTERVALS.items() if each.drawn]
N_DRAWS = 2000


def clustered(seed: int, n_coders: int = 3) -> tuple[Ratings, Groups]:
    """Six transcripts of five to ten units, with missing ratings and much disagreement."""
    random = np.random.default_rng(seed)
    groups = np.repeat(np.arange(6), [5, 6, 7, 8, 9, 10])
    truth = random.random(len(groups)) < random.random(6)[groups] * 0.6 + 0.2
    wrong = random.random((len(groups), n_coders)) < 0.25
    ratings = np.where(wrong, ~truth[:, None], truth[:, None]).astype(float)
    ratings[random.random(ratings.shape) < 0.1] = nan
    return ratings, groups


def slowly_drawn(kind: str, groups: Groups, random: np.random.Generator) -> NDArray[np.int64]:
    """Return the rows of one resample, drawn one by one."""
    rows = np.arange(len(groups))
    if kind == "units":
        return random.choice(rows, len(rows))
    names = np.unique(groups)
    if kind == "transcripts":
        return np.concatenate([rows[groups == it] for it in random.choice(names, len(names))])
    within = [rows[groups == name] for name in names]
    return np.concatenate([random.choice(mine, len(mine)) for mine in within])


def pairs_drawn(ratings: Ratings, random: np.random.Generator) -> float:
    """Return one alpha of Krippendorff's algorithm, its pairs of ratings drawn one by one."""
    rows = [row[~np.isnan(row)] for row in ratings[read_by_two(ratings)]]
    all_ratings = np.concatenate(rows)
    n, (_, times) = len(all_ratings), np.unique(all_ratings, return_counts=True)
    expected = (n * n - (times**2).sum()) / (n * (n - 1))
    pairs = [
        2 * (row[i] != row[j]) / ((len(row) - 1) * n * expected)
        for row in rows
        for i in range(len(row))
        for j in range(i)
    ]
    return 1 - random.choice(pairs, len(pairs)).sum()


def is_quantile(found: float, share: float, values: NDArray[np.float64]) -> bool:
    """Return whether it lies at this share of the values, but for Monte Carlo error.

    Both are of as many draws, and five standard errors of a difference of shares are allowed.
    """
    margin = 5 * sqrt(2 * share * (1 - share) / len(values))
    under = (values < found - 1e-9).mean()
    upto = (values <= found + 1e-9).mean()
    return under - margin <= share <= upto + margin


@pytest.mark.parametrize("kind", ["units", "units_within_transcripts", "transcripts"])
@pytest.mark.parametrize("name", ["alpha", "hubert"])
def test_drawing_patterns_is_drawing_rows_one_by_one(kind: Any, name: str):
    ratings, groups = clustered(5)
    random = np.random.default_rng(1)
    of = COEFFICIENTS[name].plain
    slow = np.array([of(ratings[slowly_drawn(kind, groups, random)]).value for _ in range(N_DRAWS)])
    for level in (0.5, 0.95):
        found = bootstrap(ratings, groups, of, kind=kind, replicates=N_DRAWS, seed=2, level=level)
        assert found.reason is None
        assert is_quantile(found.low, (1 - level) / 2, slow)
        assert is_quantile(found.high, (1 + level) / 2, slow)


def test_few_draws_of_many_patterns_have_the_multinomial_distribution():
    times, share = 20_000, np.full(5, 1 / 5)
    drawn = _drawn(np.ones(5), times, np.random.default_rng(8))
    found, n_found = np.unique(drawn, axis=0, return_counts=True)
    expected = times * multinomial.pmf(found, 5, share)
    assert len(found) == 126
    assert ((n_found - expected) ** 2 / expected).sum() < chi2.ppf(0.9999, 125)


@pytest.mark.parametrize("size", [1.0, 40.0, 0.5])
def test_every_resample_has_all_units_with_multinomial_mean_and_covariance(size: float):
    """Of many patterns for few units, of few for many, and where weights are no whole numbers."""
    weights, times = size * np.tile([1.0, 2, 3, 4, 5], 4), 20_000
    n, share = weights.sum(), weights / weights.sum()
    drawn = _drawn(weights, times, np.random.default_rng(9))
    covariance = n * (np.diag(share) - np.outer(share, share))
    spread = np.sqrt(np.diag(covariance))
    assert (drawn.sum(axis=1) == n).all()
    assert (abs(drawn.mean(axis=0) - n * share) < 5 * spread / sqrt(times)).all()
    apart = abs(np.cov(drawn.T) - covariance)
    assert (apart < 8 * np.outer(spread, spread) / sqrt(times)).all()


def test_krippendorffs_bootstrap_draws_pairs_of_ratings():
    ratings, groups = clustered(7)
    random = np.random.default_rng(3)
    slow = np.array([pairs_drawn(ratings, random) for _ in range(N_DRAWS)])
    found = bootstrap(ratings, groups, kind="krippendorff_2016", replicates=N_DRAWS, seed=4)
    assert is_quantile(found.low, 0.025, slow)
    assert is_quantile(found.high, 0.975, slow)


@given(seed=st.integers(0, 2**32 - 1))
def test_krippendorffs_bootstrap_is_centred_at_alpha(seed: int):
    ratings, groups = clustered(seed)
    patterns = by_transcript(ratings, groups, ordered=False)
    values = _of_pairs(patterns, 500, np.random.default_rng(seed))
    error = values.std() / sqrt(len(values))
    assert abs(values.mean() - ALPHA(ratings).value) < 6 * error


def slow_bca(ratings: Ratings, values: NDArray[np.float64], level: float) -> list[float]:
    """Return BCa bounds by Efron 1987, each unit left out in turn."""
    value = ALPHA(ratings).value
    rows = range(len(ratings))
    without = np.array([ALPHA(np.delete(ratings, row, axis=0)).value for row in rows])
    apart = without.mean() - without
    acceleration = (apart**3).sum() / (6 * (apart**2).sum() ** 1.5)
    bias = norm.ppf((values < value).mean() + (values == value).mean() / 2)
    moved = bias + norm.ppf([(1 - level) / 2, (1 + level) / 2])
    return np.quantile(values, norm.cdf(bias + moved / (1 - acceleration * moved))).tolist()


@given(seed=st.integers(0, 2**32 - 1), level=st.sampled_from([0.5, 0.95]))
def test_the_accelerated_bootstrap_is_its_definition(seed: int, level: float):
    ratings, _ = clustered(seed, n_coders=2)
    ratings = ratings[read_by_two(ratings)][:20]
    patterns = by_transcript(ratings, ordered=False)
    weights = RESAMPLING["units"](patterns.weights, 400, np.random.default_rng(seed))
    values = ALPHA.many(patterns, weights)
    assume(not np.isnan(values).any())
    assume(np.ptp([ALPHA(np.delete(ratings, row, axis=0)).value for row in range(20)]) > 0)
    found = bootstrap(ratings, kind="units_bca", replicates=400, seed=seed, level=level)
    assume(found.reason is None and 0 < (values < ALPHA(ratings).value).mean() < 1)
    assert [found.low, found.high] == pytest.approx(slow_bca(ratings, values, level))


def test_the_accelerated_bootstrap_is_what_scipy_says():
    ratings, groups = clustered(9)
    rows = np.arange(len(ratings))
    said = scipy_bootstrap(
        (rows,),
        lambda drawn_rows: ALPHA(ratings[drawn_rows]).value,
        n_resamples=N_DRAWS,
        vectorized=False,
        method="BCa",
        rng=np.random.default_rng(5),
    )
    found = bootstrap(ratings, groups, kind="units_bca", replicates=N_DRAWS, seed=6)
    low, high = said.confidence_interval
    share = (said.bootstrap_distribution < low).mean(), (said.bootstrap_distribution < high).mean()
    assert is_quantile(found.low, share[0], said.bootstrap_distribution)
    assert is_quantile(found.high, share[1], said.bootstrap_distribution)


@pytest.mark.parametrize("kind", KINDS)
@given(seed=st.integers(0, 2**32 - 1))
def test_the_same_seed_is_the_same_interval_and_is_stored(kind: Any, seed: int):
    ratings, groups = clustered(3)
    one, other = (bootstrap(ratings, groups, kind=kind, seed=seed, replicates=50) for _ in range(2))
    assert (one.low, one.high) == (other.low, other.high)
    assert (one.seed, one.replicates, one.kind) == (seed, 50, kind)
    assert one.low <= one.high


@pytest.mark.parametrize("kind", KINDS)
def test_another_seed_is_another_interval(kind: Any):
    ratings, groups = clustered(3)
    one, other = (bootstrap(ratings, groups, kind=kind, seed=seed) for seed in (1, 2))
    assert (one.low, one.high) != (other.low, other.high)


counted = st.lists(st.lists(st.integers(0, 6), min_size=1, max_size=4), min_size=1, max_size=5)


def blocks(sizes: list[list[int]]) -> tuple[NDArray[np.float64], list[slice]]:
    """Return weights in which every transcript has patterns of its own, and where they are."""
    weights = np.zeros((len(sizes), sum(map(len, sizes))))
    places, start = [], 0
    for transcript, mine in enumerate(sizes):
        places.append(slice(start, start + len(mine)))
        weights[transcript, places[-1]] = mine
        start += len(mine)
    return weights, places


@given(sizes=counted, seed=st.integers(0, 2**32 - 1))
def test_units_drawn_within_transcripts_keep_each_transcripts_number(
    sizes: list[list[int]], seed: int
):
    assume(all(map(sum, sizes)))
    weights, places = blocks(sizes)
    found = RESAMPLING["within"](weights, 7, np.random.default_rng(seed))
    for place, mine in zip(places, sizes, strict=True):
        assert (found[:, place].sum(axis=1) == sum(mine)).all()
        assert (found[:, place][:, np.array(mine) == 0] == 0).all()


@given(sizes=counted, seed=st.integers(0, 2**32 - 1))
def test_transcripts_are_drawn_whole_and_as_many(sizes: list[list[int]], seed: int):
    assume(all(map(sum, sizes)))
    weights, places = blocks(sizes)
    found = RESAMPLING["transcripts"](weights, 7, np.random.default_rng(seed))
    for replicate in found:
        times = [
            replicate[place].sum() / sum(mine) for place, mine in zip(places, sizes, strict=True)
        ]
        assert replicate.tolist() == (np.array(times) @ weights).tolist()
        assert sum(times) == len(sizes)
        assert all(it == round(it) for it in times)


@given(sizes=counted, seed=st.integers(0, 2**32 - 1))
def test_as_many_units_are_drawn_as_there_are(sizes: list[list[int]], seed: int):
    assume(any(map(sum, sizes)))
    weights, _ = blocks(sizes)
    found = RESAMPLING["units"](weights, 7, np.random.default_rng(seed))
    assert (found.sum(axis=1) == weights.sum()).all()
    assert (found[:, weights.sum(axis=0) == 0] == 0).all()


@given(seed=st.integers(0, 2**32 - 1), level=st.sampled_from([0.5, 0.95, 0.999]))
def test_bounds_lie_among_the_values_that_were_drawn(seed: int, level: float):
    """However the shares are moved, no bound is beyond the largest or the smallest replicate."""
    ratings, groups = clustered(seed)
    patterns = by_transcript(ratings, groups, ordered=False)
    weights = RESAMPLING["units"](patterns.weights, 200, np.random.default_rng(seed))
    values = ALPHA.many(patterns, weights)
    found = bootstrap(ratings, groups, kind="units_bca", replicates=200, seed=seed, level=level)
    assert np.nanmin(values) <= found.low <= found.high <= np.nanmax(values)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    ("texts", "reason"),
    [
        (["20", "20"], "perfect"),
        (["000", "00"], "no_variation"),
        ([], "no_overlap"),
    ],
)
def test_a_bootstrap_that_cannot_be_says_why(kind: Any, texts: list[str], reason: str):
    interval = bootstrap(*transcripts(*texts), kind=kind, replicates=100)
    assert (interval.reason, interval.kind) == (reason, kind)
    assert isnan(interval.low)
    assert isnan(interval.high)


@pytest.mark.parametrize("kind", ["units", "units_within_transcripts", "transcripts", "units_bca"])
def test_a_bootstrap_most_of_whose_draws_have_no_value_has_none(kind: Any):
    """The code occurs in one unit of one transcript, and many draws do without it."""
    interval = bootstrap(*transcripts("1000", "0000", "0000"), kind=kind)
    assert interval.reason == "undefined_without_one"


@pytest.mark.parametrize("kind", KINDS)
def test_with_a_seed_the_order_of_units_does_not_matter(kind: Any):
    ratings, groups = clustered(2)
    order = np.random.default_rng(4).permutation(len(ratings))
    one = bootstrap(ratings, groups, kind=kind, seed=3)
    other = bootstrap(ratings[order], groups[order], kind=kind, seed=3)
    assert (one.low, one.high) == (other.low, other.high)


def test_without_transcripts_all_units_are_of_one():
    ratings, _ = clustered(2)
    within = bootstrap(ratings, kind="units_within_transcripts", seed=3)
    units = bootstrap(ratings, kind="units", seed=3)
    assert within.n_groups == 1
    assert (within.low, within.high) == (units.low, units.high)
