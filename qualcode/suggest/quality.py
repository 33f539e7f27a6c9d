"""The table of how good suggestions are: one word a code, held-out and blind figures."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import partial
from math import isnan
from typing import TYPE_CHECKING, Literal

import numpy as np

from qualcode.i18n import tr
from qualcode.suggest.figures import Figures, calibration_error, pooled
from qualcode.suggest.verdict import Humans, verdict
from qualcode.table_spec import TableSpec, count_columns, figure_columns, text_columns

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from qualcode.i18n import Language
    from qualcode.suggest.figures import Bin
    from qualcode.suggest.verdict import CodeVerdict
    from qualcode.table import Cell, Table
    from qualcode.table_spec import ColumnSpec

On = Literal["folds", "blind"]
OVERALL = "*"
SHOWN = ("average_precision", "f1", "precision", "recall", "calibration_error")
MEAN = ("average_precision", "f1", "precision", "recall", "brier")


def _measured(prefix: str) -> tuple[ColumnSpec, ...]:
    """Declare what is measured on the folds, or with a prefix on the blind sample."""
    names = {it: f"{prefix}{it}" for it in (*SHOWN, "brier", "threshold")}
    return (
        *count_columns(f"{prefix}positives"),
        *count_columns(f"{prefix}negatives", appendix=True),
        *figure_columns(2, names["average_precision"], names["f1"]),
        *figure_columns(2, names["precision"], names["recall"], appendix=True),
        *figure_columns(2, names["calibration_error"]),
        *figure_columns(2, names["brier"], names["threshold"], appendix=True),
        *text_columns(f"{prefix}undefined", appendix=True),
    )


QUALITY = TableSpec(
    "quality",
    (
        *text_columns("code", appendix=True),
        *text_columns("label"),
        *text_columns("verdict", appendix=True),
        *text_columns("word", "why"),
        *text_columns("scale", appendix=True),
        *_measured(""),
        *_measured("blind_"),
        *figure_columns(2, "alpha", "alpha_low", "alpha_high", appendix=True),
    ),
    words="quality",
    notes=(
        *("run", "folds", "blind", "threshold", "calibration", "rule"),
        *("humans", "no_humans", "scales"),
    ),
)
BINS = TableSpec(
    "calibration",
    (
        *text_columns("code", appendix=True),
        *text_columns("label"),
        *figure_columns(1, "low", "high"),
        *count_columns("n"),
        *figure_columns(2, "score", "share"),
    ),
    words="quality.bins",
    notes=("bins", "bins_folds", "bins_blind", "bins_none"),
    heads="quality.bins",
    said="quality.note",
)


@dataclass(frozen=True, slots=True)
class Quality:
    """One code: its figures on held-out transcripts and on the blind sample, and what people do.

    ``scale`` is what its scores are: ``similarity``, ``uncalibrated`` or ``probability``.
    """

    code: str
    label: str
    scale: str
    folds: Figures
    blind: Figures
    humans: Humans | None = None

    @property
    def verdict(self) -> CodeVerdict:
        """The one word, with its reason."""
        return verdict(self.folds, self.blind, self.humans)

    def on(self, what: On) -> Figures:
        """Return the figures of the folds or of the blind sample."""
        return self.folds if what == "folds" else self.blind


@dataclass(frozen=True, slots=True)
class About:
    """What a table of quality says of itself.

    ``run`` and ``suggester`` name what is measured; ``read`` of ``turns`` blind turns count;
    ``assisted`` of ``coded`` coded units outside of the blind sample were coded with suggestions in
    view; ``round`` is the closed round from which people's alpha is, ``""`` without one.
    """

    run: int
    suggester: str
    turns: int = 0
    read: int = 0
    coded: int = 0
    assisted: int = 0
    round: str = ""
    said: tuple[str, ...] = field(default=())


def table(found: Sequence[Quality], about: About, language: Language = "zh") -> Table:
    """Return the table ``quality``: a row a code, then the mean over codes with the code ``*``.

    ``word`` is in words and ``verdict`` its id; ``undefined`` and ``blind_undefined`` say why
    figures are missing. In the last row the calibration error is that of all codes' scores
    together, the other figures are means over the codes that have them.
    """
    rows = [_row(one, language) for one in found]
    if found:
        rows.append(_mean_row(found, language))
    return QUALITY.table(language, rows, _notes(found, about, language))


def bins_table(found: Sequence[Quality], on: On, language: Language = "zh") -> Table:
    """Return the table ``calibration``: of each code and of all together (``*``), a row a bin."""
    together = (
        OVERALL,
        tr("quality.overall", language),
        pooled([one.on(on).bins for one in found]),
    )
    groups = [together, *((one.code, one.label, one.on(on).bins) for one in found)]
    rows = (_bin_row(code, label, one) for code, label, bins in groups for one in bins)
    say = partial(BINS.note, language)
    notes = [say("bins"), say(f"bins_{on}")]
    bare = [one.label for one in found if not one.on(on).bins]
    if bare:
        names = tr("agreement.and", language).join(bare)
        notes.append(say("bins_none", codes=names))
    return BINS.table(language, rows, notes)


def _row(one: Quality, language: Language) -> dict[str, Cell]:
    said, humans = one.verdict, one.humans or Humans()
    return {
        "code": one.code,
        "label": one.label,
        "verdict": said.word,
        "word": tr(f"quality.word.{said.word}", language, needs=said.needs),
        "why": _why(one, said, language),
        "scale": tr(f"quality.scale.{one.scale}", language),
        **_cells(one.folds, "", language),
        **_cells(one.blind, "blind_", language),
        "alpha": _defined(humans.alpha),
        "alpha_low": _defined(humans.low),
        "alpha_high": _defined(humans.high),
    }


def _cells(found: Figures, prefix: str, language: Language) -> dict[str, Cell]:
    figures = (*SHOWN, "brier", "threshold")
    cells: dict[str, Cell] = {f"{prefix}positives": found.positives}
    cells[f"{prefix}negatives"] = found.negatives
    cells.update({f"{prefix}{name}": _defined(getattr(found, name)) for name in figures})
    cells[f"{prefix}undefined"] = (
        tr(f"quality.reason.{found.reason}", language, needs=found.needs) if found.reason else None
    )
    return cells


def _mean_row(found: Sequence[Quality], language: Language) -> dict[str, Cell]:
    row: dict[str, Cell] = {"code": OVERALL, "label": tr("quality.overall", language)}
    parts: tuple[tuple[On, str], ...] = (("folds", ""), ("blind", "blind_"))
    for on, prefix in parts:
        figures = [one.on(on) for one in found]
        row[f"{prefix}positives"] = sum(each.positives for each in figures)
        row[f"{prefix}negatives"] = sum(each.negatives for each in figures)
        for name in MEAN:
            values = [v for each in figures if not isnan(v := getattr(each, name))]
            row[f"{prefix}{name}"] = float(np.mean(values)) if values else None
        error = calibration_error(pooled([each.bins for each in figures]))
        row[f"{prefix}calibration_error"] = _defined(error)
    return row


def _why(one: Quality, said: CodeVerdict, language: Language) -> str:
    if said.word == "unmeasured":
        return tr(f"quality.reason.{said.reason}", language, needs=said.needs)
    humans = one.humans or Humans()
    used = one.on("blind" if said.reason.endswith("_blind") else "folds")
    key = said.reason.removesuffix("_blind").removesuffix("_folds")
    values = {
        "needs": said.needs,
        "positives": used.positives,
        "f1": f"{used.f1:.2f}",
        "precision": f"{used.average_precision:.2f}",
        "share": f"{used.prevalence:.2f}",
        "alpha": f"{humans.alpha:.2f}",
        "high": f"{humans.high:.2f}",
        "on": tr(f"quality.on.{'blind' if used is one.blind else 'folds'}", language),
    }
    return tr(f"quality.why.{key}", language, **values)


def _bin_row(code: str, label: str, one: Bin) -> Mapping[str, Cell]:
    return {"code": code, "label": label, **one._asdict()}


def _notes(found: Sequence[Quality], about: About, language: Language) -> Iterator[str]:
    say = partial(QUALITY.note, language)
    yield from about.said
    yield say("run", suggester=about.suggester, run=about.run)
    yield say("folds", coded=about.coded, assisted=about.assisted)
    yield say("blind", read=about.read, turns=about.turns)
    yield say("threshold")
    yield say("calibration")
    yield say("rule")
    if about.round:
        yield say("humans", round=about.round)
    else:
        yield say("no_humans")
    if any(one.scale != "probability" for one in found):
        yield say("scales")


def _defined(value: float) -> float | None:
    return None if isnan(value) else value
