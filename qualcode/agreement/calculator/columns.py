"""Which columns of a table are strange beside the others, and so perhaps no coder's."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Literal

from qualcode.agreement.calculator.alike import BETWEEN, key, letters_of
from qualcode.agreement.calculator.headings import rater, says_coder
from qualcode.text.fold import folded

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qualcode.agreement.calculator.alike import Key

    Column = Sequence[str]
    Reason = Literal["empty", "total", "running", "distinct", "constant", "unlike"]

FEWEST = 3
"""With fewer rows nothing can be said about a column."""
SHARE = 0.5
"""So much of a column must be values of the others, or agree with one of them."""


def strange(heads: Sequence[str], columns: Sequence[Column]) -> dict[int, Reason]:
    """Return the columns that are not like the others, each with what is strange about it.

    Like the others is a column most of whose values are values of the others, that does not count
    the rows, is not their sum, is not different in every row where they are not, and varies where
    they do. Of columns that are headed as raters are (A, rater 2) none is strange for being
    constant or empty; where all are, and there are two, none is strange.
    """
    letters = letters_of(cell for column in columns for cell in column)
    known = {cell: _parts(cell, letters) for column in columns for cell in column}
    whole = {cell: key(cell, letters) if known[cell] or folded(cell) else None for cell in known}
    keyed = [[whole[cell] for cell in column] for column in columns]
    raters = [rater(head) for head in heads]
    if not keyed or len(keyed[0]) < FEWEST or (len(keyed) < FEWEST and all(raters)):
        return {}
    found: dict[int, Reason] = {}
    for n in range(len(keyed)):
        if not says_coder(heads[n]) and (reason := _reason(n, keyed, rater=raters[n])):
            found[n] = reason
    rest = [n for n in range(len(keyed)) if n not in found and any(keyed[n])]
    cells = {n: [known[cell] for cell in columns[n]] for n in rest}
    alike = _together(cells, raters)
    trusted = {n for n in rest if says_coder(heads[n])}
    return found | {n: "unlike" for n in rest if n not in alike | trusted}


def _reason(n: int, keyed: Sequence[Sequence[Key | None]], *, rater: bool) -> Reason | None:
    own, others = keyed[n], [column for at, column in enumerate(keyed) if at != n]
    given = [cell for cell in own if cell]
    if not given:
        return None if rater else "empty"
    if _total(own, others):
        return "total"
    varied = any(len({cell for cell in other if cell}) > 1 for other in others)
    if len(set(given)) == 1 and len(given) >= FEWEST and varied and not rater:
        return "constant"
    if len(given) < FEWEST or any(_agree(own, other) >= SHARE for other in others):
        return None
    if _running(given):
        return "running"
    different = len(set(given)) == len(given)
    return "distinct" if different and not any(map(_different, others)) else None


def _running(given: Sequence[Key]) -> bool:
    """Return whether numbers count upwards, one by one, also several rows with one number."""
    if any(kind for kind, _, _ in given):
        return False
    numbers = [number for _, number, _ in given]
    steps = [after - before for before, after in pairwise(numbers)]
    return set(steps) <= {0, 1} and 1 in steps and numbers[-1] - numbers[0] >= FEWEST - 1


def _different(column: Sequence[Key | None]) -> bool:
    given = [cell for cell in column if cell]
    return len(given) >= FEWEST and len(set(given)) == len(given)


def _agree(one: Sequence[Key | None], other: Sequence[Key | None]) -> float:
    both = [a == b for a, b in zip(one, other, strict=True) if a and b]
    return sum(both) / len(both) if both else 0.0


def _total(own: Sequence[Key | None], others: Sequence[Sequence[Key | None]]) -> bool:
    """Return whether a column is the sum or the mean of the numbers of all others."""
    if len(others) < 2:
        return False
    sums = means = varied = True
    for cell, *rest in zip(own, *others, strict=True):
        numbers = [each[1] for each in rest if each]
        if cell is None or cell[0] or not numbers or any(each[0] for each in rest if each):
            return False
        sums &= abs(sum(numbers) - cell[1]) < 1e-6
        means &= abs(sum(numbers) / len(numbers) - cell[1]) < 0.006
        varied &= len(set(numbers)) == 1
    return (sums or means) and not varied


def _together(cells: dict[int, list[set[Key]]], raters: Sequence[bool]) -> set[int]:
    """Return the columns that are like one another: the largest group, and what fits to it."""
    parts = {n: set().union(*column) for n, column in cells.items()}
    groups: list[set[int]] = []
    for n, own in cells.items():
        near = [
            group
            for group in groups
            if any(min(_in(own, parts[m]), _in(cells[m], parts[n])) >= SHARE for m in group)
        ]
        groups = [group for group in groups if group not in near] + [{n}.union(*near)]
    groups.sort(key=lambda group: (-len(group), -sum(raters[n] for n in group), min(group)))
    if groups and len(groups[0]) > 1:
        return _grown(groups[0], cells, parts)
    return max((_grown(group, cells, parts) for group in groups), key=len, default=set())


def _grown(
    start: set[int], cells: dict[int, list[set[Key]]], parts: dict[int, set[Key]]
) -> set[int]:
    group = set(start)
    while True:
        known = set().union(*(parts[n] for n in group))
        measured = _measured([cells[n] for n in group])
        more = {
            n
            for n in cells.keys() - group
            if _in(cells[n], known) >= SHARE or (measured and _between(cells[n], known) >= SHARE)
        }
        if not more:
            return group
        group |= more


def _measured(columns: Sequence[list[set[Key]]]) -> bool:
    """Return whether ratings are measurements: numbers, most of which occur once."""
    given = [each for column in columns for cell in column for each in cell]
    return not any(kind for kind, _, _ in given) and len(set(given)) > SHARE * len(given)


def _between(column: list[set[Key]], known: set[Key]) -> float:
    numbers = [number for _, number, _ in known]
    given = [each for cell in column for each in cell]
    within = [not kind and min(numbers) <= it <= max(numbers) for kind, it, _ in given]
    return sum(within) / len(within)


def _in(column: list[set[Key]], known: set[Key]) -> float:
    """Return the share of a column's values that are among the known ones."""
    given = [each for cell in column for each in cell]
    return sum(each in known for each in given) / len(given) if given else 1.0


def _parts(cell: str, letters: frozenset[str]) -> set[Key]:
    return {key(part, letters) for part in BETWEEN.split(cell) if folded(part)}
