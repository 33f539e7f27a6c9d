"""An error is a key with values: its words stand in both catalogues, in one short sentence."""

from __future__ import annotations

import ast

import pytest
from conftest import REPO
from hypothesis import given
from hypothesis import strategies as st
from test_locale import places

from qualcode.errors import LONGEST, Clause, InputError, ProjectError, QualcodeError, RuleError
from qualcode.i18n import catalogue, tr

NAMES = {kind.__name__ for kind in (QualcodeError, InputError, RuleError, ProjectError)}


def keyed() -> list[tuple[str, str, set[str] | None]]:
    """Return (where, key, the values' names) of every error that code raises by a key."""
    found = []
    for path in sorted((REPO / "qualcode").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
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
