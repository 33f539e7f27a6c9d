"""Readings: that a person read a unit and found nothing is a fact of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qualcode.gathering.exposed import exposures
from qualcode.store import work
from qualcode.store.log.journal import now

if TYPE_CHECKING:
    from qualcode.model import Coder, Exposure, Round, Span
    from qualcode.store import Act

FEW = 500
"""Up to so many units are looked up by themselves, more with all of their text."""


def put_readings(
    act: Act,
    person: Coder,
    found: Round,
    text: int,
    units: dict[int, Span],
    exposure: Exposure | None = None,
    *,
    book: int | None = None,
) -> int:
    """Write readings of units (key → span) that are not there yet; return how many.

    The exposure is derived, except for readings from elsewhere, where it is unknown. They are
    under the version ``book`` of the codebook, ``None`` the newest.
    """
    book = book or act.study.book.version
    few = units if len(units) <= FEW else None
    done = work.read_units(act.connection, person.id, found.id, book, text, few)
    new = {key: span for key, span in units.items() if key not in done}
    derived: list[Exposure]
    if exposure is not None:
        derived = [exposure for _ in new]
    else:
        derived = exposures(act.look, person.id, found, text, list(new.values()))
    rows = [
        {
            "coder": person.id,
            "unit": key,
            "round": found.id,
            "codebook": book,
            "exposure": each,
            "done_at": now(),
        }
        for key, each in zip(new, derived, strict=True)
    ]
    act.insert_many("reading", rows)
    return len(rows)
