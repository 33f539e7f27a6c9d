"""Alpha for free spans: what must not matter, and cu for three or more coders."""

from __future__ import annotations

from itertools import product
from math import isnan
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from conftest import examples
from hypothesis import given, settings
from hypothesis import strategies as st
from unitizing_material import (
    ALEX,
    BY_CODE,
    TWO,
    WHOLE,
    everything,
    several,
    texts_of,
)

from qualcode.agreement import unitizing
from qualcode.agreement.unitizing.alpha_2004 import alpha_u_2004
from qualcode.agreement.unitizing.continuum import Continuum
from qualcode.agreement.unitizing.sweep import code_lengths, lengths

if TYPE_CHECKING:
    from collections import defaultdict
    from fractions import Fraction
    from random import Random

    from qualcode.agreement.unitizing.continuum import Span

    Spans = dict[str, list[Span]]
    Bounds = list[tuple[int, int]]
    Section = tuple[int, int, bool]
    Matrix = defaultdict[Any, Fraction] | dict[Any, Fraction]


@given(several(), st.randoms())
@settings(max_examples=examples(10, 200))
def test_the_order_of_coders_spans_and_texts_does_not_matter(
    texts: list[Continuum], random: Random
):
    shuffled = []
    for text in texts:
        names = random.sample(list(text.spans), len(text.spans))
        spans = {name: random.sample(text.spans[name], len(text.spans[name])) for name in names}
        shuffled.append(Continuum(text.length, spans, text.start))
    random.shuffle(shuffled)
    assert everything(shuffled) == pytest.approx(everything(texts), nan_ok=True)


@given(several(), st.permutations("xyz"), st.integers(0, 1000))
@settings(max_examples=examples(10, 200))
def test_names_of_codes_and_the_first_position_do_not_matter(
    texts: list[Continuum], names: list[str], shift: int
):
    renamed = dict(zip("xyz", names, strict=True))
    moved = [
        Continuum(
            text.length,
            {
                coder: [(a + shift, b + shift, renamed[c]) for a, b, c in spans]
                for coder, spans in text.spans.items()
            },
            text.start + shift,
        )
        for text in texts
    ]
    for coefficient in WHOLE.values():
        assert coefficient(moved).value == pytest.approx(coefficient(texts).value, nan_ok=True)
    for coefficient, code in product(BY_CODE.values(), "xyz"):
        before, after = coefficient(texts, code), coefficient(moved, renamed[code])
        assert after.value == pytest.approx(before.value, nan_ok=True)


@given(several(), st.integers(2, 5))
@settings(max_examples=examples(10, 200))
def test_coders_who_mark_the_same_agree_perfectly(texts: list[Continuum], m: int):
    same = [Continuum(t.length, {str(n): t.spans["A"] for n in range(m)}, t.start) for t in texts]
    for value in everything(same):
        assert isnan(value) or value == 1
    assert unitizing.u_alpha(same).value == 1 or not code_lengths(same).apart.any()
    if lengths(same).values.any():
        assert alpha_u_2004(max(same, key=lambda t: len(t.units.start))).observed == 0


@given(st.integers(2, 4).flatmap(lambda m: st.tuples(texts_of(coders=m), texts_of(coders=m))))
@settings(max_examples=examples(10, 200))
def test_two_texts_pooled_are_one_text_glued(pair: tuple[Continuum, Continuum]):
    """A gap at the seam is cut, but gaps count by length alone; spans never grow together."""
    first, second = (replace_start(text) for text in pair)
    glued = {
        name: [*spans, *((a + first.length, b + first.length, c) for a, b, c in second.spans[name])]
        for name, spans in first.spans.items()
    }
    one = Continuum(first.length + second.length, glued)
    assert everything([first, second]) == pytest.approx(everything([one]), nan_ok=True)


def replace_start(text: Continuum):
    """Move a text to position 0."""
    moved = {
        name: [(a - text.start, b - text.start, c) for a, b, c in spans]
        for name, spans in text.spans.items()
    }
    return Continuum(text.length, moved)


@given(several())
@settings(max_examples=examples(10, 200))
def test_values_without_a_text_are_those_of_the_other_texts(texts: list[Continuum]):
    """So an interval over transcripts costs one sweep."""
    left_out = lengths(texts).without_each(), code_lengths(texts).without_each()
    codes = left_out[1].codes
    u, cu = unitizing.U_ALPHA.many(left_out[0]), unitizing.CU_ALPHA.many(left_out[0])
    k_u = unitizing.K_U_ALPHA.many(left_out[1])
    for n in range(len(texts)):
        rest = texts[:n] + texts[n + 1 :]
        assert u[n] == pytest.approx(unitizing.u_alpha(rest).value, nan_ok=True)
        assert cu[n] == pytest.approx(unitizing.cu_alpha(rest).value, nan_ok=True)
        for at, code in enumerate(codes):
            expected = unitizing.k_u_alpha(rest, code).value
            assert k_u[n, at] == pytest.approx(expected, nan_ok=True)


@given(several(), st.data())
@settings(max_examples=examples(10, 200))
def test_a_weight_is_a_text_that_often(texts: list[Continuum], data: st.DataObject):
    times = data.draw(st.lists(st.integers(0, 3), min_size=len(texts), max_size=len(texts)))
    repeated = [text for text, n in zip(texts, times, strict=True) for _ in range(n)]
    weighted = lengths(texts).weighted(np.array([times, times], dtype=float))
    for name, coefficient in (
        ("u_alpha", unitizing.U_ALPHA),
        ("bar_u_alpha", unitizing.BAR_U_ALPHA),
    ):
        expected = WHOLE[name](repeated).value
        assert coefficient.many(weighted) == pytest.approx([expected] * 2, nan_ok=True)


def test_a_text_counts_for_the_coders_who_read_it():
    """A text that one coder read adds nothing, and who read it and marked nothing counts."""
    two = Continuum(100, TWO)
    alone = Continuum(50, {"A": [(3, 9, "z")]})
    silent = Continuum(50, {"A": [(3, 9, "z")], "B": []})
    assert everything([two, alone])[:3] == pytest.approx(everything([two])[:3])
    assert unitizing.u_alpha([two, silent]).value < unitizing.u_alpha([two]).value
    assert unitizing.code_alpha([two, alone], "z").reason == "not_applied"


def test_more_codes_than_a_word_has_bits_are_told_apart():
    """Sets of 200 codes, all overlapping: two coders who differ in one code disagree."""
    many = [(0, 10, f"c{n}") for n in range(200)]
    text = Continuum(40, {"A": [*many, (20, 30, "c0")], "B": [*many[:-1], (20, 30, "c0")]})
    same = Continuum(40, {"A": [*many, (20, 30, "c0")], "B": [*many, (20, 30, "c0")]})
    assert unitizing.cu_alpha([text]).value < 1
    assert unitizing.cu_alpha([same]).value == 1
    assert unitizing.bar_u_alpha([text]).value == 1


def test_overlapping_codes_are_one_value_a_set():
    """Where one coder adds a second code the passages still meet, and the codes do not."""
    first = [(0, 10, "x"), (20, 30, "y")]
    text = Continuum(50, {"A": first, "B": [*first, (0, 10, "z")]})
    assert unitizing.bar_u_alpha([text]).value == 1
    assert unitizing.cu_alpha([text]).value < 1
    assert unitizing.k_u_alpha([text], "x").value == 1
    assert unitizing.k_u_alpha([text], "z").value < 0.5


def test_cu_corrects_pair_by_pair():
    """Of two readings for three coders: Σ x²/(m−1) gives .357 here, (shared with any)² .469."""
    assert unitizing.cu_alpha([Continuum(60, ALEX)]).value == pytest.approx(0.357142857, abs=1e-9)


@pytest.mark.parametrize("silent", [1, 2, 5])
def test_disagreement_is_never_reported_as_agreement(silent: int):
    """Two coders disagree on the only shared unit, the others are silent: no cu, but a reason."""
    spans = {"A": [(0, 10, "x")], "B": [(0, 10, "y")]} | {f"s{n}": [] for n in range(silent)}
    texts = [Continuum(100, spans)]
    assert unitizing.cu_alpha(texts).reason == "too_little_shared"
    assert unitizing.k_u_alpha(texts, "x").value < 0.5 or isnan(
        unitizing.k_u_alpha(texts, "x").value
    )


@given(several())
@settings(max_examples=examples(10, 200))
def test_no_value_exceeds_one(texts: list[Continuum]):
    assert all(isnan(value) or value <= 1 + 1e-12 for value in everything(texts))


def test_codes_given_at_random_have_cu_around_zero():
    """Three coders, the same passages, codes drawn at random: 400 texts average to zero."""
    random = np.random.default_rng(7)
    values = []
    for _ in range(400):
        spans = {
            name: [(20 * n, 20 * n + 12, "xyz"[random.integers(3)]) for n in range(30)]
            for name in "ABC"
        }
        values.append(unitizing.cu_alpha([Continuum(600, spans)]).value)
    assert abs(np.mean(values)) < 4 * np.std(values) / 20
