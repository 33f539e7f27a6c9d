"""One disagreement: the unit in its turn and the turns around it, and what each coder marked."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from qualcode.app import coder as component
from qualcode.app.screen import parts
from qualcode.app.screen.highlight import Passage, around, marked
from qualcode.app.screen.words import plain, t, unmarked
from qualcode.app.window import state
from qualcode.i18n import tr

if TYPE_CHECKING:
    from collections.abc import Mapping

    from qualcode.model import Transcript, Turn
    from qualcode.project import Project
    from qualcode.review.disagreement import CoderAnswer, Dispute

AROUND = 160
"""How many characters of its turn, and of each turn around it, are shown beside a unit."""


def card(project: Project, item: Dispute, labels: Mapping[str, str]) -> None:
    """Show a disagreement, side by side in its context."""
    st.subheader(
        t("adjudicate.question", code=plain(labels.get(item.code, item.code))), anchor=False
    )
    code = project.codebook.current().code(item.code)
    if code is not None and (meaning := code.defined(state.language())):
        st.caption(plain(meaning))
    transcript = project.transcripts.get(item.transcript)
    component.passages([_context(transcript, item)], key="adjudicate_context")
    component.passages(
        [_said(item, it) for it in item.voices], key="adjudicate_voices", look="beside"
    )
    if item.decision is not None:
        language = state.language()
        st.markdown(
            t(
                "adjudicate.decided",
                member=plain(item.decision.member),
                result=tr(f"adjudication.result.{item.decision.result}", language),
                reason=tr(f"adjudication.reason.{item.decision.reason}", language),
            )
        )


def _context(transcript: Transcript, item: Dispute) -> Passage:
    place = next(i for i, turn in enumerate(transcript.turns) if turn.n == item.turn)
    turns = transcript.turns
    before = _last(_turn(transcript, turns[place - 1])) + "\n" if place else ""
    after = "\n" + _first(_turn(transcript, turns[place + 1])) if turns[place + 1 :] else ""
    unit = marked(item.text, item.start, [(item.start, item.end)])
    inside = around(_last(item.before), unit, _first(item.after))
    return Passage(
        around(before, inside, after),
        head=f"{item.transcript} · {parts.called(transcript, item.speaker)}",
    )


def _last(words: str) -> str:
    return words if len(words) <= AROUND else "…" + words[-AROUND:]


def _first(words: str) -> str:
    return words if len(words) <= AROUND else words[:AROUND] + "…"


def _turn(transcript: Transcript, turn: Turn) -> str:
    said = transcript.text[turn.start : turn.end]
    who = parts.called(transcript, turn.speaker or "")
    return unmarked("adjudicate.turn", who=who, said=said) if who else said


def _said(item: Dispute, voice: CoderAnswer) -> Passage:
    answer = t("compare.yes" if voice.yes else "compare.no")
    spans = [(it.start, it.end) for it in voice.spans]
    return Passage(marked(item.text, item.start, spans), head=f"{voice.coder} · {answer}")
