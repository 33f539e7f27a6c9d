"""A table of ratings, brought to what the one report of agreement is made from."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from qualcode.agreement.calculator.alike import MISSING_MARKS
from qualcode.agreement.calculator.rating_input import RatingChoice, RatingSheet
from qualcode.agreement.calculator.scale import Scale, scale_of
from qualcode.agreement.calculator.words import listed, reading_notes
from qualcode.agreement.coefficients import RatingCase
from qualcode.agreement.figures import IntervalChoice
from qualcode.agreement.judged import Judged, Origin, Rated, rated
from qualcode.agreement.matrix import Matrix
from qualcode.errors import InputError
from qualcode.i18n import tr
from qualcode.interval_kinds import INTERVALS
from qualcode.table import Column, Table

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from qualcode.agreement.patterns import Patterns, Ratings
    from qualcode.i18n import Language
    from qualcode.interval_kinds import Kind
    from qualcode.table import Cell


class Given(NamedTuple):
    """A sheet made ready: its ratings, where they are of codes their matrix, what was asked.

    ``scale`` is how its cells were read, ``None`` where a row is of one code in a unit.
    """

    sheet: RatingSheet
    rated: Rated
    choice: RatingChoice
    bounds: IntervalChoice
    scale: Scale | None = None
    matrix: Matrix | None = None

    @property
    def of_codes(self) -> bool:
        """Whether coders gave codes to units, any number to one."""
        return self.matrix is not None


def prepared(sheet: RatingSheet, choice: RatingChoice = RatingChoice()) -> Given:  # noqa: B008 - frozen
    """Return the sheet with its ratings and the kind of its intervals.

    Raises:
        InputError: the scale or the interval does not fit the sheet.
    """
    kind = choice.interval or ("jackknife" if sheet.texts else "units_bca")
    _check_interval(sheet, kind, choice)
    bounds = IntervalChoice(kind, choice.seed, choice.replicates, choice.level)
    if sheet.codes is not None:
        _check_plain(sheet, choice)
        return _given_codes(sheet, choice, bounds, _by_code(sheet), None)
    scale = scale_of(sheet, choice)
    if scale.sets:
        codes = choice.categories or scale.codes()
        presence = [scale.presence(code) for code in codes]
        values = np.stack(presence, axis=1) if codes else np.zeros((len(sheet.units), 0, 0))
        return _given_codes(sheet, choice, bounds, _matrix(sheet, values, codes, None), scale)
    weights = None if choice.weights == "identity" else choice.weights
    case = RatingCase("values", len(sheet.coders), choice.metric, weights)
    found = Rated(
        sheet.name, sheet.coders, case, scale.ratings, scale.values, scale.words, _texts(sheet)
    )
    return Given(sheet, found, choice, bounds, scale)


def judged(given: Given) -> Judged:
    """Return who gave which code, or each category against all others."""
    origin = Origin(given.sheet.name)
    if given.matrix is not None:
        labels = {code: code for code in given.matrix.codes}
        return Judged.of_matrix(given.matrix, labels, origin)
    it = given.rated
    words = dict(zip(it.words, it.values, strict=True))
    return Judged(
        origin,
        it.coders,
        {word: word for word in words},
        {word: it.patterns.only(value) for word, value in words.items()},
        None,
        len(it.ratings),
        int(np.isnan(it.ratings).any(axis=1).sum()),
        "given",
    )


def with_times(table: Table, given: Given, language: Language) -> Table:
    """Return the table with how often each code or category was given, in all and by whom."""
    by_code = judged(given).by_code
    columns = [Column("n", tr("calculator.column.n", language))]
    columns += [
        Column(f"n_{coder}", tr("calculator.column.n_coder", language, coder=coder))
        for coder in given.sheet.coders
    ]
    rows = [{**row, **_times(given, by_code.get(str(row["code"])))} for row in table.rows]
    place = [column.id for column in table.columns].index("n_units")
    before, after = table.columns[:place], table.columns[place:]
    return replace(table, columns=(*before, *columns, *after), rows=tuple(rows))


def raw(sheet: RatingSheet) -> Table:
    """Return the table ``ratings``: the units as they were read, a column a coder."""
    own = tuple(Column(f"rating_{coder}", coder) for coder in sheet.coders)
    texts = (Column("transcript", "transcript"),) if sheet.texts else ()
    codes = (Column("code", "code"),) if sheet.codes else ()
    rows = [
        {
            "transcript": sheet.texts[n] if sheet.texts else None,
            "unit": unit,
            "code": sheet.codes[n] if sheet.codes else None,
            **{column.id: cell or None for column, cell in zip(own, cells, strict=True)},
        }
        for n, (unit, cells) in enumerate(zip(sheet.units, sheet.cells, strict=True))
    ]
    columns = (*texts, Column("unit", "unit"), *codes, *own)
    return Table("ratings", sheet.name, columns, tuple(rows))


def read_notes(given: Given, language: Language) -> list[str]:
    """Return what was left out of the file, and what was read as one."""
    scale = given.scale
    joined, invisible = (scale.joined, scale.invisible) if scale else ((), 0)
    return reading_notes(given.sheet, language, joined=joined, invisible=invisible)


def counted_notes(given: Given, language: Language) -> list[str]:
    """Return what a reader must know of the counts."""
    it, comma = given.rated, tr("agreement.and", language)
    used = np.unique(it.ratings[~np.isnan(it.ratings)])
    written = dict(zip(it.values, it.words, strict=True))
    words = [written[value] for value in used.tolist()]
    unused = [word for value, word in written.items() if value not in used]
    doubtful = [word for word in words if word.casefold() in MISSING_MARKS]

    def say(key: str, **values: object) -> str:
        return tr(f"calculator.note.{key}", language, **values)

    return [
        *read_notes(given, language),
        say("coders", coders=comma.join(it.coders)),
        *([say("values", values=listed(words, language))] if words else []),
        *([say("unused", values=comma.join(unused))] if unused and not given.of_codes else []),
        say("missing"),
        *([say("doubtful", values=comma.join(doubtful))] if doubtful else []),
        *([] if given.sheet.texts else [say("no_transcripts")]),
    ]


def _given_codes(
    sheet: RatingSheet,
    choice: RatingChoice,
    bounds: IntervalChoice,
    matrix: Matrix,
    scale: Scale | None,
) -> Given:
    found = rated(matrix, {}, sheet.name, texts=sheet.texts is not None)
    return Given(sheet, found, choice, bounds, scale, matrix)


def _by_code(sheet: RatingSheet) -> Matrix:
    """Return the matrix of a sheet in which a row is of one code in a unit."""
    assert sheet.codes is not None
    codes = tuple(dict.fromkeys(sheet.codes))
    keys = list(zip(sheet.texts or ("",) * len(sheet.units), sheet.units, strict=True))
    first: dict[tuple[str, str], int] = {}
    for row, key in enumerate(keys):
        first.setdefault(key, row)
    place = {key: n for n, key in enumerate(first)}
    values = np.full((len(place), len(codes), len(sheet.coders)), np.nan)
    cells = np.array([[float(cell or "nan") for cell in row] for row in sheet.cells])
    units = [place[key] for key in keys]
    values[units, [codes.index(code) for code in sheet.codes]] = cells
    return _matrix(sheet, values, codes, list(first.values()))


def _matrix(
    sheet: RatingSheet, values: Ratings, codes: tuple[str, ...], rows: list[int] | None
) -> Matrix:
    """Return a matrix whose units stand in these rows of the sheet, in all without any."""
    n, texts = np.arange(len(values)), _texts(sheet)
    chosen = n if rows is None else np.array(rows, dtype=np.int64)
    weights = np.ones(len(n)) if sheet.weights is None else np.array(sheet.weights)[chosen]
    return Matrix(
        values,
        sheet.coders,
        codes,
        n,
        np.zeros(len(n), dtype=np.int64) if texts is None else texts[chosen],
        rule="given",
        weights=weights.astype(np.int64),
    )


def _times(given: Given, patterns: Patterns | None) -> dict[str, Cell]:
    """Return how often coders gave what these patterns are of."""
    if patterns is None or patterns.codes is None:
        return {}
    by_coder = (patterns.total @ (patterns.codes == 1)).round().astype(int).tolist()
    own = {f"n_{coder}": n for coder, n in zip(given.sheet.coders, by_coder, strict=True)}
    return {"n": sum(by_coder), **own}


def _texts(sheet: RatingSheet) -> NDArray[np.int64] | None:
    if sheet.texts is None:
        return None
    number = {text: place for place, text in enumerate(dict.fromkeys(sheet.texts))}
    return np.array([number[text] for text in sheet.texts], dtype=np.int64)


def _check_plain(sheet: RatingSheet, choice: RatingChoice) -> None:
    """Refuse what needs values other than whether a unit has a code."""
    given = {"metric": choice.metric != "nominal", "weights": choice.weights is not None}
    given["categories"] = bool(choice.categories)
    for option in (name for name, is_given in given.items() if is_given):
        raise InputError("ratings.of_codes", file=sheet.name, option=f"--{option}")


def _check_interval(sheet: RatingSheet, kind: Kind, choice: RatingChoice) -> None:
    if INTERVALS[kind].of_transcripts and sheet.texts is None:
        raise InputError("scale.interval_text", kind=kind, file=sheet.name)
    if INTERVALS[kind].nominal and choice.metric != "nominal":
        raise InputError("scale.interval_nominal", metric=choice.metric)
