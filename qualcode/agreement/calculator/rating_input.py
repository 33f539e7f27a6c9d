"""What the calculator is given: a table of ratings, and what was asked of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from qualcode.errors import Clause

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qualcode.agreement.alpha import Metric
    from qualcode.interval_kinds import Kind


@dataclass(frozen=True, slots=True, eq=False)
class RatingSheet:
    """Units × coders as they were written: trimmed words, an empty cell is a missing rating.

    ``name`` is the file's, ``lines`` where each unit stands in it; ``texts`` names the transcript
    of every unit, ``None`` where the file does not say. ``left_out`` are the columns of the file
    that were not taken for coders, ``empty`` those of them that were not since nothing stands in
    them, ``named`` whether somebody said which columns are. Where a row is of one code in a unit,
    as in the raw table behind a project's figures, ``codes`` says which, cells hold 1, 0 or
    nothing, and ``weights`` how often each row counts.
    """

    name: str
    coders: tuple[str, ...]
    units: tuple[str, ...]
    cells: Sequence[Sequence[str]]
    lines: tuple[int, ...]
    texts: tuple[str, ...] | None = None
    left_out: tuple[str, ...] = ()
    empty: tuple[str, ...] = ()
    named: bool = False
    codes: tuple[str, ...] | None = None
    weights: tuple[int, ...] | None = None

    def place(self, unit: int, coder: int) -> Clause:
        """Return where a rating stands, for an error."""
        said = {"file": self.name, "line": self.lines[unit], "coder": self.coders[coder]}
        return Clause("error.word.rating", said)


@dataclass(frozen=True, slots=True)
class RatingChoice:
    """What is asked of a table of ratings.

    ``categories`` are those of the codebook, also unused ones; for words their order is the
    scale's, lowest first. ``weights`` is a name of ``closeness.WEIGHTS``. Without ``interval`` it
    is the jackknife over transcripts where the file names them, else ``units_bca``.
    """

    metric: Metric = "nominal"
    categories: tuple[str, ...] = ()
    weights: str | None = None
    interval: Kind | None = None
    seed: int = 0
    replicates: int = 1000
    level: float = 0.95
