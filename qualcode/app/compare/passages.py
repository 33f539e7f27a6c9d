"""The passages behind a disagreement: what was said, who coded it, who read it and did not."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

import streamlit as st

from qualcode.app import coder
from qualcode.app.screen import choices, parts, said
from qualcode.app.screen.highlight import Passage, around, marked
from qualcode.app.screen.words import listed, t
from qualcode.app.window import state
from qualcode.model import Turn

if TYPE_CHECKING:
    from collections.abc import Callable

    from qualcode.app.compare.chosen import Chosen
    from qualcode.gathering.comparison import DifferingPassage as Difference
    from qualcode.model import Transcript
    from qualcode.project import Project

CODE, PAIR = "compare_code", "compare_pair"
SHOWN = 40
AROUND = 60
"""How many characters before and after a passage are shown."""


def show(project: Project, it: Chosen, beside: Callable[[str | None], None]) -> None:
    """Show the passages, for every code or one and every pair or one; ``beside`` gets the code."""
    labels = _labels(project, it)
    left, right = st.columns([3, 2], gap="large")
    with left:
        st.subheader(t("compare.differ"), anchor=False)
        with st.container(horizontal=True, vertical_alignment="bottom"):
            code = choices.select(
                t("code.one"),
                [None, *labels],
                key=CODE,
                shown=lambda one: labels[one] if one else t("compare.every_code"),
            )
            pair = _pair(it)
        _list(project, it, code, pair, labels)
    with right:
        beside(code)


def _labels(project: Project, it: Chosen) -> dict[str, str]:
    """Return the codes of the codebook that the round was closed with."""
    found = project.agreement.seen_by(state.coder()).compared(round=it.round.name)
    return found.labels(state.language())


def _pair(it: Chosen) -> tuple[str, ...] | None:
    people = it.coders or it.everybody
    if len(people) < 3:
        return None
    pairs = [tuple(sorted(pair)) for pair in combinations(people, 2)]
    return choices.select(
        t("compare.pair"),
        [None, *pairs],
        key=PAIR,
        shown=lambda one: " – ".join(one) if one else t("compare.every_pair"),
    )


def _list(
    project: Project,
    it: Chosen,
    code: str | None,
    pair: tuple[str, ...] | None,
    labels: dict[str, str],
) -> None:
    differ = said.attempt(
        project.agreement.seen_by(state.coder()).disagreements,
        code,
        it.coders,
        round=it.round.name,
        unit=it.counted,
    )
    found = [one for one in differ or () if pair is None or _between(one, pair)]
    st.caption(t("compare.found", n=len(found), shown=min(len(found), SHOWN)))
    names = {one.transcript for one in found[:SHOWN]}
    read = {name: project.transcripts.get(name) for name in names}
    if found:
        shown = [_passage(one, read[one.transcript], labels) for one in found[:SHOWN]]
        coder.passages(shown, key="compare_passages")


def _between(found: Difference, pair: tuple[str, ...]) -> bool:
    return any(set(pair) == {yes, no} for yes in found.yes for no in found.no)


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
