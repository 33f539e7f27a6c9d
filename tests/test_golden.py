"""What the example study says stays as it is: each table, list and text, floats to 12 digits.

What a fitted model says has 7 digits on every processor.

The answers stand in ``tests/golden``, one file a command. A change that is meant is written there
by ``QUALCODE_GOLDEN=write pytest tests/test_golden.py`` and named in the change log.
"""

from __future__ import annotations

import json
import os
import re
import sys
from contextlib import suppress
from typing import TYPE_CHECKING, Any

import pytest
from conftest import REPO

from qualcode import Project, analysis, cli
from qualcode.project.reporting.tables import COMPARED, MEASURED

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

GOLDEN = REPO / "tests" / "golden"
DIGITS = 12
FITTED_DIGITS = 7
FITTED = {"agree_model", "table_model_agreement", "evaluate", "evaluate_bins"}
"""What comes from a fitted model: another processor adds up the same numbers in another order."""
PASSING = [
    (re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(\.\d+)?(\+00:00|Z)?"), "<time>"),
    (re.compile(r"\d{4}-\d\d-\d\d"), "<day>"),
    (re.compile(r"\b[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}\b"), "<uuid>"),
    (re.compile(r"\b[0-9a-f]{12,64}\b"), "<hash>"),
    (re.compile(r"[^\s\"]*[/\\]project\.qualcode"), "<project>"),
]
"""What differs from one making of the example to the next."""

OF = dict.fromkeys(("anchoring", "frequency_errors"), ("--coder", "C"))
"""Whose work is asked for where nobody's alone can be told."""
AGREE = {
    f"agree_{view}_{unit}".replace("-", "_"): ("agree", "--view", view, "--unit", unit, "--more")
    for view in ("figures", "pairs", "diagnosis", "other-tools")
    for unit in ("sentence", "turn")
}
TABLES = {
    f"table_{name}": ("table", name, *OF.get(name, ()))
    for name in (*analysis.TABLES, *COMPARED, *MEASURED)
}
ASKED: dict[str, tuple[str, ...]] = {
    **AGREE,
    **TABLES,
    "agree_spans": ("agree", "--unit", "span", "--more"),
    "agree_bootstrap": ("agree", "--interval", "corpus", "--replicates", "200", "--sets"),
    "agree_model": ("agree-model",),
    "anchoring": ("anchoring", "--coder", "C"),
    "adjudicate_list": ("adjudicate", "list", "R1"),
    "brackets_list": ("brackets", "list"),
    "codebook_show": ("codebook", "show"),
    "coder_list": ("coder", "list"),
    "evaluate": ("evaluate", "--coder", "C", "--more"),
    "evaluate_bins": ("evaluate", "--coder", "C", "--bins"),
    "frequencies": ("frequencies", "--coder", "C", "--errors"),
    "frequencies_by_group": ("frequencies", "--coder", "C", "--by", "group"),
    "layer": ("layer",),
    "ledger": ("ledger",),
    "methods": ("methods",),
    "mode": ("mode",),
    "plan": ("plan",),
    "round_list": ("round", "list"),
    "sample": ("sample",),
    "status": ("status",),
    "verify_log": ("verify-log",),
}
WRITTEN = {"codings_csv": ("code", "export")}


def _still(value: Any) -> Any:
    """Return an answer without what passes: times, names drawn at random, the last digits."""
    match value:
        case float():
            return float(f"{value:.{DIGITS}g}")
        case str():
            for pattern, name in PASSING:
                value = pattern.sub(name, value)
            return value
        case list():
            return [_still(it) for it in value]
        case dict():
            return {_still(key): _still(it) for key, it in value.items()}
    return value


def _close(found: Any, due: Any, digits: int = DIGITS) -> bool:
    """Return whether two answers are one, floats to so many digits."""
    match found, due:
        case (float() | int(), float() | int()) if not isinstance(found, bool):
            return found == due or abs(found - due) <= 10 ** -(digits - 1) * max(
                abs(found), abs(due)
            )
        case list(), list():
            pairs = zip(found, due, strict=False)
            return len(found) == len(due) and all(_close(*it, digits) for it in pairs)
        case dict(), dict():
            same = list(found) == list(due)
            return same and all(_close(found[it], due[it], digits) for it in found)
    return bool(found == due) and type(found) is type(due)


@pytest.fixture
def said(
    demo_folder: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> Callable[[tuple[str, ...]], Any]:
    """Return a way to ask a command of the example study; what it writes is read instead."""

    def say(asked: tuple[str, ...], *ends: str) -> tuple[str, str]:
        command = ["qualcode", *asked, *ends, "--project", str(demo_folder)]
        monkeypatch.setattr(sys, "argv", command)
        with suppress(SystemExit):
            cli.main()
        return capsys.readouterr()

    def answer(asked: tuple[str, ...]) -> Any:
        if asked in WRITTEN.values():
            path = tmp_path / "written.csv"
            say(asked, str(path))
            return _still(path.read_text(encoding="utf-8-sig").splitlines())
        out, refused = say(asked, "--json")
        return _still({"refused": refused} if refused else json.loads(out))

    return answer


@pytest.mark.parametrize("name", [*ASKED, *WRITTEN])
def test_the_example_study_says_what_it_said(
    name: str, said: Callable[[tuple[str, ...]], Any]
) -> None:
    found = said({**ASKED, **WRITTEN}[name])
    path = GOLDEN / f"{name}.json"
    if os.environ.get("QUALCODE_GOLDEN") == "write":
        path.parent.mkdir(exist_ok=True)
        words = json.dumps(found, ensure_ascii=False, indent=1)
        path.write_text(words + "\n", encoding="utf-8", newline="\n")
    due = json.loads(path.read_text(encoding="utf-8"))
    assert _close(found, due, FITTED_DIGITS if name in FITTED else DIGITS), found


def test_no_answer_of_a_command_that_is_gone_is_kept() -> None:
    assert {it.stem for it in GOLDEN.glob("*.json")} == {*ASKED, *WRITTEN}


def test_every_table_is_among_them(demo_folder: Path) -> None:
    with Project.open(demo_folder) as project:
        assert {f"table_{it}" for it in project.tables.names()} == set(TABLES)
