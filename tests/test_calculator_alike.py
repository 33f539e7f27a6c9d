"""Ratings that are one value though written differently, and those that are not."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

import pytest
from calculator_material import by, file, sheet_of
from conftest import examples
from hypothesis import given, settings
from hypothesis import strategies as st

from qualcode.agreement import calculator
from qualcode.agreement.calculator import RatingChoice
from qualcode.agreement.calculator.alike import spelling, visible
from qualcode.ingest.ratings import read_ratings
from qualcode.text.fold import folded

if TYPE_CHECKING:
    from pathlib import Path

ALIKE = {
    "1": ["1", "1.0", "１", "01", "1.", "+1", "1\u200b", "1e0", "１．０"],
    "2.5": ["2.5", "2.50", "２.5", "\ufeff2.5"],
    "true": ["true", "TRUE", "True", "ＴＲＵＥ", "tr\u00adue"],
    "no": ["no", "No", "NO", "ｎｏ"],
    "是": ["是", "\u200b是", "是\ufe00", "是\u2060"],
    "café": ["café", unicodedata.normalize("NFD", "café"), "ｃａｆé"],
    "a b": ["a b", "a\u3000b", "a\xa0b"],
    "（x）": ["（x）", "(x)", "(ｘ)"],
}
"""Ways to write one value, by one of them."""
APART = [
    "A",
    "a",
    "Red",
    "red",
    "台",
    "臺",
    "yes!",
    "yes",
    "1",
    "-1",
    "一",
    "x y",
    "xy",
    "NA",
    "na",
]


def figures(ratings: list[list[str]], **choice: object) -> list[list[object]]:
    table = calculator.of_ratings(sheet_of(ratings), RatingChoice(replicates=100, **choice))[0]  # type: ignore[arg-type]
    columns = ("value", "error", "low", "high", "undefined")
    return [[_still(row[c]) for c in columns] for row in table.rows]


def _still(value: object) -> object:
    """Return a figure without the last digits, which the order of a sum may change."""
    return float(f"{value:.12g}") if isinstance(value, float) else value


@pytest.mark.parametrize("ways", ALIKE.values(), ids=list(ALIKE))
def test_all_ways_to_write_a_value_are_one(ways: list[str]) -> None:
    """With a word and a number beside it, so that the table is of words."""
    ratings = [[ways[0], way] for way in ways] + [["other", "other"], ["7", "7"]]
    made, counts = calculator.of_ratings(sheet_of(ratings), language="en")
    assert by(made)["percent"]["value"] == 1
    assert by(counts, "count")["values"]["n"] == 3
    note = next(note for note in counts.notes if note.startswith("Taken for one value"))
    assert all(visible(way) in note for way in ways)
    assert note in made.notes


def test_other_labels_stay_apart_and_nothing_is_said() -> None:
    counts = calculator.of_ratings(sheet_of([[label, label] for label in APART]), language="en")[1]
    assert by(counts, "count")["values"]["n"] == len(APART)
    assert not any(note.startswith("Taken for one value") for note in counts.notes)


def test_single_letters_are_logical_only_among_themselves() -> None:
    alone = calculator.of_ratings(sheet_of([["Y", "y"], ["N", "n"], ["y", "y"]]))[0]
    assert by(alone)["percent"]["value"] == 1
    among = calculator.of_ratings(sheet_of([["Y", "y"], ["N", "n"], ["z", "y"]]))[0]
    assert by(among)["percent"]["value"] == 0


@settings(deadline=None)
@given(st.data())
def test_another_way_of_writing_changes_no_figure(data: st.DataObject) -> None:
    """Coefficients, standard errors and the drawn intervals too."""
    width = data.draw(st.integers(2, 3))
    value = st.sampled_from(["", *ALIKE])
    row = st.lists(value, min_size=width, max_size=width)
    ratings = data.draw(st.lists(row, min_size=2, max_size=8))
    rewritten = [
        [data.draw(st.sampled_from(ALIKE[cell])) if cell else "" for cell in row] for row in ratings
    ]
    assert repr(figures(rewritten)) == repr(figures(ratings))


@settings(max_examples=examples(8, 60))
@given(st.data())
def test_codes_of_sets_are_alike_too(data: st.DataObject) -> None:
    codes = st.lists(st.sampled_from(sorted(ALIKE)), max_size=3, unique=True)
    ratings = data.draw(st.lists(st.lists(codes, min_size=2, max_size=2), min_size=2, max_size=6))
    plain = [["; ".join(each) or ";" for each in row] + [";"] for row in ratings]
    ways = [
        ["；".join(data.draw(st.sampled_from(ALIKE[c])) for c in each) or ";" for each in row]
        + [";"]
        for row in ratings
    ]
    assert repr(figures(plain)) == repr(figures(ways))


def test_letters_for_yes_and_no_have_no_case_beside_marks_of_missing_ratings() -> None:
    """Beside any other word they may be codes, and their case tells them apart."""
    ratings = [["Y", "y"], ["N", "n"], ["y", "N"]]
    upper = [[cell.upper() for cell in row] for row in ratings]
    for more, same in ((["NA", "NA"], True), (["maybe", "maybe"], False)):
        assert (repr(figures([*ratings, more])) == repr(figures([*upper, more]))) == same


def test_categories_are_alike_too() -> None:
    ratings = [["低", "低\u200b"], ["中", "高"], ["１", "1.0"]]
    named = RatingChoice(metric="ordinal", categories=("低", "中", "高", "01"))
    assert by(calculator.of_ratings(sheet_of(ratings), named)[0])["percent"]["value"] == (
        pytest.approx(2 / 3)
    )


def test_full_width_numbers_are_numbers() -> None:
    ratings = [["１", "1"], ["２", "2"], ["3", "２"]]
    assert repr(figures(ratings, metric="interval")) == repr(
        figures([["1", "1"], ["2", "2"], ["3", "2"]], metric="interval")
    )


def test_a_cell_with_nothing_to_see_is_missing_and_said(tmp_path: Path) -> None:
    sheet = read_ratings(file(tmp_path, "A,B\nx,x\n\u200b,x\ny,y\n"))
    counts = calculator.of_ratings(sheet, language="en")[1]
    assert by(counts, "count")["missing"]["n"] == 1
    assert "Cells that hold invisible characters only are missing: 1." in counts.notes


def test_a_note_holds_only_so_much() -> None:
    ratings = [[f"w{n}{'x' * 200}", f"w{n}{'x' * 200}\u200b"] for n in range(50)]
    notes = calculator.of_ratings(sheet_of(ratings), language="en")[1].notes
    note = next(note for note in notes if note.startswith("Taken for one value"))
    assert len(note) < 2000


@given(st.text())
def test_a_value_is_shown_as_it_is_folded_and_is_one_with_that(text: str) -> None:
    """By the fold of names and searched words; the letter case of a value stays."""
    plain = folded(text, case=False)
    assert spelling([text, plain]).words == {text: plain, plain: plain}
