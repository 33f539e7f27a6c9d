"""The nouns of suggesting: a unit as a suggester sees it, what was learned from, who suggests.

A suggester ranks; it never codes. Its scores are between 0 and 1 and are no probabilities.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    from qualcode.model import Codebook, Evidence

Floats = npt.NDArray[np.float64]

AT_LEAST = 0.5
"""The threshold of a code that has no measured one: one keyword is enough."""


@dataclass(frozen=True, slots=True)
class Example:
    """A unit's exact text and its words in order; ``start`` is its place in the frozen text.

    Words are pieces of the text, punctuation included, whitespace left out.
    """

    unit_id: int
    text_id: int
    start: int
    text: str
    words: tuple[str, ...] = ()


Match = Callable[[Example], Iterable[tuple[str, int, int]]]
"""Find token patterns: (code, start, end) with positions counted from the unit's start."""


@dataclass(frozen=True, slots=True, eq=False)
class Training:
    """What people decided: ``labels`` (examples × codes) is 1 coded, 0 read and not coded.

    NaN is unread and is never learned from. ``groups`` says which examples a fold keeps
    together; where it is empty these are the transcripts. Blind and reserve turns are not in it.
    """

    examples: tuple[Example, ...]
    labels: Floats
    codes: tuple[str, ...]
    groups: tuple[int, ...] = ()

    def __post_init__(self) -> None:
        if self.labels.shape != (len(self.examples), len(self.codes)):
            raise ValueError(
                f"labels must be {len(self.examples)} examples × {len(self.codes)} codes, "
                f"found {self.labels.shape}"
            )
        if not np.isin(self.labels[~np.isnan(self.labels)], (0, 1)).all():
            raise ValueError("labels must be 1 (coded), 0 (read, not coded) or NaN (unread)")
        if not self.groups:
            object.__setattr__(self, "groups", tuple(e.text_id for e in self.examples))
        if len(self.groups) != len(self.examples):
            raise ValueError(
                f"groups must name one group an example: {len(self.examples)} examples, "
                f"{len(self.groups)} groups"
            )

    def column(self, code: str) -> Floats:
        """Return the labels of one code; a code that nobody was asked about is unread."""
        if code not in self.codes:
            return np.full(len(self.examples), np.nan)
        return self.labels[:, self.codes.index(code)]

    def read(self) -> npt.NDArray[np.intp]:
        """Return the rows that were read for at least one code."""
        return np.flatnonzero(~np.isnan(self.labels).all(axis=1))

    def part(self, rows: npt.NDArray[np.intp]) -> Training:
        """Return these rows only, in this order."""
        chosen = rows.tolist()
        return Training(
            tuple(self.examples[i] for i in chosen),
            self.labels[rows],
            self.codes,
            tuple(self.groups[i] for i in chosen),
        )


class Suggester(Protocol):
    """Ranks the codes of a unit and says why; the columns of a score are ``codes``."""

    @property
    def name(self) -> str:
        """The name under which a run is recorded, a key of ``SUGGESTERS``."""
        ...

    @property
    def codes(self) -> tuple[str, ...]:
        """The ids of the codes, in the order of the codebook."""
        ...

    def score(self, units: Sequence[Example]) -> Floats:
        """Return units × codes in [0, 1]; 0 is "nothing found" and is never suggested."""
        ...

    def explain(self, unit: Example, code_index: int) -> tuple[Evidence, ...]:
        """Return why this code was suggested for this unit, positions in the frozen text."""
        ...


Fit = Callable[["Codebook", Training | None, Match | None], Suggester]
"""Make a suggester from the codebook and, where there are any, people's decisions."""
