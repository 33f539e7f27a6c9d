"""All quotations of one code: what was said, in its place, with who said it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from qualcode.analysis.drill_down import Stand
from qualcode.app.results import drill_down
from qualcode.app.screen import choices
from qualcode.app.screen.words import number, t
from qualcode.app.window import state

if TYPE_CHECKING:
    from collections.abc import Mapping

    from qualcode.project import Project
    from qualcode.table import Cell, Table

KEY = "results_passages"


def show(project: Project, table: Table) -> bool:
    """Let one code be chosen of the quotations, and show its passages; say whether one was."""
    book = project.codebook.current()
    labels = {code.id: code.label(state.language()) for code in book.codes}
    chosen = choices.select(
        t("code.one"),
        [None, *labels],
        key="results_code",
        shown=lambda it: labels[it] if it else t("compare.every_code"),
    )
    if chosen is None:
        return False
    numbers = {it.name: it.text_id for it in project.transcripts.list()}
    stands = [_stand(row, numbers) for row in table.rows if row["code"] == chosen]
    st.caption(t("results.behind_quotes", n=number(len(stands))))
    drill_down.listed(project, stands, key=KEY, sign=f"{project.path}\n{table.notes}\n{chosen}")
    return True


def _stand(row: Mapping[str, Cell], numbers: Mapping[str, int]) -> Stand:
    name, start, end = str(row["transcript"]), int(row["start"] or 0), int(row["end"] or 0)
    return Stand(numbers[name], name, start, end, None, None, ((start, end),))
