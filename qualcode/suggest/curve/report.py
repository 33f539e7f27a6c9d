"""The curve as tables for people and as one JSON document for programs."""

from __future__ import annotations

from dataclasses import dataclass
from math import isnan
from typing import TYPE_CHECKING, Any

from qualcode.i18n import tr
from qualcode.suggest.curve import FIGURES
from qualcode.suggest.curve.baseline import SETTINGS
from qualcode.suggest.curve.holdout import LARGEST, TEST
from qualcode.suggest.queue import BATCH
from qualcode.table import Column, Table

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from qualcode.i18n import Language
    from qualcode.suggest.curve import Curve, Saved, Spread
    from qualcode.table import Cell

PARTS = ("mean", "low", "high")


@dataclass(frozen=True, slots=True)
class About:
    """What the curve does not know: the table's name, the engine of the embeddings.

    ``engine`` is ``None`` without embeddings, ``missing`` says why. ``grouped`` is whether the
    table named its groups.
    """

    name: str
    engine: str | None = None
    missing: str = ""
    grouped: bool = True


def tables(curve: Curve, about: About, language: Language = "zh") -> tuple[Table, Table]:
    """Return the tables "curve" (figures by size, baseline and ours) and "curve_queues"."""
    columns = [
        Column("figure", tr("curve.column.figure", language)),
        Column("size", tr("curve.column.size", language)),
        *_spread_columns(("plain", "ours"), language),
    ]
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
    title = tr("curve.title", language, name=about.name)
    figures = Table(
        "curve", title, tuple(columns), tuple(rows), tuple(_notes(curve, about, language))
    )
    return figures, _queues(curve, language)


def document(curve: Curve, about: About) -> dict[str, Any]:
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
    columns = [
        Column("read", tr("curve.column.read", language)),
        *_spread_columns((against.name, default.name), language),
    ]
    rows = [
        {"read": end, **_spreads({q.name: q.reached[end] for q in curve.queues})} for end in ends
    ]
    notes = [_said(curve.saved, language), tr("curve.note.queues", language, batch=BATCH)]
    title = tr("curve.queues", language)
    return Table("curve_queues", title, tuple(columns), tuple(rows), tuple(notes))


def _said(saved: Saved, language: Language) -> str:
    about = {"read": saved.read, "quality": saved.quality}
    if isnan(saved.quality):
        return tr("curve.note.no_quality", language)
    if saved.needed is None:
        return tr("curve.note.not_reached", language, **about)
    ends = ", ".join("–" if end is None else str(end) for end in saved.by_seed)
    return tr(
        "curve.note.saved",
        language,
        needed=saved.needed,
        percent=saved.percent,
        seeds=ends,
        **about,
    )


def _notes(curve: Curve, about: About, language: Language) -> Iterator[str]:
    def listed(codes: Sequence[str]) -> str:
        return tr("agreement.and", language).join(codes)

    engine = "engine" if about.engine else "no_engine"
    yield tr(f"curve.note.{engine}", language, engine=about.engine or about.missing)
    yield tr(
        "curve.note.protocol",
        language,
        units=curve.units,
        groups=curve.groups,
        test=100 * TEST,
        most=LARGEST,
        tested=curve.tested,
        seeds=len(curve.seeds),
    )
    if not about.grouped:
        yield tr("curve.note.ungrouped", language)
    yield tr("curve.note.size", language)
    yield tr("curve.note.figures", language)
    yield tr("curve.note.baseline", language, settings=SETTINGS)
    if curve.unused:
        yield tr("curve.note.unused", language, codes=listed(curve.unused))
    if curve.undefined:
        yield tr("curve.note.undefined", language, codes=listed(curve.undefined))
    if curve.short:
        yield tr("curve.note.short", language, codes=listed(curve.short))


def _spread_columns(names: Sequence[str], language: Language) -> Iterator[Column]:
    for name in names:
        who = tr(f"curve.model.{name}", language)
        for part in PARTS:
            label = tr(f"curve.column.{part}", language, who=who)
            yield Column(f"{name}_{part}", label, decimals=3)


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
