"""Which card comes up next: what waits of a batch, a new batch, then what was left for later."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from qualcode.project import modes
from qualcode.project.answers import put_shown
from qualcode.project.batches import Asked, Desk, put_batch
from qualcode.project.cards import Standing, card, standing
from qualcode.project.decisions import picked
from qualcode.project.unread import is_read, settled
from qualcode.store import picks

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from qualcode.model import Pick, Unit
    from qualcode.project.cards import Card
    from qualcode.project.unread import Frames
    from qualcode.store import Act, Connection
    from qualcode.study import Study

LATEST = 2
"""An act that is undone right after a batch began may lead back into the batch before."""


def desk_of(study: Study, coder: str) -> Desk | None:
    """Return who codes under what, ``None`` where no run has suggested anything for them yet."""
    modes.refuse_never(study)
    person = study.coder(coder)
    run = study.newest_run(person.id)
    if run is None:
        return None
    found = study.open_round(None, person)
    return Desk(person, found, run, study.book, modes.mode(study))


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


def waiting(connection: Connection, study: Study, desk: Desk, wanted: Asked) -> Iterator[Waiting]:
    """Go through the picks of the newest batches that still wait, skipped ones left out."""
    left = picks.skips(connection, desk.person.id)
    batch = picks.in_batches(
        connection, desk.person.id, desk.round.id, wanted.label, wanted.text, LATEST
    )
    return _waiting(connection, study, desk, [each for each in batch if each.id not in left])


def ahead(
    connection: Connection, desk: Desk, row: Iterable[Waiting], most: int
) -> tuple[Card, ...]:
    """Return the cards of picks as they are before anything is shown on them.

    A card that was begun already ends the row: what was revealed on it belongs to it. So does one
    of another mode.
    """
    made: list[Card] = []
    for each, unit, begun in row if most else ():
        # what is planned under another mode is judged by that mode until it is served
        if begun or each.mode != desk.mode:
            break
        at = Standing(each, desk.round.id, unit, (), {}, {}, None)
        made.append(replace(card(connection, desk.person, desk.book, at), revealed=False))
        if len(made) == most:
            break
    return tuple(made)


def planned(act: Act, desk: Desk, wanted: Asked, frames: Frames) -> Pick | None:
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


def postponed(connection: Connection, study: Study, desk: Desk, wanted: Asked) -> list[Pick]:
    """Return what the coder left for later and has not read since, longest ago first."""
    left = picks.skips(connection, desk.person.id)
    kept = picks.of_keys(connection, left)
    found = [kept[key] for key in sorted(left, key=left.__getitem__) if key in kept]
    mine = [each for each in found if each.round == desk.round.name]
    if wanted.text is not None:
        text = wanted.text
        mine = [each for each in mine if picks.unit(connection, each.unit_id).text_id == text]
    versions = settled(study, desk.book)
    return [
        each
        for each in mine
        if not is_read(connection, desk.person.id, versions, picks.unit(connection, each.unit_id))
    ]


def _first(connection: Connection, study: Study, desk: Desk, wanted: Asked) -> Pick | None:
    found = next(waiting(connection, study, desk, wanted), None)
    return found.pick if found else None


def _waiting(
    connection: Connection, study: Study, desk: Desk, batch: Iterable[Pick]
) -> Iterator[Waiting]:
    """Go through the picks that wait: their unit is unread, or their reveal is not decided."""
    found = list(batch)
    keys = [each.unit_id for each in found]
    versions = settled(study, desk.book)
    direct = picks.read_directly(connection, desk.person.id, keys, versions)
    looked = picks.undecided_units(connection, desk.person.id, keys)
    units = picks.units(connection, {*keys} - direct | looked)
    for each in found:
        begun = each.unit_id in looked
        if each.unit_id not in direct:
            unit = units[each.unit_id]
            if not is_read(connection, desk.person.id, versions, unit):
                yield Waiting(each, unit, begun)
                continue
        if begun:
            at = standing(connection, study, desk.person, desk.book, each)
            if at.first is not None and at.pending:
                yield Waiting(each, at.unit, begun)


def served(act: Act, desk: Desk, pick: int) -> Card:
    """Return a card with what it shows; an untouched one is of the run and the mode of now."""
    at = stands(act.connection, act.study, desk, pick)
    act.round_id = desk.round.id
    if _outdated(desk, at):
        act.update("pick", pick, run=desk.run.id, mode=desk.mode)
        at = stands(act.connection, act.study, desk, pick)
    put_shown(act, desk.person, at)
    return card(act.connection, desk.person, desk.book, at)


def stands(connection: Connection, study: Study, desk: Desk, pick: int) -> Standing:
    """Return where a pick stands, which must be its coder's own."""
    found = picked(connection, desk.person, pick)
    return standing(connection, study, desk.person, desk.book, found)


def to_write(desk: Desk, at: Standing) -> bool:
    """Return whether serving a card changes something: its run or mode, or what was shown."""
    missing = any(each.suggestion.id not in at.shown for each in at.offered)
    return _outdated(desk, at) or (at.open_to_view and missing)


def _outdated(desk: Desk, at: Standing) -> bool:
    """Return whether an untouched pick was planned under another run or mode."""
    return not at.touched and (at.pick.run, at.pick.mode) != (desk.run.id, desk.mode)
