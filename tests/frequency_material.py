"""A study with a blind sample: invented answers, the seed of the draw, and what a coder found."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import pytest
from conftest import CODEBOOK

from qualcode.model import Span
from qualcode.project import Project
from qualcode.store import FILE_NAME, samples

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    from qualcode.frequency.strata import Drawn
    from qualcode.table import Cell, Table

SAID = ("支部建到了第{n}栋。大家都认。", "第{n}栋的骨干都来报名。", "今天天气好😀，第{n}回了。")
"""Every third answer has two sentences, the first with the code of these tests."""

CODE = "construction"
SEED = 4


class Turn(NamedTuple):
    """A blind or reserve turn with its transcript and words."""

    transcript: str
    text: str
    drawn: Drawn


def study(folder: Path, sizes: Mapping[str, int]) -> Project:
    """Return a study of coder 甲 with one interview a name, of so many answers."""
    project = Project.create(folder, CODEBOOK)
    project.coders.add("甲")
    for shift, (name, size) in enumerate(sizes.items()):
        add(project, name, size, shift)
    return project


def copied(project: Project, folder: Path) -> Project:
    """Return a copy of a study, to be changed: a run takes longer than everything else."""
    folder.mkdir()
    project.backup(folder / FILE_NAME)
    return Project.open(folder)


@pytest.fixture(scope="session")
def fresh(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Project]:
    """Three interviews of 20 answers, three blind turns in each, none read yet; not to change."""
    with study(tmp_path_factory.mktemp("s") / "s", {"一": 20, "二": 20, "三": 20}) as project:
        project.suggestions.run("甲", seed=SEED)
        yield project


@pytest.fixture
def equal(fresh: Project, tmp_path: Path) -> Iterator[Project]:
    with copied(fresh, tmp_path / "equal") as project:
        yield project


def add(project: Project, name: str, size: int, shift: int = 0) -> None:
    lines = [
        f"访谈者：第{n}问？\n受访者{name}：{SAID[(n + shift) % 3].format(n=n)}" for n in range(size)
    ]
    project.transcripts.ingest_bytes(f"{name}.txt", "\n".join(lines).encode())


def drawn(project: Project, role: str = "blind") -> list[Turn]:
    names = {info.text_id: info.name for info in project.transcripts.list()}
    with project.store.reading() as connection:
        turns = [turn for turn in samples.drawn(connection) if turn.role == role]
    return [
        Turn(names[it.text], project.transcripts.get(names[it.text]).text[it.start : it.end], it)
        for it in turns
    ]


def read(
    project: Project,
    turn: Turn,
    coder: str = "甲",
    has: Callable[[str], bool] = lambda text: "支部" in text,
) -> None:
    """Read a turn, and code its first sentence where it has the code."""
    start = turn.drawn.start
    if has(turn.text):
        end = start + turn.text.index("。") + 1
        project.codings.add(coder, turn.transcript, start, end, CODE)
    project.codings.read(coder, turn.transcript, [Span(start, turn.drawn.end)])


def read_blind(project: Project, coder: str = "甲", **how: Callable[[str], bool]) -> list[Turn]:
    turns = drawn(project)
    for turn in turns:
        read(project, turn, coder, **how)
    return turns


def row(table: Table, code: str = CODE, **more: Cell) -> dict[str, Cell]:
    return next(
        dict(row)
        for row in table.rows
        if row["code"] == code and all(row[name] == value for name, value in more.items())
    )
