"""Review: where coders differ, what a panel makes of it, and what stands after discussion."""

from __future__ import annotations

from dataclasses import dataclass, replace
from hashlib import sha256
from typing import TYPE_CHECKING, Literal, get_args

import numpy as np

from qualcode.errors import Clause, InputError
from qualcode.model import CAUSES, RESULTS, Span
from qualcode.spans import Frame, references

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from qualcode.agreement import Matrix, Ratings
    from qualcode.model import Cause, Result, Round
    from qualcode.spans import Booleans, Stretch

Standing = Literal["reliability", "intra", "training", "discussed", "consensus"]
STANDINGS: tuple[Standing, ...] = get_args(Standing)
"""What the agreement of a round is: only the first is reliability between coders."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a member of a panel says of one unit and one code, and why coders differed.

    ``borders`` is what the panel codes, without it what those coded who gave the code; ``flag``
    asks for a change of the codebook.
    """

    result: Result
    reason: Cause
    borders: Span | None = None
    flag: bool = False
    note: str = ""

    def __post_init__(self) -> None:
        """Refuse words that are none of the short lists, and borders of what is not coded."""
        for noun, value, known in (
            (Clause("error.word.result"), self.result, RESULTS),
            (Clause("error.word.reason"), self.reason, CAUSES),
        ):
            if value not in known:
                raise InputError("review.choice", noun=noun, known=known, value=value)
        if self.borders is not None and self.result == "no":
            raise InputError("review.borders")


def standing(found: Round) -> Standing:
    """Return what the agreement of a round is.

    Reliability is that of an independent round alone; a recoding gives one coder's stability,
    and what comes after people talked is a figure of its own.
    """
    if found.kind == "independent":
        return "intra" if found.recodes else "reliability"
    kinds: dict[str, Standing] = {"training": "training", "discussion": "discussed"}
    return kinds.get(found.kind, "consensus")


def agreed(matrix: Matrix, at_least: int = 2) -> Ratings:
    """Return units × codes: 1 where all who read gave the code, 0 where none did, else NaN.

    NaN is also where fewer than ``at_least`` coders read.
    """
    yes, no = (matrix.values == 1).sum(axis=2), (matrix.values == 0).sum(axis=2)
    enough = yes + no >= at_least
    found: Ratings = np.where(enough & (no == 0), 1.0, np.where(enough & (yes == 0), 0.0, np.nan))
    return found


def agreed_on(agreed: Ratings, column: int) -> list[int]:
    """Return the rows in which all who read gave the code of a column."""
    rows: list[int] = np.flatnonzero(agreed[:, column] == 1).tolist()
    return rows


def settled_codes(codes: Sequence[str], cells: Ratings) -> set[str]:
    """Return the codes of which a unit's cells say that all who read agree."""
    return {code for code, cell in zip(codes, cells, strict=True) if not np.isnan(cell)}


def disputed(matrix: Matrix) -> list[tuple[int, str]]:
    """Return (row, code) where some who read gave the code and others did not."""
    return [(row, matrix.codes[column]) for row, column in np.argwhere(matrix.disputed).tolist()]


def post_discussion(matrix: Matrix, decisions: Mapping[tuple[int, str], int]) -> Matrix:
    """Return the matrix as it stands after a panel's decisions, for 讨论后一致率.

    ``decisions`` gives 1 or 0 for (unit id, code): every coder who read the unit takes it.
    Undecided cells stay as they are, unread ones missing, and other units and codes are passed
    over, so the result is never reliability: that stays with the matrix as it was frozen.

    Raises:
        ValueError: the rows are stretches of characters, about which nobody decides.
    """
    if matrix.rule == "character":
        raise ValueError("a panel decides about units, so the matrix must have units as its rows")
    values = matrix.values.copy()
    rows = {int(key): row for row, key in enumerate(matrix.unit_ids)}
    columns = {code: column for column, code in enumerate(matrix.codes)}
    for (unit, code), result in decisions.items():
        if unit in rows and code in columns:
            cell = values[rows[unit], columns[code]]
            cell[~np.isnan(cell)] = result
    return replace(matrix, values=values)


def inside(words: Booleans, unit: Stretch, spans: Iterable[Stretch]) -> list[Span]:
    """Return what spans mark of one unit, as runs without overlap; wordless pieces are left out.

    This is the union: whoever gave the code found it in these words, while the stretch from
    first to last would hold words that nobody marked, and what all marked may be too little
    for the unit to have the code at all.
    """
    near = (s for s in spans if s.start < unit.end and s.end > unit.start)
    clipped = (Span(max(s.start, unit.start), min(s.end, unit.end)) for s in near)
    runs = references([unit], [span for span in clipped if span.start < span.end])
    return [run for run in runs if words[run.start : run.end].any()]


def consensus_spans(
    words: Booleans, units: Sequence[Stretch], marked: Mapping[int, Sequence[Stretch]]
) -> list[Span]:
    """Return the codings of one code that give it to the units named, and to no other.

    ``units`` are sorted and disjoint; ``marked`` gives, by place in ``units``, the spans of the
    coders who agree on the code there. Each unit gets their union inside of it; pieces that only
    space or punctuation parts become one coding, as a coder would mark them, unless that takes
    the code away from a unit.
    """
    pieces = {place: inside(words, units[place], spans) for place, spans in sorted(marked.items())}
    runs: list[list[tuple[int, Span]]] = []
    for place, own in pieces.items():
        for piece in own:
            if runs and _continues(words, units, runs[-1][-1], (place, piece)):
                runs[-1].append((place, piece))
            else:
                runs.append([(place, piece)])
    whole = [Span(run[0][1].start, run[-1][1].end) for run in runs]
    has = Frame(words, units).covered(whole)
    found: list[Span] = []
    for run, joined in zip(runs, whole, strict=True):
        if all(has[place] for place, _ in run):
            found.append(joined)
        else:
            found += [piece for _, piece in run]
    return found


def _continues(
    words: Booleans, units: Sequence[Stretch], last: tuple[int, Span], piece: tuple[int, Span]
) -> bool:
    """Return whether a piece begins the unit right after the one that the last piece ends."""
    (before, ended), (place, began) = last, piece
    return (
        place == before + 1
        and ended.end == units[before].end
        and began.start == units[place].start
        and not words[ended.end : began.start].any()
    )


def reading_version(
    meanings: Mapping[tuple[int, str], str], book: int, codes: Iterable[str], settled: set[str]
) -> int | None:
    """Return the codebook version under which a unit counts as read for settled codes only.

    A reading speaks for every code whose meaning in its version is that of ``book``, so it must
    not be one that knows an open code. ``None`` where no version knows settled codes alone: the
    unit then stays unread. ``meanings`` gives the semantic hash by (version, code).
    """
    known = tuple(codes)
    versions = sorted({version for version, _ in meanings if version <= book}, reverse=True)
    best, most = None, 0
    for version in versions:
        speaks = {
            code
            for code in known
            if (then := meanings.get((version, code))) and then == meanings.get((book, code))
        }
        if len(speaks) > most and speaks <= settled:
            best, most = version, len(speaks)
    return best


def numbered(names: Iterable[str], item: str, seed: str) -> dict[str, int]:
    """Return a number for each coder of one item: the same whenever it is shown.

    Another item has another order, so that nobody is recognised by their number.
    """
    ordered = sorted(names, key=lambda name: sha256(f"{seed}\0{item}\0{name}".encode()).digest())
    return {name: number for number, name in enumerate(ordered, start=1)}
