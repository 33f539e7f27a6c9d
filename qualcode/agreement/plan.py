"""The plan as a table: what each code needs, what is double-coded already, what is missing."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from math import isnan
from typing import TYPE_CHECKING

import numpy as np

from qualcode.agreement import reasons
from qualcode.agreement.alpha import krippendorff_alpha
from qualcode.agreement.estimate import Estimate, undefined
from qualcode.agreement.intervals import FEWEST
from qualcode.agreement.planning import (
    ADVISED,
    RELIABLE,
    TENTATIVE,
    bloch_kraemer,
    design_effect,
    rarity,
    transcripts_needed,
    units_needed,
)
from qualcode.agreement.reasons import defined
from qualcode.i18n import tr
from qualcode.table_spec import TableSpec, count_columns, figure_columns, text_columns

if TYPE_CHECKING:
    from collections.abc import Iterable

    from qualcode.agreement.matrix import Matrix, Ratings
    from qualcode.i18n import Language
    from qualcode.model import Codebook, UnitKind
    from qualcode.table import Cell, Table

PLAN = TableSpec(
    "plan",
    (
        *text_columns("code", appendix=True),
        *text_columns("label"),
        *figure_columns(3, "p"),
        *figure_columns(2, "design"),
        *count_columns("units_tentative", "units_reliable", "units_target", "transcripts"),
        *count_columns("units_done", "judgements_done", "judgements_needed", "missing"),
        *count_columns("pilot_units", appendix=True),
        *figure_columns(3, "pilot_alpha", appendix=True),
        *text_columns("undefined", appendix=True),
    ),
    words="plan",
    notes=(
        *("formula", "pilot", "design", "transcripts", "progress", "furthest", "beyond"),
        "undefined",
    ),
)


@dataclass(frozen=True, slots=True, eq=False)
class Plan:
    """What a plan is made from.

    ``pilot`` is a round that may be seen; of ``progress`` only which cells are missing is used,
    so that a round in which nobody may see another's codings can be counted too. Texts that no
    two coders read may be left out of it where ``size`` says how many units and transcripts could
    be read; without that they are those of ``progress``.
    """

    pilot: Matrix
    progress: Matrix
    pilot_round: str
    progress_round: str
    threshold: float = RELIABLE
    level: float = 0.05
    unit: UnitKind = "sentence"
    size: tuple[int, int] | None = None

    @property
    def units(self) -> int:
        """How many units could be read."""
        return len(self.progress.text_ids) if self.size is None else self.size[0]

    @property
    def transcripts(self) -> int:
        """How many transcripts could be read."""
        return len(np.unique(self.progress.text_ids)) if self.size is None else self.size[1]

    @property
    def coders(self) -> int:
        """How many coders read a shared unit, on average: now, else in the pilot."""
        return _readers(self.progress) or _readers(self.pilot) or 2

    @property
    def per_transcript(self) -> float:
        """The mean number of units in a transcript, over everything that could be read."""
        return self.units / max(self.transcripts, 1)


@dataclass(frozen=True, slots=True)
class Need:
    """What one code needs; ``share`` and ``design`` are those of the pilot.

    ``units`` and ``judgements`` are for the plan's threshold and multiplied by the design
    effect where there is one; ``*_done`` count what two coders or more have read.
    """

    code: str
    label: str
    share: Estimate
    design: Estimate
    alpha: Estimate
    pilot_units: int
    tentative: Estimate
    reliable: Estimate
    units: Estimate
    judgements: Estimate
    units_done: int
    judgements_done: int

    @property
    def missing(self) -> float:
        """How many judgements are missing, NaN where it is not known how many are needed."""
        if isnan(self.judgements.value):
            return self.judgements.value
        return max(0.0, self.judgements.value - self.judgements_done)


def needs(plan: Plan, book: Codebook, language: Language = "zh") -> list[Need]:
    """Return what each code of the codebook needs, in its order."""
    coders = plan.coders
    return [
        _need(plan, code.id, code.label(language), coders)
        for code in book.codes
        if code.id in plan.progress.codes
    ]


def table(plan: Plan, book: Codebook, language: Language = "zh") -> Table:
    """Return the table ``plan``: a row for each code in codebook order.

    The cell ``undefined`` holds ``column: reason`` pairs, joined by ``; ``; the notes give the
    words. The rarest code decides: a plan is as large as its largest row.

    Raises:
        InputError: the threshold or the level is out of its range.
    """
    rows = needs(plan, book, language)
    goals = {
        "units_tentative": TENTATIVE,
        "units_reliable": RELIABLE,
        "units_target": plan.threshold,
    }
    return PLAN.table(
        language,
        (_cells(need, plan) for need in rows),
        _notes(plan, rows, language),
        fill={column: {"threshold": f"{goal:.3f}"} for column, goal in goals.items()},
        appendix=("units_target",) if plan.threshold in {TENTATIVE, RELIABLE} else (),
    )


def _need(plan: Plan, code: str, label: str, coders: int) -> Need:
    if code in plan.pilot.codes:
        ratings = plan.pilot.code(code)
        share, alpha = rarity(ratings), krippendorff_alpha(ratings)
        design, piloted = design_effect(ratings, plan.pilot.text_ids), _done(ratings)[0]
    else:
        share = alpha = design = undefined("no_overlap")
        piloted = 0
    done, judged = _done(plan.progress.code(code))
    how = {"design": 1.0 if design.reason else design.value, "level": plan.level}

    def units(goal: float) -> Estimate:
        return share if share.reason else units_needed(goal, share.value, **how)

    return Need(
        code=code,
        label=label,
        share=share,
        design=design,
        alpha=alpha,
        pilot_units=piloted,
        tentative=units(TENTATIVE),
        reliable=units(RELIABLE),
        units=units(plan.threshold),
        judgements=share
        if share.reason
        else bloch_kraemer(plan.threshold, share.value, coders=coders, **how),
        units_done=done,
        judgements_done=judged,
    )


def _readers(matrix: Matrix) -> int:
    units, judgements = _done(np.where(np.isnan(matrix.values).all(axis=1), np.nan, 0.0))
    return round(judgements / units) if units else 0


def _done(ratings: Ratings) -> tuple[int, int]:
    """Return how many units two coders or more read, and their judgements on these."""
    times = (~np.isnan(ratings)).sum(axis=1)
    return int((times >= 2).sum()), int(times[times >= 2].sum())


def _cells(need: Need, plan: Plan) -> dict[str, Cell]:
    units = need.units.value
    found = {"p": need.share, "design": need.design, "units_target": need.units}
    reasons = [f"{column}: {one.reason}" for column, one in found.items() if one.reason]
    return {
        "code": need.code,
        "label": need.label,
        "p": defined(need.share.value),
        "design": defined(need.design.value),
        "units_tentative": _whole(need.tentative.value),
        "units_reliable": _whole(need.reliable.value),
        "units_target": _whole(units),
        "transcripts": None if isnan(units) else transcripts_needed(units, plan.per_transcript),
        "units_done": need.units_done,
        "judgements_done": need.judgements_done,
        "judgements_needed": _whole(need.judgements.value),
        "missing": _whole(need.missing),
        "pilot_units": need.pilot_units,
        "pilot_alpha": defined(need.alpha.value),
        "undefined": "; ".join(reasons) or None,
    }


def _notes(plan: Plan, rows: list[Need], language: Language) -> Iterable[str]:
    say = partial(PLAN.note, language)
    joined = tr("agreement.and", language).join
    goal = f"{plan.threshold:.3f}"
    yield say("formula", level=f"{plan.level:g}", coders=plan.coders)
    yield say(
        "pilot",
        round=plan.pilot_round,
        coders=joined(plan.pilot.coders),
        unit=tr(f"unit.{plan.unit}", language),
    )
    yield say("design")
    size = {"mean": plan.per_transcript, "fewest": FEWEST, "advised": ADVISED}
    yield say("transcripts", threshold=goal, **size)
    yield say("progress", round=plan.progress_round)
    lacking = [need for need in rows if need.missing > 0]
    if lacking:
        worst = max(lacking, key=lambda need: need.missing)
        done, needed = worst.judgements_done, int(worst.judgements.value)
        yield say("furthest", label=worst.label, done=done, needed=needed)
    beyond = [need.label for need in rows if need.units.value > plan.units]
    if beyond:
        yield say("beyond", total=plan.units, codes=joined(beyond))
    for column in ("share", "design"):
        yield from _undefined(column, rows, language)


def _undefined(column: str, rows: list[Need], language: Language) -> Iterable[str]:
    """Return a note for each reason why a column is empty, with the codes that it concerns."""
    found = [
        (need.share.reason, need.label)
        if column == "share"
        else (None if need.share.reason else need.design.reason, need.label)
        for need in rows
    ]
    name = tr("plan.column.p" if column == "share" else "plan.column.design", language)
    for reason, codes in reasons.concerned(found, language).items():
        words = tr(f"plan.reason.{reason}", language, fewest=FEWEST)
        yield PLAN.note(language, "undefined", column=name, reason=words, codes=codes)


def _whole(value: float) -> int | None:
    return None if isnan(value) else int(value)
