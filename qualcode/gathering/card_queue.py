"""Which cards wait for a coder, in which order, and what serving one would change."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from qualcode.gathering.cards import Standing, card, picked, standing
from qualcode.gathering.unread import are_read
from qualcode.store import Look, picks
from qualcode.study import modes
from qualcode.study.reading import settled
from qualcode.suggest.batch import BatchAsked

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from qualcode.gathering.cards import Card
    from qualcode.model import Codebook, Coder, Mode, Pick, Round, Run, Unit
    from qualcode.study import Study


class QueueContext(NamedTuple):
    """Whose batch it is, under what."""

    person: Coder
    round: Round
    run: Run
    book: Codebook
    mode: Mode


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


def asked(study: Study, queue: str, transcript: str | None, code: str | None) -> BatchAsked:
    """Return a queue by its name, narrowed to a transcript and a code by theirs."""
    text = study.text(transcript) if transcript else None
    if code is not None:
        study.code(code)
    return BatchAsked(queue, text, code)


class Waiting(NamedTuple):
    """A pick that still waits; ``begun`` where something was revealed on it already."""

    pick: Pick
    unit: Unit
    begun: bool


def waiting(look: Look, desk: QueueContext, wanted: BatchAsked) -> Iterator[Waiting]:
    """Go through the picks of the newest batches that still wait, skipped ones left out."""
    batch = picks.in_batches(
        look.connection, desk.person.id, desk.round.id, wanted.label, wanted.text, LATEST
    )
    return _waiting(look, desk, batch)


def ahead(look: Look, desk: QueueContext, row: Iterable[Waiting], most: int) -> tuple[Card, ...]:
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
    places = picks.places(look.connection, (at.unit for at in found)) if found else {}
    return tuple(
        replace(card(look, desk.person, at, place=places[at.unit.id]), revealed=False)
        for at in found
    )


def postponed(look: Look, desk: QueueContext, wanted: BatchAsked) -> list[Pick]:
    """Return what the coder left for later and has not read since, longest ago first."""
    left = picks.skips(look.connection, desk.person.id)
    kept = picks.of_keys(look.connection, left)
    found = [kept[key] for key in sorted(left, key=left.__getitem__) if key in kept]
    mine = [each for each in found if each.round == desk.round.name]
    units = picks.units(look.connection, {each.unit_id for each in mine})
    if wanted.text is not None:
        mine = [each for each in mine if units[each.unit_id].text_id == wanted.text]
    versions = settled(look.study, desk.book)
    read = are_read(look.connection, desk.person.id, versions, list(units.values()))
    return [each for each in mine if not read[each.unit_id]]


def first_waiting(look: Look, desk: QueueContext, wanted: BatchAsked) -> Pick | None:
    """Return the first pick that waits, ``None`` where none does."""
    found = next(waiting(look, desk, wanted), None)
    return found.pick if found else None


def _waiting(look: Look, desk: QueueContext, batch: Iterable[Pick]) -> Iterator[Waiting]:
    """Go through the picks that wait: their unit is unread, or their reveal is not decided."""
    found = list(batch)
    keys = [each.unit_id for each in found]
    versions = settled(look.study, desk.book)
    known = picks.looked_at(look.connection, desk.person.id, keys, versions)
    units = {key: one.unit for key, one in known.items()}
    open_ = [each.unit_id for each in found if not known[each.unit_id].read]
    read: dict[int, bool] = {}
    for each in found:
        begun = known[each.unit_id].undecided
        if not known[each.unit_id].read:
            if each.unit_id not in read:
                place = open_.index(each.unit_id)
                some = [units[key] for key in dict.fromkeys(open_[place : place + SOME])]
                read |= are_read(look.connection, desk.person.id, versions, some)
            unit = units[each.unit_id]
            if not read[each.unit_id]:
                yield Waiting(each, unit, begun)
                continue
        if begun:
            at = standing(look, desk.person, each)
            if at.first is not None and at.pending:
                yield Waiting(each, at.unit, begun)


def stands(look: Look, desk: QueueContext, pick: int) -> Standing:
    """Return where a pick stands, which must be its coder's own."""
    found = picked(look.connection, desk.person, pick)
    return standing(look, desk.person, found)


def to_write(desk: QueueContext, at: Standing) -> bool:
    """Return whether serving a card changes something: its run or mode, or what was shown."""
    missing = any(each.suggestion.id not in at.shown for each in at.offered)
    return outdated(desk, at) or (at.open_to_view and missing)


def outdated(desk: QueueContext, at: Standing) -> bool:
    """Return whether an untouched pick was planned under another run or mode."""
    return not at.touched and (at.pick.run, at.pick.mode) != (desk.run.id, desk.mode)
