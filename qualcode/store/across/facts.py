"""What ``study.access`` must know of suggestions and a coder, for a list and for one alike."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from qualcode import spans
from qualcode.model import Span
from qualcode.store import machine, reveals
from qualcode.study import access, reading
from qualcode.study.access import Facts
from qualcode.study.coin import coin_of

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from sqlalchemy import Connection

    from qualcode.model import Coder, Unit
    from qualcode.store.machine import Proposed
    from qualcode.study import Study


def facts(
    connection: Connection, study: Study, viewer: Coder, found: Sequence[Proposed]
) -> list[Facts]:
    """Return what decides whether a coder may see each of the suggestions, in two statements."""
    shown = reveals.shown_of(connection, viewer.id, [it.suggestion.id for it in found])
    known = of_units(connection, study, viewer, [it.unit for it in found])
    runs = {key: study.run(key) for key in {it.suggestion.run for it in found}}
    fresh = {key: access.usable(study, run, study.book) for key, run in runs.items()}
    made: list[Facts] = []
    for it in found:
        of_unit, run = known[it.unit.id], it.suggestion.run
        made.append(
            Facts(
                mode=of_unit.mode,
                answered=of_unit.answered,
                shown=it.suggestion.id in shown,
                withheld=of_unit.withheld,
                sealed=of_unit.sealed,
                stale=not fresh[run](it.suggestion.code),
                theirs=runs[run].audience in (None, viewer.id),
            )
        )
    return made


def of_units(
    connection: Connection, study: Study, viewer: Coder, units: Collection[Unit]
) -> dict[int, Facts]:
    """Return by key what holds of units whatever was suggested there, in one statement."""
    by_text: dict[int, list[Unit]] = {}
    for unit in {it.id: it for it in units}.values():
        by_text.setdefault(unit.text_id, []).append(unit)
    within = None
    if len(by_text) == 1:  # a single suggestion, or those of one text: only what is near
        within = Span(min(it.start for it in units), max(it.end for it in units))
    versions = reading.settled(study, study.book)
    around = reveals.around(connection, viewer.id, by_text, within, versions)
    coin = coin_of(study, viewer.name)
    known: dict[int, Facts] = {}
    for text, here in by_text.items():
        places = [(it.start, it.end) for it in here]
        read = spans.read(here, around.read[text])
        told = _touches(places, around.revealed[text])
        shut = _touches(places, around.sealed[text])
        for it, done, seen, sealed in zip(here, read, told, shut, strict=True):
            known[it.id] = Facts(
                mode=study.mode,
                answered=bool(done or seen),
                withheld=coin(text, it.start, it.end),
                sealed=bool(sealed),
            )
    return known


def sealed(connection: Connection, rows: Collection[Any]) -> set[int]:
    """Return which rows (``id``, ``text``, ``start``, ``end`` of a unit) touch a turn set aside."""
    turns = machine.sealed_spans(connection) if rows else {}
    by_text: dict[int, list[Any]] = {key: [] for key in turns}
    for row in rows:
        if row.text in by_text:
            by_text[row.text].append(row)
    shut: set[int] = set()
    for text, here in by_text.items():
        told = _touches([(it.start, it.end) for it in here], turns[text])
        shut |= {it.id for it, touched in zip(here, told, strict=True) if touched}
    return shut


def _touches(places: Sequence[tuple[int, int]], others: Sequence[Span]) -> Sequence[bool]:
    touched: list[bool] = spans.touches(places, [(it.start, it.end) for it in others]).tolist()
    return touched
