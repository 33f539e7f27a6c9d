"""The work that a table counts: what a layer's coder coded and read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qualcode.store import work
from qualcode.study.coding_source import left_out

if TYPE_CHECKING:
    from qualcode.model import Coding, Reading
    from qualcode.store import Connection
    from qualcode.study import Study
    from qualcode.study.coding_source import Layer


def work_of(
    connection: Connection, study: Study, layer: Layer, viewer: str | None = None
) -> tuple[tuple[Coding, ...], tuple[Reading, ...]]:
    """Return the codings and readings of a layer, as far as they count and are not hidden."""
    if not layer.coder:
        return (), ()
    person = study.coder(layer.coder)
    hidden = left_out(study, layer, viewer)
    key = study.round(layer.round).id if layer.round else None
    codings = work.codings(connection, coder=person.id, round_id=key)
    readings = work.readings(connection, coder=person.id, round_id=key)
    return (
        tuple(c for c in codings if c.round not in hidden),
        tuple(r for r in readings if r.round not in hidden),
    )
