"""The figures of other programs as a table, with the rules and the marks in its notes."""

from __future__ import annotations

from functools import partial
from math import isnan
from typing import TYPE_CHECKING

from qualcode.agreement import reasons
from qualcode.agreement.report import OVERALL
from qualcode.i18n import tr
from qualcode.table_spec import TableSpec, count_columns, figure_columns, text_columns

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from qualcode.agreement.other_tools.figure import ToolFigure
    from qualcode.agreement.other_tools.material import Material
    from qualcode.i18n import Language
    from qualcode.table import Cell, Table

OTHER_TOOLS = TableSpec(
    "other_tools",
    (
        *text_columns("tool", "figure"),
        *text_columns("code", appendix=True),
        *text_columns("label"),
        *figure_columns(3, "value", "low", "high"),
        *text_columns("counted"),
        *count_columns("n", "agreeing"),
        *count_columns("both", "only_a", "only_b", "neither", appendix=True),
        *text_columns("documented"),
        *text_columns("undefined", appendix=True),
        *text_columns("why"),
    ),
    words="agreement.tools",
    notes=(
        *("counted", "range", "partly", "undefined"),
        *(f"rule.{it}" for it in ("atlasti", "dedoose", "maxqda", "nvivo", "qualcoder")),
    ),
)


def table_of(
    figures: Iterable[ToolFigure],
    material: Material,
    labels: Mapping[str, str],
    unit: str,
    language: Language,
    *,
    by_code: bool,
) -> Table:
    """Return the table of these figures; ``qualcode.agreement.other_tools.table`` says how."""
    shown = _in_order(figures, by_code=by_code)
    overall = tr("agreement.overall", language)
    names = [labels.get(each.code, each.code) or overall for each in shown]
    coders = material.coders if len(material.coders) == 2 else ("A", "B")
    return OTHER_TOOLS.table(
        language,
        (_row(*pair, language) for pair in zip(shown, names, strict=True)),
        _notes(shown, material, names, unit, language),
        fill={it: {"coder": coder} for it, coder in zip(("only_a", "only_b"), coders, strict=True)},
    )


def _in_order(figures: Iterable[ToolFigure], *, by_code: bool) -> list[ToolFigure]:
    """Return the figures, each program's figure over all before its codes."""
    grouped: dict[tuple[str, str], list[ToolFigure]] = {}
    for each in figures:
        grouped.setdefault((each.tool, each.figure), []).append(each)
    ordered = (each for group in grouped.values() for each in sorted(group, key=_is_code))
    return [each for each in ordered if by_code or not _is_code(each)]


def _is_code(figure: ToolFigure) -> bool:
    return figure.level == "code"


def _row(figure: ToolFigure, label: str, language: Language) -> dict[str, Cell]:
    value, counts = figure.estimate.value, dict(figure.counts)
    if figure.ranges:
        del counts["agreeing"]
    return {
        "tool": _say(f"name.{figure.tool}", language),
        "figure": _say(f"figure.{figure.tool}.{figure.figure}", language),
        "code": figure.code or OVERALL,
        "label": label,
        "value": None if isnan(value) or figure.ranges else value,
        "low": None if figure.most is None else value,
        "high": figure.most,
        "counted": _say(f"counted.{figure.counted}", language),
        **counts,
        "documented": _say("documented" if figure.documented else "partly", language),
        "undefined": figure.estimate.reason,
        "why": _say(f"why.{figure.tool}.{figure.figure}", language),
    }


def _notes(
    figures: Sequence[ToolFigure],
    material: Material,
    names: Sequence[str],
    unit: str,
    language: Language,
) -> tuple[str, ...]:
    tools = dict.fromkeys(each.tool for each in figures)
    values = {
        "coders": tr("agreement.and", language).join(material.coders),
        "texts": len(material.read),
        "characters": sum(text.length for text in material.read),
        "overlap": tr("agreement.and", language).join(
            _say(f"overlap.{rule}", language) for rule in material.overlaps
        ),
        "threshold": f"{100 * material.threshold:g}",
        "unit": unit,
        "partly": _say("partly", language),
    }
    keys = ["counted", *(f"rule.{tool}" for tool in tools)]
    keys += ["range"] if any(each.most is not None for each in figures) else []
    keys += ["partly"] if any(not each.documented for each in figures) else []
    return (
        *(OTHER_TOOLS.note(language, key, **values) for key in keys),
        *_undefined(figures, names, language),
    )


def _undefined(
    figures: Sequence[ToolFigure], names: Sequence[str], language: Language
) -> list[str]:
    say = partial(OTHER_TOOLS.note, language)
    found = [
        (each.estimate.reason, _figure(each, label, language))
        for each, label in zip(figures, names, strict=True)
    ]
    return [
        say("undefined", reason=reasons.words(reason, language), figures=named)
        for reason, named in reasons.concerned(found, language).items()
    ]


def _figure(each: ToolFigure, label: str, language: Language) -> str:
    """Return what a figure is called in a note."""
    figure = _say(f"figure.{each.tool}.{each.figure}", language)
    said = _say("of", language, tool=_say(f"name.{each.tool}", language), figure=figure)
    return said if each.level == "overall" else f"{said} ({label})"


def _say(key: str, language: Language, **values: object) -> str:
    return tr(f"agreement.tools.{key}", language, **values)
