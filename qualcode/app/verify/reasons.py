"""Why something was suggested, on demand: words, likenesses, what is against; or why nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from qualcode.app.screen.highlight import marked
from qualcode.app.screen.words import listed, unmarked
from qualcode.app.window import state
from qualcode.i18n import tr

if TYPE_CHECKING:
    from collections.abc import Iterable

    from qualcode.gathering import similar_passages
    from qualcode.gathering.why import Why
    from qualcode.model import Evidence
    from qualcode.project import Project


def told(why: Why) -> dict[str, Any]:
    """Return the reasons of a suggestion for the card; its score is called what it is."""
    spans = [(it.start, it.end) for it in why.speaking if it.start >= 0]
    found = [_near(it, why, "nearest") for it in why.nearest]
    if why.without is not None:
        found.append(_near(why.without, why, "without"))
    return {
        "g": why.suggestion.id,
        "score": unmarked(
            f"evidence.score_{why.scale}",
            score=f"{why.suggestion.score:.2f}",
            threshold=f"{why.threshold:.2f}",
        ),
        "lines": [
            [tr("why.speaking", state.language()), _listed(why.speaking)],
            [tr("why.against", state.language()), _listed(why.against)],
        ],
        "near": found,
        "hidden": unmarked("evidence.hidden") if why.hidden else "",
        "pieces": [list(it) for it in marked(why.text, why.unit.start, spans)],
    }


def told_none(project: Project, who: str, pick: int) -> list[str]:
    """Return the sentences that say why nothing was suggested on a card of this coder.

    Nothing is served by asking: the card stays what it was; what is told counts as seen.
    """
    unit = project.suggestions.open(who, pick).unit
    names = {info.text_id: info.name for info in project.transcripts.list()}
    found = project.evidence.why_not(who, names[unit.text_id], unit.start)
    return list(found.sentences(project.codebook.current(), state.language()))


def _listed(evidence: Iterable[Evidence]) -> str:
    words = [
        unmarked(
            "evidence.item",
            text=it.text,
            kind=unmarked(f"evidence.{it.kind}"),
            weight=f"{it.weight:+.2f}",
        )
        for it in evidence
    ]
    return listed(words) or tr("why.none", state.language())


def _near(found: similar_passages.SimilarPassage, why: Why, kind: str) -> list[str]:
    compared = tr("why.grams", state.language()) if why.likeness == "grams" else why.likeness
    head = unmarked(
        "evidence.near",
        kind=tr(f"why.{kind}", state.language()),
        transcript=found.transcript,
        turn=found.turn,
        similarity=f"{found.similarity:.2f}",
        compared=compared,
    )
    return [head, found.text]
