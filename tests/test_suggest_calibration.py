"""Probabilities from scores, and thresholds from probabilities."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from suggest_material import steady

from qualcode.suggest.calibration import LEAST, Platt, expit, logit, threshold

SCORES = st.floats(0.001, 0.999)
ROWS = st.lists(st.tuples(SCORES, st.booleans()), min_size=2, max_size=60)


def test_scores_that_are_probabilities_stay_what_they_are() -> None:
    rng = np.random.default_rng(5)
    scores = rng.random(20_000)
    platt = Platt.fit(scores, rng.random(20_000) < scores)
    assert platt is not None
    assert (platt.slope, platt.intercept) == (
        pytest.approx(1.0, abs=0.06),
        pytest.approx(0.0, abs=0.06),
    )


def test_classes_weighed_evenly_are_weighed_back() -> None:
    """A model with even classes sees one coded unit in two; there is one in twenty."""
    rng = np.random.default_rng(6)
    truth = rng.random(50_000) < 0.05
    evidence = rng.normal(np.where(truth, 1.0, -1.0), 1.0)
    platt = Platt.fit(expit(2 * evidence), truth)
    assert platt is not None
    assert platt.intercept == pytest.approx(np.log(0.05 / 0.95), abs=0.15)
    assert platt(expit(2 * evidence)).mean() == pytest.approx(0.05, abs=0.002)


@steady
@given(ROWS)
def test_calibration_keeps_the_ranking_or_refuses(rows: list[tuple[float, bool]]) -> None:
    scores, truth = (np.array(column) for column in zip(*rows, strict=True))
    platt = Platt.fit(scores, truth.astype(bool))
    if platt is None:
        return
    order = np.argsort(scores)
    probabilities = platt(scores)
    assert ((probabilities >= 0) & (probabilities <= 1)).all()
    assert (np.diff(probabilities[order]) >= 0).all()


@pytest.mark.parametrize("scores", [[0.5] * 8, [0.9, 0.8, 0.9, 0.8, 0.1, 0.2, 0.1, 0.2]])
def test_scores_that_say_nothing_or_the_contrary_are_no_probabilities(scores: list[float]) -> None:
    truth = np.array([False] * 4 + [True] * 4)
    assert Platt.fit(np.array(scores), truth) is None


@steady
@given(ROWS)
def test_a_threshold_is_a_score_that_suggests_something_or_the_least(
    rows: list[tuple[float, bool]],
) -> None:
    scores, truth = (np.array(column) for column in zip(*rows, strict=True))
    cut = threshold(scores, truth.astype(bool))
    assert LEAST <= cut <= max(scores.max(), LEAST) + 1e-12


def test_sure_probabilities_are_cut_between_right_and_wrong() -> None:
    scores = np.array([0.95] * 10 + [0.02] * 90)
    assert 0.02 < threshold(scores, scores > 0.5) <= 0.95


@given(SCORES)
def test_a_probability_leads_back_to_its_score(score: float) -> None:
    platt = Platt(1.7, -0.4)
    assert platt.inverse(float(platt(np.array([score]))[0])) == pytest.approx(score, abs=1e-6)
    assert float(expit(logit(np.array([score])))[0]) == pytest.approx(score)
