"""What is behind a figure: as many passages as the figure says, for every figure of every table."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from analysis_material import BOOK, ONE, TWO, coding, corpus, reading

from qualcode import Project
from qualcode.analysis import TABLES, Figure, behind, figure_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from qualcode.analysis import Behind, Corpus
    from qualcode.table import Cell, Table

CODINGS = (
    coding(ONE, "我们一起商量", "join", exposure="assisted"),
    coding(ONE, "商量😀事情", "trust"),
    coding(ONE, "信得过他", "trust"),
    coding(TWO, "商量的事", "join"),
    coding(TWO, "你呢", "join"),
)
NUMBER = re.compile(r"\d+")


def said(found: Behind, column: str) -> int:
    """Return what a table must say of these passages in a column."""
    if column in {"sources", "participants", "characters"}:
        return int(getattr(found, column))
    return len(found.stands)


def first_number(cell: Cell) -> int:
    """Return the number that a cell begins with: of code by group the references."""
    return int(NUMBER.findall(str(cell))[0])


def figures(table: Table) -> Iterator[tuple[Figure, str, Cell]]:
    """Give every figure of a table that passages are behind, with its column and its cell."""
    for row in table.rows:
        for column in table.columns:
            figure = figure_of(table.name, row, column.id)
            if figure is not None:
                yield figure, column.id, row[column.id]


@pytest.mark.parametrize("name", ["frequency", "code_by_group", "code_by_group_wide"])
def test_as_many_passages_are_behind_a_figure_as_it_says(name: str):
    study = corpus(codings=CODINGS)
    checked = list(figures(TABLES[name](study)))
    assert any(first_number(cell) for _, _, cell in checked)
    for figure, column, cell in checked:
        assert said(behind(study, figure), column) == first_number(cell), (figure, column)


def test_codes_together_are_the_units_that_have_both():
    study = corpus(codings=CODINGS)
    table = TABLES["cooccurrence"](study)
    checked = list(figures(table))
    assert len(checked) == len(BOOK.codes) ** 2
    for figure, column, cell in checked:
        assert said(behind(study, figure), column) == cell
    join, trust, unused = (dict(row) for row in table.rows)
    assert (join["code:join"], join["code:trust"], trust["code:trust"]) == (2, 1, 2)
    assert join["code:trust"] == trust["code:join"]
    assert unused["code:unused"] == 0


def test_a_passage_marks_what_of_the_unit_is_coded():
    study = corpus(codings=CODINGS)
    (stand,) = behind(study, Figure("join", "units", other="trust")).stands
    words = [ONE.text[start:end] for start, end in stand.marks]
    assert words == ["我们一起商量", "商量😀事情"]
    assert (stand.transcript, stand.turn, stand.participant) == (ONE.name, 2, "P1")


def test_units_that_nobody_read_are_left_out_where_only_read_ones_count():
    study = corpus(codings=CODINGS, readings=(reading(ONE, 2),))
    assert len(behind(study, Figure("join", "units")).stands) == 2
    (stand,) = behind(study, Figure("join", "units", read=True)).stands
    assert stand.text_id == ONE.text_id


def test_a_unit_read_before_the_code_meant_this_is_not_read():
    readings = (reading(ONE, 2, codebook=1), reading(TWO, 2, codebook=2))
    study = corpus(codings=CODINGS, readings=readings, since={"join": 2})
    (stand,) = behind(study, Figure("join", "units", read=True)).stands
    assert stand.text_id == TWO.text_id


def test_a_code_that_left_the_book_has_nothing_behind_it():
    study = corpus(codings=CODINGS)
    assert not behind(study, Figure("gone")).stands
    assert not behind(study, Figure("gone", "units")).stands


def test_words_and_names_are_no_figures():
    study = corpus(codings=CODINGS)
    for name in TABLES:
        for row in TABLES[name](study).rows:
            assert figure_of(name, row, "label") is None


@pytest.mark.parametrize("unit", ["sentence", "turn", "paragraph"])
def test_every_figure_of_the_example_has_its_passages(demo_folder: Path, unit: str):
    with Project.open(demo_folder) as project:
        layer = project.tables.layer()
        chosen = {"coder": layer.coder, "round": layer.round, "unit": unit}
        wanted = 0
        for name in ("frequency", "code_by_group", "code_by_group_wide", "cooccurrence"):
            for figure, column, cell in figures(project.tables.get(name, **chosen)):
                found = project.tables.behind(figure, **chosen)
                assert said(found, column) == first_number(cell), (name, figure, column)
                wanted += first_number(cell)
    assert wanted > 100


def test_every_estimated_code_has_its_passages(demo_folder: Path):
    with Project.open(demo_folder) as project:
        layer = project.tables.layer()
        chosen = {"coder": layer.coder, "round": layer.round, "unit": "sentence"}
        checked = list(figures(project.frequencies.table(**chosen)))
        assert checked
        for figure, column, cell in checked:
            assert said(project.tables.behind(figure, **chosen), column) == cell


def test_every_estimate_by_group_has_its_passages(demo_folder: Path):
    with Project.open(demo_folder) as project:
        layer = project.tables.layer()
        chosen = {"coder": layer.coder, "round": layer.round, "unit": "sentence"}
        people = project.transcripts.participants()
        kinds = dict.fromkeys(name for it in people for name in it.attributes)
        for by in ("group", "role", *kinds):
            checked = list(figures(project.frequencies.table(by=by, **chosen)))
            assert any(cell for *_, cell in checked), by
            for figure, column, cell in checked:
                found = project.tables.behind(replace(figure, by=by), **chosen)
                assert said(found, column) == cell, (by, figure)


def test_behind_what_is_counted_of_a_participant_is_what_they_say(demo_folder: Path):
    with Project.open(demo_folder) as project:
        checked = list(figures(project.tables.get("interviewees")))
        assert {column for _, column, _ in checked} == {"characters", "transcripts"}
        for figure, column, cell in checked:
            found = project.tables.behind(figure)
            assert said(found, {"transcripts": "sources"}.get(column, column)) == cell
            assert {it.participant for it in found.stands} == {figure.person}


def corpus_of(project: Project) -> Corpus:
    return project.tables.corpus("A", None, "sentence", None, "A")


def test_who_looks_sees_nothing_of_another_in_an_open_independent_round(project: Project):
    project.rounds.open("R1")
    project.codings.add("A", "interview_1", 20, 30, "construction")
    mine = project.tables.behind(Figure("construction"), coder="A", viewer="A")
    theirs = project.tables.behind(Figure("construction"), coder="A", viewer="B")
    assert len(mine.stands) == 1
    assert not theirs.stands
    again = project.tables.behind(Figure("construction"), coder="A", viewer="A")
    assert again == mine


def test_the_file_of_passages_leaves_out_who_did_not_agree_to_be_quoted(project: Project):
    project.codings.add("A", "interview_1", 20, 30, "construction")
    project.codings.add("A", "interview_2", 20, 30, "construction")
    person = project.tables.behind(Figure("construction"), coder="A").stands[0].participant
    known = next(it for it in project.transcripts.participants() if it.pseudonym == person)
    with project.store.acting("participant.edit") as act:
        from qualcode.store import texts

        texts.put_participant(act, replace(known, consent={"quote": False}))
    found = project.tables.behind(Figure("construction"), coder="A")
    table = project.tables.passages(found, title="组织构建", language="zh")
    assert len(found.stands) == 2
    assert [row["transcript"] for row in table.rows] == ["interview_2"]
    assert "1 个参考点的受访者未同意引用" in "\n".join(table.notes)
