"""Compare: rounds of independent coding, how far coders agree, and where they do not."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from qualcode.app import charts, choices, differences, parts, said, sheets, state
from qualcode.app.words import plain, t

if TYPE_CHECKING:
    from qualcode.model import Round
    from qualcode.project import Project


def show() -> None:
    """Show how coders compare."""
    project = parts.opened("compare.title", "compare.help")
    if project is None:
        return
    if len(state.coders()) < 2:
        parts.empty("compare.alone")
        parts.coders_box(project)
        return
    rounds = project.rounds.list()
    if not rounds:
        parts.empty("compare.nothing", "code")
        return
    left, right, new = st.columns([3, 3, 2], vertical_alignment="bottom")
    with left:
        held = _choose(rounds)
    read = _read(project, held)
    if project.rounds.current() is None:
        with new:
            parts.next_round(project, key="compare_next")
    if held.status == "open":
        st.info(t("compare.open", name=plain(held.name)), icon=":material/lock_open:")
        _close(project, held, read)
    elif not _shared(read):
        parts.empty("compare.unshared")
    else:
        with right:
            chosen = _who(held)
        _agreement(project, held, chosen)


def _choose(rounds: tuple[Round, ...]) -> Round:
    names = {held.name: held for held in reversed(rounds)}
    closed = [name for name, held in names.items() if held.status == "closed"]
    name = choices.select(
        t("round"),
        names,
        key="compare_round",
        default=closed[0] if closed else None,
        shown=lambda it: parts.round_label(names[it]),
    )
    return names[name]


def _read(project: Project, held: Round) -> dict[str, set[int]]:
    """Return in which texts each coder has read in a round: how far all are, not what they saw."""
    return {
        name: {it.text_id for it in project.codings.readings(name, round=held.name)}
        for name in state.coders()
    }


def _shared(read: dict[str, set[int]]) -> bool:
    """Return whether some transcript was read by two."""
    each = [text for texts in read.values() for text in texts]
    return len(each) > len(set(each))


def _close(project: Project, held: Round, read: dict[str, set[int]]) -> None:
    everything = len(project.transcripts.list())
    for name, texts in read.items():
        st.caption(t("compare.read_by", coder=plain(name), n=len(texts), all=everything))
    with st.popover(t("compare.close"), icon=":material/lock:"):
        if not _shared(read):
            st.warning(t("compare.not_shared_yet"))
        st.markdown(t("compare.close_help"))
        if st.button(t("compare.do_close"), type="primary", key="compare_close"):
            said.attempt(project.rounds.close, held.name)
            st.rerun()


def _agreement(project: Project, held: Round, chosen: list[str] | None) -> None:
    table = said.attempt(
        project.tables.agreement, chosen, round=held.name, language=state.language()
    )
    if table is None:
        return
    st.subheader(plain(table.title), anchor=False)
    detail = st.toggle(t("more_columns"), key="compare_detail")
    sheets.show(table, key="compare_table", detail=detail)
    sheets.downloads(table, key="compare_file")
    pairs = said.attempt(project.tables.pairwise, round=held.name) or []
    passages, heat = st.columns([3, 2], gap="large")
    with passages:
        differences.show(project, held, chosen)
    with heat:
        st.subheader(t("compare.pairs"), anchor=False)
        st.altair_chart(
            charts.heat(pairs), width="content", key="compare_heat", alt=t("compare.pairs")
        )
        st.caption(t("compare.pairs_help"))
        sheets.notes(table)


def _who(held: Round) -> list[str] | None:
    """Let coders be chosen, where there are more than two."""
    people = state.coders()
    if len(people) < 3:
        return None
    chosen = st.multiselect(
        t("compare.who"), people, key=f"compare_who_{held.name}", placeholder=t("compare.everybody")
    )
    return chosen or None
