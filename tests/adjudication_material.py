"""A closed round with disputes, a panel that settles it, and what the panel has."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from coded_material import AGREED, REPAIR, mark, read_all

from qualcode.review import Verdict

if TYPE_CHECKING:
    from qualcode.project import Project
    from qualcode.review.disagreement import Dispute

RARE = "𠮷祥面馆门口碰头。"
FAMILY = "👨‍👩‍👧发来发去。"


@pytest.fixture
def coded(project: Project) -> Project:
    """R1, closed: agreement on two sentences, and three disputes, one with rare Han, one emoji."""
    mark(project, "A", "interview_1", AGREED, "legitimacy")
    mark(project, "B", "interview_1", "我们楼里的人都认。", "legitimacy")
    mark(project, "A", "interview_2", REPAIR, "responsiveness")
    mark(project, "B", "interview_2", "居民都满意", "responsiveness")
    mark(project, "A", "interview_1", RARE, "legitimacy")
    mark(project, "B", "interview_2", FAMILY, "mobilization")
    mark(project, "B", "interview_1", "𠮷祥面馆", "responsibility")
    read_all(project, "A", "B")
    project.rounds.close("R1")
    return project


@pytest.fixture
def settling(coded: Project) -> Project:
    coded.adjudication.open("R1", "A B")
    return coded


def dispute(project: Project, words: str, code: str) -> Dispute:
    (found,) = [it for it in project.adjudication.queue() if (it.text, it.code) == (words, code)]
    return found


def settle_all(project: Project, result: str = "yes") -> None:
    for each in project.adjudication.queue():
        project.adjudication.decide(each.id, Verdict(result, "slip"), actor="A")


def panel_texts(project: Project, held: str = "R2") -> list[tuple[str, str]]:
    texts = {info.text_id: info.name for info in project.transcripts.list()}
    return [
        (project.transcripts.get(texts[c.text_id]).text[c.start : c.end], c.code)
        for c in project.codings.of("A B", round=held)
    ]


def sentences(project: Project) -> dict[int, str]:
    """Return every sentence of the interviewed side by its key."""
    found = {}
    for info in project.transcripts.list():
        text = project.transcripts.get(info.name).text
        for unit in project.transcripts.units(info.text_id, "sentence"):
            if unit.in_frame:
                found[unit.id] = text[unit.start : unit.end]
    return found


def panel_read(project: Project, held: str = "R2") -> set[str]:
    """Return the sentences that the panel has read in its round."""
    texts = {
        info.text_id: project.transcripts.get(info.name) for info in project.transcripts.list()
    }
    return {
        texts[it.text_id].text[it.start : it.end]
        for it in project.codings.readings("A B", round=held)
    }


def state(project: Project) -> tuple[Any, ...]:
    readings = {(it.start, it.end, it.codebook) for it in project.codings.readings("A B")}
    return panel_texts(project), readings, project.adjudication.decided()
