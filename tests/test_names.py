"""Names are short enough for every list and told apart by a reader; no path ends in a traceback."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from test_cli import Terminal

from qualcode import Project, export
from qualcode.errors import InputError, QualcodeError
from qualcode.model import Participant
from qualcode.study.names import LONGEST

if TYPE_CHECKING:
    from collections.abc import Callable

LONG = "长" * 5_000
ALIKE = ["甲Ａ", "甲A\u200b", "\ufeff甲A", "甲\u00adA", "甲A\u0007"]
Give = dict[str, "Callable[[Project, str], object]"]


@pytest.fixture
def study(tmp_path: Path) -> Project:
    return Project.create(tmp_path / "study")


GIVEN: Give = {
    "coder": lambda it, name: it.coders.add(name),
    "round": lambda it, name: it.rounds.open(name),
    "code": lambda it, name: it.codebook.add_code(name),
    "participant": lambda it, name: it.transcripts.edit_participant(Participant(name)),
}


@pytest.mark.parametrize("what", GIVEN)
def test_a_name_has_so_many_characters_at_most(study: Project, what: str) -> None:
    GIVEN[what](study, "名" * LONGEST)
    with pytest.raises(InputError, match=f"at most {LONGEST} characters") as caught:
        GIVEN[what](study, LONG)
    assert len(str(caught.value)) < 300


@pytest.mark.parametrize("what", GIVEN)
def test_no_two_names_look_alike(study: Project, what: str) -> None:
    GIVEN[what](study, "甲A")
    for name in ALIKE:
        with pytest.raises(InputError, match="looks like 甲A"):
            GIVEN[what](study, name)
    with pytest.raises(InputError, match="can be seen"):
        GIVEN[what](study, "\u200b")
    for other in ("甲a", "甲B", "乙A", "甲Á"):
        GIVEN[what](study, other)


def test_a_name_that_is_there_is_still_what_it_was(study: Project) -> None:
    """Who is in a project already can be named and described, whatever their name looks like."""
    with study.store.acting("coder.add") as act:
        for name in (LONG, "甲A", "甲Ａ"):
            act.insert("coder", uuid=name[:5], name=name, kind="person", members=[])
    for name in (LONG, "甲A", "甲Ａ"):
        assert study.coders.add(name).name == name
    assert len(study.coders.list()) == 3


PATHS: Give = {
    "init": lambda _, name: Project.create(name),
    "open": lambda _, name: Project.open(name),
    "backup": lambda it, name: it.backup(name),
    "restore": lambda it, name: Project.restore(name, it.path.parent),
    "restore into": lambda it, name: Project.restore(it.backup(it.path.with_name("b")), name),
    "tables": lambda it, name: export.write(it.tables.get("codebook"), Path(f"{name}.csv")),
}


@pytest.mark.parametrize("verb", PATHS)
def test_a_file_name_that_is_too_long_is_one_sentence(study: Project, verb: str) -> None:
    with pytest.raises(QualcodeError) as caught:
        PATHS[verb](study, str(study.path.parent / LONG))
    assert "long" in str(caught.value)
    assert str(caught.value).endswith((".", ".qualcode"))


def test_files_that_cannot_be_reached_are_refused_one_by_one(study: Project) -> None:
    good = study.path.parent / "好.txt"
    good.write_text("访谈者：好？\n书记：好的。\n", encoding="utf-8")
    report = study.transcripts.ingest([good, study.path.parent / f"{LONG}.txt", good / "x.txt"])
    assert report.added == ("好",)
    assert len(report.refused) == 2
    assert all("Traceback" not in it.reason for it in report.refused)


def test_a_folder_without_permission_is_one_sentence(study: Project) -> None:
    shut = study.path.parent / "shut"
    (shut / "inner").mkdir(parents=True)
    (shut / "甲.txt").write_text("访谈者：好？\n书记：好的。\n", encoding="utf-8")
    (shut / "inner").chmod(0)
    if os.access(shut / "inner", os.R_OK):
        pytest.skip("everything is open to root, and on Windows")
    report = study.transcripts.ingest([shut])
    assert [it.name for it in report.refused] == ["inner"]
    assert report.added == ("甲",)
    shut.chmod(0)
    try:
        for verb in PATHS.values():
            with pytest.raises(QualcodeError, match=r"permission|may write|cannot"):
                verb(study, str(shut / "x"))
    finally:
        shut.chmod(0o700)
        (shut / "inner").chmod(0o700)


def test_what_stands_in_a_folders_place_is_one_sentence(study: Project) -> None:
    file = study.path.parent / "file"
    file.touch()
    for verb in PATHS.values():
        with pytest.raises(QualcodeError):
            verb(study, str(file / "x"))


@pytest.mark.parametrize(
    "arguments",
    [
        ("init", LONG),
        ("ingest", f"{LONG}.txt"),
        ("backup", LONG),
        ("restore", LONG),
        ("coder", "add", LONG),
        ("round", "open", LONG),
        ("agree", "--ratings", f"{LONG}.csv"),
        ("status", "--project", LONG),
    ],
)
def test_the_command_line_never_shows_a_traceback(
    study: Project,
    arguments: tuple[str, ...],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    study.close()
    monkeypatch.chdir(study.path.parent)
    code, out, err = Terminal(study.path.parent, monkeypatch, capsys).run(*arguments)
    assert code == 1
    assert "long" in out + err or "at most" in err or "refused" in out + err
    assert all(len(line) <= 600 for line in (out + err).splitlines())
