"""The scale of a table of ratings: its words as numbers, in an order where one is needed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NoReturn

import numpy as np

from qualcode.agreement.calculator.alike import BETWEEN, EMPTY_SET, NUMBER, key, spelling
from qualcode.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from qualcode.agreement.calculator.rating_input import RatingChoice, RatingSheet
    from qualcode.agreement.patterns import Ratings


@dataclass(frozen=True, slots=True, eq=False)
class Scale:
    """Ratings as numbers, NaN where missing, and the words of every number.

    ``values`` are the categories in ascending order, those that nobody used too where they were
    named; ``words`` says how each was written. ``sets`` are the sets of codes that the values stand
    for, empty where a rating is one value. ``joined`` are the ways of writing that were taken for
    one value, ``invisible`` how many cells hold nothing that can be seen.
    """

    ratings: Ratings
    values: tuple[float, ...]
    words: tuple[str, ...]
    sets: tuple[frozenset[str], ...] = ()
    joined: tuple[tuple[str, ...], ...] = ()
    invisible: int = 0

    def presence(self, code: str) -> Ratings:
        """Return whether each rating, a set of codes, holds the code."""
        has = np.array([code in each for each in self.sets] or [False], dtype=np.float64)
        missing = np.isnan(self.ratings)
        places = np.where(missing, 0, self.ratings).astype(np.int64)
        return np.where(missing, np.nan, has[places])

    def codes(self) -> tuple[str, ...]:
        """Return the codes that the sets hold, in order."""
        return tuple(sorted(frozenset().union(*self.sets), key=key))


def scale_of(sheet: RatingSheet, choice: RatingChoice) -> Scale:
    """Return the scale of a sheet.

    Values that differ in width, composition, invisible characters or the letter case of a logical
    value are one, as are 1 and 1.0. Where every rating and every named category is a number, they
    are compared as numbers; else as words, in the order of the named categories, or sorted. Where
    a cell holds ``;`` every rating is a set of codes.

    Raises:
        InputError: the metric or the weights need numbers or an order that the words have not, a
            rating is in no named category, or a category is named twice.
    """
    cells = [cell for row in sheet.cells for cell in row if cell]
    sets = any(map(BETWEEN.search, cells))
    spelt = spelling((*choice.categories, *cells), sets=sets)
    named = tuple(map(spelt.cell, choice.categories))
    rows = [tuple(map(spelt.cell, row)) for row in sheet.cells]
    plain = _plain(replace(sheet, cells=rows), replace(choice, categories=named), sets=sets)
    unseen = sum(not spelt.cell(cell) for cell in cells)
    return replace(plain, joined=spelt.joined, invisible=unseen)


def _plain(sheet: RatingSheet, choice: RatingChoice, *, sets: bool) -> Scale:
    """Return the scale of a sheet in which a value is written in one way."""
    words = {cell: None for row in sheet.cells for cell in row if cell}
    if sets:
        return _of_sets(sheet, choice, words)
    numbers = {word: _number(word) for word in (*words, *choice.categories)}
    if all(number is not None for number in numbers.values()):
        return _of_numbers(sheet, choice, {w: n for w, n in numbers.items() if n is not None})
    _refuse_unordered(sheet, choice, numbers)
    return _of_words(sheet, choice, words)


def _of_numbers(sheet: RatingSheet, choice: RatingChoice, numbers: dict[str, float]) -> Scale:
    named = _different(choice.categories, numbers)
    _refuse_outside(sheet, named, numbers)
    _refuse_negative(sheet, choice, numbers)
    written: dict[float, str] = {}
    for word in (*choice.categories, *numbers):
        written.setdefault(numbers[word], word)
    values = tuple(sorted(written))
    return Scale(_coded(sheet, numbers), values, tuple(written[value] for value in values))


def _of_words(sheet: RatingSheet, choice: RatingChoice, words: Iterable[str]) -> Scale:
    named = _different(choice.categories, {word: word for word in choice.categories})
    _refuse_outside(sheet, named, {word: word for word in words})
    order = choice.categories or tuple(sorted(words, key=key))
    numbers = {word: float(place) for place, word in enumerate(order)}
    return Scale(_coded(sheet, numbers), tuple(numbers.values()), order)


def _of_sets(sheet: RatingSheet, choice: RatingChoice, words: Iterable[str]) -> Scale:
    if choice.metric != "nominal" or _weighted(choice):
        _refuse(
            sheet,
            lambda word: bool(BETWEEN.search(word)),
            lambda said: InputError("scale.one_value", asked=_asked(choice), **said),
        )
    sets = {word: _set(word) for word in words}
    strange = set().union(*sets.values()) - set(choice.categories) if choice.categories else set()
    if strange:
        _refuse(
            sheet,
            lambda word: bool(sets[word] & strange),
            lambda said: InputError("scale.strange_code", code=min(strange), **said),
        )
    known = tuple(sorted(set(sets.values()), key=lambda each: sorted(map(key, each))))
    numbers = {each: float(place) for place, each in enumerate(known)}
    coded = _coded(sheet, {word: numbers[each] for word, each in sets.items()})
    written = tuple(f"{EMPTY_SET} ".join(sorted(each)) or EMPTY_SET for each in known)
    return Scale(coded, tuple(numbers.values()), written, known)


def split(cell: str) -> tuple[str, ...]:
    """Return the codes of a cell, which ``;`` separates, each once."""
    parts = (part.strip() for part in BETWEEN.split(cell))
    return tuple(dict.fromkeys(part for part in parts if part))


def _set(cell: str) -> frozenset[str]:
    return frozenset(split(cell))


def _number(word: str) -> float | None:
    return float(word) if NUMBER.fullmatch(word) else None


def _coded(sheet: RatingSheet, numbers: dict[str, float]) -> Ratings:
    known = {**numbers, "": np.nan}
    flat = [known[cell] for row in sheet.cells for cell in row]
    return np.array(flat, dtype=np.float64).reshape(len(sheet.cells), len(sheet.coders))


def _different(categories: tuple[str, ...], keys: dict[str, float] | dict[str, str]) -> set[object]:
    seen: set[object] = set()
    for category in categories:
        if keys[category] in seen:
            raise InputError("scale.category_twice", category=category)
        seen.add(keys[category])
    return seen


def _refuse_outside(
    sheet: RatingSheet, named: set[object], keys: dict[str, float] | dict[str, str]
) -> None:
    if named and not named.issuperset(keys.values()):
        _refuse(
            sheet,
            lambda word: keys[word] not in named,
            lambda said: InputError("scale.outside", **said),
        )


def _refuse_unordered(
    sheet: RatingSheet, choice: RatingChoice, numbers: dict[str, float | None]
) -> None:
    """Refuse words where the metric needs numbers, or an order that nobody gave."""
    if choice.metric in ("interval", "ratio"):
        word = next((c for c in choice.categories if numbers[c] is None), None)
        if word is not None:
            raise InputError("scale.category_word", metric=choice.metric, word=word)
        _refuse(
            sheet,
            lambda word: numbers[word] is None,
            lambda said: InputError("scale.no_number", metric=choice.metric, **said),
        )
    if (choice.metric == "ordinal" or _weighted(choice)) and not choice.categories:
        _refuse(
            sheet,
            lambda word: numbers[word] is None,
            lambda said: InputError("scale.no_order", asked=_asked(choice), **said),
        )


def _refuse_negative(sheet: RatingSheet, choice: RatingChoice, numbers: dict[str, float]) -> None:
    if choice.metric != "ratio" and choice.weights != "ratio":
        return
    asked = "--metric ratio" if choice.metric == "ratio" else "--weights ratio"
    low = next((c for c in choice.categories if numbers[c] < 0), None)
    if low is not None:
        raise InputError("scale.category_negative", asked=asked, low=low)
    if any(number < 0 for number in numbers.values()):
        _refuse(
            sheet,
            lambda word: numbers[word] < 0,
            lambda said: InputError("scale.negative", asked=asked, **said),
        )


def _weighted(choice: RatingChoice) -> bool:
    return choice.weights not in (None, "identity")


def _asked(choice: RatingChoice) -> str:
    weighted = choice.metric == "nominal"
    return f"--weights {choice.weights}" if weighted else f"--metric {choice.metric}"


def _refuse(
    sheet: RatingSheet,
    wrong: Callable[[str], bool],
    error: Callable[[dict[str, object]], InputError],
) -> NoReturn:
    """Raise at the first rating that is wrong."""
    for unit, row in enumerate(sheet.cells):
        for coder, cell in enumerate(row):
            if cell and wrong(cell):
                raise error({"place": sheet.place(unit, coder), "cell": cell})
    raise AssertionError(wrong)
