"""What a suggestion's rule must know of a coder and a unit; the rule stands in ``study.access``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qualcode import frequency, spans
from qualcode.errors import InputError, RuleError
from qualcode.model import Span
from qualcode.project import modes
from qualcode.project.learning import stale_codes
from qualcode.project.unread import settled
from qualcode.store import machine, picks, reveals
from qualcode.store.journal import now
from qualcode.study import access
from qualcode.study.access import Refusal, Seen
from qualcode.suggest.coin import withheld

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from qualcode.model import Codebook, Coder, Mode, Pick, Run, Unit
    from qualcode.store import Act, Connection
    from qualcode.store.machine import Proposed
    from qualcode.study import Study
    from qualcode.study.access import Purpose


def unit_name(digest: str, start: int, end: int) -> str:
    """Return the name of a unit that holds wherever its text goes."""
    return f"{digest}:{start}:{end}"


def coin_of(study: Study, coder: str) -> Callable[[int, int, int], bool]:
    """Return the coder's coin: whether a unit's (text, start, end) suggestions are withheld."""
    seed, digests = study.seed, study.digests

    def coin(text: int, start: int, end: int) -> bool:
        return withheld(seed, coder, unit_name(digests[text], start, end))

    return coin


def usable(study: Study, run: Run, book: Codebook) -> Callable[[str], bool]:
    """Return whether a run's suggestions of a code still mean what the codebook says now."""
    stale = stale_codes(study, run, book)
    known = {code.id for code in book.codes}
    return lambda code: code in known and code not in stale


def for_pick(
    connection: Connection, study: Study, book: Codebook, pick: Pick, unit: Unit
) -> tuple[Proposed, ...]:
    """Return what there is to show for a pick, highest score first.

    Nothing where the coin withholds it, the turn was set aside, or nothing was found: who gets
    the card cannot tell which.
    """
    if pick.withheld or pick.run is None:
        return ()
    may = usable(study, study.run(pick.run), book)
    found = machine.of_unit(connection, pick.run, unit.id)
    return tuple(each for each in found if may(each.suggestion.code))


def judged(
    connection: Connection, study: Study, person: Coder, found: Sequence[Proposed], purpose: Purpose
) -> list[Seen | Refusal]:
    """Return of each suggestion whether a coder may see it for a purpose."""
    mode, book = modes.mode(study), study.book
    runs = {key: study.run(key) for key in {it.suggestion.run for it in found}}
    may = {key: usable(study, run, book) for key, run in runs.items()}
    coin = coin_of(study, person.name)
    shown = reveals.shown_of(connection, person.id, [it.suggestion.id for it in found])
    units = [it.unit for it in found]
    done, shut = answered(connection, study, person, units), _sealed(connection, units)
    return [
        access.judge(
            access.Facts(
                mode=mode,
                answered=it.unit.id in done,
                shown=it.suggestion.id in shown,
                withheld=coin(it.unit.text_id, it.unit.start, it.unit.end),
                sealed=it.unit.id in shut,
                stale=not may[it.suggestion.run](it.suggestion.code),
                theirs=runs[it.suggestion.run].audience in (None, person.id),
            ),
            purpose,
        )
        for it in found
    ]


def seen_of(
    connection: Connection, study: Study, person: Coder, found: Iterable[Proposed], purpose: Purpose
) -> list[Proposed]:
    """Return those of the suggestions that a coder may see for a purpose, in their order."""
    listed = list(found)
    stands = judged(connection, study, person, listed, purpose)
    return [it for it, seen in zip(listed, stands, strict=True) if isinstance(seen, Seen)]


def allowed(
    connection: Connection, study: Study, person: Coder, suggestion: int, purpose: Purpose
) -> tuple[Proposed, Seen]:
    """Return a suggestion that a coder may see for a purpose.

    Raises:
        InputError: there is none of that number, or the coin keeps its reasons.
        RuleError: it must not be seen by this coder, or not yet.
    """
    proposed = machine.suggestion(connection, suggestion)
    if proposed is None:
        raise InputError("access.nothing")
    (stands,) = judged(connection, study, person, [proposed], purpose)
    if isinstance(stands, Refusal):
        if purpose == "explain" and stands.ground == "withheld":
            raise InputError("access.nothing")
        raise RuleError(stands.key, code=proposed.suggestion.code)
    return proposed, stands


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
        mode=mode or modes.mode(act.study),
    )


def record(act: Act, person: Coder, suggestions: Iterable[int]) -> None:
    """Record suggestions as shown to a coder, each once; what they code there is assisted then."""
    wanted = list(dict.fromkeys(suggestions))
    known = reveals.shown_of(act.connection, person.id, wanted)
    row = {"coder": person.id, "at": now(), "mode": modes.mode(act.study)}
    unseen = [key for key in wanted if key not in known]
    act.insert_many("shown", [{**row, "suggestion": it, "rank": 1} for it in unseen])


def answered(
    connection: Connection, study: Study, person: Coder, units: Sequence[Unit]
) -> set[int]:
    """Return the keys of those units that a coder has answered before seeing suggestions.

    Read under the meanings that all codes have now, or something about it was revealed.
    """
    by_text: dict[int, list[Unit]] = {}
    for unit in units:
        by_text.setdefault(unit.text_id, []).append(unit)
    if not by_text:
        return set()
    within = None
    if len(by_text) == 1:  # a single suggestion, or those of one text: only what is near
        within = Span(min(it.start for it in units), max(it.end for it in units))
    versions = settled(study, study.book)
    seen = reveals.revealed(connection, person.id, by_text, within)
    around = picks.covering(connection, person.id, by_text, within, versions)
    done: set[int] = set()
    for text, here in by_text.items():
        read = spans.read(here, around[text])
        told = frequency.touches(
            [(it.start, it.end) for it in here], [(it.start, it.end) for it in seen[text]]
        )
        done |= {it.id for it, one, other in zip(here, read, told, strict=True) if one or other}
    return done


def _sealed(connection: Connection, units: Sequence[Unit]) -> set[int]:
    """Return the keys of those units that touch a turn that was set aside."""
    turns = machine.sealed_spans(connection) if units else {}
    shut: set[int] = set()
    for text in {unit.text_id for unit in units}:
        here = [unit for unit in units if unit.text_id == text]
        around = [(it.start, it.end) for it in turns.get(text, ())]
        told = frequency.touches([(it.start, it.end) for it in here], around)
        shut |= {it.id for it, touched in zip(here, told, strict=True) if touched}
    return shut
