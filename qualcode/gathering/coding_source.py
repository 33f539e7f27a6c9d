"""The work that a table counts: what a layer's coder coded and read."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from qualcode.study.coded import CodedRows, ReadRows
from qualcode.study.coding_source import left_out

if TYPE_CHECKING:
    from collections.abc import Collection

    from qualcode.store import Look
    from qualcode.study.coding_source import Layer

Work = TypeVar("Work", CodedRows, ReadRows)


def work_of(look: Look, layer: Layer, viewer: str | None = None) -> tuple[CodedRows, ReadRows]:
    """Return the codings and readings of a layer, as far as they count and are not hidden."""
    if not layer.coder:
        return CodedRows.of(()), ReadRows.of(())
    study = look.study
    person = study.coder(layer.coder)
    hidden = left_out(study, layer, viewer)
    key = study.round(layer.round).id if layer.round else None
    codings, readings = look.work(person.id, key)
    return outside(codings, hidden), outside(readings, hidden)


def outside(work: Work, hidden: Collection[str]) -> Work:
    """Return what is in none of some rounds: where that is all of it, the same value."""
    gone = work.round.among(hidden)
    return work.only(~gone) if gone.any() else work
