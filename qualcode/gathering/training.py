"""What a suggester learns from in a project: what its coder coded, and what closed rounds hold."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from qualcode.store import machine, work
from qualcode.store.log.journal import canonical, sha256
from qualcode.study.reading import UNIT_KIND
from qualcode.suggest import material as rules
from qualcode.suggest.material import SuggestMaterial

if TYPE_CHECKING:
    from collections.abc import Callable

    import numpy.typing as npt

    from qualcode.model import Codebook, Coder, Coding, Reading
    from qualcode.store import Look
    from qualcode.suggest import Training

    WordsOf = Callable[[int], npt.NDArray[Any]]


def material(look: Look, words_of: WordsOf | None = None) -> SuggestMaterial:
    """Read the texts; ``words_of`` gives a text's word offsets where words are needed."""
    names = look.names()
    sources, units = look.sources(names), look.units(UNIT_KIND, names)
    texts = ((key, sources[key], units[key]) for key in names)
    return SuggestMaterial(texts, machine.sealed_spans(look.connection), words_of)


def training(
    look: Look, book: Codebook, material: SuggestMaterial, audience: Coder | None
) -> Training | None:
    """Return what ``audience`` coded and what closed rounds hold, ``None`` where that is nothing.

    See ``suggest.material.training``.
    """
    codings, readings = _known(look, audience, book)
    return rules.training(look.study, book, material, codings, readings, audience)


def _known(
    look: Look, audience: Coder | None, book: Codebook
) -> tuple[list[Coding], list[Reading]]:
    closed = {
        found.name
        for found in look.study.rounds
        if found.status == "closed" and found.kind != "training"
    }
    own = audience.name if audience else None
    there = work.codings(look.connection, codebook=book.version)
    codings = [c for c in there if c.round in closed or c.coder == own]
    readings = [r for r in work.readings(look.connection) if r.round in closed or r.coder == own]
    return codings, readings


def training_hash(learned: Training | None) -> str:
    """Return the SHA-256 of what a run learned from: units, labels, codes."""
    if learned is None:
        return sha256("")
    labels = [["" if v != v else int(v) for v in row] for row in learned.labels.tolist()]  # noqa: PLR0124 - NaN
    return sha256(canonical([list(learned.codes), [e.unit_id for e in learned.examples], labels]))
