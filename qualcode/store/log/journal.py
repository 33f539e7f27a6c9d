"""One act of a person: one transaction, its changes, and the event that records them.

Every change to a logged table goes through ``Recording``, so the event cannot miss one. An event's
payload lists the changes as they were made; played forward they give the tables, played backward
they undo the act. Events are chained by hash over salted digests of their payloads, so a payload
can be erased without breaking the chain.
"""

from __future__ import annotations

import hashlib
import json
import secrets
from datetime import UTC, datetime
from functools import lru_cache
from itertools import islice
from json.encoder import encode_basestring
from operator import itemgetter
from types import NoneType
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from qualcode.errors import Clause, RuleError
from qualcode.i18n import catalogue
from qualcode.store import schema
from qualcode.store.log import stamps
from qualcode.store.rows import put, put_values

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from sqlalchemy import Connection


Row = dict[str, Any]
GENESIS = "0" * 64
PART_OF = "part_of"
"""The note by which a further event of an act names the first one."""

_CANONICAL = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))
_PLAIN: dict[type, Callable[[Any], str]] = {
    str: encode_basestring,
    int: int.__repr__,
    NoneType: lambda _: "null",
}
"""How ``canonical`` writes the values that an event has, without the rest of it."""
_KEYS = (
    """SELECT (SELECT max(id) FROM "{table}"), (SELECT seq FROM sqlite_sequence WHERE name = ?)"""
)
_BATCH = 100
"""So many rows are written as JSON at once where many are hashed."""


def canonical(value: object) -> str:
    """Return the one JSON text of a plain value, so that equal values have equal digests."""
    return _CANONICAL.encode(value)


def sha256(text: str) -> str:
    """Return the hexadecimal SHA-256 of a text."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def now() -> str:
    """Return the time as ISO 8601 in UTC."""
    return datetime.now(UTC).isoformat(timespec="milliseconds")


def logged(table: str, row: Mapping[str, Any]) -> Row:
    """Return the part of a row that the log repeats."""
    outside = schema.OUTSIDE_LOG.get(table)
    if not outside:
        return dict(row)
    return {name: value for name, value in row.items() if name not in outside}


def event_hash(row: Mapping[str, Any]) -> str:
    """Return the hash of an event over everything in it but the hash."""
    form, values = _form(tuple(row))
    try:
        said = form % tuple([_PLAIN[type(it)](it) for it in values(row)])
    except KeyError:
        said = canonical({name: it for name, it in row.items() if name != "hash"})
    return sha256(said)


@lru_cache(100)
def _form(names: tuple[str, ...]) -> tuple[str, Callable[[Mapping[str, Any]], Iterable[Any]]]:
    """Return how ``canonical`` writes a row of such names without its hash, with places to fill."""
    said = sorted(it for it in names if it != "hash")
    places = [f"{canonical(it)}:".replace("%", "%%") + "%s" for it in said]
    return f"{{{','.join(places)}}}", lambda row: [row[it] for it in said]


class Recording:
    """The changes of one act inside one open transaction; ``record`` writes its event."""

    def __init__(
        self,
        connection: Connection,
        replica: str,
        kind: str,
        actor: str,
        undoes: int | None = None,
    ) -> None:
        """Begin an act of the project copy ``replica`` on a connection in a write transaction.

        ``actor`` is the coder's name, ``""`` for the project's owner; set ``round_id`` where the
        act belongs to a round.
        """
        self.connection = connection
        self.kind = kind
        self.actor = actor
        self.undoes = undoes
        self.round_id: int | None = None
        self.event: int | None = None
        """The number of the event once it is written, ``None`` where nothing changed."""
        self._replica = replica
        self._changes: list[list[Any]] = []
        self._bulk: list[Row] = []
        self._notes: dict[str, Any] = {}
        self._unused: dict[str, int] = {}

    @property
    def changed(self) -> bool:
        """Whether the act has changed anything so far."""
        return bool(self._changes or self._bulk)

    def insert(self, table: str, **values: Any) -> int:
        """Insert one row and return its key."""
        return self.insert_many(table, [values])[0]

    def insert_many(self, table: str, rows: Sequence[Row]) -> list[int]:
        """Insert rows and return their keys; each is in the log as it is in the table."""
        if not rows:
            return []
        target = schema.metadata.tables[table]
        first = self._next(table)
        empty = dict.fromkeys(target.c.keys())
        full: list[Row] = [
            {**empty, **row, "id": int(row.get("id") or first + i)} for i, row in enumerate(rows)
        ]
        put(self.connection, target, full)
        self._unused[table] = first + len(rows)
        self._changes.extend(["insert", table, logged(table, row)] for row in full)
        return [row["id"] for row in full]

    def update(self, table: str, key: int, **values: Any) -> None:
        """Change columns of one row; a change to the same values is none."""
        target = schema.metadata.tables[table]
        before = self._row(table, key)
        old = {name: before[name] for name in values}
        if old == values:
            return
        self.connection.execute(target.update().where(target.c.id == key).values(values))
        self._changes.append(["update", table, key, old, values])

    def delete(self, table: str, key: int) -> None:
        """Delete one row."""
        target = schema.metadata.tables[table]
        before = logged(table, self._row(table, key))
        self.connection.execute(target.delete().where(target.c.id == key))
        self._changes.append(["delete", table, before])

    def bulk(self, table: str, rows: Sequence[Row], **scope: int) -> list[int]:
        """Insert many rows that share the columns of ``scope``; the log keeps their digest."""
        first = self._next(table)
        full = [{"id": first + i, **row, **scope} for i, row in enumerate(rows)]
        if full:
            put(self.connection, schema.metadata.tables[table], full)
            self._unused[table] = first + len(rows)
        self._bulk.append({"table": table, "scope": scope, "digest": bulk_digest(full)})
        return [row["id"] for row in full]

    def bulk_values(
        self, table: str, names: Sequence[str], rows: Sequence[tuple[Any, ...]], **scope: int
    ) -> None:
        """Insert as ``bulk`` does rows of the values of ``names``: numbers, words and truths."""
        first = self._next(table)
        columns = ("id", *names, *scope)
        ordered = sorted(columns)
        pick = itemgetter(*map(columns.index, ordered))
        shared = tuple(scope.values())
        full = [pick((first + i, *row, *shared)) for i, row in enumerate(rows)]
        put_values(self.connection, schema.metadata.tables[table], ordered, full)
        if full:
            self._unused[table] = first + len(full)
        digest = values_digest(ordered, full)
        self._bulk.append({"table": table, "scope": scope, "digest": digest})

    def revise(
        self, table: str, keys: Sequence[int], values: Mapping[str, Any], **scope: int
    ) -> None:
        """Change rows that ``bulk`` wrote; the log keeps the new digest of all of the scope."""
        target = schema.metadata.tables[table]
        for key in keys:
            self.connection.execute(target.update().where(target.c.id == key).values(values))
        rows = self.connection.execute(
            select(target)
            .where(*(target.c[name] == value for name, value in scope.items()))
            .order_by(target.c.id)
        )
        digest = bulk_digest([dict(row) for row in rows.mappings()])
        self._bulk.append({"table": table, "scope": scope, "digest": digest})

    def clear(self, table: str, **scope: int) -> None:
        """Delete all rows of a scope that ``bulk`` wrote; the log keeps the digest of none."""
        target = schema.metadata.tables[table]
        which = (target.c[name] == value for name, value in scope.items())
        self.connection.execute(target.delete().where(*which))
        self._bulk.append({"table": table, "scope": scope, "digest": bulk_digest([])})

    def note(self, name: str, value: Any) -> None:
        """Keep in the event what no table holds; an act that changes nothing has no event."""
        self._notes[name] = value

    def reverse(self, body: Mapping[str, Any]) -> None:
        """Undo the changes of a recorded act, newest first.

        Raises:
            RuleError: something that the act made or changed has been changed since.
        """
        if body.get("bulk"):
            raise RuleError("journal.no_undo")
        for change in reversed(body["changes"]):
            op, table = change[0], change[1]
            if op == "insert":
                self._expect(table, change[2])
                self.delete(table, change[2]["id"])
            elif op == "delete":
                self._refuse_taken(table, change[2])
                self.insert(table, **change[2])
            else:
                _, _, key, old, new = change
                self._expect(table, {"id": key, **new})
                self.update(table, key, **old)

    def record(self) -> int | None:
        """Write the event of this act and return its number, ``None`` where nothing changed.

        The number is that of the first, where the act has several (``part``).
        """
        if not self.changed:
            return self.event
        if self.event is not None:
            self._notes[PART_OF] = self.event
        said = {"notes": self._notes} if self._notes else {}
        body = canonical({"changes": self._changes, "bulk": self._bulk, **said})
        salt = secrets.token_hex(16)
        last, prev = stamps.head(self.connection, self._replica)
        row: Row = {
            "replica": self._replica,
            "seq": last + 1,
            "at": now(),
            "actor": self.actor,
            "kind": self.kind,
            "round": self.round_id,
            "undoes": self.undoes,
            "prev": prev or GENESIS,
            "payload_digest": sha256(salt + body),
        }
        row["hash"] = event_hash(row)
        put(self.connection, schema.event, [row])
        key = {"replica": row["replica"], "seq": row["seq"]}
        put(self.connection, schema.payload, [{**key, "salt": salt, "body": body}])
        self.connection.info[stamps.HEAD] = (row["seq"], row["hash"])
        return self.event or int(row["seq"])

    def part(self, undoes: int | None = None) -> None:
        """Write what has been changed so far as an event of its own, and go on in the next.

        All of them are one act, in one transaction: each names the first in its payload, whose
        number is the act's. The log then has no payload that grows with what an import brings,
        and each part is played and checked like any event, by a version of ours that knows no
        parts as well. ``undoes`` is the event that the next part takes back.
        """
        self.event = self.record()
        self._changes, self._bulk, self._notes = [], [], {}
        self.undoes = undoes

    def _next(self, table: str) -> int:
        """Return a key that no row of the table has or had: an undone row may come back.

        It is looked up once an act: nobody else writes meanwhile.
        """
        if table in self._unused:
            return self._unused[table]
        keys = self.connection.exec_driver_sql(_KEYS.format(table=table), (table,)).one()
        return max(int(it or 0) for it in keys) + 1

    def _row(self, table: str, key: int) -> Row:
        target = schema.metadata.tables[table]
        row = self.connection.execute(select(target).where(target.c.id == key)).mappings().first()
        if row is None:
            raise RuleError("journal.gone", value=_noun(table))
        return dict(row)

    def _refuse_taken(self, table: str, row: Row) -> None:
        target = schema.metadata.tables[table]
        if row.get("uuid") is not None:
            query = select(target.c.id).where(target.c.uuid == row["uuid"])
            if self.connection.scalar(query) is not None:
                raise RuleError("journal.again", noun=_noun(table))

    def _expect(self, table: str, values: Mapping[str, Any]) -> None:
        row = self._row(table, values["id"])
        if any(row[name] != value for name, value in values.items()):
            raise RuleError("journal.changed", noun=_noun(table))


def _noun(table: str) -> Clause | str:
    """Return what a row of a table is called; those that no person makes by hand have no word."""
    return Clause(f"row.{table}") if f"row.{table}" in catalogue("en") else table.replace("_", " ")


def bulk_digest(rows: Sequence[Mapping[str, Any]]) -> str:
    """Return the digest of many rows in the order of their keys."""
    names = sorted(rows[0]) if rows else []
    return values_digest(names, ([row[name] for name in names] for row in rows))


def written_digest(names: Sequence[str], rows: str) -> str:
    """Return the ``values_digest`` of rows that ``canonical`` has written, without brackets."""
    return sha256(f"[{canonical(list(names))},{rows}]")


def values_digest(names: Sequence[str], rows: Iterable[Sequence[Any]]) -> str:
    """Return the ``bulk_digest`` of rows that are given one by one, as values of sorted columns."""
    digest, left = hashlib.sha256(), iter(rows)
    batch = list(islice(left, _BATCH))
    digest.update(f"[{canonical(list(names) if batch else [])}".encode())
    while batch:
        digest.update(f",{canonical(batch)[1:-1]}".encode("utf-8", "surrogatepass"))
        batch = list(islice(left, _BATCH))
    digest.update(b"]")
    return digest.hexdigest()
