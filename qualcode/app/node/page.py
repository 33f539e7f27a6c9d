"""A code's page (节点): all its passages in context, its neighbours, its memos, and back-coding."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qualcode.app.node import again, beside, chosen, memos, passages
from qualcode.app.screen import choices, parts
from qualcode.app.screen.words import t
from qualcode.app.window import session

if TYPE_CHECKING:
    from collections.abc import Callable

    from qualcode.model import Code
    from qualcode.project import Project


def show() -> None:
    """Show one code of the study."""
    project = parts.opened("node.title", "node.help")
    if project is None:
        return
    who = parts.coding(project)
    if who is None:
        return
    book = project.codebook.current()
    if not book.codes:
        parts.empty("node.none", "codebook")
        return
    code = chosen.choose(book, project.passages.counts(who))
    due = {it.code: it.turns for it in project.backcoding.due(who)}
    study = session.study()
    led, study.look = study.look, None
    if led in VIEWS:
        session.fill(session.NODE_VIEW, led)
    view = choices.segments(
        t("node.view"),
        list(VIEWS),
        key=session.NODE_VIEW,
        shown=lambda it: _tab(it, due.get(code.id, 0)),
    )
    if view != "beside":  # which says it in its columns
        chosen.meaning(code)
    VIEWS[view](project, who, code)


def _tab(view: str, due: int) -> str:
    return t("node.tab_again_due", n=due) if view == "again" and due else t(f"node.tab_{view}")


VIEWS: dict[str, Callable[[Project, str, Code], None]] = {
    "passages": passages.show,
    "beside": beside.show,
    "memo": memos.show,
    "again": again.show,
}
