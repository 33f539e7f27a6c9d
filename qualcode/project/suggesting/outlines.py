"""Which suggestions stand outlined on the desk, beside the text: what a coder may see anyway."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qualcode.gathering.outlines import Outline, outline_of, outlined, round_of
from qualcode.store.log.journal import now
from qualcode.study.act_kinds import SHOW

if TYPE_CHECKING:
    from qualcode.project.lookup import Whole
    from qualcode.store import Act
    from qualcode.store.machine import Proposed


def outlines(project: Whole, coder: str, transcript: str) -> tuple[Outline, ...]:
    """Return what is suggested in a transcript, in reading order; it is recorded as shown, once.

    In the mode ``visible`` everything that this coder has not decided, in the other modes what
    was shown to them before. Nothing from before the newest run, of a code whose meaning changed,
    in or across a turn that was set aside, or that the coin withholds.
    """
    with project.store.reading() as connection:
        look = project.store.look(connection)
        found, unseen = outlined(look, coder, transcript)
    if unseen:
        with project.store.acting(SHOW, coder) as act:
            found, unseen = outlined(act.look, coder, transcript)
            _put_shown(act, coder, found, unseen)
    return tuple(outline_of(each) for each in found)


def _put_shown(act: Act, coder: str, found: list[Proposed], unseen: set[int]) -> None:
    person = act.study.coder(coder)
    held = round_of(act.study, person)
    act.round_id = held.id if held else None
    mode, at = act.study.mode, now()
    ranks: dict[int, int] = {}
    rows = []
    for each in found:
        rank = ranks[each.unit.id] = ranks.get(each.unit.id, 0) + 1
        if each.suggestion.id in unseen:
            rows.append(
                {
                    "coder": person.id,
                    "suggestion": each.suggestion.id,
                    "at": at,
                    "rank": rank,
                    "mode": mode,
                }
            )
    act.insert_many("shown", rows)
