"""A table in Word: three rules, both fonts, the sizes of a journal, a page that it fits."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from export_material import EMPTY, TABLE, WIDE, W, document, xml
from hypothesis import given
from hypothesis import strategies as st

from qualcode import cells
from qualcode.cells import shown
from qualcode.export import layout, write, write_all
from qualcode.export.word import render
from qualcode.i18n import LANGUAGES, tr
from qualcode.table import Column, Table

if TYPE_CHECKING:
    from pathlib import Path

    from qualcode.i18n import Language


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


def body(path: Path) -> list[list[list[str]]]:
    return [[[it.text for it in row.cells] for row in t.rows] for t in document(path).tables]


@pytest.mark.parametrize("language", LANGUAGES)
def test_columns_in_which_no_row_has_a_value_are_not_printed_but_named(
    language: Language, tmp_path: Path
):
    """On paper alone: who asks for every column, or takes the data, gets all of them."""
    empty = (Column("x", "下限", decimals=3), Column("y", "方法"))
    rows = tuple(
        {**row, "x": [None, float("nan"), float("inf")][n], "y": " "}
        for n, row in enumerate(TABLE.rows)
    )
    table = replace(TABLE, columns=(*TABLE.columns, *empty), rows=rows)
    path = write(table, tmp_path / "t.docx", language=language)
    assert body(path)[0][0] == ["编码", "参考点数", "α"]
    note = tr(
        "table.empty_columns",
        language,
        n=2,
        names=tr("note.comma", language).join(["下限", "方法"]),
    )
    assert document(path).paragraphs[-1].text == note
    text = write(table, tmp_path / "t.md", language=language).read_text(encoding="utf-8")
    assert note in text
    assert "| 下限" not in text
    whole = write(table, tmp_path / "w.docx", language=language, detail=True)
    assert body(whole)[0][0] == [it.label for it in table.columns]
    assert note not in [it.text for it in document(whole).paragraphs]
    cells = write(table, tmp_path / "t.csv", language=language).read_text(encoding="utf-8-sig")
    assert cells.splitlines()[0].split(",") == [it.label for it in table.columns]


def test_a_table_of_nothing_but_empty_columns_is_printed_whole(tmp_path: Path):
    table = Table("t", "t", (Column("a", "甲"), Column("b", "乙")), ({}, {"a": None}))
    assert body(write(table, tmp_path / "t.docx"))[0][0] == ["甲", "乙"]


@given(
    st.lists(st.floats(-1e12, 1e12), min_size=1, max_size=60),
    st.integers(0, 3),
)
def test_no_number_is_ever_broken_however_many_columns_there_are(
    values: list[float], decimals: int
):
    """A table that is wider than the page goes on below, with the columns that name its rows."""
    columns = tuple(Column(f"c{n}", f"第{n}列", decimals=decimals) for n in range(len(values)))
    row = {"label": "组织构建", **{f"c{n}": it for n, it in enumerate(values)}}
    table = Table("t", "t", (Column("label", "编码"), *columns), (row,))
    made = document(io.BytesIO(render(table)))
    there: list[str] = []
    for part in made.tables:
        heads, cells = ([it.text for it in line.cells] for line in part.rows)
        assert (heads[0], cells[0]) == ("编码", "组织构建")
        there += cells[1:]
        for column, said in zip(part.columns, cells, strict=True):
            room = column.width.twips - 2 * layout.MARGIN
            assert room >= len(said) * layout.HALF
    assert there == [shown(it, column) for it, column in zip(values, columns, strict=True)]
    assert len(made.tables) == sum("续表" in it.text for it in made.paragraphs) + 1


def test_a_word_file_has_no_trace_of_its_template(tmp_path: Path):
    path = write(TABLE, tmp_path / "t.docx")
    with zipfile.ZipFile(path) as archive:
        assert not [name for name in archive.namelist() if "thumbnail" in name]
        assert b"python-docx" not in archive.read("docProps/core.xml")


def extent(column: list[str]) -> layout.Extent:
    label, *texts = column
    return layout.Extent.of(label, texts, [cells.width(it) for it in texts])


@given(
    st.lists(
        st.tuples(st.booleans(), st.lists(st.text("字 ab1", max_size=80), min_size=1, max_size=4)),
        min_size=1,
        max_size=14,
    ),
    st.integers(2_000, 14_000),
)
def test_the_columns_always_fill_the_page_and_each_has_room(drawn: Any, page: int):
    extents = [extent(column) for _, column in drawn]
    widths = layout.share(extents, [number for number, _ in drawn], page)

    assert sum(widths) == page
    assert all(width > 0 for width in widths)


def test_a_quotation_gets_more_room_than_a_label_and_no_word_is_broken():
    label, quote, number = layout.share(
        [extent(it * 5) for it in (["Code", "Responsibility"], ["Quote", "字" * 200], ["n", "1"])],
        [False, False, True],
        9_000,
    )

    assert quote > 2 * label > 0
    assert label >= len("Responsibility") * layout.HALF
    assert number < label
