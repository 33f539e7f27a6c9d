"""Alpha for free spans: published values, a count character by character, what is undefined."""

from __future__ import annotations

import json
from math import isnan
from typing import TYPE_CHECKING, Any

import pytest
from conftest import SHARED, examples
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from unitizing_material import (
    ALEX,
    BY_CODE,
    KRIPPENDORFF,
    THREE,
    TWO,
    WHOLE,
    ByCharacter,
    agrees,
    several,
)

from qualcode.agreement import unitizing
from qualcode.agreement.unitizing.alpha_2004 import alpha_u_2004
from qualcode.agreement.unitizing.continuum import Continuum

if TYPE_CHECKING:
    from collections import defaultdict
    from fractions import Fraction

    from qualcode.agreement.unitizing.continuum import Span

    Spans = dict[str, list[Span]]
    Bounds = list[tuple[int, int]]
    Section = tuple[int, int, bool]
    Matrix = defaultdict[Any, Fraction] | dict[Any, Fraction]


@pytest.mark.parametrize(
    ("length", "spans", "name", "code", "expected"),
    [
        (100, TWO, "u_alpha", None, 0.49628376372810923),
        (100, TWO, "bar_u_alpha", None, 0.6509625668449198),
        (100, TWO, "cu_alpha", None, 0.3513882567137005),
        (100, TWO, "(k)u_alpha", "x", 0.3331816112881202),
        (100, THREE, "u_alpha", None, 0.6064206803196367),
        (100, THREE, "cu_alpha", None, 0.5514903276919553),
        (100, THREE, "(k)u_alpha", "x", 0.5382686210074731),
        (100, THREE, "(k)u_alpha", "y", 0.5647120343764374),
        (60, ALEX, "u_alpha", None, 0.39829814237913924),
        (60, ALEX, "bar_u_alpha", None, 0.5238010446343779),
        (60, ALEX, "(k)u_alpha", "1", 0.3125),
        (60, ALEX, "(k)u_alpha", "2", 0.390625),
    ],
)
def test_values_on_which_two_implementations_agree(
    length: int, spans: Spans, name: str, code: str | None, expected: float
):
    """From lindanna/unitized_alpha 11637e7 and an exact oracle; no paper has machine data."""
    texts = [Continuum(length, spans)]
    found = WHOLE[name](texts) if code is None else BY_CODE[name](texts, code)
    assert found.value == pytest.approx(expected, abs=1e-12)


@pytest.mark.parametrize(
    ("code", "alpha", "observed", "expected"),
    [("c", 0.7286, 0.0144, 0.0532), ("k", 1.0, 0.0, 0.0490), (None, 0.8591, None, None)],
)
def test_the_worked_example_of_2004(
    code: str | None, alpha: float, observed: float | None, expected: float | None
):
    """Krippendorff 2004, pp. 251–256; the overall value there comes from rounded parts."""
    found = alpha_u_2004(KRIPPENDORFF, code)
    assert found.alpha.value == pytest.approx(alpha, abs=5e-4)
    if observed is not None:
        assert found.observed == pytest.approx(observed, abs=5e-5)
        assert found.expected == pytest.approx(expected, abs=5e-5)


@pytest.mark.parametrize(
    ("first", "second", "alpha", "observed"),
    [
        ([(2, 10), (14, 20)], [(4, 8), (15, 17)], 0.553, 0.03125),
        ([(0, 18)], [(0, 2), (2, 3), (3, 4), (4, 5), (5, 6), (6, 9), (9, 10)], -0.926, None),
        (
            [(0, 2), (2, 10), (10, 14), (14, 20), (20, 24)],
            [(0, 4), (4, 8), (8, 15), (15, 17), (17, 24)],
            0.066,
            0.38715,
        ),
    ],
)
def test_the_cases_of_1995_in_the_long_text_limit(
    first: Bounds, second: Bounds, alpha: float, observed: float | None
):
    """Krippendorff 1995, pp. 57–59, from which the form of 2004 differs by less than .02."""
    scale = 50_000
    spans = {
        name: [(a * scale, b * scale, "x") for a, b in marked]
        for name, marked in (("1", first), ("2", second))
    }
    found = alpha_u_2004(Continuum(24 * scale, spans), "x")
    assert found.alpha.value == pytest.approx(alpha, abs=0.02)
    if observed is not None:
        assert found.observed == pytest.approx(observed, abs=2e-5)


def shared_cases() -> list[Any]:
    path = SHARED / "cases" / "agreement.json"
    cases = json.loads(path.read_text(encoding="utf-8")) if path.is_file() else []
    return [
        pytest.param(case, id=case["id"]) for case in cases if case["data"]["type"] == "continuum"
    ]


@pytest.mark.parametrize("case", shared_cases())
def test_every_reference_case_on_a_continuum(case: dict[str, Any]):
    data, name = case["data"], case["coefficient"]
    spans = {coder: [tuple(span) for span in marked] for coder, marked in data["coders"].items()}
    text = Continuum(data["length"], spans, data["start"])
    code = case["params"].get("value", case["params"].get("category"))
    if name.startswith("alpha_U_2004"):
        old = alpha_u_2004(text, code)
        value = {"observed": old.observed, "expected": old.expected}.get(
            name.rsplit("_", 1)[1], old.alpha.value
        )
    else:
        found = WHOLE[name]([text]) if code is None else BY_CODE[name]([text], code)
        value = found.value
    if case["expected"] is None:
        assert isnan(value)
    else:
        assert value == pytest.approx(case["expected"], abs=max(case["tolerance"], 1e-12))


@given(several())
def test_u_bar_u_and_cu_are_what_characters_give(texts: list[Continuum]):
    """The sweep gives what a character-by-character count gives, overlapping codes and all."""
    oracle = ByCharacter(texts)
    for name, coefficient in WHOLE.items():
        found, expected = coefficient(texts), oracle.alpha(name)
        if found.value != 1:
            assert agrees(found, expected), name
        else:
            assert expected is None or expected == pytest.approx(1), name


@given(several(), st.sampled_from("xyz"))
def test_k_u_and_its_coverage_are_what_characters_give(texts: list[Continuum], code: str):
    oracle = ByCharacter(texts)
    found, covered = unitizing.k_u_alpha(texts, code), unitizing.coverage(texts, code)
    expected = oracle.k_u(code)
    if expected is None:
        assert found.value == 1 or found.reason
    else:
        assert found.value == pytest.approx(float(expected), abs=1e-9)
    shared = oracle.dichotomy[code, True, True] + oracle.dichotomy[code, True, False]
    assert agrees(covered, shared / oracle.used[code] if oracle.used[code] else None)


@given(several(exclusive=True), st.sampled_from("xyz"))
@settings(max_examples=examples(10, 200))
def test_with_exclusive_codes_has_and_has_not_is_the_published_k_u(
    texts: list[Continuum], code: str
):
    """Splitting valued stretches by one code needs nothing of the others' matrix."""
    found, expected = unitizing.k_u_alpha(texts, code), ByCharacter(texts).k_u_published(code)
    assume(found.reason is None and expected is not None)
    assert found.value == pytest.approx(float(expected), abs=1e-9)


@given(several(), st.sampled_from("xyz"))
@settings(max_examples=examples(10, 200))
def test_a_codes_alpha_is_u_and_bar_u_of_its_spans_alone(texts: list[Continuum], code: str):
    alone = [
        Continuum(
            text.length,
            {name: [s for s in spans if s[2] == code] for name, spans in text.spans.items()},
            text.start,
        )
        for text in texts
    ]
    found = unitizing.code_alpha(texts, code)
    for coefficient in (unitizing.u_alpha, unitizing.bar_u_alpha):
        expected = coefficient(alone)
        assert found.value == pytest.approx(expected.value, nan_ok=True, abs=1e-9)
        assert (found.reason is None) == (expected.reason is None)


@pytest.mark.parametrize(
    ("length", "spans", "u", "bar_u", "cu", "k_u", "code"),
    [
        (9, {}, *["one_coder"] * 5),
        (9, {"A": [(0, 3, "x")]}, *["one_coder"] * 5),
        (0, {"A": [], "B": []}, *["no_overlap"] * 5),
        (9, {"A": [], "B": []}, *["nothing_coded"] * 3, *["not_applied"] * 2),
        (9, {"A": [(0, 3, "x")], "B": []}, None, None, *["nothing_shared"] * 2, None),
        (9, {"A": [(0, 3, "x")], "B": [(5, 9, "y")]}, None, None, *["nothing_shared"] * 2, None),
        (9, {"A": [(0, 3, "x")], "B": [(0, 4, "x")]}, None, None, *["no_variation"] * 2, None),
        (9, {"A": [(0, 9, "x")], "B": [(0, 9, "x")]}, *["no_variation"] * 5),
        (9, {"A": [(0, 9, "x")], "B": [(0, 9, "y")]}, None, "no_variation", None, None, None),
    ],
)
def test_undefined_says_why(
    length: int,
    spans: Spans,
    u: str | None,
    bar_u: str | None,
    cu: str | None,
    k_u: str | None,
    code: str | None,
):
    """NaN with a reason, or a value without one."""
    texts = [Continuum(length, spans)]
    found = [coefficient(texts) for coefficient in WHOLE.values()]
    found += [coefficient(texts, "x") for coefficient in BY_CODE.values()]
    assert [estimate.reason for estimate in found] == [u, bar_u, cu, k_u, code]
    assert [isnan(estimate.value) for estimate in found] == [
        reason is not None for reason in (u, bar_u, cu, k_u, code)
    ]


def test_no_texts_at_all_have_no_agreement():
    assert unitizing.u_alpha([]).reason == "one_coder"
    assert unitizing.k_u_alpha([], "x").reason == "one_coder"


@pytest.mark.parametrize(
    ("spans", "code", "reason"),
    [
        ({"A": [(0, 3, "x")]}, "x", "one_coder"),
        ({"A": [], "B": []}, None, "nothing_coded"),
        ({"A": [(0, 3, "x")], "B": []}, "y", "not_applied"),
        ({"A": [(0, 9, "x")], "B": [(0, 9, "x")]}, "x", None),
    ],
)
def test_alpha_of_2004_undefined_says_why(spans: Spans, code: str | None, reason: str | None):
    found = alpha_u_2004(Continuum(9, spans), code).alpha
    assert found.reason == reason
    assert isnan(found.value) == (reason is not None)


def test_alpha_of_2004_needs_units_that_could_lie_elsewhere():
    """One-character units without gaps lie the same however they are moved."""
    spans = {name: [(n, n + 1, "x") for n in range(3)] for name in "AB"}
    assert alpha_u_2004(Continuum(3, spans)).alpha.reason == "no_chance_disagreement"
