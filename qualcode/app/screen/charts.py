"""Figures from tables: bars, heat maps of coders and of codes, and a small chart a code.

A figure is a Vega-Lite specification with its rows. It is written as it is sent: a library that
makes one from objects takes longer to load, and to check what it made, than a page to draw.
"""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING, Any

import pandas as pd
import streamlit as st

from qualcode.app.screen.words import t

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from qualcode.table import Table

    Spec = dict[str, Any]

ROW = 34
"""The height of one bar or one cell, in pixels."""
LABEL = 180
"""The room for the name of a code, in pixels."""
WIDEST = 900
"""What a page has room for, in pixels."""
PAIR = "pair"
BAR = "bar"
PANEL = 180
"""The width of one of several small charts, in pixels."""
AXIS = 70
"""What an axis with its labels takes, in pixels: Streamlit fits it into the size of a chart."""
DRAWN = "drawn"
"""The layer in which something can be picked."""


def nominal(name: str, **more: Any) -> Spec:
    """Return a channel that shows a column of words."""
    return {"field": name, "type": "nominal", **more}


def number(name: str, **more: Any) -> Spec:
    """Return a channel that shows a column of numbers."""
    return {"field": name, "type": "quantitative", **more}


def rows_of(frame: pd.DataFrame) -> tuple[Spec, Spec]:
    """Return the reference to a figure's rows, and the rows by their name.

    Other rows have another name, so that a figure with new rows is drawn anew.
    """
    name = sha256(repr(frame.to_dict("split")).encode()).hexdigest()[:32]
    return {"name": name}, {name: frame}


def figure(frame: pd.DataFrame, **spec: Any) -> Spec:
    """Return the figure that ``spec`` draws of the rows of a frame."""
    data, datasets = rows_of(frame)
    return {"data": data, "datasets": datasets, **spec}


def _dark() -> bool:
    return bool(st.context.theme.type == "dark")


def _ink() -> str:
    return "#E7E4DD" if _dark() else "#24282C"


def _paper() -> str:
    return "#17191C" if _dark() else "#FFFFFF"


def _picked(name: str, fields: Sequence[str]) -> list[Spec]:
    """Return the selection of one thing drawn, by some of its columns."""
    return [{"name": name, "select": {"type": "point", "fields": list(fields)}, "views": [DRAWN]}]


def bars(table: Table, counted: str) -> Spec:
    """Draw one bar a code for one count of the frequency table; a code without any stays a zero.

    A bar can be picked: the selection ``BAR`` holds the ``id`` of its code.
    """
    words = next(column.label for column in table.columns if column.id == counted)
    frame = pd.DataFrame(
        [
            {"id": str(row["code"]), "code": str(row["label"]), "n": row[counted]}
            for row in table.rows
        ],
    )
    most = max(1, *frame["n"].tolist())
    axis = {"tickMinStep": 1, "tickCount": 8, "format": "d"}
    base = {
        "y": nominal(
            "code",
            sort=frame["code"].tolist(),
            title=None,
            axis={"labelLimit": 240, "labelFontSize": 13},
        ),
        "x": number("n", title=words, axis=axis, scale={"domainMin": 0, "domainMax": most}),
        "tooltip": [nominal("code", title=t("code.one")), number("n", title=words)],
    }
    shaded = {"condition": {"param": BAR, "value": 1}, "value": 0.4}
    drawn = {
        "name": DRAWN,
        "mark": {"type": "bar", "size": 18, "cursor": "pointer"},
        "encoding": {**base, "opacity": shaded},
    }
    labels = {
        "mark": {"type": "text", "align": "left", "dx": 4, "color": _ink()},
        "encoding": {**base, "text": number("n")},
    }
    return figure(
        frame,
        layer=[drawn, labels],
        params=_picked(BAR, ["id"]),
        height=ROW * len(frame) + AXIS,
    )


def heat(pairs: Iterable[Sequence[object]]) -> Spec:
    """Draw alpha of every pair of coders; each cell says its value, undefined as a dash.

    A cell can be picked: the selection ``PAIR`` holds its two coders.
    """
    rows = []
    for a, b, value, n in pairs:
        shown = f"{value:.2f}" if value == value else "—"  # noqa: PLR0124 - NaN differs from itself
        rows += [
            {"a": first, "b": second, "value": value, "shown": shown, "n": n}
            for first, second in ((a, b), (b, a))
        ]
    frame = pd.DataFrame(rows, columns=["a", "b", "value", "shown", "n"])
    names = list(dict.fromkeys([*frame["a"], *frame["b"]]))
    tooltip = [
        nominal("a", title=t("coder")),
        nominal("b", title=t("coder")),
        nominal("shown", title="alpha"),
        number("n", title=t("compare.judgements")),
    ]
    cells, words = _cells(names, tooltip, {"domain": [0, 1], "clamp": True}, 0.5)
    picked = {"condition": {"param": PAIR, "value": 3, "empty": False}, "value": 1}
    cells["encoding"]["strokeWidth"] = picked
    side = 2.4 * ROW * len(names)
    return figure(
        frame,
        layer=[{"name": DRAWN, **cells}, words],
        params=_picked(PAIR, ["a", "b"]),
        width=side + AXIS,
        height=side / 2 + AXIS / 2,
    )


def confusion(table: Table) -> Spec:
    """Draw how often two codes were given one for the other; each cell says its number."""
    rows = [
        {"a": first, "b": second, "value": row["n"], "shown": f"{row['n']}"}
        for row in table.rows
        for first, second in (
            (str(row["code_a"]), str(row["code_b"])),
            (str(row["code_b"]), str(row["code_a"])),
        )
    ]
    frame = pd.DataFrame(rows)
    names = list(dict.fromkeys(frame["a"]))
    most = int(frame["value"].max())
    tooltip = [
        nominal("a", title=t("code.one")),
        nominal("b", title=t("code.one")),
        number("value", title=t("compare.times")),
    ]
    side = ROW * len(names)
    return figure(
        frame,
        layer=list(_cells(names, tooltip, {"domain": [0, most]}, most / 2, angle=-40)),
        width=min(1.6 * side + LABEL, WIDEST),
        height=side + 0.7 * LABEL,
    )


def slack(table: Table) -> Spec:
    """Draw the share of matched segments against the overlap that is asked for, a panel a code."""
    ids = [column for column in table.columns if column.id.startswith("at_")]
    order = [str(row["code"]) for row in table.rows if row["n"]]
    frame = pd.DataFrame(
        [
            {"code": str(row["code"]), "at": int(it.id[3:]) / 100, "share": row[it.id]}
            for row in table.rows
            if row["n"]
            for it in ids
        ]
    )
    share = {"axis": {"format": "%", "tickCount": 3}, "scale": {"domain": [0, 1]}}
    base = {
        "x": number("at", title=None, axis={"format": "%", "tickCount": 5}),
        "y": number("share", title=None, **share),
        "tooltip": [
            nominal("code", title=t("code.one")),
            number("at", title=t("compare.overlap"), format=".0%"),
            number("share", title=t("compare.matched"), format=".0%"),
        ],
    }
    marks = ({"type": "line"}, {"type": "point", "filled": True, "size": 26})
    header = {"labelFontSize": 13, "labelLimit": PANEL}
    return figure(
        frame,
        facet=nominal("code", sort=order, title=None, header=header),
        columns=3,
        spec={
            "layer": [{"mark": mark, "encoding": base} for mark in marks],
            "width": PANEL,
            "height": PANEL / 2,
        },
    )


def _cells(
    names: Sequence[str], tooltip: list[Spec], scale: Spec, dark: float, *, angle: int = 0
) -> tuple[Spec, Spec]:
    """Return coloured cells and their words, which turn where the colour is strong."""
    labels = {"labelFontSize": 13, "labelLimit": LABEL}
    across = {"labelAngle": angle, **labels, "labelOverlap": False, "orient": "top"}
    base = {
        "x": nominal("a", sort=list(names), title=None, axis=across),
        "y": nominal("b", sort=list(names), title=None, axis=labels),
        "tooltip": tooltip,
    }
    colour = number("value", legend=None, scale=scale)
    strong = {"test": f"datum.value > {dark}", "value": _paper()}
    return (
        {
            "mark": {"type": "rect", "stroke": "#8884"},
            "encoding": {**base, "color": colour},
        },
        {
            "mark": {"type": "text", "fontSize": 14, "fontWeight": 600},
            "encoding": {
                **base,
                "text": nominal("shown"),
                "color": {"condition": strong, "value": _ink()},
            },
        },
    )
