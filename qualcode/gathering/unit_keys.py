"""The stored units that spans name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qualcode.errors import InputError
from qualcode.model import Span
from qualcode.store import texts
from qualcode.store.across import worksheets

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qualcode.store import Connection


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
