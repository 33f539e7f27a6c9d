"""What a coder has left to read: open units, and the blind turns, by sentence."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from qualcode import spans
from qualcode.frequency.model_scores import ScoreSheet
from qualcode.model import Span
from qualcode.project.suggesting.training import SHORTEST
from qualcode.store import machine, model_scores, picks
from qualcode.store.cache import Same
from qualcode.study.reading import UNIT_KIND, settled

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence

    import numpy.typing as npt

    from qualcode.model import Codebook, Unit
    from qualcode.store import Connection, Look
    from qualcode.study import Study
    from qualcode.study.text_index import Positions, TextUnits

    Ints = npt.NDArray[np.int64]
    Booleans = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True, eq=False)
class TextFrame:
    """The sentences of a text that are coded, and which of them say enough for a suggestion."""

    units: tuple[Unit, ...]
    keys: Positions
    starts: Positions
    ends: Positions
    long: Booleans


class Frames:
    """The sentences of a project's texts and a run's scores, kept as long as they are the same."""

    def __init__(self, look: Callable[[Connection], Look] | None = None) -> None:
        """``look`` gives what a connection sees; without it nothing can be planned."""
        self._look = look

    def sheet(self, connection: Connection, run: int) -> ScoreSheet:
        """Return what a run scored, its units in the order of their keys."""
        look = self._of(connection)

        def make() -> ScoreSheet:
            found = model_scores.sheet(connection, run)
            order = np.argsort(found.units, kind="stable")
            return ScoreSheet(found.units[order], found.codes, found.scores[order])

        return look.keep(("sheet", run, look.study.run(run).created), make, 1)

    def of(self, connection: Connection, texts: Sequence[int]) -> list[TextFrame]:
        """Return the sentences of texts; who asks can be said anew, and they are others then."""
        look = self._of(connection)
        return look.keep(("sentences", *texts, Same(look.index)), lambda: _frames(look, texts), 1)

    def _of(self, connection: Connection) -> Look:
        assert self._look is not None
        return self._look(connection)


def _frames(look: Look, texts: Sequence[int]) -> list[TextFrame]:
    words = look.words(texts)
    return [
        _frame(units.framed(), words[text]) for text, units in look.units(UNIT_KIND, texts).items()
    ]


def _frame(units: TextUnits, words: Booleans) -> TextFrame:
    before = np.concatenate(([0], np.cumsum(words)))
    long = before[units.ends] - before[units.starts] >= SHORTEST
    return TextFrame(tuple(units), units.keys, units.starts, units.ends, long)


@dataclass(frozen=True, slots=True, eq=False)
class Left:
    """Sentences in reading order with what stands to be read: ``open`` ones, and blind ``turns``.

    ``ever`` says which the coder has read at all, ``read`` which under the meanings that the
    codes have now. ``turns`` gives the rows of each blind turn, in reading order.
    """

    units: tuple[Unit, ...]
    keys: Ints
    open: Booleans
    ever: Booleans
    read: Booleans
    turns: tuple[Ints, ...]


def left(
    connection: Connection,
    study: Study,
    coder: int,
    book: Codebook,
    frames: Frames,
    covered: Collection[int],
) -> Left:
    """Return what a coder has left in the texts ``covered`` by the run in force."""
    order = [key for key in study.sources if key in covered]
    found = frames.of(connection, order)
    units = tuple(unit for frame in found for unit in frame.units)
    keys = np.concatenate([np.zeros(0, dtype=np.int64), *(frame.keys for frame in found)])
    long = np.concatenate([np.zeros(0, dtype=np.bool_), *(frame.long for frame in found)])
    ever, read = _read(connection, coder, settled(study, book), order, found)
    closed: list[Booleans] = []
    turns: list[Ints] = []
    sealed = machine.sealed_turns(connection)
    offset = 0
    for text, frame in zip(order, found, strict=True):
        shut = np.zeros(len(frame.units), dtype=np.bool_)
        for start, end, role in sealed.get(text, ()):
            # sentences are disjoint and in order, so those that touch a turn are a run of them
            first = int(np.searchsorted(frame.ends, start, side="right"))
            last = int(np.searchsorted(frame.starts, end, side="left"))
            shut[first:last] = True
            if role == "blind":
                turns.append(np.arange(first, last) + offset)
        closed.append(shut)
        offset += len(shut)
    sealed_rows = np.concatenate([np.zeros(0, dtype=np.bool_), *closed])
    return Left(units, keys, long & ~sealed_rows, ever, read, tuple(turns))


def are_read(
    connection: Connection, coder: int, versions: Collection[int], units: Collection[Unit]
) -> dict[int, bool]:
    """Return by key whether a coder has read all of a unit under ``versions`` of the codebook."""
    around = picks.covered(connection, coder, units, versions)
    return {
        unit.id: bool(spans.read([Span(unit.start, unit.end)], around[unit.id])[0])
        for unit in units
    }


def _read(
    connection: Connection,
    coder: int,
    versions: frozenset[int],
    order: Sequence[int],
    found: Sequence[TextFrame],
) -> tuple[Booleans, Booleans]:
    """Return which sentences were read at all, and which under one of ``versions``."""
    rows = picks.read_rows(connection, coder)
    counted = [row for row in rows if row[2] in versions]
    ever = _covered(rows, order, found)
    return ever, ever if len(counted) == len(rows) else _covered(counted, order, found)


def _covered(
    rows: Sequence[tuple[int, int, int, str, int, int]],
    order: Sequence[int],
    found: Sequence[TextFrame],
) -> Booleans:
    direct = np.array([row[0] for row in rows if row[3] == UNIT_KIND] or [0], dtype=np.int64)
    wider: dict[int, list[Span]] = {}
    for _, text, _, kind, start, end in rows:
        if kind != UNIT_KIND:
            wider.setdefault(text, []).append(Span(start, end))
    parts = [
        np.isin(frame.keys, direct)
        | (spans.read(frame.units, wider[text]) if text in wider else False)
        for text, frame in zip(order, found, strict=True)
    ]
    return np.concatenate([np.zeros(0, dtype=np.bool_), *parts])
