"""Back-coding: what was read before a code was there, or meant something else, is read again."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from qualcode.gathering.backcoding import OpenTurn
from qualcode.model import Span

if TYPE_CHECKING:
    from qualcode.model import Code
    from qualcode.project import Project

ANSWERS = 4
"""The turns of the interviewed side in each interview of the fixture."""


def read(project: Project, *names: str, coder: str = "A") -> None:
    for name in names:
        project.codings.read(coder, name)


def redefine(project: Project, code: str, *, wording_only: bool = False) -> None:
    found = project.codebook.current().code(code)
    assert found is not None
    changed = replace(found, definition={"zh": "另一个意思"})
    project.codebook.edit_code(changed, wording_only=wording_only)


def added(project: Project) -> Code:
    return project.codebook.add_code("后来才想到的")


def test_nothing_is_due_before_anything_is_read_or_changed(project: Project) -> None:
    added(project)
    assert project.backcoding.due("A") == ()
    read(project, "interview_1")
    assert project.backcoding.due("A") == ()


def test_a_new_code_opens_what_was_read_before_it(project: Project) -> None:
    read(project, "interview_1", "interview_3")
    code = added(project)
    (due,) = project.backcoding.due("A")
    assert (due.code, due.turns, due.done) == (code.id, 2 * ANSWERS, 0)
    assert due.transcripts == (("interview_1", ANSWERS), ("interview_3", ANSWERS))
    assert project.backcoding.due("B") == ()


def test_another_meaning_opens_a_reading_and_other_wording_does_not(project: Project) -> None:
    read(project, "interview_1")
    redefine(project, "legitimacy", wording_only=True)
    assert project.backcoding.due("A") == ()
    redefine(project, "responsiveness")
    assert [it.code for it in project.backcoding.due("A")] == ["responsiveness"]


def test_a_meaning_that_comes_back_needs_no_reading(project: Project) -> None:
    read(project, "interview_1")
    before = project.codebook.current().code("legitimacy")
    redefine(project, "legitimacy")
    assert project.backcoding.due("A")
    project.codebook.edit_code(before)
    assert project.backcoding.due("A") == ()


def test_the_queue_leads_through_the_turns_until_none_is_left(project: Project) -> None:
    read(project, "interview_1", "interview_2")
    code = added(project)
    turns = {
        (info.name, turn.n): Span(turn.start, turn.end)
        for info in project.transcripts.list()
        for turn in project.transcripts.get(info.name).turns
    }
    left = 2 * ANSWERS
    while (at := project.backcoding.next("A", code.id)) is not None:
        span = turns[at.transcript, at.turn]
        assert at.start == span.start
        project.codings.read("A", at.transcript, [span])
        left -= 1
        due = project.backcoding.due("A")
        assert [(it.turns, it.done) for it in due] == [(left, 2 * ANSWERS - left)][: len(due)]
    assert left == 0


def test_the_next_one_is_behind_the_last_and_then_the_first_again(project: Project) -> None:
    read(project, "interview_1")
    code = added(project)
    first, second, *_, last = project.backcoding.open("A", code.id)
    assert isinstance(first, OpenTurn)
    after = (first.transcript, first.turn)
    assert project.backcoding.next("A", code.id, after=after) == second
    assert project.backcoding.next("A", code.id, after=(last.transcript, last.turn)) == first


def test_a_turn_read_again_sentence_by_sentence_is_read_again(project: Project) -> None:
    read(project, "interview_1")
    added(project)
    info = next(it for it in project.transcripts.list() if it.name == "interview_1")
    turn = project.transcripts.get(info.name).turns[1]
    parts = [
        Span(it.start, it.end)
        for it in project.transcripts.units(info.text_id, "sentence")
        if turn.start <= it.start and it.end <= turn.end
    ]
    assert len(parts) > 1
    project.codings.read("A", info.name, parts[:-1])
    assert project.backcoding.due("A")[0].turns == ANSWERS
    project.codings.read("A", info.name, parts[-1:])
    due = project.backcoding.due("A")[0]
    assert (due.turns, due.done) == (ANSWERS - 1, 1)


def test_a_closed_round_keeps_its_meanings(project: Project) -> None:
    read(project, "interview_1")
    added(project)
    project.rounds.close()
    assert project.backcoding.due("A") == ()
    project.rounds.open()
    assert project.backcoding.due("A") == ()
