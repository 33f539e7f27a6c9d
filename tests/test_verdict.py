"""One word a code: figures at a threshold that was chosen before, calibration, and the rule."""

from __future__ import annotations

from dataclasses import replace
from math import nan

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.i18n import LANGUAGES, catalogue
from qualcode.suggest.figures import Bin, Figures, bins, calibration_error, figures, pooled
from qualcode.suggest.quality import About, Quality, bins_table, table
from qualcode.suggest.verdict import WORDS, Humans, verdict

PAIRS = st.lists(st.tuples(st.booleans(), st.floats(0, 1)), min_size=1, max_size=60)
GOOD = Figures(20, 80, average_precision=0.8, f1=0.7, precision=0.7, recall=0.7, threshold=0.4)
UNREAD = Figures(reason="blind_unread", needs=7)


def test_figures_are_at_the_threshold_that_was_given() -> None:
    """Worked by hand: 4 of 6 suggested are right, 4 of 5 coded are found."""
    labels = np.array([1, 1, 1, 1, 0, 0, 1, 0, 0, 0, np.nan], dtype=float)
    scores = np.array([0.9, 0.8, 0.7, 0.6, 0.6, 0.5, 0.2, 0.1, 0.0, np.nan, 0.9])
    found = figures(labels, scores, 0.5, probability=False)
    assert (found.positives, found.negatives) == (5, 4)
    assert found.reason == "too_few_negatives"
    found = figures(np.append(labels, 0), np.append(scores, 0), 0.5, probability=False)
    assert (found.positives, found.negatives, found.reason) == (5, 5, "")
    assert found.precision == pytest.approx(4 / 6)
    assert found.recall == pytest.approx(4 / 5)
    assert found.f1 == pytest.approx(8 / 11)
    assert found.prevalence == 0.5
    assert np.isnan(found.calibration_error)


def test_a_score_of_zero_is_never_a_suggestion() -> None:
    labels = np.array([1.0] * 5 + [0.0] * 5)
    found = figures(labels, np.zeros(10), 0.0, probability=True)
    assert found.f1 == 0
    assert np.isnan(found.precision)
    assert found.lift == pytest.approx(0)


@pytest.mark.parametrize(
    ("positives", "negatives", "reason", "needs"),
    [
        (0, 0, "too_few_positives", 5),
        (4, 9, "too_few_positives", 1),
        (9, 2, "too_few_negatives", 3),
    ],
)
def test_too_few_decisions_are_undefined_with_how_many_are_missing(
    positives: int, negatives: int, reason: str, needs: int
) -> None:
    labels = np.array([1.0] * positives + [0.0] * negatives)
    found = figures(labels, labels, 0.5, probability=True)
    assert (found.reason, found.needs) == (reason, needs)
    values = (found.average_precision, found.f1, found.threshold, found.calibration_error)
    assert np.isnan(values).all()


@given(PAIRS)
def test_bins_lose_no_unit_and_no_score(pairs: list[tuple[bool, float]]) -> None:
    truth, scores = (np.array(column) for column in zip(*pairs, strict=True))
    found = bins(truth, scores)
    assert sum(one.n for one in found) == len(pairs)
    assert sum(one.n * one.score for one in found) == pytest.approx(scores.sum())
    assert sum(one.n * one.share for one in found) == pytest.approx(truth.sum())
    assert all(one.low - 1e-9 <= one.score <= one.high + 1e-9 for one in found)
    assert [one.low for one in found] == sorted({one.low for one in found})


@given(PAIRS, PAIRS)
def test_bins_of_two_codes_are_those_of_both_together(
    first: list[tuple[bool, float]], second: list[tuple[bool, float]]
) -> None:
    parts = [bins(*(np.array(c) for c in zip(*one, strict=True))) for one in (first, second)]
    both = bins(*(np.array(c) for c in zip(*first, *second, strict=True)))
    for one, other in zip(pooled(parts), both, strict=True):
        assert one == pytest.approx(other)


def test_the_calibration_error_is_the_weighted_gap() -> None:
    """Ten units scored .05 of which none is coded, ten scored .95 of which five are."""
    truth = np.array([False] * 15 + [True] * 5)
    scores = np.array([0.05] * 10 + [0.95] * 10)
    assert calibration_error(bins(truth, scores)) == pytest.approx((0.05 + 0.45) / 2)
    assert np.isnan(calibration_error(()))


@pytest.mark.parametrize(
    ("folds", "blind", "humans", "expected"),
    [
        (GOOD, UNREAD, None, ("ok", "good_folds", 0)),
        (replace(GOOD, f1=0.49), UNREAD, None, ("weak", "low_f1_folds", 0)),
        (replace(GOOD, average_precision=0.3), UNREAD, None, ("weak", "low_rank_folds", 0)),
        (GOOD, replace(GOOD, f1=0.3), None, ("weak", "low_f1_blind", 0)),
        (replace(GOOD, f1=0.3), GOOD, None, ("ok", "good_blind", 0)),
        (GOOD, replace(GOOD, positives=9, f1=0.3), None, ("ok", "good_folds", 0)),
        (replace(GOOD, positives=9), GOOD, None, ("rare", "rare", 1)),
        (Figures(), UNREAD, None, ("rare", "rare", 10)),
        (replace(GOOD, reason="one_transcript"), UNREAD, None, ("unmeasured", "one_transcript", 0)),
        (GOOD, UNREAD, Humans(0.6, 0.5, 0.66, sure=True), ("codebook", "humans_sure", 0)),
        (GOOD, UNREAD, Humans(0.4, 0.1, 0.7, sure=True, positives=9), ("ok", "good_folds", 0)),
        (GOOD, UNREAD, Humans(0.4, 0.1, 0.6, positives=9), ("ok", "good_folds", 0)),
        (GOOD, UNREAD, Humans(0.4, positives=10), ("codebook", "humans_half", 0)),
        (GOOD, UNREAD, Humans(0.4, positives=9), ("ok", "good_folds", 0)),
        (GOOD, UNREAD, Humans(0.5, positives=30), ("ok", "good_folds", 0)),
        (GOOD, UNREAD, Humans(nan, positives=30), ("ok", "good_folds", 0)),
        (Figures(3), UNREAD, Humans(0.2, 0.1, 0.4, sure=True), ("codebook", "humans_sure", 0)),
    ],
)
def test_the_word_is_the_first_that_holds(
    folds: Figures, blind: Figures, humans: Humans | None, expected: tuple[str, str, int]
) -> None:
    found = verdict(folds, blind, humans)
    assert (found.word, found.reason, found.needs) == expected


def test_a_common_code_that_is_suggested_everywhere_is_weak() -> None:
    """With 45 % of the units coded, coding all of them has an F1 of .62 and knows nothing."""
    labels = np.array([1.0] * 45 + [0.0] * 55)
    found = figures(labels, np.full(100, 0.6), 0.5, probability=True)
    assert found.f1 > 0.6
    assert verdict(found, UNREAD).word == "weak"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_table_has_words_for_every_verdict(language: str) -> None:
    """Each word, with its reason; figures that are undefined are empty and say why."""
    weak = replace(GOOD, f1=0.2)
    codes = [
        Quality("a", "甲", "probability", GOOD, UNREAD),
        Quality("b", "乙", "uncalibrated", weak, UNREAD),
        Quality("c", "丙", "similarity", GOOD, UNREAD, Humans(0.2, 0.1, 0.4, sure=True)),
        Quality("d", "丁", "similarity", Figures(4, 9, reason="too_few_positives", needs=1), GOOD),
        Quality("e", "戊", "uncalibrated", replace(GOOD, reason="one_transcript"), UNREAD),
    ]
    made = table(codes, About(run=1, suggester="x"), language)  # type: ignore[arg-type]
    assert [row["verdict"] for row in made.rows[:-1]] == [
        "ok",
        "weak",
        "codebook",
        "rare",
        "unmeasured",
    ]
    assert {row["verdict"] for row in made.rows[:-1]} == set(WORDS)
    words = catalogue(language)  # type: ignore[arg-type]
    assert made.rows[3]["word"] == words["quality.word.rare"].format(needs=6)
    assert "0.20" in str(made.rows[1]["why"])
    assert "0.40" in str(made.rows[2]["why"])
    assert made.rows[0]["blind_average_precision"] is None
    assert made.rows[0]["blind_undefined"] == words["quality.reason.blind_unread"].format(needs=7)
    assert made.rows[-1]["code"] == "*"
    assert made.rows[-1]["f1"] == pytest.approx((0.7 + 0.2 + 0.7 + 0.7) / 4)


def test_without_a_code_there_is_a_table_without_rows() -> None:
    assert table([], About(run=1, suggester="x")).rows == ()


def test_the_bins_are_a_table_of_all_codes_and_of_each() -> None:
    """Codes without probabilities have no bins, and a note names them."""
    one = Bin(0.0, 0.1, 10, 0.05, 0.1)
    other = Bin(0.0, 0.1, 30, 0.05, 0.3)
    codes = [
        Quality("a", "甲", "probability", replace(GOOD, bins=(one,)), UNREAD),
        Quality("b", "乙", "probability", replace(GOOD, bins=(other,)), UNREAD),
        Quality("c", "丙", "similarity", GOOD, UNREAD),
    ]
    made = bins_table(codes, "folds")
    assert [(row["code"], row["n"]) for row in made.rows] == [("*", 40), ("a", 10), ("b", 30)]
    assert made.rows[0]["share"] == pytest.approx(0.25)
    assert "丙" in made.notes[-1]
    assert bins_table(codes, "blind").rows == ()
