"""Tables that are none of ratings are refused with a cure, and rows that are no units with them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from calculator_material import file

from qualcode.errors import InputError
from qualcode.ingest.ratings import read_ratings

if TYPE_CHECKING:
    from pathlib import Path

PAIRS = ["11", "22", "21", "12", "22", "11", "22", "11"]


def table(head: str, *, last: str = "", first: str = "") -> str:
    """Return ratings with the numbers of paragraphs in front, and one row more."""
    rows = [f"{n},{a},{b}" for n, (a, b) in enumerate(PAIRS, start=1)]
    return "\n".join([head, *filter(None, [first]), *rows, *filter(None, [last])]) + "\n"


@pytest.mark.parametrize(
    "text",
    [
        "coder,u1,u2,u3,u4\n甲,1,2,1,2\n乙,1,2,2,2\n",
        "编码员,1,2,3,4,5\n甲,1,2,1,2,1\n乙,1,2,2,2,1\n",
        ",1,2,3,4,5\n甲,1,2,1,2,1\n乙,1,2,2,2,1\n",
        ",段落1,段落2,段落3\n王芳,1,2,1\n李娜,1,2,2\n",
        "姓名,題1,題2,題3\n王芳,1,2,1\n李娜,1,2,2\n",
        "rater,Item 1,Item 2,Item 3\nAnna,1,2,1\nMax,1,2,2\n",
    ],
)
def test_a_table_with_coders_in_its_rows_is_refused(tmp_path: Path, text: str) -> None:
    """Its columns would be taken for coders, and its two coders for two units."""
    with pytest.raises(InputError, match=r"turn the table, or .*--coders \S+") as caught:
        read_ratings(file(tmp_path, text))
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    "heads", ["1,2", "r1,r2", "P1,P2", "第1轮,第2轮", "wave 1,wave 2", "t1,t2"]
)
def test_coders_and_rounds_with_numbers_are_no_units(tmp_path: Path, heads: str) -> None:
    assert len(read_ratings(file(tmp_path, table(f"段落,{heads}"))).coders) == 2


@pytest.mark.parametrize(
    ("heads", "cure"),
    [
        ("信任_甲,信任_乙,规则_甲,规则_乙", "--coders 信任_甲 信任_乙"),
        ("甲_信任,甲_规则,乙_信任,乙_规则", "--coders 甲_信任 乙_信任"),
        ("trust.A,trust.B,rules.A,rules.B", "--coders trust.A trust.B"),
        ("信任 - 王芳,信任 - 李娜,规则 - 王芳,规则 - 李娜", '--coders "信任 - 王芳" "信任 - 李娜"'),
    ],
)
def test_columns_of_several_codes_are_not_four_coders(
    tmp_path: Path, heads: str, cure: str
) -> None:
    rows = "".join(f"{','.join(pair + pair[::-1])}\n" for pair in PAIRS)
    with pytest.raises(InputError, match="one code at a time") as caught:
        read_ratings(file(tmp_path, f"{heads}\n{rows}"))
    assert cure in str(caught.value)
    first = cure.removeprefix("--coders ").replace('" "', "|").replace('"', "")
    names = first.split("|") if "|" in first else first.split()
    assert read_ratings(file(tmp_path, f"{heads}\n{rows}"), names).coders == tuple(names)


def test_a_table_of_counts_is_refused(tmp_path: Path) -> None:
    """As two coders' codes are set against each other."""
    with pytest.raises(InputError, match="table of counts"):
        read_ratings(file(tmp_path, ",信任,规则\n信任,12,2\n规则,3,9\n"))


def test_ratings_without_a_line_of_names_are_refused(tmp_path: Path) -> None:
    text = "信任,规则\n规则,规则\n信任,信任\n规则,信任\n"
    with pytest.raises(InputError, match="stands among the ratings too"):
        read_ratings(file(tmp_path, text))
    assert len(read_ratings(file(tmp_path, text), ("信任", "规则")).cells) == 3


@pytest.mark.parametrize(
    ("last", "words"),
    [
        ("合计,13,12", "called 合计"),
        ("總計：,13,12", "called 總計"),
        ("Grand total,13,12", "called Grand total"),
        ("一致率,75%,", "called 一致率"),
        ("Kappa=0.5,,", "called Kappa=0.5"),
        ("注：1=有，2=无,,", "called 注"),
        (",13,12", "nothing under 段落"),
        (",75%,", "nothing under 段落"),
    ],
)
def test_a_row_that_is_no_unit_is_refused_with_its_line(
    tmp_path: Path, last: str, words: str
) -> None:
    """Also where somebody named the coders."""
    path = file(tmp_path, table("段落,甲,乙", last=last))
    for coders in ((), ("甲", "乙")):
        with pytest.raises(InputError, match=r"line 10: every row must be a unit") as caught:
            read_ratings(path, coders)
        assert words in str(caught.value)


@pytest.mark.parametrize("last", ["12,12", "1.5,1.5", "kappa,0.5", "合计,"])
def test_a_row_of_sums_is_no_unit_where_no_column_names_units(tmp_path: Path, last: str) -> None:
    rows = "".join(f"{a},{b}\n" for a, b in PAIRS)
    with pytest.raises(InputError, match=r"line 10: every row must be a unit"):
        read_ratings(file(tmp_path, f"甲,乙\n{rows}{last}\n"))
    assert len(read_ratings(file(tmp_path, f"甲,乙\n{rows}")).cells) == 8


def test_a_second_line_of_headings_is_no_unit(tmp_path: Path) -> None:
    path = file(tmp_path, table("段落,编码员1,编码员2", first=",王芳,李娜"))
    with pytest.raises(InputError, match=r"line 2: every row must be a unit"):
        read_ratings(path)


@pytest.mark.parametrize("last", ["9,2,2", "result,2,2", "第9段的合计数,2,2", "n,1,1", "9,,"])
def test_a_last_row_that_is_a_unit_is_read(tmp_path: Path, last: str) -> None:
    text = table("原文,甲,乙", last=last.replace("result", "a good result"))
    assert len(read_ratings(file(tmp_path, text)).cells) == 9


def test_numbers_of_paragraphs_that_stand_once_for_several_rows_are_no_fault(
    tmp_path: Path,
) -> None:
    """As merged cells are written."""
    rows = "".join(f"{n if n % 3 == 0 else ''},{a},{b}\n" for n, (a, b) in enumerate(PAIRS))
    assert len(read_ratings(file(tmp_path, f"段落,甲,乙\n{rows}")).cells) == 8
