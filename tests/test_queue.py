"""What to read next: every strategy keeps one contract, and each does what its name says."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from qualcode.suggest.queue import BATCH, FEW, QUEUES, QueueState, entropy, nearness, plan

CODES = ("动员", "规则", "𠮷")


def state(
    scores: object, positives: object = None, *, read: int = 100, first: bool = False
) -> QueueState:
    """Return a state whose similarity are the scores and whose rows are in reading order."""
    values = np.asarray(scores, dtype=float)
    counts = [FEW] * values.shape[1] if positives is None else positives
    return QueueState(
        values,
        values,
        np.asarray(counts, dtype=np.int64),
        tuple(f"c{n}" for n in range(values.shape[1])),
        np.arange(len(values)),
        read,
        first,
    )


def many(units: int = 200, codes: int = 3, seed: int = 1) -> np.ndarray:
    return np.random.default_rng(seed).uniform(0.01, 0.99, (units, codes))


@st.composite
def states(draw: st.DrawFn) -> QueueState:
    """Return any state: no unit, no code, nothing known, ties, infinite similarities."""
    shape = draw(st.integers(0, 60)), draw(st.integers(0, 6))
    known = st.one_of(st.floats(0, 1), st.sampled_from([0.0, 0.5, 1.0, np.nan]))
    near = st.one_of(st.floats(-1e3, 1e3), st.sampled_from([0.0, np.nan, np.inf, -np.inf]))
    return QueueState(
        draw(arrays.arrays(np.float64, shape, elements=known)),
        draw(arrays.arrays(np.float64, shape, elements=near)),
        draw(arrays.arrays(np.int64, shape[1], elements=st.integers(0, 2 * FEW))),
        tuple(f"c{n}" for n in range(shape[1])),
        np.array(draw(st.permutations(range(shape[0]))), dtype=np.intp),
        draw(st.integers(0, 500)),
        draw(st.booleans()),
    )


@pytest.mark.parametrize("name", QUEUES)
@given(state=states(), size=st.integers(0, 80), seed=st.integers(0, 9))
def test_every_queue_keeps_the_contract(name: str, state: QueueState, size: int, seed: int) -> None:
    """A batch is full where it can be, has no unit twice, and says with which probability."""
    batch = plan(name, state, size, np.random.default_rng(seed))
    rows = [each.row for each in batch]
    units = len(state.position)
    assert len(rows) == len(set(rows)) == min(size, units)
    assert set(rows) <= set(range(units))
    assert all(0 < each.probability <= 1 for each in batch)
    drawn = [each for each in batch if each.queue == "random"]
    assert all(each.probability == 1 for each in batch if each not in drawn)
    left = units - (len(batch) - len(drawn))
    assert all(each.probability == len(drawn) / left for each in drawn)
    assert batch == plan(name, state, size, np.random.default_rng(seed))


@pytest.mark.parametrize("name", QUEUES)
def test_a_queue_that_is_asked_again_and_again_brings_every_unit_once(name: str) -> None:
    values, open_, seen = many(47), np.arange(47), []
    while len(open_):
        now = QueueState(
            values[open_], values[open_], np.array([9, 9, 9]), CODES, open_, len(seen), not seen
        )
        rows = [each.row for each in plan(name, now, BATCH, np.random.default_rng(3))]
        seen += open_[rows].tolist()
        open_ = np.delete(open_, rows)
    assert sorted(seen) == list(range(47))


def test_the_first_queue_is_the_default() -> None:
    assert next(iter(QUEUES)) == "mix"
    assert set(QUEUES) == {"mix", "uncertain", "scarce", "random", "reading"}


def test_reading_order_is_that_of_the_texts() -> None:
    values = many(5)
    now = QueueState(values, values, np.zeros(3, int), CODES, np.array([40, 10, 30, 0, 20]))
    batch = plan("reading", now, 3, np.random.default_rng(0))
    assert [each.row for each in batch] == [3, 1, 4]


def test_entropy_is_counted_in_bits_and_summed_over_codes() -> None:
    """Half and half is one bit a code, certainty none; nothing known is none (Shannon 1948)."""
    found = entropy(np.array([[0.5, 0.5], [0, 1], [0.25, 0], [np.nan, 0.5]]))
    assert found == pytest.approx([2, 0, 0.8112781244591328, 1])


def test_the_uncertain_come_first_and_equal_ones_as_they_are_read() -> None:
    now = state([[0.1, 0], [0.5, 0.5], [0.9, 0], [0.5, 0.4]])
    batch = plan("uncertain", now, 4, np.random.default_rng(0))
    assert [each.row for each in batch] == [1, 3, 0, 2]


def test_nearness_is_the_logit_and_the_standardised_similarity() -> None:
    values = np.array([[0.5], [0.5], [0.9]])
    now = QueueState(
        values, np.array([[1.0], [3.0], [2.0]]), np.zeros(1, int), ("a",), np.arange(3)
    )
    expected = [-np.sqrt(1.5), np.sqrt(1.5), np.log(9)]
    assert nearness(now).ravel() == pytest.approx(expected)


def test_the_scarce_queue_serves_scarce_codes_in_turn() -> None:
    """The nearest unit of each scarce code, then the second; other codes bring nothing."""
    now = state(
        [[0.9, 0.1, 0.1], [0.8, 0.2, 0.9], [0.1, 0.7, 0.8], [0.2, 0.6, 0.1]], [1, 2, 9], read=0
    )
    batch = plan("scarce", now, 3, np.random.default_rng(0))
    assert [(each.row, each.queue) for each in batch] == [
        (0, "scarce"),
        (2, "scarce"),
        (1, "scarce"),
    ]


def test_where_none_is_scarce_the_rarest_is_sought() -> None:
    now = state([[0.9, 0.1], [0.1, 0.9], [0.2, 0.8]], [30, 20])
    batch = plan("scarce", now, 2, np.random.default_rng(0))
    assert [each.row for each in batch] == [1, 2]


def test_a_code_that_tells_no_unit_from_another_brings_none() -> None:
    """Without keywords or similarity "the nearest" would only be the first of the table."""
    now = state([[0.5, 0.1], [0.5, 0.9], [0.5, 0.1]], [0, 0])
    batch = plan("scarce", now, 2, np.random.default_rng(0))
    assert [(each.row, each.queue) for each in batch[:1]] == [(1, "scarce")]
    assert [(each.probability, each.queue) for each in batch[1:]] == [(1 / 2, "random")]


def test_the_mix_begins_with_three_units_a_code_and_fills_up_at_random() -> None:
    values = many()
    batch = plan(
        "mix", state(values, [0, 0, 0], read=0, first=True), BATCH, np.random.default_rng(5)
    )
    seeds = {each.row for each in batch if each.queue == "seed"}
    assert len(seeds) == 9
    for column in values.T:
        assert set(np.argsort(-column)[:1]) <= seeds
    assert sum(each.queue == "random" for each in batch) == 11


def test_where_a_batch_is_too_small_for_three_a_code_every_code_has_its_share() -> None:
    values = np.eye(30, 10) + np.eye(30, 10, -10) / 2 + np.eye(30, 10, -20) / 3
    batch = plan("mix", state(values, [0] * 10, read=0, first=True), 20, np.random.default_rng(5))
    assert sorted(each.row for each in batch) == list(range(20))


def test_with_more_codes_than_places_the_next_batch_goes_on_with_the_others() -> None:
    values = np.eye(50)
    first = plan("mix", state(values, [0] * 50, read=0, first=True), 20, np.random.default_rng(5))
    then = plan("mix", state(values, [0] * 50, read=20), 20, np.random.default_rng(5))
    assert {each.row for each in first} == set(range(20))
    assert {each.row for each in then if each.queue == "scarce"} == set(range(20, 30))


def test_while_a_code_is_scarce_half_of_the_mix_seeks_it() -> None:
    batch = plan("mix", state(many(), [9, FEW - 1, 9]), BATCH, np.random.default_rng(5))
    parts = [each.queue for each in batch]
    assert parts.count("scarce") == parts.count("random") == BATCH // 2
    drawn = next(each for each in batch if each.queue == "random")
    assert drawn.probability == 10 / 190


def test_then_three_quarters_of_the_mix_are_uncertain() -> None:
    values = many()
    batch = plan("mix", state(values), BATCH, np.random.default_rng(5))
    asked = {each.row for each in batch if each.queue == "uncertain"}
    assert asked == set(np.argsort(-entropy(values))[:15].tolist())
    assert sum(each.queue == "random" for each in batch) == 5


def test_who_stops_within_a_batch_of_the_mix_has_read_some_of_each_part() -> None:
    """The parts are shuffled: in the first half of many batches both parts come up."""
    halves = [
        [each.queue for each in plan("mix", state(many()), BATCH, np.random.default_rng(n))[:10]]
        for n in range(40)
    ]
    drawn = np.mean([half.count("random") for half in halves])
    assert 1.5 < drawn < 3.5


def test_weighing_by_the_probability_estimates_the_total_of_the_open_units() -> None:
    """The mean over many seeds of Σ y / p is the number of units with the code."""
    values = many(60)
    truth = values[:, 0] > 0.6
    totals = [
        sum(truth[each.row] / each.probability for each in plan("mix", state(values), 20, rng))
        for rng in map(np.random.default_rng, range(2000))
    ]
    error = np.std(totals) / np.sqrt(len(totals))
    assert np.mean(totals) == pytest.approx(truth.sum(), abs=4 * error)


@pytest.mark.parametrize("wrong", ["scores", "similarity", "positives"])
def test_arrays_that_do_not_belong_together_are_a_programmers_error(wrong: str) -> None:
    parts = {"scores": np.zeros((2, 3)), "similarity": np.zeros((2, 3)), "positives": np.zeros(3)}
    parts[wrong] = np.zeros((1, 3)) if wrong != "positives" else np.zeros(2)
    with pytest.raises(ValueError, match=wrong):
        QueueState(**parts, codes=CODES, position=np.arange(2))
