"""The parts of a project: each is made, and its module loaded, where it is first asked for."""

from __future__ import annotations

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import TYPE_CHECKING

import pytest

from qualcode.project import Project as ProjectClass
from qualcode.project.lookup import PartOf

if TYPE_CHECKING:
    from qualcode import Project

PARTS = [name for name, it in vars(ProjectClass).items() if isinstance(it, PartOf)]
LOADED = "print(*(it for it in sys.modules if it.startswith('qualcode.project.')))"


def loaded_by(*lines: str) -> set[str]:
    """Return the modules of a project's verbs that a process loads."""
    code = "; ".join(["import sys", "from qualcode import Project", *lines, LOADED])
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=True
    )
    return {name.removeprefix("qualcode.project.") for name in done.stdout.split()}


@pytest.mark.parametrize("name", PARTS)
def test_threads_that_ask_at_once_get_the_same_part(project: Project, name: str) -> None:
    at_once = Barrier(4)

    def ask(_: int) -> object:
        at_once.wait()
        return getattr(project, name)

    with ThreadPoolExecutor(4) as pool:
        first, *others = pool.map(ask, range(4))
    assert all(it is first for it in others)
    assert getattr(project, name) is first


def test_a_question_loads_what_it_needs_alone(project: Project) -> None:
    folder = str(project.folder)
    loaded = loaded_by(f"Project.open({folder!r}).rounds.list()")
    assert "comparing.rounds" in loaded
    others = {"agreement", "search", "suggestions", "tables", "frequencies"}
    assert not {it for it in loaded if it.rpartition(".")[2] in others}


def test_a_server_loads_every_part_before_somebody_asks() -> None:
    everything = {it._module for it in vars(ProjectClass).values() if isinstance(it, PartOf)}
    assert everything <= loaded_by("Project.load()")
