"""What a table of participants changes, shown before it is stored and said after."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from qualcode.app import said
from qualcode.app.words import how_many, listed, t
from qualcode.i18n import catalogue

if TYPE_CHECKING:
    from collections.abc import Iterator

    from qualcode.project.participants import FieldChange, PeopleReport

MOST = 200
"""So many changes are listed; a line says how many more there are."""


def show(report: PeopleReport | None) -> None:
    """Show what a table would change; ``None`` where its interviews are not stored yet."""
    if report is None:
        st.caption(t("changes.later"))
        return
    lines = list(_lines(report))
    if not lines:
        st.caption(t("changes.nothing"))
        return
    with st.expander(t("changes.would", n=len(lines)), expanded=len(lines) <= 12):
        for line in lines[:MOST]:
            st.markdown(f"- {line}")
        if len(lines) > MOST:
            st.caption(t("changes.more", n=len(lines) - MOST))


def tell(report: PeopleReport) -> None:
    """Say at the head of the page what a table changed, and what in it could not be read."""
    changed = sum(not change.new for change in report.changes)
    said.say(t("changes.taken", people=how_many("participants", report.participants), n=changed))
    if report.unread:
        names = dict.fromkeys(f"{it.pseudonym}（{it.column}：{it.value}）" for it in report.unread)
        said.say(t("changes.unread", values=listed(list(names)[:MOST])), "info")
    if report.left:
        said.say(t("changes.left", names=listed(report.left)), "info")


def _lines(report: PeopleReport) -> Iterator[str]:
    for change in report.changes:
        if change.new:
            yield t("changes.new", name=change.pseudonym)
        for it in change.fields:
            if not change.new:
                yield t(
                    "changes.field",
                    name=change.pseudonym,
                    field=_called(it),
                    before=it.before or t("changes.empty"),
                    after=it.after or t("changes.empty"),
                )
    for moved in report.assigned:
        yield t(
            "changes.speaker",
            transcript=moved.transcript,
            label=moved.label,
            before=moved.before or t("changes.nobody"),
            after=moved.after,
        )
    for unread in report.unread:
        yield t(
            "changes.unread_one",
            name=unread.pseudonym,
            field=unread.column,
            value=unread.value,
        )


def _called(it: FieldChange) -> str:
    """Return a field's name on the screen; an attribute is called as the study calls it."""
    key = f"app.person.{it.name}"
    return t(f"person.{it.name}") if key in catalogue("zh") else it.name
