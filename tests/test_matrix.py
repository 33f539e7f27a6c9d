"""The matrix: units and their weights, characters without expanding them, and bad input."""

from __future__ import annotations

from itertools import pairwise
from math import nan
from typing import Any, NamedTuple

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.agreement import Matrix, build
from qualcode.agreement.layout import spoken
from qualcode.agreement.matrix import characters
from qualcode.errors import InputError
from qualcode.model import Coding, Reading, Span, Unit
from qualcode.spans import Frame, word_characters

CODERS, CODES = ("甲", "乙"), ("A", "B")
ALPHABET = "村民互助𠮷\ue123ab7，。… \n😀👨\u200d👩\ufe0fe\u0301"


class Case(NamedTuple):
    """Texts with turns, and what coders did in them."""

    texts: list[tuple[int, str, list[Unit]]]
    codings: list[Coding]
    readings: list[Reading]


@st.composite
def cases(draw: st.DrawFn) -> Case:
    texts, codings, readings = [], [], []
    for text_id in range(1, draw(st.integers(1, 3)) + 1):
        text = draw(st.text(ALPHABET, min_size=1, max_size=25))
        place = st.integers(0, len(text))
        ends = st.tuples(place, place).map(sorted)
        cuts = sorted(draw(st.sets(place, max_size=6)))
        units = [
            Unit("turn", n, a, b, draw(st.booleans()), text_id, 10 * text_id + n)
            for n, (a, b) in enumerate(pairwise(cuts))
        ]
        texts.append((text_id, text, units))
        for coder in (*CODERS, "丙"):
            codings += [
                Coding("", "r1", coder, text_id, a, b, draw(st.sampled_from((*CODES, "C"))))
                for a, b in draw(st.lists(ends, max_size=4))
            ]
            readings += [
                Reading(coder, "r1", text_id, a, b, draw(st.integers(1, 2)))
                for a, b in draw(st.lists(ends, max_size=3))
            ]
    return Case(texts, codings, readings)


def counts_for(reading: Reading, code: str) -> bool:
    """Code B changed its meaning with codebook 2."""
    return code == "A" or reading.codebook == 2


def within(place: int, stretches: list[Any]) -> bool:
    return any(s.start <= place < s.end for s in stretches)


def naive_values(case: Case, text_id: int, place: int) -> list[list[float]]:
    """Return codes × coders of one character, by looking at it alone."""
    rows = []
    for code in CODES:
        row = []
        for coder in CODERS:
            own = [r for r in case.readings if (r.text_id, r.coder) == (text_id, coder)]
            marks = [
                c for c in case.codings if (c.text_id, c.coder, c.code) == (text_id, coder, code)
            ]
            read = within(place, [r for r in own if counts_for(r, code)])
            row.append(float(within(place, marks)) if read else nan)
        rows.append(row)
    return rows


def naive_characters(case: Case) -> list[tuple[int, int, int, list[list[float]]]]:
    """Return text, turn, place and values of every word character in the frame."""
    return [
        (text_id, unit.id, place, naive_values(case, text_id, place))
        for text_id, text, units in case.texts
        for unit in units
        if unit.in_frame
        for place in range(unit.start, unit.end)
        if word_characters(text)[place]
    ]


def same(first: Any, second: Any) -> bool:
    return np.array_equal(np.asarray(first), np.asarray(second), equal_nan=True)


# Characters


@given(cases())
def test_expanding_the_rows_gives_every_character_with_its_values(case: Case):
    """Each row's stretch holds as many word characters as it weighs, and all have its values."""
    matrix = characters(*case, CODERS, CODES, counts_for=counts_for)
    words = {text_id: word_characters(text) for text_id, text, _ in case.texts}
    expanded = []
    for row, (start, end) in enumerate(matrix.spans.tolist()):
        text_id = int(matrix.text_ids[row])
        places = [place for place in range(start, end) if words[text_id][place]]
        assert len(places) == matrix.weights[row] > 0
        unit = int(matrix.unit_ids[row])
        expanded += [(text_id, unit, place, matrix.values[row].tolist()) for place in places]
    expected = naive_characters(case)
    assert [one[:3] for one in expanded] == [one[:3] for one in expected]
    assert same([one[3] for one in expanded], [one[3] for one in expected])


@given(cases())
def test_a_row_is_as_long_as_it_can_be(case: Case):
    """Two neighbouring rows of one turn differ in some value."""
    matrix = characters(*case, CODERS, CODES, counts_for=counts_for)
    for row in range(1, len(matrix.values)):
        if matrix.unit_ids[row] == matrix.unit_ids[row - 1]:
            assert not same(matrix.values[row], matrix.values[row - 1])


@given(cases())
def test_characters_coded_unread_are_counted_one_by_one(case: Case):
    matrix = characters(*case, CODERS, CODES, counts_for=counts_for)
    everywhere = [Reading(c, "r1", t, 0, len(text), 2) for c in CODERS for t, text, _ in case.texts]
    coded = Case(case.texts, case.codings, everywhere)
    both = zip(naive_characters(case), naive_characters(coded), strict=True)
    unread = sum(
        int(np.nansum(np.asarray(all_read[3])[np.isnan(given_[3])])) for given_, all_read in both
    )
    assert matrix.coded_unread == unread
    assert matrix.rule == "character"


def test_a_touched_full_stop_makes_no_row():
    """Neither a span that takes a comma along nor a gap between two readings cuts a row."""
    text, units = "好的，是。对。", [Unit("turn", 1, 0, 7, text_id=1, id=5)]
    codings = [Coding("", "r", "甲", 1, 0, 3, "A"), Coding("", "r", "甲", 1, 3, 5, "A")]
    readings = [Reading(c, "r", 1, a, b) for c in CODERS for a, b in ((0, 4), (5, 6))]
    readings.append(Reading("甲", "r", 1, 4, 5))
    matrix = characters([(1, text, units)], codings, readings, CODERS, ("A",))
    assert matrix.values[:, 0, :].tolist() == [[1, 0], [0, 0]]
    assert matrix.weights.tolist() == [3, 1]
    assert matrix.spans.tolist() == [[0, 4], [5, 6]]


def test_without_texts_or_marks_there_are_no_rows_and_no_error():
    for make in (build, characters):
        empty = make([], [], [], CODERS, CODES)
        assert empty.values.shape == (0, 2, 2)
        assert empty.spans.shape == (0, 2)
        assert empty.weights.shape == (0,)


# Units


@given(cases(), st.sampled_from(["half", "any"]))
def test_all_texts_at_once_give_what_each_text_gives_alone(case: Case, rule: Any):
    """Nothing leaks from one text into the next, not even a span beyond its text's end."""
    beyond = [Coding("", "r1", "甲", 1, 0, 999, "B"), Reading("乙", "r1", 1, -5, 999, 2)]
    case = Case(case.texts, [*case.codings, beyond[0]], [*case.readings, beyond[1]])  # type: ignore[list-item]
    whole = build(*case, CODERS, CODES, counts_for=counts_for, rule=rule)
    parts = []
    for text_id, text, units in case.texts:
        framed = [unit for unit in units if unit.in_frame]
        frame = Frame(word_characters(text), framed)
        part = np.zeros((len(framed), 2, 2))
        for row, code in enumerate(CODES):
            for column, coder in enumerate(CODERS):
                marks = [
                    Span(c.start, min(c.end, len(text)))
                    for c in case.codings
                    if (c.text_id, c.coder, c.code) == (text_id, coder, code)
                ]
                own = [
                    Span(max(r.start, 0), min(r.end, len(text)))
                    for r in case.readings
                    if (r.text_id, r.coder) == (text_id, coder) and counts_for(r, code)
                ]
                part[:, row, column] = (frame.covered if rule == "half" else frame.overlapping)(
                    marks
                )
                part[~frame.read(own), row, column] = nan
        parts.append(part)
    assert same(whole.values, np.concatenate(parts))
    assert whole.weights.tolist() == [1] * len(whole.values)
    framed = [(u.id, t, u.start, u.end) for t, _, units in case.texts for u in units if u.in_frame]
    found = [whole.unit_ids, whole.text_ids, *whole.spans.T]
    assert np.stack(found, axis=1).tolist() == [list(one) for one in framed]


def test_pooled_rows_keep_weight_and_text_together():
    values = np.arange(12, dtype=float).reshape(3, 2, 2)
    ids = np.array([7, 8, 9])
    matrix = Matrix(values, CODERS, CODES, ids, ids, weights=np.array([4, 5, 6]))
    assert matrix.pooled_weights().tolist() == [4, 5, 6, 4, 5, 6]
    assert matrix.pooled_text_ids().tolist() == [7, 8, 9, 7, 8, 9]
    assert len(matrix.pooled()) == 6


def test_a_matrix_from_elsewhere_weighs_one_a_row_and_knows_no_places():
    ids = np.array([1, 2, 3])
    matrix = Matrix(np.zeros((3, 1, 2)), CODERS, ("A",), ids, ids)
    assert matrix.weights.tolist() == [1, 1, 1]
    assert matrix.spans.tolist() == [[-1, -1]] * 3


# Bad input


TEXT = "受访者：第一句。第二句。\n访谈者：嗯。\n受访者：第三句。\n"
TURNS = [(4, 12), (17, 19), (24, 28)]


def test_a_turn_is_read_by_who_read_its_sentences_and_a_sentence_by_who_read_its_turn():
    """Readings are stretches: coders who marked different kinds of units are comparable."""
    turns = [Unit("turn", 1, 4, 12, text_id=1, id=1)]
    sentences = [Unit("sentence", n, 4 * n, 4 * n + 4, text_id=1, id=n) for n in (1, 2)]
    readings = [
        Reading("甲", "r", 1, 4, 8),
        Reading("甲", "r", 1, 8, 12),
        Reading("乙", "r", 1, 4, 12),
    ]
    by_turn = build([(1, TEXT, turns)], [], readings, CODERS, ("A",))
    by_sentence = build([(1, TEXT, sentences)], [], readings, CODERS, ("A",))
    assert by_turn.values[:, 0].tolist() == [[0, 0]]
    assert by_sentence.values[:, 0].tolist() == [[0, 0], [0, 0]]
    half = build([(1, TEXT, turns)], [], readings[1:], CODERS, ("A",))
    assert np.isnan(half.values[:, 0]).tolist() == [[True, False]]


def test_a_bracket_over_turns_needs_no_reading_of_labels_and_questions():
    """With what was spoken the answers alone decide; without it the label stays unread."""
    bracket = [Unit("bracket", 1, 8, 28, text_id=1, id=1)]
    answers = [Span(*TURNS[0]), Span(*TURNS[2])]
    readings = [Reading(c, "r", 1, a.start, a.end) for c in CODERS for a in answers]
    codings = [Coding("", "r", "甲", 1, 24, 28, "A")]
    sheet = (1, TEXT, bracket, answers)
    assert build([sheet], codings, readings, CODERS, ("A",)).values[:, 0].tolist() == [[1, 0]]
    assert np.isnan(build([sheet[:3]], codings, readings, CODERS, ("A",)).values).all()
    assert spoken(word_characters(TEXT), answers).sum() == 9


def test_one_coder_or_nobody_who_read_gives_a_matrix_and_no_exception():
    texts = [(1, TEXT, [Unit("turn", 1, 4, 12, text_id=1, id=1)])]
    for make in (build, characters):
        assert make(texts, [], [Reading("甲", "r", 1, 4, 12)], ("甲",), CODES).values.shape[2] == 1
        assert np.isnan(make(texts, [], [], CODERS, CODES).values).all()


@pytest.mark.parametrize("make", [build, characters])
def test_one_person_twice_is_not_two_coders(make: Any):
    with pytest.raises(InputError, match="甲 is named more than once"):
        make([], [], [], ("甲", "甲"), CODES)
