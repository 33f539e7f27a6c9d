"""Tables that people have coded: every shape reads the same, and what is wrong is named."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from curve_material import BOOK, CODES, as_csv, rows, write_book, write_lines

from qualcode import codefile
from qualcode.errors import InputError
from qualcode.ingest.labelled import Labelled, matcher, read_labelled, training
from qualcode.model import Code, Codebook
from qualcode.text import Tokenizer

if TYPE_CHECKING:
    from pathlib import Path

TABLE = rows(3, 4)


def read(path: Path, group: str | None = "who") -> Labelled:
    return read_labelled(path, "text", "codes", group)


@pytest.mark.parametrize("between", [";", "；", " ; "])
@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_a_csv_reads_as_its_lines_of_json_do(tmp_path: Path, codec: str, between: str) -> None:
    """Separators may be full-width, and encodings are those of a transcript."""
    path = tmp_path / "t.csv"
    path.write_bytes(as_csv(TABLE, between).encode(codec))
    lines = read(write_lines(tmp_path / "t.jsonl", TABLE))
    found = read(path)
    assert (found.texts, found.codes, found.groups) == (lines.texts, lines.codes, lines.groups)
    assert found.codes == tuple(tuple(row["codes"]) for row in TABLE)


@pytest.mark.parametrize(
    ("written", "codes"),
    [
        ([], ()),
        (None, ()),
        ("", ()),
        (" ; ", ()),
        (["动员", "动员", " 规则 "], ("动员", "规则")),
        ("规则；动员;", ("规则", "动员")),
        ('["动员", "规则"]', ("动员", "规则")),
        ("[]", ()),
        ([3], ("3",)),
    ],
)
def test_codes_are_a_list_or_are_separated(
    tmp_path: Path, written: Any, codes: tuple[str, ...]
) -> None:
    """A code counts once, and nothing is "read, and none"."""
    path = write_lines(tmp_path / "t.jsonl", [{"text": "好", "codes": written}])
    assert read(path, None).codes == (codes,)


def test_a_line_separator_inside_a_text_ends_no_row(tmp_path: Path) -> None:
    path = write_lines(tmp_path / "t.jsonl", [{"text": "一\u2028二\u0085三", "codes": []}] * 2)
    assert read(path, None).texts == ("一\u2028二\u0085三",) * 2


def test_blank_lines_are_no_rows_but_count(tmp_path: Path) -> None:
    path = tmp_path / "t.jsonl"
    path.write_text(
        '\n{"text": "一", "codes": []}\n\n{"text": "二", "codes": []}', encoding="utf-8"
    )
    assert read(path, None).lines == (2, 4)


def test_numbers_name_groups(tmp_path: Path) -> None:
    path = write_lines(tmp_path / "t.jsonl", [{"text": "好", "codes": [], "who": 0}])
    assert read(path).groups == ("0",)


GOOD = '{"text": "好", "codes": [], "who": "甲"}'
BAD = {
    '{"text": "好", "codes": [], ': "line 2 must be one JSON object",
    "[1]": "line 2 must be one JSON object",
    '{"text": "好", "codes": []}': "the column 'who' once, but has only text, codes on line 2",
    '{"text": 5, "codes": [], "who": 1}': "line 2: text must be a text, but 5",
    '{"text": "好", "codes": {"a": 1}, "who": 1}': "line 2: codes must be a list of codes",
    '{"text": "好", "codes": [["a"]], "who": 1}': "line 2: codes must be a list of codes",
    '{"text": "好", "codes": true, "who": 1}': "line 2: codes must be a list of codes",
    '{"text": "好", "codes": "[\\"a\\"", "who": 1}': "line 2: codes must be a JSON list",
    '{"text": "好", "codes": [], "who": ""}': "line 2: who must name the row's group",
    '{"text": "好", "codes": [], "who": null}': "line 2: who must name the row's group",
    '{"text": "\\ud800", "codes": [], "who": 1}': "line 2 .* half a character",
    '{"text": ' + "[" * 100_000 + "}": "line 2 must be one JSON object",
    '{"text": ' + "9" * 10_000 + "}": "line 2 must be one JSON object",
}


@pytest.mark.parametrize("line", BAD, ids=list(BAD.values()))
def test_a_broken_line_is_named(tmp_path: Path, line: str) -> None:
    path = tmp_path / "t.jsonl"
    path.write_text(f"{GOOD}\n{line}\n", encoding="utf-8")
    with pytest.raises(InputError, match=BAD[line]):
        read(path)


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("t.csv", "who,text\n甲,好\n".encode(), "column 'codes' once, but has only who, text"),
        ("t.csv", "text,codes,codes\n好,a,b\n".encode(), "column 'codes' once, but has twice"),
        ("t.csv", "who,text,codes\n甲,好\n".encode(), "line 2 must have 3 cells"),
        ("t.csv", b"who,text,codes\n", "must hold rows"),
        ("t.csv", b"", "is empty"),
        ("t.csv", b"PK\x03\x04rest", "is a workbook"),
        ("t.jsonl", b"\n\n", "is empty"),
        ("t.jsonl", b"\x00\x01\x02", "must be text"),
        ("t.jsonl", b"\xff\xfe\xfd\xfc\xfb", "must be text"),
    ],
)
def test_a_file_that_is_no_such_table_is_refused(
    tmp_path: Path, name: str, data: bytes, message: str
) -> None:
    (tmp_path / name).write_bytes(data)
    with pytest.raises(InputError, match=message):
        read(tmp_path / name)


def test_a_file_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="there is none"):
        read(tmp_path / "t.jsonl")


def test_rows_are_decisions_about_every_code(tmp_path: Path) -> None:
    """Every row was read: what is not coded is 0, and rows of a group follow each other."""
    table = read(write_lines(tmp_path / "t.jsonl", TABLE))
    made = training(table, CODES, Tokenizer(["志愿者"]))
    expected = [[float(code in row["codes"]) for code in ("动员", "规则")] for row in TABLE]
    assert np.array_equal(made.labels, expected)
    assert len(set(made.groups)) == 3
    for before, after in zip(made.examples, made.examples[1:], strict=False):
        assert "".join(before.words) == before.text
        if before.text_id == after.text_id:
            assert after.start > before.start + len(before.text) - 1


def test_without_groups_each_row_is_its_own(tmp_path: Path) -> None:
    table = read(write_lines(tmp_path / "t.jsonl", TABLE), None)
    assert len(set(training(table, CODES, Tokenizer()).groups)) == len(TABLE)


def test_a_label_names_its_code_where_no_other_has_it(tmp_path: Path) -> None:
    book = Codebook(codes=(Code("mob", {"zh": "动员"}), Code("rule", {"zh": "规则", "en": "rule"})))
    table = read(write_lines(tmp_path / "t.jsonl", TABLE))
    assert np.array_equal(
        training(table, book, Tokenizer()).labels, training(table, CODES, Tokenizer()).labels
    )


def test_codes_that_the_codebook_lacks_are_named(tmp_path: Path) -> None:
    path = write_lines(tmp_path / "t.jsonl", [*TABLE, {**TABLE[0], "codes": ["别的", "动员"]}])
    with pytest.raises(InputError, match="has 动员, 规则, but 别的 is not"):
        training(read(path), CODES, Tokenizer())


def test_patterns_of_the_codebook_are_found(tmp_path: Path) -> None:
    book = Codebook(codes=(Code("动员", patterns=(({"TEXT": "志愿者"},),)),))
    found = matcher(book, Tokenizer(["志愿者"]))
    table = read(write_lines(tmp_path / "t.jsonl", [{"text": "找志愿者", "codes": [], "who": 1}]))
    (example,) = training(table, book, Tokenizer(["志愿者"])).examples
    assert found is not None
    assert list(found(example)) == [("动员", 1, 4)]
    assert matcher(CODES, Tokenizer()) is None


# ---- the codebook as JSON ------------------------------------------------------------------


def test_a_codebook_may_be_json(tmp_path: Path) -> None:
    """A plain text is Chinese, a code without a label has its id; other things may be missing."""
    book = codefile.load(write_book(tmp_path / "b.json"))
    assert [code.id for code in book.codes] == list(BOOK)
    assert book.codes[0].definition == {"zh": BOOK["动员"]["definition"]}
    assert book.codes[0].keywords == ("动员", "志愿者")
    assert book.codes[1].definition["en"] == "rules"
    assert book.codes[2].label() == "从未"
    assert book.codes[2].keywords == ()


def test_a_code_may_be_its_definition_alone() -> None:
    assert codefile.loads('{"甲": "一件事", "乙": null}', "b.json").codes == (
        Code("甲", {"zh": "甲"}, definition={"zh": "一件事"}),
        Code("乙", {"zh": "乙"}),
    )


def test_json_may_be_written_as_the_yaml_file_is() -> None:
    text = '\ufeff{"codes": [{"id": "甲", "definition": {"zh": "一件事"}}]}'
    assert codefile.loads(text, "b.json").codes == (Code("甲", definition={"zh": "一件事"}),)


@pytest.mark.parametrize(
    ("book", "message"),
    [
        ("{", "line 1 must be JSON"),
        ('{\n"甲": {,}}', "line 2 must be JSON"),
        ("[]", "must be a codebook such as .* nothing was found"),
        ("{}", "nothing was found"),
        ('"a"', "a text was found"),
        ('{"甲": 3}', "code '甲' must be a definition or fields, but 3"),
        ('{"甲": {"keyword": []}}', r"code '甲' must have known fields only \(.*\), but 'keyword'"),
        ('{"甲": {"keywords": "a"}}', "code '甲' must have a list of texts as keywords"),
        ('{"甲": {"keywords": ["a", 1]}}', "a list with other things"),
        ('{"甲": {"definition": ["a"]}}', "code '甲' must have one text as definition"),
        ('{"甲": {}, "甲": {}}', "must have '甲' once"),
        ('{" ": {}}', "one name is blank"),
        ('{"甲": "\\ud800"}', "half a character"),
        ("[" * 100_000, "nests too deep"),
    ],
)
def test_a_broken_codebook_is_named(book: str, message: str) -> None:
    with pytest.raises(InputError, match=message):
        codefile.loads(book, "b.json")


def test_every_codebook_that_is_json_survives_being_written_as_yaml(tmp_path: Path) -> None:
    book = codefile.load(write_book(tmp_path / "b.json"))
    assert codefile.loads(codefile.dumps(book)) == book
