"""The passages behind a disagreement: what was said, who coded it, who read it and did not."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from qualcode.app import choices, coder, parts, said, state
from qualcode.app.highlight import Passage, around, marked
from qualcode.app.words import listed, t
from qualcode.model import Turn

if TYPE_CHECKING:
    from qualcode.model import Round, Transcript
    from qualcode.project import Project
    from qualcode.project.comparison import Passage as Difference

SHOWN = 40
AROUND = 60
"""How many characters before and after a passage are shown."""


def show(project: Project, held: Round, coders: list[str] | None) -> None:
    """Show the passages, for every code or for one."""
    st.subheader(t("compare.differ"), anchor=False)
    book = project.codebook.current()
    labels = {code.id: code.label(state.language()) for code in book.codes}
    chosen = choices.select(
        t("code.one"),
        [None, *labels],
        key="compare_code",
        shown=lambda it: labels[it] if it else t("compare.every_code"),
    )
    found = said.attempt(project.tables.disagreements, chosen, coders, round=held.name) or ()
    st.caption(t("compare.found", n=len(found), shown=min(len(found), SHOWN)))
    read = {name: project.transcripts.get(name) for name in {it.transcript for it in found[:SHOWN]}}
    shown = [_passage(it, read[it.transcript], labels) for it in found[:SHOWN]]
    if shown:
        coder.passages(shown, key="compare_passages")


def _passage(found: Difference, transcript: Transcript, labels: dict[str, str]) -> Passage:
    inside = [turn for turn in transcript.turns if turn.start <= found.start < turn.end]
    turn = inside[0] if inside else Turn(0, found.start, found.end)
    return Passage(
        around(
            transcript.text[max(turn.start, found.start - AROUND) : found.start],
            marked(found.text, found.start, [(found.start, found.end)]),
            transcript.text[found.end : min(turn.end, found.end + AROUND)],
        ),
        head=" · ".join(
            (
                transcript.name,
                parts.called(transcript, turn.speaker or ""),
                labels.get(found.code, found.code),
            )
        ),
        lines=(
            (t("compare.yes"), listed(found.yes)),
            (t("compare.no"), listed(found.no)),
        ),
    )
