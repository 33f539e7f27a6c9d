"""An own suggester that breaks its promises is named in one sentence, and nothing is written."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from test_cli import Terminal

from qualcode import Project
from qualcode import example as demo
from qualcode.errors import InputError, RuleError
from qualcode.model import Code, Codebook, Evidence
from qualcode.suggest import SUGGESTERS, Context, Example, Training, checked, learn

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

NAME = "mine"
UNIT = Example(1, 1, 40, "动员大家", ("动员", "大家"))
BOOK = Codebook(codes=(Code("甲"), Code("乙")))


class Mine:
    """Ranks every code of every unit alike; a test breaks one promise of it."""

    name = "another"

    def __init__(self, book: Codebook, _training: object, _context: object) -> None:
        self.codes: Any = tuple(code.id for code in book.codes)

    def score(self, units: Any) -> Any:
        return np.full((len(units), len(self.codes)), 0.9)

    def explain(self, unit: Example, _code: int) -> Any:
        return (Evidence("keyword", unit.text, unit.start, unit.start + len(unit.text), 1.0),)


def breaks(**promises: Callable[..., Any]) -> type[Mine]:
    return type("Mine", (Mine,), promises)


def boom(*_: object) -> Any:
    raise ZeroDivisionError("no\nreason")


def scores(make: Callable[[int, int], Any]) -> type[Mine]:
    return breaks(score=lambda self, units: make(len(units), len(self.codes)))


def evidence(*found: Any) -> type[Mine]:
    return breaks(explain=lambda _self, _unit, _code: found)


GOOD = Evidence("keyword", "动员", 40, 42, 1.0)
BROKEN: dict[str, tuple[Any, str]] = {
    "it cannot be made": (breaks(__init__=boom), "raised ZeroDivisionError: no reason"),
    "it is made of nothing": (lambda *_: None, "raised AttributeError"),
    "it is no function": (3, "raised TypeError"),
    "scores fail": (breaks(score=boom), "raised ZeroDivisionError"),
    "it leaves": (breaks(score=lambda *_: next(iter(()))), "raised StopIteration"),
    "explaining fails": (breaks(explain=boom), "raised ZeroDivisionError"),
    "other codes": (breaks(__init__=lambda self, *_: vars(self).update(codes=("丙",))), "codes"),
    "too few columns": (scores(lambda n, k: np.zeros((n, k + 1))), "units × codes"),
    "turned": (scores(lambda n, k: np.zeros((k, n + k))), "units × codes"),
    "flat": (scores(lambda n, k: np.zeros(n * k)), "units × codes"),
    "one number": (scores(lambda _n, _k: 0.5), "gives one number"),
    "nothing": (scores(lambda _n, _k: None), "gives"),
    "words": (scores(lambda n, k: [["a"] * k] * n), "must be numbers"),
    "ragged": (scores(lambda _n, _k: [[1], [1, 2]]), "must be numbers"),
    "NaN": (scores(lambda n, k: np.full((n, k), math.nan)), "must be numbers"),
    "infinite": (scores(lambda n, k: np.full((n, k), math.inf)), "must be numbers"),
    "complex": (scores(lambda n, k: np.full((n, k), 1j)), "must be numbers"),
    "over 1": (scores(lambda n, k: np.full((n, k), 1.5)), "gives 1.5"),
    "below 0": (scores(lambda n, k: np.full((n, k), -2.0)), "gives -2"),
    "no evidence": (evidence("动员"), "gives '动员'"),
    "evidence elsewhere": (evidence(replace(GOOD, start=0, end=2)), "stand at their place"),
    "other words": (evidence(replace(GOOD, text="大家")), "stand at their place"),
    "turned about": (evidence(replace(GOOD, start=42, end=40)), "stand at their place"),
    "half a place": (evidence(replace(GOOD, start=40.5)), "stand at their place"),
    "no weight": (evidence(replace(GOOD, weight=math.nan)), "stand at their place"),
    "no list": (breaks(explain=lambda *_: 3), "raised TypeError"),
}


@pytest.mark.parametrize("broken", BROKEN)
def test_a_broken_promise_is_named_in_one_sentence(broken: str) -> None:
    maker, words = BROKEN[broken]

    def ask() -> None:
        made = checked(maker, NAME)(BOOK, None, Context())
        made.score([UNIT])
        made.explain(UNIT, 0)

    with pytest.raises(InputError) as caught:
        ask()
    message = str(caught.value)
    assert NAME in message
    assert words in message
    assert "\n" not in message
    assert caught.value.sentence("zh") != message


def test_a_kept_promise_is_what_was_given() -> None:
    made = checked(Mine, NAME)(BOOK, None, Context())
    np.testing.assert_array_equal(made.score([UNIT, UNIT]), np.full((2, 2), 0.9))
    assert made.score([]).shape == (0, 2)
    assert made.explain(UNIT, 0) == (Evidence("keyword", "动员大家", 40, 44, 1.0),)
    assert made.name == NAME
    placeless = (replace(GOOD, text="定义里的话", start=-1, end=-1),)
    assert checked(evidence(*placeless), NAME)(BOOK, None, Context()).explain(UNIT, 0) == placeless


def test_a_rounding_error_is_no_broken_promise() -> None:
    off = scores(lambda n, k: np.full((n, k), np.float32(1.0000001)))
    assert checked(off)(BOOK, None, Context()).score([UNIT]).max() == 1


def test_what_it_refuses_by_itself_stays_its_own_sentence() -> None:
    def refuse(*_: object) -> Any:
        raise RuleError("This needs ten decisions; code more.")

    with pytest.raises(RuleError, match="ten decisions"):
        checked(refuse, NAME)(BOOK, None, Context())


def test_ours_are_not_wrapped() -> None:
    assert all(checked(fit) is fit for fit in SUGGESTERS.values())
    assert checked(checked(Mine, NAME)) == checked(Mine, NAME)


def test_learning_from_python_is_checked_too() -> None:
    units = tuple(Example(n, n % 3, 0, f"句{n}") for n in range(12))
    labels = np.array([[n % 2, 0] for n in range(12)], dtype=float)
    training = Training(units, labels, ("甲", "乙"))
    with pytest.raises(InputError, match="must be numbers"):
        learn(BOOK, training, fit=BROKEN["NaN"][0])


@pytest.fixture
def offered() -> Iterator[dict[str, Any]]:
    """What the registry of suggesters offers, as it was before."""
    yield SUGGESTERS
    SUGGESTERS.pop(NAME, None)


@pytest.fixture
def study(tmp_path: Path) -> Iterator[Project]:
    book = demo.study() / "codebooks" / "community_governance.yaml"
    with Project.create(tmp_path, book) as project:
        project.transcripts.ingest([demo.study() / "transcripts"])
        project.coders.add("A")
        project.suggestions.set_mode("visible")
        yield project


@pytest.mark.parametrize("broken", ["it cannot be made", "scores fail", "NaN", "over 1", "flat"])
def test_a_run_that_fails_writes_nothing(
    broken: str, study: Project, offered: dict[str, Any]
) -> None:
    offered[NAME] = BROKEN[broken][0]
    before = study.search.stamp()
    with pytest.raises(InputError, match=NAME):
        study.suggestions.run("A", suggester=NAME, seed=7)
    assert study.search.stamp() == before
    assert not study.rounds.list()


def test_a_run_stands_under_the_name_that_it_was_asked_for(
    study: Project, offered: dict[str, Any]
) -> None:
    """It can be asked for again by it, whatever the suggester calls itself."""
    offered[NAME] = Mine
    assert study.suggestions.run("A", suggester=NAME, seed=7).suggester == NAME
    assert study.suggestions.queue("A")


def test_the_command_line_says_one_sentence(
    study: Project,
    offered: dict[str, Any],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    offered[NAME] = BROKEN["scores fail"][0]
    study.close()
    terminal = Terminal(study.path.parent, monkeypatch, capsys)
    code, _, err = terminal.here("suggest", "--coder", "A", "--suggester", NAME)
    assert code == 1
    assert err.count("\n") == 1
    assert err.startswith(f"A suggester must answer without an error, but {NAME} raised")
