"""Agreement for whoever looks: hidden from who codes again, made once, and never out of date."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from qualcode.errors import RuleError
from qualcode.model import Span

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from qualcode.project import Project
    from qualcode.project.comparing.agreement import Agreement

VERBS: dict[str, Callable[[Agreement], object]] = {
    "compared": lambda it: it.compared(round="R1"),
    "table": lambda it: it.table(round="R1"),
    "pair_table": lambda it: it.pair_table(round="R1"),
    "pairwise": lambda it: it.pairwise(round="R1"),
    "disagreements": lambda it: it.disagreements(round="R1"),
    "spans": lambda it: it.spans(round="R1"),
    "diagnosis": lambda it: it.diagnosis(round="R1"),
    "other_tools": lambda it: it.other_tools(round="R1"),
}


@pytest.fixture
def compared(project: Project) -> Project:
    """Return a project whose two coders read everything in a closed round and differ once."""
    code = project.codebook.current().codes[0].id
    for name in ("A", "B"):
        for info in project.transcripts.list():
            project.codings.read(name, info.name)
    turn = next(it for it in project.transcripts.get("interview_1").turns if not it.asks)
    project.codings.add("A", "interview_1", turn.start, turn.end, code)
    project.rounds.close()
    return project


@pytest.mark.parametrize("verb", VERBS)
def test_who_codes_again_gets_no_figure_of_a_closed_round(verb: str, compared: Project) -> None:
    VERBS[verb](compared.agreement.seen_by("A"))
    compared.rounds.recode("R1", "A")
    with pytest.raises(RuleError, match="codes again"):
        VERBS[verb](compared.agreement.seen_by("A"))
    VERBS[verb](compared.agreement.seen_by("B"))
    VERBS[verb](compared.agreement)


def test_who_codes_again_takes_no_table_of_agreement_away(
    compared: Project, tmp_path: Path
) -> None:
    for who, there in (("A", False), ("B", True)):
        if who == "A":
            compared.rounds.recode("R1", "A")
        made = compared.tables.write_all(tmp_path / who, coder=who, viewer=who)
        assert any(it.name.startswith("agreement") for it in made) == there
    with pytest.raises(RuleError, match="codes again"):
        compared.tables.get("agreement", round="R1", viewer="A")


def test_the_matrix_of_a_closed_round_is_made_once_for_everybody(compared: Project) -> None:
    first = compared.agreement.compared(round="R1").matrix
    assert compared.agreement.seen_by("B").compared(round="R1").matrix is first
    assert compared.agreement.compared(round="R1", unit="turn").matrix is not first


def test_a_transcript_that_comes_later_was_not_to_be_read_in_a_round(compared: Project) -> None:
    before = compared.agreement.table(round="R1")
    units = len(compared.agreement.compared(round="R1").matrix.values)
    compared.transcripts.ingest_bytes("later.txt", "受访者：后来又谈了一次。\n".encode())
    assert len(compared.agreement.compared(round="R1").matrix.values) == units
    assert compared.agreement.table(round="R1") == before


def test_brackets_that_are_cut_anew_are_counted_at_once(compared: Project) -> None:
    turns = [it for it in compared.transcripts.get("interview_1").turns if not it.asks]
    for n in (1, 2):
        compared.brackets.set("interview_1", [Span(it.start, it.end) for it in turns[:n]])
        found = compared.agreement.compared(round="R1", unit="bracket").matrix
        assert len(found.values) == n
