"""Would more coding help: average precision with a part of the transcripts that were read.

Whole transcripts are held out and scored by suggesters that learned from 25, 50, 75 and 100 % of
the others; each repeat draws folds and order anew. Every point is thus measured on the same
units, and within a repeat only what was learned from differs.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from math import ceil, nan
from typing import TYPE_CHECKING

import numpy as np

from qualcode.i18n import Language, tr
from qualcode.suggest.classifier import MINIMUM
from qualcode.suggest.evaluation import FOLDS, SEED, grouped_folds
from qualcode.table_spec import TableSpec, figure_columns, text_columns

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from qualcode.model import Codebook
    from qualcode.suggest.evaluation import Integers
    from qualcode.suggest.examples import Context, Fit, Floats, Training
    from qualcode.table import Cell, Table

SHARES = (0.25, 0.5, 0.75, 1.0)
REPEATS = 3
STILL = 0.02
"""Coding more is said to help where the last quarter added this much average precision."""

OVERALL = "*"
FEWEST = 3
"""Fewer transcripts have no part of which one could be held out and the rest be divided."""

LEARNING_CURVE = TableSpec(
    "learning_curve",
    (
        *text_columns("code", appendix=True),
        *text_columns("label"),
        *figure_columns(2, "share"),
        *figure_columns(0, "transcripts", "units", "positives"),
        *figure_columns(2, "mean", "low", "high"),
    ),
    words="learning_curve",
    notes=("helps", "level", "how", "assisted", "left_out"),
)


@dataclass(frozen=True, slots=True)
class LearningPoint:
    """Average precision at one share: the mean over repeats, the lowest and the highest.

    ``code`` is ``*`` for the mean over the codes. ``transcripts``, ``units`` and ``positives``
    are what was learned from, the mean over folds and repeats.
    """

    code: str
    share: float
    transcripts: float
    units: float
    positives: float
    mean: float = nan
    low: float = nan
    high: float = nan


@dataclass(frozen=True, slots=True)
class LearningCurve:
    """The points, all codes first; without points ``reason`` says why, and how many are missing.

    ``left_out`` are the codes with too few coded units to be measured.
    """

    points: tuple[LearningPoint, ...] = ()
    left_out: tuple[str, ...] = ()
    reason: str = ""
    needs: int = 0
    repeats: int = REPEATS
    folds: int = 0
    seed: int = SEED


@dataclass(frozen=True, slots=True, eq=False)
class _Work:
    """What every fit shares: the suggester's maker, what was read, and which codes are measured."""

    book: Codebook
    training: Training
    context: Context
    fit: Fit
    groups: Integers
    codes: tuple[str, ...]
    told: Callable[[], None]


def learning_curve(
    book: Codebook,
    training: Training,
    context: Context,
    fit: Fit,
    *,
    repeats: int = REPEATS,
    seed: int = SEED,
    on_fit: Callable[[int, int], None] | None = None,
) -> LearningCurve:
    """Measure how average precision grows with the transcripts that were learned from.

    ``on_fit`` hears (done, of) after each fit; what it raises stops the work. Undefined with
    fewer than three transcripts that were read, or without a code that has five coded and five
    other units and is coded in two transcripts.
    """
    training = training.part(training.read())
    groups = np.array(training.groups)
    if (found := len(np.unique(groups))) < FEWEST:
        return LearningCurve(reason="too_few_transcripts", needs=FEWEST - found, seed=seed)
    codes = tuple(code.id for code in book.codes if _measurable(training, code.id))
    left_out = tuple(code.id for code in book.codes if code.id not in codes)
    if not codes:
        return LearningCurve(left_out=left_out, reason="no_code", seed=seed)
    folds = min(FOLDS, found)
    told = _counter(on_fit, folds * len(SHARES) * repeats)
    work = _Work(book, training, context, fit, groups, codes, told)
    points = tuple(_points(work, repeats, seed))
    return LearningCurve(points, left_out, repeats=repeats, folds=folds, seed=seed)


def table(curve: LearningCurve, book: Codebook, *, language: Language = "zh") -> Table:
    """Return the table "learning_curve": a row a share over all codes, then of each code."""
    names = {code.id: code.label(language) for code in book.codes}
    names[OVERALL] = tr("learning_curve.overall", language)
    rows = (_row(point, names) for point in curve.points)
    return LEARNING_CURVE.table(language, rows, _notes(curve, names, language))


def rise(curve: LearningCurve, code: str = OVERALL) -> float:
    """Return what the last quarter of the transcripts added to a code, NaN without points."""
    means = [point.mean for point in curve.points if point.code == code]
    return means[-1] - means[-2] if len(means) > 1 else nan


def _measurable(training: Training, code: str) -> bool:
    column = training.column(code)
    homes = {group for group, label in zip(training.groups, column, strict=True) if label == 1}
    return min(np.sum(column == 1), np.sum(column == 0)) >= MINIMUM and len(homes) > 1


def _counter(on_fit: Callable[[int, int], None] | None, of: int) -> Callable[[], None]:
    done = 0

    def told() -> None:
        nonlocal done
        done += 1
        if on_fit is not None:
            on_fit(done, of)

    return told


def _points(work: _Work, repeats: int, seed: int) -> Iterator[LearningPoint]:
    """Yield the points of all codes together and then of each, smallest share first."""
    measured = []
    for share in SHARES:
        runs = [_run(work, share, seed + repeat) for repeat in range(repeats)]
        counts: list[float] = np.mean([learned for _, learned in runs], axis=0).tolist()
        measured.append((share, np.array([precision for precision, _ in runs]), counts))
    for share, found, (transcripts, units, *positives) in measured:
        few = (share, transcripts, units, sum(positives) / len(positives))
        yield LearningPoint(OVERALL, *few, *_spread(found.mean(axis=1)))
    for column, code in enumerate(work.codes):
        for share, found, (transcripts, units, *positives) in measured:
            few = (share, transcripts, units, positives[column])
            yield LearningPoint(code, *few, *_spread(found[:, column]))


def _spread(found: Floats) -> tuple[float, float, float]:
    return float(found.mean()), float(found.min()), float(found.max())


def _run(work: _Work, share: float, seed: int) -> tuple[Floats, Floats]:
    """Return average precision by code, and how much was learned from, the mean over folds.

    The same seed gives the same folds and the same order of transcripts at every share.
    """
    from sklearn.metrics import average_precision_score

    rng = np.random.default_rng(seed)
    fold = grouped_folds(work.training.groups, folds=FOLDS, seed=seed)
    labels = np.array([work.training.column(code) for code in work.codes]).T
    scores, learned = np.full(labels.shape, np.nan), []
    for number in np.unique(fold).tolist():
        rest = rng.permutation(np.unique(work.groups[fold != number]))
        kept = rest[: max(1, ceil(share * len(rest) - 0.5))]
        rows = np.flatnonzero(np.isin(work.groups, kept))
        held_out = np.flatnonzero(fold == number)
        scores[held_out] = _scored(work, rows, held_out)
        learned.append([len(kept), len(rows), *(labels[rows] == 1).sum(axis=0)])
        work.told()
    read = ~np.isnan(labels)
    precision = [
        average_precision_score(labels[read[:, i], i], scores[read[:, i], i])
        for i in range(len(work.codes))
    ]
    return np.array(precision), np.mean(learned, axis=0)


def _scored(work: _Work, rows: Integers, held_out: Integers) -> Floats:
    suggester = work.fit(work.book, work.training.part(rows), work.context)
    units = [work.training.examples[row] for row in held_out.tolist()]
    return suggester.score(units)[:, [suggester.codes.index(code) for code in work.codes]]


def _row(point: LearningPoint, names: Mapping[str, str]) -> dict[str, Cell]:
    return {
        "code": point.code,
        "label": names.get(point.code, point.code),
        "share": point.share,
        "transcripts": point.transcripts,
        "units": point.units,
        "positives": point.positives,
        "mean": point.mean,
        "low": point.low,
        "high": point.high,
    }


def _notes(curve: LearningCurve, names: Mapping[str, str], language: Language) -> Iterator[str]:
    if curve.reason:
        yield tr(f"learning_curve.reason.{curve.reason}", language, needs=curve.needs)
        return
    say, risen = partial(LEARNING_CURVE.note, language), rise(curve)
    yield say("helps" if risen >= STILL else "level", rise=risen)
    yield say("how", folds=curve.folds, repeats=curve.repeats, seed=curve.seed)
    yield say("assisted")
    if curve.left_out:
        codes = tr("agreement.and", language).join(names.get(c, c) for c in curve.left_out)
        yield say("left_out", codes=codes)
