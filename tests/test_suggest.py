"""What every suggester keeps: scores, evidence at its place, nothing for blind turns."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from suggest_material import (
    BOOK,
    CODES,
    STUDY,
    letters,
    long_text,
    no_reply,
    steady,
    transcripts,
    unit,
)

from qualcode import suggest
from qualcode.frequency import draw_sample
from qualcode.spans import touches
from qualcode.suggest import Context, Example, Fit, Rules, Suggester

CONTRACT: dict[str, Fit] = {**suggest.SUGGESTERS, "long": long_text}


CONTEXTS = {
    "nothing": Context(),
    "patterns and pool": Context(no_reply, None, STUDY.examples),
    "embeddings": Context(no_reply, letters, STUDY.examples),
}


@pytest.fixture(
    scope="module", params=[(name, context) for name in sorted(CONTRACT) for context in CONTEXTS],
    ids=" with ".join,
)  # fmt: skip
def suggester(request: pytest.FixtureRequest) -> Suggester:
    name, context = request.param
    return CONTRACT[name](BOOK, STUDY, CONTEXTS[context])


def test_the_name_is_the_key(suggester: Suggester) -> None:
    assert CONTRACT[suggester.name](BOOK, None, Context()).name == suggester.name


@steady
@given(study=transcripts())
def test_scores_are_units_by_codes_between_0_and_1(
    suggester: Suggester, study: tuple[str, list[Example]]
) -> None:
    _, units = study
    scores = suggester.score(units)
    assert suggester.codes == CODES
    assert scores.shape == (len(units), len(CODES))
    assert ((scores >= 0) & (scores <= 1)).all()


@steady
@given(study=transcripts())
def test_evidence_is_what_stands_at_its_place_in_the_frozen_text(
    suggester: Suggester, study: tuple[str, list[Example]]
) -> None:
    text, units = study
    by_id = {unit.unit_id: unit for unit in units}
    for suggestion in suggest.propose(suggester, units, at_least=0.0, per_unit=9):
        of = by_id[suggestion.unit_id]
        for evidence in suggestion.evidence:
            assert evidence.text
            assert (evidence.weight > 0) == (evidence.kind != "against")
            if evidence.start >= 0:
                assert text[evidence.start : evidence.end] == evidence.text
                assert of.start <= evidence.start < evidence.end <= of.start + len(of.text)
            else:
                assert evidence.kind == "similar", "only a code's own sentence has no place"


@steady
@given(study=transcripts())
def test_a_score_does_not_depend_on_the_company(
    suggester: Suggester, study: tuple[str, list[Example]]
) -> None:
    _, units = study
    together = suggester.score(units)
    for row, one in enumerate(units):
        np.testing.assert_allclose(suggester.score([one])[0], together[row], atol=1e-6)


@steady
@given(study=transcripts(), at_least=st.sampled_from([0.0, 0.3, 0.5, 0.9]), most=st.integers(0, 4))
def test_what_is_proposed_is_over_the_threshold_and_best_first(
    suggester: Suggester, study: tuple[str, list[Example]], at_least: float, most: int
) -> None:
    _, units = study
    proposed = suggest.propose(suggester, units, at_least=at_least, per_unit=most)
    assert all(s.score > 0 and s.score >= at_least for s in proposed)
    keys = [(s.unit_id, -s.score) for s in proposed]
    assert keys == sorted(keys)
    scores = suggester.score(units)
    for one, row in zip(units, scores, strict=True):
        mine = [s for s in proposed if s.unit_id == one.unit_id]
        over = sorted((float(s) for s in row if s > 0 and s >= at_least), reverse=True)
        assert [s.score for s in mine] == over[:most]
        assert all(s.score == row[CODES.index(s.code)] for s in mine)


@steady
@given(study=transcripts(), seed=st.integers(0, 99))
def test_no_suggestion_names_a_unit_that_touches_a_blind_or_reserve_turn(
    suggester: Suggester, study: tuple[str, list[Example]], seed: int
) -> None:
    """Turns are drawn by pairs of units; what touches them never goes in, so never comes out."""
    _, units = study
    spans = [(u.start, u.start + len(u.text)) for u in units]
    turns = {
        n: (pair[0][0], pair[-1][1]) for n in range(0, len(units), 2) if (pair := spans[n : n + 2])
    }
    drawn = draw_sample({"访谈": list(turns)}, seed=seed, share=0.2, at_least=1)
    blind = touches(spans, [turns[turn.turn_id] for turn in drawn])
    allowed = [u for u, hidden in zip(units, blind, strict=True) if not hidden]
    proposed = suggest.propose(suggester, allowed, at_least=0.0)
    assert not {s.unit_id for s in proposed} & {
        u.unit_id for u, hidden in zip(units, blind, strict=True) if hidden
    }


def test_where_nothing_is_found_nothing_is_proposed() -> None:
    rules = Rules.fit(BOOK)
    assert suggest.propose(rules, [unit("天气", "很", "好")], at_least=0.0) == []
    assert suggest.propose(rules, []) == []


def test_a_code_without_a_threshold_of_its_own_has_the_general_one() -> None:
    rules, units = Rules.fit(BOOK), [unit("动员", "大家", "守", "公约")]
    assert [s.code for s in suggest.propose(rules, units)] == ["动员", "规则"]
    assert [s.code for s in suggest.propose(rules, units, at_least={"动员": 0.6})] == ["规则"]
