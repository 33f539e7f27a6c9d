"""A project and a file with the same judgements say the same."""

from __future__ import annotations

from math import isnan

import numpy as np
import pytest
from calculator_material import by

from qualcode.agreement import calculator
from qualcode.agreement.calculator import RatingChoice, RatingSheet
from qualcode.agreement.measures import IntervalChoice, measure, numbered, patterns_of
from qualcode.interval_kinds import INTERVALS

SHARED = {
    **{each: each for each in ("percent", "kappa", "alpha", "ac1")},
    "pabak": "brennan_prediger",
}
"""Columns of a project's table, and the rows of a file's that are the same coefficient."""
ERRORS = {"kappa_error": "kappa", "alpha_error": "alpha", "ac1_error": "ac1"}


def judged(coders: int, *, seed: int) -> tuple[np.ndarray, np.ndarray]:
    """Return presence in 60 units of 6 transcripts, some unread, and their transcripts."""
    random = np.random.default_rng(seed)
    there = random.random(60) < 0.4
    wrong = random.random((60, coders)) < 0.2
    values = np.where(there[:, None] ^ wrong, 1.0, 0.0)
    values[random.random((60, coders)) < 0.1] = np.nan
    return values, np.repeat(np.arange(6), 10)


@pytest.mark.parametrize("coders", [2, 3])
@pytest.mark.parametrize("kind", [kind for kind, each in INTERVALS.items() if each.asked])
def test_a_project_and_a_file_have_the_same_figures(coders: int, kind: str) -> None:
    values, texts = judged(coders, seed=coders)
    choice = IntervalChoice(kind, seed=5, replicates=200)
    project = measure(patterns_of(values, numbered(texts)), choice)
    cells = [["" if isnan(it) else f"{it:.0f}" for it in row] for row in values.tolist()]
    names = tuple("ABC"[:coders])
    units, lines = tuple(map(str, range(60))), tuple(range(2, 62))
    sheet = RatingSheet("given.csv", names, units, cells, lines, tuple(map(str, texts.tolist())))
    asked = RatingChoice(categories=("0", "1"), interval=kind, seed=5, replicates=200)
    rows = by(calculator.of_ratings(sheet, asked)[0])
    for column, row in SHARED.items():
        assert rows[row]["value"] == pytest.approx(project.estimates[column].value, abs=1e-12)
    for column, row in ERRORS.items():
        found = project.estimates[column].value
        if not isnan(found):
            assert rows[row]["error"] == pytest.approx(found, abs=1e-12)
    alpha = rows["alpha"]
    assert alpha["interval"] == project.interval.kind
    assert (alpha["low"], alpha["high"]) == pytest.approx(
        (project.interval.low, project.interval.high), abs=1e-12
    )
