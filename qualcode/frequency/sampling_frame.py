"""The frame of a frequency: every turn of the interviewed side, its stratum, units and people."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from qualcode.frequency import strata
from qualcode.study.text_index import TextUnits, joined

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import numpy.typing as npt

    from qualcode.agreement.layout import Sheet
    from qualcode.frequency.strata import SampleFacts, Stratum
    from qualcode.study.text_index import TextTurns

    Numbers = npt.NDArray[np.integer[Any]]

NO_DRAW = -1
"""The stratum of transcripts that nothing was drawn from."""


@dataclass(frozen=True, slots=True, eq=False)
class SamplingFrame:
    """TextTurns and counted units of active transcripts, each as arrays in one order.

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


def frame(
    names: Mapping[int, str],
    all_turns: Mapping[int, TextTurns],
    sheets: Sequence[Sheet],
    facts: SampleFacts,
) -> SamplingFrame:
    """Return the frame of the texts' units, in the order in which a matrix has them."""
    known = strata.strata(facts)
    drawn = {turn: number for number, it in enumerate(known) for turn in it.frame}
    blind = np.array([turn.turn for it in known for turn in it.blind], dtype=np.int64)
    people: dict[str, int] = {}
    turns: list[Numbers] = []
    homes: list[Numbers] = []
    units: list[TextUnits] = []
    before = 0
    for text_id, _, of_kind, *_ in sheets:
        spoken = all_turns[text_id].only(all_turns[text_id].answers)
        inside = TextUnits.of(of_kind).framed()
        home = np.searchsorted(spoken.starts, inside.starts, side="right") - 1
        homes.append(home + before)
        units.append(inside)
        turns.append(np.stack([spoken.keys, spoken.persons(people)]))
        before += len(spoken)
    keys, person = np.concatenate([np.empty((2, 0), dtype=np.int64), *turns], axis=1)
    texts_of = [np.full(len(it), sheet[0]) for it, sheet in zip(units, sheets, strict=True)]
    return SamplingFrame(
        turns=keys,
        stratum=np.array([drawn.get(turn, NO_DRAW) for turn in keys.tolist()], dtype=np.int64),
        blind=np.isin(keys, blind),
        person=person,
        people=tuple(people),
        units=joined(it.keys for it in units),
        turn_of=joined(homes),
        texts=joined(texts_of),
        starts=joined(it.starts for it in units),
        ends=joined(it.ends for it in units),
        strata=known,
        undrawn=tuple(sorted(names[text] for text in _undrawn(facts, drawn))),
    )


def _undrawn(facts: SampleFacts, drawn: Mapping[int, int]) -> set[int]:
    """Return the transcripts with answers that nothing was drawn from."""
    return {text for text, turns in facts.answers.items() if turns and turns[0] not in drawn}
