"""Which columns of a table are strange beside the others, and so perhaps no coder's."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise
from math import exp, lgamma, log, log1p
from typing import TYPE_CHECKING, Literal

from qualcode.agreement.calculator.alike import BETWEEN, key, letters_of
from qualcode.agreement.calculator.headings import beside_raters, raters, says_coder
from qualcode.text.fold import folded

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qualcode.agreement.calculator.alike import Key

    Column = Sequence[str]
    Reason = Literal[
        "empty", "total", "verdict", "running", "distinct", "constant", "unlike", "few"
    ]
    Trust = Literal["rater", "name", "none"]

FEWEST = 3
"""With fewer rows nothing can be said about a column."""
ENOUGH = 5
"""With fewer rows what a column is called says more than what stands in it."""
MANY, NEARLY = 10, 0.9
"""In so many rows, so much of them alike, a coder may well have given one value only."""
SHARE = 0.5
"""So much of a column must be values of the others, or agree with one of them."""
SURELY = 0.75
"""So much of a column that counts upwards must agree with another to be ratings all the same."""
WONDER = 0.05
"""What has a smaller probability is not taken for chance."""


def strange(heads: Sequence[str], columns: Sequence[Column]) -> dict[int, Reason]:
    """Return the columns that are not like the others, each with what is strange about it.

    Like the others is a column most of whose values are values of the others, that does not count
    the rows, is not their sum, does not say where they agree, is not different in every row where
    they are not, and varies where they do. Of columns that are headed as raters are (A, rater 2,
    王芳) none is strange for being constant, empty or different in every row, nor for a few values
    that chance gives a column of so few; where all are, and there are two, none is strange. One
    that is headed by a word for a coder is never strange; the only one that is not headed as
    raters are is looked at more strictly.
    """
    written = set().union(*columns)
    letters = letters_of(written)
    known = {cell: _parts(cell, letters) for cell in written}
    whole = {cell: key(cell, letters) if known[cell] or folded(cell) else None for cell in known}
    keyed = [[whole[cell] for cell in column] for column in columns]
    only = beside_raters(heads)
    headed = raters(heads) if only is None else [n != only for n in range(len(heads))]
    found: dict[int, Reason] = {
        n: "empty" for n, own in enumerate(keyed) if not (any(own) or headed[n])
    }
    if not keyed or len(keyed[0]) < FEWEST:
        return found if only is None or only in found else {**found, only: "few"}
    if len(keyed) < FEWEST and all(headed):
        return found
    for n in range(len(keyed)):
        trust: Trust = "rater" if headed[n] else "none" if n == only else "name"
        if not says_coder(heads[n]) and any(keyed[n]) and (reason := _reason(n, keyed, trust)):
            found[n] = reason
    rest = [n for n in range(len(keyed)) if n not in found and any(keyed[n])]
    cells = {n: [known[cell] for cell in columns[n]] for n in rest}
    alike = _together(cells, headed)
    unlike = [n for n in rest if n not in alike and not says_coder(heads[n])]
    trusted = {n for n in unlike if headed[n] and (_by_chance(n, cells) or _on_scale(n, cells))}
    return found | {n: "unlike" for n in unlike if n not in trusted}


def _reason(n: int, keyed: Sequence[Sequence[Key | None]], trust: Trust) -> Reason | None:
    own, others = keyed[n], [column for at, column in enumerate(keyed) if at != n]
    given = [cell for cell in own if cell]
    if made := _made(own, others):
        return made
    if len(given) < FEWEST:
        return None
    if len(set(given)) == 1 and (trust == "none" or any(map(_varied, others))):
        trusted = trust == "rater" or (trust == "name" and _rare(own, others))
        return None if trusted else "constant"
    agree = max((_agree(own, other) for other in others), default=0.0)
    if trust != "rater" and _numbering(given, strictly=trust == "none"):
        return "running" if trust == "none" or agree < SURELY else None
    return None if agree >= SHARE else _counting(given, others, rater=trust == "rater")


def _made(own: Sequence[Key | None], others: Sequence[Sequence[Key | None]]) -> Reason | None:
    """Return how a column was computed from all others."""
    if _total(own, others):
        return "total"
    return "verdict" if _verdict(own, others) else None


def _counting(
    given: Sequence[Key], others: Sequence[Sequence[Key | None]], *, rater: bool
) -> Reason | None:
    """Return in which way a column tells the rows apart, as numbers and names of units do."""
    if _running(given) and not (rater and len(given) < ENOUGH):
        return "running"
    sets = any(BETWEEN.search(word) for _, _, word in given)
    if rater or sets or any(map(_different, others)):
        return None
    return "distinct" if len(set(given)) == len(given) else None


def _rare(own: Sequence[Key | None], others: Sequence[Sequence[Key | None]]) -> bool:
    """Return whether one value is nearly all that anybody gave, as where a code is rare."""
    return len(own) >= MANY and min(_agree(own, other) for other in others) >= NEARLY


def _running(given: Sequence[Key]) -> bool:
    """Return whether numbers count upwards, one by one, also several rows with one number."""
    if any(kind for kind, _, _ in given):
        return False
    numbers = [number for _, number, _ in given]
    steps = [after - before for before, after in pairwise(numbers)]
    return set(steps) <= {0, 1} and 1 in steps and numbers[-1] - numbers[0] >= FEWEST - 1


def _numbering(given: Sequence[Key], *, strictly: bool) -> bool:
    """Return whether numbers count from one upwards, or strictly from any number, however short."""
    numbers = [number for kind, number, _ in given if not kind]
    steps = {after - before for before, after in pairwise(numbers)}
    counts = len(numbers) == len(given) and steps <= {0, 1} and 1 in steps
    return counts and (strictly or (numbers[0] == 1 and len(numbers) >= FEWEST))


def _varied(column: Sequence[Key | None]) -> bool:
    return len({cell for cell in column if cell}) > 1


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
    sums = means = True
    own_words = 0
    for cell, *rest in zip(own, *others, strict=True):
        numbers = [each[1] for each in rest if each]
        if cell is None or cell[0] or not numbers or any(each[0] for each in rest if each):
            return False
        sums &= abs(sum(numbers) - cell[1]) < 1e-6
        means &= abs(sum(numbers) / len(numbers) - cell[1]) < 0.006
        own_words += cell[1] not in numbers
    return (sums or means) and own_words > 1


def _verdict(own: Sequence[Key | None], others: Sequence[Sequence[Key | None]]) -> bool:
    """Return whether a column says where all others agree, whatever it is that they agree on."""
    agreed: Counter[Key] = Counter()
    said: dict[bool, set[Key]] = {True: set(), False: set()}
    for cell, *rest in zip(own, *others, strict=True):
        given = [each for each in rest if each]
        if len(given) > 1 and cell:
            same = len(set(given)) == 1
            said[same].add(cell)
            agreed.update(given[:1] if same else ())
            if len(said[same]) > 1:
                return False
    often = sum(times > 1 for times in agreed.values())
    return often > 1 and bool(said[False]) and said[True] != said[False]


def _by_chance(n: int, cells: dict[int, list[set[Key]]]) -> bool:
    """Return whether so many values that no other column has are no wonder in so short a column.

    That the next rating is a new value has about the probability (singles + 1) / (ratings + 1)
    of the others (Good 1953, with one more).
    """
    times = Counter(
        it for other, column in cells.items() if other != n for cell in column for it in cell
    )
    own = [it for cell in cells[n] for it in cell]
    new, total = sum(it not in times for it in own), sum(times.values())
    p = (sum(it == 1 for it in times.values()) + 1) / (total + 1)
    fewer = sum(_binomial(k, len(own), p) for k in range(new)) if p < 1 else 0.0
    return 1 - fewer > WONDER


def _binomial(k: int, n: int, p: float) -> float:
    ways = lgamma(n + 1) - lgamma(k + 1) - lgamma(n - k + 1)
    return exp(ways + k * log(p) + (n - k) * log1p(-p))


def _on_scale(n: int, cells: dict[int, list[set[Key]]]) -> bool:
    """Return whether most of a column's numbers lie between those of the others."""
    known = {it for other, column in cells.items() if other != n for cell in column for it in cell}
    numbers = bool(known) and not any(kind for kind, _, _ in known)
    return numbers and _between(cells[n], known) >= SHARE


def _together(cells: dict[int, list[set[Key]]], headed: Sequence[bool]) -> set[int]:
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
    groups.sort(key=lambda group: (-len(group), -sum(headed[n] for n in group), min(group)))
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
