"""Sentence embeddings of a project: the extra where it is installed and whole, kept by text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from qualcode import embed
from qualcode.errors import QualcodeError
from qualcode.store import embeddings, texts
from qualcode.store.log.journal import canonical, sha256
from qualcode.study.reading import UNIT_KIND
from qualcode.suggest.examples import looked_up

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from qualcode.store import Connection, Store
    from qualcode.suggest import Encode
    from qualcode.suggest.examples import Vectors


@dataclass(frozen=True, slots=True)
class Meaning:
    """How a run compares meanings: ``encode`` is ``None`` without embeddings, ``missing`` why."""

    encode: Encode | None = None
    engine: str | None = None
    missing: str = ""


def meaning(store: Store, progress: Callable[[int, int], None] | None = None) -> Meaning:
    """Return the embeddings of the project's units, made where they are not kept yet.

    Each text is kept as soon as it is done, so work that was stopped goes on where it was. An
    absent extra, or one whose weights are not the known ones, is said and nothing else.
    """
    try:
        embedder = embed.load()
    except QualcodeError as error:
        return Meaning(missing=str(error))
    known: dict[str, Vectors] = {}
    with store.reading() as connection:
        keys = [info.text_id for info in texts.transcripts(connection)]
    for done, key in enumerate(keys):
        known.update(_of_text(store, embedder, key))
        if progress:
            progress(done + 1, len(keys))
    return Meaning(_Kept(embedder, known), embedder.name)


def kept_vectors(connection: Connection, text: int, name: str) -> Vectors | None:
    """Return the vectors of a text's units in the frame, in order, ``None`` where none are kept.

    ``name`` is the engine that made them; nothing is loaded and nothing is made.
    """
    said, engine = _units(connection, text, name)
    return embeddings.vectors(connection, text, engine, len(said))


class _Kept:
    """Encode with what is kept; what is new (a definition, say) is made and not kept."""

    def __init__(self, embedder: embed.Embedder, known: dict[str, Vectors]) -> None:
        self._embedder = embedder
        self._known = known

    def __call__(self, said: Sequence[str]) -> Vectors:
        new = sorted({text for text in said if text not in self._known})
        if new:
            self._known.update(zip(new, self._embedder.encode(new), strict=True))
        return looked_up(self._known, said)


def _of_text(store: Store, embedder: embed.Embedder, key: int) -> dict[str, Vectors]:
    with store.reading() as connection:
        said, engine = _units(connection, key, embedder.name)
        kept = embeddings.vectors(connection, key, engine, len(said))
    if kept is None and said:
        kept = embedder.encode(said)
        with store.caching() as connection:
            embeddings.keep_vectors(connection, key, engine, kept)
    return dict(zip(said, kept if kept is not None else (), strict=True))


def _units(connection: Connection, key: int, name: str) -> tuple[list[str], str]:
    """Return the units that a suggester sees, and the engine's name with their digest."""
    source = texts.source(connection, key)
    units = [unit for unit in texts.units(connection, key, UNIT_KIND) if unit.in_frame]
    digest = sha256(canonical([[unit.start, unit.end] for unit in units]))[:16]
    return [source[unit.start : unit.end] for unit in units], f"{name}:{digest}"
