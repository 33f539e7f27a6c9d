"""Spans as they are read: merged, refused, and the sections of the definition of 2004."""

from __future__ import annotations

from itertools import permutations
from typing import TYPE_CHECKING, Any

import pytest
from conftest import examples
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from unitizing_material import (
    everything,
    texts_of,
    united,
)

from qualcode.agreement import unitizing
from qualcode.agreement.unitizing.alpha_2004 import alpha_u_2004
from qualcode.agreement.unitizing.continuum import Continuum
from qualcode.errors import InputError

if TYPE_CHECKING:
    from collections import defaultdict
    from fractions import Fraction

    from qualcode.agreement.unitizing.continuum import Span

    Spans = dict[str, list[Span]]
    Bounds = list[tuple[int, int]]
    Section = tuple[int, int, bool]
    Matrix = defaultdict[Any, Fraction] | dict[Any, Fraction]


def sections(text: Continuum, coder: str, code: str):
    """Cut a text into units and gaps of one code: (start, end, is unit)."""
    found, at = [], text.start
    for a, b, _ in united([span for span in text.spans[coder] if span[2] == code]):
        found += [(at, a, False)] if a > at else []
        found.append((a, b, True))
        at = b
    return [*found, (at, text.start + text.length, False)]


def apart(g: Section, h: Section):
    """The squared difference of two sections, Krippendorff 2004, p. 252."""
    (a, b, unit), (c, d, other) = g, h
    if unit and other and a < d and c < b:
        return (a - c) ** 2 + (b - d) ** 2
    if unit and not other and c <= a and b <= d:
        return (b - a) ** 2
    if other and not unit and a <= c and d <= b:
        return (d - c) ** 2
    return 0


@given(texts_of(), st.sampled_from("xyz"))
def test_alpha_of_2004_is_what_its_sections_give(text: Continuum, code: str):
    assume(any(span[2] == code for spans in text.spans.values() for span in spans))
    m, length = len(text.spans), text.length
    cut = {coder: sections(text, coder, code) for coder in text.spans}
    observed = sum(apart(g, h) for i, j in permutations(cut, 2) for g in cut[i] for h in cut[j])
    units = [s for found in cut.values() for s in found if s[2]]
    gaps = [b - a for found in cut.values() for a, b, unit in found if not unit and b > a]
    expected = 0.0
    for a, b, _ in units:
        size = b - a
        expected += (len(units) - 1) / 3 * (2 * size**3 - 3 * size**2 + size)
        expected += size**2 * sum(gap - size + 1 for gap in gaps if gap >= size)
    pairs = m * length * (m * length - 1) - sum((b - a) * (b - a - 1) for a, b, _ in units)
    found = alpha_u_2004(text, code)
    assert found.observed == pytest.approx(observed / (m * (m - 1) * length**2))
    assert found.expected == pytest.approx(2 * expected / (length * pairs))


@given(texts_of())
@settings(max_examples=examples(10, 200))
def test_overlapping_spans_of_a_code_are_merged_and_counted(text: Continuum):
    """Merging first changes nothing but the count."""
    merged = {name: united(spans) for name, spans in text.spans.items()}
    clean = Continuum(text.length, merged, text.start)
    before, after = (sum(map(len, spans.values())) for spans in (text.spans, merged))
    assert (text.merged, clean.merged) == (before - after, 0)
    assert everything([text]) == pytest.approx(everything([clean]), nan_ok=True)


def test_touching_spans_of_a_code_stay_two_units():
    """Two units of five are not one of ten: less of the text pairs with itself."""
    one, two = [(0, 10, "x")], [(0, 5, "x"), (5, 10, "x")]
    other = [(0, 8, "x"), (20, 30, "x")]
    assert Continuum(40, {"A": two, "B": other}).merged == 0
    values = [unitizing.u_alpha([Continuum(40, {"A": a, "B": other})]).value for a in (one, two)]
    assert values[0] > values[1]


@pytest.mark.parametrize(
    ("span", "says"),
    [
        ((4, 4, "x"), "must end after it starts; found 4 to 4, code “x” by “B”"),
        ((6, 4, "x"), "must end after it starts; found 6 to 4"),
        ((1, 4, "x"), "must lie within the text, from 2 to 12; found 1 to 4"),
        ((8, 13, "x"), "must lie within the text, from 2 to 12; found 8 to 13"),
        ((2.5, 4, "x"), "must be whole numbers, found 2.5"),
    ],
)
def test_a_span_that_cannot_be_is_refused(span: Span, says: str):
    with pytest.raises(InputError, match=says):
        Continuum(10, {"A": [(3, 5, "x")], "B": [(3, 5, "y"), span]}, 2)


def test_a_negative_length_is_refused():
    with pytest.raises(InputError, match="zero or more, found -1"):
        Continuum(-1, {})
