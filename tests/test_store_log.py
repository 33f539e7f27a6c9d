"""The log: every act is one event, an edit behind its back is found, undo and redo."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from store_material import coded, sql

from qualcode.errors import ProjectError, RuleError

if TYPE_CHECKING:
    from qualcode.project import Project


def test_every_act_is_one_event_and_replaying_gives_the_tables(project: Project) -> None:
    coded(project)
    project.codings.read("A", "interview_1")
    project.codings.memo("A", "transcript", "interview_1", "𠮷 想到的一点 👨‍👩‍👧")
    audit = project.verify_log()
    assert audit.problems == ()
    assert audit.events > 5


def test_an_sql_edit_is_named_with_its_coding(project: Project) -> None:
    uuid = coded(project)
    sql(project, 'UPDATE coding SET "end" = 13 WHERE uuid = ?', uuid)
    [problem] = project.verify_log().problems
    assert uuid in problem.message
    assert "interview_1" in problem.message
    assert "legitimacy" in problem.message


def test_a_coding_deleted_or_made_with_sql_is_found(project: Project) -> None:
    uuid = coded(project)
    sql(project, "DELETE FROM coding WHERE uuid = ?", uuid)
    [problem] = project.verify_log().problems
    assert uuid in problem.message
    assert "deleted" in problem.message


def test_a_changed_text_turn_or_unit_is_found(project: Project) -> None:
    sql(project, "UPDATE text_version SET text = text || 'x' WHERE id = 1")
    sql(project, "UPDATE turn SET start = start + 1 WHERE text = 2 AND n = 1")
    sql(project, "UPDATE unit SET in_frame = 1 WHERE text = 3")
    rules = {problem.rule for problem in project.verify_log().problems}
    assert {"text_version", "turn", "unit"} <= rules


def test_a_changed_event_breaks_the_chain(project: Project) -> None:
    coded(project)
    sql(project, "UPDATE event SET actor = 'B' WHERE kind = 'coding.add'")
    assert {"event"} <= {problem.rule for problem in project.verify_log().problems}


def test_a_changed_payload_is_found(project: Project) -> None:
    coded(project)
    sql(project, "UPDATE payload SET body = replace(body, 'legitimacy', 'x') || ' '")
    assert {"payload"} <= {problem.rule for problem in project.verify_log().problems}


def test_undo_and_redo_go_through_the_acts_one_by_one(project: Project) -> None:
    coded(project)
    project.codings.read("A", "interview_1")
    assert project.undo("A") == "coding.read"
    assert project.undo("A") == "coding.add"
    assert project.undo("A") is None
    assert project.codings.of("A") == ()
    assert project.redo("A") == "coding.add"
    assert project.redo("A") == "coding.read"
    assert project.redo("A") is None
    assert len(project.codings.of("A")) == 1
    assert project.verify_log().problems == ()


def test_undo_after_redo_undoes_again(project: Project) -> None:
    coded(project)
    for _ in range(3):
        assert project.undo("A") == "coding.add"
        assert project.redo("A") == "coding.add"
    assert len(project.codings.of("A")) == 1


def test_a_new_act_empties_what_can_be_done_again(project: Project) -> None:
    coded(project)
    project.undo("A")
    project.codings.add("A", "interview_2", 4, 12, "legitimacy")
    assert project.redo("A") is None


def test_undo_touches_only_the_coders_own_acts(project: Project) -> None:
    coded(project)
    assert project.undo("B") is None
    assert len(project.codings.of("A")) == 1


def test_undo_stops_at_a_closed_round(project: Project) -> None:
    coded(project)
    project.rounds.close()
    with pytest.raises(RuleError, match="closed"):
        project.undo("A")


def test_undoing_a_deletion_brings_the_same_coding_back(project: Project) -> None:
    uuid = coded(project)
    before = project.codings.of("A")
    project.codings.remove("A", uuid)
    project.codings.add("A", "interview_2", 4, 12, "legitimacy")
    project.undo("A")
    project.undo("A")
    assert project.codings.of("A") == before


@pytest.mark.parametrize(
    ("statement", "named"),
    [
        ("UPDATE setting SET value = 'no json' WHERE name = 'language'", "language"),
        ("UPDATE coder SET members = '{' WHERE name = 'A'", "coder"),
        ("UPDATE code_version SET keywords = 'x' WHERE id = 1", "code_version"),
        ("UPDATE participant SET attributes = '[' WHERE id = 1", "participant"),
        ("DELETE FROM text_version WHERE id = 1", "text_version"),
    ],
)
def test_an_edit_that_breaks_a_value_is_named_too(
    project: Project, statement: str, named: str
) -> None:
    coded(project)
    project.codings.read("A", "interview_1")
    project.rounds.close()
    sql(project, statement)
    messages = [problem.message for problem in project.verify_log().problems]
    assert any(named in message for message in messages)


def test_a_missing_table_is_named_and_one_sentence_elsewhere(project: Project) -> None:
    sql(project, "DROP TABLE memo")
    assert "the table memo is missing" in {it.message for it in project.verify_log().problems}
    with pytest.raises(ProjectError, match="lacks a part"):
        project.memos.list()
