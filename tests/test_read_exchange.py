"""What was read goes out with its place and comes in as the same unit, or is refused by name."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from project_material import write_csv
from test_exchange import made, state

from qualcode.errors import InputError
from qualcode.i18n import LANGUAGES
from qualcode.model import Span
from qualcode.store import work

if TYPE_CHECKING:
    from pathlib import Path

    from qualcode.i18n import Language
    from qualcode.model import UnitKind
    from qualcode.project import Project

HEAD = "coder,transcript,unit,turn,start,end,round,text"
WHO = "@甲"


@pytest.fixture
def study(tmp_path: Path) -> Project:
    return made(tmp_path / "study", tmp_path)


@pytest.fixture
def other(study: Project, tmp_path: Path) -> Project:
    """A study of the same texts in which nobody has read anything."""
    assert study.rounds.list() == ()
    return made(tmp_path / "other", tmp_path)


def units(project: Project, transcript: str, kind: UnitKind) -> list[Span]:
    text = project.transcripts.get(transcript).text_id
    return [Span(it.start, it.end) for it in project.transcripts.units(text, kind)]


def read(project: Project) -> list[tuple[object, ...]]:
    """Return what was read: whose, in which round, which kind of unit, and where."""
    with project.store.reading() as connection:
        kinds = work.kinds_read(connection)
        return sorted(
            (it.coder, it.round, it.text_id, kinds[it.id], it.start, it.end)
            for it in work.readings(connection)
        )


@pytest.mark.parametrize("language", LANGUAGES)
def test_units_of_every_kind_come_back_as_what_they_were(
    study: Project, other: Project, tmp_path: Path, language: Language
) -> None:
    """A sentence that is a whole turn is one of the two, and stays it."""
    for project in (study, other):
        project.rounds.open("=1", "training")
        project.rounds.open("'=2", "training")
    study.codings.read("=A", "=一", round="=1")
    study.codings.read("'=A", "'=二", units(study, "'=二", "sentence")[1:], round="'=2")
    study.codings.read("=A", "=一", units(study, "=一", "sentence")[:1], round="'=2")
    count = study.codings.export_readings(tmp_path / "r.csv", language=language)
    made_of = other.codings.import_readings(tmp_path / "r.csv")
    assert (made_of.new, made_of.known) == (count, 0)
    assert read(other) == read(study)
    assert other.codings.import_readings(tmp_path / "r.csv").known == count
    assert {it.exposure for it in other.codings.readings("=A")} == {"unknown"}


def test_one_coder_or_one_round_can_be_exported(study: Project, tmp_path: Path) -> None:
    for name in ("R1", "R2"):
        study.rounds.open(name, "training")
        study.codings.read("=A", "=一", round=name)
    study.codings.read(WHO, "'=二", round="R2")
    path = tmp_path / "r.csv"
    assert study.codings.export_readings(path) == 6
    assert study.codings.export_readings(path, coder="=A") == 4
    assert study.codings.export_readings(path, round="R2") == 4
    assert study.codings.export_readings(path, coder=WHO, round="R1") == 0


def test_a_longer_place_is_the_units_of_which_it_is_made(study: Project, tmp_path: Path) -> None:
    first, last = units(study, "=一", "turn")
    line = f"{WHO},'=一,,,{first.start},{last.end},,"
    assert study.codings.import_readings(write_csv(tmp_path / "r.csv", line, head=HEAD)).new == 2
    assert {(it.start, it.end) for it in study.codings.readings(WHO)} == {
        (first.start, first.end),
        (last.start, last.end),
    }


REFUSED = {
    ",,{a},{b},,": "holds words of one that reaches further",
    "sentence,,{start},{end},,": "a sentence must be at",
    "bracket,,{start},{end},,": "a bracket must be at",
    "sentence,2,,,,": "which sentence was read",
    "page,,,,,": "unit must be one of turn, sentence",
    ",1,{start},{end},,": "turn must be the one in which",
    ",7,,,,": "turn must be one of 1 to 2",
    ",,{start},{end},,别的话": "the text column must be",
    ",,{start},999,,": "must lie in the transcript",
    ",,{end},{end},,": "must lie in the transcript",
    ",,x,{end},,": "whole numbers",
}


@pytest.mark.parametrize("line", REFUSED)
def test_what_is_no_unit_is_refused_with_its_line(
    study: Project, tmp_path: Path, line: str
) -> None:
    turn = units(study, "=一", "turn")[1]
    told = line.format(start=turn.start, end=turn.end, a=turn.start + 1, b=turn.end - 1)
    path = write_csv(tmp_path / "r.csv", f"{WHO},'=一,{told}", head=HEAD)
    before = state(study)
    with pytest.raises(InputError, match="line 2: ") as caught:
        study.codings.import_readings(path)
    assert REFUSED[line] in str(caught.value)
    assert "第" not in str(caught.value)
    assert state(study) == before


def test_what_was_read_before_a_code_was_there_stays_so(
    study: Project, other: Project, tmp_path: Path
) -> None:
    """A reading under an older codebook must not become a zero of a newer code by the way."""
    study.codings.read(WHO, "=一")
    path = tmp_path / "r.csv"
    for project in (study, other):
        project.codebook.add_code("后来")
    study.codings.read(WHO, "=一", units(study, "=一", "turn")[:1])
    assert study.codings.export_readings(path) == 3
    assert other.codings.import_readings(path).new == 3
    found = sorted(it.codebook for it in other.codings.readings(WHO))
    assert found == sorted(it.codebook for it in study.codings.readings(WHO))
    assert len(set(found)) == 2


def test_a_codebook_that_the_study_never_had_is_refused(
    study: Project, other: Project, tmp_path: Path
) -> None:
    study.codebook.add_code("后来")
    study.codings.read(WHO, "=一")
    study.codings.export_readings(tmp_path / "r.csv")
    with pytest.raises(InputError, match="codebook must be a version that this project has had"):
        other.codings.import_readings(tmp_path / "r.csv")


def run(*words: str) -> str:
    command = [sys.executable, "-m", "qualcode", *words]
    found = subprocess.run(command, capture_output=True, text=True, check=True, encoding="utf-8")
    return found.stdout


def test_the_command_line_exports_imports_and_takes_back(
    study: Project, other: Project, tmp_path: Path
) -> None:
    study.codings.read(WHO, "=一")
    path = str(tmp_path / "r.csv")
    here, there = (("--project", str(it.folder)) for it in (study, other))
    assert "2 units read in" in run("read", "export", path, "--coder", WHO, *here)
    event = json.loads(run("read", "import", path, "--json", *there))["event"]
    assert read(other) == read(study)
    run("undo", "--event", str(event), *there)
    assert read(other) == []
