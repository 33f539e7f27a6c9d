"""Who the speakers are, as a table to fill in: one row a speaker of a transcript."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import streamlit as st

from qualcode.app import said
from qualcode.app.words import t
from qualcode.model import Participant

if TYPE_CHECKING:
    from qualcode.project import Project

PERSON = ("pseudonym", "role", "letter", "group")


def table(project: Project) -> None:
    """Show the table, and write what was changed in it."""
    st.caption(t("transcripts.people_help"))
    known = {person.pseudonym: person for person in project.transcripts.participants()}
    before = [
        {
            "transcript": info.name,
            "label": speaker.label,
            **_cells(known.get(speaker.participant or "")),
        }
        for info in project.transcripts.list()
        for speaker in project.transcripts.get(info.name).speakers
        if not speaker.asks
    ]
    labels = {name: t(f"person.{name}") for name in ("transcript", "label", *PERSON)}
    after = st.data_editor(
        before,
        column_config=labels,
        disabled=["transcript", "label"],
        hide_index=True,
        key="transcripts_people",
    )
    if st.button(t("transcripts.save_people"), type="primary", key="transcripts_save_people"):
        for old, new in zip(before, after, strict=True):
            if new != old and new["pseudonym"]:
                said.attempt(_save_person, project, known, old, new)
        said.say(t("saved"))
        st.rerun()


def _save_person(
    project: Project, known: dict[str, Participant], old: dict[str, str], new: dict[str, str]
) -> None:
    if new["pseudonym"] != old["pseudonym"]:
        project.transcripts.assign(new["transcript"], new["label"], new["pseudonym"])
    person = known.get(new["pseudonym"], Participant(new["pseudonym"]))
    project.transcripts.edit_participant(
        replace(
            person,
            role=new["role"] or "",
            letter=new["letter"] or "",
            group=new["group"] or "",
        )
    )


def _cells(person: Participant | None) -> dict[str, str]:
    return {name: getattr(person, name) if person else "" for name in PERSON}
