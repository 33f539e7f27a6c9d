"""Codebook versions as the file holds them."""

from __future__ import annotations

import json
import uuid
from typing import TYPE_CHECKING, Any, NamedTuple

from sqlalchemy import func, select

from qualcode.model import Code, Codebook, Group, Relation
from qualcode.store import schema as s
from qualcode.store.log.journal import now

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy import Connection

    from qualcode.store.log.journal import Recording


_Content = tuple[tuple[Code, ...], tuple[Relation, ...]]

MOST_KNOWN = 64
_KNOWN: dict[tuple[int, str, str, str], _Content] = {}
"""The codes and relations of versions by key, time, hash and source, over all open projects."""


class Made(NamedTuple):
    """A version of the codebook: how many codes it has, and when it was made (ISO 8601, UTC)."""

    version: int
    frozen: bool
    codes: int
    created: str


def code_ids(connection: Connection) -> dict[str, int]:
    """Return the key of every code that any version ever had, by its id in the codebook."""
    return {row.name: row.id for row in connection.execute(select(s.code))}


def key_of(connection: Connection, name: str) -> int | None:
    """Return the key of a code by its id, ``None`` where no version ever had it."""
    return connection.scalar(select(s.code.c.id).where(s.code.c.name == name))


def newest(connection: Connection) -> int:
    """Return the key of the newest version, ``0`` where there is none."""
    query = select(s.codebook_version.c.id).order_by(s.codebook_version.c.id.desc()).limit(1)
    return connection.scalar(query) or 0


def source(connection: Connection, version: int) -> str:
    """Return the YAML that a version, or the last before it, was read from; ``""`` for none.

    Its comments go with every later version: the text of one is made from it when it is asked for.
    """
    own = s.codebook_version.c
    query = select(own.source).where(own.id <= version, own.source != "").order_by(own.id.desc())
    return connection.scalar(query.limit(1)) or ""


def versions(connection: Connection) -> tuple[Codebook, ...]:
    """Return every version, oldest first."""
    keys = connection.scalars(select(s.codebook_version.c.id).order_by(s.codebook_version.c.id))
    return tuple(book for key in keys.all() if (book := codebook(connection, key)))


def book_hashes(connection: Connection) -> dict[int, str]:
    """Return the semantic hash of every version, oldest first."""
    table = s.codebook_version.c
    query = select(table.id, table.semantic_hash).order_by(table.id)
    return {row.id: row.semantic_hash for row in connection.execute(query)}


def history(connection: Connection) -> tuple[Made, ...]:
    """Return when each version was made, oldest first, without what it says."""
    table = s.codebook_version.c
    codes = select(func.count()).where(s.code_version.c.version == table.id).scalar_subquery()
    query = select(table.id, table.frozen, codes, table.created).order_by(table.id)
    return tuple(Made(*row) for row in connection.execute(query))


def codebook(connection: Connection, version: int) -> Codebook | None:
    """Return one version of the codebook."""
    row = connection.execute(
        select(s.codebook_version).where(s.codebook_version.c.id == version)
    ).first()
    if row is None:
        return None
    codes, relations = _content(connection, row)
    return Codebook(
        title=row.title,
        groups=tuple(Group(id=g["id"], labels=g["labels"]) for g in row.groups),
        codes=codes,
        relations=relations,
        frozen=row.frozen,
        semantic_hash=row.semantic_hash,
        version=version,
    )


def stored(connection: Connection, version: int) -> Codebook:
    """Return a version of the codebook that something in the file refers to."""
    book = codebook(connection, version)
    assert book is not None
    return book


def _content(connection: Connection, row: Any) -> _Content:
    """Return the codes and relations of a version, which never change: each act asks for them."""
    key = (row.id, row.created, row.semantic_hash, row.source)
    kept = _KNOWN.get(key)
    if kept is None:
        names = {code: name for name, code in code_ids(connection).items()}
        query = select(s.code_version).where(s.code_version.c.version == row.id)
        rows = connection.execute(query.order_by(s.code_version.c.position)).mappings()
        codes = tuple(_code(dict(item), names) for item in rows)
        kept = (codes, _relations(connection, row.id, names))
        while len(_KNOWN) >= MOST_KNOWN:
            _KNOWN.pop(next(iter(_KNOWN)), None)
        _KNOWN[key] = kept
    return kept


def _code(row: Mapping[str, Any], names: Mapping[int, str]) -> Code:
    return Code(
        id=names[row["code"]],
        labels=row["labels"],
        group=row["group"],
        parent=names.get(row["parent"]),
        level=row["level"],
        definition=row["definition"],
        include=tuple(row["include"]),
        exclude=tuple(row["exclude"]),
        examples=tuple(row["examples"]),
        keywords=tuple(row["keywords"]),
        patterns=tuple(tuple(pattern) for pattern in row["patterns"]),
        colour=row["colour"],
        key=row["key"],
    )


def _relations(
    connection: Connection, version: int, names: Mapping[int, str]
) -> tuple[Relation, ...]:
    query = select(s.relation).where(s.relation.c.version == version).order_by(s.relation.c.id)
    return tuple(
        Relation(
            source=names[row.from_code], target=names[row.to_code], kind=row.kind, text=row.text
        )
        for row in connection.execute(query)
    )


def add_version(
    act: Recording,
    book: Codebook,
    hashes: Mapping[str, str],
    *,
    source_text: str = "",
    maps: Mapping[str, str] | None = None,
) -> int:
    """Insert a version of the codebook and return its key.

    ``hashes`` gives the semantic hash of each code; codes that no version had are born here.
    ``maps`` say what codings of a code that is gone are read as, from this version on.
    """
    parent = newest(act.connection) or None
    version = act.insert(
        "codebook_version",
        parent=parent,
        semantic_hash=book.semantic_hash,
        frozen=False,
        title=dict(book.title),
        groups=[{"id": group.id, "labels": dict(group.labels)} for group in book.groups],
        source=source_text,
        created=now(),
    )
    keys = code_ids(act.connection)
    for code in book.codes:
        if code.id not in keys:
            keys[code.id] = act.insert("code", uuid=str(uuid.uuid4()), name=code.id)
    for position, code in enumerate(book.codes):
        act.insert("code_version", **_row(code, keys, hashes), version=version, position=position)
    for relation in book.relations:
        act.insert(
            "relation",
            version=version,
            from_code=keys[relation.source],
            to_code=keys[relation.target],
            kind=relation.kind,
            text=relation.text,
        )
    for gone, target in (maps or {}).items():
        act.insert("code_map", from_code=keys[gone], to_code=keys[target], version=version)
    return version


def _row(code: Code, keys: Mapping[str, int], hashes: Mapping[str, str]) -> dict[str, Any]:
    return {
        "code": keys[code.id],
        "parent": keys.get(code.parent) if code.parent else None,
        "group": code.group,
        "level": code.level,
        "labels": dict(code.labels),
        "definition": dict(code.definition),
        "include": list(code.include),
        "exclude": list(code.exclude),
        "examples": list(code.examples),
        "keywords": list(code.keywords),
        "patterns": json.loads(json.dumps(code.patterns)),
        "colour": code.colour,
        "key": code.key,
        "semantic_hash": hashes[code.id],
    }


def code_hashes(connection: Connection) -> dict[tuple[int, str], str]:
    """Return the semantic hash of every code in every version, by (version, code id)."""
    query = select(s.code_version.c.version, s.code_version.c.semantic_hash, s.code.c.name)
    query = query.join_from(s.code_version, s.code, s.code_version.c.code == s.code.c.id)
    return {(row.version, row.name): row.semantic_hash for row in connection.execute(query)}
