"""A payload that was withdrawn is no fault of the log where the log says so, and only there."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest
from planned_material import Row, log_of, withdraw
from store_material import sql

from qualcode.store.log.journal import sha256

if TYPE_CHECKING:
    from qualcode.project import Project

WORDS = "张某某在某街道说的话"
GONE = "〔已按受访者要求删除〕"


@pytest.fixture
def said(project: Project) -> list[Row]:
    """The three events of a memo that was made, changed and removed again."""
    memo = project.codings.memo("A", "project", "", "起初")
    project.memos.change("A", memo.uuid, WORDS)
    project.memos.remove("A", memo.uuid)
    project.codings.memo("A", "project", "", "别的")
    with project.store.reading() as connection:
        return [it for it in log_of(connection) if it["kind"].startswith("memo.")][:3]


def problems(project: Project) -> list[tuple[str, str]]:
    return [(it.rule, it.message) for it in project.verify_log().problems]


def erase(project: Project, *events: Row) -> None:
    for it in events:
        sql(project, "DELETE FROM payload WHERE seq = ?", it["seq"])


def rewrite(project: Project, event: Row, old: str, new: str) -> str:
    """Put other words into a payload and return the digest of what stands there then."""
    with closing(sqlite3.connect(project.path)) as raw:
        query = "SELECT salt, body FROM payload WHERE seq = ?"
        [(salt, body)] = raw.execute(query, (event["seq"],))
    assert old in body
    written = body.replace(old, new)
    sql(project, "UPDATE payload SET body = ? WHERE seq = ?", written, event["seq"])
    return sha256(salt + written)


def told(project: Project, events: list[Row], digest: str | None = None) -> None:
    with project.store.acting("payload.withdraw") as act:
        withdraw(act, events, digest)


def test_withdrawn_payloads_leave_a_sound_log(project: Project, said: list[Row]) -> None:
    """The events stay in the chain by their hashes; the words are in the file no more."""
    told(project, said)
    erase(project, *said)
    found = project.verify_log()
    assert (found.problems, found.erased) == ((), 3)
    with closing(sqlite3.connect(project.path)) as raw:
        assert not any(WORDS in line for line in raw.iterdump())


def test_a_missing_payload_that_nobody_withdrew_is_told(project: Project, said: list[Row]) -> None:
    told(project, said[:2])
    erase(project, *said)
    [(rule, message)] = problems(project)
    assert rule == "payload"
    assert "memo.remove" in message


def test_words_can_be_taken_out_of_a_payload(project: Project, said: list[Row]) -> None:
    """What else the act did is told as before, and is vouched for by the digest of what is left."""
    for event in said[1:]:
        told(project, [event], rewrite(project, event, WORDS, GONE))
    assert problems(project) == []
    rewrite(project, said[1], GONE, "又写了别的")
    [(rule, message)] = problems(project)
    assert (rule, "was changed after it was written" in message) == ("payload", True)


def test_a_payload_that_should_be_gone_is_told(project: Project, said: list[Row]) -> None:
    told(project, said)
    erase(project, *said[:2])
    assert [rule for rule, _ in problems(project)] == ["payload"]


def test_a_payload_of_which_something_was_left_cannot_be_missing(
    project: Project, said: list[Row]
) -> None:
    told(project, said[1:2], rewrite(project, said[1], WORDS, GONE))
    erase(project, said[1])
    assert [rule for rule, _ in problems(project)] == ["payload"]


def test_a_withdrawal_that_no_event_made_is_told(project: Project, said: list[Row]) -> None:
    """Whoever deletes a payload by hand cannot excuse it by a row."""
    erase(project, said[0])
    values = ("x", said[0]["seq"], said[0]["hash"], "", "")
    sql(
        project,
        "INSERT INTO redaction (replica, seq, hash, reason, at) VALUES (?, ?, ?, ?, ?)",
        *values,
    )
    [(rule, message)] = problems(project)
    assert rule == "redaction"
    assert "no event made it" in message


def test_rows_that_a_withdrawn_payload_made_are_still_compared(
    project: Project, said: list[Row]
) -> None:
    """A withdrawal hides no row: it must take them back, or leave in the payload what made them."""
    told(project, said[:1])
    erase(project, said[0])
    assert problems(project) == [], "the memo is gone again, by an event that is here"
    memo = project.codings.memo("A", "project", "", "还在")
    with project.store.reading() as connection:
        last = log_of(connection)[-1]
    told(project, [last])
    erase(project, last)
    [(rule, message)] = problems(project)
    assert rule == "memo"
    assert memo.uuid in message
    assert f"the missing payload of event {last['seq']}" in message
