"""The passages behind a figure that was clicked: on the same page, each with a way to the desk."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

import streamlit as st

from qualcode.analysis import Figure, figure_of
from qualcode.app import quoted
from qualcode.app.node.passages import after, before, place
from qualcode.app.quoted import Quoted, pages
from qualcode.app.screen import said, table_view
from qualcode.app.screen.highlight import Passage, around, marked
from qualcode.app.screen.words import how_many, number, plain, t
from qualcode.app.window import session, state
from qualcode.export import naming
from qualcode.gathering.code_passages import PAGE
from qualcode.i18n import tr

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from qualcode.analysis import Behind
    from qualcode.analysis.drill_down import Stand
    from qualcode.model import Codebook, UnitKind
    from qualcode.project import Project
    from qualcode.study.coding_source import Layer
    from qualcode.table import Table

KEY = "results_behind"
AROUND = 60


def click(table: Table, row: int, column: str) -> None:
    """Remember the figure of a cell; a cell that is none, or was let go of, forgets it."""
    click_by(table, None, row, column)


def click_by(table: Table, by: str | None, row: int, column: str) -> None:
    """Remember the figure of a cell of a table whose groups are made ``by`` something."""
    figure = figure_of(table.name, table.rows[row], column) if row >= 0 else None
    choose(under(table, by), replace(figure, by=by) if figure and by else figure)


def under(table: Table, by: str | None = None) -> str:
    """Name the place of a table's passages; other groups are another place."""
    return f"{table.name}:{by}" if by else table.name


def choose(place_of: str, figure: Figure | None) -> None:
    """Remember a figure, and under what its passages are shown; or forget it."""
    session.here().results.figure = (place_of, figure)


def show(project: Project, place_of: str, layer: Layer, unit: UnitKind) -> None:
    """Show the passages of the figure that was clicked, where it was one of this place."""
    name, figure = session.here().results.figure
    if name != place_of or figure is None:
        return
    viewer = state.coder() or None
    found = said.attempt(
        project.tables.behind,
        figure,
        coder=layer.coder or None,
        round=layer.round,
        unit=unit,
        viewer=viewer,
    )
    if found is not None:
        with st.container(border=True, key=KEY):
            _passages(project, found, f"{project.path}\n{figure}\n{layer}\n{unit}\n{viewer}")


def _passages(project: Project, found: Behind, sign: str) -> None:
    title = titled(project.codebook.current(), found.figure)
    st.subheader(plain(title), anchor=False)
    if not found.stands:
        st.caption(t("results.behind_none"))
        return
    st.caption(
        t(
            "results.behind_count",
            n=number(len(found.stands)),
            sources=how_many("sources", found.sources),
            participants=how_many("participants", found.participants),
            characters=number(found.characters),
        )
    )
    listed(project, found.stands, key=KEY, sign=sign)
    make = partial(project.tables.passages, found, title=title, language=state.language())
    name = naming.stem(tr("table.title.passages", state.language(), code=title))
    table_view.later(make, name, key=f"{KEY}_file")


def listed(project: Project, stands: Sequence[Stand], *, key: str, sign: str) -> None:
    """Show passages page by page, with what stands around them and the way to the desk."""
    at = pages.first(key=key, sign=sign)
    page = stands[at : at + PAGE]
    hits = [(it.text_id, it.start, it.end) for it in page]
    there = project.search.shown("", hits, around=AROUND)
    items = [
        Quoted(
            str(at + n),
            Passage(
                around(
                    before(hit.spot),
                    marked(hit.spot.text, hit.spot.start, stand.marks),
                    after(hit.spot),
                ),
                head=place(hit.spot),
            ),
        )
        for n, (stand, hit) in enumerate(zip(page, there, strict=True))
    ]
    opened = opener({str(at + n): stand for n, stand in enumerate(page)})
    quoted.show(items, key=f"{key}_list", sign=sign, on_open=opened, ticks=False)
    pages.turn(len(stands), PAGE, key=key)


def opener(known: dict[str, Stand]) -> Callable[[str], None]:
    """Return what turns to the desk at the place of a passage."""

    def opened(asked: str) -> None:
        stand = known[asked]
        state.go("code", transcript=stand.transcript, place=stand.start)

    return opened


def titled(book: Codebook, figure: Figure) -> str:
    """Return in words what a figure counts."""
    if figure.person:
        return t("results.behind_turns", person=figure.person)
    labels = {it.id: it.label(state.language()) for it in book.codes}
    code = labels.get(figure.code, figure.code)
    if figure.other:
        other = labels.get(figure.other, figure.other)
        return t("results.behind_both", one=code, other=other)
    if figure.assisted:
        return t("results.behind_assisted", code=code)
    if figure.group is not None:
        group = figure.group or t("results.no_group")
        key = "behind_group_units" if figure.what == "units" else "behind_group"
        return t(f"results.{key}", code=code, group=group)
    if figure.grouped:
        return t("results.behind_grouped", code=code)
    return t(f"results.behind_{figure.what}", code=code)
