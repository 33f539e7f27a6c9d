"""Figures from tables: bars, heat maps of coders and of codes, and a small chart a code."""

from __future__ import annotations

from typing import TYPE_CHECKING

import altair as alt
import pandas as pd
import streamlit as st

from qualcode.app.words import t

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from qualcode.table import Table

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
Chart = alt.LayerChart | alt.FacetChart
AXIS = 70
"""What an axis with its labels takes, in pixels: Streamlit fits it into the size of a chart."""


def _dark() -> bool:
    return bool(st.context.theme.type == "dark")


def _ink() -> str:
    return "#E7E4DD" if _dark() else "#24282C"


def _paper() -> str:
    return "#17191C" if _dark() else "#FFFFFF"


def bars(table: Table, counted: str) -> alt.LayerChart:
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
    base = alt.Chart(frame).encode(
        y=alt.Y(
            "code:N",
            sort=list(frame["code"]),
            title=None,
            axis=alt.Axis(labelLimit=240, labelFontSize=13),
        ),
        x=alt.X(
            "n:Q",
            title=words,
            axis=alt.Axis(tickMinStep=1, tickCount=8, format="d"),
            scale=alt.Scale(domainMin=0, domainMax=max(1, *frame["n"])),
        ),
        tooltip=[alt.Tooltip("code:N", title=t("code.one")), alt.Tooltip("n:Q", title=words)],
    )
    labels = base.mark_text(align="left", dx=4, color=_ink()).encode(text="n:Q")
    picked = alt.selection_point(name=BAR, fields=["id"])
    shaded = alt.condition(picked, alt.value(1), alt.value(0.4))
    drawn = base.mark_bar(size=18, cursor="pointer").add_params(picked).encode(opacity=shaded)
    return alt.layer(drawn, labels).properties(height=ROW * len(frame) + AXIS)


def heat(pairs: Iterable[Sequence[object]]) -> alt.LayerChart:
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
        alt.Tooltip("a:N", title=t("coder")),
        alt.Tooltip("b:N", title=t("coder")),
        alt.Tooltip("shown:N", title="alpha"),
        alt.Tooltip("n:Q", title=t("compare.judgements")),
    ]
    base = _grid(frame, ("a", "b"), names).encode(tooltip=tooltip)
    picked = alt.selection_point(name=PAIR, fields=["a", "b"])
    cells, words = _cells(base, alt.Scale(domain=[0, 1], clamp=True), 0.5)
    cells = cells.add_params(picked).encode(
        strokeWidth=alt.condition(picked, alt.value(3), alt.value(1), empty=False)
    )
    side = 2.4 * ROW * len(names)
    return alt.layer(cells, words).properties(width=side + AXIS, height=side / 2 + AXIS / 2)


def confusion(table: Table) -> alt.LayerChart:
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
    base = _grid(frame, ("a", "b"), names, angle=-40).encode(
        tooltip=[
            alt.Tooltip("a:N", title=t("code.one")),
            alt.Tooltip("b:N", title=t("code.one")),
            alt.Tooltip("value:Q", title=t("compare.times")),
        ]
    )
    cells, words = _cells(base, alt.Scale(domain=[0, most]), most / 2)
    side = ROW * len(names)
    return alt.layer(cells, words).properties(
        width=min(1.6 * side + LABEL, WIDEST), height=side + 0.7 * LABEL
    )


def slack(table: Table) -> alt.FacetChart:
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
    base = alt.Chart(frame).encode(
        x=alt.X("at:Q", title=None, axis=alt.Axis(format="%", tickCount=5)),
        y=alt.Y(
            "share:Q",
            title=None,
            axis=alt.Axis(format="%", tickCount=3),
            scale=alt.Scale(domain=[0, 1]),
        ),
        tooltip=[
            alt.Tooltip("code:N", title=t("code.one")),
            alt.Tooltip("at:Q", title=t("compare.overlap"), format=".0%"),
            alt.Tooltip("share:Q", title=t("compare.matched"), format=".0%"),
        ],
    )
    panel = alt.layer(base.mark_line(), base.mark_point(filled=True, size=26))
    return panel.properties(width=PANEL, height=PANEL / 2).facet(
        facet=alt.Facet(
            "code:N", sort=order, title=None, header=alt.Header(labelFontSize=13, labelLimit=PANEL)
        ),
        columns=3,
    )


def _grid(
    frame: pd.DataFrame, axes: tuple[str, str], names: Sequence[str], angle: int = 0
) -> alt.Chart:
    across, down = axes
    return alt.Chart(frame).encode(
        x=alt.X(
            f"{across}:N",
            sort=names,
            title=None,
            axis=alt.Axis(
                labelAngle=angle,
                labelFontSize=13,
                labelLimit=LABEL,
                labelOverlap=False,
                orient="top",
            ),
        ),
        y=alt.Y(
            f"{down}:N", sort=names, title=None, axis=alt.Axis(labelFontSize=13, labelLimit=LABEL)
        ),
    )


def _cells(base: alt.Chart, scale: alt.Scale, dark: float) -> tuple[alt.Chart, alt.Chart]:
    """Return coloured cells and their words, which turn where the colour is strong."""
    cells = base.mark_rect(stroke="#8884").encode(
        color=alt.Color("value:Q", legend=None, scale=scale)
    )
    words = base.mark_text(fontSize=14, fontWeight=600).encode(
        text="shown:N",
        color=alt.condition(f"datum.value > {dark}", alt.value(_paper()), alt.value(_ink())),
    )
    return cells, words
