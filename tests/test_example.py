"""The example study is what its README says, and the demo works it through the verbs."""

from __future__ import annotations

import csv
from collections import Counter
from typing import TYPE_CHECKING

import numpy as np
import pytest
from conftest import CODEBOOK, REPO

from qualcode import codebook, codefile, ingest
from qualcode import example as demo
from qualcode.errors import ProjectError
from qualcode.project import Project

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

TRANSCRIPTS = REPO / "transcripts"
INTERVIEWS = sorted(p for p in TRANSCRIPTS.iterdir() if p.name[:2].isdigit())


@pytest.fixture
def study(demo_folder: Path) -> Iterator[Project]:
    with Project.open(demo_folder) as project:
        yield project


def rows(name: str) -> list[dict[str, str]]:
    with (TRANSCRIPTS / "codings" / name).open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_there_are_twelve_interviews_of_the_right_people() -> None:
    with (TRANSCRIPTS / "participants.csv").open(encoding="utf-8-sig", newline="") as file:
        people = list(csv.DictReader(file))
    roles = Counter(person["role"] for person in people)
    assert roles == {
        "街道办副主任": 1,
        "街道社会事务办主任": 1,
        "社区党组织书记": 3,
        "社区居委会主任": 1,
        "互助站站长": 3,
        "网格员": 1,
        "社区能人": 1,
        "楼长": 1,
    }
    assert {p["transcript"] for p in people} == {path.stem for path in INTERVIEWS}
    assert all(p["site"] and p["month"] and p["duration"] and p["group"] for p in people)


@pytest.mark.parametrize("path", INTERVIEWS, ids=lambda p: p.stem)
def test_an_interview_is_of_a_real_length_with_two_speakers(path: Path) -> None:
    transcript = ingest.read(path)
    assert 1_500 <= len(transcript.text) <= 4_000
    assert [speaker.asks for speaker in transcript.speakers].count(True) == 1
    assert len(transcript.speakers) == 2
    assert len(transcript.turns) > 20


def test_formats_and_encodings_are_mixed() -> None:
    assert {path.suffix for path in INTERVIEWS} == {".docx", ".txt", ".md"}
    not_utf8 = 0
    for path in INTERVIEWS:
        if path.suffix == ".txt":
            try:
                path.read_bytes().decode("utf-8")
            except UnicodeDecodeError:
                path.read_bytes().decode("gb18030")
                not_utf8 += 1
    assert not_utf8 >= 1
    labels = {s.label for path in INTERVIEWS for s in ingest.read(path).speakers}
    assert {"访谈者", "受访者", "问", "答", "王站长"} <= labels


def test_the_example_codebook_has_nothing_to_mend() -> None:
    book = codefile.load(CODEBOOK)
    assert len(book.codes) == 7
    assert len(book.groups) == 2
    assert codebook.lint(book, frozen=True) == ()
    assert not {code.key.lower() for code in book.codes} & {"r", "c"}


def test_the_codings_are_as_coders_are(study: Project) -> None:
    """Most is uncoded, borders differ, agreement is middling, one code fails, one is rare."""
    _, matrix, *_ = study.agreement.compared(["A", "B"])
    for coder in range(2):
        coded = (matrix.values[:, :, coder] == 1).any(axis=1)
        assert 1 - coded.mean() >= 0.3
    a, b = rows("coder_A.csv"), rows("coder_B.csv")
    shared = [
        ((x["start"], x["end"]) != (y["start"], y["end"]))
        for x in a
        for y in b
        if (x["transcript"], x["code"]) == (y["transcript"], y["code"])
        and int(x["start"]) < int(y["end"])
        and int(y["start"]) < int(x["end"])
    ]
    assert np.mean(shared) >= 0.2
    for coders in (["A", "B"], ["A", "B", "C"]):
        found = {row["code"]: row["alpha"] for row in study.agreement.table(coders).rows}
        assert 0.45 <= found.pop("*") <= 0.85
        assert [code for code, alpha in found.items() if alpha < 0.5] == ["responsiveness"]
    units = {row["code"]: row["units"] for row in study.tables.get("frequency").rows}
    assert min(units, key=lambda code: units[code]) == "responsibility"
    assert units["responsibility"] / sum(units.values()) < 0.06


def test_the_third_coder_read_a_third() -> None:
    read = Counter(row["coder"] for row in rows("readings.csv"))
    assert read == {"A": 12, "B": 12, "C": 4}


def test_the_demo_decides_through_the_same_verbs(study: Project) -> None:
    """A recorded decision that meets its suggestion is shown first and leaves a decision.

    Which ones do depends on what the suggester finds, and on the coin that withholds some.
    """
    acts = Counter(row["act"] for row in rows("decisions_C.csv"))
    decided = study.suggestions.decided("C")
    assert set(decided) == set(acts)
    assert all(decided[act] <= acts[act] for act in decided)
    assert sum(decided.values()) >= 30
    made = [c for c in study.codings.of("C") if c.derived_from]
    assert {c.origin for c in made} == {"accepted", "changed"}
    assert {c.exposure for c in made} == {"assisted"}


def test_nothing_was_suggested_in_a_turn_that_was_set_aside(study: Project) -> None:
    """No suggestion of any run touches a blind or reserve turn."""
    from sqlalchemy import text

    query = (
        "SELECT count(*) FROM suggestion s JOIN unit u ON s.unit = u.id "
        'JOIN turn t ON t.text = u.text AND t.start < u."end" AND u.start < t."end" '
        "JOIN sampled_turn b ON b.turn = t.id"
    )
    with study.store.reading() as connection:
        assert connection.scalar(text(query)) == 0
        assert connection.scalar(text("SELECT count(*) FROM suggestion")) > 100
        assert connection.scalar(text("SELECT count(*) FROM score_sheet")) > 0


def test_the_log_of_the_demo_holds(study: Project) -> None:
    audit = study.verify_log()
    assert audit.problems == ()
    assert audit.events > 100


def test_the_demo_touches_no_study_of_somebody_else(project: Project) -> None:
    before = project.status()
    with pytest.raises(ProjectError, match="another study"):
        demo.run(project.folder)
    assert project.status() == before


def test_a_second_demo_changes_nothing_that_people_did(tmp_path: Path) -> None:
    first = demo.run(tmp_path)
    with Project.open(tmp_path) as project:
        project.coders.add("D")
        project.codings.memo("D", "project", "", "我的想法")
        before = project.status()
        events = project.verify_log().events
    second = demo.run(tmp_path)
    with Project.open(tmp_path) as project:
        assert project.status() == before
        assert project.verify_log().events == events
    assert second.frequency == first.frequency
    assert second.agreement == first.agreement
    assert second.tables == first.tables
