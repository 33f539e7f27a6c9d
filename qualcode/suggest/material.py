"""What a suggester may learn from, and what it is asked about: never a blind or reserve turn."""

from __future__ import annotations

from sys import intern
from typing import TYPE_CHECKING

import numpy as np

from qualcode import agreement, spans
from qualcode.study.reading import reading_counts
from qualcode.suggest.examples import Example, Training

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from qualcode.model import Codebook, Coder, Coding, Reading, Span
    from qualcode.study import Study
    from qualcode.study.text_index import TextUnits

SHORTEST = 5
"""Nothing is suggested for a unit with fewer word characters, such as a mere yes."""


class SuggestMaterial:
    """The units of a project as a suggester sees them: open ones, and sealed ones."""

    def __init__(
        self,
        texts: Iterable[tuple[int, str, TextUnits]],
        sealed: Mapping[int, Sequence[Span]],
        words_of: Callable[[int], np.ndarray] | None = None,
    ) -> None:
        """Take texts with their units, and what is ``sealed`` of each.

        ``words_of`` gives a text's word offsets where words are needed.
        """
        self.open: list[Example] = []
        self.sealed: list[Example] = []
        self.units = list(texts)
        for key, source, units in self.units:
            asked = units.framed()
            kept = asked.touched((span.start, span.end) for span in sealed.get(key, ()))
            words = _words(source, asked, words_of(key)) if words_of else {}
            rows = zip(*(it.tolist() for it in (asked.keys, *asked.bounds, kept)), strict=True)
            for row, (unit, start, end, aside) in enumerate(rows):
                example = Example(unit, key, start, source[start:end], words.get(row, ()))
                (self.sealed if aside else self.open).append(example)


def training(
    study: Study,
    book: Codebook,
    material: SuggestMaterial,
    codings: Sequence[Coding],
    readings: Sequence[Reading],
    audience: Coder | None,
) -> Training | None:
    """Return what is known of the open units, ``None`` where nothing was read.

    The coder's own answer stands where there is one; elsewhere it is the majority of the coders,
    a tie counting as coded. Units that nobody read are missing, and so are codes whose meaning
    was another when the unit was read.
    """
    if not readings:
        return None
    coders = [coder.name for coder in study.coders if coder.kind == "person"]
    codes = tuple(code.id for code in book.codes)
    counts = reading_counts(study, book)
    matrix = agreement.build(material.units, codings, readings, coders, codes, counts_for=counts)
    labels = _labels(matrix, audience)
    row_of = {key: row for row, key in enumerate(matrix.unit_ids.tolist())}
    rows = [row_of[example.unit_id] for example in material.open]
    return Training(tuple(material.open), labels[rows], codes)


def nothing_learned(book: Codebook) -> Training:
    """Return a training set without examples."""
    codes = tuple(code.id for code in book.codes)
    return Training((), np.zeros((0, len(codes))), codes)


def _labels(matrix: agreement.Matrix, audience: Coder | None) -> np.ndarray:
    votes = np.where(np.isnan(matrix.values), 0.0, matrix.values).sum(axis=2)
    voters = (~np.isnan(matrix.values)).sum(axis=2)
    share = np.divide(votes, voters, out=np.full_like(votes, np.nan), where=voters > 0)
    labels = np.where(np.isnan(share), np.nan, (share >= 0.5).astype(float))
    if audience is None:
        return labels
    own = matrix.values[:, :, matrix.coders.index(audience.name)]
    return np.where(np.isnan(own), labels, own)


def long_enough(unit: Example) -> bool:
    """Return whether a unit says enough for a suggestion."""
    return int(spans.word_characters(unit.text).sum()) >= SHORTEST


def _words(text: str, units: TextUnits, offsets: np.ndarray) -> Mapping[int, tuple[str, ...]]:
    """Return the words of each unit, by its place in ``units``; one word said often is one."""
    first = np.searchsorted(offsets[:, 0], units.starts, side="left").tolist()
    last = np.searchsorted(offsets[:, 0], units.ends, side="left").tolist()
    pairs = offsets.tolist()
    return {
        i: tuple(intern(text[start:end]) for start, end in pairs[a:b])
        for i, (a, b) in enumerate(zip(first, last, strict=True))
    }
