"""Sets of brackets: immutable units that a person cut, and which set is in force for a text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select

from qualcode.store import schema as s
from qualcode.store import work
from qualcode.store.rows import plain

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sqlalchemy import Connection

    from qualcode.model import Unit
    from qualcode.store.log.journal import Recording

KIND = "bracket"
RULE = "bracket-"
_SETTING = "brackets:"
"""The setting that names the set in force for a text; readings may still refer to older sets."""


def in_force(connection: Connection, text: int) -> int | None:
    """Return the key of the set of brackets that a text has now, ``None`` where it has none."""
    found: int | None = work.setting(connection, f"{_SETTING}{text}")
    return found


def chosen(settings: Mapping[str, Any]) -> dict[int, int]:
    """Return the key of the set in force of every text that has brackets, of all settings."""
    return {
        int(name.removeprefix(_SETTING)): value
        for name, value in settings.items()
        if name.startswith(_SETTING) and value is not None
    }


def sizes(
    connection: Connection, sets: Mapping[int, int], *, framed: bool = False
) -> dict[int, int]:
    """Return how many units each text has in its set, by text key; with ``framed`` the counted.

    ``sets`` names the key of a set of units for every text; a text without units is left out.
    """
    if not sets:
        return {}
    unit = s.unit.c
    query = (
        select(unit.text, unit.unit_set, func.count())
        .where(unit.unit_set.in_(set(sets.values())))
        .group_by(unit.text, unit.unit_set)
    )
    if framed:
        query = query.where(unit.in_frame)
    return {text: n for text, key, n in plain(connection, query) if sets.get(text) == key}


def known_as(connection: Connection, text: int, units: Sequence[Unit]) -> int | None:
    """Return the key of a set that cut a text into exactly these units, ``None`` without one."""
    unit = s.unit.c
    query = (
        select(unit.unit_set, unit.n, unit.start, unit.end, unit.in_frame)
        .join_from(s.unit, s.unit_set, unit.unit_set == s.unit_set.c.id)
        .where(unit.text == text, s.unit_set.c.kind == KIND)
        .order_by(unit.unit_set, unit.n)
    )
    older: dict[int, list[tuple[int, int, int, bool]]] = {}
    for key, *row in connection.execute(query):
        older.setdefault(key, []).append((row[0], row[1], row[2], row[3]))
    wanted = [(each.n, each.start, each.end, each.in_frame) for each in units]
    return next((key for key, rows in older.items() if rows == wanted), None)


def add_set(act: Recording, cut: Mapping[int, Sequence[Unit]]) -> int:
    """Insert a set with the units of its texts, by text key; return the set's key."""
    query = select(func.count()).select_from(s.unit_set).where(s.unit_set.c.kind == KIND)
    version = (act.connection.scalar(query) or 0) + 1
    key = act.insert("unit_set", kind=KIND, rule=f"{RULE}{version}")
    for text, units in cut.items():
        rows = [{"n": u.n, "start": u.start, "end": u.end, "in_frame": u.in_frame} for u in units]
        act.bulk("unit", rows, text=text, unit_set=key)
    return key


def put_in_force(act: Recording, text: int, unit_set: int | None) -> None:
    """Say which set a text has from now on; ``None`` takes its brackets away."""
    name = f"{_SETTING}{text}"
    known = work.setting_id(act.connection, name)
    if known is not None:
        act.update("setting", known, value=unit_set)
    elif unit_set is not None:
        act.insert("setting", name=name, value=unit_set)
