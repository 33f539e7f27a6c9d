"""How good suggestions are in a project: held-out transcripts, blind turns, people, and more."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from evaluation_material import BOOK, MOVED, NEVER, RULED, Study, make_study
from suggest_material import BOOK as RULES
from suggest_material import CODES, STUDY
from typer.testing import CliRunner

from qualcode import suggest
from qualcode.cli import app
from qualcode.errors import InputError, RuleError
from qualcode.i18n import LANGUAGES
from qualcode.project import Project
from qualcode.store import machine, model_scores
from qualcode.suggest import learning_curve
from qualcode.suggest.verdict import WORDS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from qualcode.suggest.quality import Quality
    from qualcode.table import Table


pytest_plugins = ("evaluation_material",)


def code(measured: Study, name: str, **how: Any) -> Quality:
    found = measured.project.evaluation.measured("A", **how)
    return next(one for one in found.codes if one.code == name)


def row(table: Table, name: str) -> Mapping[str, Any]:
    return next(row for row in table.rows if row["code"] == name)


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Study]:
    """A has read five of six interviews before the first suggestions; nothing changes it."""
    measured = make_study(tmp_path_factory.mktemp("kept"), answers=20)
    measured.read("A", *measured.names[:5])
    measured.project.suggestions.run("A", seed=3)
    yield measured
    measured.project.close()


def test_figures_are_of_scores_that_saw_nothing_of_the_transcript(kept: Study) -> None:
    """Worked out again from the run's own sheet and the codings outside of what was set aside."""
    found = code(kept, MOVED)
    with kept.project.store.reading() as connection:
        sheet = model_scores.sheet(connection, machine.runs(connection)[-1].id)
        sealed = machine.sealed_spans(connection)
    scores = dict(zip(sheet.units.tolist(), sheet.column(MOVED), strict=True))
    text = {info.name: info.text_id for info in kept.project.transcripts.list()}
    truth, given = [], []
    for said in kept.said:
        place = text[said.transcript]
        aside = any(span.start <= said.start < span.end for span in sealed[place])
        if said.transcript in kept.names[:5] and not aside:
            units = kept.project.transcripts.units(place, "sentence")
            unit = next(u for u in units if u.start == said.start)
            truth.append(MOVED in said.codes)
            given.append(scores[unit.id])
    hits = np.array(given) >= found.folds.threshold
    assert (found.folds.positives, found.folds.negatives) == (sum(truth), len(truth) - sum(truth))
    assert found.folds.recall == pytest.approx(hits[np.array(truth)].mean())
    assert found.folds.precision == pytest.approx(np.array(truth)[hits].mean())


def test_a_code_is_ok_or_too_rare_and_the_table_says_which(kept: Study) -> None:
    table = kept.project.evaluation.table("A", language="en")
    assert row(table, MOVED)["verdict"] == "ok"
    assert row(table, MOVED)["average_precision"] > 0.7
    assert row(table, NEVER)["word"] == "too rare: 10 more"
    assert row(table, NEVER)["average_precision"] is None
    assert row(table, NEVER)["undefined"]
    both = [row(table, name)["average_precision"] for name in (MOVED, RULED)]
    assert row(table, "*")["average_precision"] == pytest.approx(np.mean(both))
    assert kept.project.evaluation.table("A").to_json()["rows"]


def test_bins_count_every_unit_that_has_a_probability(kept: Study) -> None:
    found = kept.project.evaluation.measured("A").codes
    for one in found:
        units = one.folds.positives + one.folds.negatives
        if one.scale == "probability" and not one.folds.reason:
            assert sum(each.n for each in one.folds.bins) == units
            assert 0 <= one.folds.calibration_error <= 1
        else:
            assert one.folds.bins == ()
    table = kept.project.evaluation.bins("A", language="en")
    assert table.name == "calibration"
    assert {r["code"] for r in table.rows} <= {"*", MOVED, RULED}


def test_the_blind_sample_counts_once_it_is_read(measured_asked: Study) -> None:
    """Before that the figures are undefined and say how many turns are missing."""
    measured = measured_asked
    measured.project.suggestions.set_mode("visible")
    before = code(measured, MOVED)
    about = measured.project.evaluation.measured("A").about
    assert before.blind.reason in {"blind_unread", "too_few_positives", "too_few_negatives"}
    assert about.read < about.turns
    assert measured.read_turns("A", "blind") == about.turns
    after, said = code(measured, MOVED), measured.project.evaluation.measured("A").about
    assert said.read == said.turns == about.turns
    with measured.project.store.reading() as connection:
        sealed = machine.sealed_spans(connection, role="blind")
    text = {info.name: info.text_id for info in measured.project.transcripts.list()}
    coded = [
        said
        for said in measured.said
        if MOVED in said.codes
        and any(s.start <= said.start < s.end for s in sealed.get(text[said.transcript], ()))
    ]
    assert after.blind.positives == len(coded)
    assert after.folds == before.folds


def test_less_than_the_least_of_the_blind_sample_says_nothing(measured: Study) -> None:
    measured.project.suggestions.run("A", seed=3)
    turns = measured.project.evaluation.measured("A").about.turns
    found = code(measured, MOVED)
    assert found.blind.reason == "blind_unread"
    assert found.blind.needs == min(10, turns)
    assert measured.read_turns("A", "blind", 2) == 2
    assert code(measured, MOVED).blind.needs == min(10, turns) - 2


def test_codings_that_came_with_suggestions_in_view_are_counted(measured_asked: Study) -> None:
    measured = measured_asked
    measured.project.suggestions.set_mode("visible")
    assert measured.project.evaluation.measured("A").about.assisted == 0
    measured.read("A", measured.names[3])
    about = measured.project.evaluation.measured("A").about
    assert 0 < about.assisted < about.coded


def test_with_one_transcript_nothing_could_be_held_out(measured: Study) -> None:
    """The scores of a model on what it learned from are never shown as figures."""
    measured.read("A", measured.names[0])
    measured.project.suggestions.run("A", seed=3)
    measured.read("A", *measured.names[1:])
    found = code(measured, MOVED)
    assert found.folds.positives >= 10
    if found.scale != "similarity":
        assert found.folds.reason == "one_transcript"
        assert found.verdict.word == "unmeasured"


def test_a_code_that_means_something_else_now_has_no_figures(
    measured_asked: Study, tmp_path: Path
) -> None:
    measured = measured_asked
    changed = tmp_path / "changed.yaml"
    changed.write_text(BOOK.replace("把居民动员起来参加活动", "只说开会"), encoding="utf-8")
    measured.project.codebook.load(changed)
    found = code(measured, MOVED)
    assert found.folds.reason == found.blind.reason == "other_meaning"
    assert code(measured, RULED).folds.reason == ""


def test_people_who_disagree_are_a_problem_of_the_codebook(measured_asked: Study) -> None:
    measured = measured_asked
    measured.project.coders.add("B")
    measured.read("B", *measured.names[:3], wrong=0.5)
    measured.project.rounds.close()
    table = measured.project.evaluation.table("A", language="en")
    assert row(table, MOVED)["verdict"] == "codebook"
    assert row(table, MOVED)["alpha"] < 0.5
    assert "R1" in " ".join(table.notes)


def test_nobody_sees_anothers_open_work_in_the_figures(measured: Study) -> None:
    measured.project.coders.add("B")
    measured.read("A", *measured.names[:3])
    measured.project.suggestions.run(seed=3)
    mine = measured.project.evaluation.measured("A", viewer="A")
    hers = measured.project.evaluation.measured("A", viewer="B")
    assert sum(one.folds.positives for one in mine.codes) > 0
    assert [one.folds.positives for one in hers.codes] == [0, 0, 0]
    with pytest.raises(RuleError, match="open and independent"):
        measured.project.evaluation.curve("A", viewer="B")


def test_without_suggestions_there_is_nothing_to_measure(measured: Study) -> None:
    with pytest.raises(RuleError, match="none were made yet"):
        measured.project.evaluation.table("A")
    measured.project.suggestions.set_mode("never")
    with pytest.raises(RuleError, match="no machine suggestions"):
        measured.project.evaluation.table("A")


def test_the_command_line_prints_and_writes_the_tables(kept: Study, tmp_path: Path) -> None:
    project = ("--coder", "A", "--project", str(kept.project.folder))

    def given(*arguments: str) -> Any:
        out = CliRunner().invoke(app, ["evaluate", *arguments, "--json", *project])
        assert out.exit_code == 0, out.output
        return json.loads(out.stdout)

    assert given()["name"] == "quality"
    assert given("--bins", "--blind")["name"] == "calibration"
    curve = given("--curve")
    assert curve["name"] == "learning_curve"
    assert [r["share"] for r in curve["rows"][:4]] == [0.25, 0.5, 0.75, 1.0]
    written = CliRunner().invoke(app, ["evaluate", "--out", str(tmp_path / "q.csv"), *project])
    assert "Wrote" in written.output
    assert MOVED in (tmp_path / "q.csv").read_text(encoding="utf-8-sig")
    with pytest.raises(InputError, match="--bins"):
        CliRunner().invoke(app, ["evaluate", "--blind", *project], catch_exceptions=False)


# The learning curve.


def test_more_transcripts_are_learned_from_at_each_point_and_the_same_is_measured() -> None:
    heard: list[tuple[int, int]] = []
    curve = learning_curve.learning_curve(
        RULES, STUDY, suggest.Context(), suggest.fit, repeats=2, on_fit=lambda *it: heard.append(it)
    )
    first = [point for point in curve.points if point.code == CODES[0]]
    assert [point.share for point in first] == list(learning_curve.SHARES)
    for counts in ("transcripts", "units", "positives"):
        grown = [getattr(point, counts) for point in first]
        assert grown == sorted(grown)
        assert grown[0] < grown[-1]
    assert all(point.low <= point.mean <= point.high for point in curve.points)
    assert heard == [(n, len(heard)) for n in range(1, len(heard) + 1)]
    again = learning_curve.learning_curve(RULES, STUDY, suggest.Context(), suggest.fit, repeats=2)
    assert again == curve


def test_what_can_be_learned_is_learned_better_from_more() -> None:
    curve = learning_curve.learning_curve(RULES, STUDY, suggest.Context(), suggest.fit)
    means = [point.mean for point in curve.points if point.code == learning_curve.OVERALL]
    assert means[-1] > 0.9 > means[0]
    assert set(curve.left_out) == set(CODES[2:])
    for language in LANGUAGES:
        table = learning_curve.table(curve, RULES, language=language)
        assert len(table.rows) == len(curve.points)
        assert table.notes


@pytest.mark.parametrize(
    ("groups", "reason", "needs"), [(1, "too_few_transcripts", 2), (2, "too_few_transcripts", 1)]
)
def test_too_few_transcripts_have_no_curve(groups: int, reason: str, needs: int) -> None:
    rows = np.flatnonzero(np.array(STUDY.groups) <= groups)
    curve = learning_curve.learning_curve(RULES, STUDY.part(rows), suggest.Context(), suggest.fit)
    assert (curve.points, curve.reason, curve.needs) == ((), reason, needs)
    assert np.isnan(learning_curve.rise(curve))
    assert learning_curve.table(curve, RULES).notes


def test_a_project_that_nobody_read_has_no_curve(measured: Study) -> None:
    table = measured.project.evaluation.curve("A", language="en")
    assert table.rows == ()
    assert "3 more" in table.notes[0]


def test_codes_without_enough_codings_have_no_curve() -> None:
    labels = np.where(STUDY.labels == 1, 0, STUDY.labels)
    bare = suggest.Training(STUDY.examples, labels, STUDY.codes)
    curve = learning_curve.learning_curve(RULES, bare, suggest.Context(), suggest.fit)
    assert (curve.points, curve.reason) == ((), "no_code")


def test_stopping_a_curve_stops_it() -> None:
    def stop(done: int, _of: int) -> None:
        if done == 3:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        learning_curve.learning_curve(RULES, STUDY, suggest.Context(), suggest.fit, on_fit=stop)


def test_the_example_study_is_measured(full: Path) -> None:
    with Project.open(full) as project:
        table = project.evaluation.table("C")
        assert {str(r["verdict"]) for r in table.rows[:-1]} <= set(WORDS)
        json.dumps(table.to_json(), allow_nan=False)
