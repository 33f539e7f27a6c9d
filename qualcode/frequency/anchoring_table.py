"""The table of anchoring: shown minus withheld, over all, by mode, coder and code, in words too."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Literal, NamedTuple

from qualcode.agreement.reasons import defined
from qualcode.frequency.anchoring import ANSWERS, TARGET, changes, effect
from qualcode.i18n import tr
from qualcode.table_spec import TableSpec, count_columns, figure_columns, text_columns

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from qualcode.frequency.anchoring import Answer, Effect, Trial
    from qualcode.i18n import Language
    from qualcode.model import Mode
    from qualcode.table import Cell, Table

Kind = Literal["overall", "mode", "coder", "code", "descriptive"]


class AnchoringPart(NamedTuple):
    """The cells of one row: all of them, a mode's, a coder's or a code's; the label is in words.

    ``descriptive`` cells have no coin: ``withheld`` are those of blind units.
    """

    kind: Kind
    label: str
    trial: Trial


@dataclass(frozen=True, slots=True)
class Scope:
    """Whose judgements were looked at, and what was left out."""

    coders: Sequence[str]
    rounds: Sequence[str]
    modes: Sequence[Mode] = ()
    hidden: Sequence[str] = field(default=())
    other_meaning: int = 0


ANCHORING = TableSpec(
    "anchoring",
    (
        *text_columns("kind", "label", "answer"),
        *figure_columns(3, "difference", "low", "high"),
        *text_columns("said"),
        *count_columns("shown_cells", "shown_coded"),
        *figure_columns(3, "shown_share"),
        *count_columns("withheld_cells", "withheld_coded"),
        *figure_columns(3, "withheld_share"),
        *count_columns("toward", "apart", "away", "alike", appendix=True),
        *figure_columns(3, "detectable", appendix=True),
        *count_columns("more", appendix=True),
        *text_columns("undefined", appendix=True),
    ),
    words="anchoring",
    notes=(
        *("coin", "who", "cells", "interval", "changes", "mixed"),
        *("descriptive", "meaning", "hidden"),
    ),
)


def table(parts: Sequence[AnchoringPart], scope: Scope, language: Language = "zh") -> Table:
    """Return the table ``anchoring``: for each part adoption and addition, then what they mean."""
    found = [(part, answer, effect(part.trial, answer)) for part in parts for answer in ANSWERS]
    rows = (_row(part, answer, one, language) for part, answer, one in found)
    return ANCHORING.table(language, rows, _notes(parts, scope, language))


def said(one: Effect, language: Language = "zh", *, descriptive: bool = False) -> str:
    """Return what an effect says, in one plain sentence."""
    target = f"{100 * TARGET:g}"
    if one.reason:
        key = "descriptive_undefined" if descriptive else "undefined"
        reason = tr(f"anchoring.reason.{one.reason}", language)
        return tr(f"anchoring.said.{key}", language, reason=reason, more=one.more, target=target)
    key = _key(one, descriptive=descriptive)
    signed = key in {"unclear", "settled", "descriptive"}
    return tr(
        f"anchoring.said.{key}",
        language,
        points=_points(one.value if signed else abs(one.value)),
        low=_points(one.low if signed else min(abs(one.low), abs(one.high))),
        high=_points(one.high if signed else max(abs(one.low), abs(one.high))),
        more=one.more,
        target=target,
    )


def _key(one: Effect, *, descriptive: bool) -> str:
    if descriptive:
        return "descriptive"
    if one.clear:
        return f"{one.answer}_{'more' if one.value > 0 else 'less'}"
    return "unclear" if one.more else "settled"


def _points(share: float) -> str:
    """Return a share in percentage points; what rounds to nothing has no sign."""
    words = f"{100 * share:.1f}"
    return "0.0" if words == "-0.0" else words


def _row(part: AnchoringPart, answer: Answer, one: Effect, language: Language) -> dict[str, Cell]:
    descriptive = part.kind == "descriptive"
    row: dict[str, Cell] = {
        "kind": tr(f"anchoring.kind.{part.kind}", language),
        "label": part.label,
        "answer": tr(f"anchoring.answer.{answer}", language),
        "shown_cells": one.shown.cells,
        "shown_coded": one.shown.coded,
        "shown_share": defined(one.shown.share),
        "withheld_cells": one.withheld.cells,
        "withheld_coded": one.withheld.coded,
        "withheld_share": defined(one.withheld.share),
        "difference": defined(one.value),
        "low": defined(one.low),
        "high": defined(one.high),
        "detectable": None if descriptive else defined(one.detectable),
        "more": None if descriptive else one.more,
        "said": said(one, language, descriptive=descriptive),
        "undefined": one.reason,
    }
    asked = part.trial.suggested if answer == "adoption" else ~part.trial.suggested
    changed = changes(part.trial.only(asked))
    if changed.apart + changed.alike and not descriptive:
        row |= changed._asdict()
    return row


def _notes(parts: Sequence[AnchoringPart], scope: Scope, language: Language) -> Iterator[str]:
    say = partial(ANCHORING.note, language)
    comma = tr("note.comma", language)
    yield say("coin")
    if scope.coders:
        yield say("who", coders=comma.join(scope.coders), rounds=comma.join(scope.rounds))
    yield say("cells")
    yield say("interval")
    overall = next(part.trial for part in parts if part.kind == "overall")
    shown, base = changes(overall), changes(overall, withheld=True)
    if shown.apart + shown.alike:
        yield say(
            "changes",
            **shown._asdict(),
            **{f"base_{name}": count for name, count in base._asdict().items()},
        )
    if len(scope.modes) > 1:
        yield say("mixed")
    if any(part.kind == "descriptive" for part in parts):
        yield say("descriptive", kind=tr("anchoring.kind.descriptive", language))
    if scope.other_meaning:
        yield say("meaning", n=scope.other_meaning)
    if scope.hidden:
        yield say("hidden", rounds=comma.join(scope.hidden))
