"""Why coders differ: confusion, tendency, influence and slack; and the regions that were read."""

from __future__ import annotations

from math import isnan, nan
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode import agreement
from qualcode.agreement import diagnosis
from qualcode.agreement.unitizing import bar_u_alpha, coded_regions
from qualcode.agreement.unitizing.continuum import Continuum
from qualcode.i18n import LANGUAGES, Language
from qualcode.model import Coding, Reading, Unit

if TYPE_CHECKING:
    from qualcode.table import Table

LABELS = {"a": "甲码", "b": "乙码"}
TEXTS = np.repeat(range(4), 3)


def matrix_of(values: list[list[list[float]]], codes: str = "ab", coders: str = "甲乙"):
    array = np.array(values)
    texts = np.arange(len(array)) // 2
    return agreement.Matrix(array, tuple(coders), tuple(codes), np.arange(len(array)), texts)


def rows_of(table: Table):
    return [dict(row) for row in table.rows]


# Confusion.


def test_two_codes_that_meet_where_coders_differ_are_counted_once():
    """甲 gave a and not b, 乙 b and not a: one confusion, whoever is named first."""
    matrix = matrix_of([[[1, 0], [0, 1]], [[0, 1], [1, 0]], [[1, 1], [0, 0]], [[1, 0], [0, 0]]])
    (row,) = rows_of(diagnosis.confusion(matrix, LABELS))
    assert (row["code_a"], row["code_b"], row["n"]) == ("甲码", "乙码", 2)
    assert row["share_a"] == pytest.approx(2 / 3)
    assert row["share_b"] == 1


def test_what_somebody_did_not_read_is_no_confusion():
    matrix = matrix_of([[[1, nan], [0, nan]], [[1, 0], [nan, 1]]])
    assert diagnosis.confusion(matrix, LABELS).rows == ()


# Tendency.


def test_a_tendency_compares_a_coder_with_the_others_on_the_same_units():
    matrix = matrix_of([[[1, 0]], [[1, 1]], [[0, 0]], [[1, nan]]], codes="a")
    mine, theirs = rows_of(diagnosis.bias(matrix, LABELS))
    assert (mine["coder"], mine["n_units"], mine["n_given"]) == ("甲", 3, 2)
    assert (mine["share"], mine["others"]) == (pytest.approx(2 / 3), pytest.approx(1 / 3))
    assert mine["ratio"] == pytest.approx(2)
    assert theirs["ratio"] == pytest.approx(0.5)


def test_a_tendency_is_undefined_where_the_others_never_gave_the_code():
    matrix = matrix_of([[[1, 0]], [[0, 0]]], codes="a")
    assert rows_of(diagnosis.bias(matrix, LABELS))[0]["ratio"] is None


# Influence.


def test_influence_is_alpha_without_each_transcript():
    rng = np.random.default_rng(2)
    values = (rng.random((12, 2, 2)) < 0.4).astype(float)
    matrix = agreement.Matrix(values, ("甲", "乙"), ("a", "b"), np.arange(12), TEXTS)
    alpha = agreement.krippendorff_alpha(matrix.pooled()).value
    found = {row["transcript"]: row for row in rows_of(diagnosis.influence(matrix, {0: "第一篇"}))}
    assert set(found) == {"第一篇", "1", "2", "3"}
    kept = agreement.krippendorff_alpha(values[3:].transpose(1, 0, 2).reshape(-1, 2)).value
    assert found["第一篇"]["without"] == pytest.approx(kept)
    assert found["第一篇"]["moved"] == pytest.approx(kept - alpha)
    moved = [abs(row["moved"]) for row in rows_of(diagnosis.influence(matrix, {}))]
    assert moved == sorted(moved, reverse=True)


def test_a_transcript_that_one_coder_read_has_no_influence():
    values = np.zeros((12, 1, 2))
    values[::2] = 1
    values[9:, :, 1] = nan
    matrix = agreement.Matrix(values, ("甲", "乙"), ("a",), np.arange(12), TEXTS)
    assert {row["transcript"] for row in diagnosis.influence(matrix, {}).rows} == {"0", "1", "2"}


# Slack.


def test_slack_falls_with_the_overlap_that_is_asked_for():
    text = Continuum(100, {"甲": [(0, 10, "a"), (50, 60, "b")], "乙": [(0, 5, "a"), (50, 60, "b")]})
    table = diagnosis.slack_table([text], ("甲", "乙"), ("a", "b"), LABELS)
    a, b, overall = rows_of(table)
    assert (a["at_0"], a["at_50"], a["at_60"], a["at_100"]) == (1, 1, 0, 0)
    assert b["at_100"] == 1
    assert (overall["n"], overall["at_0"], overall["at_100"]) == (4, 1, 0.5)


def test_slack_of_a_code_that_nobody_used_is_undefined():
    text = Continuum(100, {"甲": [], "乙": []})
    rows = rows_of(diagnosis.slack_table([text], ("甲", "乙"), ("a",), LABELS))
    assert [row["at_0"] for row in rows] == [None, None]


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_table_says_how_to_read_it(language: Language):
    matrix = matrix_of([[[1, 0], [0, 1]]])
    text = Continuum(9, {"甲": [(0, 4, "a")], "乙": []})
    for table in (
        diagnosis.confusion(matrix, LABELS, language),
        diagnosis.bias(matrix, LABELS, language),
        diagnosis.influence(matrix, {}, language),
        diagnosis.slack_table([text], ("甲", "乙"), ("a", "b"), LABELS, language),
    ):
        assert table.title
        assert table.notes
        assert all(column.label for column in table.columns)


# Regions: what was read, as texts for the unitizing coefficients.

TEXT = "问：你好𠮷吗？\n答：社区来人了。后来走了。\n问：然后呢？\n答：都解决了👨‍👩‍👧。"
SAID = [(11, 17), (17, 22), (32, 41)]
UNITS = [Unit("sentence", n, *place, text_id=1, id=n + 1) for n, place in enumerate(SAID)]
ASKED = [Unit("sentence", 9, 2, 8, in_frame=False, text_id=1, id=9)]
SHEET = (1, TEXT, [*ASKED, *UNITS])


def coding(coder: str, start: int, end: int, code: str = "a"):
    return Coding("", "R1", coder, 1, start, end, code)


def reading(coder: str, unit: int):
    return Reading(coder, "R1", 1, *SAID[unit])


def marked(codings: list[Coding], readings: list[Reading]):
    return coded_regions.marked([SHEET], codings, readings, ("甲", "乙"), ("a", "b"))


EVERYTHING = [reading(coder, n) for coder in "甲乙" for n in range(3)]


def test_only_what_was_read_is_a_text_and_the_questions_are_not():
    found = marked([coding("甲", 11, 22)], EVERYTHING)
    (text,) = found.texts
    assert text.length == 11 + 9
    assert text.spans["甲"] == [(0, 11, "a")]
    assert text.spans["乙"] == []
    assert found.text_ids == (1,)
    assert found.unread == 0


def test_a_span_over_two_answers_is_cut_where_the_question_stood():
    (text,) = marked([coding("乙", 20, 36)], EVERYTHING).texts
    assert text.spans["乙"] == [(9, 11, "a"), (11, 15, "a")]


def test_parts_that_other_coders_read_are_texts_of_their_own():
    readings = [reading("甲", 0), reading("甲", 1), reading("乙", 1), reading("乙", 2)]
    found = marked([coding("甲", 11, 22), coding("甲", 33, 40)], readings)
    assert {tuple(text.spans): text.length for text in found.texts} == {
        ("甲",): 6,
        ("甲", "乙"): 5,
        ("乙",): 9,
    }
    assert found.unread == 1


def test_nobody_read_nothing_is_no_text():
    assert marked([coding("甲", 11, 22)], []).texts == ()
    assert coded_regions.marked([(1, TEXT, ASKED)], [], [], ("甲",), ("a",)).texts == ()


def test_other_programs_take_the_whole_text_of_who_read_something_in_it():
    found = coded_regions.whole(
        [SHEET], [coding("甲", 2, 22)], EVERYTHING[:1], ("甲", "乙"), ("a",)
    )
    (text,) = found.texts
    assert (text.length, dict(text.spans)) == (len(TEXT), {"甲": [(2, 22, "a")]})


spans = st.tuples(st.integers(0, len(TEXT)), st.integers(0, len(TEXT))).filter(
    lambda it: it[0] < it[1]
)


@given(mine=st.lists(spans, max_size=4), theirs=st.lists(spans, max_size=4))
def test_a_code_on_regions_has_the_characters_that_were_said(
    mine: list[tuple[int, int]], theirs: list[tuple[int, int]]
):
    """Against every character of what was said, laid out one by one."""
    codings = [coding("甲", *it) for it in mine] + [coding("乙", *it) for it in theirs]
    found = marked(codings, EVERYTHING)
    said = [at for start, end in SAID for at in range(start, end)]
    table = np.array(
        [[float(any(s <= at < e for s, e in own)) for own in (mine, theirs)] for at in said]
    )
    (text,) = found.texts
    lengths = text.units.end - text.units.start
    assert [lengths[text.units.coder == it].sum() for it in (0, 1)] == table.sum(axis=0).tolist()
    alpha = bar_u_alpha(found.texts)
    assert isnan(alpha.value) == (not table.any() or bool(table.all()))


def test_without_a_unit_no_transcript_has_an_influence():
    """Where nobody but the interviewer speaks there is nothing to compare, and no error."""
    nothing = agreement.Matrix(
        np.empty((0, 1, 2)), ("甲", "乙"), ("a",), np.empty(0, int), np.empty(0, int)
    )
    assert diagnosis.influence(nothing, {}).rows == ()
