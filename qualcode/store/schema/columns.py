"""How a table is written here: its key, its references, its plain columns."""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    JSON,
    Column,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    UniqueConstraint,
)

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_name)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def noun(name: str, *columns: Column[object] | UniqueConstraint | Index) -> Table:
    """Return a table whose keys are counted on and never given twice."""
    key: Column[int] = Column("id", Integer, primary_key=True)
    return Table(name, metadata, key, *columns, sqlite_autoincrement=True)


def chained(name: str, log: Column[Any], *indexes: Index) -> Table:
    """Return a table of events, each of which holds the hash of the one before in its ``log``."""
    return Table(
        name,
        metadata,
        log,
        Column("seq", Integer, primary_key=True, autoincrement=False),
        Column("at", String, nullable=False),
        Column("actor", String, nullable=False),
        Column("kind", String, nullable=False),
        Column("round", Integer, nullable=True),
        Column("undoes", Integer, nullable=True),
        Column("prev", String(64), nullable=False),
        Column("payload_digest", String(64), nullable=False),
        Column("hash", String(64), nullable=False),
        *indexes,
    )


def to(target: str, *, optional: bool = False, index: bool = False) -> Column[object]:
    """Return a reference column named after its target table."""
    return ref(target, target, optional=optional, index=index)


def ref(name: str, target: str, *, optional: bool = False, index: bool = False) -> Column[object]:
    """Return a column that refers to a row of another table."""
    return Column(name, Integer, ForeignKey(f"{target}.id"), nullable=optional, index=index)


def words(name: str, *, unique: bool = False) -> Column[object]:
    """Return a column of text."""
    return Column(name, String, nullable=False, unique=unique)


def uuid() -> Column[object]:
    """Return the column that names a row in every copy of the project."""
    return Column("uuid", String(36), nullable=False, unique=True)


def digest(name: str, *, optional: bool = False, unique: bool = False) -> Column[object]:
    """Return a column of a hexadecimal SHA-256."""
    return Column(name, String(64), nullable=optional, unique=unique)


def number(name: str, *, optional: bool = False) -> Column[object]:
    """Return a column of whole numbers."""
    return Column(name, Integer, nullable=optional)


def document(name: str, *, optional: bool = False) -> Column[object]:
    """Return a column of plain values, ``None`` among them only where it is optional."""
    return Column(name, JSON(none_as_null=optional), nullable=optional)


def added(name: str) -> Column[object]:
    """Return a column of text that older rows lack, and so the log does."""
    return Column(name, String, nullable=True)
