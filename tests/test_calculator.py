"""The calculator on ratings: every coefficient of a table of units × coders from anywhere."""

from __future__ import annotations

import json
from math import isnan, nan
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from calculator_material import OBSERVERS, by, file, numbers, sheet_of, tables
from hypothesis import given

from qualcode import agreement
from qualcode.agreement import COEFFICIENTS, calculator
from qualcode.agreement.calculator import RatingChoice
from qualcode.agreement.sets import jaccard_distance, masi_distance
from qualcode.ingest.ratings import read_ratings

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Run = Callable[..., tuple[int, str, str]]

pytest_plugins = ("calculator_material",)


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
        for name in rows:
            estimate = COEFFICIENTS[name](numbers(ratings))
            assert rows[name]["value"] == pytest.approx(estimate.value, nan_ok=True)
            if estimate.reason:
                assert estimate.reason in rows[name]["undefined"]

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
        """臺 is not 台 and a is not A; but 1 and 1.0 are one number."""
        words = calculator.of_ratings(sheet_of([["台", "臺"], ["A", "a"], ["a", "a"]]))
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
        assert any("300 times, seed 7)" in it for it in table.notes)
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
        codes = by(calculator.of_ratings(read_ratings(path))[2], "code")
        assert set(codes) == {"a", "b", "c", "*"}
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
        assert set(made) == {"coefficients", "counts", "agreement"}
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
