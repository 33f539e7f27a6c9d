"""Coders who worked on different versions of one text are named, and not compared."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from qualcode.errors import RuleError
from qualcode.gathering import text_versions as meanings
from qualcode.i18n import tr
from qualcode.project import Project

if TYPE_CHECKING:
    from pathlib import Path


def apart(project: Project, name: str) -> tuple[meanings.Apart, ...]:
    with project.store.reading() as connection:
        look = project.store.look(connection)
        return meanings.apart(look, look.study.round(name), ("A", "B"))


@pytest.fixture
def corrected(tmp_path: Path) -> Any:
    """A long interview, and the same after a correction, ingested beside another one."""
    lines = [f"受访者：第{n}件事情是这样的，大家一起商量着办。" for n in "一二三四五六七八九十"]
    other = [f"受访者：另外那{n}次完全不同，我没有参加。" for n in "一二三四五六七八九十"]
    folder = tmp_path / "long"
    (folder / "later").mkdir(parents=True)
    (folder / "long.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")
    (folder / "other.txt").write_text("\n".join(other) + "\n", encoding="utf-8")
    mended = "\n".join(lines).replace("第三件", "第叁件")
    (folder / "later" / "long.txt").write_text(mended + "\n", encoding="utf-8")
    with Project.create(tmp_path / "versions") as study:
        study.transcripts.ingest([folder / "long.txt", folder / "other.txt"])
        study.transcripts.ingest([folder / "later" / "long.txt"])
        for name in ("A", "B"):
            study.coders.add(name)
        study.rounds.open("R1")
        yield study


def test_coders_on_two_versions_of_one_interview_are_named(corrected: Project) -> None:
    corrected.codings.read("A", "long")
    corrected.codings.read("B", "long.txt")
    corrected.codings.read("B", "other")
    [pair] = apart(corrected, "R1")
    assert (pair.first.transcript, pair.first.coders) == ("long", ("A",))
    assert (pair.second.transcript, pair.second.coders) == ("long.txt", ("B",))
    [note] = meanings.note([pair], "zh")
    assert note == tr("agreement.note.versions", "zh", versions="long (A) / long.txt (B)")
    with (
        corrected.store.reading() as connection,
        pytest.raises(RuleError, match=r"A worked on long and B on long\.txt, which are versions"),
    ):
        meanings.refuse([pair], corrected.store.study(connection).round("R1"))


def test_different_interviews_and_shared_work_are_no_versions(corrected: Project) -> None:
    """A division of labour is none, and neither is an old version that one coder left behind."""
    corrected.codings.read("A", "long")
    corrected.codings.read("B", "other")
    assert apart(corrected, "R1") == ()
    corrected.codings.read("A", "long.txt")
    corrected.codings.read("B", "long.txt")
    assert apart(corrected, "R1") == ()
    assert meanings.note((), "zh") == ()
