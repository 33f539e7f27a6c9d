"""What a coder coded and read, kept and brought up to date by what the log says has happened."""

from __future__ import annotations

import threading
from collections import OrderedDict
from typing import TYPE_CHECKING, NamedTuple

from qualcode.store import read, stamps, work
from qualcode.store.worksheets import coding_keys

if TYPE_CHECKING:
    from collections.abc import Collection

    from sqlalchemy import Connection

    from qualcode.model import Coding, Reading
    from qualcode.store.stamps import Stamp

NAMED_BY = ("round", "coder", "code", "code_map", "codebook_version", "text_version", "unit")
"""The tables that say how a coding or a reading is called and where it stands."""
ROOM = 8
"""Of so many coders and rounds the work is kept."""
FEW = 500
"""So many codings are brought up to date one by one, more are all read anew."""


class LayerWork(NamedTuple):
    """Codings in the order of text and position, and readings; as ``store.work`` gives them."""

    codings: tuple[Coding, ...]
    readings: tuple[Reading, ...]


class LayerWorks:
    """The work of the coders and rounds that were asked for last; several threads may ask."""

    def __init__(self) -> None:
        """Keep nothing yet."""
        self._kept: OrderedDict[tuple[int, int | None], tuple[Stamp, LayerWork]] = OrderedDict()
        self._lock = threading.Lock()

    def of(
        self, connection: Connection, replica: str, coder: int, round_id: int | None = None
    ) -> LayerWork:
        """Return what a coder did in one round, or in all, as the connection sees it."""
        if read.dirty(connection):
            return _all(connection, coder, round_id)
        now, key = stamps.head(connection, replica), (coder, round_id)
        kept = self._kept.get(key)
        if kept is not None and kept[0] == now:
            return kept[1]
        found = None if kept is None else _stepped(connection, replica, kept, coder, round_id)
        made = found or _all(connection, coder, round_id)
        with self._lock:
            newest = self._kept.get(key)
            if newest is None or newest[0][0] <= now[0]:
                self._kept[key] = (now, made)
                self._kept.move_to_end(key)
            if len(self._kept) > ROOM:
                self._kept.popitem(last=False)
        return made


def _all(connection: Connection, coder: int, round_id: int | None) -> LayerWork:
    return LayerWork(
        work.codings(connection, coder=coder, round_id=round_id),
        work.readings(connection, coder=coder, round_id=round_id),
    )


def _stepped(
    connection: Connection,
    replica: str,
    kept: tuple[Stamp, LayerWork],
    coder: int,
    round_id: int | None,
) -> LayerWork | None:
    """Return what was kept with what has happened since, ``None`` where it must be read anew."""
    seen, before = kept
    happened = read.since(connection, replica, seen, (*NAMED_BY, "coding", "reading"), "coding")
    if happened is None or any(it.tables & set(NAMED_BY) for it in happened):
        return None
    keys: set[int] = set()
    for each in happened:
        if "coding" in each.tables:
            keys |= coding_keys(each.body)
    if len(keys) > FEW:
        return None
    codings, readings = before
    if keys:
        codings = _merged(connection, codings, keys, coder, round_id)
    if any("reading" in each.tables for each in happened):
        readings = work.readings(connection, coder=coder, round_id=round_id)
    return LayerWork(codings, readings)


def _merged(
    connection: Connection,
    before: tuple[Coding, ...],
    keys: Collection[int],
    coder: int,
    round_id: int | None,
) -> tuple[Coding, ...]:
    fresh = work.codings(connection, coder=coder, round_id=round_id, keys=keys)
    if not fresh and not any(it.id in keys for it in before):
        return before
    there = [it for it in before if it.id not in keys]
    return tuple(sorted((*there, *fresh), key=lambda it: (it.text_id, it.start, it.end, it.id)))
