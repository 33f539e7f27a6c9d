"""The words that texts were cut into: a cache beside the log, by dictionary and engine."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from sqlalchemy import select

from qualcode.store import schema as s

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from qualcode.text.tokens import Offsets


def tokens(connection: Connection, text: int, dictionary: str, engine: str) -> Offsets | None:
    """Return the kept word offsets of a text under one dictionary, (n, 2), else ``None``."""
    cache = s.token_cache.c
    query = select(cache.offsets).where(
        cache.text == text, cache.dictionary == dictionary, cache.engine == engine
    )
    found: bytes | None = connection.scalar(query)
    return None if found is None else np.frombuffer(found, dtype=np.uint32).reshape(-1, 2)


def cache_tokens(
    connection: Connection, text: int, dictionary: str, engine: str, offsets: bytes
) -> None:
    """Keep token offsets; those of an older dictionary go."""
    connection.execute(s.token_cache.delete().where(s.token_cache.c.text == text))
    connection.execute(
        s.token_cache.insert(),
        {"text": text, "dictionary": dictionary, "engine": engine, "offsets": offsets},
    )
