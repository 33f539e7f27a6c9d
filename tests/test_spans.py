"""What was marked becomes what is counted: units, references, readings."""

from __future__ import annotations

import unicodedata
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from qualcode import spans
from qualcode.model import Span, Turn

if TYPE_CHECKING:
    from random import Random

Case = tuple[str, list[Span], list[Span]]
TEXT = st.text(
    alphabet="村民互助站𠮷ab7，。…（） \u3000\n😀👍🏽\u200d\ufe0fe\u0301+", min_size=1, max_size=40
)


@st.composite
def marked(draw: st.DrawFn) -> Case:
    """A text, sorted disjoint units in it, and spans in any order that may overlap."""
    text = draw(TEXT)
    place = st.integers(0, len(text))
    cuts = sorted(draw(st.sets(place, max_size=8)))
    kept = draw(st.lists(st.booleans(), min_size=len(cuts), max_size=len(cuts)))
    units = [Span(a, b) for (a, b), keep in zip(pairwise(cuts), kept, strict=False) if keep]
    ends = draw(st.lists(st.tuples(place, place), max_size=4))
    return text, units, [Span(min(pair), max(pair)) for pair in ends]


def is_word(character: str):
    return unicodedata.category(character)[0] not in "ZPMC"


def inside(text: str, stretch: Span):
    return {i for i in range(stretch.start, stretch.end) if is_word(text[i])}


def naive(text: str, units: list[Span], marks: list[Span]):
    """The rule of the design, character by character."""
    everything = set().union(*(inside(text, mark) for mark in marks))
    for unit in units:
        own = inside(text, unit)
        half_covered = own and 2 * len(own & everything) >= len(own)
        holds_half = any(
            own & inside(text, m) and 2 * len(own & inside(text, m)) >= len(inside(text, m))
            for m in marks
        )
        yield bool(half_covered or holds_half), bool(own & everything)


def test_spaces_punctuation_marks_and_joiners_are_no_word_characters():
    text = "他说：“好 1+1 ！”\u3000\n👍🏽\u200d\ufe0fe\u0301𠮷"
    counted = [c for c, word in zip(text, spans.word_characters(text), strict=True) if word]
    assert counted == list("他说好1+1👍🏽e𠮷")


def test_rare_ideographs_count_whatever_the_unicode_version():
    """A private-use name character, and one of Unicode 15 that Python 3.11 does not know."""
    assert spans.word_characters("\ue123\U00031350").all()


def test_an_empty_text_has_no_word_characters():
    assert spans.word_characters("").tolist() == []


@given(marked())
def test_the_rule_is_the_rule_character_by_character(case: Case):
    text, units, marks = case
    words = spans.word_characters(text)
    expected = list(naive(text, units, marks))
    assert spans.covered(words, units, marks).tolist() == [half for half, _ in expected]
    assert spans.overlapping(words, units, marks).tolist() == [some for _, some in expected]


@given(marked(), st.data())
def test_many_codes_at_once_are_what_each_is_by_itself(case: Case, data: st.DataObject):
    text, units, marks = case
    words = spans.word_characters(text)
    codes = [data.draw(st.integers(0, 3)) for _ in marks]
    laid = spans.Stretches(
        np.array([it.start for it in marks], dtype=np.int64),
        np.array([it.end for it in marks], dtype=np.int64),
    )
    code, unit = spans.Frame(words, units).coded(laid, np.array(codes, dtype=np.int64))
    for number in range(4):
        own = [mark for mark, of in zip(marks, codes, strict=True) if of == number]
        expected = np.flatnonzero(spans.covered(words, units, own)).tolist()
        assert unit[code == number].tolist() == expected


@given(marked(), st.randoms())
def test_the_order_of_spans_does_not_matter(case: Case, random: Random):
    text, units, marks = case
    words = spans.word_characters(text)
    before = spans.covered(words, units, marks)
    random.shuffle(marks)
    assert (spans.covered(words, units, marks) == before).all()


@given(marked())
def test_any_overlap_includes_the_rule(case: Case):
    text, units, marks = case
    words = spans.word_characters(text)
    assert not (spans.covered(words, units, marks) & ~spans.overlapping(words, units, marks)).any()


def test_exactly_half_of_a_unit_is_enough_and_punctuation_does_not_weigh():
    words = spans.word_characters("字" * 10 + "，甲乙，丙丁。")
    unit = [Span(10, 17)]
    assert spans.covered(words, unit, [Span(0, 13)]).all()
    assert not spans.covered(words, unit, [Span(0, 12)]).any()


def test_long_codings_together_cover_a_unit_that_neither_covers():
    words = spans.word_characters("字" * 30)
    unit, left, right = [Span(10, 16)], Span(0, 12), Span(14, 30)
    assert spans.covered(words, unit, [left, right]).all()
    assert not spans.covered(words, unit, [left]).any()
    assert not spans.covered(words, unit, [right]).any()


def test_a_short_coding_in_a_long_unit_counts_because_it_lies_in_it():
    words = spans.word_characters("字" * 100)
    assert spans.covered(words, [Span(0, 100)], [Span(7, 9)]).all()


def test_a_coding_across_two_units_counts_where_half_of_it_lies():
    words = spans.word_characters("字" * 100)
    units = [Span(0, 50), Span(50, 100)]
    assert spans.covered(words, units, [Span(46, 52)]).tolist() == [True, False]
    assert spans.covered(words, units, [Span(46, 54)]).tolist() == [True, True]


def test_codings_and_units_without_word_characters_match_nothing():
    words = spans.word_characters("……嗯……")
    units = [Span(0, 2), Span(2, 5)]
    assert spans.covered(words, units, [Span(0, 2)]).tolist() == [False, False]
    assert spans.covered(words, units, [Span(0, 5)]).tolist() == [False, True]


TURNS = [Turn(1, 5, 20), Turn(2, 25, 40), Turn(3, 40, 50)]


def test_touching_and_overlapping_spans_are_one_reference_and_others_are_not():
    marks = [Span(12, 14), Span(6, 9), Span(9, 11), Span(8, 10), Span(15, 20)]
    assert spans.references(TURNS, marks) == [Span(6, 11), Span(12, 14), Span(15, 20)]


def test_a_span_over_two_turns_is_two_references_without_what_stands_between():
    assert spans.references(TURNS, [Span(18, 30)]) == [Span(18, 20), Span(25, 30)]


def test_turns_that_touch_are_still_two_references():
    assert spans.references(TURNS, [Span(38, 42)]) == [Span(38, 40), Span(40, 42)]


def test_a_span_outside_of_all_turns_is_a_reference_of_its_own():
    marks = [Span(0, 3), Span(2, 5), Span(5, 6), Span(21, 23), Span(60, 61)]
    expected = [Span(0, 5), Span(5, 6), Span(21, 23), Span(60, 61)]
    assert spans.references(TURNS, marks) == expected
    assert spans.characters(expected) == 9


def test_an_empty_span_is_no_reference():
    assert spans.references(TURNS, [Span(7, 7), Span(3, 3)]) == []


@given(marked())
def test_references_hold_every_marked_character_of_the_turns_once(case: Case):
    _text, turns, marks = case
    found = spans.references(turns, marks)
    held = [i for reference in found for i in range(reference.start, reference.end)]
    spoken = {i for turn in turns for i in range(turn.start, turn.end)}
    wanted = {i for mark in marks for i in range(mark.start, mark.end)}
    assert len(held) == len(set(held)) == spans.characters(found)
    assert held == sorted(held)
    assert set(held) <= wanted
    assert set(held) & spoken == wanted & spoken


@given(marked())
def test_a_unit_is_read_when_readings_together_cover_all_of_it(case: Case):
    _text, units, readings = case
    seen = {i for reading in readings for i in range(reading.start, reading.end)}
    expected = [set(range(unit.start, unit.end)) <= seen for unit in units]
    assert spans.read(units, readings).tolist() == expected


def test_reading_every_sentence_of_a_turn_reads_the_turn():
    text = "第一句。\n第二句。"
    sentences, turn = [Span(0, 4), Span(5, 9)], [Span(0, 9)]
    words = spans.word_characters(text)
    assert spans.read(turn, sentences, words).all()
    assert not spans.read(turn, sentences).any()
    assert not spans.read(turn, sentences[:1], words).any()


def test_a_unit_of_punctuation_is_read_only_when_all_of_it_is():
    words = spans.word_characters("……好")
    assert spans.read([Span(0, 2)], [], words).tolist() == [False]
    assert spans.read([Span(0, 2)], [Span(0, 2)], words).tolist() == [True]


def test_no_units_and_no_spans_are_no_error():
    words = spans.word_characters("字")
    assert spans.covered(words, [], [Span(0, 1)]).tolist() == []
    assert spans.covered(words, [Span(0, 1)], []).tolist() == [False]
    assert spans.overlapping(words, [], []).dtype == np.bool_
    assert spans.references([], []) == []
