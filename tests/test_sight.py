"""Whose work somebody may look at: one rule, and every list, table and desk keeps to it."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

import pytest

from qualcode.errors import RuleError
from qualcode.model import Span
from qualcode.study import access

if TYPE_CHECKING:
    from collections.abc import Callable

    from qualcode.project import Project

CODE = "legitimacy"


def listed(project: Project, viewer: str, whose: str) -> set[tuple[str, str]]:
    """What the lists of somebody's codings in each round hold; what is refused holds nothing."""
    found: set[tuple[str, str]] = set()
    for round_ in project.rounds.list():
        with suppress(RuleError):
            there = project.codings.of(whose, round=round_.name, viewer=viewer)
            found |= {(it.coder, it.round) for it in there}
    with suppress(RuleError):
        there = project.codings.of(whose, viewer=viewer)
        assert {(it.coder, it.round) for it in there} == found
    return found


def counted(project: Project, viewer: str, whose: str) -> set[tuple[str, str]]:
    """What a table of each round counts of somebody."""
    found = set()
    for round_ in project.rounds.list():
        try:
            table = project.tables.get("frequency", coder=whose, round=round_.name, viewer=viewer)
        except RuleError:
            continue
        if any(row["code"] == CODE and row["references"] for row in table.rows):
            found.add((whose, round_.name))
    return found


def marked(project: Project, viewer: str, whose: str) -> set[tuple[str, str]]:
    """What the desk shows of somebody else."""
    text = project.transcripts.list()[0].text_id
    return {
        (whose, it.name)
        for it in project.rounds.list()
        if whose in (project.worksheets.others(viewer, text, it.name) or {})
    }


PEOPLE: dict[str, Callable[[Project, str, str], set[tuple[str, str]]]] = {
    "list": listed,
    "table": counted,
    "desk": marked,
    "passages": lambda project, viewer, whose: {
        (it.coder, it.round) for it in project.passages.of(CODE, viewer).items if it.coder == whose
    },
}


@pytest.mark.parametrize("again", [False, True], ids=["open", "coded again"])
@pytest.mark.parametrize("viewer", ["A", "B", ""], ids=["A", "B", "nobody"])
@pytest.mark.parametrize("surface", PEOPLE)
def test_every_surface_shows_of_peoples_work_what_one_rule_says(
    project: Project, surface: str, viewer: str, again: bool
) -> None:
    """Two rounds of two coders, the first closed; the second open, or closed and A codes again."""
    name = project.transcripts.list()[0].name
    turn = project.transcripts.get(name).turns[-1]
    rounds = ["R1", "R2"]
    for which in rounds:
        project.rounds.open(which)
        for n, coder in enumerate("AB"):
            project.codings.add(coder, name, turn.start, turn.end - n, CODE)
            project.codings.read(coder, name, [Span(turn.start, turn.end)])
        if which == "R1" or again:
            project.rounds.close(which)
    if again:
        project.rounds.recode("R1", "A", name="R3")
        project.codings.add("A", name, turn.start, turn.end, CODE, round="R3")
        project.codings.read("A", name, [Span(turn.start, turn.end)], round="R3")
        rounds.append("R3")
    with project.codings.looking() as (_, study):
        sight = access.sight(study, viewer)
    for whose in "AB":
        did = {(whose, it) for it in rounds if whose == "A" or it != "R3"}
        may = {it for it in did if sight.sees(*it)}
        if viewer == "" and surface in ("list", "table"):
            continue  # these ask who looks
        if surface == "desk" and whose == viewer:
            continue  # it shows what others did
        assert PEOPLE[surface](project, viewer, whose) == may
        if whose == viewer:
            assert may == ({("A", "R3")} if again and viewer == "A" else did)
        elif again and viewer == "A":
            assert may == set()
        else:
            assert may == did - {(whose, "R3" if again else "R2")}
