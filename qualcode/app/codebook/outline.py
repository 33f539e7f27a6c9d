"""The codebook as a tree: levels, groups, keys, colours, and how often each code was used."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd
import streamlit as st

from qualcode.app.codebook import place
from qualcode.app.screen.palette import colour, keys
from qualcode.app.screen.words import t
from qualcode.app.window import session, state

if TYPE_CHECKING:
    from collections.abc import Mapping

    from qualcode.codebook.usage import Use
    from qualcode.model import Codebook

SIGN = "■"
LEAST = {"colour": 44, "key": 44, "code": 190, "level": 60, "group": 72}
"""Columns of words and the room that what stands in them takes, in pixels."""
COUNTS = ("codings", "transcripts", "participants")
PADDING, HAN_PIXELS, LATIN_PIXELS = 20, 14, 8
"""Beside a column's heading, and what a character of it takes at most on average."""


def show(book: Codebook, uses: Mapping[str, Use]) -> None:
    """Show the tree; a row that is picked is the code that the page is about."""
    leaves = place.tree(book)
    frame = pd.DataFrame([_row(book, leaf, uses) for leaf in leaves])
    kept = [name for name in frame if not (frame[name] == "").all()]
    places = {code.id: at for at, code in enumerate(book.codes)}
    tints = [f"color: {colour(leaf.code, places[leaf.code.id])}" for leaf in leaves]
    styled = frame[kept].style.apply(lambda _: tints, subset=[t("codebook.colour")])
    st.dataframe(
        styled,
        hide_index=True,
        column_config=_columns(),
        height="content" if len(leaves) <= 30 else 1080,
        key=session.CODES,
        on_select=lambda: _picked([leaf.code.id for leaf in leaves]),
        selection_mode="single-row",
    )


def _columns() -> dict[str, Any]:
    columns: dict[str, Any] = {
        t(f"codebook.{name}"): st.column_config.TextColumn(
            width=max(least, heading_pixels(t(f"codebook.{name}")))
        )
        for name, least in LEAST.items()
    }
    columns[t("codebook.definition")] = st.column_config.TextColumn(width="large")
    for name in COUNTS:
        words = t(f"codebook.{name}")
        columns[words] = st.column_config.NumberColumn(
            width=heading_pixels(words), help=t(f"codebook.{name}_help")
        )
    return columns


def heading_pixels(words: str) -> int:
    """Return how wide a column must be that shows its heading uncut."""
    return PADDING + sum(HAN_PIXELS if it > "\u2e7f" else LATIN_PIXELS for it in words)


def _row(book: Codebook, leaf: place.Leaf, uses: Mapping[str, Use]) -> dict[str, Any]:
    language = state.language()
    code = leaf.code
    key = dict(zip((it.id for it in book.codes), keys(book.codes), strict=True))[code.id]
    row: dict[str, Any] = {
        t("codebook.colour"): SIGN,
        t("codebook.key"): key,
        t("codebook.code"): place.said(leaf),
        t("codebook.level"): t(f"codebook.level_{code.level}"),
        t("codebook.group"): book.group_label(code.group, language),
    }
    if uses:
        use = uses[code.id]
        row[t("codebook.codings")] = use.codings
        row[t("codebook.transcripts")] = use.transcripts
        row[t("codebook.participants")] = use.participants
    row[t("codebook.definition")] = code.defined(language)
    return row


def _picked(ids: list[str]) -> None:
    for row in session.widget(session.CODES).selection.rows:
        if row < len(ids):
            place.look_at(ids[row])
