"""Who the speakers are, as a table to fill in: one row a speaker of a transcript."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import streamlit as st

from qualcode.app.screen import said, table_view
from qualcode.app.screen.words import t
from qualcode.app.window import session, state
from qualcode.project.sources.people import Mending

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qualcode.model import Participant
    from qualcode.project import Project
    from qualcode.store.speakers import SpeakerInfo

GIVEN = ("transcript", "label", "turns", "words")
PERSON = ("pseudonym", "role", "letter", "group")
ABOUT = "about "
"""Before the name of a column that the study added, so that it is none of ours."""


def table(project: Project) -> None:
    """Show the table, write what was changed in it, and join people into one."""
    speakers = project.people.speakers()
    if not speakers:
        st.caption(t("transcripts.no_people"))
        return
    st.caption(t("transcripts.people_help"))
    known = {person.pseudonym: person for person in project.transcripts.participants()}
    about = _columns(known.values())
    before = [_row(it, known.get(it.participant or ""), about) for it in speakers]
    labels = {name: t(f"person.{name}") for name in (*GIVEN, "asks", *PERSON)}
    version = session.here().transcripts.version
    after = st.data_editor(
        before,
        column_config={
            **labels,
            "words": st.column_config.TextColumn(labels["words"], width="medium"),
            **{ABOUT + name: name for name in about},
        },
        disabled=list(GIVEN),
        hide_index=True,
        num_rows="fixed",
        key=f"transcripts_people_{version}",
    )
    if st.button(t("transcripts.save_people"), type="primary", key="transcripts_save_people"):
        _save(project, speakers, before, after)
    _add_column()
    _join(project, list(known))
    _take_away(project)


def _take_away(project: Project) -> None:
    """Offer the table as files that the box above takes in again."""
    st.subheader(t("people_table.take_away"), anchor=False)
    found = project.transcripts.people_table(language=state.language())
    if found.table.notes:
        typed = st.checkbox(t("people_table.as_typed"), key="transcripts_people_dates")
        if typed:
            found = project.transcripts.people_table(as_typed=True, language=state.language())
    table_view.notes(found.table)
    table_view.downloads(found.table, key="transcripts_people_file")


def _columns(people: Any) -> list[str]:
    """Return the names of what is known of people beside our own columns, and of those to come."""
    names = dict.fromkeys(name for person in people for name in person.attributes)
    return list(dict.fromkeys([*names, *session.here().transcripts.columns]))


def _row(speaker: SpeakerInfo, person: Participant | None, about: Sequence[str]) -> dict[str, Any]:
    return {
        "transcript": speaker.transcript,
        "label": speaker.label,
        "turns": speaker.turns,
        "words": speaker.words,
        "asks": speaker.asks,
        **{name: getattr(person, name) if person else "" for name in PERSON},
        **{ABOUT + name: person.attributes.get(name, "") if person else "" for name in about},
    }


def _save(
    project: Project,
    speakers: Sequence[SpeakerInfo],
    before: list[dict[str, Any]],
    after: list[dict[str, Any]],
) -> None:
    """Write all changes in one act, or none."""
    mendings = []
    for speaker, old, new in zip(speakers, before, after, strict=True):
        changed = {name: value for name, value in new.items() if value != old[name]}
        if changed.get("asks") is not None and (why := project.people.fixed(speaker.transcript)):
            said.say(t(f"people.fixed_{why}", transcript=speaker.transcript), "error")
            st.rerun()
        if changed:
            mendings.append(_mending(speaker.id, changed))
    if mendings and said.attempt(project.people.mend, mendings) is not None:
        session.here().transcripts.version += 1
        said.say(t("saved"))
    st.rerun()


def _mending(speaker: int, changed: dict[str, Any]) -> Mending:
    about = {
        name.removeprefix(ABOUT): str(value or "")
        for name, value in changed.items()
        if name.startswith(ABOUT)
    }
    own = {name: str(changed[name] or "") for name in PERSON if name in changed}
    return Mending(speaker, asks=changed.get("asks"), attributes=about or None, **own)


def _add_column() -> None:
    with st.form("transcripts_column", border=False, clear_on_submit=True):
        with st.container(horizontal=True, vertical_alignment="bottom"):
            name = st.text_input(t("transcripts.new_column"), key="transcripts_column_name")
            asked = st.form_submit_button(t("transcripts.add_column"), key="transcripts_column_add")
        if asked:
            if name.strip():
                page = session.here().transcripts
                page.columns.append(name.strip())
                page.version += 1
            st.rerun()


def _join(project: Project, known: list[str]) -> None:
    if len(known) < 2:
        return
    with st.expander(t("transcripts.join"), icon=":material/merge:"):
        st.caption(t("transcripts.join_help"))
        chosen = st.multiselect(t("transcripts.join_who"), known, key=session.JOINED)
        ready = len(chosen) > 1
        if st.button(t("transcripts.join_do"), disabled=not ready, key="transcripts_join"):
            keep, *others = chosen
            if said.attempt(_joined, project, keep, others):
                session.clear(session.JOINED)
                session.here().transcripts.version += 1
                said.say(t("transcripts.joined", name=keep))
            st.rerun()


def _joined(project: Project, keep: str, others: Sequence[str]) -> bool:
    project.people.join(keep, others)
    return True
