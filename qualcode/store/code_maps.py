"""What codings are read as after codes were merged: the maps are applied on reading only."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from qualcode.codebook.maps import CodeMap, followed
from qualcode.store import codebooks
from qualcode.store import schema as s

if TYPE_CHECKING:
    from sqlalchemy import Connection

RAW = 0
"""Stands for no version of the codebook: codings as they were stored."""

_SOURCE, _TARGET = s.code.alias("source_code"), s.code.alias("target_code")


def maps(connection: Connection) -> tuple[CodeMap, ...]:
    """Return every map in the order in which it was made."""
    query = (
        select(_SOURCE.c.name, _TARGET.c.name, s.code_map.c.version)
        .join_from(s.code_map, _SOURCE, s.code_map.c.from_code == _SOURCE.c.id)
        .join(_TARGET, s.code_map.c.to_code == _TARGET.c.id)
        .order_by(s.code_map.c.id)
    )
    return tuple(CodeMap(*row) for row in connection.execute(query))


def read_as(connection: Connection, version: int | None = None) -> dict[str, str]:
    """Return what each code that was merged away is read as, by its id.

    ``version`` is that of the codebook that reads, ``None`` the newest, ``RAW`` none. A closed
    round's figures are read with the version that it was closed with, so that a later merge does
    not change them.
    """
    if version == RAW:
        return {}
    there = maps(connection)
    if not there:
        return {}
    version = version or codebooks.newest(connection)
    standing = select(s.code.c.name).join_from(
        s.code_version, s.code, s.code_version.c.code == s.code.c.id
    )
    standing = standing.where(s.code_version.c.version == version)
    return followed(there, set(connection.scalars(standing)), version)
