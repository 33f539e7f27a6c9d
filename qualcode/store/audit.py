"""Replay the log and compare it with the tables: what was changed behind the project's back.

Everything is read as SQLite has it, of any type and in any bytes: what cannot be what we wrote is
a difference, never an error. What a check of this kind cannot find stands in ``docs/files.md``.
"""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import JSON, Boolean

from qualcode.errors import bounded
from qualcode.store import schema, shape
from qualcode.store.journal import GENESIS, Row, bulk_digest, canonical, event_hash, logged, sha256
from qualcode.store.replay import HOSTILE, Replay

if TYPE_CHECKING:
    from collections.abc import Iterator

    from qualcode.store.replay import Scope

Key = tuple[object, object]


@dataclass(frozen=True, slots=True)
class Problem:
    """One difference between the log and the file: ``rule`` names it, ``message`` tells it."""

    rule: str
    message: str


@dataclass(frozen=True, slots=True)
class Head:
    """The last event of a project copy and its hash, which stands for all of its log."""

    replica: str
    event: int
    hash: str


@dataclass(frozen=True, slots=True)
class Audit:
    """The result of a check: events, payloads that are missing, problems, and the log's heads.

    A log that was cut short, or written anew as a whole, is sound in itself; a head that was
    noted elsewhere before is then no longer in it.
    """

    events: int
    erased: int
    problems: tuple[Problem, ...]
    heads: tuple[Head, ...] = ()


def audit(raw: sqlite3.Connection, noted: str = "") -> Audit:
    """Check the chain, replay it, and compare every logged table, text and bulk digest.

    ``noted`` is a head that was printed earlier: the log must have an event of that hash.
    """
    with _as_it_is(raw):
        problems = [*_file(raw)]
        events = _rows(raw, "event", "replica, seq")
        bodies = {(it["replica"], it["seq"]): it for it in _rows(raw, "payload", "replica, seq")}
        erased = sum((it["replica"], it["seq"]) not in bodies for it in events)
        problems += _chain(events, bodies)
        replay = Replay()
        problems += _replayed(events, bodies, replay)
        problems += _bulk_differences(raw, replay)
        problems += _text_differences(raw)
        problems += _row_differences(raw, replay)
        problems += _counters(raw)
    if noted and noted not in {it["hash"] for it in events}:
        problems.append(_problem("head", f"no event of the log has the hash {noted}"))
    return Audit(len(events), erased, tuple(problems), tuple(_heads(events)))


def _problem(rule: str, message: str) -> Problem:
    """Return a problem in one line that any terminal can print."""
    return Problem(rule, bounded(message))


@contextmanager
def _as_it_is(raw: sqlite3.Connection) -> Iterator[None]:
    """Read text that is not UTF-8 too; it differs from every text."""
    before = raw.text_factory
    raw.text_factory = lambda value: value.decode("utf-8", "surrogateescape")
    try:
        yield
    finally:
        raw.text_factory = before


def _file(raw: sqlite3.Connection) -> Iterator[Problem]:
    """Yield what SQLite itself finds, and what of the schema is not ours."""
    for (verdict,) in raw.execute("PRAGMA integrity_check(20)"):
        if verdict != "ok":
            yield _problem("file", f"the file is damaged: {verdict}")
    for table, row, parent, _ in raw.execute("PRAGMA foreign_key_check").fetchmany(20):
        yield _problem("file", f"{table} {row} names a {parent} that is not there")
    for difference in shape.differences(raw):
        yield _problem("schema", difference)


def _rows(
    raw: sqlite3.Connection, name: str, order: str = "id", scope: Scope = ()
) -> list[dict[str, Any]]:
    """Return rows with the columns that are there; what is no value of its type stays as it is."""
    table, names = schema.metadata.tables[name], shape.columns(raw, name)
    if not names or any(it not in names for it in (*order.split(", "), *dict(scope))):
        return []
    condition = " AND ".join(f'"{it}" = ?' for it, _ in scope) or "1"
    listed = ", ".join(f'"{it}"' for it in names)
    query = f'SELECT {listed} FROM "{name}" WHERE {condition} ORDER BY {order}'  # noqa: S608 - our names
    readers = [_READERS.get(type(table.c[it].type)) for it in names]
    return [
        {
            it: value if read is None else read(value)
            for it, read, value in zip(names, readers, row, strict=True)
        }
        for row in raw.execute(query, [key for _, key in scope])
    ]


def _logical(value: object) -> object:
    return bool(value) if value in (0, 1) and isinstance(value, int) else value


def _document(value: object) -> object:
    """Return the value of a JSON text; one that holds no JSON stays text."""
    with suppress(*HOSTILE):
        return json.loads(value) if isinstance(value, str) else value
    return value


_READERS = {Boolean: _logical, JSON: _document}


def _named(row: Row) -> str:
    return f"event {row['seq']} ({row['kind']}, {row['at']})"


def _chain(events: list[Row], bodies: dict[Key, Row]) -> Iterator[Problem]:
    prev: dict[object, tuple[int, object]] = defaultdict(lambda: (0, GENESIS))
    for row in events:
        seq, digest = prev[row["replica"]]
        name = _named(row)
        if row["seq"] != seq + 1 or row["prev"] != digest:
            yield _problem("chain", f"{name} does not follow the event before it")
        if not _has_its_hash(row):
            yield _problem("event", f"{name} was changed after it was written")
        stored = bodies.get((row["replica"], row["seq"]))
        if stored is None:
            yield _problem("payload", f"the payload of {name} is missing")
        elif not _has_its_digest(stored, row["payload_digest"]):
            yield _problem("payload", f"the payload of {name} was changed after it was written")
        number = row["seq"] if isinstance(row["seq"], int) else seq + 1
        prev[row["replica"]] = (number, row["hash"])
    known = {(it["replica"], it["seq"]) for it in events}
    for key in bodies.keys() - known:
        yield _problem("payload", f"there is a payload of an event {key[1]} that is not in the log")


def _has_its_hash(row: Row) -> bool:
    try:
        return bool(row["hash"] == event_hash(row))
    except HOSTILE:
        return False


def _has_its_digest(stored: Row, digest: object) -> bool:
    try:
        return sha256(stored["salt"] + stored["body"]) == digest
    except HOSTILE:
        return False


def _heads(events: list[Row]) -> Iterator[Head]:
    last = {row["replica"]: row for row in events}
    for replica, row in last.items():
        number = row["seq"] if isinstance(row["seq"], int) else 0
        yield Head(bounded(str(replica)), number, bounded(str(row["hash"])))


def _replayed(events: list[Row], bodies: dict[Key, Row], replay: Replay) -> Iterator[Problem]:
    """Play every payload that there is; what of the others cannot be read is named once."""
    for place, row in enumerate(events, 1):
        stored = bodies.get((row["replica"], row["seq"]))
        if stored is None:
            replay.silent[place] = f"the missing payload of {_named(row)}"
            continue
        try:
            replay.play(place, stored["body"])
        except HOSTILE:
            replay.silent[place] = f"the unreadable payload of {_named(row)}"
            yield _problem("payload", f"the payload of {_named(row)} cannot be read")


def _row_differences(raw: sqlite3.Connection, replay: Replay) -> Iterator[Problem]:
    titles = _Titles(raw)
    for name in schema.metadata.tables:
        if name in schema.BULK or name in schema.UNLOGGED or not shape.columns(raw, name):
            continue
        stored = {row["id"]: logged(name, row) for row in _rows(raw, name)}
        expected = replay.tables.get(name, {})
        for key in sorted(stored.keys() | expected.keys(), key=_place):
            said = _difference(replay, name, key, stored.get(key), expected.get(key))
            if said:
                row = stored.get(key) or expected[key]
                yield _problem(name, f"{titles.of(name, row)} {said}")


def _place(key: object) -> tuple[bool, int, str]:
    number = isinstance(key, int)
    return not number, key if isinstance(key, int) else 0, repr(key)


def _difference(
    replay: Replay, table: str, key: object, stored: Row | None, expected: Row | None
) -> str:
    fields: list[str] = []
    if stored is None:
        said = "is in the log but was deleted from the file"
    elif expected is None:
        said = "is in the file but no event made it"
    else:
        fields = [it for it in stored if not _same(stored[it], expected.get(it))]
        said = "; ".join(
            f"{it} is {_told(stored[it])}, the log says {_told(expected.get(it))}" for it in fields
        )
        if not fields:
            return ""
    cause = replay.explains(table, key, fields)
    return f"{said}; {cause} may explain it" if cause else said


def _told(value: object) -> str:
    """Return a value short enough that all that is said of a row fits its line."""
    said = repr(value)
    return said if len(said) <= 60 else f"{said[:40]} … {said[-15:]}"


def _same(stored: object, expected: object) -> bool:
    """Return whether two values are one, ``True`` and ``1`` told apart, inside documents too."""
    if isinstance(stored, list | dict) or isinstance(expected, list | dict):
        try:
            return canonical(stored) == canonical(expected)
        except HOSTILE:
            return False
    return type(stored) is type(expected) and stored == expected


class _Titles:
    """How a row is named: a coding by its transcript, place, code and coder."""

    def __init__(self, raw: sqlite3.Connection) -> None:
        self._names = {
            table: {row["id"]: row.get("name") for row in _rows(raw, table)}
            for table in ("transcript", "code", "coder")
        }
        texts = raw.execute("SELECT id, transcript FROM text_version") if _whole(raw) else ()
        self._transcript = {key: self._name("transcript", of) for key, of in texts}

    def of(self, table: str, row: Row) -> str:
        """Return the name of a row; a coding's says where it is, of what code, and whose."""
        if table != "coding":
            return f"{table} {row.get('uuid') or row.get('name') or row['id']}"
        text = row.get("text")
        names = [
            str(self._transcript.get(text, text) if isinstance(text, int) else text),
            f"[{row.get('start')}, {row.get('end')})",
            self._name("code", row.get("code")),
            self._name("coder", row.get("coder")),
        ]
        return f"coding {row.get('uuid')} ({', '.join(names)})"

    def _name(self, table: str, key: object) -> str:
        found = self._names[table].get(key) if isinstance(key, int) else None
        return str(found or key)


def _whole(raw: sqlite3.Connection) -> bool:
    return {"id", "transcript"} <= set(shape.columns(raw, "text_version"))


def _bulk_differences(raw: sqlite3.Connection, replay: Replay) -> Iterator[Problem]:
    for (name, scope), (digest, place) in replay.bulks.items():
        # rows that were revised have the digest of their last revision
        if not _has_digest(raw, name, scope, digest):
            where = ", ".join(f"{column} {key}" for column, key in scope)
            yield _explained(name, f"the {name} rows of {where} were changed", replay.since(place))
    for name in sorted(schema.BULK):
        seen = {scope for table, scope in replay.bulks if table == name}
        yield from _strangers(raw, name, seen, replay)


def _explained(rule: str, said: str, cause: str | None) -> Problem:
    return _problem(rule, f"{said}; {cause} may explain it" if cause else said)


def _has_digest(raw: sqlite3.Connection, name: str, scope: Scope, digest: str) -> bool:
    try:
        return bulk_digest(_rows(raw, name, scope=scope)) == digest
    except HOSTILE:
        return False


def _strangers(
    raw: sqlite3.Connection, name: str, seen: set[Scope], replay: Replay
) -> Iterator[Problem]:
    """Yield the scopes of a bulk table that stand in the file but in no event."""
    keys = {"unit": ("text", "unit_set"), "turn": ("text",)}.get(name, ("run",))
    if not set(keys) <= set(shape.columns(raw, name)):
        return
    query = f'SELECT DISTINCT {", ".join(keys)} FROM "{name}"'  # noqa: S608 - our names
    for row in raw.execute(query).fetchall():
        if tuple(sorted(zip(keys, row, strict=True))) not in seen:
            where = ", ".join(f"{key} {value}" for key, value in zip(keys, row, strict=True))
            said = f"{name} rows of {where} are in the file but no event made them"
            yield _explained(name, said, replay.since(0))


def _text_differences(raw: sqlite3.Connection) -> Iterator[Problem]:
    names = {row["id"]: row.get("name") for row in _rows(raw, "transcript")}
    for row in _rows(raw, "text_version"):
        if not {"text", "sha256", "transcript"} <= row.keys():
            continue
        if not isinstance(row["text"], str) or sha256(row["text"]) != row["sha256"]:
            name = names.get(row["transcript"], row["transcript"])
            yield _problem("text_version", f"the text of transcript {name} was changed")


def _counters(raw: sqlite3.Connection) -> Iterator[Problem]:
    """Yield counters of keys that would give one twice, or keys that nothing ever had."""
    try:
        rows = raw.execute("SELECT name, seq FROM sqlite_sequence").fetchall()
    except sqlite3.OperationalError:
        return
    for name, seq in rows:
        if name not in schema.metadata.tables or "id" not in shape.columns(raw, name):
            continue
        query = f'SELECT max(id) FROM "{name}"'  # noqa: S608 - our names
        highest = int(raw.execute(query).fetchone()[0] or 0)
        if not isinstance(seq, int) or not highest <= seq < 1 << 53:
            yield _problem("keys", f"the keys of {name} are counted from {_told(seq)}")
