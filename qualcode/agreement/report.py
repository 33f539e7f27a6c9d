"""What a reader is told of agreement: the table, the coder pairs, the disagreements."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from math import isnan
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from qualcode.agreement.coefficients import (
    COEFFICIENTS,
    Reason,
    cohen_kappa,
    counts,
    krippendorff_alpha,
    percent,
)
from qualcode.agreement.intervals import FEWEST, Interval, jackknife
from qualcode.errors import InputError
from qualcode.i18n import tr
from qualcode.table import Cell, Column, Table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from qualcode.agreement.matrix import Matrix, Ratings
    from qualcode.i18n import Language
    from qualcode.model import Codebook, UnitKind

OVERALL = "*"
"""The code of the row over all codes."""


class Pair(NamedTuple):
    """A coefficient between two coders over all codes; NaN where it is undefined.

    ``n_units`` counts judgements, a unit for each code, that both made.
    """

    coder_a: str
    coder_b: str
    value: float
    n_units: int


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A unit that some of its readers gave the code and others did not."""

    unit_id: int
    text_id: int
    code: str
    who_yes: tuple[str, ...]
    who_no: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Row:
    label: str
    cells: dict[str, Cell]
    interval: Interval
    reasons: tuple[Reason, ...]


def table(
    matrix: Matrix,
    book: Codebook,
    *,
    unit: UnitKind,
    round_name: str,
    language: Language = "zh",
    coders: Sequence[str] | None = None,
) -> Table:
    """Return the table ``agreement``: a row for each code in codebook order, then one over all.

    The last row has the code ``*`` and pools every unit × code as one set of ratings. The cell
    ``undefined`` holds reason ids, joined by ``; ``; the notes give their words. ``coders`` are
    the names to show, in the matrix's order.

    Raises:
        InputError: there are fewer than two coders.
    """
    names = tuple(coders or matrix.coders)
    _check_several(names)
    given: dict[str, Cell] = {"coders": "、".join(names), "unit": unit, "round": round_name}
    labels = {code.id: code.label(language) for code in book.codes}
    order = [code for code in labels if code in matrix.codes]
    order += [code for code in matrix.codes if code not in labels]
    rows = [
        _row(code, labels.get(code, code), given, matrix.code(code), matrix.text_ids)
        for code in order
    ]
    overall = tr("agreement.overall", language)
    rows.append(_row(OVERALL, overall, given, matrix.pooled(), matrix.pooled_text_ids()))
    return Table(
        name="agreement",
        title=tr("agreement.title", language),
        columns=_columns(names, language),
        rows=tuple(row.cells for row in rows),
        notes=_notes(matrix, rows, given, language),
    )


def pairwise(matrix: Matrix, coefficient: str = "alpha") -> list[Pair]:
    """Return a coefficient for every pair of coders, pooled over codes, for a heat map."""
    pooled, measure = matrix.pooled(), COEFFICIENTS[coefficient]
    pairs = []
    for a, b in combinations(range(len(matrix.coders)), 2):
        ratings = pooled[:, (a, b)]
        value = measure(ratings).value
        pairs.append(Pair(matrix.coders[a], matrix.coders[b], value, counts(ratings).n_units))
    return pairs


def disagreements(matrix: Matrix) -> list[Disagreement]:
    """Return the cells where readers differ, in the order of the units, then of the codes."""
    yes, no = matrix.values == 1, matrix.values == 0
    split = yes.any(axis=2) & no.any(axis=2)
    return [
        Disagreement(
            unit_id=int(matrix.unit_ids[unit]),
            text_id=int(matrix.text_ids[unit]),
            code=matrix.codes[code],
            who_yes=_who(matrix, yes[unit, code]),
            who_no=_who(matrix, no[unit, code]),
        )
        for unit, code in np.argwhere(split)
    ]


def _who(matrix: Matrix, chosen: NDArray[np.bool_]) -> tuple[str, ...]:
    return tuple(coder for coder, is_one in zip(matrix.coders, chosen, strict=True) if is_one)


def _row(
    code: str, label: str, given: dict[str, Cell], ratings: Ratings, text_ids: NDArray[np.int64]
) -> _Row:
    tabled, interval = counts(ratings), jackknife(ratings, text_ids)
    estimates = {
        "percent": percent(ratings),
        "kappa": cohen_kappa(ratings),
        "alpha": krippendorff_alpha(ratings),
    }
    found = [*(estimate.reason for estimate in estimates.values()), interval.reason]
    reasons = tuple(dict.fromkeys(reason for reason in found if reason))
    cells: dict[str, Cell] = {
        "code": code,
        "label": label,
        **given,
        "n_units": tabled.n_units,
        "both": tabled.both,
        "only_a": tabled.only_a,
        "only_b": tabled.only_b,
        "neither": tabled.neither,
        **{name: _defined(estimate.value) for name, estimate in estimates.items()},
        "alpha_low": _defined(interval.low),
        "alpha_high": _defined(interval.high),
        "undefined": "; ".join(reasons) or None,
    }
    return _Row(label, cells, interval, reasons)


def _defined(value: float) -> float | None:
    return None if isnan(value) else value


def _columns(names: Sequence[str], language: Language) -> tuple[Column, ...]:
    first, second = names if len(names) == 2 else ("A", "B")
    shown = {"only_a": {"coder": first}, "only_b": {"coder": second}}
    decimals = dict.fromkeys(("percent", "kappa", "alpha", "alpha_low", "alpha_high"), 3)
    ids = (
        *("code", "label", "coders", "unit", "round", "n_units"),
        *("both", "only_a", "only_b", "neither"),
        *("percent", "kappa", "alpha", "alpha_low", "alpha_high", "undefined"),
    )
    detail = {"code", "coders", "unit", "round", "undefined"}
    return tuple(
        Column(
            column,
            tr(f"agreement.column.{column}", language, **shown.get(column, {})),
            decimals.get(column),
            column in detail,
        )
        for column in ids
    )


def _notes(
    matrix: Matrix, rows: Sequence[_Row], given: dict[str, Cell], language: Language
) -> tuple[str, ...]:
    n_units = len(matrix.values)
    unread = int(np.isnan(matrix.values).any(axis=(1, 2)).sum())
    n_coders, transcripts = len(matrix.coders), rows[-1].interval.n_groups
    kinds = {row.interval.kind for row in rows}

    def say(key: str, **values: object) -> str:
        return tr(f"agreement.note.{key}", language, **values)

    unit = tr(f"unit.{given['unit']}", language)
    notes = [
        say("counted", unit=unit, round=given["round"], coders=given["coders"]),
        say(f"rule_{matrix.rule}"),
        say("missing", total=n_units, missing=unread, transcripts=transcripts),
        *([say("coded_unread", n=matrix.coded_unread)] if matrix.coded_unread else []),
        *([] if n_coders == 2 else [say("four_cells")]),
        say("percent"),
        say("kappa_two" if n_coders == 2 else "kappa_more"),
        say("alpha"),
        *(say(kind, fewest=FEWEST) for kind in ("jackknife", "range") if kind in kinds),
        say("overall", overall=rows[-1].label),
    ]
    return (*notes, *_undefined(rows, language))


def _undefined(rows: Sequence[_Row], language: Language) -> list[str]:
    """Return a note for each reason that occurs: its id, its words and the codes it concerns."""
    concerned: dict[Reason, list[str]] = {}
    for row in rows:
        for reason in row.reasons:
            concerned.setdefault(reason, []).append(row.label)
    return [
        tr(
            "agreement.note.undefined",
            language,
            reason=tr(f"agreement.reason.{reason}", language),
            codes=tr("agreement.and", language).join(labels),
        )
        for reason, labels in concerned.items()
    ]


def _check_several(coders: Sequence[str]) -> None:
    if len(coders) < 2:
        found = f"only {coders[0]}" if coders else "nobody"
        raise InputError(
            f"Agreement needs at least two coders; found {found}; "
            "let a second coder code the same transcripts in this round."
        )
