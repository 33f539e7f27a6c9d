"""A table is written in every format a paper needs, and is the same table in each."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.errors import InputError, ProjectError
from qualcode.export import WRITERS, cells, layout, write, write_all
from qualcode.i18n import LANGUAGES
from qualcode.table import Column, Table

if TYPE_CHECKING:
    from pathlib import Path

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
TABLE = Table(
    "frequency",
    "编码频次",
    (
        Column("code", "编码标识", detail=True),
        Column("label", "编码"),
        Column("references", "参考点数"),
        Column("alpha", "α", decimals=3),
    ),
    (
        {"code": "a", "label": "组织构建", "references": 12345, "alpha": 0.12345678901234566},
        {"code": "b", "label": "责任性", "references": 0, "alpha": None},
        {"code": "c", "label": "一|二\n<b>三</b> 😀𠮷", "references": 2, "alpha": float("nan")},
    ),
    ("没有单位的编码无法计算。", "编码本：第 1 版。"),
)
STARTS = ("=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "＝1+1", "普通", "#N/A", "'x")
HOSTILE = Table(
    "hostile",
    "=cmd|'/c calc'!A1",
    (Column("a", "=a"), Column("b", "乙")),
    (
        *({"a": text, "b": -1.5} for text in STARTS),
        {"a": "坏\x00字\x0b符\ud800\ufffe", "b": float("inf")},
    ),
    ("=HYPERLINK(1)",),
)
WIDE = Table(
    "wide",
    "宽表",
    tuple(Column(f"c{i}", f"第{i}列") for i in range(10)),
    ({"c0": "字" * 300, "c1": 1},),
)
EMPTY = Table("empty", "空表", (Column("a", "甲"), Column("b", "乙")))
NOTHING_BUT_DETAIL = Table("detail", "细", (Column("a", "甲", detail=True),), ({"a": "x"},))
EVERY = [TABLE, HOSTILE, WIDE, EMPTY, NOTHING_BUT_DETAIL]


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def document(path: Path) -> Any:
    from docx import Document

    return Document(str(path))


def sheet(path: Path) -> Any:
    from openpyxl import load_workbook

    return load_workbook(path).active


def xml(path: Path, part: str = "word/document.xml") -> Any:
    from lxml import etree

    with zipfile.ZipFile(path) as archive:
        return etree.fromstring(archive.read(part))


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
    text = "".join(xml(path, part).itertext()) if part else path.read_text(encoding="utf-8")

    assert "😀𠮷" in text


def test_the_date_of_an_export_is_no_part_of_it(tmp_path: Path):
    for suffix in (".docx", ".xlsx"):
        with zipfile.ZipFile(write(TABLE, tmp_path / f"t{suffix}")) as archive:
            assert {entry.date_time for entry in archive.infolist()} == {(2000, 1, 1, 0, 0, 0)}
            core = archive.read("docProps/core.xml").decode()
        assert core.count("2000-01-01T00:00:00Z") == 2


def test_an_unknown_ending_names_the_known_ones(tmp_path: Path):
    with pytest.raises(InputError, match=r"\.docx, \.xlsx, \.csv, \.md, \.json.*'\.pdf'"):
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


# Word


def test_the_caption_is_bold_and_its_number_is_one_full_width_space_away(tmp_path: Path):
    caption = document(write(TABLE, tmp_path / "t.docx")).paragraphs[0]

    assert caption.text == "表1　编码频次"
    assert caption.alignment == 1
    assert caption.style.font.bold
    assert caption.style.font.size.pt == 10.5


def test_both_fonts_are_set_on_every_run(tmp_path: Path):
    path = write(TABLE, tmp_path / "t.docx")
    runs = list(xml(path).iter(f"{W}r"))

    assert len(runs) == 1 + 4 * 3 + 2
    for run in runs:
        fonts = run.find(f"{W}rPr/{W}rFonts")
        assert fonts.get(f"{W}ascii") == fonts.get(f"{W}hAnsi") == "Times New Roman"
    east = [run.find(f"{W}rPr/{W}rFonts").get(f"{W}eastAsia") for run in runs]
    assert east == ["黑体", *["宋体"] * (len(runs) - 1)]


def test_the_styles_of_the_document_name_both_fonts_and_no_theme(tmp_path: Path):
    styles = xml(write(TABLE, tmp_path / "t.docx"), "word/styles.xml")
    every = list(styles.iter(f"{W}rFonts"))

    assert styles.find(f"{W}docDefaults").iter(f"{W}rFonts")
    assert all(fonts.get(f"{W}eastAsia") in {"宋体", "黑体"} for fonts in every)
    assert all(fonts.get(f"{W}ascii") == "Times New Roman" for fonts in every)
    assert not [name for fonts in every for name in fonts.attrib if "heme" in name]
    assert {language.get(f"{W}eastAsia") for language in styles.iter(f"{W}lang")} == {"zh-CN"}


@pytest.mark.parametrize(("kind", "size"), [("Caption", "21"), ("Cell", "18"), ("Note", "15")])
def test_caption_cells_and_notes_have_the_journals_sizes(kind: str, size: str, tmp_path: Path):
    styles = xml(write(TABLE, tmp_path / "t.docx"), "word/styles.xml")
    style = styles.find(f"{W}style[@{W}styleId='Qualcode{kind}']")

    assert style.find(f"{W}rPr/{W}sz").get(f"{W}val") == size


def test_the_table_has_three_rules_and_no_other(tmp_path: Path):
    root = xml(write(TABLE, tmp_path / "t.docx"))
    borders = root.find(f".//{W}tblBorders")
    rules = {side.tag.removeprefix(W): side.get(f"{W}sz") for side in borders}

    assert rules == {
        "top": "12",
        "bottom": "12",
        **dict.fromkeys(("left", "right", "insideH", "insideV")),
    }
    cell_rules = [rule for box in root.iter(f"{W}tcBorders") for rule in box]
    assert [(rule.tag, rule.get(f"{W}sz")) for rule in cell_rules] == [(f"{W}bottom", "6")] * 3
    assert (
        cell_rules[0].getparent().getparent().getparent().getparent().find(f"{W}trPr") is not None
    )


def test_a_table_without_rows_still_ends_in_a_heavy_rule(tmp_path: Path):
    root = xml(write(EMPTY, tmp_path / "t.docx"))

    assert {r.get(f"{W}sz") for box in root.iter(f"{W}tcBorders") for r in box} == {"12"}


def test_the_header_row_repeats_and_no_row_is_split(tmp_path: Path):
    rows = list(xml(write(TABLE, tmp_path / "t.docx")).iter(f"{W}tr"))

    repeats = [row.find(f"{W}trPr/{W}tblHeader") is not None for row in rows]
    assert repeats == [True, False, False, False]
    assert all(row.find(f"{W}trPr/{W}cantSplit") is not None for row in rows)


def test_word_rounds_shows_undefined_as_a_dash_and_leaves_detail_out(tmp_path: Path):
    table = document(write(TABLE, tmp_path / "t.docx")).tables[0]

    assert [[cell.text for cell in row.cells] for row in table.rows] == [
        ["编码", "参考点数", "α"],
        ["组织构建", "12345", "0.123"],
        ["责任性", "0", "—"],
        ["一|二\n<b>三</b> 😀𠮷", "2", "—"],
    ]
    asked = document(write(TABLE, tmp_path / "d.docx", detail=True)).tables[0]
    assert [cell.text for cell in asked.rows[0].cells] == ["编码标识", "编码", "参考点数", "α"]


def test_numbers_are_right_aligned_and_text_is_left(tmp_path: Path):
    row = list(xml(write(TABLE, tmp_path / "t.docx")).iter(f"{W}tr"))[1]
    sides = [p.find(f"{W}pPr/{W}jc") for p in row.iter(f"{W}p")]

    assert [None if side is None else side.get(f"{W}val") for side in sides] == [
        None,
        "right",
        "right",
    ]


def test_a_column_of_numbers_that_are_all_undefined_is_still_of_numbers():
    assert cells.numeric(Column("a", "a", 2), [{"a": None}])
    assert not cells.numeric(Column("a", "a"), [{"a": None}])
    assert not cells.numeric(Column("a", "a", 2), [{"a": 1.0}, {"a": "x"}])


def test_the_notes_stand_below_one_paragraph_each(tmp_path: Path):
    body = xml(write(TABLE, tmp_path / "t.docx")).find(f"{W}body")
    texts = ["".join(element.itertext()) for element in body if element.tag != f"{W}sectPr"]

    assert texts[0] == "表1　编码频次"
    assert texts[2:] == ["注：没有单位的编码无法计算。", "编码本：第 1 版。"]
    english = document(write(TABLE, tmp_path / "e.docx", language="en"))
    assert english.paragraphs[1].text == "Note. 没有单位的编码无法计算。"


@pytest.mark.parametrize(("table", "wide"), [(TABLE, False), (WIDE, True)])
def test_the_page_is_a4_and_turns_when_there_are_many_columns(
    table: Table, wide: bool, tmp_path: Path
):
    section = document(write(table, tmp_path / "t.docx")).sections[0]

    sides = (round(section.page_width.mm), round(section.page_height.mm))
    assert sides == ((297, 210) if wide else (210, 297))


def test_upright_and_wide_tables_keep_their_pages_in_one_document(tmp_path: Path):
    path = write_all([TABLE, TABLE, WIDE, TABLE], tmp_path)[-1]
    sections = document(path).sections

    assert [section.page_width > section.page_height for section in sections] == [
        False,
        True,
        False,
    ]


def test_a_word_file_has_no_trace_of_its_template(tmp_path: Path):
    path = write(TABLE, tmp_path / "t.docx")
    with zipfile.ZipFile(path) as archive:
        assert not [name for name in archive.namelist() if "thumbnail" in name]
        assert b"python-docx" not in archive.read("docProps/core.xml")


@given(
    st.lists(
        st.tuples(st.booleans(), st.lists(st.text("字 ab1", max_size=80), min_size=1, max_size=4)),
        min_size=1,
        max_size=14,
    ),
    st.integers(2_000, 14_000),
)
def test_the_columns_always_fill_the_page_and_each_has_room(drawn: Any, page: int):
    widths = layout.share([column for _, column in drawn], [number for number, _ in drawn], page)

    assert sum(widths) == page
    assert all(width > 0 for width in widths)


def test_a_quotation_gets_more_room_than_a_label_and_no_word_is_broken():
    label, quote, number = layout.share(
        [["Code", "Responsibility"] * 5, ["Quote", "字" * 200] * 5, ["n", "1"] * 5],
        [False, False, True],
        9_000,
    )

    assert quote > 2 * label > 0
    assert label >= len("Responsibility") * layout.HALF
    assert number < label


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
        *("普通", "#N/A", "'x", "坏字符"),
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
