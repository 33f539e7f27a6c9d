"""What the calculator refuses, in one sentence, and the raw table behind a project's figures."""

from __future__ import annotations

import csv
import json
from math import nan
from typing import TYPE_CHECKING

import numpy as np
import pytest
from calculator_material import OBSERVERS, file

from qualcode import agreement
from qualcode.errors import RuleError
from qualcode.project.comparing.unit_table import unit_table

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from qualcode.project import Project

    Run = Callable[..., tuple[int, str, str]]

pytest_plugins = ("calculator_material",)


BAD_RATINGS = [
    ("", (), "it is empty"),
    (",,\n", (), "must be separated by"),
    ("单位，甲，乙\n1，2，3\n", (), "separates them by '，'"),
    ("PK\x03\x04zip", (), "is a workbook"),
    ("unit,A,B\n", (), "rows below its first line"),
    ("unit,A\n1,2\n", (), "two coders or more"),
    ("unit,A,A\n1,2,2\n", (), "'A' stands twice"),
    ("unit,A,,B\n1,2,2,1\n", (), "column 3 has no name"),
    ("unit,id,A,B\n1,2,2,1\n", (), "one column for the unit"),
    ("unit,A,B\n1,2\n", (), "line 2 must have 3 cells"),
    ("unit,A,B\n1,2,2\n2,1,1,1\n", (), "line 3 must have 3 cells"),
    ("unit,A,B\n1,2,2\n1,1,1\n", (), "line 3: each unit must have a row of its own"),
    ("unit,A,B\n1,2,2\n,1,1\n", (), "line 3: unit must not be empty"),
    ('unit,A,B\n1,"2,2\n', (), "line 2: every quotation mark must be closed"),
    ("A,B\n1,2\nNA,2\n", ("--metric", "interval"), "line 3, coder A"),
    ("A,B\n1,2\n一,2\n", ("--metric", "interval"), "needs numbers"),
    ("A,B\n1,-2\n", ("--metric", "ratio"), "numbers from zero"),
    ("A,B\n1,-2\n", ("--weights", "ratio"), "numbers from zero"),
    ("A,B\nx,y\n", ("--metric", "ordinal"), "--categories 'low,middle,high'"),
    ("A,B\nx,y\n", ("--weights", "linear"), "--categories 'low,middle,high'"),
    ("A,B\n1,2\n", ("--metric", "ratio", "--categories", "1,2,x"), "names 'x'"),
    ("A,B\n1,2\n", ("--metric", "ratio", "--categories", "1,2,-1"), "names -1"),
    ("A,B\n1,2\n", ("--weights", "cubic"), "Weights must be one of"),
    ("A,B\nx,y\n", ("--categories", "x"), "line 2, coder B"),
    ("A,B\nx,y\n", ("--categories", "x，y,x"), "'x' stands twice"),
    ("A,B\nx;z,y\n", ("--categories", "x,y"), "name 'z' too"),
    ("A,B\nx;z,y\n", ("--metric", "ordinal"), "sets of codes have no order"),
    ("A,B\n1,2\n3;,2\n", ("--metric", "interval"), "the cell holds '3;'"),
    ("A,B\n1,2\n", ("--interval", "jackknife"), "needs a column text"),
    (
        "A,B\n1,2\n",
        ("--interval", "krippendorff_2016", "--metric", "interval"),
        "of nominal alpha only",
    ),
    ("A,B\n1,2\n", ("--round", "R1"), "leave --round out"),
    ("A,B\n1,2\n", ("--length", "9"), "leave --length out"),
    ("A,B\n1,2\n", ("--spans", "x.csv"), "not both"),
]


@pytest.mark.parametrize(("text", "options", "words"), BAD_RATINGS)
def test_a_bad_table_gives_one_sentence_with_its_cure(
    tmp_path: Path, run: Run, text: str, options: tuple[str, ...], words: str
) -> None:
    code, out, err = run("--ratings", file(tmp_path, text), *options)
    assert (code, out) == (1, "")
    assert words in err
    assert len(err.strip().splitlines()) == 1


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (("--ratings", "none.csv"), "there is none"),
        (("--metric", "ratio"), "belongs to --ratings"),
        (("--length", "3"), "belongs to --spans"),
    ],
)
def test_options_that_say_nothing_are_refused(
    run: Run, options: tuple[str, ...], words: str
) -> None:
    code, _, err = run(*options)
    assert code == 1
    assert words in err


def test_a_file_is_never_written_over_itself(tmp_path: Path, run: Run) -> None:
    path = file(tmp_path, OBSERVERS)
    code, _, err = run("--ratings", path, "--export-units", path)
    assert code == 1
    assert "choose another name" in err
    assert path.read_text(encoding="utf-8") == OBSERVERS


class TestProject:
    """The raw table behind a closed round."""

    @pytest.fixture
    def closed(self, project: Project) -> Project:
        """A closed round: both read the first interview, A the second too; codes differ."""
        project.rounds.open("R1")
        first, second = (info.name for info in project.transcripts.list()[:2])
        for coder in ("A", "B"):
            for name in (first, second)[: 2 if coder == "A" else 1]:
                project.codings.read(coder, name)
        project.codings.add("A", first, 22, 36, "legitimacy")
        project.codings.add("B", first, 22, 30, "legitimacy")
        project.codings.add("B", first, 60, 80, "responsiveness")
        project.rounds.close("R1")
        return project

    def test_the_raw_table_gives_the_figures_again(
        self, closed: Project, tmp_path: Path, run: Run
    ) -> None:
        path = tmp_path / "units.csv"
        code, out, err = run("--project", closed.folder, "--export-units", path, "--json")
        assert (code, err) == (0, "")
        printed = {row["code"]: row for row in json.loads(out)["rows"]}
        with path.open(encoding="utf-8-sig", newline="") as handle:
            rows = list(csv.DictReader(handle))
        assert list(rows[0]) == ["transcript", "turn", "start", "end", "code", "A", "B", "text"]
        for name in ("legitimacy", "responsiveness"):
            cells = [(row["A"], row["B"]) for row in rows if row["code"] == name]
            ratings = [[float(cell) if cell else nan for cell in pair] for pair in cells]
            alpha = agreement.krippendorff_alpha(ratings).value
            assert printed[name]["alpha"] == pytest.approx(alpha, nan_ok=True)

    def test_a_unit_that_was_not_read_is_empty_and_has_its_words(self, closed: Project) -> None:
        rows = unit_table(closed, round="R1").rows
        _, matrix, *_ = closed.agreement.compared(round="R1")
        values = [[row[f"coder_{coder}"] for coder in ("A", "B")] for row in rows]
        given_values = np.array(values, dtype=np.float64).reshape(matrix.values.shape)
        np.testing.assert_array_equal(given_values, matrix.values)
        second = closed.transcripts.list()[1].name
        assert {row["coder_B"] for row in rows if row["transcript"] == second} == {None}
        texts = {info.name: closed.transcripts.get(info.name) for info in closed.transcripts.list()}
        for row in rows:
            assert texts[row["transcript"]].text[row["start"] : row["end"]] == row["text"]

    def test_an_open_round_gives_no_raw_table(self, project: Project) -> None:
        project.rounds.open("R1")
        with pytest.raises(RuleError, match="is open"):
            unit_table(project)
