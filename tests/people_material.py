"""Two interviews, a table of who speaks in them, and a study in which nobody was described."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from qualcode.project import Project

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

TALK = "访谈者：您这里怎么{n}？\n{who}：大家一起修的路，后来又修了桥，第{n}回。\n"
FULL = (
    "transcript,pseudonym,role,group,month,site\n甲篇,老钱,组长,南村,2025-03,一组\n"
    "乙篇,老孙,会计,北村,2025-04,二组\n"
)


def write(folder: Path, **texts: str) -> Path:
    folder.mkdir(exist_ok=True)
    for name, who in texts.items():
        text = TALK.format(n=name, who=who)
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    return folder


def table(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


@pytest.fixture
def peopled(tmp_path: Path) -> Iterator[Project]:
    write(tmp_path / "in", 甲篇="组长", 乙篇="会计")
    with Project.create(tmp_path / "study") as project:
        project.transcripts.ingest([tmp_path / "in"])
        project.transcripts.import_participants(table(tmp_path / "full.csv", FULL))
        yield project


@pytest.fixture
def unpeopled(peopled: Project, tmp_path: Path) -> Iterator[Project]:
    """A study of the same interviews in which nobody was described."""
    assert peopled.transcripts.participants()
    with Project.create(tmp_path / "other") as project:
        project.transcripts.ingest([tmp_path / "in"])
        yield project


def people(project: Project) -> dict[str, object]:
    return {it.pseudonym: replace(it, id=0) for it in project.transcripts.participants()}


def run(*words: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "qualcode", *words]
    return subprocess.run(command, capture_output=True, text=True, check=False, encoding="utf-8")
