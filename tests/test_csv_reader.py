"""One reader for every CSV: separators, encodings, headings, and what is refused by name."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.errors import InputError
from qualcode.export.plain import csv_bytes
from qualcode.ingest.lines import lines_of
from qualcode.ingest.ratings import read_ratings
from qualcode.ingest.rows import grid
from qualcode.table import Column, Table
from qualcode.text.guard import guarded, is_formula, unguarded

if TYPE_CHECKING:
    from pathlib import Path

    from qualcode.project import Project

HEADS = {
    "english": "transcript{0}start{0}end{0}code{0}coder",
    "simplified": "访谈稿{0}起点{0}终点{0}编码{0}编码者",
    "traditional": "訪談稿{0}起點{0}終點{0}編碼{0}編碼者",
    "full width": "\u200bＴｒａｎｓｃｒｉｐｔ{0}START{0} e n d {0}Code{0}coder",
}
ROW = "interview_1{0}22{0}40{0}legitimacy{0}A"
HOSTILE = st.text(
    st.one_of(
        st.sampled_from("='+-@\t\n\",;＝＋'\ufeff\x85\u2028\x0b\x1b😀𠮷_x0041"),
        st.characters(exclude_categories=("Cs",), exclude_characters="\0\r"),
    ),
    max_size=8,
)


@pytest.mark.parametrize("coded", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
@pytest.mark.parametrize("separator", [",", "\t", ";"])
@pytest.mark.parametrize("head", HEADS.values(), ids=HEADS)
def test_separators_headings_and_encodings_are_read(
    project: Project, tmp_path: Path, head: str, separator: str, coded: str
) -> None:
    note = f"{separator}原文\n{ROW.format(separator)}{separator}\n"
    (tmp_path / "in.csv").write_bytes(f"{head.format(separator)}{note}".encode(coded))
    assert project.codings.import_csv(tmp_path / "in.csv").new == 1
    [coding] = project.codings.of("A")
    assert (coding.start, coding.end, coding.code) == (22, 40, "legitimacy")


def test_big5_line_ends_of_old_machines_and_a_told_separator_are_read() -> None:
    data = "訪談稿,編碼者\r第一篇訪談,王小姐與陳先生\r\r".encode("big5")
    [line] = lines_of(data, "t.csv", ("transcript", "coder"))
    assert (line["transcript"], line["coder"]) == ("第一篇訪談", "王小姐與陳先生")
    [line] = lines_of(b"sep=;\r\ncoder;transcript\r\na,b;c\r\n", "t.csv", ("transcript",))
    assert (line.place.said(), line["coder"]) == ("t.csv line 3", "a,b")


BAD = {
    'a,b\n1,2\n"1,2\n3,4\n': "line 3: every quotation mark must be closed",
    'a,b\n"1"x,2\n': "line 2: after a closing quotation mark",
    "a，b\n1，2\n": "separates them by '，'",
    "a|b\n1|2\n": "separates them by '|'",
    "sep=|\na|b\n1|2\n": "separates them by '|'",
    "a\n1\n": "one column only",
    "a,b\n\n1\n": "line 3 must have 2 cells as the first line has, but has 1",
    "a,b\n1,2,3\n": "line 2 must have 2 cells as the first line has, but has 3",
    "a,a\n1,2\n": "each column once",
    "transcript,访谈稿\n1,2\n": "'transcript' and '访谈稿' are the same column",
    "a,\n1,2\n": "column 2 has cells and no name",
    "a,c\n1,2\n": "b is missing in its first line, which has a, c",
    "a,b,备注\n1,2,3\n": "its first line has 备注 too",
    "a,b\n,2\n": "line 2: a must not be empty",
    "a,b\n": "must hold rows",
    "a,b\n1,\0\n": "0x00",
}


@pytest.mark.parametrize(("text", "words"), BAD.items())
def test_what_is_wrong_with_a_file_is_named(text: str, words: str) -> None:
    with pytest.raises(InputError) as caught:
        lines_of(text.encode(), "t.csv", ("a", "b"), ())
    assert words in str(caught.value)


def test_the_calculator_refuses_what_the_imports_refuse(tmp_path: Path) -> None:
    (tmp_path / "r.csv").write_text('单位;甲;乙\n1;1;2\n2;"1;2\n', encoding="utf-8")
    with pytest.raises(InputError, match=r"r\.csv line 3: every quotation mark"):
        read_ratings(tmp_path / "r.csv")


@given(HOSTILE)
def test_a_guard_is_taken_off_again_whatever_the_text_begins_with(text: str) -> None:
    assert unguarded(guarded(text)) == text
    assert not is_formula(guarded(text))


@given(st.lists(st.tuples(HOSTILE, HOSTILE), min_size=1, max_size=4))
def test_any_text_that_is_exported_is_read_again(rows: list[tuple[str, str]]) -> None:
    columns = (Column("n", "n"), Column("a", "a"), Column("b", "b"))
    cells = tuple({"n": str(n), "a": a, "b": b} for n, (a, b) in enumerate(rows))
    lines = lines_of(csv_bytes(Table("t", "t", columns, cells)), "t.csv", ("n",))
    assert [(line["a"], line["b"]) for line in lines] == rows


def test_lines_are_those_on_which_rows_begin() -> None:
    table = grid(b'a,b\n"1\n1",2\n\n3,4\n', "t.csv")
    assert (table.lines, table.cells[0][0]) == ((2, 5), "1\n1")
