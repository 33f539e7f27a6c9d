"""What a coding is read as after codes were merged: maps are followed, codings never rewritten."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable


class CodeMap(NamedTuple):
    """From a version of the codebook on, what was coded ``source`` is read as ``target``."""

    source: str
    target: str
    version: int


def followed(maps: Iterable[CodeMap], standing: Collection[str], version: int) -> dict[str, str]:
    """Return what every code that has a map is read as in a version of the codebook.

    A code that stands in the version is itself, whatever maps there were: a merge that was taken
    back is none. One that does not stand follows its newest map up to the version, and so on
    until a code that stands, else to the last code of its chain; a chain that comes back to a
    code leads nowhere, and what begins in it stays what it was.
    """
    newest: dict[str, CodeMap] = {}
    for each in sorted((it for it in maps if it.version <= version), key=lambda it: it.version):
        newest[each.source] = each
    found = {source: _end(source, newest, standing) for source in newest if source not in standing}
    return {source: target for source, target in found.items() if target != source}


def _end(source: str, newest: dict[str, CodeMap], standing: Collection[str]) -> str:
    at, seen = source, {source}
    while at not in standing and at in newest:
        at = newest[at].target
        if at in seen:
            return source
        seen.add(at)
    return at
