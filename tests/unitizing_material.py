"""Free spans for tests: examples, texts at random, and a count character by character."""

from __future__ import annotations

from collections import defaultdict
from fractions import Fraction
from itertools import pairwise, permutations, product
from math import isnan
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import strategies as st

from qualcode.agreement import unitizing
from qualcode.agreement.unitizing.continuum import Continuum

if TYPE_CHECKING:
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


def everything(texts: list[Continuum]):
    """Return all values of the family."""
    whole = [coefficient(texts).value for coefficient in WHOLE.values()]
    return whole + [of(texts, code).value for of in BY_CODE.values() for code in "xyz"]
