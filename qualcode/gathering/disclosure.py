"""What the machine thinks, as far as a coder may be told: gathered, judged, noted as shown."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from qualcode.errors import InputError, RuleError
from qualcode.store import Look, machine
from qualcode.store.across.facts import facts, sealed
from qualcode.study import access
from qualcode.study.access import Facts, Refusal, Seen
from qualcode.study.coin import coin_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from qualcode.model import Coder, Pick
    from qualcode.store.machine import Proposed
    from qualcode.store.picks import Answered
    from qualcode.study.access import Ground, Purpose


def for_pick(look: Look, pick: Pick, about: Answered) -> tuple[Proposed, ...]:
    """Return what there is to show for a pick, highest score first.

    Nothing where the coin withholds it, the turn was set aside, or nothing was found: who gets
    the card cannot tell which.
    """
    known = Facts(pick.mode, withheld=pick.withheld, sealed=about.sealed)
    if pick.run is None or access.kept_back(known) is not None:
        return ()
    run = look.study.run(pick.run)
    fresh = access.usable(look.study, run, look.study.book)
    return tuple(
        it
        for it in machine.of_unit(look.connection, run.id, about.unit.id)
        if access.kept_back(replace(known, stale=not fresh(it.suggestion.code))) is None
    )


def seen_of(
    look: Look, person: Coder, found: Iterable[Proposed], purpose: Purpose
) -> list[Proposed]:
    """Return those of the suggestions that a coder may see for a purpose, in their order."""
    listed = list(found)
    known = facts(look.connection, look.study, person, listed)
    stands = [access.judge(it, purpose) for it in known]
    return [it for it, seen in zip(listed, stands, strict=True) if isinstance(seen, Seen)]


def allowed(look: Look, person: Coder, suggestion: int, purpose: Purpose) -> tuple[Proposed, Seen]:
    """Return a suggestion that a coder may see for a purpose.

    Raises:
        InputError: there is none of that number, or the coin keeps its reasons.
        RuleError: it must not be seen by this coder, or not yet.
    """
    proposed = machine.suggestion(look.connection, suggestion)
    if proposed is None:
        raise InputError("access.nothing")
    (known,) = facts(look.connection, look.study, person, [proposed])
    stands = access.judge(known, purpose)
    if isinstance(stands, Refusal):
        if purpose == "explain" and stands.ground == "withheld":
            raise InputError("access.nothing")
        raise stands.error(proposed.suggestion.code)
    return proposed, stands


def undecided(look: Look, person: Coder, ground: Ground | None = None) -> Counter[str]:
    """Return how many suggestions of the newest run a coder has not decided, by code.

    Those that are not kept back from them, or those that are for one ``ground``.
    """
    run = look.study.newest_run(person.id)
    if run is None:
        return Counter()
    rows = machine.waiting(look.connection, run.id, person.id)
    shut = sealed(look.connection, rows)
    fresh, coin = access.usable(look.study, run, look.study.book), coin_of(look.study, person.name)
    counts: Counter[str] = Counter()
    for row in rows:
        known = Facts(
            look.study.mode,
            withheld=coin(row.text, row.start, row.end),
            sealed=row.id in shut,
            stale=not fresh(row.name),
        )
        counts[row.name] += access.kept_back(known) == ground
    return +counts


def stale(look: Look, person: Coder) -> dict[str, int]:
    """Return how many undecided suggestions of the newest run are stale, by code in its order.

    What the coin withholds from this coder is not counted: they never had it.
    """
    return dict(sorted(undecided(look, person, "out_of_date").items()))


def all_stale(look: Look) -> int:
    """Return how many suggestions are stale for all coders together."""
    people = [coder for coder in look.study.coders if coder.kind == "person"]
    return sum(sum(stale(look, coder).values()) for coder in people)


def to_decide(look: Look, person: Coder, suggestion_id: int) -> tuple[Proposed, int | None]:
    """Return a suggestion that a coder may decide now, and the record that it was shown."""
    if machine.decided(look.connection, person.id, suggestion_id):
        raise RuleError("decisions.decided")
    proposed, seen = allowed(look, person, suggestion_id, "offer")
    return proposed, None if seen.first else machine.shown(
        look.connection, person.id, suggestion_id
    )
