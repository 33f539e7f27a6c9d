"""The turns and units of a text as arrays: what questions about many texts at once stand on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import zip_longest
from typing import TYPE_CHECKING, Any, overload

import numpy as np
from numpy.typing import NDArray

from qualcode import spans
from qualcode.model import Turn, Unit

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from qualcode.model import UnitKind

Positions = NDArray[np.integer[Any]]
Booleans = NDArray[np.bool_]


def joined(columns: Iterable[Positions]) -> NDArray[np.int64]:
    """Return columns of several texts as one, which is empty where there are none."""
    return np.concatenate([np.empty(0, dtype=np.int64), *columns])


@dataclass(frozen=True, slots=True, eq=False)
class TextUnits(Sequence[Unit]):
    """The units of one kind of one text, sorted and disjoint, each column an array of their number.

    ``keys`` are those of the file, ``starts`` and ``ends`` code points. A single unit is made
    where it is asked for.
    """

    kind: UnitKind
    text_id: int
    keys: Positions
    numbers: Positions
    starts: Positions
    ends: Positions
    in_frame: Booleans

    @classmethod
    def of(cls, units: Iterable[Unit], kind: UnitKind = "sentence", text_id: int = 0) -> TextUnits:
        """Return units that are there already; their kind and text are those of the first."""
        if isinstance(units, TextUnits):
            return units
        there = tuple(units)
        rows = [(it.id, it.n, it.start, it.end, it.in_frame) for it in there]
        first = there[0] if there else None
        return cls.read(first.kind if first else kind, first.text_id if first else text_id, rows)

    @classmethod
    def read(
        cls, kind: UnitKind, text_id: int, rows: Sequence[tuple[int, ...]] | Positions
    ) -> TextUnits:
        """Return the units of rows: key, number, start, end, whether it is in the frame."""
        table = np.asarray(rows, dtype=np.int64).reshape(-1, 5).T.copy()
        keys, numbers, starts, ends, inside = table
        return cls(kind, text_id, keys, numbers, starts, ends, inside.astype(np.bool_))

    @property
    def bounds(self) -> tuple[Positions, Positions]:
        """Where the units begin and end."""
        return self.starts, self.ends

    def framed(self) -> TextUnits:
        """Return the units that are counted: those of the interviewed side."""
        return self if self.in_frame.all() else self.only(self.in_frame)

    def touched(self, places: Iterable[tuple[int, int]]) -> Booleans:
        """Return which units overlap one of these places of the text."""
        return spans.touches(np.stack(self.bounds, axis=1), list(places))

    def only(self, kept: Booleans | Positions) -> TextUnits:
        """Return some of the units, by their rows or a mask."""
        return TextUnits(
            self.kind,
            self.text_id,
            self.keys[kept],
            self.numbers[kept],
            self.starts[kept],
            self.ends[kept],
            self.in_frame[kept],
        )

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self.keys)

    @overload
    def __getitem__(self, index: int) -> Unit: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[Unit, ...]: ...
    def __getitem__(self, index: int | slice) -> Unit | tuple[Unit, ...]:
        """Return a unit, or the units of a slice."""
        if isinstance(index, slice):
            return tuple(self[row] for row in range(*index.indices(len(self))))
        return Unit(
            self.kind,
            int(self.numbers[index]),
            int(self.starts[index]),
            int(self.ends[index]),
            bool(self.in_frame[index]),
            self.text_id,
            int(self.keys[index]),
        )


@dataclass(frozen=True, slots=True, eq=False)
class TextTurns(Sequence[Turn]):
    """The turns of one text, sorted and disjoint, each column an array of their number.

    ``speakers`` are rows of ``labels`` and of ``people``, −1 where the text names nobody;
    ``people`` are the participants' pseudonyms, empty where the speaker stands for none.
    ``times`` are the time stamps as written, by the number of the turn. A single turn is made
    where it is asked for.
    """

    keys: Positions
    numbers: Positions
    starts: Positions
    ends: Positions
    speakers: Positions
    asks: Booleans
    labels: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    times: Mapping[int, str] = field(default_factory=dict)

    @classmethod
    def of(cls, turns: Iterable[Turn], people: Sequence[str | None] = ()) -> TextTurns:
        """Return turns that are there already; ``people`` names who speaks in each."""
        if isinstance(turns, TextTurns):
            return turns
        there = tuple(turns)
        named = [(it.speaker, who) for it, who in zip_longest(there, people[: len(there)])]
        said = dict.fromkeys(pair for pair in named if any(pair))
        row_of = {pair: row for row, pair in enumerate(said)}
        rows = [
            (it.id, it.n, it.start, it.end, row_of.get(pair, -1), it.asks)
            for it, pair in zip(there, named, strict=True)
        ]
        times = {it.n: it.time for it in there if it.time is not None}
        labels = tuple(label or "" for label, _ in said)
        return cls.read(rows, labels, tuple(who or "" for _, who in said), times)

    @classmethod
    def read(
        cls,
        rows: Sequence[tuple[int, int, int, int, int, bool]],
        labels: tuple[str, ...],
        people: tuple[str, ...],
        times: Mapping[int, str],
    ) -> TextTurns:
        """Return the turns of rows: key, number, start, end, row of the label, whether it asks."""
        table = np.array(rows, dtype=np.int64).reshape(-1, 6).T.copy()
        keys, numbers, starts, ends, speakers, asks = table
        return cls(
            keys, numbers, starts, ends, speakers, asks.astype(np.bool_), labels, people, times
        )

    @property
    def bounds(self) -> tuple[Positions, Positions]:
        """Where the turns begin and end."""
        return self.starts, self.ends

    @property
    def answers(self) -> Booleans:
        """Which turns are not the interviewer's."""
        return ~self.asks

    def only(self, kept: Booleans) -> TextTurns:
        """Return some of the turns, by a mask."""
        return TextTurns(
            self.keys[kept],
            self.numbers[kept],
            self.starts[kept],
            self.ends[kept],
            self.speakers[kept],
            self.asks[kept],
            self.labels,
            self.people,
            self.times,
        )

    def person(self, row: int) -> str | None:
        """Return who speaks in a turn; the interviewer's side is no participant."""
        speaker = int(self.speakers[row])
        return None if speaker < 0 or self.asks[row] else self.people[speaker] or None

    def speaking(self) -> Iterator[tuple[int, str]]:
        """Yield the speakers' rows with their participants, in the order in which they speak."""
        for row in dict.fromkeys(self.speakers.tolist()):
            if row >= 0:
                yield row, self.people[row]

    def persons(self, people: dict[str, int]) -> Positions:
        """Return who speaks in each turn as a row of ``people``, which grows.

        It is −1 where nobody is known, or the interviewer speaks.
        """
        found = np.full(len(self), -1, dtype=np.int64)
        for row, who in self.speaking():
            if who:
                found[(self.speakers == row) & ~self.asks] = people.setdefault(who, len(people))
        return found

    def at(self, position: int) -> int:
        """Return the row of the turn in which a position lies, −1 where it lies in none."""
        row = int(np.searchsorted(self.starts, position, side="right")) - 1
        return row if row >= 0 and position < self.ends[row] else -1

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self.keys)

    @overload
    def __getitem__(self, index: int) -> Turn: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[Turn, ...]: ...
    def __getitem__(self, index: int | slice) -> Turn | tuple[Turn, ...]:
        """Return a turn, or the turns of a slice."""
        if isinstance(index, slice):
            return tuple(self[row] for row in range(*index.indices(len(self))))
        speaker = int(self.speakers[index])
        return Turn(
            int(self.numbers[index]),
            int(self.starts[index]),
            int(self.ends[index]),
            (self.labels[speaker] or None) if speaker >= 0 else None,
            self.times.get(int(self.numbers[index])),
            bool(self.asks[index]),
            int(self.keys[index]),
        )
