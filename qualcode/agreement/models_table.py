"""The table of machine against people: who was compared with whom, and on what."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING

from qualcode.agreement import reasons
from qualcode.agreement.intervals import FEWEST
from qualcode.agreement.models import compare
from qualcode.agreement.reasons import defined
from qualcode.agreement.report import OVERALL
from qualcode.i18n import tr
from qualcode.table_spec import TableSpec, count_columns, figure_columns, text_columns

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from qualcode.agreement.matrix import Matrix
    from qualcode.agreement.models import Comparison, Model
    from qualcode.i18n import Language
    from qualcode.model import Codebook
    from qualcode.table import Cell, Table

MODEL_AGREEMENT = TableSpec(
    "model_agreement",
    (
        *text_columns("code", appendix=True),
        *text_columns("label", "kind", "who", "against"),
        *count_columns("n_units", "both", "only_who", "only_against", "neither"),
        *figure_columns(3, "percent", "alpha", "alpha_low", "alpha_high"),
        *figure_columns(3, "threshold", appendix=True),
        *text_columns("undefined", appendix=True),
    ),
    words="model_agreement",
    notes=(
        *("blind", "left_out", "order", "models", "one", "two", "more", "other_meaning", "alpha"),
        *("jackknife", "range", "undefined"),
    ),
)


@dataclass(frozen=True, slots=True)
class BlindTurns:
    """How much of the blind sample each person read, in turns.

    ``least`` is what a person must have read to be compared; ``left_out`` had not.
    ``other_meaning`` names for a model the codes that mean something else since it ran.
    """

    round: str
    turns: int
    read: Mapping[str, int]
    least: int
    default: float
    left_out: Sequence[str] = ()
    other_meaning: Mapping[str, Sequence[str]] = field(default_factory=dict)


def table(
    people: Matrix,
    models: Sequence[Model],
    book: Codebook,
    blind: BlindTurns,
    language: Language = "zh",
) -> Table:
    """Return the table ``model_agreement``: code by code, people first, then each model.

    The last rows have the code ``*``. ``kind`` is in words; ``undefined`` holds reason ids,
    joined by ``; ``. ``people`` holds only units that are blind.
    """
    found = compare(people, models)
    names = {code.id: code.label(language) for code in book.codes}
    names[OVERALL] = tr("model_agreement.overall", language)
    cuts = {model.name: model.thresholds for model in models}
    rows = (_row(one, names, cuts, language) for one in found)
    return MODEL_AGREEMENT.table(language, rows, _notes(people, found, names, blind, language))


def _row(
    one: Comparison,
    names: Mapping[str, str],
    cuts: Mapping[str, Mapping[str, float]],
    language: Language,
) -> dict[str, Cell]:
    tabled, interval = one.counts, one.interval
    reasons = (one.percent.reason, one.alpha.reason, interval.reason)
    return {
        "code": one.code,
        "label": names.get(one.code, one.code),
        "kind": tr(f"model_agreement.kind.{one.kind}", language),
        "who": _who(one, language),
        "against": _joined(one.against, language) if one.kind != "humans" else None,
        "n_units": tabled.n_units,
        "both": tabled.both,
        "only_who": tabled.only_a,
        "only_against": tabled.only_b,
        "neither": tabled.neither,
        "percent": defined(one.percent.value),
        "alpha": defined(one.alpha.value),
        "alpha_low": defined(interval.low),
        "alpha_high": defined(interval.high),
        "threshold": cuts.get(one.who, {}).get(one.code),
        "undefined": "; ".join(dict.fromkeys(reason for reason in reasons if reason)) or None,
    }


def _who(one: Comparison, language: Language) -> str:
    if one.kind == "humans":
        return _joined(one.against, language)
    if one.kind == "place":
        return tr("model_agreement.in_place", language, model=one.who, coder=one.dropped)
    return one.who


def _notes(
    people: Matrix,
    found: Sequence[Comparison],
    names: Mapping[str, str],
    blind: BlindTurns,
    language: Language,
) -> Iterator[str]:
    say = partial(MODEL_AGREEMENT.note, language)
    read = _joined([f"{coder} {n}" for coder, n in blind.read.items()], language)
    yield say("blind", round=blind.round, blind=blind.turns, read=read)
    if blind.left_out:
        yield say("left_out", least=blind.least, coders=_joined(blind.left_out, language))
    yield say("order")
    yield say("models", at_least=f"{blind.default:g}")
    yield say({1: "one", 2: "two"}.get(len(people.coders), "more"))
    for model, codes in blind.other_meaning.items():
        labels = [names.get(code, code) for code in codes]
        yield say("other_meaning", model=model, codes=_joined(labels, language))
    yield say("alpha", overall=names[OVERALL])
    kinds = {one.interval.kind for one in found}
    for kind in ("jackknife", "range"):
        if kind in kinds:
            yield say(kind, fewest=FEWEST)
    yield from _undefined(found, names, language)


def _undefined(
    found: Sequence[Comparison], names: Mapping[str, str], language: Language
) -> Iterator[str]:
    """Return a note for each reason that occurs, with the codes that it concerns."""
    pairs = [
        (reason, names.get(one.code, one.code))
        for one in found
        for reason in (one.percent.reason, one.alpha.reason, one.interval.reason)
    ]
    for why, rows in reasons.concerned(pairs, language).items():
        own = tr("model_agreement.no_overlap", language)
        words = own if why == "no_overlap" else reasons.words(why, language)
        yield MODEL_AGREEMENT.note(language, "undefined", reason=words, rows=rows)


def _joined(names: Sequence[str], language: Language) -> str:
    return tr("agreement.and", language).join(names)
