"""What a verb asks of the file does not grow with the study: not with texts, coders or codes.

``VERBS`` says what is asked, and how many statements it may take at most. To add one, write what
makes it ready and the call; everything runs at three sizes of a study.
"""

from __future__ import annotations

import shutil
from itertools import count
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest
from conftest import CODEBOOK
from counting_material import counted
from desk_material import event, new_id, sent

from qualcode import Project
from qualcode.model import Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from qualcode.gathering.cards import Card

WHO = "甲"
SAID = ("支部建到了第{n}栋。", "第{n}栋的骨干都来报名。", "今天天气好，第{n}回了。")


class Size(NamedTuple):
    """How large a study is."""

    texts: int
    coders: int
    codes: int


SIZES = (Size(5, 2, 0), Size(15, 4, 6), Size(30, 6, 20))


def grown(folder: Path, size: Size) -> Project:
    """Return a study of a size, in which each coder coded and read something, and one was asked."""
    made = Project.create(folder / "study", CODEBOOK)
    coders = [WHO, *(f"第{n}人" for n in range(1, size.coders))]
    for name in coders:
        made.coders.add(name)
    for n in range(size.codes):
        made.codebook.add_code(f"编码{n}")
    made.rounds.open("R1")
    for text in range(size.texts):
        lines = [f"访谈者：第{n}问？\n受访者：{SAID[n % 3].format(n=n)}" for n in range(9)]
        name = f"访谈{text:02}"
        made.transcripts.ingest_bytes(f"{name}.txt", "\n".join([f"问：{text}", *lines]).encode())
        for coder in coders:
            made.codings.add(coder, name, 20, 24, "legitimacy")
            made.codings.read(coder, name, [turn(made, name, 1)])
    made.suggestions.run(WHO, seed=3)
    return made


@pytest.fixture(scope="module")
def studies(tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[Project]]:
    made = [grown(tmp_path_factory.mktemp("grown"), size) for size in SIZES]
    yield made
    for each in made:
        each.close()


def text_of(study: Project, name: str) -> int:
    return next(it.text_id for it in study.transcripts.list() if it.name == name)


def turn(study: Project, name: str, place: int) -> Span:
    borders = study.worksheets.borders(text_of(study, name))
    return Span(borders.starts[place], borders.ends[place])


NAME = "访谈01"
FRESH = count(1)
"""Codings and memos of this module are all new ones."""


def at_desk(study: Project) -> Any:
    """Return a worksheet that was read, as the desk has it, after a key was pressed."""
    return press(study, study.worksheets.of(WHO, text_of(study, NAME)))


def press(study: Project, sheet: Any) -> Any:
    """Press the key of a code, and read what the desk is answered."""
    text = text_of(study, NAME) if sheet is None else sheet.text
    borders = study.worksheets.borders(text)
    start, code = borders.starts[4], study.codebook.current().codes[1].id
    spans = [{"s": start, "e": start + 1 + next(FRESH) % 4, "u": new_id()}]
    act = event("code", c=code, spans=spans, text=text)
    assert sent(study, act, who=WHO) == [""]
    return study.worksheets.of(WHO, text, before=sheet)


def pressing(study: Project) -> Callable[[], object]:
    sheet = at_desk(study)
    borders = study.worksheets.borders(sheet.text)
    start = borders.starts[6]
    spans = [{"s": start, "e": start + 2 + next(FRESH) % 5, "u": new_id()}]
    act = event("code", c="legitimacy", spans=spans, text=sheet.text)

    def pressed() -> None:
        assert sent(study, act, who=WHO) == [""]
        study.worksheets.of(WHO, sheet.text, before=sheet)

    return pressed


def undoing(study: Project) -> Callable[[], object]:
    at_desk(study)
    return lambda: study.undo(WHO)


def mode(study: Project, name: str) -> None:
    study.suggestions.set_mode(name)


def first(study: Project) -> Card:
    up = study.suggestions.next(WHO)
    assert up is not None
    return up


def finished(study: Project) -> None:
    """Do one card to its end, so that the next one is the second."""
    up = first(study)
    if up.mode == "code_first" and not up.answered:
        study.suggestions.answer(WHO, up.pick, [])
    study.suggestions.finish(WHO, up.pick)


def second(study: Project) -> Callable[[], object]:
    mode(study, "code_first")
    finished(study)
    return lambda: study.suggestions.up(WHO)


def second_visible(study: Project) -> Callable[[], object]:
    mode(study, "visible")
    finished(study)
    return lambda: study.suggestions.up(WHO)


def answering(study: Project) -> Callable[[], object]:
    mode(study, "code_first")
    finished(study)
    up = first(study)
    return lambda: study.suggestions.answer(WHO, up.pick, ["legitimacy"])


def finishing(study: Project) -> Callable[[], object]:
    mode(study, "code_first")
    finished(study)
    up = study.suggestions.answer(WHO, first(study).pick, ["legitimacy"])
    return lambda: study.suggestions.finish(WHO, up.pick)


def accepting(study: Project) -> Callable[[], object]:
    mode(study, "visible")
    items = study.suggestions.queue(WHO)
    return lambda: study.suggestions.accept(WHO, items[-1].suggestion.id)


def looking(study: Project) -> Callable[[], object]:
    mode(study, "visible")
    study.suggestions.queue(WHO)
    return lambda: study.suggestions.queue(WHO)


VERBS: dict[str, tuple[Callable[[Project], Callable[[], object]], int]] = {
    "a key press and its answer": (pressing, 14),
    "undo": (undoing, 16),
    "a second card": (second, 20),
    "a second card with suggestions in view": (second_visible, 20),
    "answer a card": (answering, 20),
    "finish a card": (finishing, 18),
    "accept": (accepting, 24),
    "what waits to be decided": (looking, 14),
    "status": (lambda study: study.status, 14),
    "the worksheet of a text": (
        lambda study: lambda: study.worksheets.of(WHO, text_of(study, NAME)),
        24,
    ),
    "a memo": (
        lambda study: lambda: study.memos.add(WHO, "project", "", f"记{next(FRESH)}"),
        10,
    ),
    "rounds": (lambda study: study.rounds.list, 4),
    "the codebook": (lambda study: study.codebook.current, 4),
}
"""What makes a verb ready, and the most statements of it: BEGIN and savepoints are some too."""


@pytest.mark.parametrize("name", VERBS)
def test_what_is_asked_does_not_grow_with_the_study(studies: list[Project], name: str) -> None:
    ready, most = VERBS[name]
    asked = []
    for study in studies:
        verb = ready(study)
        verb_again(study)
        with counted(study) as found:
            verb()
        assert len(found) <= most, found
        asked.append(len(found))
    assert max(asked) - min(asked) <= SLACK.get(name, 0), asked


SLACK = {
    "a second card": 2,
    "a second card with suggestions in view": 6,
    "answer a card": 4,
    "finish a card": 6,
}
"""A card with something behind it asks for more than one without."""


def verb_again(study: Project) -> None:
    """Have the frame as it is after what made a verb ready: it is read again where that changed."""
    study.rounds.list()


@pytest.fixture(scope="module")
def closed(studies: list[Project], tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Return the studies with their round closed, as nobody has opened them yet."""
    folders = []
    for study in studies:
        study.store.pause()
        folder = tmp_path_factory.mktemp("closed") / "study"
        shutil.copytree(study.folder, folder)
        with Project.open(folder) as made:
            made.rounds.close("R1")
        folders.append(folder)
    return folders


QUESTIONS: dict[str, Callable[[Project], object]] = {
    "agreement": lambda it: it.agreement.table(),
    "diagnosis": lambda it: it.agreement.diagnosis(),
    "disagreements": lambda it: it.agreement.disagreements(),
    "spans": lambda it: it.agreement.spans(),
    "frequency": lambda it: it.tables.get("frequency", coder=WHO),
    "by group": lambda it: it.tables.get("code_by_group", coder=WHO),
    "quotations": lambda it: it.tables.get("quotations", coder=WHO),
    "frequencies": lambda it: it.tables.get("frequencies", coder=WHO),
    "the blind sample": lambda it: it.sample.status(WHO),
    "search": lambda it: it.search.find("支部", WHO),
    "passages": lambda it: it.passages.of("legitimacy", WHO),
    "what to read again": lambda it: it.backcoding.due(WHO),
    "the plan": lambda it: it.planning.table(),
    "the disputes": lambda it: it.adjudication.queue(),
    "brackets": lambda it: it.brackets.list(),
}


@pytest.mark.parametrize("name", QUESTIONS)
def test_a_question_asks_as_much_of_a_large_study_as_of_a_small_one(
    closed: list[Path], name: str
) -> None:
    """It is the first question of its process, so that nothing is known yet."""
    asked = []
    for folder in closed:
        with Project.open(folder) as study, counted(study) as found:
            QUESTIONS[name](study)
        assert len(found) <= MORE.get(name, MOST), found
        asked.append(len(found))
    assert len(set(asked)) == 1, asked


MOST = 30
MORE = {"the plan": 36, "the disputes": 31}
"""A plan compares a pilot, and counts the round that is open; disputes come with their turns."""
