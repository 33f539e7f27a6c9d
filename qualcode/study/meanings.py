"""Which meaning of a code something was said under, and whether it still holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from qualcode.model import Codebook, Reading, Run
    from qualcode.study.study import Study


def reading_counts(study: Study, book: Codebook) -> Callable[[Reading, str], bool]:
    """Return whether a reading counts for a code: its meaning was then what it is now."""
    hashes = study.meanings

    def counts(reading: Reading, code: str) -> bool:
        then = hashes.get((reading.codebook, code))
        return then is not None and then == hashes.get((book.version, code))

    return counts


def stale_codes(study: Study, run: Run, book: Codebook) -> frozenset[str]:
    """Return the codes whose meaning is no longer what it was when a run was made.

    What the run suggested for them stays in the file and the log, but is not offered and cannot
    be accepted. A merged or removed code is among them; a change of wording makes none stale,
    and a meaning that comes back is fresh.
    """
    hashes = study.meanings
    then = {code: meaning for (version, code), meaning in hashes.items() if version == run.codebook}
    return frozenset(
        code for code, meaning in then.items() if hashes.get((book.version, code)) != meaning
    )


def usable(study: Study, run: Run, book: Codebook) -> Callable[[str], bool]:
    """Return whether a run's suggestions of a code still mean what the codebook says now."""
    stale = stale_codes(study, run, book)
    known = {code.id for code in book.codes}
    return lambda code: code in known and code not in stale


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
