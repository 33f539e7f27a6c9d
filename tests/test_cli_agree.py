"""`qualcode agree` on a project: units, views, intervals, and what they refuse."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, get_args

import pytest
from coded_material import two_coders
from typer.testing import CliRunner

from qualcode.cli import agree, app
from qualcode.interval_kinds import INTERVALS
from qualcode.project.comparing.agreement import COUNTED

if TYPE_CHECKING:
    from pathlib import Path

    from qualcode.project import Project


@pytest.fixture
def study(project: Project) -> Path:
    """A, B and C read everything in R1; two agree on one coding of two."""
    project.coders.add("C")
    two_coders(project, "C")
    project.codings.add("B", "interview_2", 22, 30, "mobilization")
    project.rounds.close()
    return project.store.path.parent


def run(study: Path, *words: str) -> Any:
    return CliRunner().invoke(app, ["agree", "--project", str(study), *words])


def values(study: Path, *words: str) -> Any:
    done = run(study, *words, "--json")
    assert done.exit_code == 0, done.output
    return json.loads(done.output)


def test_every_pair_is_a_view(study: Path):
    rows = values(study, "--view", "pairs")["rows"]
    assert {(row["coder_a"], row["coder_b"]) for row in rows} == {
        ("A", "B"),
        ("A", "C"),
        ("B", "C"),
    }


def test_a_diagnosis_is_four_tables(study: Path):
    assert set(values(study, "--view", "diagnosis")) == {
        *("agreement_confusion", "agreement_bias"),
        *("agreement_influence", "agreement_slack"),
    }


def test_other_programs_are_asked_about_two_coders(study: Path):
    rows = values(study, "--coders", "A", "--coders", "B", "--view", "other-tools")["rows"]
    assert {"NVivo", "MAXQDA", "ATLAS.ti", "Dedoose"} <= {row["tool"] for row in rows}


def test_free_spans_are_matched_at_the_overlap_that_is_named(study: Path):
    loose = values(study, "--unit", "span", "--overlap", "0.1")
    assert set(loose) == {"codes", "overall"}
    assert {row["coefficient"] for row in loose["overall"]["rows"]} >= {"u", "bar_u", "cu"}


def test_characters_are_a_unit(study: Path):
    sentence = values(study)["rows"][-1]
    character = values(study, "--unit", "character")["rows"][-1]
    assert character["n_units"] > sentence["n_units"]
    assert (character["corpus_low"], sentence["coders"]) == (None, "A、B、C")


def test_the_interval_is_the_one_that_is_asked_for(study: Path):
    table = values(study, "--interval", "transcripts", "--seed", "4", "--replicates", "200")
    assert any("随机种子 4" in note for note in table["notes"])
    assert not any("刀切法估计；下限" in note for note in table["notes"])


def test_sets_are_a_column_when_asked_for(study: Path):
    assert "alpha_masi" in values(study, "--sets")["columns"]
    assert "alpha_masi" not in values(study)["columns"]


def test_more_shows_the_columns_that_are_kept_back(study: Path):
    assert "PABAK" not in run(study).output.split("数的是")[0]
    assert "PABAK" in run(study, "--more").output.split("数的是")[0]


def test_columns_of_two_coders_are_not_shown_empty_for_three(study: Path):
    assert "两人都编" not in run(study).output.split("数的是")[0]


@pytest.mark.parametrize(
    ("words", "cure"),
    [
        (("--unit", "bracket"), "brackets import"),
        (("--unit", "span", "--view", "pairs"), "name a unit with --unit"),
        (("--unit", "span", "--sets"), "name a unit with --unit"),
        (("--metric", "ordinal"), "--ratings FILE.csv"),
        (("--length", "9"), "--spans FILE.csv"),
        (("--round", "R9"), "round open"),
    ],
)
def test_what_cannot_be_asked_is_one_sentence(study: Path, words: tuple[str, ...], cure: str):
    done = run(study, *words)
    assert done.exit_code != 0
    assert cure in str(done.exception)
    assert not done.output


def test_the_choices_of_the_command_are_those_of_the_rules():
    """The command must not load the rules to be listed, so it names them again."""
    counted, interval = (get_args(get_args(it)[0]) for it in (agree.Counted, agree.IntervalKind))
    assert counted == (*COUNTED, "span")
    kinds = {kind for choice in interval for kind in get_args(choice)}
    assert kinds == {kind for kind, each in INTERVALS.items() if each.asked}
