"""The passages of one code in their places: read, narrowed, and changed several at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from qualcode.app import quoted
from qualcode.app.node import acts, chosen
from qualcode.app.quoted import Quoted, pages
from qualcode.app.screen import choices
from qualcode.app.screen.highlight import Passage as Shown
from qualcode.app.screen.highlight import around, marked
from qualcode.app.screen.words import t, unmarked
from qualcode.app.window import state
from qualcode.gathering.code_passages import PAGE, CodePassage, CodePassages, Narrowed
from qualcode.i18n import tr

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from qualcode.model import Code
    from qualcode.project import Project
    from qualcode.study.context import InContext

CUT = "…"


def show(project: Project, who: str, code: Code) -> None:
    """Show the passages, and what may be done with those that are ticked."""
    whole = project.passages.of(code.id, who, count=0)
    narrowed = _narrowed(whole)
    _list(who, code.id, narrowed)


@st.fragment
def _list(who: str, code: str, narrowed: Narrowed) -> None:
    project = state.project()
    if project is None or state.coder() != who:
        return
    sign = f"{project.path}\n{code}\n{who}\n{narrowed}\n{acts.done()}"
    found = project.passages.of(code, who, narrowed, first=pages.first(key="node", sign=sign))
    if found.total and not found.items:
        pages.back(key="node")
        found = project.passages.of(code, who, narrowed)
    chosen.counted(found)
    bar = st.container(key="quoted_bar_node")
    if not found.total:
        others = len(state.coders()) > 1
        st.caption(t("node.empty_hidden" if others else "node.empty"))
    key = f"node_passages_{acts.done()}"
    ticked = quoted.show(rows(found.items, found), key=key, sign=sign, on_open=opener(found.items))
    pages.turn(found.total, PAGE, key="node")
    with bar:
        acts.show(project, who, code, acts.seen(found.items, sign, ticked))


def rows(items: Sequence[CodePassage], found: CodePassages) -> list[Quoted]:
    """Return passages as they are shown; who coded is said where there is more than one answer."""
    several = len(found.coders) > 1 or len(found.rounds) > 1
    return [Quoted(it.uuid, passage(it, several=several), may=not it.held) for it in items]


def passage(item: CodePassage, *, several: bool) -> Shown:
    """Return a passage with its place, who coded it, its memos, and why it cannot be changed."""
    lines: list[tuple[str, str]] = []
    origin = tr(f"origin.{item.origin}", state.language())
    if several:
        lines.append(
            (t("node.by"), unmarked("node.made", coder=item.coder, round=item.round, origin=origin))
        )
    elif item.origin != "manual":
        lines.append((t("node.by"), origin))
    lines += [(unmarked("node.memo_of", coder=memo.coder), memo.text) for memo in item.memos]
    if item.held:
        lines.append(("", t(f"node.held_{item.held}")))
    spot = item.spot
    pieces = marked(spot.text, spot.start, [(spot.start, spot.end)])
    return Shown(around(before(spot), pieces, after(spot)), head=place(spot), lines=tuple(lines))


def place(spot: InContext) -> str:
    """Return in words where something stands."""
    if spot.turn is None:
        return unmarked("node.place_outside", transcript=spot.transcript)
    return unmarked("node.place", transcript=spot.transcript, turn=spot.turn, speaker=spot.speaker)


def before(spot: InContext) -> str:
    """Return what is said before, with a sign where the turn says more."""
    return CUT + spot.before if spot.cut[0] else spot.before


def after(spot: InContext) -> str:
    """Return what is said after, with a sign where the turn says more."""
    return spot.after + CUT if spot.cut[1] else spot.after


def opener(items: Sequence[CodePassage]) -> Callable[[str], None]:
    """Return what turns to the desk at the place of a passage."""
    known = {it.uuid: it for it in items}

    def opened(uuid: str) -> None:
        item = known[uuid]
        if item.coder == state.coder():
            choices.choose("code_round", item.round)
        state.go("code", transcript=item.spot.transcript, place=item.spot.start)

    return opened


def _narrowed(whole: CodePassages) -> Narrowed:
    """Let the passages be narrowed by what tells them apart."""
    names = {
        "transcript": whole.transcripts,
        "group": whole.groups,
        "coder": whole.coders,
        "round": whole.rounds,
    }
    several = {name: known for name, known in names.items() if len(known) > 1}
    if not several:
        return Narrowed()
    asked: dict[str, str | None] = {}
    for column, (name, known) in zip(st.columns(4), several.items(), strict=False):
        with column:
            asked[name] = choices.select(
                t("node.group") if name == "group" else t(name),
                [None, *known],
                key=f"node_{name}",
                default=state.coder() if name == "coder" else None,
                shown=lambda it: it or t("node.every"),
            )
    return Narrowed(**asked)
