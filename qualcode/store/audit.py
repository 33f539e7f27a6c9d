"""Replay the log and compare it with the tables: what was changed behind the project's back."""

from __future__ import annotations

import json
from collections import defaultdict
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import JSON, Table, Text, select, type_coerce

from qualcode.store import schema
from qualcode.store.journal import GENESIS, Row, bulk_digest, event_hash, logged, sha256

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sqlalchemy import Connection

Tables = dict[str, dict[int, Row]]


@dataclass(frozen=True, slots=True)
class Problem:
    """One difference between the log and the file: ``rule`` names it, ``message`` tells it."""

    rule: str
    message: str


@dataclass(frozen=True, slots=True)
class Audit:
    """The result of a check: events replayed, payloads that were erased, and the problems."""

    events: int
    erased: int
    problems: tuple[Problem, ...]


def audit(connection: Connection) -> Audit:
    """Check the chain, replay it, and compare every logged table, text and bulk digest."""
    events = [
        dict(row)
        for row in connection.execute(
            select(schema.event).order_by(schema.event.c.replica, schema.event.c.seq)
        ).mappings()
    ]
    bodies = {
        (row.replica, row.seq): (row.salt, row.body)
        for row in connection.execute(select(schema.payload))
    }
    problems = [*_chain(events, bodies)]
    tables, bulks, erased = _replay(events, bodies)
    problems += _bulk_differences(connection, bulks)
    problems += _text_differences(connection)
    if not erased:
        problems += _row_differences(connection, tables)
    return Audit(events=len(events), erased=erased, problems=tuple(problems))


def _chain(
    events: list[Row], bodies: Mapping[tuple[str, int], tuple[str, str]]
) -> Iterator[Problem]:
    prev: dict[str, tuple[int, str]] = defaultdict(lambda: (0, GENESIS))
    for row in events:
        seq, digest = prev[row["replica"]]
        name = f"event {row['seq']} ({row['kind']}, {row['at']})"
        if row["seq"] != seq + 1 or row["prev"] != digest:
            yield Problem("chain", f"{name} does not follow the event before it")
        if row["hash"] != event_hash(row):
            yield Problem("event", f"{name} was changed after it was written")
        stored = bodies.get((row["replica"], row["seq"]))
        if stored and sha256(stored[0] + stored[1]) != row["payload_digest"]:
            yield Problem("payload", f"the payload of {name} was changed after it was written")
        prev[row["replica"]] = (row["seq"], row["hash"])


def _replay(
    events: list[Row], bodies: Mapping[tuple[str, int], tuple[str, str]]
) -> tuple[Tables, list[Row], int]:
    tables: Tables = defaultdict(dict)
    bulks: list[Row] = []
    erased = 0
    for row in events:
        stored = bodies.get((row["replica"], row["seq"]))
        if stored is None:
            erased += 1
            continue
        try:
            body = json.loads(stored[1])
            bulks += body["bulk"]
            for change in body["changes"]:
                _apply(tables, change)
        except (ValueError, KeyError, IndexError, TypeError):
            continue  # a payload that was tampered with is already named by its digest
    return tables, bulks, erased


def _apply(tables: Tables, change: list[Any]) -> None:
    op, table = change[0], change[1]
    if op == "insert":
        tables[table][change[2]["id"]] = change[2]
    elif op == "delete":
        tables[table].pop(change[2]["id"], None)
    else:
        _, _, key, _, new = change
        tables[table].setdefault(key, {"id": key}).update(new)


def _row_differences(connection: Connection, tables: Tables) -> Iterator[Problem]:
    for name, table in schema.metadata.tables.items():
        if name in schema.BULK or name in schema.UNLOGGED:
            continue
        stored = {row["id"]: logged(name, row) for row in _rows(connection, table)}
        expected = tables.get(name, {})
        for key in sorted(stored.keys() | expected.keys()):
            difference = _difference(stored.get(key), expected.get(key))
            if difference:
                row = stored.get(key) or expected[key]
                yield Problem(name, f"{_title(connection, name, row)} {difference}")


def _rows(
    connection: Connection, table: Table, scope: Mapping[str, int] | None = None
) -> list[Row]:
    """Return rows in the order of their keys; a JSON column that holds no JSON stays text."""
    columns = [
        type_coerce(column, Text).label(column.name) if isinstance(column.type, JSON) else column
        for column in table.c
    ]
    documents = [column.name for column in table.c if isinstance(column.type, JSON)]
    query = select(*columns).where(*(table.c[name] == key for name, key in (scope or {}).items()))
    rows = [dict(row) for row in connection.execute(query.order_by(table.c.id)).mappings()]
    for row in rows:
        for name in documents:
            with suppress(ValueError, TypeError):
                row[name] = json.loads(row[name])
    return rows


def _difference(stored: Row | None, expected: Row | None) -> str:
    if stored is None:
        return "is in the log but was deleted from the file"
    if expected is None:
        return "is in the file but no event made it"
    fields = [name for name in stored if stored[name] != expected.get(name)]
    return "; ".join(
        f"{name} is {stored[name]!r}, the log says {expected.get(name)!r}" for name in fields
    )


def _title(connection: Connection, table: str, row: Row) -> str:
    if table != "coding":
        return f"{table} {row.get('uuid') or row.get('name') or row['id']}"
    names = [
        _name(connection, schema.transcript, _transcript_of(connection, row["text"])),
        f"[{row['start']}, {row['end']})",
        _name(connection, schema.code, row["code"]),
        _name(connection, schema.coder, row["coder"]),
    ]
    return f"coding {row['uuid']} ({', '.join(names)})"


def _transcript_of(connection: Connection, text: int) -> int | None:
    column = schema.text_version.c
    return connection.scalar(select(column.transcript).where(column.id == text))


def _name(connection: Connection, table: Any, key: int | None) -> str:
    return str(connection.scalar(select(table.c.name).where(table.c.id == key)) or key)


def _bulk_differences(connection: Connection, bulks: list[Row]) -> Iterator[Problem]:
    seen: dict[str, set[tuple[tuple[str, int], ...]]] = defaultdict(set)
    # rows that were revised have the digest of their last revision
    last = {(bulk["table"], tuple(sorted(bulk["scope"].items()))): bulk for bulk in bulks}
    for bulk in last.values():
        scope = bulk["scope"]
        seen[bulk["table"]].add(tuple(sorted(scope.items())))
        table = schema.metadata.tables[bulk["table"]]
        rows = _rows(connection, table, scope)
        if bulk_digest(rows) != bulk["digest"]:
            where = ", ".join(f"{name} {key}" for name, key in scope.items())
            yield Problem(bulk["table"], f"the {bulk['table']} rows of {where} were changed")
    for name in sorted(schema.BULK):
        yield from _strangers(connection, name, seen[name])


def _strangers(
    connection: Connection, name: str, seen: set[tuple[tuple[str, int], ...]]
) -> Iterator[Problem]:
    """Yield the scopes of a bulk table that stand in the file but in no event."""
    table = schema.metadata.tables[name]
    keys = {"unit": ("text", "unit_set"), "turn": ("text",)}.get(name, ("run",))
    query = select(*(table.c[key] for key in keys)).distinct()
    for row in connection.execute(query).mappings():
        if tuple(sorted(row.items())) not in seen:
            where = ", ".join(f"{key} {row[key]}" for key in keys)
            yield Problem(name, f"{name} rows of {where} are in the file but no event made them")


def _text_differences(connection: Connection) -> Iterator[Problem]:
    table, names = schema.text_version, schema.transcript
    query = select(table.c.sha256, table.c.text, names.c.name).join_from(
        table, names, table.c.transcript == names.c.id
    )
    for row in connection.execute(query):
        if sha256(row.text) != row.sha256:
            yield Problem("text_version", f"the text of transcript {row.name} was changed")
