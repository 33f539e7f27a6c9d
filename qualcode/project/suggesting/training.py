"""What a suggester may learn from, and what it is asked about: never a blind or reserve turn."""

from __future__ import annotations

from sys import intern
from typing import TYPE_CHECKING

import numpy as np

from qualcode import agreement, spans
from qualcode.store import machine, work
from qualcode.store.journal import canonical, sha256
from qualcode.study.reading import UNIT_KIND, reading_counts
from qualcode.suggest import Example, Training

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from qualcode.model import Codebook, Coder, Coding, Reading
    from qualcode.store import Look
    from qualcode.study.text_index import TextUnits

SHORTEST = 5
"""Nothing is suggested for a unit with fewer word characters, such as a mere yes."""


class Material:
    """The units of a project as a suggester sees them: open ones, and sealed ones."""

    def __init__(self, look: Look, words_of: Callable[[int], np.ndarray] | None = None) -> None:
        """Read the texts; ``words_of`` gives a text's word offsets where words are needed."""
        self.open: list[Example] = []
        self.sealed: list[Example] = []
        self.units: list[tuple[int, str, TextUnits]] = []
        sealed = machine.sealed_spans(look.connection)
        names = look.names()
        sources, units = look.sources(names), look.units(UNIT_KIND, names)
        for key in names:
            self.units.append((key, sources[key], units[key]))
            asked = units[key].framed()
            kept = spans.touches(
                np.stack(asked.bounds, axis=1),
                [(span.start, span.end) for span in sealed.get(key, ())],
            )
            words = _words(sources[key], asked, words_of(key)) if words_of else {}
            rows = zip(*(it.tolist() for it in (asked.keys, *asked.bounds, kept)), strict=True)
            for row, (unit, start, end, aside) in enumerate(rows):
                said = sources[key][start:end]
                example = Example(unit, key, start, said, words.get(row, ()))
                (self.sealed if aside else self.open).append(example)


def training(
    look: Look, book: Codebook, material: Material, audience: Coder | None
) -> Training | None:
    """Return what ``audience`` coded and what closed rounds hold, ``None`` where that is nothing.

    The coder's own answer stands where there is one; elsewhere it is the majority of the closed
    rounds' coders, a tie counting as coded. Units that nobody read are missing, and so are
    codes whose meaning was another when the unit was read.
    """
    study = look.study
    codings, readings = _known(look, audience, book)
    if not readings:
        return None
    coders = [coder.name for coder in study.coders if coder.kind == "person"]
    codes = tuple(code.id for code in book.codes)
    matrix = agreement.build(
        material.units,
        codings,
        readings,
        coders,
        codes,
        counts_for=reading_counts(study, book),
    )
    labels = _labels(matrix, audience)
    row_of = {key: row for row, key in enumerate(matrix.unit_ids.tolist())}
    rows = [row_of[example.unit_id] for example in material.open]
    return Training(tuple(material.open), labels[rows], codes)


def _labels(matrix: agreement.Matrix, audience: Coder | None) -> np.ndarray:
    votes = np.where(np.isnan(matrix.values), 0.0, matrix.values).sum(axis=2)
    voters = (~np.isnan(matrix.values)).sum(axis=2)
    share = np.divide(votes, voters, out=np.full_like(votes, np.nan), where=voters > 0)
    labels = np.where(np.isnan(share), np.nan, (share >= 0.5).astype(float))
    if audience is None:
        return labels
    own = matrix.values[:, :, matrix.coders.index(audience.name)]
    return np.where(np.isnan(own), labels, own)


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


def long_enough(unit: Example) -> bool:
    """Return whether a unit says enough for a suggestion."""
    return int(spans.word_characters(unit.text).sum()) >= SHORTEST


def training_hash(learned: Training | None) -> str:
    """Return the SHA-256 of what a run learned from: units, labels, codes."""
    if learned is None:
        return sha256("")
    labels = [["" if v != v else int(v) for v in row] for row in learned.labels.tolist()]  # noqa: PLR0124 - NaN
    return sha256(canonical([list(learned.codes), [e.unit_id for e in learned.examples], labels]))


def _words(text: str, units: TextUnits, offsets: np.ndarray) -> Mapping[int, tuple[str, ...]]:
    """Return the words of each unit, by its place in ``units``; one word said often is one."""
    first = np.searchsorted(offsets[:, 0], units.starts, side="left").tolist()
    last = np.searchsorted(offsets[:, 0], units.ends, side="left").tolist()
    pairs = offsets.tolist()
    return {
        i: tuple(intern(text[start:end]) for start, end in pairs[a:b])
        for i, (a, b) in enumerate(zip(first, last, strict=True))
    }
