"""The matrix that every coefficient reads: units × codes × coders, missing where unread."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np
from numpy.typing import NDArray

from qualcode.errors import InputError
from qualcode.spans import Frame, word_characters

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from qualcode.model import Coding, Reading, Unit

Ratings = NDArray[np.float64]
Rule = Literal["half", "any"]

RULES = {"half": Frame.covered, "any": Frame.overlapping}
"""How spans give a unit its code: the rule, and its sensitivity check."""


@dataclass(frozen=True, slots=True, eq=False)
class Matrix:
    """Who found which code in which unit.

    ``values`` is units × codes × coders: 1 has the code, 0 read and has it not, NaN not read.
    ``unit_ids`` and ``text_ids`` name the unit and its transcript, row by row. ``coded_unread``
    counts the cells where a coder coded but did not read; they are missing too.
    """

    values: Ratings
    coders: tuple[str, ...]
    codes: tuple[str, ...]
    unit_ids: NDArray[np.int64]
    text_ids: NDArray[np.int64]
    coded_unread: int = 0
    rule: Rule = "half"

    def code(self, code: str) -> Ratings:
        """Return the ratings of one code, units × coders."""
        return self.values[:, self.codes.index(code), :]

    def pooled(self) -> Ratings:
        """Return all units of the first code, then of the second …, as one set of ratings."""
        return self.values.transpose(1, 0, 2).reshape(-1, len(self.coders))

    def pooled_text_ids(self) -> NDArray[np.int64]:
        """Return the transcript of every row of ``pooled``."""
        return np.tile(self.text_ids, len(self.codes))


def build(
    texts: Iterable[tuple[int, str, Sequence[Unit]]],
    codings: Iterable[Coding],
    readings: Iterable[Reading],
    coders: Sequence[str],
    codes: Sequence[str],
    *,
    counts_for: Callable[[Reading, str], bool] | None = None,
    rule: Rule = "half",
) -> Matrix:
    """Build the matrix of one round from each text's id, words and units.

    Codings and readings of other coders, codes or texts are passed over; of one round only is
    the caller's care. Units outside of the frame are left out. ``counts_for`` says whether a
    reading counts for a code, false when the code meant something else in the codebook that was
    read; without it every reading counts for every code.
    """
    _check_different(coders)
    marked, seen = _by_code(codings), _by_coder(readings)
    parts: list[Ratings] = []
    framed: list[tuple[int, int]] = []
    unread = 0
    for text_id, text, units in texts:
        units_in_frame = [unit for unit in units if unit.in_frame]
        frame = Frame(word_characters(text), units_in_frame)
        part = np.zeros((len(units_in_frame), len(codes), len(coders)))
        for place, coder in enumerate(coders):
            for column, code in enumerate(codes):
                if stretches := marked.get((text_id, coder, code)):
                    part[:, column, place] = RULES[rule](frame, stretches)
            missing = _missing(frame, seen[text_id, coder], codes, counts_for)
            unread += int(part[:, :, place][missing].sum())
            part[:, :, place][missing] = np.nan
        parts.append(part)
        framed += [(unit.id, text_id) for unit in units_in_frame]
    ids = np.array(framed, dtype=np.int64).reshape(-1, 2)
    values = np.concatenate([np.empty((0, len(codes), len(coders))), *parts])
    return Matrix(values, tuple(coders), tuple(codes), ids[:, 0], ids[:, 1], unread, rule)


def _missing(
    frame: Frame,
    readings: Sequence[Reading],
    codes: Sequence[str],
    counts_for: Callable[[Reading, str], bool] | None,
) -> NDArray[np.bool_]:
    """Return units × codes: where this coder's readings do not count."""
    missing = np.ones((len(frame), len(codes)), dtype=np.bool_)
    if counts_for is None:
        missing[:] = ~frame.read(readings)[:, None]
        return missing
    known: dict[tuple[bool, ...], NDArray[np.bool_]] = {}
    for column, code in enumerate(codes):
        valid = tuple(counts_for(reading, code) for reading in readings)
        if valid not in known:
            counted = [reading for reading, keep in zip(readings, valid, strict=True) if keep]
            known[valid] = ~frame.read(counted)
        missing[:, column] = known[valid]
    return missing


def _by_code(
    codings: Iterable[Coding],
) -> defaultdict[tuple[int, str, str], list[Coding]]:
    sorted_in: defaultdict[tuple[int, str, str], list[Coding]] = defaultdict(list)
    for coding in codings:
        sorted_in[coding.text_id, coding.coder, coding.code].append(coding)
    return sorted_in


def _by_coder(readings: Iterable[Reading]) -> defaultdict[tuple[int, str], list[Reading]]:
    sorted_in: defaultdict[tuple[int, str], list[Reading]] = defaultdict(list)
    for reading in readings:
        sorted_in[reading.text_id, reading.coder].append(reading)
    return sorted_in


def _check_different(coders: Sequence[str]) -> None:
    twice = [coder for coder, times in Counter(coders).items() if times > 1]
    if twice:
        raise InputError(
            f"Coders must be different people; {twice[0]} is named more than once; "
            "name each coder once."
        )
