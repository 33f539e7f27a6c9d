"""The codings of a round as spans on what was read: the texts of the unitizing coefficients."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from qualcode.agreement.unitizing.continuum import Continuum
from qualcode.spans import read

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from qualcode.agreement.layout import Sheet
    from qualcode.model import Coding, Reading, Unit

    Mark = tuple[int, int, str]
    Key = tuple[int, str]


class Marked(NamedTuple):
    """Texts with spans; ``text_ids`` name the transcript of each.

    ``unread`` counts codings that lie in nothing that their coder read; they are left out.
    """

    texts: tuple[Continuum, ...]
    text_ids: tuple[int, ...]
    unread: int


class _Region(NamedTuple):
    """A stretch that the same coders read; it begins at ``place`` of its text of regions."""

    start: int
    end: int
    place: int


def marked(
    sheets: Iterable[Sheet],
    codings: Iterable[Coding],
    readings: Iterable[Reading],
    coders: Sequence[str],
    codes: Sequence[str],
) -> Marked:
    """Return what several coders marked in what each of them read.

    What the interviewer said and what nobody read is no part of it. Of each transcript there is
    one text for every set of coders who read the same parts, these parts in a row; mostly one.
    A span over two parts is cut. Other coders and codes are passed over.
    """
    own = _marks(codings, codes)
    seen: defaultdict[Key, list[Reading]] = defaultdict(list)
    for reading in readings:
        seen[reading.text_id, reading.coder].append(reading)
    texts: list[Continuum] = []
    text_ids: list[int] = []
    unread = 0
    for sheet in sheets:
        parts = list(_parts(sheet, seen, coders))
        for who, regions in parts:
            spans = {c: list(_placed(own[sheet[0], c], regions)) for c in who}
            last = regions[-1]
            texts.append(Continuum(last.place + last.end - last.start, spans))
            text_ids.append(sheet[0])
        for coder in coders:
            mine = [regions for who, regions in parts if coder in who]
            unread += sum(_outside(span, mine) for span in own[sheet[0], coder])
    return Marked(tuple(texts), tuple(text_ids), unread)


def whole(
    sheets: Iterable[Sheet],
    codings: Iterable[Coding],
    readings: Iterable[Reading],
    coders: Sequence[str],
    codes: Sequence[str],
) -> Marked:
    """Return every whole text with the coders who read something in it, as other programs do."""
    own = _marks(codings, codes)
    seen = {(reading.text_id, reading.coder) for reading in readings}
    texts, text_ids = [], []
    for text_id, text, *_ in sheets:
        who = [coder for coder in coders if (text_id, coder) in seen]
        if who:
            texts.append(Continuum(len(text), {c: own[text_id, c] for c in who}))
            text_ids.append(text_id)
    return Marked(tuple(texts), tuple(text_ids), 0)


def _marks(codings: Iterable[Coding], codes: Sequence[str]) -> defaultdict[Key, list[Mark]]:
    """Return the spans of each coder in each text."""
    own: defaultdict[Key, list[Mark]] = defaultdict(list)
    for coding in codings:
        if coding.code in codes:
            own[coding.text_id, coding.coder].append((coding.start, coding.end, coding.code))
    return own


def _parts(
    sheet: Sheet, seen: dict[Key, list[Reading]], coders: Sequence[str]
) -> Iterator[tuple[tuple[str, ...], list[_Region]]]:
    """Yield each set of coders, and the regions that just they read, in order."""
    text_id, text, units = sheet[0], sheet[1], [unit for unit in sheet[2] if unit.in_frame]
    if not units:
        return
    masks = [read(units, seen.get((text_id, coder), [])) for coder in coders]
    table = np.stack([np.asarray(mask, dtype=np.bool_) for mask in masks], axis=1)
    found: dict[tuple[str, ...], list[_Region]] = {}
    before: tuple[Unit, tuple[str, ...]] | None = None
    for unit, row in zip(units, table.tolist(), strict=True):
        who = tuple(coder for coder, yes in zip(coders, row, strict=True) if yes)
        regions = found.setdefault(who, [])
        if before and before[1] == who and not text[before[0].end : unit.start].strip():
            regions[-1] = regions[-1]._replace(end=unit.end)
        else:
            last = regions[-1] if regions else _Region(0, 0, 0)
            place = last.place + last.end - last.start
            regions.append(_Region(unit.start, unit.end, place))
        before = (unit, who)
    yield from ((who, regions) for who, regions in found.items() if who)


def _placed(spans: Sequence[Mark], regions: Sequence[_Region]) -> Iterator[Mark]:
    ends = [region.end for region in regions]
    for start, end, code in spans:
        for region in regions[bisect_right(ends, start) :]:
            if region.start >= end:
                break
            low, high = max(start, region.start), min(end, region.end)
            yield region.place + low - region.start, region.place + high - region.start, code


def _outside(span: Mark, parts: Sequence[list[_Region]]) -> bool:
    """Return whether a span has nothing in any of the parts."""
    return not any(True for regions in parts for _ in _placed([span], regions))
