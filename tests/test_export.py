"""A table is written in every format a paper needs, and is the same table in each."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pandas as pd
import pytest
from export_material import EMPTY, HOSTILE, TABLE, WIDE, document, xml
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.utils.escape import unescape

from qualcode import cells
from qualcode.errors import InputError, ProjectError
from qualcode.export import WRITERS, write, write_all
from qualcode.export.xlsx import _escaped
from qualcode.i18n import LANGUAGES, tr
from qualcode.table import Column, Table

if TYPE_CHECKING:
    from pathlib import Path

NOTHING_BUT_DETAIL = Table("detail", "细", (Column("a", "甲", detail=True),), ({"a": "x"},))
EVERY = [TABLE, HOSTILE, WIDE, EMPTY, NOTHING_BUT_DETAIL]


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def sheet(path: Path) -> Any:
    from openpyxl import load_workbook

    return load_workbook(path).active


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("table", EVERY, ids=lambda table: table.name)
@pytest.mark.parametrize("suffix", WRITERS)
def test_every_writer_keeps_the_contract(suffix: str, table: Table, language: Any, tmp_path: Path):
    """Same table, same bytes; a new folder is made; nothing is left beside the file."""
    first = write(table, tmp_path / "new" / "folder" / f"a{suffix}", language=language)
    second = write(table, tmp_path / f"b{suffix.upper()}", language=language)

    assert first.read_bytes() == second.read_bytes()
    assert names(first.parent) == [first.name]


@pytest.mark.parametrize("suffix", WRITERS)
def test_every_writer_keeps_characters_outside_the_bmp(suffix: str, tmp_path: Path):
    part = {".docx": "word/document.xml", ".xlsx": "xl/worksheets/sheet1.xml"}.get(suffix)
    path = write(TABLE, tmp_path / f"t{suffix}")
    if suffix == ".parquet":
        text = " ".join(pd.read_parquet(path)["label"])
    else:
        text = "".join(xml(path, part).itertext()) if part else path.read_text(encoding="utf-8")

    assert "😀𠮷" in text


def test_the_date_of_an_export_is_no_part_of_it(tmp_path: Path):
    for suffix in (".docx", ".xlsx"):
        with zipfile.ZipFile(write(TABLE, tmp_path / f"t{suffix}")) as archive:
            assert {entry.date_time for entry in archive.infolist()} == {(2000, 1, 1, 0, 0, 0)}
            core = archive.read("docProps/core.xml").decode()
        assert core.count("2000-01-01T00:00:00Z") == 2


def test_an_unknown_ending_names_the_known_ones(tmp_path: Path):
    with pytest.raises(
        InputError, match=r"\.docx, \.xlsx, \.csv, \.parquet, \.md, \.json.*'\.pdf'"
    ):
        write(TABLE, tmp_path / "t.pdf")
    with pytest.raises(InputError, match="'nothing'"):
        write(TABLE, tmp_path / "t")


def test_a_folder_that_cannot_be_written_is_one_sentence(tmp_path: Path):
    (tmp_path / "file").write_text("x")

    with pytest.raises(ProjectError, match=r"must be written to .*choose a folder"):
        write(TABLE, tmp_path / "file" / "t.csv")


def test_a_file_that_cannot_be_replaced_stays_and_nothing_is_left_over(tmp_path: Path):
    (tmp_path / "t.csv").mkdir()

    with pytest.raises(ProjectError):
        write(TABLE, tmp_path / "t.csv")
    assert names(tmp_path) == ["t.csv"]


def test_a_full_disk_is_one_sentence_and_the_old_file_stays(tmp_path: Path):
    """A size limit for the process stands for the full disk."""
    resource = pytest.importorskip("resource")
    signal = pytest.importorskip("signal")
    path = tmp_path / "t.json"
    path.write_text("old")
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    handler = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (10, before[1]))
    try:
        with pytest.raises(ProjectError, match="must be written"):
            write(TABLE, path)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        signal.signal(signal.SIGXFSZ, handler)

    assert path.read_text() == "old"
    assert names(tmp_path) == ["t.json"]


def test_write_all_makes_each_table_in_each_format_and_one_document(tmp_path: Path):
    paths = write_all([TABLE, WIDE, TABLE], tmp_path / "tables")

    written = [path.name for path in paths]
    assert written[:4] == ["frequency.docx", "frequency.xlsx", "frequency.csv", "frequency.md"]
    assert written[8:] == [
        *("frequency-2.docx", "frequency-2.xlsx", "frequency-2.csv", "frequency-2.md"),
        "tables.docx",
    ]
    assert names(tmp_path / "tables") == sorted(written)
    captions = [p.text for p in document(paths[-1]).paragraphs if p.text.startswith("表")]
    assert captions == ["表1　编码频次", "表2　宽表", "表3　编码频次"]
    assert document(paths[4]).paragraphs[0].text == "表2　宽表"


def test_a_table_is_the_same_file_alone_and_among_others(tmp_path: Path):
    """Rows are written as they come, whatever they hold: no word of theirs is taken for markup."""
    rows = ({"a": "<!--rows-->"}, {"a": "</row>&\t甲\n乙\r "}, {"a": "x"}, {"a": ""}, {})
    hostile = Table("rows", "</row><!--rows-->", (Column("a", "<!--rows-->"),), rows)
    for table in (*EVERY, hostile):
        for path in write_all([table], tmp_path / table.name)[:4]:
            assert path.read_bytes() == write(table, tmp_path / path.name).read_bytes()
    said = document(tmp_path / "rows.docx").tables[0].column_cells(0)
    assert [it.text for it in said] == [
        *("<!--rows-->", "<!--rows-->", "</row>&\t甲\n乙\n ", "x", "", cells.UNDEFINED)
    ]


def test_a_sheet_names_all_that_it_holds(tmp_path: Path):
    for table in (TABLE, replace(TABLE, notes=()), EMPTY):
        path = write(table, tmp_path / "t.xlsx")
        (told,) = xml(path, "xl/worksheets/sheet1.xml").iter("{*}dimension")
        made = sheet(path)
        assert told.get("ref") == f"A1:{made.cell(made.max_row, made.max_column).coordinate}"


def test_tables_whose_titles_differ_in_case_alone_are_files_of_their_own(tmp_path: Path):
    titles = ("Codes", "codes", "codes-2", tr("table.together", "en"))
    tables = [replace(TABLE, title=title) for title in titles]
    paths = write_all(tables, tmp_path, language="en", titled=True)
    names = {path.name.casefold() for path in paths}
    assert len(names) == len(paths) == 4 * len(titles) + 1
    assert names == {path.name.casefold() for path in tmp_path.iterdir()}


def test_write_all_of_no_tables_writes_nothing(tmp_path: Path):
    assert write_all([], tmp_path / "tables") == []


# How a cell is shown


@pytest.mark.parametrize(
    ("cell", "decimals", "shown"),
    [
        (None, 2, "—"),
        (float("nan"), None, "—"),
        (float("inf"), 2, "—"),
        (12345, None, "12345"),
        (12345.0, None, "12345"),
        (0.5, None, "0.5"),
        (1, 2, "1.00"),
        (0.125, 2, "0.13"),
        (2.675, 2, "2.68"),
        (0.5, 0, "1"),
        (-0.5, 0, "-1"),
        (-0.001, 2, "0.00"),
        (1e300, 1, f"{10**300}.0"),
        (5e-324, 2, "0.00"),
        ("", None, ""),
        ("=1", None, "=1"),
        ("a\x00b", None, "ab"),
    ],
)
def test_a_number_is_rounded_half_up_as_it_is_written(cell: Any, decimals: Any, shown: str):
    assert cells.shown(cell, Column("a", "a", decimals)) == shown


@given(st.floats(allow_nan=False, allow_infinity=False), st.integers(0, 6))
def test_a_shown_number_is_the_nearest_with_its_decimals(value: float, decimals: int):
    shown = cells.shown(value, Column("a", "a", decimals))

    assert len(shown.partition(".")[2]) == decimals
    assert abs(float(shown) - value) <= 0.5000001 * 10**-decimals + abs(value) * 1e-12
    assert shown not in {"-0", "-0.0", "-0.00"}


# Spreadsheets


def test_a_sheet_has_a_bold_frozen_header_full_precision_and_empty_for_undefined(tmp_path: Path):
    found = sheet(write(TABLE, tmp_path / "t.xlsx"))

    assert [cell.value for cell in found[1]] == ["编码标识", "编码", "参考点数", "α"]
    assert all(cell.font.bold for cell in found[1])
    assert found.freeze_panes == "A2"
    assert found["D2"].value == 0.12345678901234566
    assert found["D2"].number_format == "0.000"
    assert [found["D3"].value, found["D4"].value] == [None, None]
    assert found["A6"].value == "注：没有单位的编码无法计算。"
    assert found.title == "编码频次"


def test_a_sheets_column_counts_chinese_double(tmp_path: Path):
    widths = sheet(write(TABLE, tmp_path / "t.xlsx")).column_dimensions

    assert widths["C"].width == 2 * len("参考点数") + 2


def test_a_sheets_row_is_as_high_as_its_text(tmp_path: Path):
    heights = sheet(write(TABLE, tmp_path / "t.xlsx")).row_dimensions
    long = sheet(write(WIDE, tmp_path / "w.xlsx")).row_dimensions

    assert [heights[row].height for row in (2, 3, 4)] == [None, None, 30]
    assert long[2].height == 15 * 300 * 2 / 60


def test_text_that_begins_like_a_formula_is_text_in_a_sheet(tmp_path: Path):
    found = sheet(write(HOSTILE, tmp_path / "t.xlsx"))

    texts = [found.cell(row, 1) for row in range(1, 12)]
    assert [cell.data_type for cell in texts] == ["s"] * 11
    assert [cell.value for cell in texts[:4]] == ["=a", "=1+1", "+1", "-1"]
    assert all(cell.quotePrefix for cell in texts[:8])
    assert not texts[8].quotePrefix
    assert found["B2"].value == -1.5
    assert found["A14"].data_type == "s"


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("_x0041_ said", "_x005F_x0041_ said"),
        ("_x00e9_", "_x005F_x00e9_"),
        ("_x0041_x0042_", "_x005F_x0041_x005F_x0042_"),
        ("__x0041__", "__x005F_x0041__"),
        ("_x005F_x0041_", "_x005F_x005F_x005F_x0041_"),
        ("_x41_ _X0041_ x0041_", "_x41_ _X0041_ x0041_"),
        ("a\x07b", "a_x0007_b"),
        ("a\rb", "a_x000D_b"),
        ("a\tb", "a\tb"),
    ],
)
def test_a_text_like_an_escape_of_excel_stays_that_text(said: str, kept: str, tmp_path: Path):
    """Excel reads ``_x0041_`` as A, so its underscore is written as an escape; so are controls."""
    table = Table("t", "t", (Column("a", said),), ({"a": said},), (said,))
    file = write(table, tmp_path / "t.xlsx")

    with zipfile.ZipFile(file) as archive:
        inside = archive.read("xl/worksheets/sheet1.xml").decode()
    assert inside.count(f"{kept}</t>") == 3
    found = sheet(file)
    assert [unescape(found[it].value) for it in ("A1", "A2")] == [said] * 2
    assert unescape(found["A4"].value).endswith(said)
    for suffix in ("csv", "md"):
        text = write(table, tmp_path / f"t.{suffix}").read_text(encoding="utf-8")
        assert (kept in text.replace("\\", "")) == (kept == said)


@given(st.text(st.sampled_from("_x041Fa字")), st.integers(0, 12))
def test_no_escape_is_cut_at_the_end_of_a_cell(text: str, length: int):
    whole = _escaped(text)
    assert unescape(whole) == text
    part = _escaped(text, length)
    assert len(part) <= length
    assert text.startswith(unescape(part))


def test_text_longer_than_an_excel_cell_is_cut_and_a_note_says_so(tmp_path: Path):
    long = Table("t", "t", (Column("a", "a"),), ({"a": "字" * 40_000},))
    found = sheet(write(long, tmp_path / "t.xlsx"))

    assert len(found["A2"].value) == 32_767
    assert "1 格文字超过" in found["A4"].value


def test_csv_has_a_byte_order_mark_and_full_precision_and_no_notes(tmp_path: Path):
    data = write(TABLE, tmp_path / "t.csv").read_bytes()

    assert data.startswith(b"\xef\xbb\xbf")
    assert data.count(b"\r\n") == 4
    rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    assert rows == [
        ["编码标识", "编码", "参考点数", "α"],
        ["a", "组织构建", "12345", "0.12345678901234566"],
        ["b", "责任性", "0", ""],
        ["c", "一|二\n<b>三</b> 😀𠮷", "2", ""],
    ]


def test_csv_puts_an_apostrophe_before_what_a_spreadsheet_would_run(tmp_path: Path):
    text = write(HOSTILE, tmp_path / "t.csv").read_bytes().decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text, newline="")))

    assert rows[0] == ["'=a", "乙"]
    assert [row[0] for row in rows[1:]] == [
        *("'=1+1", "'+1", "'-1", "'@SUM(A1)", "'\t=1", "'\r=1", "'＝1+1"),
        *("普通", "#N/A", "'x", "坏字\x0b符\ufffe"),
    ]
    assert rows[1][1] == "-1.5"


# Markdown and JSON


def test_markdown_is_a_titled_table_in_which_text_is_never_markup(tmp_path: Path):
    text = write(TABLE, tmp_path / "t.md").read_text(encoding="utf-8")

    assert text.split("\n") == [
        "**编码频次**",
        "",
        "| 编码 | 参考点数 | α |",
        "| :--- | ---: | ---: |",
        "| 组织构建 | 12345 | 0.123 |",
        "| 责任性 | 0 | — |",
        r"| 一\|二<br>&lt;b&gt;三&lt;/b&gt; 😀𠮷 | 2 | — |",
        "",
        "注：没有单位的编码无法计算。",
        "",
        "编码本：第 1 版。",
        "",
    ]


@given(st.text("|\\`*_[]<>&\n\r\x85\u2028 字"))
def test_every_markdown_row_is_one_line_with_its_own_pipes_only(text: str):
    table = Table("t", "t", (Column("a", "a"), Column("b", "b")), ({"a": text, "b": text},))
    lines = WRITERS[".md"](table, language="zh").decode().split("\n")

    assert len(lines) == 6
    assert len(lines[4].splitlines()) == 1
    assert lines[4].replace("\\\\", "").replace("\\|", "").count("|") == 3


def test_json_is_the_table_for_programs(tmp_path: Path):
    found = json.loads(write(TABLE, tmp_path / "t.json").read_text(encoding="utf-8"))

    assert found == TABLE.to_json()
    assert found["rows"][0]["alpha"] == 0.12345678901234566
    assert json.loads(write(HOSTILE, tmp_path / "h.json").read_bytes())["rows"][-1]["b"] is None
