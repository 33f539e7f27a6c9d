"""Stale suggestions, of codes that mean something else now: kept, counted, never offered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qualcode.project import modes, offered
from qualcode.project.learning import stale_codes
from qualcode.store import machine

if TYPE_CHECKING:
    from qualcode.store import Connection
    from qualcode.study import Study


def stale(connection: Connection, study: Study, coder: str) -> dict[str, int]:
    """Return how many undecided suggestions of the newest run are stale, by code in its order.

    What the coin withholds from this coder is not counted: they never had it.
    """
    person = study.coder(coder)
    run = study.newest_run(person.id)
    if run is None or modes.mode(study) == "never":
        return {}
    out_of_date = stale_codes(study, run, study.book)
    if not out_of_date:
        return {}
    coin = offered.coin_of(study, coder)
    counts: dict[str, int] = {}
    for row in machine.waiting(connection, run.id, person.id):
        if row.name in out_of_date and not coin(row.text, row.start, row.end):
            counts[row.name] = counts.get(row.name, 0) + 1
    return dict(sorted(counts.items()))


def all_stale(connection: Connection, study: Study) -> int:
    """Return how many suggestions are stale for all coders together."""
    people = [coder for coder in study.coders if coder.kind == "person"]
    return sum(sum(stale(connection, study, coder.name).values()) for coder in people)
