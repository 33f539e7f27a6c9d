"""Rules of review: what is agreed, what follows a discussion, and whose words a consensus takes."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode import agreement, review
from qualcode.model import Span
from qualcode.review import Verdict
from qualcode.spans import covered, word_characters

if TYPE_CHECKING:
    from collections.abc import Callable

    from qualcode.project import Project


pytest_plugins = ("adjudication_material",)


def ratings(rows: list[list[list[float]]]) -> agreement.Matrix:
    values = np.array(rows, dtype=float)
    ids = np.arange(len(values))
    return agreement.Matrix(values, ("A", "B", "C"), ("x", "y"), ids, ids * 0)


NO, YES, MISSING = 0.0, 1.0, float("nan")


def test_agreement_needs_all_who_read_and_two_of_them() -> None:
    matrix = ratings(
        [
            [[YES, YES, MISSING], [NO, NO, NO]],
            [[YES, NO, YES], [YES, MISSING, MISSING]],
        ]
    )
    found = review.agreed(matrix)
    assert found.tolist()[0] == [1.0, 0.0]
    assert np.isnan(found[1]).all()


def test_after_discussion_every_reader_takes_what_was_decided() -> None:
    """Undecided cells stay, unread ones are missing, and the frozen matrix is as it was."""
    matrix = ratings([[[YES, NO, MISSING], [YES, NO, NO]], [[NO, YES, NO], [NO, NO, NO]]])
    before = matrix.values.copy()
    after = review.post_discussion(matrix, {(0, "x"): 0, (1, "x"): 1, (7, "x"): 1, (0, "z"): 1})
    np.testing.assert_array_equal(after.code("x"), [[NO, NO, MISSING], [YES, YES, YES]])
    np.testing.assert_array_equal(after.code("y"), before[:, 1])
    np.testing.assert_array_equal(matrix.values, before)
    with pytest.raises(ValueError, match="units as its rows"):
        review.post_discussion(replace(matrix, rule="character"), {})


def unanimous(matrix: agreement.Matrix) -> float:
    """Return the share of judgements in which all who read agree."""
    rows = matrix.pooled()
    return float((np.nanmax(rows, axis=1) == np.nanmin(rows, axis=1)).mean())


def test_post_discussion_agreement_moves_with_each_decision(settling: Project) -> None:
    """Reliability stays as it was frozen; with everything decided all who read agree."""
    found, matrix, *_ = settling.agreement.compared(round="R1")
    frozen = unanimous(matrix)
    figures = [frozen]
    for each in settling.adjudication.queue():
        settling.adjudication.decide(each.id, Verdict("no", "slip"), actor="A")
        decided = review.post_discussion(matrix, settling.adjudication.decided(found.name))
        figures.append(unanimous(decided))
    assert figures == sorted(set(figures))
    assert figures[-1] == 1.0
    assert unanimous(settling.agreement.compared(round="R1")[1]) == frozen


WORDS = st.text(alphabet="字，。 𠮷👨\u200d\n", min_size=1, max_size=40)


@st.composite
def marked_texts(draw: Callable[..., Any]) -> tuple[str, list[Span], list[list[Span]]]:
    """Return a text, disjoint units of it, and what each of two or three coders marked."""
    text = draw(WORDS)
    cuts = sorted(draw(st.sets(st.integers(0, len(text)), max_size=8)))
    units = [Span(a, b) for a, b in zip(cuts[::2], cuts[1::2], strict=False)]
    place = st.integers(0, len(text) - 1)
    span = st.tuples(place, st.integers(1, len(text))).map(
        lambda it: Span(it[0], min(it[0] + it[1], len(text)))
    )
    coders = draw(st.lists(st.lists(span, max_size=4), min_size=2, max_size=3))
    return text, units, coders


@given(marked_texts())
def test_the_consensus_gives_the_code_to_just_the_units_that_all_agree_on(
    material: tuple[str, list[Span], list[list[Span]]],
) -> None:
    """And marks nothing that no coder marked but the space between sentences."""
    text, units, coders = material
    words = word_characters(text)
    has = [covered(words, units, own) for own in coders]
    agreed = np.logical_and.reduce(has)
    every = [span for own in coders for span in own]
    marked = dict.fromkeys(np.flatnonzero(agreed).tolist(), every)
    found = review.consensus_spans(words, units, marked)
    np.testing.assert_array_equal(covered(words, units, found), agreed)
    somebody = {at for span in every for at in range(span.start, span.end)}
    panel = {at for span in found for at in range(span.start, span.end)}
    assert {at for at in panel - somebody if words[at]} == set()


def test_sentences_that_belong_together_stay_one_reference() -> None:
    text = "大家推选的。 我们都认。\n热心。"
    units = [Span(0, 6), Span(7, 12), Span(13, 16)]
    words = word_characters(text)
    whole, part = [Span(0, 16)], [Span(0, 12)]
    marked = {0: whole + part, 1: whole + part}
    assert review.consensus_spans(words, units, marked) == [Span(0, 12)]
    assert review.consensus_spans(words, units, {0: whole, 2: whole}) == [Span(0, 6), Span(13, 16)]


def test_a_unit_counts_as_read_for_settled_codes_only() -> None:
    """The newest codebook version that knows settled codes alone speaks for the unit."""
    meanings = {(1, "x"): "a", (2, "x"): "a", (2, "y"): "b", (3, "x"): "c", (3, "y"): "b"}
    assert review.reading_version(meanings, 2, ["x", "y"], {"x", "y"}) == 2
    assert review.reading_version(meanings, 2, ["x", "y"], {"x"}) == 1
    assert review.reading_version(meanings, 2, ["x", "y"], {"y"}) is None
    assert review.reading_version(meanings, 3, ["x", "y"], {"y"}) == 2
