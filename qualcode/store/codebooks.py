"""Codebook versions as the file holds them."""

from __future__ import annotations

import json
import uuid
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from qualcode.model import Code, Codebook, Group, Relation
from qualcode.store import schema as s
from qualcode.store.journal import now

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy import Connection

    from qualcode.store.journal import Act


def code_ids(connection: Connection) -> dict[str, int]:
    """Return the key of every code that any version ever had, by its id in the codebook."""
    return {row.name: row.id for row in connection.execute(select(s.code))}


def newest(connection: Connection) -> int:
    """Return the key of the newest version, ``0`` where there is none."""
    query = select(s.codebook_version.c.id).order_by(s.codebook_version.c.id.desc()).limit(1)
    return connection.scalar(query) or 0


def source(connection: Connection, version: int) -> str:
    """Return the YAML that a version was read from, with its comments; ``""`` if it had none."""
    query = select(s.codebook_version.c.source).where(s.codebook_version.c.id == version)
    return connection.scalar(query) or ""


def versions(connection: Connection) -> tuple[Codebook, ...]:
    """Return every version, oldest first."""
    keys = connection.scalars(select(s.codebook_version.c.id).order_by(s.codebook_version.c.id))
    return tuple(book for key in keys.all() if (book := codebook(connection, key)))


def codebook(connection: Connection, version: int) -> Codebook | None:
    """Return one version of the codebook."""
    row = connection.execute(
        select(s.codebook_version).where(s.codebook_version.c.id == version)
    ).first()
    if row is None:
        return None
    names = {key: name for name, key in code_ids(connection).items()}
    query = select(s.code_version).where(s.code_version.c.version == version)
    rows = connection.execute(query.order_by(s.code_version.c.position)).mappings()
    return Codebook(
        title=row.title,
        groups=tuple(Group(id=g["id"], labels=g["labels"]) for g in row.groups),
        codes=tuple(_code(dict(item), names) for item in rows),
        relations=_relations(connection, version, names),
        frozen=row.frozen,
        semantic_hash=row.semantic_hash,
        version=version,
    )


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
    act: Act,
    book: Codebook,
    hashes: Mapping[str, str],
    *,
    source_text: str = "",
    frozen: bool = False,
) -> int:
    """Insert a version of the codebook and return its key.

    ``hashes`` gives the semantic hash of each code; codes that no version had are born here.
    """
    parent = newest(act.connection) or None
    version = act.insert(
        "codebook_version",
        parent=parent,
        semantic_hash=book.semantic_hash,
        frozen=frozen,
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
