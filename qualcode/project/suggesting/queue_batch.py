"""A batch of units that come up for a coder: picked by a queue, blind turns in between."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any

from qualcode.gathering.unread import left
from qualcode.store import picks
from qualcode.store.log.journal import now
from qualcode.study.access import usable
from qualcode.study.coin import coin_of
from qualcode.suggest.batch import BLIND, Offered, generator, planned

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from qualcode.gathering.card_queue import QueueContext
    from qualcode.gathering.unread import Frames
    from qualcode.model import Unit
    from qualcode.store import Act
    from qualcode.suggest.batch import BatchAsked
    from qualcode.suggest.queue import Picked


def put_batch(
    act: Act, desk: QueueContext, asked: BatchAsked, frames: Frames, passed: Collection[int]
) -> int:
    """Plan the next batch and write its picks; return how many, ``0`` where nothing is left.

    ``passed`` are units that the coder left for later: they come when nothing else does.
    """
    connection = act.connection
    number = picks.last_batch(connection, desk.person.id) + 1
    rng = generator(act.study.seed, desk.person.name, number)
    there = left(act.look, desk.person.id, desk.book, frames, desk.run.params["texts"])
    may = usable(act.study, desk.run, desk.book)
    batch = planned(
        asked,
        Offered(
            left=there,
            sheet=frames.sheet(connection, desk.run.id),
            codes=tuple(code.id for code in desk.book.codes if may(code.id)),
            cuts=desk.run.params.get("cuts", {}),
            coded=picks.positives(connection, desk.person.id),
            passed=passed,
            first=number == 1,
        ),
        rng,
    )
    shared = {
        "round": desk.round.id,
        "coder": desk.person.id,
        "run": desk.run.id,
        "batch": number,
        "mode": desk.mode,
    }
    coin = coin_of(act.study, desk.person.name)
    rows = [
        {**shared, "position": n, **_pick(each, there.units[each.row], asked, coin)}
        for n, each in enumerate(batch, start=1)
    ]
    act.insert_many("pick", rows)
    return len(rows)


def _pick(
    picked: Picked, unit: Unit, asked: BatchAsked, coin: Callable[[int, int, int], bool]
) -> dict[str, Any]:
    """Return what a pick says of its own unit; blind turns have no coin."""
    return {
        "uuid": str(uuid.uuid4()),
        "unit": unit.id,
        "queue": f"{asked.label}/{picked.queue}",
        "probability": picked.probability,
        "withheld": picked.queue != BLIND and coin(unit.text_id, unit.start, unit.end),
        "at": now(),
    }
