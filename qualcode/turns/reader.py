"""Read a text as a whole: its turns, who asks in it, what nobody said, and what is in doubt."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from qualcode.model import Span, Turn
from qualcode.turns import askers, doubts, families, formatting, front_matter, labels, stage
from qualcode.turns.chat import is_chat
from qualcode.turns.cut import Piece, labelled, once_asked
from qualcode.turns.evidence import speakers
from qualcode.turns.front_matter import Legend
from qualcode.turns.reading import Heard, Understood, Unspoken, Written, counted
from qualcode.turns.shadow import EDGE, compared, shadow, trimmed
from qualcode.turns.stage import Break

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from qualcode.turns.askers import Side, VoiceCount
    from qualcode.turns.front_matter import FrontMatter
    from qualcode.turns.shapes import Label

_THIN = 12
"""A text that has fewer than one label in so many lines may have labels of another shape."""

_FEW = 4
_PLACEHOLDER = 300
_SHOWN = 40


class Pieces(NamedTuple):
    """The pieces of a text that somebody said, what nobody said, and how it was found."""

    pieces: list[Piece]
    cuts: list[Break]
    by_format: float | None = None


def parse(text: str) -> tuple[Turn, ...]:
    """Return the turns of a text, in order and disjoint.

    A label is kept as first written, without its colon, brackets and Markdown marks. What stands
    before the first label, headings, notes on the recording and a recorder's last line belong to
    no turn; speech goes on after them as a turn of the same speaker. A quoted line (``> …``) stays
    in its turn, since it may be speech. Where nobody is named, every
    line is a turn without a speaker.
    """
    return read(Written(text)).turns


def read(written: Written) -> Understood:
    """Return what is understood of a text; nothing in it is moved or changed."""
    if written.said:
        return _told(written)
    text = written.text
    seen = shadow(text)
    if len(text) < _PLACEHOLDER and labels.removed(text):
        return _placeholder(written)
    above = front_matter.head(text, seen)
    found = _found(written, seen, above)
    first: dict[str, str] = {}
    pieces = [_named(it, first) for it in found.pieces]
    heard = askers.voices((it.name, text[it.start : it.end]) for it in pieces if it.name)
    chat = is_chat(seen, found.pieces)
    sides = {} if chat else askers.sides(heard, above.legend)
    turns = tuple(_turns(pieces, sides))
    return Understood(
        turns=turns,
        speakers=tuple(_speakers(text, turns, heard, sides, found.by_format)),
        not_speech=tuple(_unspoken(text, turns, found.cuts)),
        left_out=counted(written.left_out),
        doubts=tuple(doubts.of(written, turns, sides, above, found.by_format, chat=chat)),
        kind="chat" if chat else "interview",
        interviews=_interviews(text, above),
    )


def _told(written: Written) -> Understood:
    """Return what is understood of a file that says itself who speaks: who asks is left."""
    text = written.text
    legend = Legend({compared(it.speaker): True for it in written.said if it.speaker and it.asks})
    spoken = ((it.speaker, text[it.start : it.end]) for it in written.said)
    heard = askers.voices((label, words) for label, words in spoken if label)
    sides = askers.sides(heard, legend)
    if all(labels.generic(it) or it.isdigit() for it in heard):
        # voices that a machine told apart: who asks is a person's word
        sides = {label: it._replace(asks=False, confidence=0.5) for label, it in sides.items()}
    turns = tuple(
        replace(it, asks=it.speaker in sides and sides[it.speaker].asks) for it in written.said
    )
    return Understood(
        turns=turns,
        speakers=tuple(_speakers(text, turns, heard, sides, None)),
        left_out=counted(written.left_out),
        doubts=tuple(doubts.told(written, turns, sides)),
        codings=written.codings,
        columns=written.columns,
    )


def _placeholder(written: Written) -> Understood:
    start, end = trimmed(written.text, 0, len(written.text))
    return Understood(
        (),
        not_speech=(Unspoken("placeholder", start, end),),
        left_out=counted(written.left_out),
        doubts=(doubts.PLACEHOLDER,),
        kind="empty",
    )


def _found(written: Written, seen: str, above: FrontMatter) -> Pieces:
    text = written.text
    named = _labels(written, seen, above)
    lines = frozenset(it.line for it in named)
    start = min(lines, default=above.end)
    cuts = stage.breaks(seen, start, lines)
    cuts += [Break(a, b, "head") for a, b in above.blocks[1:]]
    if any(it.key for it in named):
        cuts += stage.sections(seen, lines, written.styles)
        if tail := stage.report(seen, max(lines)):
            cuts.append(tail)
        cuts = _merged(cuts)
        asked = once_asked(seen, named, cuts, above)
        return Pieces(labelled(text, sorted([*named, *asked], key=lambda it: it.line), cuts), cuts)
    if named:
        return Pieces(labelled(text, named, _merged(cuts)), _merged(cuts))
    return _unnamed(written, _merged(cuts), above)


def _labels(written: Written, seen: str, above: FrontMatter) -> list[Label]:
    """Return the labels of a text: of the sure shapes, else of the family that explains it."""
    named = speakers(written.text, seen, above)
    sure = sum(bool(it.key) for it in named)
    cells = any(it.cell for it in written.styles.values())
    if sure >= _FEW and sure * _THIN >= seen.count("\n") and not cells:
        return named
    other = families.best(written.text, seen, above, written.styles)
    return other if len(other) > (2 if sure >= _FEW else 1) * sure else named


def _unnamed(written: Written, cuts: list[Break], above: FrontMatter) -> Pieces:
    """Return the turns of a text that names nobody: by its format, by its blocks, or by lines."""
    text = written.text
    spans = _spans(text, above)
    lines = formatting.lines(text, above.end, cuts, written.styles)
    if len(spans) == 1 and not any(above.contents) and (told := formatting.by_format(lines)):
        titles = [Break(a, b, "heading") for a, b in told.titles]
        pieces = [
            Piece(*formatting.bare(text, it.start, it.end), "", None, asks=it.asks)
            for it in told.turns
        ]
        return Pieces(pieces, _merged([*cuts, *titles]), told.confidence)
    pieces = [
        Piece(*trimmed(text, it.start, it.end), _respondent(above, n), None)
        for n, span in enumerate(spans)
        for it in lines
        if span.start <= it.start < span.end
    ]
    return Pieces(pieces, cuts)


def _respondent(above: FrontMatter, n: int) -> str:
    """Return who speaks below a block that names one person and ends in ``访谈内容：``."""
    named = above.respondents[n]
    return named[0].split(" ")[0] if len(named) == 1 and above.contents[n] else ""


def _merged(cuts: list[Break]) -> list[Break]:
    merged: list[Break] = []
    for it in sorted(cuts):
        if not merged or it.start >= merged[-1].end:
            merged.append(it)
    return merged


def _named(piece: Piece, first: dict[str, str]) -> Piece:
    """Return a piece under the first spelling of its label."""
    if not piece.name:
        return piece
    return piece._replace(name=first.setdefault(compared(piece.name), piece.name))


def _turns(pieces: list[Piece], sides: Mapping[str, Side]) -> Iterator[Turn]:
    for n, it in enumerate(pieces, start=1):
        asks = sides[it.name].asks if it.name in sides else it.asks
        yield Turn(n, it.start, it.end, it.name or None, it.time, asks)


def _speakers(
    text: str,
    turns: tuple[Turn, ...],
    heard: Mapping[str, VoiceCount],
    sides: Mapping[str, Side],
    by_format: float | None,
) -> Iterator[Heard]:
    groups: dict[tuple[str | None, bool], list[Turn]] = {}
    for it in turns:
        groups.setdefault((it.speaker, it.asks), []).append(it)
    for (label, asks), those in groups.items():
        words = sum(it.end - it.start for it in those)
        side = sides.get(label or "")
        share = heard[label].share if label else _share(text, those)
        confidence = side.confidence if side else (by_format or 0.0)
        speech = " ".join(text[those[0].start : those[0].end][:_SHOWN].split())
        yield Heard(label, len(those), words, round(share, 3), asks, confidence, speech)


def _share(text: str, turns: list[Turn]) -> float:
    return sum(labels.inquires(text[it.start : it.end]) for it in turns) / len(turns)


def _unspoken(text: str, turns: tuple[Turn, ...], cuts: list[Break]) -> Iterator[Unspoken]:
    if turns:
        start, end = trimmed(text, 0, turns[0].start)
        if turns[0].speaker is not None:
            start, end = trimmed(text, start, max(start, text.rfind("\n", start, end) + 1))
        if start < end:
            yield Unspoken("head", start, end)
    first = turns[0].start if turns else 0
    for it in cuts:
        if it.start >= first and text[it.start : it.end].strip(EDGE):
            yield Unspoken(it.kind, it.start, it.end)


def _spans(text: str, above: FrontMatter) -> tuple[Span, ...]:
    starts = [end for _, end in above.blocks]
    ends = [*(start for start, _ in above.blocks[1:]), len(text)]
    return tuple(Span(a, b) for a, b in zip(starts, ends, strict=True))


def _interviews(text: str, above: FrontMatter) -> tuple[Span, ...]:
    """Return each interview of a file with its head; nothing where there is only one."""
    if len(above.blocks) == 1:
        return ()
    starts = [start for start, _ in above.blocks]
    return tuple(Span(a, b) for a, b in zip(starts, [*starts[1:], len(text)], strict=True))
