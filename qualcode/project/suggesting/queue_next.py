"""Which card comes up next: what waits of a batch, a new batch, then what was left for later."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from qualcode.gathering.cards import Standing, card, standing
from qualcode.gathering.unread import are_read
from qualcode.project.suggesting import modes
from qualcode.project.suggesting.answers import put_shown
from qualcode.project.suggesting.decisions import picked
from qualcode.project.suggesting.queue_batch import QueueContext, put_batch
from qualcode.store import picks
from qualcode.study.reading import settled
from qualcode.suggest.batch import Asked

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from qualcode.gathering.cards import Card
    from qualcode.gathering.unread import Frames
    from qualcode.model import Pick, Unit
    from qualcode.store import Act, Connection
    from qualcode.study import Study

SOME = 8
"""So many units are looked at together: a card, those ahead of it, and some that may be read."""
LATEST = 2
"""An act that is undone right after a batch began may lead back into the batch before."""


def desk_of(study: Study, coder: str) -> QueueContext | None:
    """Return who codes under what, ``None`` where no run has suggested anything for them yet."""
    modes.refuse_never(study)
    person = study.coder(coder)
    run = study.newest_run(person.id)
    if run is None:
        return None
    found = study.open_round(None, person)
    return QueueContext(person, found, run, study.book, study.mode)


def asked(study: Study, queue: str, transcript: str | None, code: str | None) -> Asked:
    """Return a queue by its name, narrowed to a transcript and a code by theirs."""
    text = study.text(transcript) if transcript else None
    if code is not None:
        study.code(code)
    return Asked(queue, text, code)


class Waiting(NamedTuple):
    """A pick that still waits; ``begun`` where something was revealed on it already."""

    pick: Pick
    unit: Unit
    begun: bool


def waiting(
    connection: Connection, study: Study, desk: QueueContext, wanted: Asked
) -> Iterator[Waiting]:
    """Go through the picks of the newest batches that still wait, skipped ones left out."""
    batch = picks.in_batches(
        connection, desk.person.id, desk.round.id, wanted.label, wanted.text, LATEST
    )
    return _waiting(connection, study, desk, batch)


def ahead(
    connection: Connection, study: Study, desk: QueueContext, row: Iterable[Waiting], most: int
) -> tuple[Card, ...]:
    """Return the cards of picks as they are before anything is shown on them.

    A card that was begun already ends the row: what was revealed on it belongs to it. So does one
    of another mode.
    """
    found: list[Standing] = []
    for each, unit, begun in row if most else ():
        # what is planned under another mode is judged by that mode until it is served
        if begun or each.mode != desk.mode:
            break
        found.append(Standing(each, desk.round.id, unit, (), {}, {}, None))
        if len(found) == most:
            break
    places = picks.places(connection, (at.unit for at in found)) if found else {}
    return tuple(
        replace(card(connection, study, desk.person, at, place=places[at.unit.id]), revealed=False)
        for at in found
    )


def planned(act: Act, desk: QueueContext, wanted: Asked, frames: Frames) -> Pick | None:
    """Plan the next batch and return its first pick; with nothing else left, what was skipped."""
    act.round_id = desk.round.id
    connection = act.connection
    # somebody else of this name may have planned it in the meantime
    found = _first(connection, act.study, desk, wanted)
    if found is None:
        skipped = postponed(connection, act.study, desk, wanted)
        if put_batch(act, desk, wanted, frames, {each.unit_id for each in skipped}):
            return _first(connection, act.study, desk, wanted)
        return skipped[0] if skipped else None
    return found


def postponed(
    connection: Connection, study: Study, desk: QueueContext, wanted: Asked
) -> list[Pick]:
    """Return what the coder left for later and has not read since, longest ago first."""
    left = picks.skips(connection, desk.person.id)
    kept = picks.of_keys(connection, left)
    found = [kept[key] for key in sorted(left, key=left.__getitem__) if key in kept]
    mine = [each for each in found if each.round == desk.round.name]
    units = picks.units(connection, {each.unit_id for each in mine})
    if wanted.text is not None:
        mine = [each for each in mine if units[each.unit_id].text_id == wanted.text]
    versions = settled(study, desk.book)
    read = are_read(connection, desk.person.id, versions, list(units.values()))
    return [each for each in mine if not read[each.unit_id]]


def _first(connection: Connection, study: Study, desk: QueueContext, wanted: Asked) -> Pick | None:
    found = next(waiting(connection, study, desk, wanted), None)
    return found.pick if found else None


def _waiting(
    connection: Connection, study: Study, desk: QueueContext, batch: Iterable[Pick]
) -> Iterator[Waiting]:
    """Go through the picks that wait: their unit is unread, or their reveal is not decided."""
    found = list(batch)
    keys = [each.unit_id for each in found]
    versions = settled(study, desk.book)
    known = picks.looked_at(connection, desk.person.id, keys, versions)
    units = {key: one.unit for key, one in known.items()}
    open_ = [each.unit_id for each in found if not known[each.unit_id].read]
    read: dict[int, bool] = {}
    for each in found:
        begun = known[each.unit_id].undecided
        if not known[each.unit_id].read:
            if each.unit_id not in read:
                place = open_.index(each.unit_id)
                some = [units[key] for key in dict.fromkeys(open_[place : place + SOME])]
                read |= are_read(connection, desk.person.id, versions, some)
            unit = units[each.unit_id]
            if not read[each.unit_id]:
                yield Waiting(each, unit, begun)
                continue
        if begun:
            at = standing(connection, study, desk.person, each)
            if at.first is not None and at.pending:
                yield Waiting(each, at.unit, begun)


def served(act: Act, desk: QueueContext, pick: int, known: Standing | None = None) -> Card:
    """Return a card with what it shows; an untouched one is of the run and the mode of now.

    ``known`` is where the pick stands, looked up where it is not given.
    """
    at = known or stands(act.connection, act.study, desk, pick)
    act.round_id = desk.round.id
    if _outdated(desk, at):
        act.update("pick", pick, run=desk.run.id, mode=desk.mode)
        now, same = replace(at.pick, run=desk.run.id, mode=desk.mode), at.pick.run == desk.run.id
        at = (
            replace(at, pick=now) if same else standing(act.connection, act.study, desk.person, now)
        )
    put_shown(act, desk.person, at)
    return card(act.connection, act.study, desk.person, at)


def stands(connection: Connection, study: Study, desk: QueueContext, pick: int) -> Standing:
    """Return where a pick stands, which must be its coder's own."""
    found = picked(connection, desk.person, pick)
    return standing(connection, study, desk.person, found)


def to_write(desk: QueueContext, at: Standing) -> bool:
    """Return whether serving a card changes something: its run or mode, or what was shown."""
    missing = any(each.suggestion.id not in at.shown for each in at.offered)
    return _outdated(desk, at) or (at.open_to_view and missing)


def _outdated(desk: QueueContext, at: Standing) -> bool:
    """Return whether an untouched pick was planned under another run or mode."""
    return not at.touched and (at.pick.run, at.pick.mode) != (desk.run.id, desk.mode)
