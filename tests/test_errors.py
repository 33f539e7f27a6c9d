"""An error is a key with values: its words stand in both catalogues, in one short sentence."""

from __future__ import annotations

import ast
import json
import os
import re
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pytest
from composed_material import arguments
from conftest import REPO
from hypothesis import given
from hypothesis import strategies as st
from source_material import FILES, tree_of
from test_locale import places

from qualcode.app.coder.acts import DECLARED
from qualcode.app.coder.messages import _REFUSED, checked
from qualcode.app.coder.refusals import RefusalError
from qualcode.cli.usage import UsageError
from qualcode.errors import (
    LONGEST,
    Clause,
    InputError,
    ProjectError,
    QualcodeError,
    RuleError,
    unreachable,
)
from qualcode.i18n import LANGUAGES, catalogue, tr
from qualcode.project import Project

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from qualcode.i18n import Language

NAMES = {kind.__name__ for kind in (QualcodeError, InputError, RuleError, ProjectError, UsageError)}
USUAL = {"closed", "code", "frozen"}
"""Refusals that are looked for only after something was refused."""
TYPED = re.compile(
    r"`[^`]*`|--[a-z-]+( [A-Za-z_0-9]+(\.[a-z]+)?)*|\{\{.*?\}\}|\{\w+(![rs])?(:g)?\}"
    r"|\[\\?\".*?\]|\.?\w+\.\w+(\.\w+)*"
    r"|[ （、]\.[a-z]+\b|\w+/\w+\.\w+|0x00|U\+0000|#[0-9a-f]{6}"
)
"""What is typed or stands in a file, and what is filled in."""
TERMS = {
    *(
        "qualcode",
        "SQLite",
        "JSON",
        "Whisper",
        "WhisperX",
        "FunASR",
        "PDF",
        "OCR",
        "GB",
        "CSV",
        "YAML",
        "UTF",
        "GB18030",
        "Big5",
        "Excel",
        "Word",
        "XML",
    ),
    *("MB", "uuid", "Evidence", "NaN", "zip", "spaCy", "Matcher", "none", "yes", "no", "alpha"),
    *("coder", "start", "end", "code", "text", "length", "turn", "transcript", "quote", "unit"),
    *("codebook", "speaker", "consent", "groups", "localhost", "leads_to", "zh", "en", "seconds"),
    *(
        "TEXT",
        "LENGTH",
        "IS_",
        "LIKE_",
        "OP",
        "true",
        "false",
        "n",
        "m",
        "a",
        "z",
        "NAME",
        "N",
        "never",
    ),
    "b",
    "sentence",
    "semantic",
    "SHA",
}
"""Names of columns, formats and products, and values that are typed."""
PIECES = {
    *("file", "columns", "coders", "name", "given", "input", "lines", "unit", "seen", "text"),
    *("ratings", "spans", "ratio"),
    *("coder", "length", "start", "end", "turn", "speaker", "ge", "gt", "le", "lt", "help"),
    *("qualcode --help", " --help", "PRAGMA integrity_check(1)", " at position", "said"),
}
"""Names of values and columns, and words by which a library's own are cut."""


def keyed() -> list[tuple[str, str, set[str] | None]]:
    """Return (where, key, the values' names) of every error that code raises by a key."""
    found = []
    for path in FILES:
        for node in ast.walk(tree_of(path)):
            if not isinstance(node, ast.Call) or getattr(node.func, "id", "") not in NAMES:
                continue
            first = node.args[0] if node.args else None
            if isinstance(first, ast.Constant) and " " not in str(first.value):
                names = {it.arg for it in node.keywords}
                where = f"{path.name}:{node.lineno}"
                known = None if None in names else {str(name) for name in names}
                found.append((where, str(first.value), known))
    return found


def test_every_key_has_its_words_and_gets_what_they_need() -> None:
    """A misspelt key or a forgotten value would be a traceback for a user's mistake."""
    english = catalogue("en")
    for where, key, given_values in keyed():
        forms = [key] if f"error.{key}" in english else [f"{key}.one", f"{key}.other"]
        for form in forms:
            words = english.get(f"error.{form}")
            assert words is not None, f"{where} raises {key!r}, which has no words"
            assert given_values is None or places(words) <= given_values, f"{where}: {key}"


def test_chinese_sentences_have_no_english_words() -> None:
    """What is typed, a name of a file, a column, a format or a product is what it is."""
    for key, words in catalogue("zh").items():
        if key.partition(".")[0] in {"error", "row", "round", "verdict", "kind", "pattern_fault"}:
            left = set(re.findall(r"[A-Za-z]\w*", TYPED.sub(" ", words)))
            assert left <= TERMS, f"{key}: {left - TERMS}"


def told() -> Iterator[tuple[str, ast.expr]]:
    """Go through (where, what) of all that errors are told as values, local names followed once."""
    for path in sorted((REPO / "qualcode").rglob("*.py")):
        for function in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(function, ast.FunctionDef):
                continue
            named: dict[str, list[ast.expr]] = {}
            for it in ast.walk(function):
                if isinstance(it, ast.Assign) and isinstance(it.targets[0], ast.Name):
                    named.setdefault(it.targets[0].id, []).append(it.value)
            for call in ast.walk(function):
                if isinstance(call, ast.Call) and getattr(call.func, "id", "") in NAMES:
                    for each in call.keywords:
                        where = f"{path.name}:{call.lineno} {each.arg}"
                        names = named.get(getattr(each.value, "id", ""), [])
                        yield from ((where, value) for value in (each.value, *names))


def test_no_value_is_a_piece_of_an_english_sentence() -> None:
    """A list is a tuple, a word a ``Clause``: both are said in the language of the sentence."""
    for where, value in told():
        words = [it for it in ast.walk(value) if not inside_a_clause(it, value)]
        said = {it.value for it in words if isinstance(it, ast.Constant)} - PIECES
        said = {it for it in said if not str(it).startswith("--")}
        assert not [it for it in said if isinstance(it, str) and re.search("[a-zA-Z]{2}", it)], (
            where
        )
        joined = [it for it in words if isinstance(it, ast.Attribute) and it.attr == "join"]
        marks = {ast.unparse(it.value) for it in joined}
        assert marks <= {"' → '", "' '", "' × '"}, where


def inside_a_clause(node: ast.AST, value: ast.expr) -> bool:
    clauses = (
        it for it in ast.walk(value) if isinstance(it, ast.Call) and is_name(it.func, "Clause")
    )
    return any(node is it for clause in clauses for it in ast.walk(clause))


def is_name(node: ast.expr, name: str) -> bool:
    return isinstance(node, ast.Name) and node.id == name


@pytest.mark.parametrize(("language", "said"), [("en", "a, b, none"), ("zh", "a、b、无")])
def test_a_list_among_the_values_is_one_in_the_language_of_the_sentence(
    language: Language, said: str
) -> None:
    error = InputError("modes.unknown", modes=("a", "b", Clause("error.word.none")), wanted="c")
    assert said in error.sentence(language)
    assert error.to_json(language)["values"] == {
        "modes": ["a", "b", said[-4:] if language == "en" else "无"],
        "wanted": "c",
    }
    assert catalogue(language)["error.word.none"] in InputError(
        "modes.unknown", modes=(), wanted="c"
    ).sentence(language)


def test_an_error_that_another_process_told_is_the_same_one() -> None:
    error = InputError("modes.unknown", modes=("a", "b"), wanted="c")
    again = QualcodeError.from_json(json.loads(json.dumps(error.to_json("zh"))))
    assert again.sentence("zh") == error.sentence("zh")
    assert str(QualcodeError.from_json({"key": "", "message": "stopped"})) == "stopped"


def test_a_key_that_one_catalogue_lacks_is_said_in_the_words_of_the_other(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delitem(catalogue("zh"), "error.moving.gone")
    assert InputError("moving.gone").sentence("zh") == catalogue("en")["error.moving.gone"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_error_without_words_is_named_with_its_values(language: Language) -> None:
    """It is a programmer's mistake, but never hides the one that a user made."""
    error = InputError("no.such_key", file="a.csv", line=3)
    assert error.sentence(language) == "error.no.such_key: file = a.csv line = 3"
    assert error.to_json(language)["message"] == error.sentence(language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_the_browser_must_not_send_is_refused_in_the_language_of_the_screen(
    language: Language,
) -> None:
    for shape in ({}, {"op": 7}, {"op": "code", "text": "x"}, {"op": "code", "spans": {}}):
        with pytest.raises(RefusalError) as caught:
            checked(shape, DECLARED)
        assert caught.value.sentence(language) == tr(f"error.{caught.value.key}", language)
    every = {key.rpartition(".")[2] for key in catalogue("zh") if key.startswith("error.refusal.")}
    assert every == arguments("RefusalError") | {*_REFUSED.values()} | USUAL


def test_the_thread_of_pauses_ends_with_no_error_where_the_file_is_gone(tmp_path: Path) -> None:
    """It tries again later; who acts next is told in one sentence."""
    raised: list[object] = []
    with Project.create(tmp_path / "study") as project:
        project.coders.add("A")
        shutil.rmtree(tmp_path / "study", ignore_errors=sys.platform == "win32")
        with ThreadPoolExecutor(1) as pool:
            raised.append(pool.submit(project.store.pause).exception())
    assert raised == [None]


def test_what_the_system_says_is_said_in_the_language_of_the_sentence() -> None:
    gone = unreachable(FileNotFoundError(2, "No such file or directory"), "a.csv")
    assert "没有这个文件或文件夹" in gone.sentence("zh")
    odd = unreachable(OSError(95, "Operation not supported"), "a.csv")
    assert "Operation not supported" in odd.sentence("zh")


def test_a_sentence_is_what_it_was() -> None:
    error = InputError("A coder must have a name; give one.")
    assert str(error) == "A coder must have a name; give one."
    assert error.key == ""


@given(st.text())
def test_no_error_holds_control_characters_or_buries_its_cure(hostile: str) -> None:
    """A file's name or cell may hold anything; the terminal and the page get one short line."""
    sentence = str(InputError(f"A name must be short, but {hostile} was given; shorten it."))
    assert len(sentence) <= LONGEST
    assert sentence.isprintable()
    assert sentence.endswith("shorten it.")


@pytest.mark.parametrize("kind", [InputError, RuleError, ProjectError])
def test_every_kind_can_be_met_as_one(kind: type[QualcodeError]) -> None:
    with pytest.raises(QualcodeError):
        raise kind("It must be so, but is not; mend it.")


def test_a_value_with_words_of_its_own_is_said_in_the_language_asked_for() -> None:
    odd = InputError(
        "ratings.strange",
        file="a.csv",
        column="X",
        reason=Clause("calculator_reason.constant"),
        coders="--coders A B",
    )
    assert "(it is the same in every row)" in str(odd)
    assert tr("calculator_reason.constant", "zh") in odd.sentence("zh")


def commands() -> set[str]:
    words = [text for key, text in catalogue("en").items() if key.startswith("error.")]
    return {
        name for text in words for name in re.findall(r"`qualcode (round [a-z]+|suggest)", text)
    }


@pytest.mark.parametrize("language", ["zh", "en"])
def test_what_a_cure_says_to_type_has_something_to_press_in_the_app(language: Language) -> None:
    for command in commands():
        assert f"press.{command.replace(' ', '_')}" in catalogue(language)


def test_the_app_says_what_to_press_and_the_command_line_what_to_type() -> None:
    error = RuleError("comparison.open_round", name="一")
    assert error.sentence("en").endswith("close it with `qualcode round close 一`.")
    assert "qualcode" not in error.sentence("zh", "app")
    assert "“比较”" in error.sentence("zh", "app")


def test_an_error_raised_in_a_thread_keeps_its_key_and_says_it_in_any_language() -> None:
    def refuse() -> None:
        raise InputError("moving.gone")

    with ThreadPoolExecutor(1) as pool:
        error = pool.submit(refuse).exception()
    assert isinstance(error, InputError)
    assert error.sentence("zh") == catalogue("zh")["error.moving.gone"]


def command(*arguments: str, language: str = "") -> subprocess.CompletedProcess[str]:
    surroundings = {**os.environ, "QUALCODE_LANGUAGE": language, "PYTHONPATH": str(REPO)}
    asked = [sys.executable, "-m", "qualcode", *arguments]
    return subprocess.run(
        asked, env=surroundings, capture_output=True, encoding="utf-8", check=False
    )


def test_the_command_line_says_a_mistake_in_the_language_asked_for(tmp_path: Path) -> None:
    asked = ("status", "--project", str(tmp_path))
    assert "must hold" in command(*asked).stderr
    assert "项目文件夹里须有" in command(*asked, language="zh").stderr
    assert "must hold" in command("--language", "en", *asked, language="zh").stderr
    refused = command(*asked, language="klingon")
    assert refused.returncode == 1
    assert refused.stderr.startswith("QUALCODE_LANGUAGE must be zh or en, but it is 'klingon'")
    told = json.loads(command(*asked, "--json", language="klingon").stderr)["error"]
    assert (told["key"], told["values"]["given"]) == ("mistakes.language", "klingon")


def test_a_mistake_is_json_on_standard_error_for_programs(tmp_path: Path) -> None:
    failed = command("status", "--json", "--project", str(tmp_path))
    assert (failed.returncode, failed.stdout) == (1, "")
    error = json.loads(failed.stderr)["error"]
    assert error["kind"] == "project"
    assert error["cure"].startswith("run `qualcode init")
    assert error["values"]["parent"] == str(tmp_path)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("value", ["a; b", "甲；乙", "{name}"])
def test_a_value_never_passes_for_the_mark_before_a_cure(value: str, language: Language) -> None:
    error = InputError("study.no_round", name=value)
    message, cure = error.parts(language)
    assert value in message
    assert value in cure
    assert error.to_json(language)["values"] == {"name": value}


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_to_press_is_on_a_page_that_there_is(language: Language) -> None:
    """A page is named as the menu names it; what is on none stands in the side bar."""
    known = catalogue(language)
    pages = {words for key, words in known.items() if key.startswith("app.nav.")}
    for key, words in known.items():
        if key.startswith("press."):
            named = re.findall(r"“(\w+)”页|page (\w+)", words)
            assert {it for pair in named for it in pair if it} <= pages, key
            assert named or re.search("侧栏|side bar", words), key
