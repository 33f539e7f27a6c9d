"""What of the file is a transcript's own, and what of people and the machine stands on it."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from sqlalchemy import Table, select

from qualcode.store import schema as s
from qualcode.store.memos import memos

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from qualcode.store.log.act import Act

_OWN = ("unit", "turn", "speaker", "text_version", "transcript")
"""The tables whose rows come and go with a transcript, those first that refer to the others."""

_CACHES = ("token_cache", "embedding_cache")


def transcript_of(connection: Connection, text: int) -> int:
    """Return the key of the transcript that has a text."""
    query = select(s.text_version.c.transcript).where(s.text_version.c.id == text)
    return int(connection.scalars(query).one())


def standing_on(connection: Connection, transcript: int) -> Counter[str]:
    """Return how many rows of each table refer to a transcript or what it consists of.

    Memos name what they are about; the transcript's own rows and caches do not count.
    """
    keys = _keys(connection, transcript)
    found: Counter[str] = Counter()
    for table in s.metadata.sorted_tables:
        if table.name not in {*_OWN, *_CACHES}:
            found[table.name] += _referring(connection, table, keys)
    names = connection.scalars(select(s.transcript.c.name).where(s.transcript.c.id == transcript))
    on = names.one(), keys["text_version"][-1]
    found["memo"] += len(memos(connection, on=on))
    return +found


def remove(act: Act, transcript: int) -> None:
    """Delete a transcript on which nothing stands, with its text, turns, units and speakers.

    The text is in no event, so that this cannot be undone; the file can be taken in again.
    """
    keys = _keys(act.connection, transcript)
    for text in keys["text_version"]:
        for kind in act.connection.scalars(select(s.unit_set.c.id)).all():
            act.clear("unit", text=text, unit_set=kind)
        act.clear("turn", text=text)
        for name in _CACHES:
            cache = s.metadata.tables[name]
            act.connection.execute(cache.delete().where(cache.c.text == text))
    for name in ("speaker", "text_version", "transcript"):
        for key in reversed(keys[name]):
            act.delete(name, key)


def _keys(connection: Connection, transcript: int) -> dict[str, list[int]]:
    """Return the keys of the rows that a transcript consists of, by their table."""
    texts = select(s.text_version.c.id).where(s.text_version.c.transcript == transcript)
    speakers = select(s.speaker.c.id).where(s.speaker.c.transcript == transcript)
    turns = select(s.turn.c.id).where(s.turn.c.text.in_(texts))
    units = select(s.unit.c.id).where(s.unit.c.text.in_(texts))
    asked = {"text_version": texts, "speaker": speakers, "turn": turns, "unit": units}
    found = {name: list(connection.scalars(query.order_by("id"))) for name, query in asked.items()}
    return {**found, "transcript": [transcript]}


def _referring(connection: Connection, table: Table, keys: dict[str, list[int]]) -> int:
    """Return how many rows of a table refer to one of the keys."""
    found: set[int] = set()
    key = table.primary_key.columns.values()[0]
    for name in _OWN:
        columns = [
            it for it in table.c for to in it.foreign_keys if to.target_fullname == f"{name}.id"
        ]
        for column in columns:
            for at in range(0, len(keys[name]), _AT_ONCE):
                part = column.in_(keys[name][at : at + _AT_ONCE])
                found.update(connection.scalars(select(key).where(part)))
    return len(found)


_AT_ONCE = 500
"""So many keys are asked for at once: SQLite takes a limited number of values."""
