"""What was shown to a coder is recorded: what they code there is assisted then."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qualcode.gathering import disclosure
from qualcode.store import machine, reveals
from qualcode.store.log.journal import now
from qualcode.study.modes import refuse_never

if TYPE_CHECKING:
    from collections.abc import Iterable

    from qualcode.gathering.cards import Standing
    from qualcode.model import Coder, Mode
    from qualcode.store import Act
    from qualcode.study.access import Purpose


def put_shown(
    act: Act, person: Coder, suggestion: int, rank: int = 1, mode: Mode | None = None
) -> int:
    """Record that a suggestion was shown, in the project's mode where none is given."""
    return act.insert(
        "shown",
        coder=person.id,
        suggestion=suggestion,
        at=now(),
        rank=rank,
        mode=mode or act.study.mode,
    )


def put_seen(
    act: Act,
    coder: str,
    suggestion: int,
    purpose: Purpose,
    *,
    rank: int = 1,
    mode: Mode | None = None,
) -> None:
    """Record that a suggestion was shown to a coder for a purpose; once more is no new fact."""
    refuse_never(act.study)
    person = act.study.coder(coder)
    if machine.shown(act.connection, person.id, suggestion) is None:
        disclosure.allowed(act.look, person, suggestion, purpose)
        put_shown(act, person, suggestion, rank, mode)


def record(act: Act, person: Coder, suggestions: Iterable[int]) -> None:
    """Record suggestions as shown to a coder, each once; what they code there is assisted then."""
    wanted = list(dict.fromkeys(suggestions))
    known = reveals.shown_of(act.connection, person.id, wanted)
    row = {"coder": person.id, "at": now(), "mode": act.study.mode}
    unseen = [key for key in wanted if key not in known]
    act.insert_many("shown", [{**row, "suggestion": it, "rank": 1} for it in unseen])


def put_card_shown(act: Act, person: Coder, at: Standing, *, asked: bool = False) -> None:
    """Record what a card shows, by rank; showing it again is no new fact.

    A card that is not open to view shows nothing, unless its coder ``asked``.
    """
    seen = {"coder": person.id, "at": now(), "mode": at.pick.mode}
    rows = [
        {**seen, "suggestion": each.suggestion.id, "rank": rank}
        for rank, each in enumerate(at.offered, start=1)
        if each.suggestion.id not in at.shown
    ]
    act.insert_many("shown", rows if asked or at.open_to_view else [])
