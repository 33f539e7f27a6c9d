"""The report of agreement: a row a code, a row over all, a row a coefficient, and what was counted.

A project and a file are both brought to ``judged.Judged`` and ``judged.Rated``; from there on
nothing knows which of them it was.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import combinations
from typing import TYPE_CHECKING, NamedTuple

from qualcode.agreement.coefficients import COEFFICIENTS, RatingCase, applying
from qualcode.agreement.figures import (
    THRESHOLDS,
    CodeFigures,
    IntervalChoice,
    of_code,
)
from qualcode.agreement.judged import Judged, Origin
from qualcode.agreement.reasons import defined
from qualcode.agreement.report_words import interval_notes, undefined_notes
from qualcode.errors import InputError
from qualcode.i18n import tr
from qualcode.table import Cell, Column, Table

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from qualcode.agreement.matrix import Matrix
    from qualcode.agreement.patterns import Patterns
    from qualcode.i18n import Language
    from qualcode.model import Codebook

OVERALL = "*"
"""The code of the row over all codes."""

COUNTED = ("n_units", "n_missing", "both", "only_a", "only_b", "neither")
CORPUS = ("corpus_low", "corpus_high")
BELOW = tuple(f"below_{it * 1000:.0f}" for it in THRESHOLDS)
POOLED = "pooled_kappa"
SETS = "alpha_masi"
AFTER = ("percent_after", "alpha_after")


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


class _Row(NamedTuple):
    label: str
    cells: dict[str, Cell]
    figures: CodeFigures


def table(
    matrix: Matrix,
    book: Codebook,
    *,
    unit: str,
    round_name: str,
    language: Language = "zh",
    asked: Asked = Asked(),
) -> Table:
    """Return the table ``agreement`` of a project's round, as ``code_table`` does."""
    return code_table(judged(matrix, book, unit, round_name, language), asked, language)


def judged(
    matrix: Matrix, book: Codebook, unit: str, round_name: str, language: Language = "zh"
) -> Judged:
    """Return the judgements of a project's round, with the labels of its codebook.

    Raises:
        InputError: there are fewer than two coders.
    """
    _check_several(matrix.coders)
    labels = {code.id: code.label(language) for code in book.codes}
    parents = frozenset(code.parent for code in book.codes if code.parent)
    return Judged.of_matrix(matrix, labels, Origin(round_name, unit), parents)


def code_table(it: Judged, asked: Asked = Asked(), language: Language = "zh") -> Table:
    """Return the table ``agreement``: a row for each code in its order, then one over all.

    The last row has the code ``*`` and pools every unit × code as one set of ratings; where a
    unit has one code of several and no more there is none. The cell ``undefined`` holds reason
    ids, joined by ``; ``; the notes give their words.
    """
    given, later = _given(it), _after(it, asked)
    rows = [
        _row(code, label, given, it.by_code[code], later.get(code), asked.interval)
        for code, label in it.labels.items()
    ]
    if it.pooled is not None:
        rows.append(_overall(it, given, later.get(OVERALL), asked, language))
    if it.rule == "character":
        _without_corpus(rows)
    return Table(
        name="agreement",
        title=tr("agreement.title", language),
        columns=_columns(it, language, after=bool(later), sets=asked.sets),
        rows=tuple(row.cells for row in rows),
        notes=(*asked.said, *_notes(it, rows, asked.interval, language, len(it.coders))),
    )


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
    it = judged(matrix, book, unit, round_name, language)
    labels = {**it.labels, OVERALL: tr("agreement.overall", language)}
    assert it.pooled is not None
    everybody = {**it.by_code, OVERALL: it.pooled}
    rows: list[_Row] = []
    for a, b in combinations(range(len(it.coders)), 2):
        names = {"coder_a": it.coders[a], "coder_b": it.coders[b]}
        given = {**_given(it), "coders": "、".join(names.values()), **names}
        rows += [
            _row(code, labels[code], given, patterns.coders(a, b), None, interval)
            for code, patterns in everybody.items()
        ]
    columns = _columns(it, language, names=("A", "B"))
    coders = [Column(each, tr(f"agreement.column.{each}", language)) for each in names]
    return Table(
        name="agreement_pairs",
        title=tr("agreement.pairs_title", language),
        columns=(*coders, *(column for column in columns if column.id != "coders")),
        rows=tuple(row.cells for row in rows),
        notes=_notes(it, rows, interval, language, 2),
    )


def _given(it: Judged) -> dict[str, Cell]:
    return {"coders": "、".join(it.coders), "unit": it.origin.unit, "round": it.origin.round}


def _after(it: Judged, asked: Asked) -> dict[str, Patterns]:
    """Return the patterns with the decisions that followed, empty where none did."""
    if asked.after is None:
        return {}
    later = Judged.of_matrix(asked.after, it.labels, it.origin)
    assert later.pooled is not None
    return {**later.by_code, OVERALL: later.pooled}


def _overall(
    it: Judged,
    given: Mapping[str, Cell],
    after: Patterns | None,
    asked: Asked,
    language: Language,
) -> _Row:
    assert it.pooled is not None
    label = tr("agreement.overall", language)
    row = _row(OVERALL, label, given, it.pooled, after, asked.interval)
    row.cells[POOLED] = defined(it.pooled_kappa.value)
    if asked.sets:
        row.cells[SETS] = defined(it.of_sets.value)
    return row


def _without_corpus(rows: Sequence[_Row]) -> None:
    """Leave out the interval that draws single units: characters of a passage stand together."""
    for row in rows:
        row.cells.update(dict.fromkeys(CORPUS))


def _row(
    code: str,
    label: str,
    given: Mapping[str, Cell],
    patterns: Patterns,
    after: Patterns | None,
    choice: IntervalChoice,
) -> _Row:
    found = of_code(patterns, choice)
    cells: dict[str, Cell] = {"code": code, "label": label, **given, **_counted(found)}
    for name, one in found.measured.items():
        cells[name] = defined(one.estimate.value)
        if COEFFICIENTS[name].has_error(RatingCase("presence", patterns.n_coders)):
            cells[f"{name}_error"] = defined(one.error.value) if one.error else None
    cells |= {
        "alpha_low": defined(found.interval.low),
        "alpha_high": defined(found.interval.high),
        "corpus_low": defined(found.corpus.low),
        "corpus_high": defined(found.corpus.high),
        **{name: defined(it) for name, it in zip(BELOW, found.below.values(), strict=True)},
        "undefined": "; ".join(found.reasons) or None,
    }
    if after is not None:
        later = of_code(after).measured
        cells |= {f"{it}_after": defined(later[it].estimate.value) for it in ("percent", "alpha")}
    return _Row(label, cells, found)


def _counted(found: CodeFigures) -> dict[str, Cell]:
    tabled = found.counts
    return {
        "n_units": tabled.n_units,
        "n_missing": found.n_missing,
        "both": tabled.both,
        "only_a": tabled.only_a,
        "only_b": tabled.only_b,
        "neither": tabled.neither,
    }


def _columns(
    it: Judged,
    language: Language,
    *,
    after: bool = False,
    sets: bool = False,
    names: tuple[str, str] | None = None,
) -> tuple[Column, ...]:
    """Return the columns; ``names`` are those of two coders where every row has other two."""
    case = RatingCase("presence", 2 if names else len(it.coders))
    first, second = names or (it.coders if case.n_coders == 2 else ("A", "B"))
    heads = _heads(case, language)
    heads |= {
        "only_a": _head("only_a", language, first),
        "only_b": _head("only_b", language, second),
    }
    main = [name for name, each in applying(case).items() if each.shown]
    usual = (*main, "alpha_low", "alpha_high", *(AFTER if after else ()))
    errors = [it for it in heads if it.endswith("_error")]
    others = [it for it in applying(case) if it not in main]
    more = (*CORPUS, *others, *BELOW, *errors, POOLED, *([SETS] if sets else []))
    ids = ("code", "label", "coders", "unit", "round", *COUNTED, *usual, *more, "undefined")
    fractions, detail = {*usual, *more}, {"code", "coders", "unit", "round", "undefined", *more}
    return tuple(
        Column(
            column,
            heads.get(column) or _head(column, language),
            3 if column in fractions else None,
            column in detail,
        )
        for column in ids
    )


def _heads(case: RatingCase, language: Language) -> dict[str, str]:
    """Return the headings of the coefficients and of their standard errors."""
    found = {SETS: tr(f"coefficient.label.{SETS}", language)}
    for name, each in applying(case).items():
        label = tr(f"coefficient.label.{each.named(case, name)}", language)
        found[name] = _head(name, language) if each.shown else label
        if each.has_error(case):
            found[f"{name}_error"] = tr("agreement.column.error", language, figure=found[name])
    return found


def _head(column: str, language: Language, coder: str = "") -> str:
    return tr(f"agreement.column.{column}", language, coder=coder)


def _notes(
    it: Judged, rows: Sequence[_Row], choice: IntervalChoice, language: Language, n_coders: int
) -> tuple[str, ...]:
    """Return what a reader must know; ``n_coders`` are those of a row."""

    def say(key: str, **values: object) -> str:
        return tr(f"agreement.note.{key}", language, **values)

    usual, others = _conventions(RatingCase("presence", n_coders), language)
    kinds = {row.figures.interval.kind for row in rows}
    cells = rows[-1].cells if rows else {}
    notes = [
        *_origin(it, rows, language),
        *([] if len(it.coders) == 2 else [say("four_cells")]),
        *usual,
        *interval_notes(kinds, choice, language, alone=True),
        *([say("overall", overall=rows[-1].label)] if cells.get("code") == OVERALL else []),
        say("more", figures="; ".join(others)),
        *([say("sets")] if SETS in cells else []),
        *([say("after")] if "alpha_after" in cells else []),
    ]
    found = [(reason, row.label) for row in rows for reason in row.figures.reasons]
    return (*notes, *undefined_notes(found, language))


def _origin(it: Judged, rows: Sequence[_Row], language: Language) -> list[str]:
    """Return what was counted, and where it comes from."""

    def say(key: str, **values: object) -> str:
        return tr(f"agreement.note.{key}", language, **values)

    named = {"round": it.origin.name, "coders": "、".join(it.coders)}
    unit = it.origin.unit
    transcripts = rows[-1].figures.interval.n_groups if rows else 0
    return [
        say("counted", **named, unit=tr(f"unit.{unit}", language))
        if unit
        else say("counted_file", **named),
        say(f"rule_{it.rule}"),
        say("missing", total=it.n_units, missing=it.n_unread, transcripts=transcripts),
        *([say("coded_unread", n=it.coded_unread)] if it.coded_unread else []),
    ]


def _conventions(case: RatingCase, language: Language) -> tuple[list[str], list[str]]:
    """Return what each coefficient is: those that are shown, and those that are asked for."""
    colon = tr("agreement.colon", language)
    usual, others = [], []
    for name, each in applying(case).items():
        words = each.named(case, name)
        convention = tr(f"coefficient.convention.{words}", language)
        if each.shown:
            usual.append(f"{_head(name, language)}{colon}{convention}")
        else:
            others.append(f"{tr(f'coefficient.label.{words}', language)}{colon}{convention}")
    return usual, others


def _check_several(coders: Sequence[str]) -> None:
    if len(coders) < 2:
        if coders:
            raise InputError("compared.one_coder", name=coders[0])
        raise InputError("compared.nobody")
