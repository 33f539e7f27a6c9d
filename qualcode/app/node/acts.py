"""What may be done with several passages at once: uncode, move, split, and take it back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from qualcode.app.quoted import moved
from qualcode.app.screen import choices, parts, said
from qualcode.app.screen.words import listed, plain, t
from qualcode.app.window import session, state

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from qualcode.gathering.code_passages import CodePassage
    from qualcode.model import Codebook
    from qualcode.project import Project

WORDS = 18
"""So many characters of a passage name it where it is chosen for a part."""
MOST_SPLIT = 30
"""So many passages are split at once, one box each."""


def done() -> int:
    """Return how many acts this page has done: after each, nothing is ticked."""
    return session.here().node.acts


def seen(items: Sequence[CodePassage], sign: str, ticked: Sequence[str]) -> dict[str, str]:
    """Return the ticked passages that were on the screen and may be changed, with their words."""
    shown = {it.uuid: it.spot.text for it in items if not it.held}
    words = session.here().node.seen(sign, shown)
    return {uuid: words[uuid] for uuid in ticked if uuid in words}


def show(project: Project, who: str, code: str, ticked: Mapping[str, str]) -> None:
    """Show the acts; they are there as soon as something is ticked."""
    book = project.codebook.current()
    with st.container(horizontal=True, vertical_alignment="center"):
        words = t("node.ticked", n=len(ticked)) if ticked else t("node.tick_help")
        st.caption(words, width="content")
        if ticked:
            _uncode(project, who, list(ticked))
            _move(project, who, book, code, list(ticked))
            _split(project, who, ticked)
        undo(project, who)


def undo(project: Project, who: str) -> None:
    """Show the button that takes back the latest act of coding, also by its key."""
    if parts.undo(project, who, key="node_undo"):
        _again()


def _uncode(project: Project, who: str, uuids: list[str]) -> None:
    if st.button(t("node.uncode"), icon=":material/label_off:", key="node_uncode"):
        n = said.attempt(project.codings.remove_many, who, uuids)
        if n is not None:
            said.say(t("node.uncoded", n=n))
            _again()
        else:
            st.rerun()


def _move(project: Project, who: str, book: Codebook, code: str, uuids: list[str]) -> None:
    with st.popover(t("node.move"), icon=":material/drive_file_move:", key="node_move"):
        target = moved.choose(book, key="node_move", label=t("node.move_to"), leave_out=code)
        if st.button(t("node.do_move"), type="primary", disabled=not target, key="node_do_move"):
            if target.code is not None:
                n = said.attempt(project.codings.change_many, who, uuids, code=target.code)
            else:
                parts = said.attempt(
                    project.passages.split,
                    who,
                    {target.label: uuids},
                    language=state.language(),
                )
                n = sum(count for _, count in parts) if parts is not None else None
            if n is not None:
                said.say(t("node.moved", n=n, label=target.label))
                _again()
            st.rerun()


def _split(project: Project, who: str, ticked: Mapping[str, str]) -> None:
    with st.popover(t("node.split"), icon=":material/call_split:", key="node_split"):
        typed = st.text_area(t("node.split_names"), key="node_split_names", height=90)
        names = list(dict.fromkeys(" ".join(it.split()) for it in typed.splitlines() if it.strip()))
        parts: dict[str, list[str]] = {name: [] for name in names}
        choosable = list(ticked.items())[:MOST_SPLIT] if names else []
        for n, (uuid, words) in enumerate(choosable, 1):
            to = choices.select(
                t("node.split_to", n=n, words=plain(words[:WORDS])),
                [*names, ""],
                key=f"node_part_{uuid}",
                shown=lambda it: it or t("node.stays"),
            )
            if to:
                parts[to].append(uuid)
        wanted = {name: uuids for name, uuids in parts.items() if uuids}
        if st.button(t("node.do_split"), type="primary", disabled=not wanted, key="node_do_split"):
            found = said.attempt(project.passages.split, who, wanted, language=state.language())
            if found is not None:
                told = [
                    t("node.part", label=code.label(state.language()), n=n) for code, n in found
                ]
                said.say(t("node.was_split", parts=listed(told)))
                _again()
            st.rerun()


def _again() -> None:
    """Draw the page anew with nothing ticked."""
    session.here().node.acts += 1
    st.rerun()
