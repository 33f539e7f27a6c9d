"""What is kept of a coder's work and stepped by the log is what the file says."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode import Project
from qualcode.gathering.code_places import Place
from qualcode.model import Coding
from qualcode.store import work
from qualcode.study.coded import CodedRows

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


@pytest.fixture
def other(project: Project) -> Iterator[Project]:
    """Return the same study as another process has it open."""
    with Project.open(project.folder) as opened:
        yield opened


def held(project: Project) -> None:
    """Hold that every coder's work, of all rounds and of each, is what is stored."""
    with project.store.reading() as connection:
        look = project.store.look(connection)
        for coder in look.study.coders:
            for key in (None, *(found.id for found in look.study.rounds)):
                found = look.work(coder.id, key)
                assert tuple(found.codings) == work.codings(
                    connection, coder=coder.id, round_id=key
                )
                assert tuple(found.readings) == work.readings(
                    connection, coder=coder.id, round_id=key
                )


def name(project: Project, row: int = 0) -> str:
    return project.transcripts.list()[row].name


def removed(project: Project) -> None:
    made = project.codings.add("A", name(project), 3, 9, "legitimacy")
    project.codings.remove("A", made.uuid)


def many(project: Project) -> None:
    project.codings.add("A", name(project), 1, 3, "legitimacy")
    for n in range(6):
        project.codings.add("B", name(project, 1), n, n + 5, "responsibility")
    project.codings.add("A", name(project), 0, 2, "legitimacy")


ACTS: dict[str, Callable[[Project], object]] = {
    "a coding": lambda it: it.codings.add("A", name(it), 0, 4, "legitimacy"),
    "a coding in front of others": lambda it: [
        it.codings.add("A", name(it), start, 12, "legitimacy") for start in (8, 2, 5)
    ],
    "a coding that goes": removed,
    "codings of two coders": many,
    "something taken back": lambda it: [
        it.codings.add("A", name(it), 0, 4, "legitimacy"), it.undo("A"), it.redo("A"), it.undo("A"),
    ],
    "a reading": lambda it: it.codings.read("A", name(it), None),
    "a round closed and another opened": lambda it: [
        it.codings.add("A", name(it), 0, 4, "legitimacy"), it.rounds.close("R1"), it.rounds.open(),
    ],
    "a new code": lambda it: it.codings.add_new("A", [it_place(it)], "新编码", language="zh"),
    "a code merged": lambda it: [
        it.codings.add("A", name(it), 0, 4, "legitimacy"),
        it.codebook.merge(["legitimacy"], "responsibility"),
        it.codings.add("A", name(it), 5, 9, "responsibility"),
    ],
    "a coder added": lambda it: it.coders.add("C"),
    "a transcript": lambda it: it.transcripts.ingest_bytes("新.txt", "甲：新的话。".encode()),
}  # fmt: skip


def it_place(project: Project) -> Place:
    with project.store.reading() as connection:
        key = project.store.study(connection).text(name(project))
    return Place(key, 2, 6)


@pytest.mark.parametrize("act", ACTS.values(), ids=ACTS)
def test_the_work_that_is_kept_is_what_the_file_says(
    project: Project, other: Project, act: Callable[[Project], object]
) -> None:
    held(project)
    held(other)
    act(other)
    held(project)
    held(other)


def test_a_look_that_began_before_a_coding_has_none_of_it(project: Project, other: Project) -> None:
    project.codings.add("A", name(project), 0, 4, "legitimacy")
    with project.store.reading() as connection:
        look = project.store.look(connection)
        before = look.work(look.study.coder("A").id)
        other.codings.add("A", name(project), 5, 9, "legitimacy")
        held(other)
        again = look.work(look.study.coder("A").id)
        assert [tuple(it) for it in again] == [tuple(it) for it in before]
    held(project)


def test_what_changes_nothing_of_a_coder_is_the_same_value(project: Project) -> None:
    def now() -> object:
        with project.store.reading() as connection:
            look = project.store.look(connection)
            return look.work(look.study.coder("A").id).codings

    project.codings.add("A", name(project), 0, 4, "legitimacy")
    before = now()
    project.codings.add("B", name(project), 0, 4, "legitimacy")
    project.memos.add("A", "project", "", "记")
    assert now() is before


WORD = st.sampled_from(["甲", "乙", "R1"])
NUMBER = st.integers(0, 9)
CODING = st.builds(
    Coding, st.uuids().map(str), WORD, WORD, NUMBER, NUMBER, NUMBER, WORD, codebook=NUMBER,
    derived_from=st.none() | st.integers(1, 9), id=NUMBER,
)  # fmt: skip


@given(st.lists(CODING), st.lists(CODING), st.sets(WORD))
def test_codings_as_columns_are_the_codings(
    some: list[Coding], more: list[Coding], rounds: set[str]
) -> None:
    found = CodedRows.of(some).then(CodedRows.of(more))
    assert tuple(found) == (*some, *more)
    assert len(found) == len(some) + len(more)
    inside = found.round.among(rounds)
    assert tuple(found.only(inside)) == tuple(it for it in found if it.round in rounds)
    names = ["乙", "甲"]
    places = [names.index(it.code) if it.code in names else -1 for it in found]
    assert found.code.places(names).tolist() == places
