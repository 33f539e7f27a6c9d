"""A table is declared once, and every table that there is keeps to what it declares."""

from __future__ import annotations

from typing import TYPE_CHECKING, get_args

import pytest
from analysis_material import ONE, TWO, coding, corpus, reading
from spec_material import BY_NAME, SPECS, strays

from qualcode import export
from qualcode.analysis import TABLES
from qualcode.i18n import LANGUAGES, catalogue
from qualcode.table_spec import (
    ColumnSpec,
    TableSpec,
    Unit,
    count_columns,
    figure_columns,
    text_columns,
)

if TYPE_CHECKING:
    from pathlib import Path

    from qualcode.cells import Kind

COUNTED = TableSpec(
    "counted",
    (*text_columns("code"), *count_columns("n"), *figure_columns(2, "share")),
    notes=("reference",),
    said="note",
)


def keys(spec: TableSpec) -> set[str]:
    """Return every key of the catalogues that a table's words stand under."""
    if not spec.words:
        return set()
    heads = {spec.head_key(it) for it in spec.columns if not it.many}
    return {spec.title_key} | heads | {spec.note_key(it) for it in spec.notes}


def has(language: str, key: str) -> bool:
    known = catalogue(language)
    return key in known or f"{key}.other" in known


@pytest.mark.parametrize("place", SPECS)
def test_the_words_of_every_table_stand_in_both_catalogues(place: str) -> None:
    """Title, label of each column, and each note."""
    missing = {(it, key) for it in LANGUAGES for key in keys(SPECS[place]) if not has(it, key)}
    assert missing == set()


def test_two_tables_have_two_names() -> None:
    assert len(BY_NAME) == len(SPECS)


def test_every_unit_has_words() -> None:
    assert all(has(it, f"table.unit.{unit}") for it in LANGUAGES for unit in get_args(Unit))


@pytest.mark.parametrize("name", TABLES)
def test_every_table_of_a_corpus_keeps_to_what_it_declares(name: str) -> None:
    spoken = (coding(ONE, "商量", "joining"), coding(TWO, "商量", "joining"))
    read = (reading(ONE, 1), reading(TWO, 1))
    assert strays(TABLES[name](corpus(codings=spoken, readings=read))) == []


def test_a_row_with_a_column_that_is_not_declared_is_refused() -> None:
    with pytest.raises(ValueError, match=r"'counted' has no column alpha in row 2.* code, n, sh"):
        COUNTED.table("en", [{"code": "a", "n": 1}, {"code": "b", "alpha": 0.5}])


@pytest.mark.parametrize(
    "asked",
    [
        {"without": ("alpha",)},
        {"appendix": ("alpha",)},
        {"fill": {"alpha": {"coder": "甲"}}},
        {"many": {"alpha": {"n_1": "甲"}}},
    ],
    ids=str,
)
def test_what_names_a_column_that_is_not_declared_is_refused(asked: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="'counted' has no column alpha; declare it"):
        COUNTED.table("en", (), **asked)


def test_a_note_that_is_not_declared_is_refused() -> None:
    assert COUNTED.note("en", "reference")
    with pytest.raises(ValueError, match="'counted' declares no note 'total'"):
        COUNTED.note("en", "total")


def test_a_column_stands_in_a_table_once() -> None:
    with pytest.raises(ValueError, match="'two' declares n twice"):
        TableSpec("two", (*count_columns("n"), *text_columns("n")))


@pytest.mark.parametrize("spec", [("figure", None), ("count", 2), ("text", 0)], ids=str)
def test_figures_and_nothing_else_have_decimals(spec: tuple[Kind, int | None]) -> None:
    with pytest.raises(ValueError, match="a figure has decimals"):
        ColumnSpec("n", *spec)


def test_a_cell_that_is_not_there_is_undefined_and_a_column_without_use_is_left_out() -> None:
    table = COUNTED.table("en", [{"code": "a"}], title="n", without=("share",), appendix=("n",))
    assert table.to_json()["rows"] == [{"code": "a", "n": None}]
    assert [it.detail for it in table.columns] == [False, True]


def test_what_a_number_is_measured_in_stands_behind_its_label() -> None:
    labels = {
        language: BY_NAME["interviewees"].table(language, ()).columns[6].label
        for language in LANGUAGES
    }
    assert labels == {"zh": "时长（分钟）", "en": "Length (min)"}


@pytest.mark.parametrize("suffix", export.WRITERS)
def test_a_table_of_sixty_columns_is_written_in_every_format(suffix: str, tmp_path: Path) -> None:
    spec = TableSpec("wide", (*text_columns("code"), *figure_columns(3, "of", many=True)))
    labels = {f"of_{n}": f"第{n}位编码者" for n in range(59)}
    rows = [{"code": "a", **{it: n / 59 for n, it in enumerate(labels)}}]
    table = spec.table("zh", rows, title="宽表", many={"of": labels})
    assert len(table.columns) == 60
    path = tmp_path / f"wide{suffix}"
    export.write(table, path)
    assert path.stat().st_size > 0
