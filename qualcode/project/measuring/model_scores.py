"""One frozen run's scores as an estimator may use them: of every unit, from a model that is fair.

A run may help with a code when the code meant then what it means now, and when every blind turn
was set aside before it learned. Its sheet holds scores from models that saw nothing of the
unit's transcript.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from qualcode.errors import InputError
from qualcode.frequency.design import totals
from qualcode.i18n import catalogue, tr
from qualcode.store import model_scores

if TYPE_CHECKING:
    from collections.abc import Mapping

    import numpy.typing as npt

    from qualcode.frequency.report import Refusal
    from qualcode.i18n import Language
    from qualcode.model import Codebook, Run
    from qualcode.project.measuring.draw import Facts
    from qualcode.project.measuring.sampling_frame import Frame
    from qualcode.store import Look
    from qualcode.study import Study
    from qualcode.study.coding_source import Layer

    Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Scored:
    """A run's scores of the frame's units (units × codes of the book), NaN where it has none.

    ``refused`` gives for a code why the run may not help with it; without ``run`` every code has
    a reason.
    """

    scores: Floats
    refused: Mapping[str, Refusal]
    run: Run | None = None

    def turns(self, frame: Frame, column: int) -> Floats:
        """Return the sum of one code's scores over the units of each turn."""
        return totals(self.scores[:, column], frame.turn_of, len(frame.turns))

    def words(self, language: Language) -> str | None:
        """Return the run in words, ``None`` without one."""
        if self.run is None:
            return None
        name = self.run.suggester
        suggester = catalogue(language).get(f"suggest.{name}", name)
        return tr("model_agreement.model", language, suggester=suggester, run=self.run.id)


def scored(
    look: Look,
    facts: Facts,
    frame: Frame,
    book: Codebook,
    layer: Layer,
    viewer: str | None,
    chosen: int | None,
) -> Scored:
    """Return the scores of the named run, else of the newest that these eyes may see.

    Raises:
        InputError: there is no run of this number, or it is for another coder.
    """
    nothing = np.full((len(frame.units), len(book.codes)), np.nan)
    connection, study = look.connection, look.study
    run = _chosen(study, layer, viewer, chosen)
    if run is None:
        return Scored(nothing, {code.id: "no_run" for code in book.codes})
    sheet = model_scores.sheet(connection, run.id)
    if not len(sheet.units):
        return Scored(nothing, {code.id: "no_scores" for code in book.codes}, run)
    refused = _refused(study, facts, run, book)
    return Scored(_of_units(look, frame, sheet, book), refused, run)


def visible(study: Study, coder: str, viewer: str | None) -> tuple[Run, ...]:
    """Return the runs that who looks may see, oldest first: those for all, and their own.

    A panel has no runs of its own: without a viewer it may use anybody's.
    """
    person = study.coder(viewer or coder) if viewer or coder else None
    own = person is not None and person.kind == "person"
    if person is None or not own:
        return study.runs
    return tuple(run for run in study.runs if run.audience in (None, person.id))


def _chosen(study: Study, layer: Layer, viewer: str | None, chosen: int | None) -> Run | None:
    known = visible(study, layer.coder, viewer)
    if chosen is None:
        return known[-1] if known else None
    for run in known:
        if run.id == chosen:
            return run
    numbers = ", ".join(str(run.id) for run in known) or "none yet"
    raise InputError("model_scores.no_run", numbers=numbers, chosen=chosen)


def _refused(study: Study, facts: Facts, run: Run, book: Codebook) -> dict[str, Refusal]:
    if not _sealed(facts, run):
        return {code.id: "not_sealed" for code in book.codes}
    hashes = study.meanings
    return {
        code.id: "other_meaning"
        for code in book.codes
        if hashes.get((run.codebook, code.id)) != hashes.get((book.version, code.id))
    }


def _sealed(facts: Facts, run: Run) -> bool:
    """Return whether every drawn turn that the run covered was set aside before it learned.

    What was set aside is never in training (``learning.Material``), so that suffices.
    """
    made = {draw.id: draw.created for draw in facts.draws}
    covered = set(run.params["texts"])
    return all(made[turn.draw] <= run.created for turn in facts.drawn if turn.text in covered)


def _of_units(look: Look, frame: Frame, sheet: model_scores.Sheet, book: Codebook) -> Floats:
    """Return each counted unit's scores: its own, or the highest of the sentences that begin in it.

    Any score is fair to the estimate; a good one makes its interval short.
    """
    columns = np.stack([sheet.column(code.id) for code in book.codes], axis=1)
    scores = np.full((len(frame.units), len(book.codes)), np.nan)
    order = np.argsort(sheet.units, kind="stable")
    sentences = look.units("sentence", np.unique(frame.texts).tolist())
    for text, units in sentences.items():
        rows = np.flatnonzero(frame.texts == text)
        at = np.searchsorted(sheet.units, units.keys, sorter=order)
        place = order[np.minimum(at, len(order) - 1)]
        asked = sheet.units[place] == units.keys
        starts, given = units.starts[asked], columns[place[asked]]
        home = np.searchsorted(frame.starts[rows], starts, side="right") - 1
        inside = (home >= 0) & (starts < frame.ends[rows][home])
        here = np.full((len(rows), len(book.codes)), np.nan)
        np.fmax.at(here, home[inside], given[inside])
        scores[rows] = here
    return scores
