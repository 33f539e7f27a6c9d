"""Agreement of a table of ratings: every coefficient of units × coders, each named."""

from __future__ import annotations

from math import nan
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from qualcode.agreement import kappa
from qualcode.agreement.alpha import NOMINAL
from qualcode.agreement.bootstrap import bootstrap
from qualcode.agreement.calculator.alike import MISSING_MARKS
from qualcode.agreement.calculator.measures import of_sets, of_values
from qualcode.agreement.calculator.rating_input import RatingChoice, RatingSheet
from qualcode.agreement.calculator.scale import Scale, scale_of
from qualcode.agreement.calculator.words import (
    columns,
    counts_table,
    interval_notes,
    joined,
    listed,
    reading_notes,
    undefined_notes,
)
from qualcode.agreement.intervals import Interval, corpus_interval, jackknife
from qualcode.agreement.patterns import Patterns
from qualcode.agreement.presence import POSITIVE, present
from qualcode.agreement.standard_errors import standard_error
from qualcode.errors import InputError
from qualcode.i18n import tr
from qualcode.interval_kinds import INTERVALS
from qualcode.table import Column, Table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from qualcode.agreement.calculator.measures import Measure
    from qualcode.agreement.coefficient import Coefficient
    from qualcode.i18n import Language
    from qualcode.interval_kinds import Kind
    from qualcode.table import Cell

MOST_PATTERNS = 4096
"""With more distinct rows only coefficients that do not ask who rated are resampled."""


class Given(NamedTuple):
    """A sheet made ready: its scale, its patterns by transcript, and what was asked."""

    sheet: RatingSheet
    scale: Scale
    patterns: Patterns
    choice: RatingChoice
    kind: Kind

    @property
    def weights(self) -> str | None:
        """The weights of partial agreement, ``None`` where agreement is exact."""
        return None if self.choice.weights == "identity" else self.choice.weights


def prepared(sheet: RatingSheet, choice: RatingChoice = RatingChoice()) -> Given:  # noqa: B008 - frozen
    """Return the sheet with its scale, its rating patterns and the kind of its intervals.

    Raises:
        InputError: the scale or the interval does not fit the sheet.
    """
    kind = choice.interval or ("jackknife" if sheet.texts else "units_bca")
    _check_interval(sheet, kind, choice)
    scale = scale_of(sheet, choice)
    patterns = Patterns.of(scale.ratings, groups=_groups(sheet), categories=scale.values)
    return Given(sheet, scale, patterns, choice, kind)


def coefficients(given: Given, language: Language = "zh") -> Table:
    """Return the table ``coefficients``: a row each, with standard error, interval and convention.

    The cell ``undefined`` holds reason ids, joined by ``; ``; the notes give their words. The
    standard error is for independent units, ``error_source`` says whose it is. Holsti's composite,
    of which the literature has no interval, has none.
    """
    m = len(given.sheet.coders)
    sets, metric = given.scale.sets, given.choice.metric
    measures = of_sets(m, sets) if sets else of_values(m, metric, given.weights)
    rows = [_row(measure, given, language) for measure in measures]
    shown = ("coefficient", "label", "value", "error", "low", "high")
    detail = ("error_source", "interval", "undefined", "convention")
    return Table(
        name="coefficients",
        title=tr("calculator.title.coefficients", language, name=given.sheet.name),
        columns=columns((*shown, *detail), language, detail=("coefficient", *detail)),
        rows=tuple(rows),
        notes=(
            *_read(given, language),
            *_notes(given, rows, language),
            *undefined_notes(rows, language),
        ),
    )


def categories(given: Given, language: Language = "zh") -> Table:
    """Return the table ``categories``: each value, or each code of a set, against all others."""
    coders = given.sheet.coders
    rows = [_category(word, one, given) for word, one in _each(given)]
    own = {f"n_{c}": tr("calculator.column.n_coder", language, coder=c) for c in coders}
    ids = ("label", "n", *own, "alpha", "low", "high", "kappa", "positive", "undefined")
    head = Column("label", tr("calculator.column.category", language))
    rest = columns(ids[1:], language, detail=("undefined",), labels=own)
    words = "cohen" if len(coders) == 2 else "light"
    notes = [tr(f"calculator.note.{key}", language) for key in ("categories", f"category_{words}")]
    return Table(
        name="categories",
        title=tr("calculator.title.categories", language, name=given.sheet.name),
        columns=(head, *rest),
        rows=tuple(rows),
        notes=(*notes, *undefined_notes(rows, language)),
    )


def counts(given: Given, language: Language = "zh") -> Table:
    """Return the table ``counts``: what the coefficients were computed from."""
    ratings, sheet = given.scale.ratings, given.sheet
    rated = ~np.isnan(ratings)
    m = rated.sum(axis=1)
    amounts = {
        **({"transcripts": len(set(sheet.texts))} if sheet.texts else {}),
        "units": len(ratings),
        "units_two": int((m >= 2).sum()),
        "units_one": int((m == 1).sum()),
        "units_none": int((m == 0).sum()),
        "coders": len(sheet.coders),
        "ratings": int(rated.sum()),
        "missing": int((~rated).sum()),
        "values": len(np.unique(ratings[rated])),
    }
    return counts_table(sheet.name, amounts, _counted_notes(given, language), language)


def raw(sheet: RatingSheet) -> Table:
    """Return the table ``ratings``: the units as they were read, a column a coder."""
    own = tuple(Column(f"rating_{coder}", coder) for coder in sheet.coders)
    texts = (Column("transcript", "transcript"),) if sheet.texts else ()
    rows = [
        {
            "transcript": sheet.texts[n] if sheet.texts else None,
            "unit": unit,
            **{column.id: cell or None for column, cell in zip(own, cells, strict=True)},
        }
        for n, (unit, cells) in enumerate(zip(sheet.units, sheet.cells, strict=True))
    ]
    return Table("ratings", sheet.name, (*texts, Column("unit", "unit"), *own), tuple(rows))


def _row(measure: Measure, given: Given, language: Language) -> dict[str, Cell]:
    estimate = measure.function(given.patterns)
    error = None
    if measure.error and not estimate.reason:
        error = standard_error(measure.error, given.patterns, weights=measure.weights)
    interval = None
    if measure.coefficient and _resampled(measure.coefficient, measure.id, given):
        interval = _interval(given.patterns, measure.coefficient, given)
    source = "fleiss_1969" if measure.error == "cohen" else "gwet_2014"
    return {
        "coefficient": measure.id,
        "label": tr(f"calculator.label.{measure.words}", language),
        "value": estimate.value,
        "error": error.value if error else None,
        "error_source": tr(f"calculator.error.{source}", language) if error else None,
        "low": interval.low if interval else None,
        "high": interval.high if interval else None,
        "interval": interval.kind if interval else None,
        "undefined": joined(*(each.reason for each in (estimate, error, interval) if each)),
        "convention": tr(f"calculator.convention.{measure.words}", language),
    }


def _resampled(coefficient: Coefficient, name: str, given: Given) -> bool:
    """Return whether a coefficient has an interval of the kind that was asked for."""
    if INTERVALS[given.kind].nominal:
        return name == "alpha"
    if not INTERVALS[given.kind].drawn:
        return True
    return coefficient.symmetric or not _many_patterns(given)


def _many_patterns(given: Given) -> bool:
    return len(given.patterns.m) > MOST_PATTERNS


def _interval(patterns: Patterns, coefficient: Coefficient, given: Given) -> Interval:
    choice = given.choice
    if given.kind == "jackknife":
        return jackknife(patterns, None, coefficient, level=choice.level)
    if given.kind == "corpus":
        return corpus_interval(patterns, None, coefficient, level=choice.level)
    if patterns.total.sum() < 2:
        return Interval(nan, nan, given.kind, "one_unit", 1)
    return bootstrap(
        patterns,
        None,
        coefficient,
        kind=given.kind,
        replicates=choice.replicates,
        seed=choice.seed,
        level=choice.level,
    )


def _each(given: Given) -> Iterator[tuple[str, Patterns]]:
    """Return every category with the patterns of its presence."""
    scale = given.scale
    if scale.sets:
        groups = _groups(given.sheet)
        for code in given.choice.categories or scale.codes():
            yield code, present(Patterns.of(scale.presence(code), groups=groups))
    else:
        for value, word in zip(scale.values, scale.words, strict=True):
            yield word, given.patterns.only(value)


def _category(word: str, patterns: Patterns, given: Given) -> dict[str, Cell]:
    alpha, own = NOMINAL(patterns), kappa.LIGHT(patterns)
    positive, interval = POSITIVE(patterns), _interval(patterns, NOMINAL, given)
    assert patterns.codes is not None
    by_coder = (patterns.total @ (patterns.codes == 1)).round().astype(int).tolist()
    return {
        "label": word,
        "n": sum(by_coder),
        **{f"n_{coder}": n for coder, n in zip(given.sheet.coders, by_coder, strict=True)},
        "alpha": alpha.value,
        "low": interval.low,
        "high": interval.high,
        "kappa": own.value,
        "positive": positive.value,
        "undefined": joined(alpha.reason, own.reason, positive.reason, interval.reason),
    }


def _groups(sheet: RatingSheet) -> list[int] | None:
    if sheet.texts is None:
        return None
    number = {text: place for place, text in enumerate(dict.fromkeys(sheet.texts))}
    return [number[text] for text in sheet.texts]


def _check_interval(sheet: RatingSheet, kind: Kind, choice: RatingChoice) -> None:
    if INTERVALS[kind].of_transcripts and sheet.texts is None:
        raise InputError("scale.interval_text", kind=kind, file=sheet.name)
    if INTERVALS[kind].nominal and choice.metric != "nominal":
        raise InputError("scale.interval_nominal", metric=choice.metric)


def _notes(given: Given, rows: list[dict[str, Cell]], language: Language) -> list[str]:
    choice = given.choice

    def say(key: str, **values: object) -> str:
        return tr(f"calculator.note.{key}", language, **values)

    kinds = {row["interval"] for row in rows}
    drawn = any(each.drawn for kind, each in INTERVALS.items() if kind in kinds)
    return [
        *(f"{row['label']}{say('colon')}{row['convention']}" for row in rows),
        *([say("sets")] if given.scale.sets else []),
        *([say("weights", weights=given.weights)] if given.weights else []),
        say("error"),
        *interval_notes(rows, choice.level, language),
        *([say("many_patterns")] if drawn and _many_patterns(given) else []),
        *([say("drawn", replicates=choice.replicates, seed=choice.seed)] if drawn else []),
    ]


def _read(given: Given, language: Language) -> list[str]:
    scale = given.scale
    return reading_notes(given.sheet, language, joined=scale.joined, invisible=scale.invisible)


def _counted_notes(given: Given, language: Language) -> list[str]:
    scale, comma = given.scale, tr("agreement.and", language)
    used = np.unique(scale.ratings[~np.isnan(scale.ratings)])
    written = dict(zip(scale.values, scale.words, strict=True))
    words = [written[value] for value in used.tolist()]
    unused = [word for value, word in written.items() if value not in used]
    doubtful = [word for word in words if word.casefold() in MISSING_MARKS]

    def say(key: str, **values: object) -> str:
        return tr(f"calculator.note.{key}", language, **values)

    return [
        *_read(given, language),
        say("coders", coders=comma.join(given.sheet.coders)),
        *([say("values", values=listed(words, language))] if words else []),
        *([say("unused", values=comma.join(unused))] if unused and not scale.sets else []),
        say("missing"),
        *([say("doubtful", values=comma.join(doubtful))] if doubtful else []),
        *([] if given.sheet.texts else [say("no_transcripts")]),
    ]
