"""What of people's work somebody may look at: the one rule for lists over the project."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from qualcode.study.study import may_code

if TYPE_CHECKING:
    from qualcode.study.study import Study


class Sight(NamedTuple):
    """Which rounds somebody may look at: everybody's work in some, their own in others."""

    shared: frozenset[int]
    own: frozenset[int] = frozenset()
    coder: int = 0


def sight(study: Study, viewer: str) -> Sight:
    """Return the rounds that ``viewer`` may look at; whoever is no coder sees what all may see.

    In an open independent round everybody sees their own work alone. While coders code again,
    they see nothing of a closed round: neither their own earlier work nor what it was compared
    with.
    """
    rounds = {found.name: found.id for found in study.rounds}
    hidden = {found.name for found in study.hidden_rounds()}
    person = next((it for it in study.coders if it.name == viewer), None)
    forgotten = study.hidden_own(viewer) if person else frozenset()
    shared = frozenset(key for name, key in rounds.items() if name not in hidden | forgotten)
    own = frozenset(key for name, key in rounds.items() if name not in forgotten)
    return Sight(shared, own, person.id if person else 0)


def working_round(study: Study, viewer: str) -> int | None:
    """Return the round in which ``viewer`` codes now, ``None`` where none is open for them."""
    there = [it for it in study.rounds if it.status == "open" and may_code(it, viewer)]
    return there[-1].id if there else None


def unseen(study: Study, viewer: str | None) -> frozenset[tuple[str, str]]:
    """Return the pairs of coder and round whose work ``viewer`` may not see.

    Without a viewer it is what nobody but its coder may see, where there are several coders.
    """
    coders = [coder.name for coder in study.coders]
    shut = [found.name for found in study.hidden_rounds()]
    pairs = {(who, held) for held in shut for who in coders if who != viewer}
    if viewer is None and len(coders) < 2:
        return frozenset()
    own = study.hidden_own(viewer) if viewer else frozenset()
    return frozenset(pairs | {(str(viewer), held) for held in own})
