"""Agreement of a project: every table by name, units of every kind, standing, both scripts."""

from __future__ import annotations

from math import isnan
from typing import TYPE_CHECKING

import pytest
from coded_material import two_coders

from qualcode.agreement import Asked, IntervalChoice
from qualcode.agreement.calculator import SpanChoice
from qualcode.errors import InputError, RuleError
from qualcode.i18n import LANGUAGES, tr
from qualcode.model import Span
from qualcode.project.comparing.agreement import COUNTED
from qualcode.project.reporting.tables import COMPARED

if TYPE_CHECKING:
    from qualcode.i18n import Language
    from qualcode.project import Project
    from qualcode.project.comparing.agreement import Counted

NEEDS_A_MACHINE = {"model_agreement"}


@pytest.fixture
def compared(project: Project) -> Project:
    """A and B read everything in R1 and agree on one coding of two; R1 is closed."""
    two_coders(project)
    project.codings.add("B", "interview_2", 22, 30, "mobilization")
    project.rounds.close()
    return project


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", [name for name in COMPARED if name not in NEEDS_A_MACHINE])
def test_every_table_of_agreement_has_a_name(compared: Project, name: str, language: Language):
    table = compared.tables.get(name, language=language)
    assert table.rows
    assert table.title
    assert table.notes
    known = {column.id for column in table.columns}
    assert all(set(row) & known for row in table.rows)


@pytest.mark.parametrize("name", [name for name in COMPARED if name not in NEEDS_A_MACHINE])
def test_an_open_round_has_no_table_of_agreement(project: Project, name: str):
    with pytest.raises(RuleError, match="round"):
        project.tables.get(name)


@pytest.mark.parametrize("unit", [unit for unit in COUNTED if unit != "bracket"])
def test_a_round_is_compared_in_every_unit(compared: Project, unit: Counted):
    table = compared.agreement.table(unit=unit)
    row = next(row for row in table.rows if row["code"] == "legitimacy")
    assert row["both"] + row["only_a"] + row["only_b"] + row["neither"] == row["n_units"]
    assert row["both"] >= 1
    assert any(tr(f"unit.{unit}", "zh") in note for note in table.notes)


def test_brackets_are_a_unit_once_there_are_any(compared: Project):
    with pytest.raises(RuleError, match="brackets import"):
        compared.agreement.table(unit="bracket")


def test_a_unit_that_is_none_is_named(compared: Project):
    with pytest.raises(InputError, match="sentence, turn, paragraph, bracket, character"):
        compared.agreement.table(unit="word")  # type: ignore[arg-type]


def test_free_spans_are_matched_by_the_overlap_that_is_asked_for(compared: Project):
    codes, overall = compared.agreement.spans(choice=SpanChoice(threshold=0.5))
    labels = {row["label"]: row for row in codes.rows}
    assert labels["合法性"]["both"] == 1
    assert {row["coefficient"] for row in overall.rows} >= {"u", "bar_u", "cu"}


def test_free_spans_have_no_value_where_nobody_read_what_is_coded(project: Project):
    """Only the interviewer's side was read: the table says so and does not break off."""
    name = project.transcripts.list()[0].name
    asked = next(turn for turn in project.transcripts.get(name).turns if turn.asks)
    for who in ("A", "B"):
        project.codings.read(who, name, [Span(asked.start, asked.end)])
    project.rounds.close()
    codes, _ = project.agreement.spans()
    assert all(isnan(row["alpha"]) for row in codes.rows)


def test_two_codes_at_one_passage_are_a_confusion(compared: Project):
    confusion = compared.agreement.diagnosis()[0]
    assert [(row["code_a"], row["code_b"]) for row in confusion.rows] == [("组织动员", "合法性")]


def test_other_programs_are_asked_about_the_same_codings(compared: Project):
    table = compared.agreement.other_tools()
    assert {row["tool"] for row in table.rows} >= {"NVivo", "MAXQDA", "ATLAS.ti", "Dedoose"}
    assert all(row["why"] for row in table.rows)
    groups = {group.label("zh") for group in compared.codebook.current().groups}
    assert groups <= {row["label"] for row in table.rows}


def test_what_is_asked_for_is_in_the_table(compared: Project):
    asked = Asked(IntervalChoice("units_within_transcripts", seed=7, replicates=200), sets=True)
    table = compared.agreement.table(asked=asked)
    assert "alpha_masi" in {column.id for column in table.columns}
    assert any("随机种子 7" in note for note in table.notes)


def test_a_pair_table_names_the_pair_and_the_code(compared: Project):
    rows = compared.agreement.pair_table().rows
    assert {(row["coder_a"], row["coder_b"]) for row in rows} == {("A", "B")}
    whole = {row["code"]: row["alpha"] for row in compared.agreement.table().rows}
    assert {row["code"]: row["alpha"] for row in rows} == whole


def test_training_is_compared_when_named_and_says_that_it_is_no_reliability(project: Project):
    project.rounds.open("T1", "training")
    for coder in ("A", "B"):
        project.codings.add(coder, "interview_1", 22, 36, "legitimacy")
        project.codings.read(coder, "interview_1")
    project.rounds.close("T1")
    assert not project.agreement.comparable()
    notes = project.agreement.table(round="T1").notes
    assert notes[0] == tr("standing.training", "zh")
