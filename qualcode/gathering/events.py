"""What happened in a study, in kinds and counts: the log as a person reads it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from qualcode.store.across import progress
from qualcode.study.days import local_day

if TYPE_CHECKING:
    from datetime import date

    from qualcode.store import Look

MOST = 30
"""So many days are told, back from the last one on which something was done."""

WORK = "work"
"""The kind of what others do in an open independent round."""

KINDS = {
    "adjudication": "adjudication",
    "bracket": "bracket",
    "card": "suggestion",
    "code": "import",
    "codebook": "codebook",
    "coder": "coder",
    "coding": "coding",
    "coding.read": "reading",
    "consensus": "adjudication",
    "memo": "memo",
    "participant": "people",
    "project.create": "project",
    "read": "import",
    "redo": "undo",
    "round.close": "round_close",
    "round.open": "round_open",
    "sample": "sample",
    "speaker": "people",
    "suggestion": "suggestion",
    "suggestion.run": "run",
    "transcript": "transcript",
    "undo": "undo",
}
"""What each kind of event is told as: by its name, else by what stands before the dot.

Kinds that are not here (settings, what was shown, what was planned) are nobody's act.
"""

ORDER = (
    "project", "transcript", "people", "coder", "codebook", "round_open", "sample", "run", WORK,
    "coding", "reading", "suggestion", "memo", "undo", "bracket", "import", "round_close",
    "adjudication",
)  # fmt: skip
"""The order in which one person's kinds are told."""

SILENT = frozenset({"suggestion.show", "suggestion.mode"})


@dataclass(frozen=True, slots=True)
class Done:
    """What one person did of one kind on one day; ``times`` is ``None`` where it is not told."""

    who: str
    kind: str
    times: int | None


@dataclass(frozen=True, slots=True)
class Day:
    """A day on this machine's clock, and what was done on it."""

    day: date
    done: tuple[Done, ...]


def days(look: Look, viewer: str, most: int) -> tuple[Day, ...]:
    """Return what was done by day, the newest first, of the last ``most`` days until now."""
    last = progress.newest(look.connection)
    if last is None:
        return ()
    first = local_day(last) - timedelta(days=most - 1)
    blind = {it.id for it in look.study.rounds if it.blind}
    counts: dict[date, Counter[tuple[str, str]]] = {}
    # a day earlier, for the clock of this machine is not that of the log
    for event in progress.happened(look.connection, (first - timedelta(days=1)).isoformat()):
        kind, day = told(event.kind), local_day(f"{event.minute}+00:00")
        if kind is None or day < first:
            continue
        if event.round in blind and event.actor != viewer and kind != "round_open":
            kind = WORK
        counts.setdefault(day, Counter())[event.actor, kind] += event.events
    return tuple(
        Day(
            day, tuple(_done(*key, times) for key, times in sorted(counts[day].items(), key=_place))
        )
        for day in sorted(counts, reverse=True)
    )


def _place(counted: tuple[tuple[str, str], int]) -> tuple[str, int]:
    """Return where a line stands: by person, and in the order of a study's work."""
    (who, kind), _ = counted
    return who, ORDER.index(kind)


def told(kind: str) -> str | None:
    """Return what an event is told as, ``None`` where it is no act of a person."""
    if kind in SILENT:
        return None
    return KINDS.get(kind) or KINDS.get(kind.partition(".")[0])


def _done(who: str, kind: str, times: int) -> Done:
    return Done(who, kind, None if kind == WORK else times)
