"""Whatever somebody does to the file with SQL is found, or stands among what cannot be found."""

from __future__ import annotations

import json
import random
import sqlite3
from contextlib import closing, suppress
from typing import TYPE_CHECKING

import pytest
from conftest import REPO
from tampering_material import (
    RECEIPT,
    added_to,
    another,
    closed_told_again,
    copied,
    cut_short,
    logged_tables,
    tampered,
    told_again,
)
from test_cli import Terminal, terminal

from qualcode.errors import QualcodeError
from qualcode.project import Project
from qualcode.store import FILE_NAME
from qualcode.store.log.audit import audit

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from qualcode.store.log.audit import Problem

__all__ = ["terminal"]
pytest_plugins = ("tampering_material",)

BAD = "CAST(x'80ff' AS TEXT)"
ERASED = "DELETE FROM payload WHERE seq = 16"

KINDS: dict[str, str | Callable[[sqlite3.Connection], None]] = {
    "a coding's end": 'UPDATE coding SET "end" = "end" + 1 WHERE id = 1',
    "a coding's coder": "UPDATE coding SET coder = 3 - coder WHERE id = 1",
    "a coding's exposure": "UPDATE coding SET exposure = 'assisted' WHERE id = 1",
    "a coding deleted": "DELETE FROM coding WHERE id = 1",
    "every coding deleted": "DELETE FROM coding",
    "a reading deleted": "DELETE FROM reading WHERE id = 1",
    "a memo's words": "UPDATE memo SET text = text || '！' WHERE id = 1",
    "a text as a number": "UPDATE memo SET text = x'31' WHERE id = 1",
    "text in a column of numbers": "UPDATE coding SET start = 'x' WHERE id = 1",
    "a fraction in a column of numbers": "UPDATE coding SET start = start + .5 WHERE id = 1",
    "a huge number": "UPDATE coding SET start = 9223372036854775807 WHERE id = 1",
    "bytes that are no text": f"UPDATE coder SET name = {BAD} WHERE id = 1",
    "a logical value that is none": "UPDATE speaker SET asks = 2 WHERE id = 1",
    "a logical value as text": "UPDATE speaker SET asks = 'yes' WHERE id = 1",
    "JSON that is none": "UPDATE coder SET members = '{' WHERE id = 1",
    "JSON that never ends": f"UPDATE coder SET members = '{'[' * 200_000}' WHERE id = 1",
    "JSON of another value": "UPDATE setting SET value = '\"en\"' WHERE name = 'language'",
    "JSON of true for 1": "UPDATE coder SET members = '[true]' WHERE id = 1",
    "JSON as bytes": "UPDATE coder SET members = x'80' WHERE id = 1",
    "JSON that is missing as one that says so": "UPDATE coding SET claimed = 'null' WHERE id = 2",
    "a name's label": "UPDATE coder SET label = 'x' WHERE id = 2",
    "who looked, deleted": "DELETE FROM opened",
    "a withdrawal deleted": "DELETE FROM redaction",
    "a unit drawn as another": "UPDATE sampled_unit SET role = 'reserve' WHERE id = 1",
    "an event kept of another copy": "UPDATE branch_event SET actor = 'A' WHERE seq = 6",
    "a turn moved": "UPDATE turn SET start = start + 1 WHERE id = 2",
    "a unit in the frame": "UPDATE unit SET in_frame = 1 - in_frame WHERE id = 1",
    "a unit that is no logical value": "UPDATE unit SET in_frame = x'00' WHERE id = 1",
    "a suggestion's score": "UPDATE suggestion SET score = .99 WHERE id = 1",
    "a suggestion's evidence": "UPDATE suggestion SET evidence = 'x' WHERE id = 1",
    "units of another text": "INSERT INTO unit VALUES (99999, 1, 9, 1, 0, 5, 1)",
    "a word of the transcript": "UPDATE text_version SET text = 'x' || text WHERE id = 1",
    "the transcript as bytes": f"UPDATE text_version SET text = {BAD} WHERE id = 1",
    "the transcript and its digest": "UPDATE text_version SET text = 'x', sha256 = "
    "'2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881' WHERE id = 1",
    "a transcript deleted": "DELETE FROM text_version WHERE id = 1",
    "a closed round's hash": "UPDATE round SET hash = 'x' WHERE status = 'closed'",
    "a closed round opened": "UPDATE round SET status = 'open', closed = NULL WHERE id = 1",
    "who did it": "UPDATE event SET actor = 'B' WHERE seq = 8",
    "an event's number as text": "UPDATE event SET seq = 'x' WHERE seq = 8",
    "an event's kind as bytes": f"UPDATE event SET kind = {BAD} WHERE seq = 8",
    "what stands behind a NUL in it": "UPDATE event SET actor = actor "
    "|| char(0) || 'x' WHERE seq = 8",
    "an event's actor as other bytes": "UPDATE event SET actor = x'41' WHERE seq = 8",
    "an event's actor as no text": "UPDATE event SET actor = 8 WHERE seq = 8",
    "an event of another copy": "UPDATE event SET replica = 'x' WHERE seq = 8",
    "an event deleted": "DELETE FROM event WHERE seq = 8",
    "an event and its payload deleted": "DELETE FROM event WHERE seq = 8; "
    "DELETE FROM payload WHERE seq = 8",
    "the last event deleted": "DELETE FROM event WHERE seq = (SELECT max(seq) FROM event)",
    "a hash of the chain": "UPDATE event SET hash = prev WHERE seq = 8",
    "a payload": "UPDATE payload SET body = replace(body, 'a', 'b') WHERE seq = 8",
    "a payload that is no JSON": "UPDATE payload SET body = '{' WHERE seq = 8",
    "a payload of other JSON": "UPDATE payload SET body = '[1]' WHERE seq = 8",
    "a payload that never ends": f"UPDATE payload SET body = '{'[' * 200_000}' WHERE seq = 8",
    "a payload of huge numbers": f'UPDATE payload SET body = \'{{"bulk":[],"changes":'
    f'[["insert","coding",{{"id":{"9" * 5000}}}]]}}\' WHERE seq = 8',
    "a payload of keys that are none": 'UPDATE payload SET body = \'{"bulk":[{"table":"unit",'
    '"scope":{"text":[]},"digest":1}],"changes":[["insert","coding",{"id":[]}]]}\' WHERE seq = 8',
    "a payload of unknown tables": 'UPDATE payload SET body = \'{"bulk":[{"table":"x","scope":{},'
    '"digest":""}],"changes":[["insert","x",{"id":1}]]}\' WHERE seq = 8',
    "a payload as bytes": f"UPDATE payload SET body = {BAD} WHERE seq = 8",
    "a salt": "UPDATE payload SET salt = 'x' WHERE seq = 8",
    "a salt as bytes": "UPDATE payload SET salt = x'80' WHERE seq = 8",
    "another payload deleted": "DELETE FROM payload WHERE seq = 8",
    "a payload of no event": "INSERT INTO payload VALUES ('x', 1, '', '{}')",
    "a table dropped": "DROP TABLE memo",
    "a column dropped": "ALTER TABLE coding DROP COLUMN exposure",
    "a column added": "ALTER TABLE coding ADD COLUMN note TEXT",
    "a column renamed": "ALTER TABLE coding RENAME COLUMN exposure TO seen",
    "an index dropped": "DROP INDEX ix_coding_code",
    "an index added": "CREATE UNIQUE INDEX x ON coding (created)",
    "a trigger": "CREATE TRIGGER x AFTER INSERT ON coding BEGIN DELETE FROM memo; END",
    "a view": "CREATE VIEW x AS SELECT * FROM coding",
    "a table added": "CREATE TABLE x (id INTEGER)",
    "a virtual table": "CREATE VIRTUAL TABLE x USING fts5(words)",
    "a table for a view": "ALTER TABLE shown RENAME TO shown2; "
    "CREATE VIEW shown AS SELECT * FROM shown2",
    "a rule added": "DROP TABLE code_map; "
    "CREATE TABLE m2 (id INTEGER PRIMARY KEY CHECK (id < 99)); "
    "ALTER TABLE m2 RENAME TO code_map",
    "the copy's name": "UPDATE setting SET value = '\"x\"' WHERE name = 'replica'",
    "the stamp of the schema": "UPDATE alembic_version SET version_num = '0009'",
    "the stamp of an older schema": "UPDATE alembic_version SET version_num = '0002'",
    "the stamp deleted": "DELETE FROM alembic_version",
    "a counter of keys": "UPDATE sqlite_sequence SET seq = 'x' WHERE name = 'coding'",
    "a round rewritten with its log": closed_told_again,
    "every row of every table": "; ".join(f'DELETE FROM "{it}"' for it in logged_tables()),
}


UNSEEN: dict[str, tuple[str | Callable[[sqlite3.Connection], None], str]] = {
    "the last event with all that it did": (cut_short, "cut off at its end"),
    "an act of an open round, in table and log": (told_again, "written anew"),
    "an act appended to the log": (added_to, "written anew"),
    "a receipt": (f"DELETE FROM receipt WHERE uuid = '{RECEIPT}'", "receipts"),
    "words that were cut": ("INSERT INTO token_cache VALUES (1, 1, 'd', 'e', x'00')", "cut words"),
    "vectors of a text": ("INSERT INTO embedding_cache VALUES (1, 1, 'e', x'00')", "vectors"),
    "a counter of keys set higher": (
        "UPDATE sqlite_sequence SET seq = seq + 7 WHERE name = 'coding'",
        "counters of keys",
    ),
}


def found(folder: Path) -> tuple[Problem, ...] | str:
    """Return what the check finds, or the sentence with which the file is refused."""
    try:
        with Project.open(folder) as project:
            return project.verify_log().problems
    except QualcodeError as error:
        return str(error)


@pytest.mark.parametrize("erased", [False, True], ids=["whole", "erased"])
@pytest.mark.parametrize("kind", KINDS)
def test_what_was_done_is_found(kind: str, erased: bool, worked: Path, tmp_path: Path) -> None:
    """An erased payload, which is named itself, hides nothing else."""
    copied(worked, tmp_path)
    if erased:
        tampered(tmp_path, ERASED)
    before = found(tmp_path)
    assert [it.rule for it in before if not isinstance(it, str)] == ["payload", "memo"][
        : 2 * erased
    ]
    tampered(tmp_path, KINDS[kind])
    after = found(tmp_path)
    assert isinstance(after, str) or set(after) - set(before)


@pytest.mark.parametrize("table", logged_tables())
def test_any_row_changed_deleted_or_made_is_found(table: str, worked: Path, tmp_path: Path) -> None:
    """Each column of each logged table: another value, another type, bytes; a row less or more."""
    copied(worked, tmp_path)
    tampered(tmp_path, ERASED)
    with closing(sqlite3.connect(tmp_path / FILE_NAME, isolation_level=None)) as raw:
        before, done = set(audit(raw).problems), 0
        for statement, values in _changes(raw, table):
            raw.execute("BEGIN")
            with suppress(sqlite3.IntegrityError):
                raw.execute(statement, values)
                assert set(audit(raw).problems) - before, (statement, values)
                done += 1
            raw.execute("ROLLBACK")
    assert done


def _changes(raw: sqlite3.Connection, table: str) -> list[tuple[str, tuple[object, ...]]]:
    """Return statements that change, delete or make one row, with their values."""
    names = [row[1] for row in raw.execute(f'PRAGMA table_info("{table}")')]
    first = raw.execute(f'SELECT * FROM "{table}" ORDER BY id LIMIT 1').fetchone()
    where = f'WHERE id = (SELECT min(id) FROM "{table}")'
    changes: list[tuple[str, tuple[object, ...]]] = []
    for name, value in zip(names[1:], (first or ())[1:], strict=bool(first)):
        values = (another(value), b"\x80", "\ud7ff{", 1 << 62)
        changes += [(f'UPDATE "{table}" SET "{name}" = ? {where}', (it,)) for it in values]
    if first:
        changes.append((f'DELETE FROM "{table}" {where}', ()))
    row = tuple(first or [1] * len(names))
    unique = tuple(f"new{n}" if isinstance(it, str) else it for n, it in enumerate(row[1:]))
    marks = ", ".join("?" for _ in row)
    return [*changes, (f'INSERT INTO "{table}" VALUES ({marks})', (999_999, *unique))]


@pytest.mark.parametrize("erased", [False, True], ids=["whole", "erased"])
@pytest.mark.parametrize("kind", UNSEEN)
def test_what_cannot_be_found_stands_in_the_docs(
    kind: str, erased: bool, worked: Path, tmp_path: Path
) -> None:
    """The check promises no more than it can do; each line here has its words in the docs."""
    act, words = UNSEEN[kind]
    copied(worked, tmp_path)
    if erased:
        tampered(tmp_path, ERASED)
    before = found(tmp_path)
    tampered(tmp_path, act)
    assert found(tmp_path) == before
    assert words in (REPO / "docs" / "files.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("kind", [cut_short, told_again])
def test_a_head_that_was_noted_finds_a_log_that_was_cut_or_written_anew(
    kind: Callable[[sqlite3.Connection], None], worked: Path, tmp_path: Path
) -> None:
    copied(worked, tmp_path)
    with Project.open(tmp_path) as project:
        [head] = project.verify_log().heads
        assert project.verify_log(head.hash).problems == ()
        project.codings.memo("A", "project", "", "接着想")
        assert project.verify_log(head.hash).problems == (), "an older head is in the log"
    copied(worked, tmp_path)
    tampered(tmp_path, kind)
    with Project.open(tmp_path) as project:
        assert [it.rule for it in project.verify_log(head.hash).problems] == ["head"]
        assert project.verify_log().problems == ()


def test_a_difference_says_whether_the_missing_payload_may_explain_it(
    worked: Path, tmp_path: Path
) -> None:
    """What the log spoke of after the missing payload cannot be its doing."""
    copied(worked, tmp_path)
    tampered(
        tmp_path,
        "DELETE FROM payload WHERE seq = 15",
        "UPDATE coding SET created = 'x' WHERE id = 1",
        "UPDATE round SET closed = 'x' WHERE id = 1",
    )
    with Project.open(tmp_path) as project:
        audit = project.verify_log()
    said = {it.rule: it.message for it in audit.problems}
    assert audit.erased == 1
    assert "event 15" in said["payload"]
    assert "missing" in said["payload"]
    assert "the missing payload of event 15" in said["coding"]
    assert "may explain" in said["coding"]
    assert "may explain" not in said["round"], "it was closed by event 17"


def test_the_command_prints_problems_and_the_head(
    worked: Path, tmp_path: Path, terminal: Terminal
) -> None:
    copied(worked, tmp_path)
    terminal.folder = tmp_path
    found = terminal.json("verify-log")
    head = found["heads"][0]["hash"]
    assert (len(head), found["problems"]) == (64, [])
    code, out, _ = terminal.here("verify-log", "--head", head)
    assert code == 0
    assert head in out
    code, _, err = terminal.here("verify-log", "--head", "0" * 64)
    assert code == 1
    assert "0" * 64 in err
    tampered(tmp_path, KINDS["bytes that are no text"])
    code, out, err = terminal.here("verify-log", "--json")
    assert code == 1
    assert any("coder" in it["message"] for it in json.loads(out)["problems"])
    assert err.isprintable() or "\n" in err


VERBS = (
    ("status",), ("tables", "--out", "{out}"), ("agree",), ("methods",), ("ledger",), ("sample",),
    ("evaluate",), ("frequencies",), ("anchoring",), ("mode",), ("language", "en"),
    ("coder", "add", "C"), ("codebook", "freeze"), ("round", "close"), ("table", "codes"),
    ("brackets", "from-coder", "A"), ("why", "--suggestion", "1"), ("plan",),
    ("adjudicate", "list"),
    ("agree-model", "--coder", "A"), ("code", "export", "{out}"), ("read", "export", "{out}"),
)  # fmt: skip


@pytest.mark.parametrize("verb", VERBS, ids=lambda it: it[0])
def test_no_verb_ends_in_a_traceback_on_a_file_that_was_tampered_with(
    verb: tuple[str, ...], worked: Path, tmp_path: Path, terminal: Terminal
) -> None:
    """It is done, or refused in one sentence; here with five kinds for each verb."""
    for kind in random.Random(verb[0]).sample(sorted(KINDS), 5):
        folder = copied(worked, tmp_path / "study")
        for beside in ("-wal", "-shm"):
            (folder / f"{FILE_NAME}{beside}").unlink(missing_ok=True)
        tampered(folder, KINDS[kind])
        terminal.folder = folder
        code, out, err = terminal.here(*(it.format(out=tmp_path / "out") for it in verb))
        assert code in (0, 1, 2), (kind, out)
        assert code == 0 or err, kind
