"""Brackets from a CSV file and by command: what a line may say, and that a wrong one is named."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING

import pytest
from brackets_material import FAMILY, ONE, TWO, words

from qualcode import cli
from qualcode.errors import InputError
from qualcode.model import Span

if TYPE_CHECKING:
    from pathlib import Path

    from qualcode.project import Project


def write_csv(path: Path, head: str, *lines: str) -> Path:
    path.write_text("\n".join((head, *lines)) + "\n", encoding="utf-8")
    return path


def imported(project: Project, folder: Path, head: str, *lines: str) -> dict[str, int]:
    return project.brackets.import_csv(write_csv(folder / "brackets.csv", head, *lines))


def refused(project: Project, folder: Path, head: str, *lines: str) -> str:
    """Return the one sentence of a refused file, after which nothing has changed."""
    before = project.brackets.list()
    with pytest.raises(InputError) as caught:
        imported(project, folder, head, *lines)
    assert project.brackets.list() == before
    sentence = str(caught.value)
    assert "\n" not in sentence
    return sentence


# From a CSV


def test_a_line_says_its_place_by_positions_a_turn_or_a_quote(
    project: Project, tmp_path: Path
) -> None:
    head = "transcript,start,end,turn,quote"
    lines = [
        "interview_1,22,36,,",
        "interview_1,,,4,",
        'interview_1,,,6,"不多。"',
        "interview_2.txt,,,,大家推选的嘛",
    ]
    assert imported(project, tmp_path, head, *lines) == {"interview_1": 3, "interview_2": 1}
    assert words(project, "interview_1")[1:] == [
        "下雨天去看漏水。报到社区，社区报街道。后来修好了，居民都满意。",
        "不多。",
    ]
    assert words(project, "interview_2") == ["大家推选的嘛"]


def test_an_export_of_codings_can_be_brackets_with_the_codes_left_aside(
    project: Project, tmp_path: Path
) -> None:
    for code in ("legitimacy", "embedding"):
        project.codings.add("A", "interview_1", 22, 36, code)
    path = tmp_path / "codings.csv"
    project.codings.export_csv(path, coder="A")
    assert project.brackets.import_csv(path) == {"interview_1": 1}


def test_an_import_replaces_the_brackets_of_the_transcripts_that_it_names(
    project: Project, tmp_path: Path
) -> None:
    project.brackets.set("interview_1", [ONE, TWO])
    project.brackets.set("interview_2", [ONE])
    imported(project, tmp_path, "transcript,turn", "interview_1,2")
    assert project.brackets.list() == {
        "interview_1": 1,
        "interview_2": 1,
        "interview_3": 0,
        "interview_4": 0,
    }


def test_what_is_exported_can_be_imported_again(project: Project, tmp_path: Path) -> None:
    text = project.transcripts.get("interview_2").text
    at = text.index(FAMILY)
    project.brackets.set("interview_2", [Span(at, at + len(FAMILY)), Span(4, 15)])
    path = tmp_path / "out.csv"
    assert project.brackets.export_csv(path) == 2
    before = project.brackets.of("interview_2")
    project.brackets.set("interview_2", [])
    project.brackets.import_csv(path)
    assert project.brackets.of("interview_2") == before


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("interview_9,1,2,,,", "'interview_9' is not"),
        ("interview_1,one,2,,,", "whole numbers"),
        ("interview_1,5,,,,", "whole numbers"),
        ("interview_1,5,5,,,", "0 ≤ start < end"),
        ("interview_1,5,99999,,,", "0 ≤ start < end"),
        ("interview_1,30,40,,,", "must not overlap"),
        ("interview_1,,,99,,", "turn must be one of 1 to 7"),
        ("interview_1,,,,,", "needs start and end, a turn or a quote"),
        ("interview_1,,,2,没说过的话,", "word for word"),
        ("interview_1,,,,社区,", "more than once"),
        ("interview_1,60,64,,,别的话", "the text column must be"),
    ],
)
def test_a_wrong_line_is_named_with_its_file_and_nothing_is_taken_in(
    project: Project, tmp_path: Path, line: str, why: str
) -> None:
    project.brackets.set("interview_1", [TWO])
    good = "interview_1,22,36,,,"
    sentence = refused(project, tmp_path, "transcript,start,end,turn,quote,text", good, line)
    assert sentence.startswith("brackets.csv line 3: ")
    assert why in sentence


@pytest.mark.parametrize("head", ["transcript,text", "transcript,code"])
def test_a_file_that_says_no_places_is_refused(project: Project, tmp_path: Path, head: str) -> None:
    assert "transcript, start, end" in refused(
        project, tmp_path, head, "interview_1,x"[: len(head)]
    )


def test_an_overlap_names_both_lines(project: Project, tmp_path: Path) -> None:
    lines = ["interview_1,22,36", "interview_1,60,70", "interview_1,30,40"]
    sentence = refused(project, tmp_path, "transcript,start,end", *lines)
    assert "brackets.csv line 4" in sentence
    assert "brackets.csv line 2" in sentence


# The command line


def run(project: Project, monkeypatch: pytest.MonkeyPatch, *arguments: str) -> int:
    line = ["qualcode", "brackets", *arguments, "--project", str(project.folder)]
    monkeypatch.setattr(sys, "argv", line)
    try:
        cli.main()
    except SystemExit as ended:
        return int(ended.code or 0)
    return 0


def test_the_commands_import_list_export_and_remove(
    project: Project,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    path = write_csv(tmp_path / "in.csv", "transcript,turn", "interview_1,2", "interview_1,4")
    assert run(project, monkeypatch, "import", str(path), "--by", "A", "--json") == 0
    assert json.loads(capsys.readouterr().out)["brackets"] == {"interview_1": 2}
    assert run(project, monkeypatch, "list") == 0
    assert "interview_1: 2 brackets" in capsys.readouterr().out
    assert run(project, monkeypatch, "export", str(tmp_path / "out.csv")) == 0
    assert (tmp_path / "out.csv").is_file()
    capsys.readouterr()
    assert run(project, monkeypatch, "remove", "interview_1", "--json") == 0
    assert json.loads(capsys.readouterr().out) == {"interview_1": 0}
    assert run(project, monkeypatch, "from-coder", "A") == 1
    assert "A has coded nothing" in capsys.readouterr().err
