"""``--help`` and what is said of wrong usage, in the language of whoever asks."""

from __future__ import annotations

import inspect
import json
import re
import sys
from typing import TYPE_CHECKING, Any

import pytest
from typer.main import get_command
from typer.testing import CliRunner

from qualcode.cli import app, main
from qualcode.i18n import LANGUAGES, catalogue

if TYPE_CHECKING:
    from collections.abc import Iterator

    from qualcode.i18n import Language

KEPT = r"`[^`]*`|--[a-z-]+|\{\w+\}|'A B'|\.[a-z]+\b|docs/[a-z]+\.md|[a-z_]+(,[a-z_]+)+"
"""What is typed, or stands in a file, is the same in both languages."""
NAMES = {
    *("CSV", "JSON", "YAML", "Excel", "Word", "Markdown", "MASI", "NEW", "N", "R1", "R2", "shell"),
    *("alpha", "jackknife", "text", "span", "linear", "quadratic", "ordinal", "none", "role"),
    *("group", "mix", "uncertain", "scarce", "random", "reading", "concept", "category", "main"),
    *("csv", "code", "definition", "keywords", "start", "end"),
}


def tree(command: Any = None, *path: str) -> Iterator[tuple[tuple[str, ...], Any]]:
    command = command or get_command(app)
    yield path, command
    for name, below in getattr(command, "commands", {}).items():
        yield from tree(below, *path, name)


TREE = list(tree())
KEYS = {"_".join(path).replace("-", "_") or "qualcode": it for path, it in TREE}
HELPS = {
    str(param.help).partition(" ")[0]
    for _, command in TREE
    for param in command.params
    if getattr(param, "help", None) and "completion" not in param.name
}


def page_of(
    path: tuple[str, ...], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> str:
    """Return a page in Chinese, without the command tree being built anew."""
    monkeypatch.setenv("QUALCODE_LANGUAGE", "zh")
    monkeypatch.setenv("COLUMNS", "120")
    command = TREE[0][1]
    context = command.context_class(command, info_name="qualcode")
    for name in path:
        command = command.commands[name]
        context = command.context_class(command, info_name=name, parent=context)
    command.get_help(context)
    return capsys.readouterr().out


def shown(*arguments: str, language: str) -> str:
    surroundings = {"QUALCODE_LANGUAGE": language, "COLUMNS": "100"}
    done = CliRunner().invoke(app, [*arguments, "--help"], env=surroundings)
    assert done.exit_code == 0, done.output
    return done.output


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_command_and_every_option_has_its_words(language: Language) -> None:
    known = catalogue(language)
    assert {key for key in known if key.startswith("command.")} == {f"command.{it}" for it in KEYS}
    theirs = {"option.help", "option.install_completion", "option.show_completion"}
    assert {key for key in known if key.startswith("option.")} == HELPS | theirs


@pytest.mark.parametrize("key", KEYS)
def test_a_command_says_of_itself_what_its_function_does(key: str) -> None:
    said = inspect.cleandoc(KEYS[key].callback.__doc__ or "") if KEYS[key].callback else ""
    assert catalogue("en")[f"command.{key}"] == (said or catalogue("en")[f"command.{key}"])


def test_chinese_help_has_no_english_words() -> None:
    """What is typed stays as it is typed."""
    for key, words in catalogue("zh").items():
        if key.partition(".")[0] in {"command", "option", "help"}:
            left = re.findall(r"[A-Za-z]\w*", re.sub(KEPT, " ", words))
            assert set(left) <= NAMES, key


@pytest.mark.parametrize(("path", "command"), TREE, ids=list(KEYS))
def test_help_is_shown_in_chinese_for_every_command(
    path: tuple[str, ...],
    command: Any,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    page = page_of(path, monkeypatch, capsys)
    assert "用法：" in page
    assert "显示这段帮助并退出。" in page
    assert ("命令 [参数]..." in page) == hasattr(command, "commands")
    for english in ("Usage", "Options", "Arguments", "Commands", "[required]", "[default", "exit."):
        assert english not in page
    assert not re.search(r"\boption\.|\bcommand\.|…\s*│", page)


def test_help_is_shown_in_english_as_before() -> None:
    page = shown("code", "import", language="en")
    for words in ("Usage: ", "[OPTIONS] {FILE.csv}", " Arguments ", " Options ", "[required]"):
        assert words in page
    assert "Print one JSON value for programs." in page
    assert "Show this message and exit." in page


def test_a_table_is_named_in_the_help_in_both_languages() -> None:
    for language in LANGUAGES:
        assert "code_by_group_wide" in shown("table", language=language)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("typed", "key", "values"),
    [
        ("exprt", "no_command", {"given": "exprt"}),
        ("code expotr", "near_command", {"near": ["export"]}),
        ("round x-y", "no_command", {"given": "x-y"}),
        ("init --xyzzy a", "no_option", {"given": "--xyzzy"}),
        ("status --projct a", "near_option", {"given": "--projct", "near": ["--project"]}),
        ("code import", "missing", {"wanted": "FILE.csv"}),
        ("codebook merge a", "missing", {"wanted": "--into"}),
        ("status --json=3", "without_value", {"option": "--json"}),
        ("status --project", "with_value", {"option": "--project"}),
        ("status a b", "extra", {"found": "a b"}),
        ("agree --unit word", "choice", {"given": "word", "name": "--unit"}),
        ("--language xx status", "choice", {"given": "xx", "choices": ["zh", "en"]}),
        ("suggest --seed x", "whole", {"given": "x", "name": "--seed"}),
        ("plan --p x", "number", {"given": "x"}),
        ("curve a --text t --codes c --codebook b --seeds 0", "at_least", {"bound": 1}),
        ("curve a --text t --codes c --codebook b --seeds 101", "at_most", {"bound": 100}),
    ],
)
def test_wrong_usage_is_one_sentence_in_the_language_asked_for(
    typed: str,
    key: str,
    values: dict[str, Any],
    language: Language,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """It ends with code 2, names the help to look at, and is JSON for programs."""
    monkeypatch.setenv("QUALCODE_LANGUAGE", language)
    told = {}
    for more in ([], ["--json"] if "status" not in typed else []):
        monkeypatch.setattr(sys, "argv", ["qualcode", *typed.split(), *more])
        with pytest.raises(SystemExit) as ended:
            main()
        assert ended.value.code == 2
        said = capsys.readouterr()
        assert said.out == ""
        if more:
            told = json.loads(said.err)["error"]
            assert (told["kind"], told["key"]) == ("usage", f"usage.{key}")
            assert told["values"].items() >= values.items()
        else:
            words = catalogue(language)[f"error.usage.{key}"]
            first = re.split(r"[{}]", words)[2 if words.startswith("{") else 0]
            assert first in said.err
            assert said.err.count("\n") == 1
            assert "--help`" in said.err


def test_commands_without_one_show_their_help_and_end_as_wrong_usage(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("QUALCODE_LANGUAGE", "zh")
    monkeypatch.setattr(sys, "argv", ["qualcode", "round"])
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == 2
    said = capsys.readouterr()
    assert "各轮编码。" in said.out + said.err
    assert "error" not in said.err


def test_a_shell_is_told_what_an_option_does_in_the_language_asked_for() -> None:
    surroundings = {
        "_QUALCODE_COMPLETE": "complete_zsh",
        "_TYPER_COMPLETE_ARGS": "qualcode status --js",
        "QUALCODE_LANGUAGE": "zh",
    }
    said = CliRunner().invoke(app, [], prog_name="qualcode", env=surroundings)
    assert "打印一个供程序读取的 JSON 值" in said.output
