"""Why something was suggested, on demand: words, likenesses, what is against; or why nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from qualcode.app import coder as component
from qualcode.app import said, state
from qualcode.app.highlight import Passage
from qualcode.app.words import listed, t
from qualcode.i18n import tr

if TYPE_CHECKING:
    from collections.abc import Iterable

    from qualcode.model import Evidence
    from qualcode.project import Project, near
    from qualcode.project.cards import Item
    from qualcode.project.why import Why


def of(project: Project, who: str, item: Item) -> Why | None:
    """Return the reasons of a suggestion as this coder may know them."""
    return said.attempt(project.evidence.why, who, item.suggestion.id)


def show(why: Why | None) -> None:
    """Show the reasons of a suggestion; its score is called what it is."""
    if why is None:
        return
    st.caption(
        t(
            f"evidence.score_{why.scale}",
            score=f"{why.suggestion.score:.2f}",
            threshold=f"{why.threshold:.2f}",
        )
    )
    lines = [
        (tr("why.speaking", state.language()), _listed(why.speaking)),
        (tr("why.against", state.language()), _listed(why.against)),
    ]
    found = [Passage((), lines=tuple(lines))]
    found += [_near(it, why, "nearest") for it in why.nearest]
    if why.without is not None:
        found.append(_near(why.without, why, "without"))
    component.passages(found, key="verify_reasons")
    if why.hidden:
        st.caption(t("evidence.hidden"))


def show_none(project: Project, who: str, transcript: str, position: int) -> None:
    """Show why nothing was suggested for a unit."""
    found = said.attempt(project.evidence.why_not, who, transcript, position)
    if found is not None:
        for sentence in found.sentences(project.codebook.current(), state.language()):
            st.text(sentence)


def _listed(evidence: Iterable[Evidence]) -> str:
    words = [
        t("evidence.item", text=it.text, kind=t(f"evidence.{it.kind}"), weight=f"{it.weight:+.2f}")
        for it in evidence
    ]
    return listed(words) or tr("why.none", state.language())


def _near(found: near.Passage, why: Why, kind: str) -> Passage:
    compared = tr("why.grams", state.language()) if why.likeness == "grams" else why.likeness
    return Passage(
        ((found.text, "plain"),),
        head=t(
            "evidence.near",
            kind=tr(f"why.{kind}", state.language()),
            transcript=found.transcript,
            turn=found.turn,
            similarity=f"{found.similarity:.2f}",
            compared=compared,
        ),
    )
