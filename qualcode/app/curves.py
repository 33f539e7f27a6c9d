"""Figures of the suggestions: scores against what was coded, and what more coding brings."""

from __future__ import annotations

from typing import TYPE_CHECKING

import altair as alt
import pandas as pd

if TYPE_CHECKING:
    from qualcode.table import Table

SIDE = 300
WIDTH = 520
MOST = 8
"""So many codes have a line of their own; the line of all codes is always among them."""


def calibration(table: Table, code: str) -> alt.LayerChart:
    """Draw a code's share coded against its mean score, bin by bin, beside the line of equals."""
    words = {column.id: column.label for column in table.columns}
    frame = pd.DataFrame(
        [
            {"score": row["score"], "share": row["share"], "n": row["n"]}
            for row in table.rows
            if row["code"] == code and row["n"]
        ],
        columns=["score", "share", "n"],
    )
    scale = alt.Scale(domain=[0, 1])
    equal = (
        alt.Chart(pd.DataFrame({"score": [0, 1], "share": [0, 1]}))
        .mark_line(strokeDash=[5, 5], color="#8a8f94")
        .encode(x=alt.X("score:Q", scale=scale), y=alt.Y("share:Q", scale=scale))
    )
    base = alt.Chart(frame).encode(
        x=alt.X("score:Q", title=words["score"], scale=scale),
        y=alt.Y("share:Q", title=words["share"], scale=scale),
        tooltip=[
            alt.Tooltip("score:Q", title=words["score"], format=".2f"),
            alt.Tooltip("share:Q", title=words["share"], format=".2f"),
            alt.Tooltip("n:Q", title=words["n"]),
        ],
    )
    points = base.mark_circle(opacity=0.9).encode(
        size=alt.Size("n:Q", legend=None, scale=alt.Scale(range=[40, 400]))
    )
    return alt.layer(equal, base.mark_line(), points).properties(width=WIDTH, height=SIDE)


def learning(table: Table) -> alt.LayerChart:
    """Draw average precision against the share of transcripts that was learned from."""
    words = {column.id: column.label for column in table.columns}
    names = list(dict.fromkeys(str(row["label"]) for row in table.rows))[:MOST]
    frame = pd.DataFrame(
        [
            {"label": str(row["label"]), **{it: row[it] for it in ("share", "mean", "low", "high")}}
            for row in table.rows
            if str(row["label"]) in names
        ]
    )
    base = alt.Chart(frame).encode(
        x=alt.X(
            "share:Q",
            title=words["share"],
            axis=alt.Axis(format="%", values=sorted(set(frame["share"]))),
        ),
        color=alt.Color("label:N", title=None, sort=names, legend=alt.Legend(labelLimit=240)),
        shape=alt.Shape("label:N", title=None, sort=names),
        tooltip=[
            alt.Tooltip("label:N", title=words["label"]),
            alt.Tooltip("mean:Q", title=words["mean"], format=".2f"),
            alt.Tooltip("low:Q", title=words["low"], format=".2f"),
            alt.Tooltip("high:Q", title=words["high"], format=".2f"),
        ],
    )
    y = alt.Y("mean:Q", title=words["mean"], scale=alt.Scale(domain=[0, 1]))
    line = base.mark_line().encode(y=y)
    points = base.mark_point(filled=True, size=60).encode(y=y)
    return alt.layer(line, points).properties(height=SIDE)
