"""Krippendorff's alpha for spans of free length: u, |u, cu, (k)u, and a code's own alpha.

Krippendorff, Mathet, Bouvry & Widlöcher 2016, Quality & Quantity 50:2347–2364. Two things are
asked apart: *where* (|u: did coders mark the same passages?) and *what* (cu, (k)u: did they give
the same codes where both marked something?); u asks both. Several texts are pooled by adding
their lengths: positions of different texts never meet, and a text counts for the coders who read
it. How overlapping codes of one coder are read stands in ``qualcode.agreement.unitizing.sweep``.

Expected coincidences are a random re-pairing of the coded length that leaves out pairs of a unit
with itself (eq. 4): ε_ck = (ℓ_c ℓ_k − [c = k] s_c) / (ℓ − S/ℓ), S = Σ s_c. It follows that
α = 1 − (1 − S/ℓ²) · ℓ · D / (ℓ² − Σ ℓ_c²), where D is the disagreeing length, which is the form
used here.

**The correction for three or more coders.** Within intersections (eq. 10) a unit shares with the
other coders j the lengths x_j, and s* has been read in two ways: as the mean over the others,
Σ x_j² / (m − 1) (lindanna/unitized_alpha, which numbers its steps by the paper's equations), and
as the squared length shared with any of them (R quallmer, after Krippendorff 2019, eq. 36–37,
without a published value to hold it to). The first is taken: ℓ*_c is itself a sum over pairs of
coders divided by m − 1, and only the first corrects that same sum, pair by pair; the second
corrects a length that ℓ* does not contain, so that a unit met by the others one by one makes
expected coincidences negative. Both are x² for two coders, and the full square where all coders
share the unit. (Neither the paper nor its erratum, 50:2365, was at hand; eq. 10 is known from
these programs.) What the first costs: coders who mark nothing raise cu and (k)u of few units, as
from .351 to .472 with a third, silent coder in the four-unit example of the tests, where the
square of the mean, which no source has, would not change; with many units all readings converge.
Where the correction reaches the whole of what is shared, and the formula would report
disagreement as agreement, the coefficient is undefined (``too_little_shared``).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import isnan
from typing import Generic, TypeVar

import numpy as np

from qualcode.agreement.estimate import Estimate, Reason
from qualcode.agreement.unitizing.continuum import Continuum
from qualcode.agreement.unitizing.sweep import CodeLengths, Floats, Lengths, code_lengths, lengths

Texts = Sequence[Continuum]
Sums = TypeVar("Sums", Lengths, CodeLengths)


@dataclass(frozen=True, slots=True)
class UnitizingCoefficient(Generic[Sums]):
    """A coefficient of lengths that add up over texts.

    ``values`` takes sums over texts, of any number of replicates at once, and returns one value
    each, NaN where undefined; ``reason`` says why one sum has no value.
    """

    values: Callable[[Sums], Floats]
    reason: Callable[[Sums], Reason]

    def estimate(self, sums: Sums) -> Estimate:
        """Return the estimate from one sum."""
        value = float(self.many(sums))
        return Estimate(value, self.reason(sums) if isnan(value) else None)

    def many(self, sums: Sums) -> Floats:
        """Return the value of every sum, as from ``without_each`` or ``weighted``."""
        with np.errstate(divide="ignore", invalid="ignore"):
            return self.values(sums)


def u_alpha(texts: Texts) -> Estimate:
    """Return u-alpha: do coders mark the same passages with the same codes?

    Over the whole length, gaps included (eq. 5). Undefined when nobody marked anything
    (``nothing_coded``) and when all is marked with one code (``no_variation``).
    """
    return U_ALPHA.estimate(lengths(texts).total())


def bar_u_alpha(texts: Texts) -> Estimate:
    """Return |u-alpha: do coders mark the same passages, whatever their codes?

    The coincidences of u are collapsed into gap and not gap (eq. 6). Undefined when nobody
    marked anything (``nothing_coded``) and when nobody left a gap (``no_variation``).
    """
    return BAR_U_ALPHA.estimate(lengths(texts).total())


def cu_alpha(texts: Texts) -> Estimate:
    """Return cu-alpha: where two coders both marked something, are the codes the same?

    Over the intersections of their units (eq. 10–11). Undefined when there are none
    (``nothing_shared``), when they hold one code only (``no_variation``), and when the
    correction leaves no expected coincidences (``too_little_shared``; the module says when).
    """
    return CU_ALPHA.estimate(lengths(texts).total())


def k_u_alpha(texts: Texts, code: str) -> Estimate:
    """Return (k)u-alpha: where both marked something, is one code told from all others?

    Within intersections (eq. 13). Undefined when nobody used the code (``not_applied``), when
    no other coder marked anything where it was used (``nothing_shared``), when all intersections
    have it (``no_variation``), and as in ``cu_alpha`` (``too_little_shared``).
    """
    return K_U_ALPHA.estimate(code_lengths(texts, [code]).total().code(code))


def coverage(texts: Texts, code: str) -> Estimate:
    """Return the share of a code's length on which (k)u-alpha rests, ℓ*_k / ℓ_k.

    A low share says that coders used the code where others marked nothing at all. Undefined
    when nobody used it (``not_applied``).
    """
    return COVERAGE.estimate(code_lengths(texts, [code]).total().code(code))


def code_alpha(texts: Texts, code: str) -> Estimate:
    """Return alpha of one code against all text without it: u-alpha of that code's spans alone.

    With a single code u and |u are one number, so this is also |u of those spans: the "binary"
    alpha of ATLAS.ti, per code, as far as its manual describes it. Undefined when nobody used
    the code (``not_applied``) and when everybody used it everywhere (``no_variation``).
    """
    return CODE_ALPHA.estimate(code_lengths(texts, [code]).total().code(code))


def _u(sums: Lengths) -> Floats:
    marked = sums.values.sum(axis=-1)
    each = np.concatenate([sums.values, (sums.length - marked)[..., None]], axis=-1)
    return _alpha(sums.length, sums.squares, 2 * sums.where + sums.what, each)


def _bar_u(sums: Lengths) -> Floats:
    marked = sums.values.sum(axis=-1)
    each = np.stack([marked, sums.length - marked], axis=-1)
    return _alpha(sums.length, sums.squares, 2 * sums.where, each)


def _cu(sums: Lengths) -> Floats:
    return _alpha(sums.shared.sum(axis=-1), sums.shared_squares, sums.what, sums.shared)


def _code(sums: CodeLengths) -> Floats:
    each = np.stack([sums.used, sums.length - sums.used], axis=-1)
    return _alpha(sums.length, sums.squares, 2 * sums.apart, each)


def _k_u(sums: CodeLengths) -> Floats:
    shared = sums.shared + sums.others
    expected = shared * sums.shared - sums.shared_squares
    value = 1 - expected * sums.shared_apart / (sums.shared**2 * sums.others)
    value = np.where(sums.shared_apart == 0, 1.0, np.where(expected > 0, value, np.nan))
    return np.where((sums.shared > 0) & (sums.others > 0), value, np.nan)


def _coverage(sums: CodeLengths) -> Floats:
    return np.where(sums.used > 0, sums.shared / sums.used, np.nan)


def _alpha(length: Floats, squares: Floats, apart: Floats, each: Floats) -> Floats:
    """Return 1 − (1 − S/ℓ²) · ℓ · D / (ℓ² − Σ ℓ_c²), NaN where all length has one value."""
    paired = 1 - squares / length**2
    value = 1 - paired * length * apart / (length**2 - (each**2).sum(axis=-1))
    value = np.where(apart == 0, 1.0, np.where(paired > 0, value, np.nan))
    return np.where((each > 0).sum(axis=-1) > 1, value, np.nan)


def _unread(sums: Lengths | CodeLengths) -> Reason | None:
    if sums.n_coders < 2:
        return "one_coder"
    return None if sums.length.any() else "no_overlap"


def _why_not_u(sums: Lengths) -> Reason:
    return _unread(sums) or ("no_variation" if sums.values.any() else "nothing_coded")


def _why_not_cu(sums: Lengths) -> Reason:
    if unread := _unread(sums):
        return unread
    if not sums.values.any():
        return "nothing_coded"
    values = int((sums.shared > 0).sum())
    return ("nothing_shared", "no_variation", "too_little_shared")[min(values, 2)]


def _why_not_code(sums: CodeLengths) -> Reason:
    return _unread(sums) or ("no_variation" if sums.used.any() else "not_applied")


def _why_not_k_u(sums: CodeLengths) -> Reason:
    if unread := _unread(sums):
        return unread
    if not sums.used.any():
        return "not_applied"
    if not sums.shared.any():
        return "nothing_shared"
    return "too_little_shared" if sums.others.any() else "no_variation"


U_ALPHA = UnitizingCoefficient(_u, _why_not_u)
BAR_U_ALPHA = UnitizingCoefficient(_bar_u, _why_not_u)
CU_ALPHA = UnitizingCoefficient(_cu, _why_not_cu)
K_U_ALPHA = UnitizingCoefficient(_k_u, _why_not_k_u)
COVERAGE = UnitizingCoefficient(_coverage, _why_not_k_u)
CODE_ALPHA = UnitizingCoefficient(_code, _why_not_code)
