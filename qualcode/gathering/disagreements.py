"""A closed round text by text: who gave which code to which unit, and with which spans."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from qualcode import agreement, spans
from qualcode.errors import Clause, RuleError
from qualcode.review.disagreement import Sheet
from qualcode.store import codebooks, work
from qualcode.store.across import progress
from qualcode.study.reading import reading_counts

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from qualcode.agreement import Matrix
    from qualcode.model import Codebook, Coding, Reading, Round, UnitKind
    from qualcode.store import Look

    T = TypeVar("T", Coding, Reading)

TOGETHER = 20
"""The matrices of so many texts are made at once: one by one takes longer, all more room."""


class ComparedRound:
    """A closed round that a panel settles, prepared to be asked text by text."""

    def __init__(
        self,
        look: Look,
        found: Round,
        unit: UnitKind,
        coders: Sequence[str] | None = None,
    ) -> None:
        """Look up who read; ``coders`` narrows to some of them.

        Raises:
            RuleError: fewer than two people read.
        """
        self._look = look
        self.round = found
        self.unit: UnitKind = unit
        self.book: Codebook = codebooks.stored(look.connection, found.codebook)
        read = {who for who, where in work.who_read(look.connection) if where == found.name}
        self.coders = tuple(
            c.name
            for c in look.study.coders
            if c.kind == "person" and c.name in read and c.name in (coders or read)
        )
        if len(self.coders) < 2:
            raise RuleError(
                "disagreements.two_coders",
                name=found.name,
                coders=self.coders or Clause("error.word.nobody"),
            )
        self._counts = reading_counts(look.study, self.book)

    def sheet(self, text_id: int) -> Sheet:
        """Return one text."""
        return next(self._sheets([text_id]))

    def sheets(self) -> Iterator[Sheet]:
        """Yield every text of which somebody read something in the round, by name."""
        read = progress.readers(self._look.connection, self.round.id)
        return self._sheets([key for key in self._look.study.sources if key in read])

    def _sheets(self, keys: Sequence[int]) -> Iterator[Sheet]:
        """Yield texts; what is asked of the file is asked for all of them at once."""
        connection, found = self._look.connection, self.round.id
        self._look.sources(keys)
        self._look.turns(keys)
        self._look.units(self.unit, keys)
        text = keys[0] if len(keys) == 1 else None
        codings = _by_text(
            work.codings(connection, round_id=found, text=text, codebook=self.book.version)
        )
        readings = _by_text(work.readings(connection, round_id=found, text=text))
        for first in range(0, len(keys), TOGETHER):
            yield from self._read(keys[first : first + TOGETHER], codings, readings)

    def _read(
        self,
        keys: Sequence[int],
        codings: Mapping[int, Sequence[Coding]],
        readings: Mapping[int, Sequence[Reading]],
    ) -> Iterator[Sheet]:
        """Yield texts whose matrices are made at once."""
        look = self._look
        sources, turns = look.sources(keys), look.turns(keys)
        found = look.units(self.unit, keys)
        units = {key: tuple(found[key].framed()) for key in keys}
        whole = agreement.build(
            [(key, sources[key], units[key]) for key in keys],
            [coding for key in keys for coding in codings.get(key, ())],
            [reading for key in keys for reading in readings.get(key, ())],
            self.coders,
            tuple(code.id for code in self.book.codes),
            counts_for=self._counts,
        )
        row = 0
        for key in keys:
            marked: dict[tuple[str, str], list[Coding]] = {}
            for coding in codings.get(key, ()):
                marked.setdefault((coding.coder, coding.code), []).append(coding)
            name, words = look.study.sources[key].name, spans.word_characters(sources[key])
            own = _rows(whole, row, row + len(units[key]))
            row += len(units[key])
            yield Sheet(key, name, sources[key], words, turns[key], units[key], own, marked)


def _rows(matrix: Matrix, first: int, last: int) -> Matrix:
    """Return the matrix of some of its units."""
    return agreement.Matrix(
        matrix.values[first:last],
        matrix.coders,
        matrix.codes,
        matrix.unit_ids[first:last],
        matrix.text_ids[first:last],
        rule=matrix.rule,
        spans=matrix.spans[first:last],
        weights=matrix.weights[first:last],
    )


def _by_text(stretches: Iterable[T]) -> dict[int, list[T]]:
    found: dict[int, list[T]] = {}
    for it in stretches:
        found.setdefault(it.text_id, []).append(it)
    return found
