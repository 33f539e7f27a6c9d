"""The tables as the log gives them: its payloads, played forward, whatever was done to them."""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from sqlalchemy.exc import SQLAlchemyError

from qualcode.store import schema

if TYPE_CHECKING:
    from collections.abc import Iterable

    from qualcode.store.journal import Row

Scope = tuple[tuple[str, int], ...]

HOSTILE = (ValueError, TypeError, LookupError, ArithmeticError, AttributeError, RecursionError)
"""What a value that nobody of ours wrote may raise where it is read."""

UNREADABLE = (*HOSTILE, AssertionError, sqlite3.Error, SQLAlchemyError)
"""What a file that holds such values may raise where it is asked."""


@dataclass(slots=True)
class Replay:
    """Rows and digests that the log gives, and the events that it can say nothing about."""

    tables: dict[str, dict[Any, Row]] = field(default_factory=lambda: defaultdict(dict))
    bulks: dict[tuple[str, Scope], tuple[str, int]] = field(default_factory=dict)
    silent: dict[int, str] = field(default_factory=dict)
    """The events without a payload that can be read, by their place in the log: their names."""
    _touched: dict[tuple[str, Any, str], int] = field(default_factory=dict)

    def play(self, place: int, body: object) -> None:
        """Play the payload of the event at a place of the log; ``HOSTILE`` where it is none."""
        value = json.loads(str(body))
        changes, bulks = list(value["changes"]), [_bulk(it) for it in value["bulk"]]
        for change in changes:
            self._apply(place, change)
        self.bulks.update({key: (digest, place) for key, digest in bulks})

    def explains(self, table: str, key: object, fields: Iterable[str] = ()) -> str | None:
        """Return the event that may have changed a row since the log last spoke of it.

        Of ``fields`` it is one that may have changed them all; ``None`` where no event without a
        payload came after the last change that the log has.
        """
        last = max(
            (self._touched.get((table, key, name), 0) for name in ("", *fields)),
            default=0,
        )
        return self.since(last)

    def since(self, place: int) -> str | None:
        """Return the newest event without a payload after a place of the log."""
        later = [it for it in self.silent if it > place]
        return self.silent[max(later)] if later else None

    def _apply(self, place: int, change: list[Any]) -> None:
        op, table = change[0], change[1]
        if op == "insert":
            key = change[2]["id"]
            self.tables[table][key] = dict(change[2])
            self._touched[table, key, ""] = place
        elif op == "delete":
            key = change[2]["id"]
            self.tables[table].pop(key, None)
            self._touched[table, key, ""] = place
        else:
            _, _, key, _, new = change
            self.tables[table].setdefault(key, {"id": key}).update(new)
            self._touched.update({(table, key, name): place for name in new})


def _bulk(entry: Row) -> tuple[tuple[str, Scope], str]:
    scope = tuple(sorted((str(name), int(key)) for name, key in entry["scope"].items()))
    table = schema.metadata.tables[entry["table"]]
    if table.name not in schema.BULK or any(name not in table.c for name, _ in scope):
        raise LookupError(table.name)
    return (table.name, scope), str(entry["digest"])
