"""The table of participants as it goes out: a line a speaker, and comes in again as it was."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from qualcode import export
from qualcode.export.people import PeopleExport, people_table

if TYPE_CHECKING:
    from qualcode.i18n import Language
    from qualcode.project import Project


def people_export(
    project: Project, *, as_typed: bool = False, language: Language = "en"
) -> PeopleExport:
    """Return the table of participants; see ``export.people.people_table``."""
    heard = [it for it in project.people.speakers() if it.participant]
    spoken = [(it.transcript, it.label, it.participant or "") for it in heard]
    everyone = project.transcripts.participants()
    return people_table(everyone, spoken, as_typed=as_typed, language=language)


def export_participants(
    project: Project, path: Path | str, *, as_typed: bool = False, language: Language = "en"
) -> PeopleExport:
    """Write the table of participants; see ``people_export``."""
    found = people_export(project, as_typed=as_typed, language=language)
    export.write(found.table, Path(path), language=language)
    return found
