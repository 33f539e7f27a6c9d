"""The study's frame is read once, and anew only where the log says that it changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sqlalchemy import event

from qualcode import Project
from qualcode.errors import InputError
from qualcode.store import code_maps, read

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


OF_THE_FRAME = ("coder", "round", "setting", "codebook_version", "code_version", "transcript")


def test_a_coding_looks_its_names_up_in_the_frame(project: Project) -> None:
    """Who codes, in which round, what text and what code: none of it is asked of the file."""
    name = project.transcripts.list()[0].name
    project.rounds.open("R1")
    project.codings.add("A", name, 0, 4, "legitimacy")
    seen = statements(project)
    project.codings.add("A", name, 5, 9, "legitimacy")
    asked = [" ".join(it.split()) for it in seen if it.startswith("SELECT")]
    assert len(asked) > 1
    assert not [it for it in asked for table in OF_THE_FRAME if f"FROM {table} " in f"{it} "]


def test_the_frame_reads_merged_codes_as_the_file_does(project: Project) -> None:
    first, second, third = (it.id for it in project.codebook.current().codes[:3])
    project.codebook.merge([first], second)
    project.codebook.merge([second], third)
    project.codebook.revert(1)
    known = frame(project)
    with project.store.reading() as connection:
        for version in (None, *range(1, known.book.version + 1)):
            assert known.read_as(version) == code_maps.read_as(connection, version)
    assert known.read_as(known.book.version - 1) == {first: third, second: third}
    assert known.stored_as(third) == {known.codes[third]}


def test_the_first_round_is_seen_by_the_act_that_opens_it(project: Project) -> None:
    project.codings.add("A", project.transcripts.list()[0].name, 0, 4, "legitimacy")
    (opened,) = project.rounds.list()
    assert project.codings.of("A", round=opened.name)
    assert opened == project.rounds.current("A")


def test_what_a_verb_returns_of_a_round_is_what_the_file_has(project: Project) -> None:
    """An act has what it wrote in hand, and does not look it up again."""
    made = project.rounds.open("R1")
    assert made == project.rounds.list()[0]
    assert project.rounds.close("R1") == project.rounds.list()[0]
    panel = project.coders.add_panel("P", ["A", "B"])
    assert panel in project.coders.list()
