"""What goes out as CSV comes in again; what is refused changes nothing."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from importlib import import_module
from typing import TYPE_CHECKING

import pytest
from conftest import REPO
from project_material import write_csv

from qualcode.errors import QualcodeError
from qualcode.project import Project

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from types import ModuleType

    from qualcode.model import Coding

BOOK = "codes:\n  - {id: rule, labels: {zh: 规则}}\n  - {id: help, labels: {zh: 帮助}}\n"
TEXT = "访谈者：您好？\n\n受访者：=1+1 就是\x0b这样，'=二 也是。\u2028\ufeff我说\x85完了😀。\n"


@pytest.fixture
def study(tmp_path: Path) -> Project:
    """A study that nobody worked in: no round is open."""
    return made(tmp_path / "study", tmp_path)


def made(folder: Path, sources: Path) -> Project:
    for name in ("=一", "'=二"):
        path = sources / f"{name}.txt"
        path.write_text(TEXT.replace("您好", f"您好{name}"), encoding="utf-8", newline="")
    project = Project.create(folder)
    project.codebook.loads(BOOK, "book")
    project.transcripts.ingest(sorted(sources.glob("*.txt")))
    for name in ("=A", "'=A", "@甲"):
        project.coders.add(name)
    return project


def state(project: Project) -> dict[str, list[tuple[object, ...]]]:
    """Return every row of every table of the file."""
    with closing(sqlite3.connect(project.store.path)) as file:
        found = file.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
        return {name: file.execute(f'SELECT * FROM "{name}"').fetchall() for (name,) in found}


BAD = "nowhere,0,1,rule,@甲,,,"
REFUSED: dict[str, Callable[[Project, Path], object]] = {
    "code import": lambda p, t: p.codings.import_csv(write_csv(t / "c.csv", BAD)),
    "code import, open quote": lambda p, t: p.codings.import_csv(write_csv(t / "c.csv", '"=一')),
    "read import": lambda p, t: p.codings.import_readings(
        write_csv(t / "r.csv", "@甲,nowhere", head="coder,transcript")
    ),
    "brackets import": lambda p, t: p.brackets.import_csv(
        write_csv(t / "b.csv", "=一,99", head="transcript,turn")
    ),
    "participants": lambda p, t: p.transcripts.import_participants(
        write_csv(t / "p.csv", "=一,王某", "nowhere,李某", head="transcript,pseudonym")
    ),
    "coding by hand": lambda p, _: p.codings.add("@甲", "=一", 0, 10**6, "rule"),
    "coding for nobody": lambda p, _: p.codings.add("nobody", "=一", 0, 1, "rule"),
    "reading": lambda p, _: p.codings.read("@甲", "nowhere"),
    "search and code": lambda p, _: p.search.code(
        "@甲", [(1, 0, 10**6)], code="nothing", extent="hit"
    ),
    "suggest": lambda p, _: p.suggestions.run("nobody"),
}


@pytest.mark.parametrize("verb", REFUSED)
def test_what_is_refused_changes_nothing(study: Project, tmp_path: Path, verb: str) -> None:
    """No row of any table, no event and no round comes of a verb that is refused."""
    before = state(study)
    with pytest.raises(QualcodeError):
        REFUSED[verb](study, tmp_path)
    assert state(study) == before
    assert study.rounds.list() == ()


def test_a_good_import_opens_the_first_round(study: Project, tmp_path: Path) -> None:
    good = write_csv(tmp_path / "c.csv", "'=一,8,11,rule,@甲,,,")
    assert study.codings.import_csv(good).new == 1
    assert [found.name for found in study.rounds.list()] == ["R1"]
    assert study.verify_log().problems == ()


def plain(codings: tuple[Coding, ...]) -> list[tuple[object, ...]]:
    return [(c.text_id, c.start, c.end, c.code, c.coder, c.round) for c in codings]


@pytest.mark.parametrize("coder", ["=A", "'=A", "@甲"])
def test_every_slice_of_a_hostile_text_goes_out_and_comes_in(
    study: Project, tmp_path: Path, coder: str
) -> None:
    """Control characters, formulas and guards in words and names come back as they were."""
    for name in ("=一", "'=二"):
        text = study.transcripts.get(name).text
        for start in range(len(text)):
            for end in (start + 1, min(start + 5, len(text))):
                study.codings.add(coder, name, start, end, "rule")
    count = study.codings.export_csv(tmp_path / "out.csv", coder=coder)
    other = made(tmp_path / "other", tmp_path)
    assert other.codings.import_csv(tmp_path / "out.csv").new == count
    assert plain(other.codings.of(coder)) == plain(study.codings.of(coder))
    assert {c.origin for c in other.codings.of(coder)} == {"imported"}


def test_brackets_go_out_and_come_in(study: Project, tmp_path: Path) -> None:
    turns = study.transcripts.get("=一").turns
    write_csv(tmp_path / "b.csv", "'=一,1", "'=一,2", head="transcript,turn")
    study.brackets.import_csv(tmp_path / "b.csv")
    assert study.brackets.export_csv(tmp_path / "out.csv") == len(turns) == 2
    other = made(tmp_path / "other", tmp_path)
    other.brackets.import_csv(tmp_path / "out.csv")
    assert other.brackets.of("=一") == study.brackets.of("=一")


@pytest.fixture
def trials(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """The random studies of the benchmarks; they are no package."""
    monkeypatch.syspath_prepend(str(REPO / "benchmarks"))
    return import_module("exchange")


def test_random_studies_of_hostile_text_go_out_and_come_in(
    trials: ModuleType, tmp_path: Path
) -> None:
    """Codings, readings, participants and brackets; a handful of the 2,000 of the benchmarks."""
    empty = trials.begun(tmp_path / "empty")
    for seed in range(90_000, 90_004):
        (tmp_path / str(seed)).mkdir()
        ours, theirs = trials.one(seed, tmp_path / str(seed), empty)
        assert theirs == ours
        assert all(ours.values())


def test_the_origin_of_what_came_by_csv_is_imported_and_the_event_keeps_what_it_said(
    study: Project, tmp_path: Path
) -> None:
    lines = [f"'=一,{n},{n + 2},rule,@甲,,{o}," for n, o in enumerate(("manual", "accepted", "x"))]
    study.codings.import_csv(write_csv(tmp_path / "c.csv", *lines))
    found = study.codings.of("@甲")
    assert {c.origin for c in found} == {"imported"}
    with closing(sqlite3.connect(study.store.path)) as file:
        [(body,)] = file.execute(
            "SELECT body FROM payload JOIN event USING (replica, seq) WHERE kind = 'code.import'"
        ).fetchall()
    assert all(f'"{c.uuid}"' in body for c in found)
    assert '"notes":{"origin":{' in body
    assert '"accepted"' in body
    assert study.verify_log().problems == ()


def test_after_a_merge_an_export_has_no_line_twice(study: Project, tmp_path: Path) -> None:
    for code in ("rule", "help"):
        study.codings.add("@甲", "=一", 0, 4, code)
    study.codebook.merge(["help"], "rule", by="@甲")
    assert study.codings.export_csv(tmp_path / "m.csv", coder="@甲") == 1
    assert len((tmp_path / "m.csv").read_text(encoding="utf-8-sig").splitlines()) == 2
