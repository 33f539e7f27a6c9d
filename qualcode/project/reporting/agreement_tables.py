"""The tables of agreement by name, each of one closed round."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable

    from qualcode.i18n import Language
    from qualcode.model import UnitKind
    from qualcode.project import Project
    from qualcode.table import Table


class Chosen(NamedTuple):
    """Which round, in which units, for whom; ``coder`` is whose work where a table is of one."""

    round: str | None
    unit: UnitKind
    language: Language | None
    viewer: str | None
    coder: str | None = None


def _agreement(project: Project, it: Chosen) -> Table:
    return project.agreement.seen_by(it.viewer).table(
        round=it.round, unit=it.unit, language=it.language
    )


def _pairs(project: Project, it: Chosen) -> Table:
    return project.agreement.seen_by(it.viewer).pair_table(
        round=it.round, unit=it.unit, language=it.language
    )


def _spans(place: int) -> Callable[[Project, Chosen], Table]:
    def table(project: Project, it: Chosen) -> Table:
        return project.agreement.seen_by(it.viewer).spans(round=it.round, language=it.language)[
            place
        ]

    return table


def _diagnosis(place: int) -> Callable[[Project, Chosen], Table]:
    def table(project: Project, it: Chosen) -> Table:
        found = project.agreement.seen_by(it.viewer).diagnosis(
            round=it.round, unit=it.unit, language=it.language
        )
        return found[place]

    return table


def _other_tools(project: Project, it: Chosen) -> Table:
    return project.agreement.seen_by(it.viewer).other_tools(
        round=it.round, unit=it.unit, language=it.language
    )


def _plan(project: Project, it: Chosen) -> Table:
    return project.planning.table(it.round, unit=it.unit, language=it.language)


def _models(project: Project, it: Chosen) -> Table:
    return project.model_agreement.table(round=it.round, viewer=it.viewer, language=it.language)


COMPARED: dict[str, Callable[[Project, Chosen], Table]] = {
    "agreement": _agreement,
    "agreement_pairs": _pairs,
    "agreement_codes_by_spans": _spans(0),
    "agreement_by_spans": _spans(1),
    "agreement_confusion": _diagnosis(0),
    "agreement_bias": _diagnosis(1),
    "agreement_influence": _diagnosis(2),
    "agreement_slack": _diagnosis(3),
    "other_tools": _other_tools,
    "plan": _plan,
    "model_agreement": _models,
}
