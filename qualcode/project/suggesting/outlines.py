"""Which suggestions stand outlined on the desk, beside the text: what a coder may see anyway."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from qualcode.errors import RuleError
from qualcode.project.suggesting import disclosure
from qualcode.store import machine, reveals
from qualcode.store.journal import now
from qualcode.suggest import why

if TYPE_CHECKING:
    from qualcode.model import Coder, Round
    from qualcode.project import Project
    from qualcode.store import Act, Connection
    from qualcode.store.machine import Proposed
    from qualcode.study import Study


@dataclass(frozen=True, slots=True)
class Outline:
    """A suggestion as it stands on the desk; ``why`` is what spoke for it, the heaviest first.

    ``id`` names it in ``accept``, ``reject`` and ``change``.
    """

    id: int
    start: int
    end: int
    code: str
    score: float
    why: tuple[str, ...]


def outlines(project: Project, coder: str, transcript: str) -> tuple[Outline, ...]:
    """Return what is suggested in a transcript, in reading order; it is recorded as shown, once.

    In the mode ``visible`` everything that this coder has not decided, in the other modes what
    was shown to them before. Nothing from before the newest run, of a code whose meaning changed,
    in or across a turn that was set aside, or that the coin withholds.
    """
    with project.store.reading() as connection:
        study = project.store.study(connection)
        found, unseen = _found(connection, study, coder, transcript)
    if unseen:
        with project.store.acting("suggestion.show", coder) as act:
            found, unseen = _found(act.connection, act.study, coder, transcript)
            _put_shown(act, coder, found, unseen)
    return tuple(_outline(each) for each in found)


def _found(
    connection: Connection, study: Study, coder: str, transcript: str
) -> tuple[list[Proposed], set[int]]:
    """Return the suggestions in reading order, and which of them were never shown."""
    person, text = study.coder(coder), study.text(transcript)
    run = study.newest_run(person.id)
    if run is None or _round(study, person) is None:
        return [], set()
    waiting = machine.undecided(connection, run.id, person.id, text=text)
    open_ = disclosure.seen_of(connection, study, person, waiting, "outline")
    seen = reveals.shown_of(connection, person.id, [each.suggestion.id for each in open_])
    ordered = sorted(open_, key=lambda it: (it.unit.start, -it.suggestion.score, it.suggestion.id))
    return ordered, {each.suggestion.id for each in ordered} - set(seen)


def _round(study: Study, person: Coder) -> Round | None:
    try:
        return study.open_round(None, person)
    except RuleError:
        return None


def _put_shown(act: Act, coder: str, found: list[Proposed], unseen: set[int]) -> None:
    person = act.study.coder(coder)
    held = _round(act.study, person)
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


def _outline(each: Proposed) -> Outline:
    speaking, _ = why.parted(each.suggestion.evidence)
    heaviest = sorted(speaking, key=lambda it: -it.weight)
    return Outline(
        id=each.suggestion.id,
        start=each.unit.start,
        end=each.unit.end,
        code=each.suggestion.code,
        score=each.suggestion.score,
        why=tuple(dict.fromkeys(it.text for it in heaviest)),
    )
