"""Alpha for free spans: published values, a count character by character, what is undefined."""

from __future__ import annotations

import json
from collections import defaultdict
from fractions import Fraction
from itertools import pairwise, permutations, product
from math import isnan
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from conftest import SHARED
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from qualcode.agreement import unitizing
from qualcode.agreement.unitizing.alpha_2004 import alpha_u_2004
from qualcode.agreement.unitizing.continuum import Continuum
from qualcode.agreement.unitizing.sweep import code_lengths, lengths
from qualcode.errors import InputError

if TYPE_CHECKING:
    from random import Random

    from qualcode.agreement.estimate import Estimate
    from qualcode.agreement.unitizing.continuum import Span

    Spans = dict[str, list[Span]]
    Bounds = list[tuple[int, int]]
    Section = tuple[int, int, bool]
    Matrix = defaultdict[Any, Fraction] | dict[Any, Fraction]

GAP: frozenset[str] = frozenset()
WHOLE = {
    "u_alpha": unitizing.u_alpha,
    "bar_u_alpha": unitizing.bar_u_alpha,
    "cu_alpha": unitizing.cu_alpha,
}
BY_CODE = {"(k)u_alpha": unitizing.k_u_alpha, "code_alpha": unitizing.code_alpha}

TWO = {
    "A": [(0, 10, "x"), (20, 35, "y"), (50, 60, "x")],
    "B": [(2, 12, "x"), (22, 30, "y"), (31, 40, "x"), (52, 58, "y")],
}
THREE = TWO | {"C": [(0, 8, "x"), (20, 36, "y"), (51, 62, "x")]}
ALEX = {
    "Alex": [(2, 5, "1")],
    "Paul": [(2, 5, "1"), (10, 20, "2")],
    "Susan": [(2, 5, "2"), (15, 20, "2")],
}
KRIPPENDORFF = Continuum(
    300,
    {
        "i": [(225, 295, "c"), (370, 400, "c"), (180, 240, "k"), (300, 350, "k")],
        "j": [(220, 300, "c"), (355, 375, "c"), (400, 420, "c"), (180, 240, "k"), (300, 350, "k")],
    },
    150,
)


# --- published and agreed values -------------------------------------------------------------


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


# --- the same, counted character by character ------------------------------------------------


@st.composite
def texts_of(draw: st.DrawFn, *, exclusive: bool = False, coders: int | None = None):
    """Draw one text: its length, where it begins, and every coder's spans."""
    length, start = draw(st.integers(1, 24)), draw(st.integers(0, 5))
    names = "ABCD"[: coders if coders is not None else draw(st.integers(2, 4))]
    code = st.sampled_from("xyz")
    spans = {}
    for name in names:
        cuts = sorted(draw(st.sets(st.integers(start, start + length), max_size=8)))
        if exclusive:
            pieces = [(a, b, draw(st.none() | code)) for a, b in pairwise(cuts)]
            spans[name] = [piece for piece in pieces if piece[2] is not None]
        else:
            pairs = (
                draw(st.lists(st.tuples(st.sampled_from(cuts), st.sampled_from(cuts)), max_size=5))
                if cuts
                else []
            )
            spans[name] = [(min(p), max(p), draw(code)) for p in pairs if p[0] != p[1]]
    return Continuum(length, spans, start)


def several(**how: bool):
    """Draw up to three texts by the same coders."""
    return st.integers(2, 4).flatmap(
        lambda m: st.lists(texts_of(coders=m, **how), min_size=1, max_size=3)
    )


def united(marked: list[Span]):
    """Unite overlapping spans of a code, by characters; touching spans stay apart."""
    spans = sorted(set(marked), key=lambda span: (span[2], span[0], span[1]))
    result: list[tuple[int, int, str]] = []
    for start, end, code in spans:
        if result and result[-1][2] == code and start < result[-1][1]:
            result[-1] = (result[-1][0], max(end, result[-1][1]), code)
        else:
            result.append((start, end, code))
    return result


class ByCharacter:
    """The matrices of the paper from characters, in fractions; no sweep, no shortcut."""

    def __init__(self, texts: list[Continuum]) -> None:
        self.o, self.s, self.s_star = (defaultdict(Fraction) for _ in range(3))
        self.dichotomy, self.s_code = defaultdict(Fraction), defaultdict(Fraction)
        self.used = defaultdict(Fraction)
        for text in texts:
            self._add(text)

    def _add(self, text: Continuum) -> None:
        m, line = len(text.spans), range(text.start, text.start + text.length)
        marked = {coder: united(spans) for coder, spans in text.spans.items()}
        value = {
            (coder, p): frozenset(c for a, b, c in spans if a <= p < b)
            for coder, spans in marked.items()
            for p in line
        }
        for (i, j), p in product(permutations(marked, 2), line):
            self.o[value[i, p], value[j, p]] += Fraction(1, m - 1)
            for code in "xyz":
                if value[i, p] and value[j, p]:
                    key = code, code in value[i, p], code in value[j, p]
                    self.dichotomy[key] += Fraction(1, m - 1)
        for coder, spans in marked.items():
            cuts = sorted(
                {text.start, text.start + text.length, *(e for s in spans for e in s[:2])}
            )
            for a, b in pairwise(cuts):
                self.s[value[coder, a]] += (b - a) ** 2 if value[coder, a] else b - a
                self.s_star[value[coder, a]] += self._met(value, marked, coder, a, b)
            for a, b, code in spans:
                self.s_code[code] += self._met(value, marked, coder, a, b)
                self.used[code] += b - a

    @staticmethod
    def _met(
        value: dict[Any, frozenset[str]], marked: Spans, coder: str, a: int, b: int
    ) -> Fraction:
        others = [name for name in marked if name != coder]
        met = [sum(bool(value[name, p]) for p in range(a, b)) for name in others]
        return Fraction(sum(x * x for x in met), len(others))

    @staticmethod
    def expected(o: Matrix, s: Matrix) -> Matrix | None:
        """Equations 4 and 10: coincidences by random pairing, without self-pairs."""
        values = sorted({c for c, _ in o}, key=sorted)
        ell = {c: sum(o[c, k] for k in values) for c in values}
        whole = sum(ell.values())
        below = whole - sum(s[c] for c in values) / whole
        if not below:
            return None
        return {
            (c, k): (ell[c] * ell[k] - (s[c] if c == k else 0)) / below
            for c, k in product(values, values)
        }

    def alpha(self, name: str):
        """Return the value of equation 5, 6 or 11, None where it has none."""
        inside = name == "cu_alpha"
        o = {pair: n for pair, n in self.o.items() if not inside or (pair[0] and pair[1])}
        o = defaultdict(Fraction, o)
        e = self.expected(o, self.s_star if inside else self.s) if o else None
        if e is None:
            return None
        apart = (
            (lambda c, k: bool(c) != bool(k)) if name == "bar_u_alpha" else (lambda c, k: c != k)
        )
        d_o, d_e = (sum(n for (c, k), n in x.items() if apart(c, k)) for x in (o, e))
        return 1 - d_o / d_e if d_e > 0 else None

    def k_u(self, code: str):
        """Return equation 13b for has and has not the code."""
        o = {(a, b): self.dichotomy[code, a, b] for a, b in product((True, False), repeat=2)}
        ell_k, whole = o[True, True] + o[True, False], sum(o.values())
        if not ell_k or whole == ell_k:
            return None
        e_k, e_kk = (ell_k * whole - self.s_code[code]), ell_k**2 - self.s_code[code]
        return 1 - e_k / ell_k * (ell_k - o[True, True]) / (e_k - e_kk) if e_k > 0 else None

    def k_u_published(self, code: str):
        """Return equation 13b from the matrix of all codes, each stretch with one code at most."""
        k = frozenset(code)
        o = defaultdict(Fraction, {p: n for p, n in self.o.items() if p[0] and p[1]})
        e = self.expected(o, self.s_star) if o else None
        ell_k = sum(n for (c, _), n in o.items() if c == k)
        if e is None or not ell_k:
            return None
        e_k = sum(n for (c, _), n in e.items() if c == k)
        if e_k == e[k, k]:
            return None
        return 1 - e_k / ell_k * (ell_k - o[k, k]) / (e_k - e[k, k])


def agrees(found: Estimate, expected: Fraction | None):
    """A value where the oracle has one; NaN with a reason where it has none."""
    if expected is None:
        return isnan(found.value) and found.reason is not None
    return found.reason is None and found.value == pytest.approx(float(expected), abs=1e-9)


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
@settings(max_examples=40)
def test_with_exclusive_codes_has_and_has_not_is_the_published_k_u(
    texts: list[Continuum], code: str
):
    """Splitting valued stretches by one code needs nothing of the others' matrix."""
    found, expected = unitizing.k_u_alpha(texts, code), ByCharacter(texts).k_u_published(code)
    assume(found.reason is None and expected is not None)
    assert found.value == pytest.approx(float(expected), abs=1e-9)


@given(several(), st.sampled_from("xyz"))
@settings(max_examples=40)
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


# --- what must not matter, and what must -----------------------------------------------------


def everything(texts: list[Continuum]):
    """Return all values of the family."""
    whole = [coefficient(texts).value for coefficient in WHOLE.values()]
    return whole + [of(texts, code).value for of in BY_CODE.values() for code in "xyz"]


@given(several(), st.randoms())
@settings(max_examples=40)
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
@settings(max_examples=40)
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
@settings(max_examples=40)
def test_coders_who_mark_the_same_agree_perfectly(texts: list[Continuum], m: int):
    same = [Continuum(t.length, {str(n): t.spans["A"] for n in range(m)}, t.start) for t in texts]
    for value in everything(same):
        assert isnan(value) or value == 1
    assert unitizing.u_alpha(same).value == 1 or not code_lengths(same).apart.any()
    if lengths(same).values.any():
        assert alpha_u_2004(max(same, key=lambda t: len(t.units.start))).observed == 0


@given(st.integers(2, 4).flatmap(lambda m: st.tuples(texts_of(coders=m), texts_of(coders=m))))
@settings(max_examples=40)
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
@settings(max_examples=40)
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
@settings(max_examples=40)
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


# --- cu for three or more coders -------------------------------------------------------------


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
@settings(max_examples=40)
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


# --- undefined, with a reason ----------------------------------------------------------------


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


# --- the definition of 2004, section by section ----------------------------------------------


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


# --- spans that are merged or refused --------------------------------------------------------


@given(texts_of())
@settings(max_examples=40)
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
