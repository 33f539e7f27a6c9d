"""A refit is a process of its own: coding goes on, and what is killed leaves nothing half done."""

from __future__ import annotations

import os
import sys
import time
from typing import TYPE_CHECKING

import pytest

from qualcode import Project
from qualcode import example as demo
from qualcode.app.verify import refit
from qualcode.i18n import tr

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

PATIENCE = 120


@pytest.fixture
def study(tmp_path: Path) -> Iterator[Project]:
    """A project with interviews, a codebook and a coder, and no suggestions."""
    book = demo.study() / "codebooks" / "community_governance.yaml"
    with Project.create(tmp_path, book) as project:
        project.transcripts.ingest(sorted((demo.study() / "transcripts").glob("0[1-3]*")))
        project.coders.add("A")
        yield project
        refit.stop(project.path, "A")


def ended(project: Project) -> refit.Outcome:
    """Return how the refit ended, once its process has."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        if not refit.working(project.path, "A"):
            found = refit.outcome(project.path, "A")
            assert found is not None
            return found
    pytest.fail("the refit did not end")


def test_coding_goes_on_while_the_machine_learns(study: Project) -> None:
    """The machine steps back; an act is stored while it is at work, and its outcome comes once."""
    assert refit.start(study.path, "A")
    if sys.platform != "win32":  # Windows has classes of priority instead
        process = refit._working[str(study.path), "A"].process
        assert os.getpriority(os.PRIO_PROCESS, process.pid) == refit.NICE
    name = study.transcripts.list()[0].name
    turn = next(turn for turn in study.transcripts.get(name).turns if not turn.asks)
    study.codings.add("A", name, turn.start, turn.end, "mobilization")
    found = ended(study)
    assert found.error is None
    assert found.report["suggested"] > 0
    assert refit.outcome(study.path, "A") is None
    assert study.suggestions.enabled()
    assert study.status()["codings"] == 1


def test_one_refit_a_coder_at_a_time(study: Project) -> None:
    assert refit.start(study.path, "A")
    assert not refit.start(study.path, "A")
    refit.stop(study.path, "A")
    assert refit.start(study.path, "A")


def test_a_refit_that_is_killed_leaves_the_project_whole(study: Project) -> None:
    """No run, no suggestion and a log that replays; the next one works."""
    assert refit.start(study.path, "A")
    refit.stop(study.path, "A")
    assert not refit.working(study.path, "A")
    assert refit.outcome(study.path, "A") is None
    assert not study.suggestions.enabled()
    assert study.verify_log().problems == ()
    assert refit.start(study.path, "A")
    assert ended(study).report["run"] == 1


def test_what_a_run_refuses_is_said_in_its_own_sentence(tmp_path: Path) -> None:
    with Project.create(tmp_path) as study:
        study.coders.add("A")
        assert refit.start(study.path, "A")
        found = ended(study)
    assert found.report == {}
    assert str(found.error).startswith("Suggestions need a codebook with codes")
    assert found.error is not None
    assert found.error.sentence("zh", "app").startswith("请求建议")


@pytest.mark.parametrize(
    "line", ["", "killed", "{", '{"error": 1}', '{"error": {"key": 1}}', "Killed: 9"]
)
def test_whatever_a_refit_said_last_is_a_sentence(line: str) -> None:
    """A process that is killed or runs out of memory says no JSON."""
    said = refit._mistake(line).sentence("zh", "app")
    assert line in said
    assert said.startswith("重新学习") or said == tr("error.refit.stopped", "zh")
