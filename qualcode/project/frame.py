"""The frame of a frequency: every turn of the interviewed side, its stratum, units and people."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from qualcode.project import sampling
from qualcode.store import samples, texts

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy.typing as npt

    from qualcode.agreement.layout import Sheet
    from qualcode.project.sampling import Stratum
    from qualcode.store import Connection

    Numbers = npt.NDArray[np.int64]

NO_DRAW = -1
"""The stratum of transcripts that nothing was drawn from."""


@dataclass(frozen=True, slots=True, eq=False)
class Frame:
    """Turns and counted units of active transcripts, each as arrays in one order.

    ``stratum`` numbers the strata of the sample, ``NO_DRAW`` where a turn was never drawn from;
    ``blind`` says which turns are blind; ``person`` is an index in ``people``, −1 for nobody.
    ``turn_of`` is the row of each unit's turn; ``starts`` and ``ends`` place units in their text.
    """

    turns: Numbers
    stratum: Numbers
    blind: npt.NDArray[np.bool_]
    person: Numbers
    people: tuple[str, ...]
    units: Numbers
    turn_of: Numbers
    texts: Numbers
    starts: Numbers
    ends: Numbers
    strata: tuple[Stratum, ...]
    undrawn: tuple[str, ...]

    @property
    def transcripts(self) -> int:
        """How many transcripts have a unit in the frame."""
        return len(np.unique(self.texts))


def frame(connection: Connection, sheets: Sequence[Sheet]) -> Frame:
    """Return the frame of the texts' units, in the order in which a matrix has them."""
    strata = sampling.strata(connection)
    drawn = {turn: number for number, it in enumerate(strata) for turn in it.frame}
    blind = {turn.turn for it in strata for turn in it.blind}
    names = {info.text_id: info.name for info in texts.transcripts(connection)}
    answers = samples.answers(connection)
    people: dict[str, int] = {}
    turns: list[tuple[int, int, bool, int]] = []
    units: list[tuple[int, int, int, int, int]] = []
    for text_id, _, of_kind, *_ in sheets:
        spoken = [turn for turn in texts.turns(connection, text_id) if not turn.asks]
        who = texts.turn_participants(connection, text_id)
        inside = [unit for unit in of_kind if unit.in_frame]
        starts = [unit.start for unit in inside]
        home = np.searchsorted([turn.start for turn in spoken], starts, side="right") - 1
        for unit, row in zip(inside, (home + len(turns)).tolist(), strict=True):
            units.append((unit.id, row, text_id, unit.start, unit.end))
        for turn in spoken:
            name = who.get(turn.id)
            person = people.setdefault(name, len(people)) if name else -1
            turns.append((turn.id, drawn.get(turn.id, NO_DRAW), turn.id in blind, person))
    table = np.array(turns, dtype=np.int64).reshape(-1, 4)
    rows = np.array(units, dtype=np.int64).reshape(-1, 5)
    missing = {text for text in answers if answers[text] and answers[text][0] not in drawn}
    return Frame(
        turns=table[:, 0],
        stratum=table[:, 1],
        blind=table[:, 2].astype(np.bool_),
        person=table[:, 3],
        people=tuple(people),
        units=rows[:, 0],
        turn_of=rows[:, 1],
        texts=rows[:, 2],
        starts=rows[:, 3],
        ends=rows[:, 4],
        strata=strata,
        undrawn=tuple(sorted(names[text] for text in missing)),
    )
