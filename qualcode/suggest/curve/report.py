"""The curve as tables for people and as one JSON document for programs."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from math import isnan
from typing import TYPE_CHECKING, Any

from qualcode.i18n import tr
from qualcode.suggest.curve import FIGURES
from qualcode.suggest.curve.baseline import SETTINGS
from qualcode.suggest.curve.holdout import LARGEST, TEST
from qualcode.suggest.queue import BATCH
from qualcode.table_spec import TableSpec, count_columns, figure_columns, text_columns

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from qualcode.i18n import Language
    from qualcode.suggest.curve import Curve, Saved, Spread
    from qualcode.table import Cell, Table

PARTS = ("mean", "low", "high")
CURVE = TableSpec(
    "curve",
    (*text_columns("figure"), *count_columns("size"), *figure_columns(3, "spread", many=True)),
    words="curve",
    notes=(
        *("engine", "no_engine", "protocol", "ungrouped", "size", "figures", "baseline"),
        *("unused", "undefined", "short"),
    ),
)
QUEUED = TableSpec(
    "curve_queues",
    (*count_columns("read"), *figure_columns(3, "spread", many=True)),
    words="curve",
    notes=("queues", "no_quality", "not_reached", "saved"),
    title="curve.queues",
)


@dataclass(frozen=True, slots=True)
class CurveAbout:
    """What the curve does not know: the table's name, the engine of the embeddings.

    ``engine`` is ``None`` without embeddings, ``missing`` says why. ``grouped`` is whether the
    table named its groups.
    """

    name: str
    engine: str | None = None
    missing: str = ""
    grouped: bool = True


def tables(curve: Curve, about: CurveAbout, language: Language = "zh") -> tuple[Table, Table]:
    """Return the tables "curve" (figures by size, baseline and ours) and "curve_queues"."""
    by_place = {(point.model, point.size): point for point in curve.points}
    sizes = sorted({point.size for point in curve.points})
    rows = [
        {
            "figure": tr(f"curve.figure.{figure}", language),
            "size": size,
            **_spreads(
                {
                    model: by_place[model, size].figures[figure]
                    for model in ("plain", "ours")
                    if (model, size) in by_place
                }
            ),
        }
        for figure in FIGURES
        for size in sizes
    ]
    figures = CURVE.table(
        language,
        rows,
        _notes(curve, about, language),
        title={"name": about.name},
        many={"spread": _spread_labels(("plain", "ours"), language)},
    )
    return figures, _queues(curve, language)


def document(curve: Curve, about: CurveAbout) -> dict[str, Any]:
    """Return everything for JSON; undefined is ``None``, a spread has one value a seed."""
    return {
        "table": {
            "name": about.name,
            "units": curve.units,
            "coded": curve.coded,
            "groups": curve.groups,
            "grouped": about.grouped,
            "codes": list(curve.codes),
            "unused": list(curve.unused),
            "undefined": list(curve.undefined),
            "short": list(curve.short),
        },
        "engine": about.engine,
        "engine_missing": about.missing or None,
        "baseline": SETTINGS,
        "seeds": list(curve.seeds),
        "tested": curve.tested,
        "points": [
            {
                "model": point.model,
                "size": point.size,
                "units": point.units,
                "positives": point.positives,
                "figures": {name: _spread(at) for name, at in point.figures.items()},
                "average_precision": {
                    code: _spread(at) for code, at in point.average_precision.items()
                },
                "calibrated_codes": point.calibrated,
            }
            for point in curve.points
        ],
        "better_at_every_size": curve.better,
        "queues": [
            {
                "name": queue.name,
                "reached": [{"read": end, **_spread(at)} for end, at in queue.reached.items()],
            }
            for queue in curve.queues
        ],
        "saved": _saved(curve.saved),
    }


def _saved(saved: Saved) -> dict[str, Any]:
    return {
        "of": saved.read,
        "quality": _defined(saved.quality),
        "needed": saved.needed,
        "percent": _defined(saved.percent),
        "needed_by_seed": list(saved.by_seed),
    }


def _queues(curve: Curve, language: Language) -> Table:
    against, default = curve.queues
    ends = [end for end in default.reached if end in against.reached]
    rows = [
        {"read": end, **_spreads({q.name: q.reached[end] for q in curve.queues})} for end in ends
    ]
    notes = (_said(curve.saved, language), QUEUED.note(language, "queues", batch=BATCH))
    labels = _spread_labels((against.name, default.name), language)
    return QUEUED.table(language, rows, notes, many={"spread": labels})


def _said(saved: Saved, language: Language) -> str:
    say = partial(QUEUED.note, language, read=saved.read, quality=saved.quality)
    if isnan(saved.quality):
        return QUEUED.note(language, "no_quality")
    if saved.needed is None:
        return say("not_reached")
    ends = ", ".join("–" if end is None else str(end) for end in saved.by_seed)
    return say("saved", needed=saved.needed, percent=saved.percent, seeds=ends)


def _notes(curve: Curve, about: CurveAbout, language: Language) -> Iterator[str]:
    def listed(codes: Sequence[str]) -> str:
        return tr("agreement.and", language).join(codes)

    say = partial(CURVE.note, language)
    yield say("engine" if about.engine else "no_engine", engine=about.engine or about.missing)
    yield say(
        "protocol",
        units=curve.units,
        groups=curve.groups,
        test=100 * TEST,
        most=LARGEST,
        tested=curve.tested,
        seeds=len(curve.seeds),
    )
    if not about.grouped:
        yield say("ungrouped")
    yield say("size")
    yield say("figures")
    yield say("baseline", settings=SETTINGS)
    if curve.unused:
        yield say("unused", codes=listed(curve.unused))
    if curve.undefined:
        yield say("undefined", codes=listed(curve.undefined))
    if curve.short:
        yield say("short", codes=listed(curve.short))


def _spread_labels(names: Sequence[str], language: Language) -> dict[str, str]:
    return {
        f"{name}_{part}": tr(
            f"curve.column.{part}", language, who=tr(f"curve.model.{name}", language)
        )
        for name in names
        for part in PARTS
    }


def _spreads(found: Mapping[str, Spread]) -> dict[str, Cell]:
    return {
        f"{name}_{part}": _defined(getattr(spread, part))
        for name, spread in found.items()
        for part in PARTS
    }


def _spread(found: Spread) -> dict[str, Any]:
    return {
        **{part: _defined(getattr(found, part)) for part in PARTS},
        "by_seed": [_defined(value) for value in found.by_seed],
    }


def _defined(value: float) -> float | None:
    return None if isnan(value) else float(value)
