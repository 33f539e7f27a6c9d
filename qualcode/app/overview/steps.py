"""What to do next in a study: the order of the work, from what was done."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from qualcode.app.screen.words import number

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qualcode.gathering.study_progress import StudyTotal, WorkedRound
    from qualcode.project import Project


@dataclass(frozen=True, slots=True)
class Step:
    """A step: the page where it is taken, and the key of the sentence with its values."""

    page: str
    sentence: str
    values: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Facts:
    """What the next step follows from, as far as this coder may know it.

    ``left`` are the turns that the coder has not read, ``codings`` the coder's own; ``waiting``
    says that other coders of the open round have not read everything. ``open`` is the open
    independent round of several coders, ``closed`` the newest closed one, ``settling`` a round
    whose differences a panel is deciding; ``settled`` says that there is a consensus.
    """

    transcripts: int
    one_sided: int = 0
    codings: int = 0
    read: int = 0
    left: int = 0
    coders: int = 1
    waiting: bool = False
    open: str = ""
    closed: str = ""
    settling: str = ""
    settled: bool = False
    suggestions: bool = False
    again: int = 0


def facts(project: Project, totals: Sequence[StudyTotal], who: str, again: int) -> Facts:
    """Gather the facts; ``again`` is how many turns stand to be read again."""
    mine = next((it for it in totals if it.coder == who), None)
    rounds = project.progress.rounds(who)
    shared = [it for it in rounds if _shared(it)]
    unfinished = {it.coder for it in totals if it.read < it.turns}
    opened = next((it for it in reversed(shared) if it.round.status == "open"), None)
    closed = next((it for it in reversed(shared) if it.round.status == "closed"), None)
    panels = [it.round for it in rounds if it.round.settles]
    return Facts(
        transcripts=mine.transcripts if mine else len(project.transcripts.list()),
        one_sided=project.people.one_sided(),
        codings=(mine.codings or 0) if mine else 0,
        read=mine.read if mine else 0,
        left=mine.turns - mine.read if mine else 0,
        coders=len(totals),
        waiting=bool(opened and unfinished & set(opened.coders)),
        open=opened.round.name if opened else "",
        closed=closed.round.name if closed else "",
        settling=next((it.source or "" for it in panels if it.status == "open"), ""),
        settled=any(it.status == "closed" for it in panels),
        suggestions=project.suggestions.enabled() and project.progress.asked(who),
        again=again,
    )


def _shared(worked: WorkedRound) -> bool:
    """Return whether several people worked in a round by themselves, to be compared."""
    found = worked.round
    return found.kind == "independent" and not found.recodes and len(worked.coders) > 1


def following(known: Facts) -> tuple[Step, ...]:
    """Return the next sensible step, and behind it what can be done as well."""
    first = _first(known)
    also = []
    if known.suggestions and known.left:
        also.append(Step("verify", "verify"))
    if known.one_sided and known.left and first.sentence not in {"transcripts", "who_asks"}:
        also.append(_who_asks(known))
    return (first, *also)


def _first(known: Facts) -> Step:
    if not known.transcripts:
        return Step("transcripts", "transcripts")
    if known.one_sided and not known.codings:
        return _who_asks(known)
    if not known.codings and not known.read:
        return Step("code", "code")
    if known.settling:
        return Step("compare", "adjudicate", {"round": known.settling})
    if known.left:
        return Step("code", "read_on", {"n": number(known.left)})
    return _last(known)


def _last(known: Facts) -> Step:
    """Return what comes after everything was read."""
    if known.again:
        return Step("node", "backcode")
    if known.open and known.waiting:
        return Step("results", "wait")
    if known.open:
        return Step("compare", "close", {"round": known.open})
    if known.closed and not known.settled:
        return Step("compare", "compare", {"round": known.closed})
    return Step("results", "alone" if known.coders == 1 else "results")


def _who_asks(known: Facts) -> Step:
    return Step("transcripts", "who_asks", {"n": number(known.one_sided)})
