"""Tables of what was said: a row an utterance, or a row a person."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import openpyxl
import pytest

from qualcode.errors import InputError
from qualcode.ingest.utterance_tables import SpokenSheet, record_of
from qualcode.ingest.workbooks import read_table, read_workbook

if TYPE_CHECKING:
    from qualcode.ingest.utterances import Record


def read(*rows: str) -> Record:
    """Read one sheet whose cells are separated by bars."""
    cells = [tuple(row.split("|")) for row in rows]
    return record_of([SpokenSheet("", tuple(cells))], "a.csv")


def said(record: Record) -> list[tuple[str | None, str]]:
    return [(it.speaker, it.words) for it in record.utterances]


@pytest.mark.parametrize(
    "head", ["说话人|文本", "Speaker|Text", "角色|发言内容", "speaker_label|transcript"]
)
def test_a_row_is_an_utterance(head: str) -> None:
    assert said(read(head, "甲|好吗？", "乙|好。", "甲|走。")) == [
        ("甲", "好吗？"),
        ("乙", "好。"),
        ("甲", "走。"),
    ]


def test_an_empty_speaker_goes_on() -> None:
    assert said(read("speaker|text", "甲|好。", "|很好。", "乙|走。")) == [
        ("甲", "好。\n很好。"),
        ("乙", "走。"),
    ]


def test_times_may_stand_now_and_then() -> None:
    record = read("timestamp|speaker|words", "[0:05]|甲|好吗？", "|乙|好。", "[01:00:03]|甲|走。")
    assert [it.start for it in record.utterances] == [5, None, 3603]


def test_columns_of_codes_are_named_and_other_columns_too() -> None:
    record = read("speaker|text|tags|Code 2|remark", "甲|好。|work|x|loud", "乙|走。|||")
    assert record.codings == ("tags", "Code 2")
    assert record.columns == ("remark",)


def test_labels_in_the_cells_are_read_and_a_numbered_row_begins_an_interview() -> None:
    record = read(
        "逐字稿|编码", "P 1|", "A: 好吗？|", "B: 好。|规则", "P 2|", "A: 谁管？|", "B: 物业。|"
    )
    assert said(record) == [("A", "好吗？"), ("B", "好。"), ("A", "谁管？"), ("B", "物业。")]
    assert [it.heading for it in record.utterances] == ["P 1", "", "P 2", ""]
    assert record.codings == ("编码",)


def test_a_second_coders_sheet_adds_nothing_but_its_codes() -> None:
    rows = (("speaker", "text", "code"), ("甲", "好。", "x"), ("乙", "走。", ""))
    apart = (rows[0], ("", "", ""), rows[1], ("", "", ""), rows[2])
    record = record_of([SpokenSheet("A", rows), SpokenSheet("B", apart)], "a.xlsx")
    assert said(record) == [("甲", "好。"), ("乙", "走。")]
    assert record.codings == ("A: code", "B: code")


def test_a_row_a_person_is_read_by_its_questions_and_no_answer_is_none() -> None:
    record = read(
        "编号|性别|为什么参加？|还想说什么", "01|女|因为楼里有事。|", "02|男||没有别的要说的了"
    )
    assert said(record) == [("01", "因为楼里有事。"), ("02", "没有别的要说的了")]
    assert [it.heading for it in record.utterances] == ["为什么参加？", "还想说什么"]
    assert record.left_out == {"unanswered": 2}
    assert record.columns == ("性别",)


def test_three_rows_of_headings_are_headings() -> None:
    record = read(
        "StartDate|ResponseId|Q1|Q2",
        "Start Date|Response ID|Why did you start?|How old are you?",
        '{"ImportId":"startDate"}|{"ImportId":"_recordId"}|{"ImportId":"QID1"}|{"ImportId":"QID2"}',
        "2026-01-02|R_1|For the company of others.|34",
        "2026-01-03|R_2|No idea.|51",
    )
    assert said(record) == [("R_1", "For the company of others."), ("R_2", "No idea.")]
    assert record.utterances[0].heading == "Q1 Why did you start?"


@pytest.mark.parametrize(
    "rows",
    [
        ("Dokument|Kod|Segment", "1|x|好"),
        ("文档名|代码|片段|作者", "访谈1|规模|我们这儿有十二栋楼|甲"),
        (
            "K|K2|Gr|D|K3|Początek|Koniec|W|S|Obszar|Pokrycie|Autor",
            "●|||w1|x|1|1|0|mieszkamy tu|17|0.9|甲",
        ),
    ],
)
def test_a_table_of_codings_is_named_as_that(rows: tuple[str, ...]) -> None:
    with pytest.raises(InputError, match=r"codings|columns"):
        read(*rows)


@pytest.mark.parametrize("rows", [("a|b",), ("a|b", "|"), ("year|n", "2020|3", "2021|4")])
def test_a_table_in_which_nobody_speaks_is_refused_with_the_columns_to_name(
    rows: tuple[str, ...],
) -> None:
    with pytest.raises(InputError, match=r"headings|text"):
        read(*rows)


def test_a_formula_counts_by_its_value_and_dates_are_text() -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (["speaker", "text"], ["甲", 12], ["乙", "=1+1"], ["甲", True]):
        sheet.append(row)
    data = io.BytesIO()
    book.save(data)
    # nobody has calculated this file: the formula has no value, and the row is counted as empty
    written = read_workbook(data.getvalue(), "a.xlsx")
    assert [written.text[it.start : it.end] for it in written.said] == ["12", "TRUE"]
    assert written.left_out == {"empty": 1}


@pytest.mark.parametrize(
    "data", [b"", b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"words"]
)
def test_what_is_no_workbook_is_refused_in_one_sentence(data: bytes) -> None:
    with pytest.raises(InputError, match="workbook"):
        read_workbook(data, "a.xlsx")


def test_a_guard_against_formulas_is_taken_off() -> None:
    written = read_table("speaker,text\n甲,'=好\n乙,走\n".encode(), "a.csv")
    assert [written.text[it.start : it.end] for it in written.said] == ["=好", "走"]
