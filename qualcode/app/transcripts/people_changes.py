"""What a table of participants changes, shown before it is stored and said after."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from qualcode.app.screen import said
from qualcode.app.screen.words import how_many, listed, t
from qualcode.i18n import catalogue

if TYPE_CHECKING:
    from collections.abc import Iterator

    from qualcode.study.people_changes import FieldChange, PeopleReport

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
        said.say(t("changes.unread", values=_values(report)), "info")
    if report.clashes:
        said.say(t("changes.clashes", values=listed(list(_clashes(report))[:MOST])), "info")
    if report.silent:
        said.say(t("people_table.silent", names=listed(report.silent)), "info")
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
    if report.silent:
        yield t("people_table.silent", names=listed(report.silent))
    yield from _unread(report)
    yield from _clashes(report)


def _values(report: PeopleReport) -> str:
    found = dict.fromkeys(report.unread)
    return listed(
        t("changes.value", name=it.pseudonym, field=it.column, value=it.value)
        for it in list(found)[:MOST]
    )


def _unread(report: PeopleReport) -> Iterator[str]:
    for it in report.unread:
        yield t("changes.unread_one", name=it.pseudonym, field=it.column, value=it.value)


def _clashes(report: PeopleReport) -> Iterator[str]:
    for it in report.clashes:
        yield t("changes.clash", name=it.about, field=it.column, before=it.before, after=it.after)


def _called(it: FieldChange) -> str:
    """Return a field's name on the screen; an attribute is called as the study calls it."""
    key = f"app.person.{it.name}"
    return t(f"person.{it.name}") if key in catalogue("zh") else it.name
