"""A codebook's file: any codebook reads back, what is read, what is refused with its line."""

from __future__ import annotations

import subprocess
import sys
from contextlib import suppress
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from ruamel.yaml import YAML

from qualcode.codefile import MAX_BYTES, dumps, load, loads, patch, read
from qualcode.errors import InputError
from qualcode.model import LEVELS, Code, Codebook, Group, Relation

REPO = Path(__file__).resolve().parent.parent

SLOW = settings(deadline=None)
"""A shared machine may be slow; nothing is measured here."""

# ---- any codebook -------------------------------------------------------------------------

TRICKY = [
    *["yes", "no", "on", "off", "null", "~", "true", "False", "1", "1.0", "1e3", "0x1F", "0o17"],
    *["007", "1_000", ".inf", ".nan", "2020-01-01", "12:30:00", "-", "--", "---", "...", "?", ":"],
    *["#", "&", "*", "!", "|", ">", "%", "@", "`", "=", "<<", "[", "]", "{", "}", ",", "a:", "a#"],
    *["'a'", '"a"', "a\\b", "𠮷", "👨\u200d👩\u200d👧", "：，。", "\n", "\n  ", "\n- ", ": "],
]
WORDS = st.one_of(
    st.text(max_size=12),
    st.sampled_from([*TRICKY, "", " ", " a", "a ", "a: b", "a #b", "a\nb", "\ta", "组织: 构建"]),
    st.sampled_from(["\ufeff", "\u2028", "\x85", "\x00", "\x7f", "\ud800", "\r", "\n\n a\n"]),
)
IDS = WORDS.filter(lambda text: bool(text.strip()))
BY_LANGUAGE = st.dictionaries(st.sampled_from(["zh", "en", "no", "zh-Hant"]), WORDS, max_size=3)
LISTS = st.lists(WORDS, max_size=3).map(tuple)
VALUES = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(-1e20, 1e20), WORDS),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(WORDS, inner, max_size=2),
    max_leaves=4,
)
TOKENS = st.dictionaries(st.sampled_from(["TEXT", "OP", "LENGTH", "y"]), VALUES, max_size=2)
PATTERNS = st.lists(st.lists(TOKENS, max_size=2).map(tuple), max_size=2).map(tuple)
CODES = st.builds(
    Code,
    id=IDS,
    labels=BY_LANGUAGE,
    group=st.none() | WORDS,
    parent=st.none() | WORDS,
    level=st.sampled_from(LEVELS),
    definition=BY_LANGUAGE,
    include=LISTS,
    exclude=LISTS,
    examples=LISTS,
    keywords=LISTS,
    patterns=PATTERNS,
    colour=WORDS,
    key=WORDS,
)
BOOKS = st.builds(
    Codebook,
    title=BY_LANGUAGE,
    codes=st.lists(CODES, max_size=4).map(tuple),
    groups=st.lists(st.builds(Group, IDS, BY_LANGUAGE), max_size=2).map(tuple),
    relations=st.lists(st.builds(Relation, WORDS, WORDS, WORDS, WORDS), max_size=2).map(tuple),
)


@SLOW
@given(BOOKS)
@example(Codebook())
@example(Codebook(codes=(Code("1e3", {"no": "yes", "zh": " ：'\"𠮷👨‍👩‍👧 "}),)))
def test_what_is_written_reads_back_the_same(book: Codebook) -> None:
    assert loads(dumps(book)) == book


@SLOW
@given(BOOKS, st.sampled_from(["", "%YAML 1.1\n---\n"]))
@example(Codebook(codes=(Code("0", {}, patterns=(({"TEXT": [1e20]},),)),)), "%YAML 1.1\n---\n")
def test_every_reader_takes_what_is_written_for_the_same_words(
    book: Codebook, version: str
) -> None:
    """Ruamel's own constructor, by the rules of YAML 1.2 and of 1.1."""
    tree = YAML(typ="safe", pure=True).load(version + dumps(book))
    codes = tree.get("codes", [])
    assert [code["id"] for code in codes] == [code.id for code in book.codes]
    assert [code.get("labels", {}) for code in codes] == [code.labels for code in book.codes]
    assert [tuple(code.get("include", ())) for code in codes] == [c.include for c in book.codes]
    assert [tuple(code.get("keywords", ())) for code in codes] == [c.keywords for c in book.codes]


@SLOW
@given(BOOKS, BOOKS)
def test_a_book_written_over_any_other_reads_back_the_same(old: Codebook, new: Codebook) -> None:
    assert loads(dumps(new, dumps(old))) == new


@SLOW
@given(BOOKS)
def test_a_book_written_over_itself_leaves_every_byte(book: Codebook) -> None:
    text = dumps(book)
    assert dumps(book, text) == text


@SLOW
@given(BOOKS, BOOKS, st.data())
def test_comments_at_kept_codes_survive_any_change(old: Codebook, new: Codebook, data: Any) -> None:
    """Codes of the old book go on in the new one in any order, some of them changed."""
    ids = [code.id for code in old.codes]
    if not ids or len(set(ids)) < len(ids):
        return
    kept = data.draw(st.lists(st.sampled_from(ids), min_size=1, unique=True))
    changes = iter(new.codes)
    codes = [replace(next(changes, old.code(i)) or old.codes[0], id=i) for i in kept]
    book = replace(new, codes=tuple(codes))
    lines = dumps(old).splitlines(keepends=True)
    starts = [n for n, line in enumerate(lines) if line.startswith("  - id: ")]
    commented = "".join(
        f"  # about {starts.index(n)}\n{line}" if n in starts else line
        for n, line in enumerate(lines)
    )
    result = patch.patched(commented, book)
    assert result is not None
    for n, code_id in enumerate(ids):
        if code_id in kept and n:
            assert f"  # about {n}\n" in result


# ---- what is read -------------------------------------------------------------------------


def test_a_code_may_be_only_a_name_an_id_or_a_label() -> None:
    book = loads("codes:\n- 邻里 关系\n- id: trust\n- {labels: {zh: 冲突}}\n- labels: 服务\n")
    assert [code.id for code in book.codes] == ["邻里_关系", "trust", "冲突", "服务"]
    assert [code.label() for code in book.codes] == ["邻里 关系", "trust", "冲突", "服务"]


def test_an_id_made_of_a_label_avoids_every_id_of_the_file() -> None:
    book = loads("codes: [信任, 信任, {id: 信任}]")
    assert [code.id for code in book.codes] == ["信任_2", "信任_3", "信任"]


def test_labels_definition_and_title_may_be_one_chinese_text() -> None:
    book = loads("title: 例\ncodes: [{id: a, labels: 甲, definition: 说到甲}]")
    assert book.title == {"zh": "例"}
    assert book.codes[0].labels == {"zh": "甲"}
    assert book.codes[0].definition == {"zh": "说到甲"}


def test_words_are_read_as_they_are_written() -> None:
    book = loads("codes: [{id: 007, key: 1, keywords: [no, 1e3, 2020-01-01, 0x1F, true]}]")
    assert book.codes[0].id == "007"
    assert book.codes[0].key == "1"
    assert book.codes[0].keywords == ("no", "1e3", "2020-01-01", "0x1F", "true")


def test_patterns_keep_numbers_and_truth() -> None:
    (code,) = loads("codes: [{id: a, patterns: [[{LENGTH: 2, IS_PUNCT: false, TEXT: '2'}]]}]").codes
    assert code.patterns == (({"LENGTH": 2, "IS_PUNCT": False, "TEXT": "2"},),)


def test_fields_left_empty_are_as_if_they_were_not_there() -> None:
    book = loads("title:\ncodes:\n- id: a\n  labels: {zh: 甲, en: }\n  include:\n  -\n  key: ~\n")
    assert book == Codebook(codes=(Code("a", {"zh": "甲"}),))


def test_version_freezing_and_hash_are_neither_read_nor_written() -> None:
    text = dumps(Codebook(codes=(Code("a"),), frozen=True, semantic_hash="x", version=3))
    assert text == "codes:\n  - id: a\n"
    for name in ("version", "frozen", "semantic_hash"):
        with pytest.raises(InputError, match="must have known fields only"):
            loads(f"{name}: 1\ncodes: [a]\n")


def test_a_byte_order_mark_and_windows_line_ends_are_no_trouble(tmp_path: Path) -> None:
    path = tmp_path / "b.yaml"
    path.write_bytes("\ufeffcodes:\r\n- 信任\r\n".encode())
    assert [code.id for code in load(path).codes] == ["信任"]


def test_characters_are_not_normalised() -> None:
    assert loads("codes: [{id: \u212b, labels: e\u0301}]").codes == (
        Code("\u212b", {"zh": "e\u0301"}),
    )


# ---- what is refused ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("codes:\n- id: a\n  labels: b: c\n", 3, "mapping values are not allowed here"),
        ("codes:\n\t- a\n", 2, "indent with spaces instead of tabs"),
        ("codes:\n- id: a\n  labels: b: c\n", 3, "put a text with a colon in double quotes"),
        ("codes:\n- id: a\n  labels：甲\n  key: b\n", 3, "half-width colon"),
        ("codes:\n- id: a\n  definition:\n    zh：甲\n", 4, "half-width colon"),
        ("codes:\n- id: a\n   key: b\n", 3, "colon"),
        ("codes:\n- id: a\n key: b\n", 3, "same column"),
        ("codes:\n- id: 'a\n  key: b\n", 2, "close the quotes"),
        ("codes: [a\n", 1, "close the bracket"),
        ("codes: [*重点*]\n", 1, "double quotes"),
        ("codes: [a]\n---\ncodes: [b]\n", 2, "another document"),
        ("codes: [a]\nx: \x07\n", 2, "control character"),
        ("", 1, "it is empty; write at least"),
        ("# only a comment\n", 1, "it is empty"),
        ("- a\n", 1, "a codebook must be written as field: value, and a list was found"),
        ("codes：[a]\n", 1, "half-width colon"),
        ("codes: 信任\n", 1, "codes must be a list, and text was found"),
        ("codes:\n- [a]\n", 2, "a code must be written as field: value"),
        ("codes:\n- a\n-\n", 3, "nothing was found"),
        ("codes:\n- id：a\n", 2, "half-width colon"),
        ("codes:\n- id: a\n  color: '#fff'\n", 3, "'color' was found; write colour"),
        ("codes:\n- id: a\n  zzz: 1\n", 3, "write one of id, group"),
        ("codes:\n- id: a\n  id: b\n", 3, "id once, and it stands twice"),
        ("codes:\n- id: ' '\n", 2, "id must not be blank"),
        ("codes:\n- key: a\n", 2, "must have an id or labels"),
        ("codes:\n- id: a\n  labels: [甲]\n", 3, "labels must be words by language, and a list"),
        ("codes:\n- id: a\n  labels:\n    中文: 甲\n", 4, "such as zh and en"),
        ("codes:\n- id: a\n  labels: {zh: 甲, zh: 乙}\n", 3, "each language once"),
        ("codes:\n- id: a\n  definition: {zh: [甲]}\n", 3, "definition in zh must be one text"),
        ("codes:\n- id: a\n  keywords: 信任、服务\n", 3, "keywords must be a list, and text"),
        ("codes:\n- id: a\n  include:\n  - b\n  - {c: d}\n", 5, "every item of include"),
        ("codes:\n- id: a\n  level: top\n", 3, "level must be one of concept, category, main"),
        ("codes:\n- id: a\n  patterns: 选\n", 3, "must be a list of patterns"),
        ("codes:\n- id: a\n  patterns:\n  - TEXT: 选\n", 4, "a pattern must be a list"),
        ("codes:\n- id: a\n  patterns:\n  - [选]\n", 4, "a token of a pattern"),
        ("codes:\n- id: a\n  key: [a]\n", 3, "key must be one text"),
        ("groups:\n- labels:\n", 2, "a group must have an id or labels"),
        ("relations: a\n", 1, "relations must be a list"),
        ("relations:\n- source: a\n", 2, "add target, kind"),
        ("codes:\n- &a {id: a}\n- *a\n", 2, "aliases"),
        ("codes: &a [*a]\n", 1, "aliases"),
        ("codes:\n- !!python/object/apply:os.system [ls]\n", 2, "tags"),
        ("codes: !!binary aGk=\n", 1, "tags"),
        ("codes: " + "[" * 60 + "]" * 60, 1, "levels"),
        ("[" * 100_000, 1, "levels"),
        ("title: {zh: 甲}\ncodes:\n  " + "[" * 5_000, 3, "levels"),
        ("? [a]\n: b\n", 1, "known fields only"),
        ("%YAML 1.3\n---\ncodes: [a]\n", 1, "%YAML names another version; delete this line"),
        ("# c\n%YAML\t2.0\n---\ncodes: [a]\n", 2, "another version"),
        ("---\r%YAML 1.3\r---\rcodes: [a]\r", 1, "another version"),
        ("%YAML 1.2\n%YAML 1.2\n---\ncodes: [a]\n", 2, "duplicate YAML directive"),
        ("%YAML 1\n---\ncodes: [a]\n", 1, "another version"),
        ("%TAG\n---\ncodes: [a]\n", 1, "must be YAML"),
    ],
)
def test_what_is_wrong_is_one_sentence_with_file_and_line(text: str, line: int, words: str) -> None:
    with pytest.raises(InputError) as caught:
        loads(text, "mine.yaml")
    message = str(caught.value)
    assert message.startswith(f"mine.yaml line {line}: ")
    assert words in message
    assert "\n" not in message


def test_a_file_may_say_which_yaml_it_is() -> None:
    for directive in ("%YAML 1.2", "%YAML 1.1 # old", "%YAML 1.2\r"):
        assert loads(f"{directive}\n---\ncodes: [a]\n").codes


@given(st.text(st.sampled_from("%YAMLTG 123.!\n\r-#:x"), max_size=30))
def test_any_directive_is_read_or_one_sentence(text: str) -> None:
    for line in (text, f"%YAML {text}", f"%TAG {text}"):
        with suppress(InputError):
            assert isinstance(loads(f"{line}\n---\ncodes: [a]\n"), Codebook)


def test_a_bomb_of_aliases_is_refused_at_once() -> None:
    levels = [f"x{n}: &x{n} [{', '.join([f'*x{n - 1}'] * 9)}]" for n in range(1, 30)]
    with pytest.raises(InputError, match="aliases"):
        loads("\n".join(["x0: &x0 [a]", *levels]))


@SLOW
@given(st.text(max_size=60) | st.lists(st.sampled_from(TRICKY), max_size=12).map(" ".join))
def test_any_text_is_a_codebook_or_an_input_error(text: str) -> None:
    try:
        book = loads(text)
    except InputError:
        return
    assert loads(dumps(book)) == book


def test_a_file_that_is_no_text_or_too_large_or_absent_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "b.yaml"
    path.write_bytes("codes:\n- 信任\n".encode("gb18030"))
    with pytest.raises(InputError, match=r"b\.yaml line 2: must be UTF-8"):
        load(path)
    path.write_bytes(b"#" * (MAX_BYTES + 1))
    with pytest.raises(InputError, match="at most 5 MB"):
        load(path)
    with pytest.raises(InputError, match="at most 5 MB"):
        loads("字" * (MAX_BYTES // 2))
    with pytest.raises(InputError, match="must be a file that can be read"):
        load(tmp_path / "absent.yaml")
    with pytest.raises(InputError, match="must be a file that can be read"):
        load(tmp_path)


# ---- how it is written ----------------------------------------------------------------------


def test_words_stand_bare_only_where_every_reader_takes_them_for_words() -> None:
    text = dumps(Codebook(codes=(Code("a", keywords=("组织构建", "no", "1", "a: b", "Rule x")),)))
    assert text == 'codes:\n  - id: a\n    keywords: [组织构建, "no", "1", "a: b", Rule x]\n'


def test_the_file_has_every_field_of_a_code_group_and_relation() -> None:
    for kind, readers in ((Code, read.CODE), (Group, read.GROUP), (Relation, read.RELATION)):
        assert set(readers) == {field.name for field in fields(kind)}


def test_the_yaml_library_is_loaded_only_when_a_file_is_read() -> None:
    code = "import sys, qualcode.codefile; print('ruamel.yaml' in sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        check=True,
        text=True,
        cwd=REPO,
    )
    assert done.stdout == "False\n"
