"""What was found: in its context, page by page; looked at, ticked, and then coded."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from qualcode.app import quoted
from qualcode.app.node.passages import after, before, place
from qualcode.app.quoted import Quoted, moved, pages
from qualcode.app.screen import choices, parts, said
from qualcode.app.screen.highlight import Passage, around, marked
from qualcode.app.screen.words import how_many, t
from qualcode.app.window import session, state
from qualcode.gathering.search import EXTENTS, Hit

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from qualcode.app.quoted.moved import Target
    from qualcode.app.search.asked import SearchAsked
    from qualcode.gathering.search import Extent, Hits
    from qualcode.project import Project

PAGE = 20
Place = tuple[int, int, int]


def show(project: Project, who: str, asked: SearchAsked, hits: Hits) -> None:
    """Show how much was found, and the passages."""
    if not hits.places:
        st.caption(t("search.not_found"))
        return
    if hits.more:
        st.caption(t("search.found_more", n=len(hits.places)))
    else:
        transcripts = how_many("transcripts", hits.transcripts)
        st.caption(t("search.found", n=len(hits.places), transcripts=transcripts))
    coding = st.toggle(t("search.code_all"), key="search_code_all", disabled=not who)
    if coding:
        extent, target = _how(project)
        _list(project, who, asked, hits, extent, target)
    else:
        _list(project, who, asked, hits, "hit", None)


def _how(project: Project) -> tuple[Extent, Target]:
    st.caption(t("search.code_help"))
    code, much = st.columns(2, vertical_alignment="top")
    with code:
        target = moved.choose(project.codebook.current(), key="search_code", label=t("search.code"))
    with much:
        extent = choices.select(
            t("search.extent"),
            EXTENTS,
            key="search_extent",
            shown=lambda it: t(f"search.extent_{it}"),
        )
    return extent, target


def _list(
    project: Project,
    who: str,
    asked: SearchAsked,
    hits: Hits,
    extent: Extent,
    target: Target | None,
) -> None:
    """Show one page; ticks stay from page to page, as long as the search is the same."""
    sign = f"{project.path}\n{who}\n{asked}\n{session.here().search.ticking.acts}"
    at = pages.first(key="search", sign=sign)
    if at >= len(hits.places):
        pages.back(key="search")
        at = 0
    code = target.code if target else None
    page = project.search.shown(who, hits.places[at : at + PAGE], extent=extent, code=code)
    bar = st.container(key="quoted_bar_search", horizontal=True, vertical_alignment="center")
    ticked = quoted.show(
        [_quoted(it) for it in page],
        key="search_hits",
        sign=sign,
        on_open=_opener(page, hits),
        ticks=target is not None,
    )
    pages.turn(len(hits.places), PAGE, key="search")
    with bar:
        if target is not None:
            _code(project, who, _looked_at(page, sign, ticked), extent, target)


def _quoted(hit: Hit) -> Quoted:
    spot = hit.spot
    pieces = marked(spot.text, spot.start, [(hit.hit.start, hit.hit.end)])
    lines = (("", t("search.done")),) if hit.coded else ()
    shown = Passage(around(before(spot), pieces, after(spot)), head=place(spot), lines=lines)
    return Quoted(_id(hit.place), shown, may=not hit.coded)


def _id(place: Place) -> str:
    return ":".join(map(str, place))


def _opener(page: Sequence[Hit], hits: Hits) -> Callable[[str], None]:
    known = {_id(it.place): it for it in page}

    def opened(asked: str) -> None:
        hit = known[asked]
        text, start, _ = hit.place
        marks = [list(it) for it in hits.of(text)]
        state.go("code", transcript=hit.spot.transcript, place=start, hits=marks)

    return opened


def _looked_at(page: Sequence[Hit], sign: str, ticked: Sequence[str]) -> list[Place]:
    """Return the ticked hits that were on the screen in this very search: no others are coded."""
    shown = {_id(it.place): it.place for it in page}
    seen: dict[str, Place] = session.here().search.ticking.seen(sign, shown)
    coded = {_id(it.place) for it in page if it.coded}
    return [seen[it] for it in ticked if it in seen and it not in coded]


def _code(
    project: Project, who: str, chosen: Sequence[Place], extent: Extent, target: Target
) -> None:
    ready = bool(chosen and target)
    if st.button(
        t("search.do_code", n=len(chosen)), type="primary", disabled=not ready, key="search_do_code"
    ):
        made = said.attempt(
            project.search.code,
            who,
            chosen,
            extent=extent,
            code=target.code,
            label=target.label,
            language=state.language(),
        )
        if made is not None:
            told = [t("search.coded_now", n=len(made.codings))]
            if made.same:
                told.append(t("search.same", n=made.same))
            said.say(" ".join([*told, t("search.reading")]))
            _again()
        st.rerun()
    if parts.undo(project, who, key="search_undo"):
        _again()
        st.rerun()
    if not chosen:
        st.caption(t("search.tick_first"), width="content")


def _again() -> None:
    session.here().search.ticking.acts += 1
