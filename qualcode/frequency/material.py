"""What a frequency is made from, and what follows from it: one code's figures, and the design."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from qualcode import frequency
from qualcode.frequency import report
from qualcode.study.coding_source import words_of

if TYPE_CHECKING:
    import numpy.typing as npt

    from qualcode.frequency.coded_matrix import LayerFound
    from qualcode.frequency.model_scores import RunScores
    from qualcode.frequency.sampling_frame import SamplingFrame
    from qualcode.i18n import Language
    from qualcode.model import Codebook, UnitKind
    from qualcode.study.coding_source import Layer


class FrequencyMaterial(NamedTuple):
    """Everything that a frequency is made from, read once."""

    layer: Layer
    book: Codebook
    frame: SamplingFrame
    found: LayerFound
    scored: RunScores


def of_code(it: FrequencyMaterial, column: int) -> report.Found:
    """Return what there is to say of one code."""
    code = it.book.codes[column].id
    values = it.found.ratings(column)
    turns = it.found.turns(it.frame, column)
    exact = frequency.census(values, it.frame.turn_of)
    refused = it.scored.refused.get(code)
    model = None if refused else frequency.assisted(turns, it.scored.turns(it.frame, column))
    people = frequency.sampled(turns)
    return report.Found(
        code=code,
        people=people,
        read=int((~np.isnan(values)).sum()),
        positives=int((values == 1).sum()),
        exact=None if exact.reason else exact,
        model=model if model and model.method == "difference" else None,
        refused=refused,
        exposures=it.found.exposures(column),
        stale=int((it.found.whole & ~turns.read).sum()),
    )


def design(it: FrequencyMaterial, unit: UnitKind, language: Language) -> report.Design:
    """Return what all of its codes share."""
    draws = {stratum.draw: stratum.seed for stratum in it.frame.strata}
    return report.Design(
        unit=unit,
        units=len(it.frame.units),
        turns=len(it.frame.turns),
        transcripts=it.frame.transcripts,
        layer=words_of(it.layer, language),
        version=it.book.version,
        frozen=it.book.frozen,
        seeds=tuple(draws[number] for number in sorted(draws)),
        blind=int(it.frame.blind.sum()),
        blind_read=int(it.found.whole.sum()),
        aided=int(it.found.aided.sum()),
        undrawn=it.frame.undrawn,
        run=it.scored.words(language),
    )


def sealed(it: FrequencyMaterial) -> npt.NDArray[np.bool_]:
    """Return which units stand in a turn that was set aside, blind or in reserve."""
    drawn = [turn.turn for stratum in it.frame.strata for turn in stratum.drawn]
    aside: npt.NDArray[np.bool_] = np.isin(it.frame.turns, drawn)[it.frame.turn_of]
    return aside


def opened_ratings(it: FrequencyMaterial, column: int) -> npt.NDArray[np.float64]:
    """Return one code's ratings of the units that were not set aside, else NaN."""
    return np.where(sealed(it), np.nan, it.found.ratings(column))
