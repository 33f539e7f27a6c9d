"""What coders did in a project, for the tests of what is counted from it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from qualcode.project import Project

AGREED = "大家推选的嘛，我们楼里的人都认。"
REPAIR = "后来修好了，居民都满意。"


def mark(project: Project, coder: str, transcript: str, words: str, code: str) -> None:
    at = project.transcripts.get(transcript).text.index(words)
    project.codings.add(coder, transcript, at, at + len(words), code)


def read_all(project: Project, *coders: str) -> None:
    for coder in coders:
        for info in project.transcripts.list():
            project.codings.read(coder, info.name)


def two_coders(project: Project, *more: str) -> None:
    """A, B and whoever is named read everything and agree on one coding of two."""
    coders = ("A", "B", *more)
    for coder in coders:
        project.codings.add(coder, "interview_1", 22, 36, "legitimacy")
    read_all(project, *coders)
    project.codings.add("A", "interview_2", 22, 36, "legitimacy")
