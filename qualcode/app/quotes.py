"""All passages of one code: what was said, in its place, with who said it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from qualcode.app import choices, coder, state
from qualcode.app.highlight import Passage, around, marked
from qualcode.app.words import t

if TYPE_CHECKING:
    from collections.abc import Mapping

    from qualcode.model import Transcript
    from qualcode.project import Project
    from qualcode.table import Cell, Table

SHOWN = 100
AROUND = 60
"""How many characters before and after a passage are shown."""


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
    rows = [row for row in table.rows if row["code"] == chosen]
    st.caption(t("compare.found", n=len(rows), shown=min(len(rows), SHOWN)))
    names = {str(row["transcript"]) for row in rows[:SHOWN]}
    read = {name: project.transcripts.get(name) for name in names}
    shown = [_passage(row, read[str(row["transcript"])]) for row in rows[:SHOWN]]
    coder.passages(shown, key="results_passages")
    return True


def _passage(row: Mapping[str, Cell], transcript: Transcript) -> Passage:
    start, end = int(row["start"] or 0), int(row["end"] or 0)
    turn = next((it for it in transcript.turns if it.start <= start < it.end), None)
    first, last = (turn.start, turn.end) if turn else (start, end)
    return Passage(
        around(
            transcript.text[max(first, start - AROUND) : start],
            marked(transcript.text[start:end], start, [(start, end)]),
            transcript.text[end : min(last, end + AROUND)],
        ),
        head=f"{transcript.name} {row['citation']}",
    )
