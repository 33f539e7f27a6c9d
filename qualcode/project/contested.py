"""A closed round text by text: who gave which code to which unit, and with which spans."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from qualcode import agreement, review, spans
from qualcode.errors import RuleError
from qualcode.store import codebooks, texts, work
from qualcode.study.reading import reading_counts

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from qualcode.agreement import Matrix
    from qualcode.model import Codebook, Coding, Round, Span, Unit, UnitKind
    from qualcode.spans import Booleans
    from qualcode.store import Look


@dataclass(frozen=True, slots=True)
class Sheet:
    """One text of a closed round: its units in the frame, and the matrix over them.

    ``marked`` holds the codings by (coder, code).
    """

    text_id: int
    words: Booleans
    units: tuple[Unit, ...]
    matrix: Matrix
    marked: Mapping[tuple[str, str], Sequence[Coding]]

    def who(self, row: int, code: str, value: int) -> tuple[str, ...]:
        """Return the coders who gave (1) or did not give (0) a code to a unit that they read."""
        cell = self.matrix.values[row, self.matrix.codes.index(code)]
        return tuple(n for n, v in zip(self.matrix.coders, cell, strict=True) if v == value)

    def spans(self, code: str, coders: Sequence[str]) -> list[Coding]:
        """Return what coders marked with a code in this text."""
        return [coding for coder in coders for coding in self.marked.get((coder, code), ())]

    def union(self, row: int, code: str) -> tuple[Span, ...]:
        """Return the words of a unit that any coder marked who gave it the code."""
        marked = self.spans(code, self.who(row, code, 1))
        return tuple(review.inside(self.words, self.units[row], marked))

    def disputed(self) -> list[tuple[int, str]]:
        """Return (place of the unit, code) where some who read gave the code and others did not."""
        found = np.argwhere(self.matrix.disputed).tolist()
        return [(row, self.matrix.codes[column]) for row, column in found]

    def row(self, unit_id: int) -> int | None:
        """Return the place of a unit in this text, ``None`` where it is not in the frame."""
        return next((i for i, unit in enumerate(self.units) if unit.id == unit_id), None)


class Source:
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
        self.connection = look.connection
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
                f"Adjudication needs two coders who read in round {found.name}, but "
                f"{', '.join(self.coders) or 'nobody'} did; name another round or other coders."
            )
        self._counts = reading_counts(look.study, self.book)

    def sheet(self, text_id: int) -> Sheet:
        """Return one text."""
        source = texts.source(self.connection, text_id)
        units = tuple(u for u in texts.units(self.connection, text_id, self.unit) if u.in_frame)
        codings = work.codings(
            self.connection, round_id=self.round.id, text=text_id, codebook=self.book.version
        )
        matrix = agreement.build(
            [(text_id, source, units)],
            codings,
            work.readings(self.connection, round_id=self.round.id, text=text_id),
            self.coders,
            tuple(code.id for code in self.book.codes),
            counts_for=self._counts,
        )
        marked: dict[tuple[str, str], list[Coding]] = {}
        for coding in codings:
            marked.setdefault((coding.coder, coding.code), []).append(coding)
        return Sheet(text_id, spans.word_characters(source), units, matrix, marked)

    def sheets(self) -> Iterator[Sheet]:
        """Yield every text of the project of which somebody read something, by name."""
        read = work.read_texts(self.connection)
        for info in texts.transcripts(self.connection):
            if info.text_id in read:
                yield self.sheet(info.text_id)
