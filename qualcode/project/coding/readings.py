"""Readings: that a person read a unit and found nothing is a fact of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qualcode.errors import InputError
from qualcode.model import Span
from qualcode.project.coding.exposed import exposures
from qualcode.store import texts, work, worksheets
from qualcode.store.journal import now

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qualcode.model import Coder, Exposure, Round
    from qualcode.store import Act, Connection

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
        derived = exposures(act.connection, act.study, person.id, found, text, list(new.values()))
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


def unit_keys(connection: Connection, text: int, spans: Sequence[Span] | None) -> dict[int, Span]:
    """Return the stored units that spans name: a turn, sentence or line; all turns for ``None``."""
    if spans is None:
        turns = texts.units(connection, text, "turn")
        return {unit.id: Span(unit.start, unit.end) for unit in turns}
    known = worksheets.keys_at(connection, text, {span.start for span in spans})
    keys: dict[int, Span] = {}
    for span in spans:
        key = known.get((span.start, span.end))
        if key is None:
            raise InputError("readings.unit", start=span.start, end=span.end)
        keys[key] = span
    return keys
