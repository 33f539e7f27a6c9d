"""What a reader is told of agreement: a row a code, a row over all, and what was counted."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np

from qualcode.agreement import reasons
from qualcode.agreement.intervals import FEWEST
from qualcode.agreement.measures import (
    THRESHOLDS,
    IntervalChoice,
    Measures,
    measure,
    numbered,
    patterns_of,
)
from qualcode.agreement.presence import pooled_kappa
from qualcode.agreement.reasons import defined
from qualcode.agreement.sets import alpha_of_members
from qualcode.errors import InputError
from qualcode.i18n import tr
from qualcode.interval_kinds import INTERVALS
from qualcode.table import Cell, Column, Table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qualcode.agreement.estimate import Reason
    from qualcode.agreement.matrix import Matrix
    from qualcode.agreement.patterns import Patterns
    from qualcode.i18n import Language
    from qualcode.model import Codebook

OVERALL = "*"
"""The code of the row over all codes."""

COUNTED = ("n_units", "n_missing", "both", "only_a", "only_b", "neither")
MAIN = ("percent", "kappa", "alpha", "alpha_low", "alpha_high")
MORE = (
    *("corpus_low", "corpus_high", "positive", "negative", "prevalence", "bias"),
    *("ac1", "pabak", "holsti_given", "composite_given"),
    *("below_667", "below_800", "kappa_error", "alpha_error", "ac1_error"),
    "pooled_kappa",
)
SETS = "alpha_sets"
AFTER = ("percent_after", "alpha_after")


@dataclass(frozen=True, slots=True)
class _Row:
    label: str
    cells: dict[str, Cell]
    measures: Measures
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Asked:
    """What a table of agreement has beside the figures that it always has.

    ``interval`` is the interval of alpha. ``after`` is the same matrix with the decisions that
    followed: its agreement stands beside and replaces nothing. ``sets`` adds alpha over the sets
    of codes of a unit: it compares every set that occurs with every other, which takes seconds
    where thousands do. ``said`` are notes to begin with.
    """

    interval: IntervalChoice = field(default_factory=IntervalChoice)
    after: Matrix | None = None
    sets: bool = False
    said: tuple[str, ...] = ()


def table(
    matrix: Matrix,
    book: Codebook,
    *,
    unit: str,
    round_name: str,
    language: Language = "zh",
    coders: Sequence[str] | None = None,
    asked: Asked = Asked(),
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
    after, interval = asked.after, asked.interval
    now, then = _by_code(matrix), _by_code(after) if after else {}
    rows = [
        _row(code, label, given, now[code], then.get(code), interval)
        for code, label in _labelled(matrix, book, language).items()
    ]
    overall = _row(
        *(OVERALL, tr("agreement.overall", language), given),
        *(_pooled(matrix), _pooled(after) if after else None, interval),
    )
    overall.cells["pooled_kappa"] = defined(pooled_kappa(_leaves(book, now)).value)
    if asked.sets:
        overall.cells[SETS] = defined(alpha_of_members(matrix.values).value)
    rows.append(overall)
    if matrix.rule == "character":
        _without_corpus(rows)
    return Table(
        name="agreement",
        title=tr("agreement.title", language),
        columns=_columns(names, language, after=after is not None, sets=asked.sets),
        rows=tuple(row.cells for row in rows),
        notes=(*asked.said, *_notes(matrix, rows, given, language, interval)),
    )


def _without_corpus(rows: Sequence[_Row]) -> None:
    """Leave out the interval that draws single units: characters of a passage stand together."""
    for row in rows:
        row.cells.update(corpus_low=None, corpus_high=None)


def pair_table(
    matrix: Matrix,
    book: Codebook,
    *,
    unit: str,
    round_name: str,
    language: Language = "zh",
    interval: IntervalChoice = IntervalChoice(),  # noqa: B008 - frozen
) -> Table:
    """Return the table ``agreement_pairs``: a row for each pair of coders and code, then over all.

    Cells as in ``table``, with ``coder_a`` and ``coder_b``.
    """
    _check_several(matrix.coders)
    labels = {code.id: code.label(language) for code in book.codes}
    everybody = {**_by_code(matrix), OVERALL: _pooled(matrix)}
    labels[OVERALL] = tr("agreement.overall", language)
    rows: list[_Row] = []
    for a, b in combinations(range(len(matrix.coders)), 2):
        names = (matrix.coders[a], matrix.coders[b])
        given: dict[str, Cell] = {"coders": "、".join(names), "unit": unit, "round": round_name}
        given |= {"coder_a": names[0], "coder_b": names[1]}
        for code, patterns in everybody.items():
            label = labels.get(code, code)
            rows.append(_row(code, label, given, patterns.coders(a, b), None, interval))
    columns = _columns(("A", "B"), language)
    coders = [Column(it, tr(f"agreement.column.{it}", language)) for it in ("coder_a", "coder_b")]
    given = {"coders": "、".join(matrix.coders), "unit": unit, "round": round_name}
    return Table(
        name="agreement_pairs",
        title=tr("agreement.pairs_title", language),
        columns=(*coders, *(column for column in columns if column.id != "coders")),
        rows=tuple(row.cells for row in rows),
        notes=tuple(_notes(matrix, rows, given, language, interval)) if rows else (),
    )


def _labelled(matrix: Matrix, book: Codebook, language: Language) -> dict[str, str]:
    """Return the matrix's codes with their labels, in codebook order."""
    labels = {code.id: code.label(language) for code in book.codes if code.id in matrix.codes}
    return labels | {code: code for code in matrix.codes if code not in labels}


def _by_code(matrix: Matrix) -> dict[str, Patterns]:
    groups = numbered(matrix.text_ids)
    return {code: patterns_of(matrix.code(code), groups, matrix.weights) for code in matrix.codes}


def _pooled(matrix: Matrix) -> Patterns:
    groups = numbered(matrix.pooled_text_ids())
    return patterns_of(matrix.pooled(), groups, matrix.pooled_weights())


def _leaves(book: Codebook, by_code: dict[str, Patterns]) -> list[Patterns]:
    """Return the patterns of the codes that are no code's parent."""
    parents = {code.parent for code in book.codes}
    return [patterns for code, patterns in by_code.items() if code not in parents]


def _row(
    code: str,
    label: str,
    given: dict[str, Cell],
    patterns: Patterns,
    after: Patterns | None,
    choice: IntervalChoice,
) -> _Row:
    found = measure(patterns, choice)
    tabled, interval = found.counts, found.interval
    given_reasons = [found.estimates[name].reason for name in ("percent", "kappa", "alpha")]
    named = tuple(dict.fromkeys(it for it in (*given_reasons, interval.reason) if it))
    cells: dict[str, Cell] = {
        "code": code,
        "label": label,
        **given,
        "n_units": tabled.n_units,
        "n_missing": found.n_missing,
        "both": tabled.both,
        "only_a": tabled.only_a,
        "only_b": tabled.only_b,
        "neither": tabled.neither,
        **{name: defined(estimate.value) for name, estimate in found.estimates.items()},
        "alpha_low": defined(interval.low),
        "alpha_high": defined(interval.high),
        "corpus_low": defined(found.corpus.low),
        "corpus_high": defined(found.corpus.high),
        **{f"below_{it * 1000:.0f}": defined(found.below[it]) for it in THRESHOLDS},
        "undefined": "; ".join(named) or None,
    }
    if after is not None:
        later = measure(after)
        cells |= {f"{it}_after": defined(later.estimates[it].value) for it in ("percent", "alpha")}
    return _Row(label, cells, found, named)


def _columns(
    names: Sequence[str], language: Language, *, after: bool = False, sets: bool = False
) -> tuple[Column, ...]:
    first, second = names if len(names) == 2 else ("A", "B")
    shown = {"only_a": {"coder": first}, "only_b": {"coder": second}}
    more = (*MORE, SETS) if sets else MORE
    main = (*MAIN, *AFTER) if after else MAIN
    ids = ("code", "label", "coders", "unit", "round", *COUNTED, *main, *more, "undefined")
    fractions = {*main, *more}
    detail = {"code", "coders", "unit", "round", "undefined", *more}
    return tuple(
        Column(
            column,
            tr(f"agreement.column.{column}", language, **shown.get(column, {})),
            3 if column in fractions else None,
            column in detail,
        )
        for column in ids
    )


def _notes(
    matrix: Matrix,
    rows: Sequence[_Row],
    given: dict[str, Cell],
    language: Language,
    choice: IntervalChoice,
) -> tuple[str, ...]:
    n_coders = len(matrix.coders)
    unread = int(np.isnan(matrix.values).any(axis=(1, 2)) @ matrix.weights)
    transcripts = rows[-1].measures.interval.n_groups
    kinds = {row.measures.interval.kind for row in rows}

    def say(key: str, **values: object) -> str:
        return tr(f"agreement.note.{key}", language, **values)

    unit = tr(f"unit.{given['unit']}", language)
    total = int(matrix.weights.sum())
    drawn = {"seed": choice.seed, "replicates": choice.replicates}
    notes = [
        say("counted", unit=unit, round=given["round"], coders=given["coders"]),
        say(f"rule_{matrix.rule}"),
        say("missing", total=total, missing=unread, transcripts=transcripts),
        *([say("coded_unread", n=matrix.coded_unread)] if matrix.coded_unread else []),
        *([] if n_coders == 2 else [say("four_cells")]),
        say("percent"),
        say("kappa_two" if n_coders == 2 else "kappa_more"),
        say("alpha"),
        *(say(kind, fewest=FEWEST, **drawn) for kind in INTERVALS if kind in kinds),
        say("overall", overall=rows[-1].label),
        say("more"),
        *([say("sets")] if SETS in rows[-1].cells else []),
        *([say("after")] if "alpha_after" in rows[-1].cells else []),
    ]
    return (*notes, *_undefined(rows, language))


def _undefined(rows: Sequence[_Row], language: Language) -> list[str]:
    """Return a note for each reason that occurs: its words and the codes it concerns."""
    found = [(reason, row.label) for row in rows for reason in row.reasons]
    return [
        tr(
            "agreement.note.undefined",
            language,
            reason=reasons.words(reason, language),
            codes=codes,
        )
        for reason, codes in reasons.concerned(found, language).items()
    ]


def _check_several(coders: Sequence[str]) -> None:
    if len(coders) < 2:
        if coders:
            raise InputError("compared.one_coder", name=coders[0])
        raise InputError("compared.nobody")
