"""Replay the log and compare it with the tables: what was changed behind the project's back.

Everything is read as SQLite has it, of any type and in any bytes: what cannot be what we wrote is
a difference, never an error. What a check of this kind cannot find stands in ``docs/files.md``.
"""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from qualcode.errors import bounded
from qualcode.store import schema
from qualcode.store.file import shape
from qualcode.store.log import branches, chain, replay
from qualcode.store.log.as_stored import readable
from qualcode.store.log.journal import Row, canonical, sha256, values_digest, written_digest
from qualcode.store.log.replay import HOSTILE, Replay

if TYPE_CHECKING:
    from collections.abc import Iterator

    from qualcode.store.log.as_stored import AsStored
    from qualcode.store.log.chain import Chain
    from qualcode.store.log.replay import Scope

Place = tuple[bool, int, str]
"""Where a key stands among others: numbers first."""


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

    Kept ends of other copies' logs are checked as chains. ``noted`` is a head that was printed
    earlier: the log must have an event of that hash.
    """
    with readable(raw) as file:
        with file.any_bytes():
            problems = [*_file(raw)]
        told = Replay()
        log = chain.walked(file, told, noted)
        told_of = (*log.broken, *log.unreadable, *branches.broken(file))
        problems += (_problem(rule, said) for rule, said in told_of)
        problems += _bulk_differences(file, told)
        problems += _text_differences(file)
        problems += _row_differences(file, told)
        with file.any_bytes():
            problems += _counters(raw)
    if noted and not log.has_noted:
        problems.append(_problem("head", f"no event of the log has the hash {noted}"))
    return Audit(log.events, log.erased, tuple(problems), tuple(_heads(log)))


def _problem(rule: str, message: str) -> Problem:
    """Return a problem in one line that any terminal can print."""
    return Problem(rule, bounded(message))


def _file(raw: sqlite3.Connection) -> Iterator[Problem]:
    """Yield what SQLite itself finds, and what of the schema is not ours."""
    for (verdict,) in raw.execute("PRAGMA integrity_check(20)"):
        if verdict != "ok":
            yield _problem("file", f"the file is damaged: {verdict}")
    for table, row, parent, _ in raw.execute("PRAGMA foreign_key_check").fetchmany(20):
        yield _problem("file", f"{table} {row} names a {parent} that is not there")
    for difference in shape.differences(raw):
        yield _problem("schema", difference)


def _heads(log: Chain) -> Iterator[Head]:
    for replica, (seq, digest) in log.heads.items():
        number = seq if isinstance(seq, int) else 0
        yield Head(bounded(str(replica)), number, bounded(str(digest)))


def _row_differences(file: AsStored, told: Replay) -> Iterator[Problem]:
    titles = _Titles(file)
    for name in schema.metadata.tables:
        if name in schema.BULK or name in schema.UNLOGGED or not file.columns(name):
            continue
        for _, problem in sorted(_compared(file, told, name, titles), key=lambda it: it[0]):
            yield problem


def _compared(
    file: AsStored, told: Replay, table: str, titles: _Titles
) -> Iterator[tuple[Place, Problem]]:
    """Yield the rows of a table that are not as the log tells them; it is then forgotten.

    Rows whose packed bytes are the same need no look at their values.
    """
    due = told.tables.pop(table, {})
    names = [it for it in replay.columns(table) if it in file.columns(table)]
    whole = len(names) == len(replay.columns(table))
    keys = names.index("id") if "id" in names else 0
    for values in file.values(table, names):
        expected = due.pop(key := values[keys], None)
        if whole and expected is not None and expected == replay.pack(values):
            continue
        found = dict(zip(names, values, strict=True))
        row = {it: found[it] for it in file.columns(table) if it in found}
        log = None if expected is None else replay.unpacked(table, expected)
        if said := _difference(told, table, key, row, log):
            yield _place(key), _problem(table, f"{titles.of(table, row)} {said}")
    for key, expected in due.items():
        row = replay.unpacked(table, expected)
        said = _difference(told, table, key, None, row)
        yield _place(key), _problem(table, f"{titles.of(table, row)} {said}")


def _place(key: object) -> Place:
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

    def __init__(self, file: AsStored) -> None:
        self._file = file

    @cached_property
    def _names(self) -> dict[str, dict[object, object]]:
        tables = ("transcript", "code", "coder")
        return {table: _names(self._file, table) for table in tables}

    @cached_property
    def _transcripts(self) -> dict[object, str]:
        texts = self._file.values("text_version", ("id", "transcript"))
        return {key: self._name("transcript", of) for key, of in texts}

    def of(self, table: str, row: Row) -> str:
        """Return the name of a row; a coding's says where it is, of what code, and whose."""
        if table != "coding":
            return f"{table} {row.get('uuid') or row.get('name') or row['id']}"
        text = row.get("text")
        names = [
            str(self._transcripts.get(text, text) if isinstance(text, int) else text),
            f"[{row.get('start')}, {row.get('end')})",
            self._name("code", row.get("code")),
            self._name("coder", row.get("coder")),
        ]
        return f"coding {row.get('uuid')} ({', '.join(names)})"

    def _name(self, table: str, key: object) -> str:
        found = self._names[table].get(key) if isinstance(key, int) else None
        return str(found or key)


def _names(file: AsStored, table: str) -> dict[object, object]:
    """Return the names of the rows of a table by their keys."""
    return {row["id"]: row.get("name") for row in file.rows(table)}


def _bulk_differences(file: AsStored, told: Replay) -> Iterator[Problem]:
    for (name, scope), (digest, place) in told.bulks.items():
        # rows that were revised have the digest of their last revision
        if not _has_digest(file, name, scope, digest):
            where = ", ".join(f"{column} {key}" for column, key in scope)
            yield _explained(name, f"the {name} rows of {where} were changed", told.since(place))
    for name in sorted(schema.BULK):
        seen = {scope for table, scope in told.bulks if table == name}
        yield from _strangers(file, name, seen, told)


_SCOPES = {"unit": ("text", "unit_set"), "turn": ("text",), "sampled_unit": ("sample", "text")}
"""The columns that the rows of one digest share, where that is not their run."""


def _explained(rule: str, said: str, cause: str | None) -> Problem:
    return _problem(rule, f"{said}; {cause} may explain it" if cause else said)


def _has_digest(file: AsStored, name: str, scope: Scope, digest: str) -> bool:
    names = sorted(file.columns(name))
    written = file.written(name, names, scope)
    if written is not None and written_digest(names, written) == digest:
        return True
    try:
        return values_digest(names, file.values(name, names, scope)) == digest
    except HOSTILE:
        return False


def _strangers(file: AsStored, name: str, seen: set[Scope], told: Replay) -> Iterator[Problem]:
    """Yield the scopes of a bulk table that stand in the file but in no event."""
    keys = _SCOPES.get(name, ("run",))
    if not set(keys) <= set(file.columns(name)):
        return
    query = f'SELECT DISTINCT {", ".join(keys)} FROM "{name}"'  # noqa: S608 - our names
    for [row] in file.batches(query):
        if tuple(sorted(zip(keys, row, strict=True))) not in seen:
            where = ", ".join(f"{key} {value}" for key, value in zip(keys, row, strict=True))
            said = f"{name} rows of {where} are in the file but no event made them"
            yield _explained(name, said, told.since(0))


def _text_differences(file: AsStored) -> Iterator[Problem]:
    names, columns = _names(file, "transcript"), ("transcript", "sha256", "text")
    for transcript, digest, text in file.values("text_version", columns):
        if not isinstance(text, str) or sha256(text) != digest:
            name = names.get(transcript, transcript)
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
