"""The study's frame is read once, and anew only where the log says that it changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sqlalchemy import event

from qualcode import Project
from qualcode.errors import InputError
from qualcode.store import read

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from qualcode.study import Study


@pytest.fixture
def other(project: Project) -> Iterator[Project]:
    """Return the same study as another process has it open."""
    with Project.open(project.folder) as opened:
        yield opened


def frame(project: Project) -> Study:
    with project.store.reading() as connection:
        return project.store.study(connection)


def fresh(project: Project) -> Study:
    with project.store.reading() as connection:
        return read.study(connection)


def statements(project: Project) -> list[str]:
    """Return the list that every statement on the file is added to from now on."""
    seen: list[str] = []
    engine = project.store._log.engine

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        if statement.startswith(("SELECT", "INSERT", "UPDATE", "DELETE")):
            seen.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    return seen


CHANGES: dict[str, Callable[[Project], object]] = {
    "a coder comes": lambda it: it.coders.add("C"),
    "a round opens": lambda it: it.rounds.open("R9"),
    "a round closes": lambda it: it.rounds.close(it.rounds.open("R9").name),
    "a code comes": lambda it: it.codebook.add_code("新编码"),
    "a setting changes": lambda it: it.set_language("en"),
    "a transcript comes": lambda it: it.transcripts.ingest_bytes("新.txt", "甲：新的话。".encode()),
}
LEAVES: dict[str, Callable[[Project], object]] = {
    "a coding": lambda it: it.codings.add("A", it.transcripts.list()[0].name, 0, 4, "legitimacy"),
    "a memo": lambda it: it.memos.add("A", "project", "", "记"),
}


@pytest.mark.parametrize("what", CHANGES)
def test_what_changes_the_frame_is_seen_by_every_process(
    project: Project, other: Project, what: str
) -> None:
    before = frame(project), frame(other)
    CHANGES[what](project)
    for it, was in zip((project, other), before, strict=True):
        assert frame(it) == fresh(it) != was


@pytest.mark.parametrize("what", LEAVES)
def test_what_leaves_the_frame_leaves_the_same_value(
    project: Project, other: Project, what: str
) -> None:
    project.rounds.open("R1")
    before = frame(project), frame(other)
    LEAVES[what](project)
    assert frame(project) is before[0]
    assert frame(other) is before[1]
    assert frame(project) == fresh(project)


def test_nothing_is_asked_twice_where_nothing_happened(project: Project) -> None:
    frame(project)
    seen = statements(project)
    frame(project)
    assert len(seen) == 1


def test_an_act_that_fails_leaves_nothing_behind(project: Project) -> None:
    before = frame(project)

    def fail() -> None:
        with project.store.together():
            project.coders.add("C")
            frame(project).coder("D")

    with pytest.raises(InputError, match="'D'"):
        fail()
    assert frame(project) is before
    with pytest.raises(InputError):
        frame(project).coder("C")


def test_in_one_transaction_each_act_sees_the_acts_before(project: Project) -> None:
    project.rounds.open("R1")
    with project.store.together():
        for n in range(3):
            project.coders.add(f"新{n}")
            inside = frame(project)
            assert inside.coder(f"新{n}")
        project.codings.add("新0", project.transcripts.list()[0].name, 0, 4, "legitimacy")
        assert frame(project) is inside
    assert frame(project) == inside


def test_a_reader_of_an_older_state_keeps_it(project: Project, other: Project) -> None:
    with other.store.reading() as connection:
        before = other.store.study(connection)
        project.coders.add("C")
        assert frame(other).coder("C")
        assert other.store.study(connection) == before


def test_an_unknown_name_is_an_error_with_its_cure(project: Project) -> None:
    known = frame(project)
    asked: list[Callable[[str], object]] = [known.coder, known.round, known.code, known.text]
    for ask in asked:
        with pytest.raises(InputError, match="没有"):
            ask("没有")


def test_a_transcript_is_found_with_and_without_its_ending(project: Project) -> None:
    known = frame(project)
    for name, key in known.texts.items():
        assert known.text(name) == known.text(f"{name}.txt") == key
