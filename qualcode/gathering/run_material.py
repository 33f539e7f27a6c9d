"""What a run suggests for: who asks, every unit, what was decided, and what is left."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from qualcode import spans, suggest
from qualcode.store import machine, work
from qualcode.study.reading import UNIT_KIND

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from qualcode.model import Codebook, Coder, Reading
    from qualcode.store import Connection, Look
    from qualcode.study import Study


@dataclass(frozen=True, slots=True, eq=False)
class RunMaterial:
    """Who asks, and what there is: units to suggest for, every unit, and what was decided.

    ``texts`` are those that the run covers.
    """

    book: Codebook
    audience: Coder | None
    units: list[suggest.Example]
    everything: list[suggest.Example]
    opened: list[suggest.Example]
    training: suggest.Training | None
    texts: list[int]


def due(connection: Connection, coder: Coder, after: int) -> bool:
    """Return whether a coder has read ``after`` units since the newest run that they may see."""
    runs = machine.runs(connection, coder.id)
    return bool(runs) and work.read_since(connection, coder.id, runs[-1].created) >= after


def audience_of(study: Study, coder: str | None) -> Coder | None:
    """Return whom a run is for: who is named, else the only person."""
    if coder is not None:
        return study.coder(coder)
    people = [known for known in study.coders if known.kind == "person"]
    return people[0] if len(people) == 1 else None


def read_units(look: Look, audience: Coder | None) -> set[int]:
    """Return the sentences that the audience has read already: nothing is left to suggest there."""
    if audience is None:
        return set()
    done: set[int] = set()
    by_text: dict[int, list[Reading]] = {}
    for reading in work.readings(look.connection, coder=audience.id):
        by_text.setdefault(reading.text_id, []).append(reading)
    units = look.units(UNIT_KIND, by_text)
    for text, readings in by_text.items():
        done.update(units[text].keys[spans.read(units[text], readings)].tolist())
    return done


def by_text(units: Sequence[suggest.Example], learned: suggest.Learned) -> dict[int, Any]:
    """Return for each text its units and their scores, as a sheet is kept."""
    rows: dict[int, list[int]] = {}
    for row, unit in enumerate(units):
        rows.setdefault(unit.text_id, []).append(row)
    scores = learned.sheet(units)
    return {
        text: ([units[row].unit_id for row in chosen], scores[chosen])
        for text, chosen in rows.items()
    }
