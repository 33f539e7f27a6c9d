"""A model may sharpen what people found in blind turns, and never replaces it."""

from __future__ import annotations

from itertools import combinations
from math import isnan, nan

import numpy as np
import pytest
from conftest import examples
from hypothesis import given, settings
from hypothesis import strategies as st

from qualcode.frequency import GUARD, Turns, assisted, audited, printed, sampled, totals
from qualcode.frequency.estimate import CAUTION, expand


def study(positive: int, negative: int, *, of: int = 10, units: int = 2) -> Turns:
    """One stratum: turns wholly positive, wholly negative, and as many as ``of`` unread."""
    t = [units] * positive + [0] * negative + [nan] * of
    return Turns.of([0] * len(t), [units] * len(t), t)


def test_the_estimate_is_the_scores_of_all_plus_what_people_found_wrong() -> None:
    turns = study(20, 40, of=140)
    f = np.full(200, 0.5)
    f[:20] = 1.6
    found = assisted(turns, f)
    value = f.sum() / 400 + ((40 - 20 * 1.6) - 40 * 0.5) / 120
    assert (found.method, found.reason) == ("difference", None)
    assert found.value == pytest.approx(value)
    of = expand(turns, turns.positives - f)
    seen = of.variance * 120 / (value * (1 - value))
    design = (20 * seen + CAUTION * 2) / (20 + CAUTION)
    assert found.design == pytest.approx(design)
    assert found.effective == pytest.approx(120 / design)
    assert (found.positives, found.turns, found.frame_units) == (40, 60, 400)
    assert found.low < found.value < found.high


def test_scores_that_say_nothing_change_nothing() -> None:
    turns = study(20, 40, of=140)
    people, model = sampled(turns), assisted(turns, np.full(200, 2 * 0.37))
    assert model.value == pytest.approx(people.value)
    assert (model.low, model.high) == pytest.approx((people.low, people.high))


def test_a_model_that_is_always_right_is_not_believed_without_end() -> None:
    """No residual in 60 turns leaves what three telling turns could hide, and not a point."""
    turns = study(20, 40, of=140)
    right = np.where(np.arange(200) < 20, 2.0, 0.0)
    found = assisted(turns, right)
    assert found.value == pytest.approx(20 / 200)
    assert found.design == pytest.approx(CAUTION * 2 / (20 + CAUTION))
    assert found.high - found.low > 0.02


@settings(deadline=None, max_examples=examples(10, 200))
@given(st.data())
def test_over_all_draws_it_is_the_truth_whatever_the_model_says(data: st.DataObject) -> None:
    """Equal turns of one stratum, every draw of three: the estimates' mean is the true share."""
    n = data.draw(st.integers(4, 7))
    t = np.array(data.draw(st.lists(st.integers(0, 2), min_size=n, max_size=n)), dtype=float)
    f = np.array(data.draw(st.lists(st.floats(0, 2), min_size=n, max_size=n)))
    found = []
    for drawn in combinations(range(n), 3):
        read = np.full(n, nan)
        read[list(drawn)] = t[list(drawn)]
        turns = Turns.of([0] * n, [2] * n, read)
        found.append(f.sum() / (2 * n) + expand(turns, read - f).ratio)
    assert np.mean(found) == pytest.approx(t.mean() / 2)


# The guard.


@pytest.mark.parametrize(
    ("positive", "negative", "reason", "needs"),
    [
        (15, 15, None, (0, 0)),
        (14, 30, "few_positives", (1, 0)),
        (30, 12, "few_negatives", (0, 3)),
        (0, 3, "few_positives", (15, 12)),
    ],
)
def test_under_fifteen_of_either_kind_the_model_is_refused(
    positive: int, negative: int, reason: str | None, needs: tuple[int, int]
) -> None:
    turns = study(positive, negative)
    found = assisted(turns, np.ones(len(turns.units)))
    assert (found.reason, found.needs) == (reason, needs)
    assert isnan(found.value) == (reason is not None)
    assert found.positives == 2 * positive


def test_the_guard_counts_turns_and_not_sentences() -> None:
    """Twenty positive sentences in five turns are five."""
    t = [4.0] * 5 + [0.0] * 20 + [nan] * 5
    turns = Turns.of([0] * 30, [4] * 30, t)
    assert audited(turns) == (5, 20)
    assert assisted(turns, np.ones(30)).needs == (GUARD - 5, 0)
    mixed = Turns.of([0] * 30, [4] * 30, [2.0] * 16 + [nan] * 14)
    assert audited(mixed) == (16, 16)
    assert assisted(mixed, np.ones(30)).reason is None


def test_what_is_printed_is_the_model_where_it_was_allowed_even_if_wider() -> None:
    allowed, refused = study(20, 40), study(14, 40)
    model = assisted(allowed, np.resize([0.0, 2.0], 70))
    assert model.high - model.low > sampled(allowed).high - sampled(allowed).low
    assert printed(sampled(allowed), model) is model
    people = sampled(refused)
    assert printed(people, assisted(refused, np.ones(64))) is people
    assert printed(people, None) is people


# Where there is nothing to say.


def test_a_missing_score_is_no_zero() -> None:
    turns = study(20, 40)
    f = np.ones(70)
    f[69] = nan
    found = assisted(turns, f)
    assert (found.reason, found.method) == ("scores_missing", "difference")
    assert isnan(found.value)


def test_where_people_read_everything_there_is_no_model() -> None:
    turns = study(20, 40, of=0)
    found = assisted(turns, np.full(60, nan))
    assert (found.method, found.value) == ("census", 20 / 60)


def test_it_is_undefined_where_the_sample_is() -> None:
    turns = Turns.of([0, 0, 1], [1, 1, 1], [1, nan, nan])
    assert assisted(turns, np.ones(3)).reason == "strata_unread"
    with pytest.raises(ValueError, match="2 sums of scores for 3 turns"):
        assisted(turns, np.ones(2))


@pytest.mark.parametrize("share", [0.0, 1.0])
def test_an_estimate_beyond_what_was_counted_is_moved_and_says_so(share: float) -> None:
    """A bad model's sum can be less than was seen already, or more than is left."""
    turns = study(15, 15, of=30)
    # wrong by far where it was audited, and the other way where it was not
    f = np.where(np.arange(60) < 30, 2 * (1 - share), 2 * share)
    found = assisted(turns, f)
    assert found.clipped
    assert found.value == pytest.approx(15 / 60 if share == 0 else 45 / 60)
    assert 0.25 <= found.low <= found.value <= found.high <= 0.75


@settings(deadline=None, max_examples=examples(20, 300))
@given(st.lists(st.floats(0, 2), min_size=80, max_size=80), st.integers(15, 40))
def test_bounds_hold_the_value_and_lie_within_what_was_counted(f: list[float], yes: int) -> None:
    turns = study(yes, 55 - yes, of=25)
    found = assisted(turns, f)
    assert yes / 80 - 1e-12 <= found.low <= found.value <= found.high
    assert found.high <= 1 - (55 - yes) / 80 + 1e-12
    assert found.effective > 0


def test_sums_of_scores_are_those_of_the_turns_units() -> None:
    assert totals([0.5, 0.25, 1.0], [0, 0, 2], 4).tolist() == [0.75, 0, 1, 0]
    assert np.isnan(totals([0.5, nan], [0, 1], 2)).tolist() == [False, True]
    assert totals([], [], 2).tolist() == [0, 0]
