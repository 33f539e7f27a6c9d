"""Which suggestions stand outlined on the desk, beside the text: what a coder may see anyway."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from qualcode.errors import RuleError
from qualcode.gathering import disclosure
from qualcode.store import Look, machine, reveals
from qualcode.suggest import why

if TYPE_CHECKING:
    from qualcode.model import Coder, Round
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


def outlined(look: Look, coder: str, transcript: str) -> tuple[list[Proposed], set[int]]:
    """Return the suggestions in reading order, and which of them were never shown."""
    person, text = look.study.coder(coder), look.study.text(transcript)
    run = look.study.newest_run(person.id)
    if run is None or round_of(look.study, person) is None:
        return [], set()
    waiting = machine.undecided(look.connection, run.id, person.id, text=text)
    open_ = disclosure.seen_of(look, person, waiting, "outline")
    seen = reveals.shown_of(look.connection, person.id, [each.suggestion.id for each in open_])
    ordered = sorted(open_, key=lambda it: (it.unit.start, -it.suggestion.score, it.suggestion.id))
    return ordered, {each.suggestion.id for each in ordered} - set(seen)


def round_of(study: Study, person: Coder) -> Round | None:
    """Return the round in which a coder codes now, ``None`` where there is none."""
    try:
        return study.open_round(None, person)
    except RuleError:
        return None


def outline_of(each: Proposed) -> Outline:
    """Return a suggestion as it stands on the desk."""
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
