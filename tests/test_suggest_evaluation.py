"""Measuring a suggester: folds by transcript, figures with their reasons, thresholds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from suggest_material import BOOK, CODES, STUDY, LongText, steady, unit

from qualcode import suggest
from qualcode.i18n import LANGUAGES, tr
from qualcode.model import Codebook
from qualcode.suggest import AT_LEAST, Example, Match, Rules, Suggester, Training
from qualcode.suggest.evaluation import CodeReport, best_cut, grouped_folds

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qualcode.suggest.examples import Floats


@steady
@given(st.lists(st.integers(1, 9), min_size=1, max_size=60), st.integers(1, 8), st.integers(0, 99))
def test_no_transcript_is_in_two_folds(groups: list[int], folds: int, seed: int) -> None:
    fold = grouped_folds(groups, folds=folds, seed=seed)
    assert len({*zip(groups, fold.tolist(), strict=True)}) == len({*groups})
    assert len({*fold.tolist()}) == min(folds, len({*groups}))


def test_every_unit_is_scored_by_a_suggester_that_saw_nothing_of_its_transcript() -> None:
    scored: list[int] = []

    @dataclass(frozen=True)
    class Spy(LongText):
        seen: frozenset[int] = frozenset()

        def score(self, units: Sequence[Example]) -> Floats:
            assert not self.seen & {u.text_id for u in units}
            scored.extend(u.unit_id for u in units)
            return super().score(units)

    def fit(_book: Codebook, training: Training | None, _match: Match | None) -> Suggester:
        assert training is not None
        return Spy(CODES, frozenset(e.text_id for e in training.examples))

    suggest.cross_validate(BOOK, STUDY, fit=fit, folds=4)
    assert sorted(scored) == [e.unit_id for e in STUDY.examples]


def test_a_code_that_can_be_learned_is_measured_well_above_chance() -> None:
    reports = {r.code: r for r in suggest.cross_validate(BOOK, STUDY)}
    learned = reports["动员"]
    assert learned.positives + learned.negatives == len(STUDY.examples)
    assert learned.average_precision > 0.9 > 2 * learned.positives / len(STUDY.examples)
    assert learned.f1 > 0.9
    assert (learned.reason, learned.folds, learned.transcripts) == ("", 5, 6)
    # as text, since an undefined figure (NaN) equals nothing
    assert str(suggest.cross_validate(BOOK, STUDY)) == str(suggest.cross_validate(BOOK, STUDY))


def test_rules_are_measured_by_the_same_folds() -> None:
    for report in suggest.cross_validate(BOOK, STUDY, fit=Rules.fit)[:2]:
        assert report.reason == "nothing_found"
        assert report.average_precision == pytest.approx(
            report.positives / (report.positives + report.negatives)
        )
        assert np.isnan(report.threshold)


def made(rows: Sequence[tuple[int, float]]) -> Training:
    """Return decisions on one code from (transcript, label)."""
    examples = tuple(unit("志愿者", str(n), n=n, text_id=t) for n, (t, _) in enumerate(rows))
    return Training(examples, np.array([[label] for _, label in rows]).reshape(-1, 1), ("动员",))


@pytest.mark.parametrize(
    ("rows", "reason", "needs"),
    [
        ([], "too_few_positives", 5),
        ([(1, np.nan)] * 30, "too_few_positives", 5),
        ([(1, 1.0)] * 2 + [(2, 0.0)] * 9, "too_few_positives", 3),
        ([(1, 1.0)] * 9 + [(2, 0.0)] * 4, "too_few_negatives", 1),
        ([(1, 1.0)] * 9 + [(1, 0.0)] * 9, "too_few_transcripts", 1),
        ([(1, 1.0)] * 9 + [(1, 0.0)] * 9 + [(2, np.nan)] * 9, "too_few_transcripts", 1),
        ([(1, 1.0)] * 9 + [(1, 0.0), (2, 0.0)] * 9, "one_transcript", 1),
        ([(1, 1.0), (2, 1.0)] * 9 + [(1, 0.0)] * 9, "one_transcript", 1),
    ],
)
def test_an_undefined_figure_says_why_and_how_many_are_missing(
    rows: list[tuple[int, float]], reason: str, needs: int
) -> None:
    book = Codebook(codes=BOOK.codes[:1])
    (report,) = suggest.cross_validate(book, made(rows))
    assert (report.reason, report.needs) == (reason, needs)
    figures = (report.average_precision, report.precision, report.recall, report.f1)
    assert np.isnan([*figures, report.threshold]).all()
    for language in LANGUAGES:
        table = suggest.report([report], book, language=language)
        assert table.rows[0]["reason"] == tr(f"suggest.reason.{reason}", language, needs=needs)
        assert table.to_json()["rows"][0]["average_precision"] is None


def test_five_coded_units_in_two_transcripts_are_measured_as_learned_ones() -> None:
    """A fold has fewer than five to learn from; the code keeps its method all the same."""
    rows = [(1, 1.0), (1, 1.0), (1, 1.0), (2, 1.0), (2, 1.0)] + [(1, 0.0), (2, 0.0)] * 5
    (report,) = suggest.cross_validate(Codebook(codes=BOOK.codes[:1]), made(rows))
    assert report.reason == ""
    assert report.threshold != AT_LEAST


def test_the_table_names_its_folds_and_warns() -> None:
    reports = suggest.cross_validate(BOOK, STUDY, seed=11)
    table = suggest.report(reports, BOOK, language="en")
    assert table.name == "evaluation"
    assert table.rows[0]["code"] == "mobilisation"
    assert "5 folds" in table.notes[0]
    assert "seed 11" in table.notes[0]
    assert any("optimistic" in note for note in table.notes)
    assert all("folds" not in note for note in suggest.report([], BOOK, language="en").notes)


def test_a_measured_threshold_counts_from_ten_coded_units_on() -> None:
    reports = [
        CodeReport("动员", 10, 30, threshold=0.4),
        CodeReport("规则", 9, 30, threshold=0.4),
        CodeReport("回应", 30, 30),
    ]
    assert suggest.thresholds(reports) == {"动员": 0.4}


@steady
@given(st.lists(st.tuples(st.booleans(), st.sampled_from([0.0, 0.2, 0.5, 0.7, 0.9])), min_size=2))
def test_the_chosen_threshold_has_the_highest_f1_of_all(rows: list[tuple[bool, float]]) -> None:
    truth, scores = (np.array(column) for column in zip(*rows, strict=True))
    assume(truth.any())

    def f1(cut: float) -> float:
        hits = (scores >= cut) & truth
        return 2 * float(hits.sum()) / float((scores >= cut).sum() + truth.sum())

    found = best_cut(truth, scores)
    cuts = sorted({float(s) for s in scores if s > 0})
    assert (found is None) == (not cuts)
    if found is not None:
        assert found.f1 == pytest.approx(max(map(f1, cuts)))
        assert found.f1 == pytest.approx(f1(found.threshold))
        assert all(f1(cut) < found.f1 + 1e-9 for cut in cuts if cut > found.threshold)


def test_measuring_tells_its_progress_and_can_be_stopped() -> None:
    heard: list[tuple[int, int]] = []

    def listen(done: int, of: int) -> None:
        heard.append((done, of))
        if done == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        suggest.cross_validate(BOOK, STUDY, on_fold=listen)
    assert heard == [(1, 5), (2, 5)]
