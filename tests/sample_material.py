"""Studies with long, short and late transcripts, for the tests of the blind sample."""

from __future__ import annotations

import shutil
import sqlite3
from typing import TYPE_CHECKING

import pytest
from conftest import CODEBOOK

from qualcode.frequency.strata import strata as drawn_from
from qualcode.gathering import blind_sample
from qualcode.model import Span
from qualcode.project import Project

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from qualcode.frequency.strata import Stratum

SAID = ("支部建到了第{n}栋。", "第{n}栋的骨干都来报名。", "𠮷祥里👨‍👩‍👧第{n}回了。")


def interview(answers: int, place: str) -> bytes:
    """Return an interview of so many answers of two sentences each."""
    lines = [
        f"访谈者：第{n}问？\n受访者：{SAID[n % 3].format(n=n)}{place}大家都来了。"
        for n in range(answers)
    ]
    return "\n".join(lines).encode()


def add(study: Project, name: str, answers: int) -> None:
    study.transcripts.ingest_bytes(f"{name}.txt", interview(answers, name))


@pytest.fixture(scope="session")
def plain_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A study of one coder, with transcripts of 40, 20, 3 and 2 answers, nothing drawn yet."""
    folder = tmp_path_factory.mktemp("plain")
    with Project.create(folder / "study", CODEBOOK) as made:
        made.coders.add("甲")
        for name, answers in (("长", 40), ("中", 20), ("短一", 3), ("短二", 2)):
            add(made, name, answers)
    return folder / "study"


@pytest.fixture(scope="session")
def covered_folder(plain_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same study, drawn from and covered by a run."""
    folder = shutil.copytree(plain_folder, tmp_path_factory.mktemp("covered") / "study")
    with Project.open(folder) as made:
        made.sample.draw(seed=11)
        made.suggestions.run()
    return folder


@pytest.fixture
def plain(plain_folder: Path, tmp_path: Path) -> Iterator[Project]:
    with Project.open(shutil.copytree(plain_folder, tmp_path / "study")) as made:
        yield made


@pytest.fixture
def drawn(plain: Project) -> Project:
    plain.sample.draw(seed=11)
    return plain


@pytest.fixture
def covered(covered_folder: Path, tmp_path: Path) -> Iterator[Project]:
    with Project.open(shutil.copytree(covered_folder, tmp_path / "covered")) as made:
        yield made


def strata(study: Project) -> tuple[Stratum, ...]:
    with study.store.reading() as connection:
        return drawn_from(blind_sample.facts_of(study.store.look(connection)))


def read_blind(study: Project, coder: str, most: int | None = None) -> None:
    """Read what is left of the blind sample, in the order of the list."""
    for left in study.sample.status(coder).left[:most]:
        study.codings.read(coder, left.transcript, [Span(left.start, left.end)])


def sql(study: Project, statement: str) -> None:
    """Edit the file behind the project's back."""
    with sqlite3.connect(study.path) as connection:
        connection.execute(statement)
    connection.close()
