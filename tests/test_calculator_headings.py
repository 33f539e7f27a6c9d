"""Who is a coder in a table: what headings say, what they do not, and coders who rated little."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import pytest
from calculator_material import file

from qualcode.agreement import calculator
from qualcode.agreement.calculator.headings import aside_of_ratings
from qualcode.errors import InputError
from qualcode.ingest.ratings import read_ratings
from qualcode.ingest.spans import read_spans

if TYPE_CHECKING:
    from pathlib import Path

    from qualcode.agreement.calculator import RatingSheet

A, B = list("1123213122131"), list("1122213132131")
CELLS = {
    "running": [str(n) for n in range(1, 14)],
    "ratings": list("3122113212331"),
    "texts": [f"第{n}句话" for n in range(13)],
    "constant": ["1"] * 13,
    "empty": [""] * 13,
    "agreement": ["1" if a == b else "0" for a, b in zip(A, B, strict=True)],
    "groups": [str(n // 5 + 1) for n in range(13)],
    "sums": [str(int(a) + int(b)) for a, b in zip(A, B, strict=True)],
}
"""What a column may hold that is no coder's."""
KNOWN = [
    "段落",
    "No.",
    "单位编号",
    "样本",
    "case_id",
    "句子",
    "访谈",
    "interview",
    "speaker",
    "备注",
    "合计",
    "访谈编号",
    "页码",
    "row",
    "unit_id",
    "notes",
    "总计",
    "一致",
    "是否一致",
    "agreement",
    "final",
    "consensus",
    "Unnamed: 0",
    "Unit ID",
    "UnitID",
    "ParticipantID",
    "record_id",
    "时间戳",
    "timestamp",
    "问题",
    "question",
    "题目",
    "段",
    "组",
    "chapter",
    "学号",
    "被试",
    "受试者",
    "说话者",
    "标题",
    "title",
    "类型",
    "备注信息",
    "评语",
    "待讨论",
    "讨论结果",
    "仲裁",
    "仲裁结果",
    "协商后",
    "定稿",
    "冲突",
    "conflict",
    "一致率",
    "percent agreement",
    "kappa",
    "Final code",
    "最终编码",
    "置信度",
    "依据",
    "File-Name",
    "file_name",
    "...1",
]


def sheet(folder: Path, columns: list[tuple[str, list[str]]]) -> RatingSheet:
    rows = [[head for head, _ in columns], *zip(*(cells for _, cells in columns), strict=True)]
    return read_ratings(file(folder, "".join(",".join(row) + "\n" for row in rows)))


@pytest.mark.parametrize("heading", KNOWN)
def test_known_headings_leave_the_ratings_as_they_are(tmp_path: Path, heading: str) -> None:
    """In front or behind, and whatever stands below: it is left out, and named."""
    coders = [("A", A), ("B", B)]
    plain = sheet(tmp_path, coders)
    for cells in CELLS.values():
        own = [(heading, cells)]
        for columns in (own + coders, coders + own):
            found = sheet(tmp_path, columns)
            assert (found.coders, list(found.cells)) == (plain.coders, list(plain.cells))
            assert found.left_out == (heading,)


def test_kappa_and_alpha_are_what_they_were(tmp_path: Path) -> None:
    def two(columns: list[tuple[str, list[str]]]) -> list[object]:
        choice = calculator.RatingChoice(replicates=100)
        rows = calculator.of_ratings(sheet(tmp_path, columns), choice)[0].rows
        by_id = {row["coefficient"]: row["value"] for row in rows}
        return [by_id["kappa"], by_id["alpha"]]

    plain = two([("A", A), ("B", B)])
    many = [(head, CELLS["ratings"]) for head in ("样本", "interview", "仲裁结果", "No.")]
    assert two([*many, ("A", A), ("B", B), ("合计", CELLS["sums"])]) == plain


@pytest.mark.parametrize("cells", ["running", "texts", "constant", "agreement", "sums"])
def test_what_is_like_no_coder_is_refused_under_an_unknown_heading(
    tmp_path: Path, cells: str
) -> None:
    odd = ("波次", CELLS[cells])
    for columns in ([odd, ("A", A), ("B", B)], [("王芳", A), ("李娜", B), odd]):
        with pytest.raises(InputError, match=r"column 波次 is not like .*--coders"):
            sheet(tmp_path, columns)


def test_a_first_column_without_a_name_numbers_the_rows(tmp_path: Path) -> None:
    """Also beside a column that names the units, as a table written with its index has."""
    ids = [f"u{n}" for n in range(13)]
    found = sheet(tmp_path, [("", CELLS["running"]), ("id", ids), ("A", A), ("B", B)])
    assert (found.coders, found.units[0], found.left_out) == (("A", "B"), "u0", ("1",))


def test_words_that_were_taken_for_transcripts_are_doubted(tmp_path: Path) -> None:
    """Then each unit is in a transcript of its own; the figures stay, what bounds say does not."""
    words = [("文本", CELLS["texts"]), ("A", A), ("B", B)]
    interviews = [("文本", [f"t{n // 3}" for n in range(13)]), ("A", A), ("B", B)]
    for columns, doubted in ((words, True), (interviews, False), (words[1:], False)):
        for made in calculator.of_ratings(sheet(tmp_path, columns), language="en")[:2]:
            assert any("--text-column" in note for note in made.notes) == doubted


@pytest.mark.parametrize("word", ["合计", "总计", "Total", "ＳＵＭ", "平均"])
def test_a_last_row_that_sums_up_the_others_is_no_unit(tmp_path: Path, word: str) -> None:
    coders = [("A", [*A, "24"]), ("B", [*B, "25"])]
    for heading in ("段落", "unit", "样本"):
        units = [f"u{n}" for n in range(13)]
        with pytest.raises(InputError, match=rf"line 15: .* is called {word}"):
            sheet(tmp_path, [(heading, [*units, word]), *coders])
        assert len(sheet(tmp_path, [(heading, units), ("A", A), ("B", B)]).cells) == 13


RATERS = [
    *("A B C D E F", "R1 R2 R3 R4 R5 R6", "rater_1 rater_2 rater_3 rater_4 rater_5 rater_6"),
    *("编码者1 编码者2 编码者3 编码者4 编码者5 编码者6", "甲 乙 丙 丁 戊 己", "1 2 3 4 5 6"),
    *("Anna_code Max_code Li_code Bo_code Jo_code Al_code", "王 李 张 陈 刘 章"),
    "张三编码 李四编码 王五编码 赵六编码 孙七编码 周八编码",
]
SCALES = {
    "likert": list("1223334454"),
    "tiny": list("1223334454"),
    "binary": list("0000000111"),
    "missing": list("0000000111"),
    "rare": ["0"] * 19 + ["1"],
    "words": ["是", "否", "是", "不适用"],
    "many": [f"c{n}" for n in range(30)],
    "sets": ["责任", "合法", "责任;合法", "规则;", "回应;责任"],
    "sparse": ["x", "x", "y", "z"],
}


def rated(draw: random.Random, kind: str, coders: int) -> list[list[str]]:
    """Ratings of coders who mostly see one thing, by rows."""
    scale = SCALES[kind]
    slip, gap = draw.choice((0.02, 0.1, 0.3)), {"missing": 0.4, "sparse": 0.8}.get(kind, 0.05)
    rows = []
    for _ in range(draw.randint(3, 5) if kind == "tiny" else draw.choice((4, 8, 15, 40, 200))):
        truth = draw.choice(scale)
        row = [draw.choice(scale) if draw.random() < slip else truth for _ in range(coders)]
        rows.append(["" if draw.random() < gap else cell for cell in row])
    return rows


@pytest.mark.parametrize("kind", SCALES)
def test_coders_who_rated_little_or_always_the_same_are_neither_refused_nor_dropped(
    tmp_path: Path, kind: str
) -> None:
    """Where their columns are headed as raters are: short tables, rare codes, many gaps."""
    draw = random.Random(kind)
    for _ in range(40):
        names = draw.choice(RATERS).split()[: draw.randint(2, 6)]
        rows = [row for row in rated(draw, kind, len(names)) if any(row)] or [["1"] * len(names)]
        columns = list(zip(names, map(list, zip(*rows, strict=True)), strict=True))
        assert sheet(tmp_path, columns).coders == tuple(names), columns


def test_a_long_strange_column_is_refused_soon(tmp_path: Path) -> None:
    """Also one that is headed as raters are, in a table of twenty thousand rows."""
    n = 20_000
    rows = [("A", ["0", "1"] * (n // 2)), ("B", ["0", "1"] * (n // 2))]
    with pytest.raises(InputError, match=r"column C .* few values in common"):
        sheet(tmp_path, [*rows, ("C", [f"t{at}" for at in range(n)])])


def test_people_who_never_gave_a_rare_code_are_coders(tmp_path: Path) -> None:
    """Of a name alone it is believed where nearly all ratings are that value, and not else."""
    rare = ["1" if n in (3, 17) else "0" for n in range(40)]
    found = sheet(tmp_path, [("Ngozi", ["0"] * 40), ("Kwame", rare), ("巴桑", rare)])
    assert found.coders == ("Ngozi", "Kwame", "巴桑")
    often = [str(n % 2) for n in range(40)]
    with pytest.raises(InputError, match=r"the same in every row.*--coders Kwame 巴桑"):
        sheet(tmp_path, [("Ngozi", ["0"] * 40), ("Kwame", often), ("巴桑", often)])


def test_people_of_common_names_are_coders_whatever_they_gave(tmp_path: Path) -> None:
    """One value throughout, in few rows, where all columns are headed by names of people."""
    often = ["1", "2", "2", "1", "2"]
    for names in (("王芳", "李娜", "张三丰"), ("小李", "欧阳锋", "陈老师"), ("Anna", "Max", "B")):
        columns = list(zip(names, (["1"] * 5, often, often), strict=True))
        assert sheet(tmp_path, columns).coders == names
        with pytest.raises(InputError, match=r"column (\S+) is not like"):
            sheet(tmp_path, [*columns, ("方向", ["1"] * 5)])


NO_PEOPLE = ["周次", "方向", "高度", "程度", "江苏", "金额", "小组", "小学", "老年", "wave", "Line"]


@pytest.mark.parametrize("heading", NO_PEOPLE)
def test_what_only_looks_like_a_name_of_a_person_is_none(tmp_path: Path, heading: str) -> None:
    often = ["1", "2", "2", "1", "2"]
    columns = [("王芳", often), ("李娜", often), (heading, ["1"] * 5)]
    if aside_of_ratings(heading):
        assert sheet(tmp_path, columns).left_out == (heading,)
    else:
        with pytest.raises(InputError, match=f"column {heading} is not like"):
            sheet(tmp_path, columns)


@pytest.mark.parametrize("names", ["A B", "王芳 李娜", "编码员甲 编码员乙", "Anna_code Max_code"])
@pytest.mark.parametrize("cells", ["11111", "12345", "11223", "22333"])
def test_the_one_column_that_is_not_headed_as_raters_are_is_looked_at_more_strictly(
    tmp_path: Path, names: str, cells: str
) -> None:
    """Also where its cells agree with ratings by chance, or nobody varies."""
    for own in ("11133", "11111", cells):
        coders = [(name, list(own)) for name in names.split()]
        for columns in ([*coders, ("村庄", list(cells))], [("村庄", list(cells)), *coders]):
            with pytest.raises(InputError, match="column 村庄 is not like"):
                sheet(tmp_path, columns)


def test_in_too_few_rows_only_a_heading_tells_who_is_a_coder(tmp_path: Path) -> None:
    columns = [("A", ["1", "2"]), ("B", ["1", "2"])]
    assert sheet(tmp_path, [*columns, ("编码员丙", ["1", "1"])]).coders[2:]
    with pytest.raises(InputError, match=r"column 村庄 .*so few rows.*--coders A B"):
        sheet(tmp_path, [*columns, ("村庄", ["1", "2"])])


@pytest.mark.parametrize("heading", ["leer", "波次", "巴桑"])
def test_an_empty_column_is_left_out_and_said(tmp_path: Path, heading: str) -> None:
    """Nothing stands in it, so that no figure can be wrong; whose it is nobody knows."""
    coders = [("A", A), ("B", B)]
    found = sheet(tmp_path, [*coders, (heading, [""] * 12 + ["\u200b"])])
    assert (found.coders, found.left_out) == (("A", "B"), (heading,))
    said = calculator.left_out(found, "en")
    assert [line.count(heading) for line in said] == [1]
    assert "nothing stands in them" in said[0]
    with pytest.raises(InputError, match=r"--coders"):
        sheet(tmp_path, [("Kwame", A), (heading, [""] * 13)])


@pytest.mark.parametrize("heading", ["C", "编码员丙"])
def test_a_coder_who_rated_nothing_is_said_before_the_table(tmp_path: Path, heading: str) -> None:
    found = sheet(tmp_path, [("A", A), ("B", B), (heading, [""] * 13)])
    assert found.coders[2] == heading
    assert calculator.left_out(found, "en") == [
        f"Coders who rated nothing in this table: {heading}."
    ]


SPANS = [
    *(("t1", "A", 10, 30, "x"), ("t1", "B", 12, 30, "x"), ("t1", "A", 50, 60, "y")),
    *(("t2", "A", 12, 32, "x"), ("t2", "B", 70, 80, "y"), ("t2", "B", 10, 20, "x")),
]


def spans(folder: Path, head: str, rows: list[tuple[object, ...]]) -> calculator.SpanSheet:
    body = "".join(",".join(map(str, row)) + "\n" for row in rows)
    return read_spans(file(folder, f"{head}\n{body}"), 100)


@pytest.mark.parametrize(
    "text", ["file_name", "FileName", "doc_id", "Interview ID", "转录稿", "文本编号"]
)
def test_the_texts_of_spans_are_found_under_joined_words(tmp_path: Path, text: str) -> None:
    assert spans(tmp_path, f"{text},coder,start,end,code", SPANS).names == ("t1", "t2")


@pytest.mark.parametrize(
    "column", ["受访者", "participant", "case_id", "样本", "编号", "段落", "turn", "group", "PID"]
)
def test_what_may_name_the_text_is_never_left_out_where_no_column_does(
    tmp_path: Path, column: str
) -> None:
    """Two texts would become one; a number for every row, or one for all, names none."""
    head = f"{column},coder,start,end,code"
    with pytest.raises(InputError, match=f"--text-column {column}"):
        spans(tmp_path, head, SPANS)
    for cells in (range(6), ["t"] * 6):
        rows = [(cell, *row[1:]) for cell, row in zip(cells, SPANS, strict=True)]
        assert spans(tmp_path, head, rows).left_out == (column,)
    with_text = [(row[0], *row) for row in SPANS]
    assert spans(tmp_path, f"text,{head}", with_text).left_out == (column,)


def test_a_column_of_spans_without_a_name_is_left_out_only_where_another_names_the_text(
    tmp_path: Path,
) -> None:
    rows = [(n, *row) for n, row in enumerate(SPANS)]
    assert spans(tmp_path, ",text,coder,start,end,code", rows).left_out == ("1",)
    with pytest.raises(InputError, match="column 1 has none and may name it"):
        spans(tmp_path, ",coder,start,end,code", SPANS)


def test_a_row_of_sums_is_no_text_and_no_coder(tmp_path: Path) -> None:
    for last in (("合计", "A", 1, 2, "x"), ("t2", "Total", 1, 2, "x"), ("合计", "", "", "", "")):
        with pytest.raises(InputError, match="line 8: every row must be a unit"):
            spans(tmp_path, "text,coder,start,end,code", [*SPANS, last])
