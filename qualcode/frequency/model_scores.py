"""One frozen run's scores as an estimator may use them: of every unit, from a model that is fair.

A run may help with a code when the code meant then what it means now, and when every blind turn
was set aside before it learned. Its sheet holds scores from models that saw nothing of the
unit's transcript.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from qualcode.frequency.design import totals
from qualcode.i18n import catalogue, tr

if TYPE_CHECKING:
    from collections.abc import Mapping

    import numpy.typing as npt

    from qualcode.frequency.report import Refusal
    from qualcode.frequency.sampling_frame import SamplingFrame
    from qualcode.frequency.strata import SampleFacts
    from qualcode.i18n import Language
    from qualcode.model import Codebook, Run
    from qualcode.study import Study
    from qualcode.study.text_index import TextUnits

    Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class RunScores:
    """A run's scores of the frame's units (units × codes of the book), NaN where it has none.

    ``refused`` gives for a code why the run may not help with it; without ``run`` every code has
    a reason.
    """

    scores: Floats
    refused: Mapping[str, Refusal]
    run: Run | None = None

    def turns(self, frame: SamplingFrame, column: int) -> Floats:
        """Return the sum of one code's scores over the units of each turn."""
        return totals(self.scores[:, column], frame.turn_of, len(frame.turns))

    def words(self, language: Language) -> str | None:
        """Return the run in words, ``None`` without one."""
        if self.run is None:
            return None
        name = self.run.suggester
        suggester = catalogue(language).get(f"suggest.{name}", name)
        return tr("model_agreement.model", language, suggester=suggester, run=self.run.id)


@dataclass(frozen=True, slots=True, eq=False)
class ScoreSheet:
    """Scores (units × codes) of one run; ``units`` are unit keys, ``codes`` ids of codes."""

    units: npt.NDArray[np.int64]
    codes: tuple[str, ...]
    scores: npt.NDArray[np.float64]

    def column(self, code: str) -> npt.NDArray[np.float64]:
        """Return the scores of one code, NaN where the run did not know it."""
        if code not in self.codes:
            return np.full(len(self.units), np.nan)
        return self.scores[:, self.codes.index(code)]

    def ordered(self) -> ScoreSheet:
        """Return the same with the units in the order of their keys."""
        order = np.argsort(self.units, kind="stable")
        return ScoreSheet(self.units[order], self.codes, self.scores[order])

    def of(self, unit: int) -> dict[str, float] | None:
        """Return one unit's scores by code, 0 where there is none; ``None`` of another unit."""
        rows = np.flatnonzero(self.units == unit)
        if not len(rows):
            return None
        scores = np.nan_to_num(self.scores[rows[0]]).tolist()
        return dict(zip(self.codes, scores, strict=True))

    def by_unit(self) -> dict[int, npt.NDArray[np.float64]]:
        """Return the row of each unit."""
        return dict(zip(self.units.tolist(), self.scores, strict=True))


def scores_of(
    study: Study,
    facts: SampleFacts,
    frame: SamplingFrame,
    run: Run | None,
    sheet: ScoreSheet | None,
    sentences: Mapping[int, TextUnits],
) -> RunScores:
    """Return what an estimator may use of a run's scores, and why not of the other codes."""
    book = study.book
    nothing = np.full((len(frame.units), len(book.codes)), np.nan)
    if run is None:
        return RunScores(nothing, {code.id: "no_run" for code in book.codes})
    if sheet is None or not len(sheet.units):
        return RunScores(nothing, {code.id: "no_scores" for code in book.codes}, run)
    return RunScores(
        _of_units(frame, sheet, sentences, book), _refused(study, facts, run, book), run
    )


def visible(study: Study, coder: str, viewer: str | None) -> tuple[Run, ...]:
    """Return the runs that who looks may see, oldest first: those for all, and their own.

    A panel has no runs of its own: without a viewer it may use anybody's.
    """
    person = study.coder(viewer or coder) if viewer or coder else None
    own = person is not None and person.kind == "person"
    if person is None or not own:
        return study.runs
    return tuple(run for run in study.runs if run.audience in (None, person.id))


def _refused(study: Study, facts: SampleFacts, run: Run, book: Codebook) -> dict[str, Refusal]:
    if not _sealed(facts, run):
        return {code.id: "not_sealed" for code in book.codes}
    hashes = study.meanings
    return {
        code.id: "other_meaning"
        for code in book.codes
        if hashes.get((run.codebook, code.id)) != hashes.get((book.version, code.id))
    }


def _sealed(facts: SampleFacts, run: Run) -> bool:
    """Return whether every drawn turn that the run covered was set aside before it learned.

    What was set aside is never in training (``learning.Material``), so that suffices.
    """
    made = {draw.id: draw.created for draw in facts.draws}
    covered = set(run.params["texts"])
    return all(made[turn.draw] <= run.created for turn in facts.drawn if turn.text in covered)


def _of_units(
    frame: SamplingFrame, sheet: ScoreSheet, sentences: Mapping[int, TextUnits], book: Codebook
) -> Floats:
    """Return each counted unit's scores: its own, or the highest of the sentences that begin in it.

    Any score is fair to the estimate; a good one makes its interval short.
    """
    columns = np.stack([sheet.column(code.id) for code in book.codes], axis=1)
    scores = np.full((len(frame.units), len(book.codes)), np.nan)
    order = np.argsort(sheet.units, kind="stable")
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
