"""Which columns of a file are coders: known headings are left out by name, strange ones refused."""

from __future__ import annotations

import json
import unicodedata
from typing import TYPE_CHECKING

import pytest
from calculator_material import by, file
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from qualcode.agreement import calculator
from qualcode.agreement.calculator import RatingChoice
from qualcode.agreement.calculator.headings import aside
from qualcode.errors import InputError
from qualcode.i18n import catalogue
from qualcode.ingest.ratings import read_ratings
from qualcode.ingest.spans import read_spans

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Run = Callable[..., tuple[int, str, str]]

pytest_plugins = ("calculator_material",)

CHOICE = RatingChoice(replicates=100)
RATINGS = [
    *(("yes", "yes"), ("no", "no"), ("yes", "no"), ("no", "no"), ("yes", "yes")),
    *(("no", "yes"), ("yes", "yes"), ("no", "no"), ("maybe", "maybe"), ("no", "maybe")),
]
HEADINGS = [
    *(
        "段落",
        "No.",
        "Ｎｏ．",
        "№",
        "单位编号",
        "單位編號",
        "样本",
        "case_id",
        "Case ID",
        "CASE_ID",
    ),
    *(
        "句子",
        "访谈",
        "訪談",
        "interview",
        "Speaker",
        "speaker ",
        "\u200b段落",
        "受访者",
        "#",
        "Nr.",
    ),
    *(
        "备注",
        "備註",
        "合计",
        "合計",
        "Remarks",
        "sum",
        "total",
        "备注2",
        "编码员甲备注",
        "comment_A",
    ),
    *(
        "A comment",
        "rater 1 notes",
        "编码者",
        "coder",
        "说明",
        "共识编码",
        "评分（合计）",
        "原始语句",
    ),
]
CELLS = {
    "running": [str(n) for n in range(1, 11)],
    "ratings": ["yes", "no", "no", "yes", "yes", "no", "maybe", "no", "yes", "no"],
    "texts": [f"第{n}句话" for n in range(10)],
    "constant": ["yes"] * 10,
    "empty": [""] * 10,
}


def written(columns: dict[str, list[str]]) -> str:
    rows = zip(*columns.values(), strict=True)
    return "\n".join(",".join(row) for row in [list(columns), *map(list, rows)]) + "\n"


def coders(names: tuple[str, str] = ("A", "B")) -> dict[str, list[str]]:
    return {name: [row[at] for row in RATINGS] for at, name in enumerate(names)}


def figures(sheet: calculator.RatingSheet) -> dict[str, object]:
    table = calculator.of_ratings(sheet, CHOICE)[0]
    return {
        row["coefficient"]: [row[c] for c in ("value", "error", "low", "high")]
        for row in table.rows
    }


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> dict[str, object]:
    return figures(read_ratings(file(tmp_path_factory.mktemp("plain"), written(coders()))))


@pytest.mark.parametrize("heading", HEADINGS)
@pytest.mark.parametrize("cells", CELLS)
@pytest.mark.parametrize("front", [True, False])
def test_a_known_column_changes_no_coefficient_and_is_named(
    tmp_path: Path, plain: dict[str, object], heading: str, cells: str, *, front: bool
) -> None:
    own = {heading: CELLS[cells]}
    table = {**own, **coders()} if front else {**coders(), **own}
    sheet = read_ratings(file(tmp_path, written(table)))
    assert sheet.coders == ("A", "B")
    assert figures(sheet) == plain
    assert sheet.left_out == (heading.strip(),)
    for made in calculator.of_ratings(sheet, CHOICE, language="en")[:2]:
        assert "no coders'" in made.notes[0]


def test_every_heading_of_the_catalogues_is_known() -> None:
    for language in ("zh", "en"):
        words = catalogue(language)
        for noun in ("id", "text", "remark"):
            for word in words[f"calculator_columns.{noun}"].split():
                assert aside(word), word
                assert aside(word.upper()), word
                assert aside(unicodedata.normalize("NFKC", word)), word


@pytest.mark.parametrize(
    "names",
    [
        *(("A", "B"), ("coder1", "coder2"), ("编码员甲", "编码员乙"), ("甲", "乙"), ("1", "2")),
        *(("王芳", "李娜"), ("Anna", "Max"), ("Rater No. 1", "Rater No. 2"), ("段晓", "注小川")),
        *(("第1轮", "第2轮"), ("round 1", "round 2"), ("Coder A", "Coder B"), ("a", "A")),
        *(
            ("评分员（一）", "评分员（二）"),
            ("r_01", "r_02"),
            ("human", "model"),
            ("gold", "system"),
        ),
    ],
)
def test_what_coders_are_called_is_a_coder(
    tmp_path: Path, plain: dict[str, object], names: tuple[str, str]
) -> None:
    sheet = read_ratings(file(tmp_path, written(coders(names))))
    assert (sheet.coders, sheet.left_out) == (names, ())
    assert figures(sheet) == plain


@pytest.mark.parametrize(
    ("name", "cells", "reason"),
    [
        ("xyz", [f"w{n}" for n in range(10)], "different in every row"),
        ("xyz", [f"w{n // 2}" for n in range(10)], "few values in common"),
        ("xyz", CELLS["running"], "counts upwards"),
        ("城区", ["东"] * 5 + ["西"] * 5, "few values in common"),
        ("C", ["看不清"] + [""] * 9, "few values in common"),
        ("波次", ["yes"] * 10, "the same in every row"),
        ("turns", [str(n // 2) for n in range(10)], "counts upwards"),
    ],
)
def test_a_strange_column_is_refused_with_the_cure(
    tmp_path: Path, run: Run, plain: dict[str, object], name: str, cells: list[str], reason: str
) -> None:
    path = file(tmp_path, written({**coders(), name: cells}))
    code, out, err = run("--ratings", path)
    assert (code, out) == (1, "")
    assert f"column {name} is not like the others" in err
    assert reason in err
    assert f"--coders A B, and add {name}" in err
    code, out, err = run("--ratings", path, "--coders", "A", "B", "--json", "--replicates", "100")
    made = json.loads(out)
    assert (code, err, made["left_out"]) == (0, "", [name])
    assert {r["coefficient"]: r["value"] for r in made["coefficients"]["rows"]} == {
        key: row[0] for key, row in plain.items()
    }
    assert any(name in note for note in made["coefficients"]["notes"])


def test_numbers_that_are_no_ratings_are_refused(tmp_path: Path) -> None:
    """Row numbers, shuffled ids, ages, sums and means of ratings from 1 to 5."""
    a = [1, 2, 5, 4, 2, 3, 1, 5, 4, 3, 2, 1]
    b = [1, 2, 4, 4, 2, 3, 2, 5, 4, 3, 3, 1]
    odd = {
        "running": range(1, 13),
        "shuffled": [7, 1, 12, 3, 5, 2, 9, 4, 11, 6, 8, 10],
        "ages": [34, 51, 34, 28, 60, 51, 47, 39, 34, 28, 51, 60],
        "sums": [x + y for x, y in zip(a, b, strict=True)],
        "means": [(x + y) / 2 for x, y in zip(a, b, strict=True)],
    }
    for name, cells in odd.items():
        table = {"A": list(map(str, a)), "B": list(map(str, b)), name: list(map(str, cells))}
        for columns in (table, dict(reversed(table.items()))):
            with pytest.raises(InputError, match=f"column {name} is not like"):
                read_ratings(file(tmp_path, written(columns)))


def test_measurements_of_which_none_occurs_twice_are_ratings(tmp_path: Path) -> None:
    table = {
        "A": [f"{n * 7 % 50}.{n}" for n in range(20)],
        "B": [f"{n * 7 % 50 + 1}.{n}5" for n in range(20)],
        "C": [f"{n * 7 % 50}.{n}9" for n in range(20)],
    }
    assert read_ratings(file(tmp_path, written(table))).coders == ("A", "B", "C")


def test_a_coder_who_always_said_the_same_is_believed_by_a_coders_heading(tmp_path: Path) -> None:
    same = ["no"] * 10
    assert read_ratings(file(tmp_path, written({**coders(), "编码员丙": same}))).coders[2:]
    assert read_ratings(file(tmp_path, written({**coders(), "C": same}))).coders[2:]
    with pytest.raises(InputError, match="the same in every row"):
        read_ratings(file(tmp_path, written({**coders(), "巴桑": same})))


WORDS = st.text(st.characters(categories=["L"]), min_size=6, max_size=12)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(WORDS, min_size=10, max_size=10), st.integers(0, 2), WORDS)
def test_a_random_column_is_never_counted(
    tmp_path: Path, cells: list[str], place: int, heading: str
) -> None:
    table = list(coders().items())
    table.insert(place, (heading, cells))
    try:
        sheet = read_ratings(file(tmp_path, written(dict(table))))
    except InputError:
        return
    assert sheet.coders == ("A", "B")


def test_a_table_with_a_row_for_every_rating_is_refused(tmp_path: Path) -> None:
    text = "unit,coder,value\n1,A,yes\n1,B,no\n2,A,no\n2,B,no\n"
    with pytest.raises(InputError, match="a row for each rating"):
        read_ratings(file(tmp_path, text))
    with pytest.raises(InputError, match="a row for each rating"):
        read_ratings(file(tmp_path, text.replace("unit,coder,value", "单元编号,编码员,类别")))


def test_named_columns_are_coders_whatever_they_are_called(tmp_path: Path) -> None:
    """Also one that is called as ids are, in any width."""
    path = file(tmp_path, written({**coders(("id", "合计")), "C": ["x"] * 10}))
    sheet = read_ratings(path, ("ＩＤ", "合计"))
    assert (sheet.coders, sheet.left_out) == (("id", "合计"), ("C",))
    for names in (("id", "D"), ("id",), ("id", "id"), ("id", "")):
        with pytest.raises(InputError, match="--coders"):
            read_ratings(path, names)


def test_a_column_can_be_named_as_the_transcripts(tmp_path: Path, run: Run) -> None:
    table = {"interview": [f"t{n % 5}" for n in range(10)], **coders()}
    path = file(tmp_path, written(table))
    assert read_ratings(path).texts is None
    assert set(read_ratings(path, text_column="Interview").texts or ()) == {
        f"t{n}" for n in range(5)
    }
    code, out, _ = run("--ratings", path, "--text-column", "interview", "--json")
    assert code == 0
    assert json.loads(out)["coefficients"]["rows"][0]["interval"] == "jackknife"
    assert run("--ratings", path, "--text-column", "nothing")[0] == 1


def test_what_is_left_out_stands_before_the_table(tmp_path: Path, run: Run) -> None:
    path = file(tmp_path, written({"段落": CELLS["running"], **coders(), "备注": CELLS["texts"]}))
    _, out, _ = run("--ratings", path, "--replicates", "100")
    assert "段落、备注" in out.splitlines()[0]


def test_too_few_coders_say_what_was_left_out(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"left out: 备注") as raised:
        read_ratings(file(tmp_path, "unit,A,备注\n1,x,y\n2,x,z\n"))
    assert "--coders" in str(raised.value)


SPANS = [
    *(("t1", "A", 10, 30, "x"), ("t1", "B", 12, 30, "x"), ("t1", "A", 50, 60, "y")),
    *(("t2", "A", 12, 32, "x"), ("t2", "B", 70, 80, "y"), ("t2", "B", 10, 20, "x")),
]


def spans(heads: str, rows: list[tuple[object, ...]] = SPANS) -> str:  # type: ignore[assignment]
    return heads + "\n" + "".join(",".join(map(str, row)) + "\n" for row in rows)


@pytest.mark.parametrize(
    "text",
    [
        *(
            "text",
            "file",
            "File",
            "ｆｉｌｅ",
            "访谈",
            "訪談",
            "document",
            "transcript",
            "文本",
            "材料",
        ),
        *("文件", "文件名", "interview", "\u200b访谈", "source", "访谈稿", "檔案", "Document Name"),
    ],
)
def test_two_texts_are_never_one(tmp_path: Path, text: str) -> None:
    usual = read_spans(file(tmp_path, spans("text,coder,start,end,code")), 100)
    sheet = read_spans(file(tmp_path, spans(f"{text},coder,start,end,code")), 100)
    assert sheet.names == usual.names == ("t1", "t2")
    assert repr(calculator.of_spans(sheet)) == repr(calculator.of_spans(usual))


def test_an_unknown_column_of_spans_is_refused_by_name(tmp_path: Path, run: Run) -> None:
    path = file(tmp_path, spans("村庄,coder,start,end,code"))
    code, _, err = run("--spans", path, "--length", "100")
    assert code == 1
    assert "村庄" in err
    assert "--text-column 村庄" in err
    code, out, _ = run("--spans", path, "--length", "100", "--text-column", "村庄", "--json")
    assert code == 0
    counts = {row["count"]: row["n"] for row in json.loads(out)["counts"]["rows"]}
    assert counts["transcripts"] == 2


def test_two_columns_of_texts_are_refused(tmp_path: Path) -> None:
    rows = [(f"i{n}", *row) for n, row in enumerate(SPANS)]
    with pytest.raises(InputError, match="file, text") as raised:
        read_spans(file(tmp_path, spans("file,text,coder,start,end,code", rows)), 100)  # type: ignore[arg-type]
    assert "--text-column" in str(raised.value)


def test_remarks_of_spans_are_left_out_by_name(tmp_path: Path) -> None:
    usual = read_spans(file(tmp_path, spans("text,coder,start,end,code")), 100)
    rows = [(*row, "ein Satz", "ok") for row in SPANS]
    sheet = read_spans(file(tmp_path, spans("text,coder,start,end,code,quote,备注", rows)), 100)  # type: ignore[arg-type]
    assert sheet.left_out == ("quote", "备注")
    one, two = calculator.of_spans(sheet, language="en"), calculator.of_spans(usual, language="en")
    assert repr(by(one[1])) == repr(by(two[1]))
    assert any("quote and 备注" in note or "quote, 备注" in note for note in one[2].notes)


def test_names_of_spans_that_look_alike_are_one(tmp_path: Path) -> None:
    """A coder or a code that differs by an invisible character is no other coder or code."""
    rows = [
        ("t1", "A", 0, 9, "责任"),
        ("t1\u200b", "Ａ", 20, 29, "责任"),
        ("t1", "B", 0, 9, "\ufeff责任"),
    ]
    sheet = read_spans(file(tmp_path, spans("text,coder,start,end,code", rows)), 50)  # type: ignore[arg-type]
    assert (sheet.coders, sheet.codes, sheet.names) == (("A", "B"), ("责任",), ("t1",))
    assert any("<U+200B>" in note and "Ａ" in note for note in calculator.of_spans(sheet)[2].notes)
