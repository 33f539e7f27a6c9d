"""Passages to bracket, and the words of the brackets of a transcript."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qualcode.model import Span

if TYPE_CHECKING:
    from qualcode.project import Project

FAMILY = "👨‍👩‍👧"
ONE, TWO = Span(22, 36), Span(60, 70)


def words(project: Project, transcript: str) -> list[str]:
    text = project.transcripts.get(transcript).text
    return [text[unit.start : unit.end] for unit in project.brackets.of(transcript)]
