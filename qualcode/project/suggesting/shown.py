"""What was shown to a coder is recorded: what they code there is assisted then."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qualcode.store import reveals
from qualcode.store.journal import now

if TYPE_CHECKING:
    from collections.abc import Iterable

    from qualcode.model import Coder, Mode
    from qualcode.store import Act


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


def record(act: Act, person: Coder, suggestions: Iterable[int]) -> None:
    """Record suggestions as shown to a coder, each once; what they code there is assisted then."""
    wanted = list(dict.fromkeys(suggestions))
    known = reveals.shown_of(act.connection, person.id, wanted)
    row = {"coder": person.id, "at": now(), "mode": act.study.mode}
    unseen = [key for key in wanted if key not in known]
    act.insert_many("shown", [{**row, "suggestion": it, "rank": 1} for it in unseen])
