"""The blind sample: turns set aside before the first suggestion, to measure the machine by."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

from qualcode import frequency
from qualcode.errors import InputError, RuleError
from qualcode.frequency import strata as drawn_from
from qualcode.frequency import top_up
from qualcode.frequency.strata import strata
from qualcode.gathering.blind_sample import covered, facts, refuse_edited
from qualcode.store import texts
from qualcode.store.log.journal import now

if TYPE_CHECKING:
    from qualcode.store import Act


def draw(act: Act, seed: int | None = None) -> int:
    """Set turns aside in every transcript that has no sample yet; return how many strata that is.

    A transcript that a run has covered already can never become blind.
    """
    connection = act.connection
    known = facts(act.look)
    frame = drawn_from.frame(known, covered(connection, known))
    if not frame:
        return 0
    seed = secrets.randbelow(2**31) if seed is None else seed
    key = act.insert(
        "sample",
        unit_set=texts.unit_set_ids(connection)["turn"],
        seed=seed,
        frame_hash=frequency.frame_hash(frame),
        created=now(),
    )
    drawn = frequency.draw_sample(frame, seed=seed)
    act.insert_many(
        "sampled_turn",
        [
            {
                "sample": key,
                "turn": turn.turn_id,
                "stratum": turn.stratum,
                "position": turn.position,
                "role": turn.role,
            }
            for turn in drawn
        ],
    )
    return len(frame)


def grow(act: Act, turns: int | None, share: float | None) -> dict[str, int]:
    """Make the next reserve turns of every stratum blind; return how many by stratum.

    Raises:
        InputError: neither or both of ``turns`` and ``share`` were given, or one is not positive.
        RuleError: the reserve does not hold so many, or the file was edited.
    """
    known = {stratum.key: stratum for stratum in strata(facts(act.look))}
    sizes = {
        key: top_up.Size(len(it.frame), len(it.blind), len(it.reserve)) for key, it in known.items()
    }
    wanted = _wanted(turns, share, sum(size.turns for size in sizes.values()))
    left = sum(size.reserve for size in sizes.values())
    if not known:
        raise RuleError("draw.none_drawn")
    if not left:
        raise RuleError("draw.reserve_empty", wanted=wanted)
    if wanted > left:
        raise RuleError("draw.too_many", wanted=wanted, left=left)
    refuse_edited(act.connection, tuple(known.values()))
    given = top_up.allocate(sizes, wanted)
    for key, count in given.items():
        for turn in known[key].reserve[:count]:
            act.update("sampled_turn", turn.id, role="blind")
    return given


def _wanted(turns: int | None, share: float | None, frame: int) -> int:
    if (turns is None) == (share is None):
        raise InputError("draw.one_of_both")
    if share is not None:
        return top_up.turns_of(share, frame)
    assert turns is not None
    if turns < 1:
        raise InputError("draw.one_turn", turns=turns)
    return turns
