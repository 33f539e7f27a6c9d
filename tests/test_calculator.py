"""The calculator: agreement of a CSV file from anywhere, and the raw table behind a project's."""

from __future__ import annotations

import csv
import json
import sys
from math import isnan, nan
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode import agreement, cli
from qualcode.agreement import COEFFICIENTS, calculator, unitizing
from qualcode.agreement.calculator import RatingChoice, RatingSheet, SpanChoice
from qualcode.agreement.sets import jaccard_distance, masi_distance
from qualcode.agreement.unitizing.alpha_2004 import alpha_u_2004
from qualcode.agreement.unitizing.continuum import Continuum
from qualcode.errors import InputError, RuleError
from qualcode.ingest.ratings import read_ratings
from qualcode.ingest.spans import read_spans
from qualcode.project.unit_table import unit_table

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from qualcode.project import Project
    from qualcode.table import Table

    Run = Callable[..., tuple[int, str, str]]

OBSERVERS = """unit,A,B,C,D
1,1,1,,1
2,2,2,3,2
3,3,3,3,3
4,3,3,3,3
5,2,2,2,2
6,1,2,3,4
7,4,4,4,4
8,1,1,2,1
9,2,2,2,2
10,,5,5,5
11,,,1,1
12,,,3,
"""
"""Krippendorff 2011, Computing Krippendorff's Alpha-Reliability, p. 6; Gwet 2014, table 2.10."""


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run ``qualcode agree`` in this process and return exit code, output and error."""

    def command(*arguments: object) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["qualcode", "agree", *map(str, arguments)])
        try:
            cli.main()
            code = 0
        except SystemExit as ended:
            code = int(ended.code or 0)
        return (code, *capsys.readouterr())

    return command


def file(folder: Path, text: str, name: str = "given.csv", encoding: str = "utf-8") -> Path:
    path = folder / name
    path.write_bytes(text.encode(encoding))
    return path


def by(table: Table, column: str = "coefficient") -> dict[Any, Mapping[str, Any]]:
    return {row[column]: row for row in table.rows}


def sheet_of(ratings: list[list[str]], texts: tuple[str, ...] | None = None) -> RatingSheet:
    n = len(ratings)
    coders = tuple("ABCDE"[: len(ratings[0])])
    units = tuple(map(str, range(n)))
    return RatingSheet("given.csv", coders, units, ratings, tuple(range(2, n + 2)), texts)


def numbers(ratings: list[list[str]]) -> list[list[float]]:
    return [[float(cell) if cell else nan for cell in row] for row in ratings]


@st.composite
def tables(draw: st.DrawFn) -> list[list[str]]:
    width = draw(st.integers(2, 4))
    cell = st.sampled_from(["", "1", "2", "3"])
    return draw(st.lists(st.lists(cell, min_size=width, max_size=width), min_size=1, max_size=12))


class TestRatings:
    """A table of ratings: units × coders."""

    def test_the_textbook_table_has_its_published_values(self, tmp_path: Path) -> None:
        sheet = read_ratings(file(tmp_path, OBSERVERS))
        values = {name: row["value"] for name, row in by(calculator.of_ratings(sheet)[0]).items()}
        published = {
            "alpha": 0.743,
            "percent": 0.818,
            "percent_coincidence": 0.800,
            "fleiss": 0.761,
            "conger": 0.763,
            "brennan_prediger": 0.773,
            "ac1": 0.775,
        }
        assert {name: round(values[name], 3) for name in published} == published
        for metric, value in {"ordinal": 0.815, "interval": 0.849, "ratio": 0.797}.items():
            table = calculator.of_ratings(sheet, RatingChoice(metric=metric))[0]
            assert by(table)[f"alpha_{metric}"]["value"] == pytest.approx(value, abs=0.0005)

    @given(tables())
    def test_a_row_holds_the_coefficient_of_its_name(self, ratings: list[list[str]]) -> None:
        choice = RatingChoice(replicates=100)
        rows = by(calculator.of_ratings(sheet_of(ratings), choice)[0])
        for name in rows.keys() & COEFFICIENTS.keys():
            estimate = COEFFICIENTS[name](numbers(ratings))
            assert rows[name]["value"] == pytest.approx(estimate.value, nan_ok=True)
            if estimate.reason:
                assert estimate.reason in rows[name]["undefined"]
        composite = agreement.composite_reliability(numbers(ratings)).value
        assert rows["composite"]["value"] == pytest.approx(composite, nan_ok=True)

    @given(tables())
    def test_what_is_undefined_has_a_reason_and_words_for_it(
        self, ratings: list[list[str]]
    ) -> None:
        sheet = sheet_of(ratings)
        for table in calculator.of_ratings(sheet, RatingChoice(replicates=100), by_category=True):
            for row in table.rows:
                figures = [c for c in row.values() if isinstance(c, float)]
                assert row.get("undefined") or not any(map(isnan, figures))

    def test_the_order_of_coders_and_units_does_not_matter(self) -> None:
        ratings = [line.split(",")[1:] for line in OBSERVERS.splitlines()[1:]]
        turned = [row[::-1] for row in ratings[::-1]]
        one, two = (by(calculator.of_ratings(sheet_of(each))[0]) for each in (ratings, turned))
        for name, row in one.items():
            assert row["value"] == pytest.approx(two[name]["value"])

    def test_only_an_empty_cell_is_missing(self, tmp_path: Path) -> None:
        """NA is a value, and the note asks whether it should be one."""
        sheet = read_ratings(file(tmp_path, "A,B\n1,1\n2,\n2,NA\n , 2 \n"))
        counts = calculator.of_ratings(sheet, language="en")[1]
        found = {row["count"]: row["n"] for row in counts.rows}
        assert (found["missing"], found["values"], found["units_two"]) == (2, 3, 2)
        assert any(note.startswith("NA was taken as a value") for note in counts.notes)

    def test_counts_add_up(self, tmp_path: Path) -> None:
        counts = by(calculator.of_ratings(read_ratings(file(tmp_path, OBSERVERS)))[1], "count")
        found = {name: row["n"] for name, row in counts.items()}
        assert found["units"] == found["units_two"] + found["units_one"] + found["units_none"] == 12
        assert found["ratings"] + found["missing"] == found["units"] * found["coders"] == 48
        assert (found["units_two"], found["ratings"], found["values"]) == (11, 41, 5)

    def test_words_are_exact_and_numbers_are_numbers(self) -> None:
        """臺 is not 台, and half width is not full width; but 1 and 1.0 are one number."""
        words = calculator.of_ratings(sheet_of([["台", "臺"], ["1", "１"], ["a", "a"]]))
        assert by(words[0])["percent"]["value"] == pytest.approx(1 / 3)
        numbered = calculator.of_ratings(sheet_of([["1", "1.0"], ["2", "02"], ["3", "4"]]))
        assert by(numbered[0])["percent"]["value"] == pytest.approx(2 / 3)

    def test_named_categories_order_words(self) -> None:
        words, scale = ("低", "中", "高"), {"低": "1", "中": "2", "高": "3"}
        ratings = [["低", "低"], ["中", "高"], ["高", "高"], ["低", "中"], ["中", "中"]]
        coded = [[scale[cell] for cell in row] for row in ratings]
        for choice in ({"metric": "ordinal"}, {"weights": "quadratic"}):
            named = RatingChoice(categories=words, **choice)
            one = by(calculator.of_ratings(sheet_of(ratings), named)[0])
            two = by(calculator.of_ratings(sheet_of(coded), RatingChoice(**choice))[0])
            assert {n: row["value"] for n, row in one.items()} == pytest.approx(
                {n: row["value"] for n, row in two.items()}
            )

    def test_an_unused_category_counts_where_chance_is_fixed(self) -> None:
        ratings = [["1", "1"], ["2", "2"], ["1", "2"], ["2", "2"]]
        used = by(calculator.of_ratings(sheet_of(ratings))[0])
        choice = RatingChoice(categories=("1", "2", "3"))
        named, counts = calculator.of_ratings(sheet_of(ratings), choice, language="en")
        more = by(named)
        assert used["brennan_prediger"]["value"] == pytest.approx(0.5)
        assert more["brennan_prediger"]["value"] == pytest.approx(0.625)
        assert more["alpha"]["value"] == used["alpha"]["value"]
        assert "Categories that nobody used: 3." in counts.notes

    def test_weights_are_gwets(self) -> None:
        ratings = [["1", "1"], ["2", "3"], ["3", "3"], ["1", "2"], ["2", "2"], ["3", "1"]]
        rows = by(calculator.of_ratings(sheet_of(ratings), RatingChoice(weights="linear"))[0])
        table = numbers(ratings)
        wanted = {
            "percent_weighted": agreement.weighted_percent_agreement(table, "linear"),
            "kappa_weighted": agreement.weighted_kappa(table, "linear"),
            "conger_weighted": agreement.conger_kappa(table, "linear"),
            "fleiss_weighted": agreement.fleiss_kappa(table, "linear"),
            "brennan_prediger_weighted": agreement.brennan_prediger(table, "linear"),
            "ac2": agreement.gwet_ac2(table, "linear"),
        }
        for name, estimate in wanted.items():
            assert rows[name]["value"] == pytest.approx(estimate.value)
        error = agreement.standard_error("gwet", table, weights="linear").value
        assert rows["ac2"]["error"] == pytest.approx(error)
        assert "ac1" not in rows
        assert calculator.of_ratings(sheet_of(ratings), RatingChoice(weights="identity")) == (
            calculator.of_ratings(sheet_of(ratings))
        )

    def test_standard_errors_stand_where_the_literature_has_them(self) -> None:
        ratings = [["1", "1"], ["2", "1"], ["2", "2"], ["1", "1"], ["2", "2"]]
        rows = by(calculator.of_ratings(sheet_of(ratings), language="en")[0])
        table = numbers(ratings)
        kappa = agreement.standard_error("cohen", table).value
        assert rows["kappa"]["error"] == pytest.approx(kappa)
        assert rows["kappa"]["error_source"].startswith("Fleiss")
        assert rows["ac1"]["error_source"] == "Gwet 2014"
        interval = by(calculator.of_ratings(sheet_of(ratings), RatingChoice(metric="interval"))[0])
        quadratic = agreement.standard_error("alpha", table, weights="quadratic").value
        assert interval["alpha_interval"]["error"] == pytest.approx(quadratic)
        without = {name for name, row in rows.items() if row["error"] is None}
        assert without == {
            "percent_coincidence", "percent_pairs", "kappa_max", "holsti", "composite",
        }  # fmt: skip

    def test_no_unit_rated_twice_is_a_table_with_the_reason(self) -> None:
        made = calculator.of_ratings(sheet_of([["1", ""], ["", "2"]]), language="en")
        assert by(made[0])["alpha"]["undefined"] == "no_overlap"
        assert isnan(by(made[0])["alpha"]["value"])
        assert any("no unit was read by two coders" in note for note in made[0].notes)

    def test_transcripts_give_the_jackknife(self) -> None:
        """With a column of transcripts the interval is over them, else over units."""
        random = np.random.default_rng(3)
        truth = random.integers(1, 3, 60)
        other = np.where(random.random(60) < 0.8, truth, 3 - truth)
        ratings = [[str(a), str(b)] for a, b in zip(truth, other, strict=True)]
        texts = tuple(f"t{n % 6}" for n in range(60))
        row = by(calculator.of_ratings(sheet_of(ratings, texts))[0])["alpha"]
        wanted = agreement.jackknife(numbers(ratings), list(texts))
        assert (row["low"], row["high"]) == pytest.approx((wanted.low, wanted.high))
        assert row["interval"] == "jackknife"
        assert by(calculator.of_ratings(sheet_of(ratings))[0])["alpha"]["interval"] == "units_bca"

    @pytest.mark.parametrize("kind", ["units", "units_bca", "krippendorff_2016"])
    def test_a_seed_makes_an_interval_again(self, kind: Any) -> None:
        ratings = [[str(n % 3), str(n * n % 3)] for n in range(30)]
        choice = RatingChoice(interval=kind, seed=7, replicates=300, level=0.9)
        table = calculator.of_ratings(sheet_of(ratings), choice, language="en")[0]
        assert table == calculator.of_ratings(sheet_of(ratings), choice, language="en")[0]
        wanted = agreement.bootstrap(numbers(ratings), kind=kind, seed=7, replicates=300, level=0.9)
        assert by(table)["alpha"]["low"] == pytest.approx(wanted.low)
        assert "Bootstrap of 300 replicates, seed 7." in table.notes
        alone = kind == "krippendorff_2016"
        assert (by(table)["kappa"]["low"] is None) == alone

    def test_categories_stand_against_all_others(self) -> None:
        ratings = [["a", "a", "b"], ["b", "b", ""], ["c", "a", "c"], ["b", "b", "b"]]
        table = calculator.of_ratings(sheet_of(ratings), by_category=True)[2]
        coded = [[nan if c == "" else "abc".index(c) for c in row] for row in ratings]
        for value, row in enumerate(table.rows):
            alpha = agreement.krippendorff_alpha_category(coded, value).value
            assert row["alpha"] == pytest.approx(alpha)
            assert row["n"] == sum(cells.count("abc"[value]) for cells in ratings)
            assert row["n"] == sum(row[f"n_{coder}"] for coder in "ABC")

    def test_sets_of_codes_have_alphas_of_their_own(self, tmp_path: Path) -> None:
        """``;`` between codes makes every rating a set, ``;`` alone is the empty one."""
        path = file(tmp_path, "A,B\na; b,b;a\n;,;\nb,\nc,b；c\na,b\n")
        made = calculator.of_ratings(read_ratings(path), RatingChoice(replicates=200))
        rows = by(made[0])
        sets = [[{"a", "b"}, {"a", "b"}], [set(), set()], [{"b"}, None], [{"c"}, {"b", "c"}]]
        sets.append([{"a"}, {"b"}])
        for name, distance in {"masi": masi_distance, "jaccard": jaccard_distance}.items():
            value = agreement.alpha_of_sets(sets, name).value
            assert rows[f"alpha_{name}"]["value"] == pytest.approx(value)
            assert distance(set(), {"a"}) == 1
        assert rows["percent"]["value"] == pytest.approx(0.5)
        assert "brennan_prediger" not in rows
        codes = by(calculator.of_ratings(read_ratings(path), by_category=True)[2], "label")
        assert set(codes) == {"a", "b", "c"}
        presence = [[1, 1], [0, 0], [0, nan], [0, 0], [1, 0]]
        assert codes["a"]["alpha"] == pytest.approx(agreement.krippendorff_alpha(presence).value)

    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "big5", "utf-16"])
    def test_files_come_in_the_encodings_that_people_have(
        self, tmp_path: Path, encoding: str
    ) -> None:
        rows = "".join(f"{n},第{n % 3}篇,贊成,反對\n" for n in range(1, 8))
        path = file(tmp_path, f"編號,訪談稿,甲,乙\n{rows}", encoding=encoding)
        sheet = read_ratings(path)
        assert sheet.coders == ("甲", "乙")
        assert sheet.cells[0] == ("贊成", "反對")
        assert sheet.texts is not None
        assert sheet.texts[0] == "第1篇"

    def test_tabs_and_trailing_columns_are_read(self, tmp_path: Path) -> None:
        tabs = read_ratings(file(tmp_path, "unit\tA\tB\n1\tx, y\tz\n"))
        assert tabs.cells == [("x, y", "z")]
        comma = read_ratings(file(tmp_path, "\n,A,B,\n1,x,z,\n\n2,x,,\n"))
        assert (comma.units, comma.coders, comma.lines) == (("1", "2"), ("A", "B"), (3, 5))

    def test_the_raw_table_reads_back_as_it_was(self, tmp_path: Path, run: Run) -> None:
        text = "text,unit,A,=B\n甲,1,-1,2\n甲,2,,=x\n乙,1,a,a\n"
        first = read_ratings(file(tmp_path, text))
        code, _, err = run(
            "--ratings", tmp_path / "given.csv", "--export-units", tmp_path / "raw.csv"
        )
        assert (code, err) == (0, "")
        again = read_ratings(tmp_path / "raw.csv")
        assert [list(row) for row in again.cells] == [list(row) for row in first.cells]
        assert (again.coders, again.units, again.texts) == (first.coders, first.units, first.texts)
        assert ",=" not in (tmp_path / "raw.csv").read_text(encoding="utf-8-sig")

    def test_json_is_at_full_precision(self, tmp_path: Path, run: Run) -> None:
        code, out, _ = run("--ratings", file(tmp_path, OBSERVERS), "--json", "--by-category")
        assert code == 0
        made = json.loads(out)
        assert set(made) == {"coefficients", "counts", "categories"}
        rows = {row["coefficient"]: row for row in made["coefficients"]["rows"]}
        ratings = numbers([line.split(",")[1:] for line in OBSERVERS.splitlines()[1:]])
        assert rows["alpha"]["value"] == agreement.krippendorff_alpha(ratings).value
        assert rows["composite"]["low"] is None

    def test_people_read_tables(self, tmp_path: Path, run: Run) -> None:
        path = file(tmp_path, OBSERVERS)
        _, out, _ = run("--ratings", path)
        assert "0.743" in out
        assert "缺失" in out
        _, out, _ = run("--ratings", path, "--language", "en")
        assert "Krippendorff's alpha (nominal)" in out


BAD_RATINGS = [
    ("", (), "it is empty"),
    (",,\n", (), "must hold a table"),
    ("单位，甲，乙\n1，2，3\n", (), "half-width commas"),
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
    ('unit,A,B\n1,"2,2\n', (), "is not CSV"),
    ("A,B\n1,2\nNA,2\n", ("--metric", "interval"), "line 3, coder A"),
    ("A,B\n1,2\n１,2\n", ("--metric", "interval"), "half-width digits"),
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


SPANS = """text,coder,start,end,code
t1,A,10,30,责任
t1,A,25,35,责任
t1,B,12,32,责任
t1,A,50,70,合法
t1,B,50,60,责任;合法
t2,A,0,9,合法
t2,B,,,
t3,A,5,8,责任
"""
LENGTHS = "text,length\nt1,100\nt2,40\nt3,20\n"


def continua() -> tuple[Continuum, ...]:
    return (
        Continuum(
            100,
            {
                "A": [(10, 35, "责任"), (50, 70, "合法")],
                "B": [(12, 32, "责任"), (50, 60, "责任"), (50, 60, "合法")],
            },
        ),
        Continuum(40, {"A": [(0, 9, "合法")], "B": []}),
        Continuum(20, {"A": [(5, 8, "责任")]}),
    )


class TestSpans:
    """Spans of free length: coder, start, end, code."""

    def read(self, folder: Path, lengths: str = LENGTHS) -> calculator.SpanSheet:
        return read_spans(file(folder, SPANS), file(folder, lengths, "lengths.csv"))

    def test_rows_hold_the_coefficients_of_their_names(self, tmp_path: Path) -> None:
        codes, overall, _ = calculator.of_spans(self.read(tmp_path))
        texts = continua()
        rows = by(overall)
        for name in ("u", "bar_u", "cu"):
            estimate = getattr(unitizing, f"{name}_alpha")(texts)
            assert rows[name]["value"] == pytest.approx(estimate.value)
        for code, row in by(codes, "label").items():
            assert row["alpha"] == pytest.approx(unitizing.code_alpha(texts, code).value)
            assert row["k_u"] == pytest.approx(unitizing.k_u_alpha(texts, code).value)
            assert row["coverage"] == pytest.approx(unitizing.coverage(texts, code).value)

    def test_units_and_matches_are_counted(self, tmp_path: Path) -> None:
        """Half of what either covers is enough to match; merged spans are one unit."""
        codes, overall, _ = calculator.of_spans(self.read(tmp_path))
        first, second = codes.rows
        names = ("label", "n_A", "n_B", "both", "only_a", "only_b")
        assert [first[name] for name in names] == ["责任", 2, 2, 1, 0, 1]
        assert [second[name] for name in names] == ["合法", 2, 1, 1, 1, 0]
        assert first["f1"] == pytest.approx(2 / 3)
        assert by(overall)["f1"]["value"] == pytest.approx(2 / 3)
        strict = calculator.of_spans(self.read(tmp_path), SpanChoice(threshold=0.9))[0]
        assert [row["both"] for row in strict.rows] == [0, 0]

    def test_a_text_without_a_row_was_not_read(self, tmp_path: Path) -> None:
        """Read and nothing marked is a row without a place; t3 was read by one coder only."""
        counts = calculator.of_spans(self.read(tmp_path), language="en")[2]
        found = {row["count"]: row["n"] for row in counts.rows}
        assert (found["transcripts"], found["transcripts_two"]) == (3, 2)
        assert (found["characters"], found["characters_two"]) == (160, 140)
        assert (found["spans"], found["merged"]) == (8, 1)
        assert any("t3 (B)" in note for note in counts.notes)
        assert any("merged" in note for note in counts.notes)

    def test_lengths_come_from_a_number_a_column_or_a_file(self, tmp_path: Path) -> None:
        plain = "coder,start,end,code\nA,1,5,x\nB,2,6,x\n"
        column = "编码者,起点,终点,编码,长度\nA,1,5,x,9\nB,2,6,x,\n"
        number = read_spans(file(tmp_path, plain), 9)
        own = read_spans(file(tmp_path, column))
        other = read_spans(file(tmp_path, plain), file(tmp_path, "length,note\n9,a\n", "n.csv"))
        made = [calculator.of_spans(each) for each in (number, own, other)]
        first, second, third = ([t.to_json()["rows"] for t in tables] for tables in made)
        assert first == second == third
        assert by(made[0][1])["alpha_u_2004"]["value"] == pytest.approx(
            alpha_u_2004(Continuum(9, {"A": [(1, 5, "x")], "B": [(2, 6, "x")]})).alpha.value
        )

    def test_several_texts_have_an_interval_and_no_alpha_of_2004(self, tmp_path: Path) -> None:
        lines = [f"t{n},{who},{n},{n + 9 + n * (who == 'B')},x" for n in range(5) for who in "AB"]
        lines += [f"t{n},{who},40,50,{who}" for n in range(5) for who in "AB"]
        text = "\n".join(("text,coder,start,end,code", *lines))
        overall = calculator.of_spans(read_spans(file(tmp_path, text), 60))[1]
        row = by(overall)["u"]
        assert row["low"] < row["value"] < row["high"]
        assert row["interval"] == "jackknife"
        assert "alpha_u_2004" not in by(overall)

    def test_more_coders_are_matched_pair_by_pair(self, tmp_path: Path) -> None:
        lines = ["coder,start,end,code", "A,0,9,x", "B,0,9,x", "C,20,29,x"]
        codes = calculator.of_spans(read_spans(file(tmp_path, "\n".join(lines)), 40))[0]
        assert "only_a" not in {column.id for column in codes.columns}
        assert codes.rows[0]["f1"] == pytest.approx(2 / 6)

    def test_nothing_marked_is_undefined_and_no_error(self, tmp_path: Path) -> None:
        sheet = read_spans(file(tmp_path, "coder,start,end,code\nA,,,\nB,,,\n"), 9)
        codes, overall, _ = calculator.of_spans(sheet)
        assert codes.rows == ()
        reasons = {row["coefficient"]: row["undefined"] for row in overall.rows}
        assert reasons["u"] == "nothing_coded"
        assert reasons["f1"] == "not_applied"

    def test_the_raw_table_cuts_every_text_at_every_boundary(self, tmp_path: Path) -> None:
        """Empty is unread, ``;`` is read and nothing there; lengths add up to the spans'."""
        rows = calculator.raw_spans(self.read(tmp_path)).rows
        assert [(row["start"], row["end"]) for row in rows if row["transcript"] == "t2"] == [
            (0, 9),
            (9, 40),
        ]
        assert [row.get("codes_B") for row in rows if row["transcript"] == "t3"] == [None] * 3
        assert rows[0]["codes_A"] == ";"
        marked = [r for r in rows if "合法" in str(r.get("codes_B")).split("; ")]
        assert sum(row["end"] - row["start"] for row in marked) == 10

    def test_the_command_prints_and_exports(self, tmp_path: Path, run: Run) -> None:
        path, lengths = file(tmp_path, SPANS), file(tmp_path, LENGTHS, "lengths.csv")
        raw = tmp_path / "raw.csv"
        code, out, err = run(
            "--spans", path, "--length", lengths, "--overlap", "0.9", "--overlap-of", "longer",
            "--export-units", raw, "--json",
        )  # fmt: skip
        assert (code, err) == (0, "")
        assert set(json.loads(out)) == {"codes", "overall", "counts"}
        assert raw.read_text(encoding="utf-8-sig").startswith("transcript,start,end,A,B\n")
        assert run("--spans", path, "--length", lengths)[0] == 0


BAD_SPANS = [
    ("coder,start,end\nA,1,2\n", "9", "must have a column code"),
    ("coder,start,end,code\nA,1,2,x\nB,1,2,x\n", None, "add --length N"),
    ("coder,start,end,code\nA,1,2,x\nB,1,12,x\n", "9", "line 3: a span must lie within the text"),
    ("coder,start,end,code\nA,1,2,x\nB,3,3,x\n", "9", "line 3: a span must end after it starts"),
    ("coder,start,end,code\nA,-1,2,x\nB,3,5,x\n", "9", "line 2: start must be a whole number"),
    ("coder,start,end,code\nA,1,2.5,x\nB,3,5,x\n", "9", "line 2: end must be a whole number"),
    ("coder,start,end,code\nA,1,2,\nB,3,5,x\n", "9", "line 2: code must not be empty"),
    ("coder,start,end,code\n,1,2,x\nB,3,5,x\n", "9", "line 2: coder must not be empty"),
    ("coder,start,end,code\nA,1,2,x\nA,3,5,x\n", "9", "two coders or more"),
    ("coder,start,end,code\nA,1,2,x\nB,3,5,x\n", "nine", "is neither"),
    ("text,coder,start,end,code\n,A,1,2,x\n", "9", "line 2: text must not be empty"),
    (
        "text,coder,start,end,code,length\nt,A,1,2,x,9\nt,B,1,2,x,8\n",
        None,
        "line 3: a text must have one length",
    ),
]


@pytest.mark.parametrize(("text", "length", "words"), BAD_SPANS)
def test_bad_spans_give_one_sentence_with_their_cure(
    tmp_path: Path, run: Run, text: str, length: str | None, words: str
) -> None:
    options = ("--length", length) if length else ()
    code, out, err = run("--spans", file(tmp_path, text), *options)
    assert (code, out) == (1, "")
    assert words in err
    assert len(err.strip().splitlines()) == 1


def test_a_text_without_a_length_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="line 9: the length of text 't3' is not given"):
        read_spans(
            file(tmp_path, SPANS), file(tmp_path, "text,length\nt1,100\nt2,40\n", "lengths.csv")
        )


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
