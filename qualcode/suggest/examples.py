"""The nouns of suggesting: a unit as a suggester sees it, what was learned from, who suggests.

A suggester ranks; it never codes. Its scores are between 0 and 1 and are no probabilities:
only ``learn`` makes some of them into probabilities, and says which.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

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

Vectors = npt.NDArray[np.float32]
Made = TypeVar("Made")

Encode = Callable[[Sequence[str]], Vectors]
"""Turn texts into rows of unit length that are near where meanings are; an empty text is zeros."""


@dataclass(frozen=True, eq=False)
class Context:
    """What a suggester may look at besides decisions; every part may be missing.

    ``match`` finds the codebook's token patterns, ``encode`` makes sentence embeddings, ``pool``
    is the project's open units without their labels: what is usual in them, and what is rare.
    """

    match: Match | None = None
    encode: Encode | None = None
    pool: Sequence[Example] = ()
    _kept: dict[str, tuple[object, Any]] = field(default_factory=dict, init=False, repr=False)

    def once(self, name: str, of: object, make: Callable[[], Made]) -> Made:
        """Make what does not depend on decisions the first time, and keep it for every fold.

        ``of`` is what it is made of besides the context, a codebook for example; for another
        one it is made anew.
        """
        if name not in self._kept or self._kept[name][0] is not of:
            self._kept[name] = (of, make())
        made: Made = self._kept[name][1]
        return made


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


def looked_up(known: Mapping[str, Vectors], said: Sequence[str]) -> Vectors:
    """Return the vectors of texts that are known, a row each."""
    return np.array([known[text] for text in said], dtype=np.float32)


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


Fit = Callable[["Codebook", Training | None, Context], Suggester]
"""Make a suggester from the codebook, people's decisions where there are any, and the context."""
