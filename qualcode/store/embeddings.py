"""Sentence embeddings of a text's units, kept because they cost seconds; they can be made again."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from sqlalchemy import select

from qualcode.store import schema as s

if TYPE_CHECKING:
    import numpy.typing as npt
    from sqlalchemy import Connection


def vectors(
    connection: Connection, text: int, engine: str, rows: int
) -> npt.NDArray[np.float32] | None:
    """Return the kept vectors (rows × dimensions) of a text, else ``None``.

    ``engine`` names what made them and for which units.
    """
    cache = s.embedding_cache.c
    query = select(cache.vectors).where(cache.text == text, cache.engine == engine)
    kept: bytes | None = connection.scalar(query)
    if kept is None or not rows or len(kept) % (2 * rows):
        return None
    return np.frombuffer(kept, dtype="<f2").reshape(rows, -1).astype(np.float32)


def keep_vectors(
    connection: Connection, text: int, engine: str, made: npt.NDArray[np.float32]
) -> None:
    """Keep vectors in half precision; those of another engine or other units go."""
    connection.execute(s.embedding_cache.delete().where(s.embedding_cache.c.text == text))
    packed = np.ascontiguousarray(made, dtype="<f2").tobytes()
    connection.execute(
        s.embedding_cache.insert(), {"text": text, "engine": engine, "vectors": packed}
    )
