"""Compare: rounds of coding, how far coders agree, why they do not, and what a panel decides."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qualcode.app.compare import VIEWS, rounds
from qualcode.app.screen import choices, parts
from qualcode.app.screen.words import t
from qualcode.app.window import state

if TYPE_CHECKING:
    from qualcode.project import Project


def show() -> None:
    """Show how coders compare, one view at a time."""
    project = parts.opened("compare.title", "compare.help")
    if project is None:
        return
    known = project.rounds.list()
    if len(state.coders()) < 2 and not any(it.recodes for it in known):
        _alone(project)
    elif not known:
        parts.empty("compare.nothing", "code")
    else:
        view = choices.segments(
            t("compare.view"),
            tuple(VIEWS),
            key="compare_view",
            shown=lambda it: t(f"compare.view_{it}"),
        )
        VIEWS[view](project)


def _alone(project: Project) -> None:
    """Say what a second coder brings; who has coded alone can code once more."""
    parts.empty("compare.alone")
    parts.coders_box(project)
    if state.coder() and project.rounds.list():
        rounds.alone(project)
