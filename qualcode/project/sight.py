"""What of people's work somebody may look at: the one rule for lists over the project."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qualcode.project.part import hidden_own, hidden_rounds, may_code
from qualcode.store import work
from qualcode.store.passages import Sight

if TYPE_CHECKING:
    from qualcode.store import Connection


def sight(connection: Connection, viewer: str) -> Sight:
    """Return the rounds that ``viewer`` may look at; whoever is no coder sees what all may see.

    In an open independent round everybody sees their own work alone. While coders code again,
    they see nothing of a closed round: neither their own earlier work nor what it was compared
    with.
    """
    rounds = {found.name: found.id for found in work.rounds(connection)}
    hidden = {found.name for found in hidden_rounds(connection)}
    person = next((it for it in work.coders(connection) if it.name == viewer), None)
    forgotten = hidden_own(connection, viewer) if person else frozenset()
    shared = frozenset(key for name, key in rounds.items() if name not in hidden | forgotten)
    own = frozenset(key for name, key in rounds.items() if name not in forgotten)
    return Sight(shared, own, person.id if person else 0)


def working_round(connection: Connection, viewer: str) -> int | None:
    """Return the round in which ``viewer`` codes now, ``None`` where none is open for them."""
    there = [it for it in work.rounds(connection) if it.status == "open" and may_code(it, viewer)]
    return there[-1].id if there else None
