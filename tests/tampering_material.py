"""A worked study of every kind of row, and what somebody may do to its file with SQL."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest
from conftest import REPO
from planned_material import plan

from qualcode.project import Project
from qualcode.store import FILE_NAME, schema
from qualcode.store.log.journal import GENESIS, canonical, event_hash, sha256

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

RECEIPT = "7b0f3c58-13b4-4a8e-8f5e-5f0f7a4b6a01"


@pytest.fixture(scope="session")
def worked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A study with codings, readings, memos, a closed round, a sample, a run and what was shown.

    It holds what is planned too, as later versions will write it.
    """
    folder = tmp_path_factory.mktemp("worked")
    dump = REPO / "tests" / "files" / "schema_0003.sql"
    with closing(sqlite3.connect(folder / FILE_NAME)) as raw:
        raw.executescript(dump.read_text(encoding="utf-8"))
    with Project.open(folder) as project:
        plan(project)
        memo = project.memos.list()[0]
        project.memos.change(memo.coder, memo.uuid, "又想了想")
        with project.once("A", RECEIPT):
            project.codings.memo("A", "project", "", "日记一则")
        assert project.verify_log().problems == ()
    (folder / "project.before-upgrade.qualcode").unlink()
    return folder


def copied(worked: Path, folder: Path) -> Path:
    """Return a copy of the study's folder."""
    return shutil.copytree(worked, folder, dirs_exist_ok=True)


def tampered(folder: Path, *acts: Callable[[sqlite3.Connection], None] | str) -> None:
    """Edit the file behind the project's back, whatever references it breaks."""
    with closing(sqlite3.connect(folder / FILE_NAME)) as raw:
        raw.execute("PRAGMA foreign_keys=OFF")
        for act in acts:
            if callable(act):
                act(raw)
            else:
                raw.executescript(act)
        raw.commit()


def another(value: object) -> object:
    """Return another value of the same type, or of one that the column takes."""
    if isinstance(value, int | float):
        return value + 1
    return f"{value or ''}x"


def rechained(raw: sqlite3.Connection) -> None:
    """Write every hash of the log anew, so that its chain is sound again."""
    raw.row_factory = sqlite3.Row
    prev = GENESIS
    for row in [dict(it) for it in raw.execute("SELECT * FROM event ORDER BY seq")]:
        stored = raw.execute("SELECT salt, body FROM payload WHERE seq = ?", (row["seq"],))
        row["prev"] = prev
        for body in stored:
            row["payload_digest"] = sha256(body["salt"] + body["body"])
        prev = event_hash(row)
        raw.execute(
            "UPDATE event SET prev = ?, payload_digest = ?, hash = ? WHERE seq = ?",
            (row["prev"], row["payload_digest"], prev, row["seq"]),
        )
    raw.row_factory = None


def told_again(raw: sqlite3.Connection) -> None:
    """Change a coding of the open round in the table and in the log, and hash the log anew."""
    [(uuid, end)] = raw.execute(
        'SELECT c.uuid, c."end" FROM coding c JOIN round r ON r.id = c.round '
        "WHERE r.status = 'open' LIMIT 1"
    )
    raw.execute('UPDATE coding SET "end" = "end" - 1 WHERE uuid = ?', (uuid,))
    for seq, body in raw.execute("SELECT seq, body FROM payload").fetchall():
        if uuid in body:
            written = body.replace(f'"end":{end},', f'"end":{end - 1},')
            raw.execute("UPDATE payload SET body = ? WHERE seq = ?", (written, seq))
    rechained(raw)


def closed_told_again(raw: sqlite3.Connection) -> None:
    """Change a coding of the closed round in the table and in the log, and hash the log anew."""
    [(uuid,)] = raw.execute("SELECT uuid FROM coding WHERE round = 1 ORDER BY id LIMIT 1")
    raw.execute("UPDATE coding SET origin = 'imported' WHERE uuid = ?", (uuid,))
    for seq, body in raw.execute("SELECT seq, body FROM payload").fetchall():
        if uuid in body:
            written = body.replace('"origin":"manual"', '"origin":"imported"')
            raw.execute("UPDATE payload SET body = ? WHERE seq = ?", (written, seq))
    rechained(raw)


def cut_short(raw: sqlite3.Connection) -> None:
    """Remove the last event with all that it did."""
    [(seq, body)] = raw.execute("SELECT seq, body FROM payload ORDER BY seq DESC LIMIT 1")
    assert '"insert","memo"' in body
    raw.execute("DELETE FROM memo WHERE id = (SELECT max(id) FROM memo)")
    raw.execute("DELETE FROM payload WHERE seq = ?", (seq,))
    raw.execute("DELETE FROM event WHERE seq = ?", (seq,))


def added_to(raw: sqlite3.Connection) -> None:
    """Append an event that nobody did, with all that belongs to it."""
    raw.execute("UPDATE setting SET value = '\"en\"' WHERE name = 'language'")
    [(replica, seq, prev)] = raw.execute(
        "SELECT replica, seq, hash FROM event ORDER BY seq DESC LIMIT 1"
    )
    [(key,)] = raw.execute("SELECT id FROM setting WHERE name = 'language'")
    change = ["update", "setting", key, {"value": "zh"}, {"value": "en"}]
    body = canonical({"changes": [change], "bulk": []})
    row = {
        "replica": replica, "seq": seq + 1, "at": "2026-11-30T00:00:00.000+00:00", "actor": "",
        "kind": "project.set", "round": None, "undoes": None, "prev": prev,
        "payload_digest": sha256("salt" + body),
    }  # fmt: skip
    row["hash"] = event_hash(row)
    names = ", ".join(f'"{it}"' for it in row)
    marks = ", ".join("?" for _ in row)
    raw.execute(f"INSERT INTO event ({names}) VALUES ({marks})", tuple(row.values()))
    raw.execute("INSERT INTO payload VALUES (?, ?, 'salt', ?)", (replica, seq + 1, body))


def logged_tables() -> list[str]:
    """Return the tables whose rows the log repeats or digests."""
    return [name for name in schema.metadata.tables if name not in schema.UNLOGGED]
