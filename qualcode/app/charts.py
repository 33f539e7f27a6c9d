"""Figures from tables: frequencies as bars, agreement of pairs as a heat map."""

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
AXIS = 70
"""What an axis with its labels takes, in pixels: Streamlit fits it into the size of a chart."""


def _dark() -> bool:
    return bool(st.context.theme.type == "dark")


def _ink() -> str:
    return "#E7E4DD" if _dark() else "#24282C"


def _paper() -> str:
    return "#17191C" if _dark() else "#FFFFFF"


def bars(table: Table, counted: str) -> alt.LayerChart:
    """Draw one bar a code for one count of the frequency table; a code without any stays a zero."""
    words = next(column.label for column in table.columns if column.id == counted)
    frame = pd.DataFrame(
        [{"code": str(row["label"]), "n": row[counted]} for row in table.rows],
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
    return alt.layer(base.mark_bar(size=18), labels).properties(height=ROW * len(frame) + AXIS)


def heat(pairs: Iterable[Sequence[object]]) -> alt.LayerChart:
    """Draw alpha of every pair of coders; each cell says its value, undefined as a dash."""
    rows = []
    for a, b, value, n in pairs:
        shown = f"{value:.2f}" if value == value else "—"  # noqa: PLR0124 - NaN differs from itself
        rows += [
            {"a": first, "b": second, "value": value, "shown": shown, "n": n}
            for first, second in ((a, b), (b, a))
        ]
    frame = pd.DataFrame(rows)
    names = list(dict.fromkeys([*frame["a"], *frame["b"]]))
    base = alt.Chart(frame).encode(
        x=alt.X(
            "a:N",
            sort=names,
            title=None,
            axis=alt.Axis(labelAngle=0, labelFontSize=13, orient="top"),
        ),
        y=alt.Y("b:N", sort=names, title=None, axis=alt.Axis(labelFontSize=13)),
        tooltip=[
            alt.Tooltip("a:N", title=t("coder")),
            alt.Tooltip("b:N", title=t("coder")),
            alt.Tooltip("shown:N", title="alpha"),
            alt.Tooltip("n:Q", title=t("compare.judgements")),
        ],
    )
    cells = base.mark_rect(stroke="#8884").encode(
        color=alt.Color(
            "value:Q",
            legend=None,
            scale=alt.Scale(domain=[0, 1], clamp=True),
        )
    )
    words = base.mark_text(fontSize=14, fontWeight=600).encode(
        text="shown:N",
        color=alt.condition("datum.value > 0.5", alt.value(_paper()), alt.value(_ink())),
    )
    side = 2.4 * ROW * len(names)
    return alt.layer(cells, words).properties(width=side + AXIS, height=side / 2 + AXIS / 2)
