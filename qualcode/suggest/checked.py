"""An own suggester is held to its promises: what it gives is checked, and its errors are named.

Our own suggesters are held to them by tests; another's code is met at run time.
"""

from __future__ import annotations

import math
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from qualcode.errors import Clause, InputError, QualcodeError
from qualcode.model import Evidence
from qualcode.suggest.classifier import Blend
from qualcode.suggest.examples import Context, Example
from qualcode.suggest.rules import Rules
from qualcode.suggest.similarity import Similarity

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from qualcode.model import Codebook
    from qualcode.suggest.examples import Fit, Floats, Suggester, Training

_OURS: tuple[Fit, ...] = (Rules.fit, Similarity.fit, Blend.fit)
_REHEARSED = 50
"""So many sentences are scored to see whether a suggester works at all."""
_SLACK = 1e-6
"""So far beyond 0 and 1 a score may be by rounding."""


def checked(fit: Fit, name: str = "") -> Fit:
    """Return a way of suggesting whose scores and evidence are checked; ours is as it is.

    ``name`` is what it was asked for by, and what its runs are recorded under.
    """
    if fit in _OURS or isinstance(fit, CheckedFit):
        return fit
    return CheckedFit(fit, name or str(getattr(fit, "name", "") or getattr(fit, "__name__", "?")))


def rehearse(fit: Fit, book: Codebook, training: Training | None) -> None:
    """Let a suggester meet the codebook and what was decided, before anything is written.

    It sees no more than people have read: what is not read yet may come into the blind sample.

    Raises:
        InputError: it fails, or gives what it must not.
    """
    said = " ".join(word for code in book.codes for word in (*code.labels.values(), code.id))
    units: tuple[Example, ...] = (Example(-1, -1, 0, said, tuple(said.split())),)
    if training is not None:
        training = training.part(training.read())
        units = training.examples[:_REHEARSED] or units
    suggester = fit(book, training, Context(pool=units))
    for row, column in np.argwhere(suggester.score(units) > 0).tolist():
        suggester.explain(units[row], column)


@dataclass(frozen=True, slots=True)
class CheckedFit:
    """Makes a ``Checked`` suggester."""

    fit: Fit
    name: str

    def __call__(self, book: Codebook, training: Training | None, context: Context) -> Suggester:
        """Make the suggester; its codes must be those of the codebook."""
        with _named(self.name):
            inner = self.fit(book, training, context)
            codes = tuple(inner.codes)
        wanted = tuple(code.id for code in book.codes)
        if codes != wanted:
            raise InputError("suggester.codes", suggester=self.name, codes=wanted)
        return Checked(inner, self.name, codes)


@dataclass(frozen=True, slots=True)
class Checked:
    """A suggester of somebody's own."""

    inner: Suggester
    name: str
    codes: tuple[str, ...]

    def score(self, units: Sequence[Example]) -> Floats:
        """Return units × codes in [0, 1], all of them numbers.

        Raises:
            InputError: it failed, or its scores have another shape or range, or are no numbers.
        """
        with _named(self.name):
            given: Any = self.inner.score(units)
        wanted = (len(units), len(self.codes))
        try:
            scores = np.array(given)
        except (TypeError, ValueError) as error:
            raise InputError("suggester.numbers", suggester=self.name) from error
        if scores.shape != wanted:
            shape, found = (" × ".join(map(str, it)) for it in (wanted, scores.shape))
            raise InputError(
                "suggester.shape",
                suggester=self.name,
                shape=shape,
                found=found or Clause("error.word.number"),
            )
        if scores.dtype.kind not in "biuf" or not np.isfinite(scores).all():
            raise InputError("suggester.numbers", suggester=self.name)
        low, high = float(scores.min(initial=0.0)), float(scores.max(initial=0.0))
        if low < -_SLACK or high > 1 + _SLACK:
            found = f"{low if low < -_SLACK else high:g}"
            raise InputError("suggester.range", suggester=self.name, found=found)
        kept: Floats = scores.astype(np.float64).clip(0, 1)
        return kept

    def explain(self, unit: Example, code_index: int) -> tuple[Evidence, ...]:
        """Return the evidence, which stands in the unit or has no place.

        Raises:
            InputError: it failed, or something of it is no evidence or stands elsewhere.
        """
        with _named(self.name):
            found: Any = tuple(self.inner.explain(unit, code_index))
        for each in found:
            if not _stands(each, unit):
                raise InputError("suggester.evidence", suggester=self.name, found=repr(each)[:120])
        return tuple(found)


def _stands(each: Any, unit: Example) -> bool:
    if not isinstance(each, Evidence) or not isinstance(each.text, str):
        return False
    numbers = all(isinstance(it, int | np.integer) for it in (each.start, each.end))
    if not numbers or not isinstance(each.weight, int | float | np.number):
        return False
    start, end = each.start - unit.start, each.end - unit.start
    placed = 0 <= start < end and unit.text[start:end] == each.text
    return math.isfinite(each.weight) and (placed or each.start == each.end == -1)


@contextmanager
def _named(name: str) -> Iterator[None]:
    """Turn what another's code raises into one sentence; a sentence of ours stays."""
    try:
        yield
    except QualcodeError:
        raise
    except Exception as error:
        words = " ".join(str(error).split())
        what = f"{type(error).__name__}: {words}" if words else type(error).__name__
        raise InputError("suggester.failed", suggester=name, what=what[:200]) from error
