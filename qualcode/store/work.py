"""What people did: coders, rounds, codings, readings, memos."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from sqlalchemy import and_, bindparam, exists, func, or_, select

from qualcode.model import Coder, Coding, Reading, Round
from qualcode.store import code_maps
from qualcode.store import schema as s
from qualcode.store.rows import plain

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from sqlalchemy import Connection, Select, Table

    from qualcode.model import UnitKind

_SOURCE = s.round_.alias("source_round")


def setting(connection: Connection, name: str) -> Any:
    """Return the value of a project setting, ``None`` where it was never set."""
    return connection.scalar(select(s.setting.c.value).where(s.setting.c.name == name))


def setting_id(connection: Connection, name: str) -> int | None:
    """Return the key of a project setting."""
    return connection.scalar(select(s.setting.c.id).where(s.setting.c.name == name))


def coders(connection: Connection) -> tuple[Coder, ...]:
    """Return every coder in the order in which they came."""
    return tuple(
        Coder(name=row.name, kind=row.kind, members=tuple(row.members), id=row.id)
        for row in connection.execute(select(s.coder).order_by(s.coder.c.id))
    )


def rounds(connection: Connection) -> tuple[Round, ...]:
    """Return every round, oldest first."""
    query = (
        select(
            s.round_,
            _SOURCE.c.name.label("source_name"),
            s.coder.c.name.label("coder_name"),
            s.unit_set.c.kind.label("unit"),
        )
        .outerjoin_from(s.round_, _SOURCE, s.round_.c.source == _SOURCE.c.id)
        .outerjoin(s.coder, s.round_.c.coder == s.coder.c.id)
        .outerjoin(s.unit_set, s.round_.c.unit_set == s.unit_set.c.id)
        .order_by(s.round_.c.id)
    )
    return tuple(
        Round(
            name=row.name,
            kind=row.kind,
            status=row.status,
            hash=row.hash,
            codebook=row.codebook,
            id=row.id,
            source=row.source_name,
            coder=row.coder_name,
            unit=row.unit,
            opened=row.opened,
            closed=row.closed,
        )
        for row in connection.execute(query)
    )


def codings(  # noqa: PLR0913 - each narrows by itself
    connection: Connection,
    *,
    coder: int | None = None,
    round_id: int | None = None,
    text: int | None = None,
    near: tuple[int, int] | None = None,
    uuid: str | Collection[str] | None = None,
    also: Collection[str] = (),
    codebook: int | Mapping[str, str] | None = None,
    keys: Collection[int] | None = None,
) -> tuple[Coding, ...]:
    """Return codings in the order of text, position and code, narrowed by what is given.

    ``near`` is what they share at least one character with. What was coded with a code that was
    merged away has the code that it is read as in the version ``codebook``, ``None`` the newest;
    ``code_maps.RAW`` gives what is stored, and a study's ``read_as`` is taken as it is. Codings
    whose uuid is in ``also`` come whatever else is given.
    """
    first, end = near or (None, None)
    told: dict[str, Any] = {"coder": coder, "round": round_id, "text": text}
    told |= {"first": first, "end": end, "keys": None if keys is None else list(keys)}
    told["uuid"] = [uuid] if isinstance(uuid, str) else uuid if uuid is None else list(uuid)
    told["also"] = list(also) or None
    given = {f"of_{name}": value for name, value in told.items() if value is not None}
    named = _named(connection, codebook)
    rows = plain(connection, _narrowed(tuple(given)), given)
    return tuple(
        Coding(uuid, found, who, key, first, last, named.get(code, code), *more)
        for uuid, found, who, key, first, last, code, *more in rows
    )


def places(
    connection: Connection, texts: Collection[int]
) -> Iterator[tuple[str, str, int, int, int, str]]:
    """Yield round, coder, text, start, end and code of every coding in some texts, one by one.

    The code is the one that it is read as in the newest codebook.
    """
    read_as = code_maps.read_as(connection)
    of = s.coding.c
    query = (
        select(s.round_.c.name, s.coder.c.name, of.text, of.start, of.end, s.code.c.name)
        .join_from(s.coding, s.round_, of.round == s.round_.c.id)
        .join(s.coder, of.coder == s.coder.c.id)
        .join(s.code, of.code == s.code.c.id)
    )
    with connection.execute(query) as rows:
        for found, coder, text, start, end, code in rows:
            if text in texts:
                yield found, coder, text, start, end, read_as.get(code, code)


@lru_cache(maxsize=64)
def _narrowed(given: tuple[str, ...]) -> Select[Any]:
    """Return the query of codings, narrowed by what is given: to write it takes longer than to ask.

    What is given by its name with ``of_`` before it is a value that comes later.
    """
    of = s.coding.c
    tests = {
        **{f"of_{it}": of[it] == bindparam(f"of_{it}") for it in ("coder", "round", "text")},
        "of_keys": of.id.in_(bindparam("of_keys", expanding=True)),
        "of_uuid": of.uuid.in_(bindparam("of_uuid", expanding=True)),
        "of_first": of.end > bindparam("of_first"),
        "of_end": of.start < bindparam("of_end"),
    }
    where = [tests[it] for it in given if it != "of_also"]
    if "of_also" in given:
        where = [or_(and_(*where), of.uuid.in_(bindparam("of_also", expanding=True)))]
    return _codings().where(*where)


def _codings() -> Select[Any]:
    """Return the query of codings with their fields in order."""
    of = s.coding.c
    return (
        select(
            *(of.uuid, s.round_.c.name, s.coder.c.name, of.text, of.start, of.end, s.code.c.name),
            *(of.origin, of.exposure, of.codebook, of.derived_from, of.id),
        )
        .join_from(s.coding, s.round_, of.round == s.round_.c.id)
        .join(s.coder, of.coder == s.coder.c.id)
        .join(s.code, of.code == s.code.c.id)
        .order_by(of.text, of.start, of.end, of.id)
    )


def _named(connection: Connection, codebook: int | Mapping[str, str] | None) -> Mapping[str, str]:
    if isinstance(codebook, Mapping):
        return codebook
    return code_maps.read_as(connection, codebook)


def moments(connection: Connection, kind: str) -> tuple[str, ...]:
    """Return when acts of a kind happened (ISO 8601 in UTC), oldest first."""
    query = select(s.event.c.at).where(s.event.c.kind == kind)
    return tuple(connection.scalars(query.order_by(s.event.c.at, s.event.c.seq)))


def read_since(connection: Connection, coder: int, at: str) -> int:
    """Return how many units a coder has read after a moment (ISO 8601 in UTC)."""
    query = select(func.count()).where(s.reading.c.coder == coder, s.reading.c.done_at > at)
    return connection.scalar(query) or 0


def readings(
    connection: Connection,
    *,
    coder: int | None = None,
    round_id: int | None = None,
    text: int | Collection[int] | None = None,
) -> tuple[Reading, ...]:
    """Return what was read, as spans of text, narrowed by what is given."""
    of, unit = s.reading.c, s.unit.c
    query = (
        select(
            *(s.coder.c.name, s.round_.c.name, unit.text, unit.start, unit.end),
            *(of.codebook, of.exposure, of.id),
        )
        .join_from(s.reading, s.unit, of.unit == unit.id)
        .join(s.round_, of.round == s.round_.c.id)
        .join(s.coder, of.coder == s.coder.c.id)
        .order_by(unit.text, unit.start, of.id)
    )
    if coder is not None:
        query = query.where(s.reading.c.coder == coder)
    if round_id is not None:
        query = query.where(s.reading.c.round == round_id)
    if text is not None:
        query = query.where(s.unit.c.text.in_([text] if isinstance(text, int) else text))
    return tuple(Reading(*row) for row in plain(connection, query))


def as_coded(connection: Connection, round_id: int) -> list[tuple[Any, ...]]:
    """Return what the codings of a round say, whatever was merged since.

    That is uuid, coder, digest of the text, start, end, code, origin and exposure.
    """
    of = s.coding.c
    query = (
        select(
            *(of.uuid, s.coder.c.name, s.text_version.c.sha256, of.start, of.end),
            *(s.code.c.name, of.origin, of.exposure),
        )
        .join_from(s.coding, s.coder, of.coder == s.coder.c.id)
        .join(s.text_version, of.text == s.text_version.c.id)
        .join(s.code, of.code == s.code.c.id)
        .where(of.round == round_id)
    )
    return plain(connection, query)


def as_read(connection: Connection, round_id: int) -> list[tuple[Any, ...]]:
    """Return what the readings of a round say: coder, digest of the text, start, end, exposure."""
    of, unit = s.reading.c, s.unit.c
    query = (
        select(s.coder.c.name, s.text_version.c.sha256, unit.start, unit.end, of.exposure)
        .join_from(s.reading, s.unit, of.unit == unit.id)
        .join(s.text_version, unit.text == s.text_version.c.id)
        .join(s.coder, of.coder == s.coder.c.id)
        .where(of.round == round_id)
    )
    return plain(connection, query)


def kinds_read(connection: Connection) -> dict[int, UnitKind]:
    """Return for the key of every reading which kind of unit was read."""
    query = (
        select(s.reading.c.id, s.unit_set.c.kind)
        .join_from(s.reading, s.unit, s.reading.c.unit == s.unit.c.id)
        .join(s.unit_set, s.unit.c.unit_set == s.unit_set.c.id)
    )
    return {row.id: row.kind for row in connection.execute(query)}


def who_coded(connection: Connection) -> set[tuple[str, str]]:
    """Return who coded in which round: names of coder and round."""
    return _pairs(connection, s.coding)


def who_read(connection: Connection) -> set[tuple[str, str]]:
    """Return who read in which round: names of coder and round."""
    return _pairs(connection, s.reading)


def who_worked(connection: Connection) -> set[tuple[str, str]]:
    """Return who coded or read in which round: names of coder and round."""
    return who_coded(connection) | who_read(connection)


def _pairs(connection: Connection, table: Table) -> set[tuple[str, str]]:
    # asked pair by pair of the index, which begins with both, not of every row
    there = exists().where(table.c.round == s.round_.c.id, table.c.coder == s.coder.c.id)
    query = select(s.coder.c.name, s.round_.c.name).join_from(s.coder, s.round_, there)
    return {(row[0], row[1]) for row in connection.execute(query)}


def read_units(
    connection: Connection,
    coder: int,
    round_id: int,
    codebook: int,
    text: int,
    among: Collection[int] | None = None,
) -> set[int]:
    """Return the keys of the units of a text that a coder has read under one codebook version.

    ``among`` narrows to these units, which is quicker where they are few.
    """
    table = s.reading.c
    # not a join: SQLite would go through everything that the coder ever read
    units = select(s.unit.c.id).where(s.unit.c.text == text)
    query = select(table.unit).where(
        table.round == round_id,
        table.coder == coder,
        table.unit.in_(units if among is None else list(among)),
        table.codebook == codebook,
    )
    return set(connection.scalars(query))


def counts(connection: Connection) -> dict[str, int]:
    """Return how many codings, readings and memos there are."""
    tables = {"codings": s.coding, "readings": s.reading, "memos": s.memo}
    return {
        name: connection.scalar(select(func.count()).select_from(table)) or 0
        for name, table in tables.items()
    }


def happened(connection: Connection) -> int:
    """Return how many events there are: as long as it is the same, nothing has changed."""
    return connection.scalar(select(func.count()).select_from(s.event)) or 0
