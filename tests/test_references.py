"""References that are found in all texts at once are those of each text by itself."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from analysis_material import BOOK, corpus
from hypothesis import given
from hypothesis import strategies as st

from qualcode import spans
from qualcode.analysis import TextData
from qualcode.analysis.corpus import each, references
from qualcode.model import Coding, Span, Turn, Unit
from qualcode.study.text_index import TextTurns, TextUnits

if TYPE_CHECKING:
    from collections.abc import Iterable

CODES = [code.id for code in BOOK.codes]


def plainly(turns: Iterable[Turn], marks: Iterable[Coding]) -> list[Span]:
    """Return the references of one code in one text, character by character of each place.

    Places are the turns and what lies outside of all of them.
    """
    inside = [(turn.start, turn.end) for turn in turns]
    found = []
    pieces: dict[tuple[int, int], list[tuple[int, int]]] = {}
    for mark in marks:
        own = [(a, b) for a, b in inside if a < mark.end and mark.start < b]
        for a, b in own:
            pieces.setdefault((a, b), []).append((max(a, mark.start), min(b, mark.end)))
        if not own:
            gap = sum(b <= mark.start for _, b in inside)
            pieces.setdefault((-1, gap), []).append((mark.start, mark.end))
    for place in pieces.values():
        reached = -1
        for start, end in sorted(place):
            if start > reached:
                found.append([start, end])
            else:
                found[-1][1] = max(found[-1][1], end)
            reached = max(reached, end)
    return [Span(start, end) for start, end in sorted(found)]


def text_of(data: st.DataObject, text_id: int) -> TextData:
    """Return a text of turns with gaps between them, some of the interviewer."""
    text = data.draw(st.text("我😀𠮷，。 a", min_size=1, max_size=30))
    cuts = sorted({*data.draw(st.lists(st.integers(0, len(text)), max_size=6))})
    kept = [pair for pair in pairwise(cuts) if data.draw(st.booleans())]
    turns = [Turn(n, *pair, "甲", asks=data.draw(st.booleans())) for n, pair in enumerate(kept, 1)]
    units = [Unit("turn", turn.n, turn.start, turn.end, not turn.asks) for turn in turns]
    words = spans.word_characters(text)
    who = [data.draw(st.sampled_from(["P1", "P9", None])) for _ in turns]
    return TextData(
        text_id, "x", "document", text, words, TextTurns.of(turns, who), TextUnits.of(units)
    )


@given(st.data())
def test_references_of_many_texts_are_those_of_each(data: st.DataObject) -> None:
    texts = tuple(text_of(data, text_id) for text_id in range(1, data.draw(st.integers(1, 3)) + 1))
    codings = []
    for text in texts:
        for start in data.draw(st.lists(st.integers(0, len(text.text) - 1), max_size=5)):
            end = data.draw(st.integers(start + 1, len(text.text)))
            exposure = data.draw(st.sampled_from(["unaided", "assisted"]))
            code = data.draw(st.sampled_from([*CODES, "gone"]))
            codings.append(Coding("", "r", "甲", text.text_id, start, end, code, exposure=exposure))
    made = corpus(texts=texts, codings=tuple(codings))
    expected = []
    for row, code in enumerate(CODES):
        for text in texts:
            own = [it for it in codings if it.code == code and it.text_id == text.text_id]
            assert spans.references(text.turns, own) == plainly(text.turns, own)
            for span in plainly(text.turns, own):
                assisted = any(
                    it.exposure == "assisted" and it.start < span.end and span.start < it.end
                    for it in own
                )
                inside = [t for t in text.turns if t.start < span.end and span.start < t.end]
                turn = inside[0] if inside else None
                who = None if turn is None else text.participant(text.turns.at(turn.start))
                expected.append((row, text.text_id, span, turn, who, assisted))
    found = [
        (code, it.text.text_id, it.span, it.turn, it.participant, it.assisted)
        for code, it in each(made, made.references)
    ]
    assert sorted(found, key=str) == sorted(expected, key=str)
    counted = [it for it in expected if it[3] is None or not it[3].asks]
    assert sum(map(len, references(made).values())) == len(counted)
