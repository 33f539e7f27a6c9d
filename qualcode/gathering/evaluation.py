"""The figures of a run's suggestions, code by code, and what is said of them."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from qualcode import suggest
from qualcode.store import Look, machine, work
from qualcode.study.access import sight
from qualcode.study.coding_source import chosen_layer
from qualcode.suggest.named import OURS, suggester_named

if TYPE_CHECKING:
    from qualcode.model import Coder
    from qualcode.store import Connection


def learned_from(look: Look, coder: str | None, viewer: str | None) -> Coder | None:
    """Return whose codings are learned from beside closed rounds; a panel's are in none."""
    layer = chosen_layer(look.study, coder, None, partial(work.who_worked, look.connection))
    if not layer.coder:
        return None
    person = look.study.coder(layer.coder)
    if viewer is not None:
        sight(look.study, viewer).refuse(person.name)
    return person if person.kind == "person" else None


def suggester_of(connection: Connection, person: Coder | None) -> suggest.Fit:
    """Return what learns: ours, or the one from elsewhere that made the newest suggestions."""
    runs = machine.runs(connection, person.id if person else None)
    if runs and runs[-1].suggester not in OURS:
        return suggester_named(runs[-1].suggester)
    return suggest.fit
