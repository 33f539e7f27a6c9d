"""The work that a table counts: what a layer's coder coded and read."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from qualcode.study.coding_source import left_out

if TYPE_CHECKING:
    from collections.abc import Collection

    from qualcode.model import Coding, Reading
    from qualcode.store import Look
    from qualcode.study.coding_source import Layer

Work = TypeVar("Work", "Coding", "Reading")


def work_of(
    look: Look, layer: Layer, viewer: str | None = None
) -> tuple[tuple[Coding, ...], tuple[Reading, ...]]:
    """Return the codings and readings of a layer, as far as they count and are not hidden."""
    if not layer.coder:
        return (), ()
    study = look.study
    person = study.coder(layer.coder)
    hidden = left_out(study, layer, viewer)
    key = study.round(layer.round).id if layer.round else None
    codings, readings = look.work(person.id, key)
    return _shown(codings, hidden), _shown(readings, hidden)


def _shown(work: tuple[Work, ...], hidden: Collection[str]) -> tuple[Work, ...]:
    """Return what is in none of the hidden rounds: where that is all of it, the same value."""
    shown = tuple(it for it in work if it.round not in hidden)
    return work if len(shown) == len(work) else shown
