"""Which readings speak for a code: those under the meaning that it has now."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from qualcode.model import Codebook, Reading, UnitKind
    from qualcode.study.study import Study

UNIT_KIND: UnitKind = "sentence"
"""The units that are read as such, and that suggestions name."""


def reading_counts(study: Study, book: Codebook) -> Callable[[Reading, str], bool]:
    """Return whether a reading counts for a code: its meaning was then what it is now."""
    hashes = study.meanings

    def counts(reading: Reading, code: str) -> bool:
        then = hashes.get((reading.codebook, code))
        return then is not None and then == hashes.get((book.version, code))

    return counts


def settled(study: Study, book: Codebook) -> frozenset[int]:
    """Return the codebook versions under which a reading speaks for every code of ``book``."""
    hashes = study.meanings
    versions = {version for version, _ in hashes} | {book.version}
    now = {code.id: hashes.get((book.version, code.id)) for code in book.codes}
    return frozenset(
        version
        for version in versions
        if all(hashes.get((version, code)) == meaning for code, meaning in now.items())
    )
