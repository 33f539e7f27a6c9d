"""What changed between two codebooks, each field in full: long words are wrapped, never cut."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from qualcode.app.screen.words import plain
from qualcode.app.window import state

if TYPE_CHECKING:
    from qualcode.table import Table


def show(table: Table) -> None:
    """Show the rows of a difference."""
    parted = "；" if state.language() == "zh" else "; "
    shown = [column for column in table.columns if not column.detail]
    rows = [
        {
            column.label: plain(str(row.get(column.id) or "—").replace("\n", parted))
            for column in shown
        }
        for row in table.rows
    ]
    st.table(pd.DataFrame(rows, columns=[column.label for column in shown]), hide_index=True)
