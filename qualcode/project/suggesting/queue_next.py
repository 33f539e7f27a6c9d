"""Which card comes up next: what waits of a batch, a new batch, then what was left for later."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from qualcode.gathering.card_queue import QueueContext, first_waiting, outdated, postponed, stands
from qualcode.gathering.cards import Standing, card, standing
from qualcode.project.suggesting.queue_batch import put_batch
from qualcode.project.suggesting.shown import put_card_shown

if TYPE_CHECKING:
    from qualcode.gathering.cards import Card
    from qualcode.gathering.unread import Frames
    from qualcode.model import Pick
    from qualcode.store import Act
    from qualcode.suggest.batch import BatchAsked


def planned(act: Act, desk: QueueContext, wanted: BatchAsked, frames: Frames) -> Pick | None:
    """Plan the next batch and return its first pick; with nothing else left, what was skipped."""
    act.round_id = desk.round.id
    # somebody else of this name may have planned it in the meantime
    found = first_waiting(act.look, desk, wanted)
    if found is None:
        skipped = postponed(act.look, desk, wanted)
        if put_batch(act, desk, wanted, frames, {each.unit_id for each in skipped}):
            return first_waiting(act.look, desk, wanted)
        return skipped[0] if skipped else None
    return found


def served(act: Act, desk: QueueContext, pick: int, known: Standing | None = None) -> Card:
    """Return a card with what it shows; an untouched one is of the run and the mode of now.

    ``known`` is where the pick stands, looked up where it is not given.
    """
    at = known or stands(act.look, desk, pick)
    act.round_id = desk.round.id
    if outdated(desk, at):
        act.update("pick", pick, run=desk.run.id, mode=desk.mode)
        now, same = replace(at.pick, run=desk.run.id, mode=desk.mode), at.pick.run == desk.run.id
        at = replace(at, pick=now) if same else standing(act.look, desk.person, now)
    put_card_shown(act, desk.person, at)
    return card(act.look, desk.person, at)
