"""The tables of what is measured, by name: frequencies, the model's errors, anchoring."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from collections.abc import Callable

    from qualcode.gathering.frequency_material import Counted
    from qualcode.project import Project
    from qualcode.project.reporting.agreement_tables import Chosen
    from qualcode.table import Table


def _frequencies(project: Project, it: Chosen, by: str | None = None) -> Table:
    return project.frequencies.table(
        coder=it.coder,
        round=it.round,
        unit=cast("Counted", it.unit),
        by=by,
        viewer=it.viewer,
        language=it.language,
    )


def _by_group(project: Project, it: Chosen) -> Table:
    return _frequencies(project, it, "group")


def _errors(project: Project, it: Chosen) -> Table:
    return project.frequencies.errors(
        coder=it.coder,
        round=it.round,
        unit=cast("Counted", it.unit),
        viewer=it.viewer,
        language=it.language,
    )


def _anchoring(project: Project, it: Chosen) -> Table:
    return project.anchoring.table(it.coder, viewer=it.viewer, language=it.language)


MEASURED: dict[str, Callable[[Project, Chosen], Table]] = {
    "frequencies": _frequencies,
    "frequencies_by_group": _by_group,
    "frequency_errors": _errors,
    "anchoring": _anchoring,
}

KEPT = frozenset({"frequencies", "frequencies_by_group", "frequency_errors"})
"""Those that are kept where they are made, with everything that they depend on."""
