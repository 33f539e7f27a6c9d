"""A project and a file with the same judgements say the same, in the same words."""

from __future__ import annotations

import ast
import csv
from itertools import product
from math import isnan
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from calculator_material import by
from conftest import REPO

from qualcode import Project, export
from qualcode.agreement import COEFFICIENTS, calculator, report
from qualcode.agreement.calculator import RatingChoice, RatingSheet
from qualcode.agreement.coefficients import UNITIZING, RatingCase, applying
from qualcode.agreement.figures import IntervalChoice, numbered, of_code, patterns_of
from qualcode.errors import InputError
from qualcode.i18n import LANGUAGES, catalogue
from qualcode.ingest.ratings import read_ratings
from qualcode.ingest.spans import read_spans
from qualcode.interval_kinds import INTERVALS
from qualcode.project.comparing.unit_table import unit_table

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from qualcode.table import Table

ROUND = "R1"
HEAD = "transcript,turn,start,end,code,A,B,text\n"
ASKED = [kind for kind, each in INTERVALS.items() if each.asked]
SOURCE = {"unit", "round", "label", "coders"}
"""What only one of the two can know: a file has no unit, no round, and ids in place of labels."""


@pytest.fixture
def example(demo_folder: Path) -> Iterator[Project]:
    with Project.open(demo_folder) as project:
        yield project


def judged(coders: int, *, seed: int) -> tuple[np.ndarray, np.ndarray]:
    """Return presence in 60 units of 6 transcripts, some unread, and their transcripts."""
    random = np.random.default_rng(seed)
    there = random.random(60) < 0.4
    wrong = random.random((60, coders)) < 0.2
    values = np.where(there[:, None] ^ wrong, 1.0, 0.0)
    values[random.random((60, coders)) < 0.1] = np.nan
    return values, np.repeat(np.arange(6), 10)


def shown(table: Table) -> list[dict[str, Any]]:
    """Return rows with floats to twelve digits."""
    columns = [it.id for it in table.columns if it.id not in SOURCE]
    return [{it: _rounded(row.get(it)) for it in columns} for row in table.rows]


def _rounded(cell: Any) -> Any:
    if isinstance(cell, float):
        return None if isnan(cell) else float(f"{cell:.12g}")
    return cell


def notes(table: Table, *, without: int) -> list[str]:
    """Return the notes but for the first, which say where the judgements come from."""
    return list(table.notes[without:])


@pytest.mark.parametrize("coders", [2, 3])
@pytest.mark.parametrize("kind", ASKED)
def test_a_column_of_a_project_and_a_row_of_a_file_are_the_same_figure(
    coders: int, kind: Any
) -> None:
    values, texts = judged(coders, seed=coders)
    project = of_code(patterns_of(values, numbered(texts)), IntervalChoice(kind, 5, 200))
    cells = [["" if isnan(it) else f"{it:.0f}" for it in row] for row in values.tolist()]
    names = tuple("ABC"[:coders])
    units, lines = tuple(map(str, range(60))), tuple(range(2, 62))
    sheet = RatingSheet("given.csv", names, units, cells, lines, tuple(map(str, texts.tolist())))
    asked = RatingChoice(categories=("0", "1"), interval=kind, seed=5, replicates=200)
    rows = by(calculator.of_ratings(sheet, asked)[0])
    assert rows.keys() < project.measured.keys()
    for name, row in rows.items():
        found = project.measured[name]
        assert row["value"] == pytest.approx(found.estimate.value, abs=1e-12, nan_ok=True)
        error = found.error.value if found.error else None
        assert row["error"] == pytest.approx(error, abs=1e-12, nan_ok=True)
    alpha = rows["alpha"]
    assert alpha["interval"] == project.interval.kind
    bounds = (project.interval.low, project.interval.high)
    assert (alpha["low"], alpha["high"]) == pytest.approx(bounds, abs=1e-12)


@pytest.mark.parametrize("unit", ["sentence", "character"])
def test_the_example_exported_as_ratings_says_what_the_project_says(
    example: Project, tmp_path: Path, unit: Any
) -> None:
    """Every number of every code, every coefficient, and every note but where it comes from."""
    path = tmp_path / "units.csv"
    export.write(unit_table(example, round=ROUND, unit=unit), path)
    of_file, _, codes = calculator.of_ratings(read_ratings(path), language="en")
    table = example.agreement.table(round=ROUND, unit=unit, language="en")
    times = {"n", *(f"n_{coder}" for coder in "ABC")}
    columns = [column for column in codes.columns if column.id not in times]
    assert [it.id for it in columns] == [it.id for it in table.columns]
    assert [it.label for it in columns] == [it.label for it in table.columns]
    rows = [{it: cell for it, cell in row.items() if it not in times} for row in shown(codes)]
    if unit == "character":  # a file does not say that its units stand together
        for row in rows:
            row.update(corpus_low=None, corpus_high=None)
    assert rows == shown(table)
    assert notes(codes, without=2) == notes(table, without=2)
    every, _ = example.agreement.coefficients(round=ROUND, unit=unit, language="en")
    assert shown(of_file) == shown(every)
    assert [row["label"] for row in of_file.rows] == [row["label"] for row in every.rows]
    assert of_file.notes == every.notes


def test_sets_in_cells_say_the_same_too(example: Project, tmp_path: Path) -> None:
    """A row a unit, all codes of a coder in one cell: where each was read for every code."""
    path = tmp_path / "sets.csv"
    rows = unit_table(example, ["A", "B"], round=ROUND).rows
    units: dict[tuple[Any, Any], dict[str, list[str] | None]] = {}
    for row in rows:
        cells = units.setdefault((row["transcript"], row["start"]), {"A": [], "B": []})
        for coder in "AB":
            given, has = cells[coder], row[f"coder_{coder}"]
            if has is None or given is None:
                cells[coder] = None
            elif has:
                given.append(str(row["code"]))
    with path.open("w", encoding="utf-8", newline="") as file:
        written = csv.writer(file)
        written.writerow(["transcript", "A", "B"])
        for (text, _), cells in units.items():
            given = ("" if it is None else "; ".join(it) or ";" for it in cells.values())
            written.writerow([text, *given])
    of_file, _, codes = calculator.of_ratings(read_ratings(path), language="en")
    every, _ = example.agreement.coefficients(["A", "B"], round=ROUND, language="en")
    assert shown(of_file) == shown(every)
    table = {row["code"]: row for row in shown(example.agreement.table(["A", "B"], round=ROUND))}
    for row in shown(codes):
        known = table[row["code"]]
        assert {it: row[it] for it in known} == known


def test_the_example_exported_as_spans_says_what_the_project_says(
    example: Project, tmp_path: Path
) -> None:
    with example.agreement.look() as look:
        _, sheet, *_ = example.agreement._spans(look, None, ROUND)
    path, lengths = tmp_path / "spans.csv", tmp_path / "lengths.csv"
    with lengths.open("w", encoding="utf-8", newline="") as file:
        written = csv.writer(file)
        written.writerow(["text", "length"])
        written.writerows(
            (name, text.start + text.length)
            for name, text in zip(sheet.names, sheet.texts, strict=True)
        )
    with path.open("w", encoding="utf-8", newline="") as file:
        written = csv.writer(file)
        written.writerow(["text", "coder", "start", "end", "code"])
        for name, text in zip(sheet.names, sheet.texts, strict=True):
            written.writerows((name, coder, "", "", "") for coder in text.spans)
            written.writerows(
                (name, coder, start, end, code)
                for coder, spans in text.spans.items()
                for start, end, code in spans
            )
    made = calculator.of_spans(read_spans(path, lengths), language="en")
    codes, overall = example.agreement.spans(round=ROUND, language="en")
    labels = {code.id: code.label("en") for code in example.codebook.current().codes}
    own, theirs = by(codes, "label"), by(made[0], "label")
    for code in theirs:
        found = {it: _rounded(cell) for it, cell in theirs[code].items() if it != "label"}
        known = {it: _rounded(cell) for it, cell in own[labels[code]].items() if it != "label"}
        assert found == known
    assert {labels[code] for code in theirs} == own.keys()
    assert shown(made[1]) == shown(overall)
    for of_file, of_project in zip(made, (codes, overall), strict=False):
        assert [it.label for it in of_file.columns] == [it.label for it in of_project.columns]
        assert of_file.notes == of_project.notes


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_coefficient_of_the_list_has_words_and_no_other_has(language: Any) -> None:
    words = catalogue(language)
    named = {it for name, each in COEFFICIENTS.items() for it in each.words or (name,)}
    for section in ("label", "convention"):
        known = {it.rpartition(".")[2] for it in words if it.startswith(f"coefficient.{section}.")}
        assert known == named | {*UNITIZING, "alpha_u_2004", "f1"}


@pytest.mark.parametrize(
    ("of", "n_coders"), list(product(("values", "sets", "presence"), (2, 3, 5)))
)
def test_alpha_kappa_and_percent_are_of_everything_and_always_shown(of: Any, n_coders: int) -> None:
    case = RatingCase(of, n_coders, members=np.eye(2) if of == "sets" else None)
    found: Mapping[str, Any] = applying(case)
    assert [name for name, each in found.items() if each.shown] == ["percent", "kappa", "alpha"]


def test_a_code_that_stands_twice_for_a_unit_is_refused_by_its_lines(tmp_path: Path) -> None:
    path = tmp_path / "units.csv"
    path.write_text(
        "transcript,turn,start,end,code,A,B,text\n" + "t,1,0,5,x,1,0,a\n" * 2, encoding="utf-8"
    )
    with pytest.raises(InputError, match="line 3: unit and code stand in line 2"):
        read_ratings(path)


@pytest.mark.parametrize("cell", ["2", "yes", "1.0"])
def test_a_judgement_is_yes_no_or_nothing(tmp_path: Path, cell: str) -> None:
    path = tmp_path / "units.csv"
    path.write_text(
        f"transcript,turn,start,end,code,A,B,text\nt,1,0,5,x,{cell},0,a\n", encoding="utf-8"
    )
    with pytest.raises(InputError, match="line 2, coder A"):
        read_ratings(path)


def test_no_table_of_agreement_is_made_beside_the_one_report() -> None:
    """Only the report knows the names of the tables that a project and a file share."""
    home = {"agreement": "report.py", "coefficients": "coefficient_table.py"}
    home |= {"codes": "span_report.py", "overall": "span_report.py"}
    for path in sorted((REPO / "qualcode").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and ast.unparse(node.func) == "Table":
                given = [it.value for it in node.keywords if it.arg == "name"] + node.args[:1]
                name = ast.literal_eval(given[0]) if isinstance(given[0], ast.Constant) else ""
                assert home.get(name, path.name) == path.name, f"{path.name} makes {name}"
    assert report.OVERALL == "*"
