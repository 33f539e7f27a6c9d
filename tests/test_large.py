"""The maker of large projects: what it makes is a project as any other, the same by one seed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from large_material import SIZES, maker

from qualcode import Project
from qualcode.errors import RuleError

if TYPE_CHECKING:
    from pathlib import Path

pytest_plugins = ("large_material",)


def test_it_opens_with_as_much_as_was_asked_for(large_study: Path):
    with Project.open(large_study) as project:
        status = project.status()
    assert status["transcripts"] == SIZES["interviews"]
    assert status["participants"] == SIZES["interviews"]
    assert status["codings"] == SIZES["codings"]
    assert status["codes"] == SIZES["codes"]
    assert status["coders"] == ["A", "B", "C", "D"]
    assert [it["status"] for it in status["rounds"]] == ["closed", "open"]


def test_its_log_gives_its_tables_and_its_closed_round_its_hash(large_study: Path):
    with Project.open(large_study) as project:
        audit = project.verify_log()
    assert not audit.problems
    assert audit.events > SIZES["codings"]


def test_every_coding_lies_in_one_turn_of_somebody_who_answers(large_study: Path):
    with Project.open(large_study) as project:
        for who in "ABCD":
            read = {info.text_id: project.transcripts.get(info.name) for info in infos(project)}
            for coding in project.codings.of(who):
                turns = read[coding.text_id].turns
                (home,) = [t for t in turns if t.start < coding.end and coding.start < t.end]
                assert home.start <= coding.start
                assert coding.end <= home.end
                assert not home.asks


def infos(project: Project) -> tuple:
    return project.transcripts.list()


def contents(folder: Path) -> tuple[object, ...]:
    with Project.open(folder) as project:
        texts = [project.transcripts.get(info.name).sha256 for info in infos(project)]
        codings = [
            (c.uuid, c.round, c.text_id, c.start, c.end, c.code)
            for who in "ABCD"
            for c in project.codings.of(who)
        ]
        readings = [
            (r.round, r.text_id, r.start) for who in "ABCD" for r in project.codings.readings(who)
        ]
        return (
            texts,
            codings,
            readings,
            [it.attributes for it in project.transcripts.participants()],
        )


def test_one_seed_gives_the_same_texts_codings_and_readings(large_study: Path, tmp_path: Path):
    maker().make(tmp_path / "again", **SIZES)
    assert contents(tmp_path / "again") == contents(large_study)


def test_its_coders_agree_somewhat_and_the_open_round_stays_hidden(large_study: Path):
    with Project.open(large_study) as project:
        table = project.agreement.table()
        alpha = next(row["alpha"] for row in table.rows if row["code"] == "*")
        assert isinstance(alpha, float)
        assert 0.1 < alpha < 0.99
        with pytest.raises(RuleError, match="open and independent"):
            project.codings.of("A", round="R2", viewer="B")


def test_somebody_has_not_read_everything(large_study: Path):
    with Project.open(large_study) as project:
        table = project.tables.get("code_by_group", coder="A", language="zh")
    assert any("没有读完" in note for note in table.notes)
