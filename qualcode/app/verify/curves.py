"""Figures of the suggestions: scores against what was coded, and what more coding brings."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from qualcode.app.screen.charts import figure, nominal, number, rows_of

if TYPE_CHECKING:
    from qualcode.app.screen.charts import Spec
    from qualcode.table import Table

SIDE = 300
WIDTH = 520
MOST = 8
"""So many codes have a line of their own; the line of all codes is always among them."""


def calibration(table: Table, code: str) -> Spec:
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
    scale = {"domain": [0, 1]}
    plain = {"x": number("score", scale=scale), "y": number("share", scale=scale)}
    base = {
        "x": {**plain["x"], "title": words["score"]},
        "y": {**plain["y"], "title": words["share"]},
        "tooltip": [
            number("score", title=words["score"], format=".2f"),
            number("share", title=words["share"], format=".2f"),
            number("n", title=words["n"]),
        ],
    }
    size = number("n", legend=None, scale={"range": [40, 400]})
    equals, equal_rows = rows_of(pd.DataFrame({"score": [0, 1], "share": [0, 1]}))
    data, rows = rows_of(frame)
    dashed = {"type": "line", "strokeDash": [5, 5], "color": "#8a8f94"}
    points = {"type": "circle", "opacity": 0.9}
    return {
        "layer": [
            {"data": equals, "mark": dashed, "encoding": plain},
            {"data": data, "mark": {"type": "line"}, "encoding": base},
            {"data": data, "mark": points, "encoding": {**base, "size": size}},
        ],
        "datasets": equal_rows | rows,
        "width": WIDTH,
        "height": SIDE,
    }


def learning(table: Table) -> Spec:
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
    shares = {"format": "%", "values": sorted(set(frame["share"].tolist()))}
    base = {
        "x": number("share", title=words["share"], axis=shares),
        "y": number("mean", title=words["mean"], scale={"domain": [0, 1]}),
        "color": nominal("label", title=None, sort=names, legend={"labelLimit": 240}),
        "shape": nominal("label", title=None, sort=names),
        "tooltip": [
            nominal("label", title=words["label"]),
            number("mean", title=words["mean"], format=".2f"),
            number("low", title=words["low"], format=".2f"),
            number("high", title=words["high"], format=".2f"),
        ],
    }
    marks = ({"type": "line"}, {"type": "point", "filled": True, "size": 60})
    return figure(frame, layer=[{"mark": mark, "encoding": base} for mark in marks], height=SIDE)
