"""Which run's scores an estimate may use, for whose eyes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qualcode.errors import Clause, InputError
from qualcode.frequency.model_scores import scores_of, visible
from qualcode.store import model_scores

if TYPE_CHECKING:
    from qualcode.frequency.model_scores import RunScores
    from qualcode.frequency.sampling_frame import SamplingFrame
    from qualcode.frequency.strata import SampleFacts
    from qualcode.model import Run
    from qualcode.store import Look
    from qualcode.study import Study
    from qualcode.study.coding_source import Layer


def scored(
    look: Look,
    facts: SampleFacts,
    frame: SamplingFrame,
    layer: Layer,
    viewer: str | None,
    chosen: int | None,
) -> RunScores:
    """Return the scores of the named run, else of the newest that these eyes may see.

    Raises:
        InputError: there is no run of this number, or it is for another coder.
    """
    run = _chosen(look.study, layer, viewer, chosen)
    sheet = model_scores.sheet(look.connection, run.id) if run else None
    there = sheet is not None and len(sheet.units) > 0
    sentences = look.units("sentence", sorted(set(frame.texts.tolist()))) if there else {}
    return scores_of(look.study, facts, frame, run, sheet, sentences)


def _chosen(study: Study, layer: Layer, viewer: str | None, chosen: int | None) -> Run | None:
    known = visible(study, layer.coder, viewer)
    if chosen is None:
        return known[-1] if known else None
    for run in known:
        if run.id == chosen:
            return run
    numbers = tuple(run.id for run in known) or Clause("error.word.none_yet")
    raise InputError("model_scores.no_run", numbers=numbers, chosen=chosen)
