"""A coder's worksheet: how their work on one transcript stands, kept up with by small steps."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from qualcode.gathering import borders, memos
from qualcode.gathering.undoable import undoable
from qualcode.store import codebooks
from qualcode.store.across import worksheets
from qualcode.study.access import sight
from qualcode.study.act_kinds import UNDOABLE
from qualcode.study.reading import settled
from qualcode.study.study import may_code

if TYPE_CHECKING:
    from collections.abc import Mapping

    from qualcode.model import Memo, Round
    from qualcode.store import Look
    from qualcode.store.across.worksheets import Happened, Marked


@dataclass(frozen=True, slots=True)
class Worksheet:
    """How a coder's work on a text stands in one round, as of the event ``seen``.

    ``codings`` are by uuid in reading order. ``read`` gives the turns that were read, by number:
    whether that still speaks for every code of the codebook, or the turn is to be read again. In a
    closed round it speaks for the codebook that the round was closed with. ``memos`` are those
    that this coder may see on the transcript, its turns, their own codings and the codes.
    ``closed`` says that nothing can be coded in this round by this coder.
    """

    coder: str
    text: int
    transcript: str
    round: Round | None
    closed: bool
    seen: tuple[int, str]
    book: int
    codings: Mapping[str, Marked]
    read: Mapping[int, bool]
    memos: tuple[Memo, ...]
    undo: bool
    redo: bool
    coder_id: int
    renamed: Mapping[str, str]


def new_sheet(look: Look, coder: str, text: int, round: str | None) -> Worksheet:
    """Return a worksheet, all of it read from the file."""
    study = look.study
    person = study.coder(coder)
    source = borders.of(look, text).source
    rounds = study.rounds
    usable = [it for it in rounds if it.status == "open" and may_code(it, coder)]
    now = usable[-1] if usable else None
    found = next((it for it in rounds if it.name == round), now or (rounds or (None,))[-1])
    sight(study, coder).refuse(coder, found)
    undo, redo = undoable(look, coder)
    sheet = Worksheet(
        coder=coder,
        text=text,
        transcript=source.name,
        round=found,
        closed=found is not None and found != now,
        seen=look.stamp,
        book=study.book.version,
        codings={},
        read={},
        memos=memos.at_desk(look, coder, source.name),
        undo=undo,
        redo=redo,
        coder_id=person.id,
        renamed={},
    )
    if found is None:
        return sheet
    sheet = replace(sheet, renamed=study.read_as(counts_as(found)))
    codings = _codings(look, sheet, None)
    return replace(sheet, codings=codings, read=_read(look, sheet))


def stepped(look: Look, before: Worksheet, happened: list[Happened]) -> Worksheet:
    """Return the worksheet as of the last event, with what these changed read again."""
    changed = frozenset[str]().union(*(it.changed for it in happened))
    sheet = replace(before, seen=(happened[-1].seq, happened[-1].hash))
    if changed & {"codebook_version", "code_map"}:
        version = counts_as(sheet.round) if sheet.round else None
        study = look.study
        sheet = replace(sheet, book=study.book.version, renamed=study.read_as(version))
    if "code_map" in changed:
        sheet = replace(sheet, codings=_codings(look, sheet, None))
    elif "coding" in changed:
        keys = frozenset[int]().union(*(it.codings for it in happened))
        sheet = replace(sheet, codings=_codings(look, sheet, keys))
    if changed & {"reading", "codebook_version"}:
        sheet = replace(sheet, read=_read(look, sheet))
    if "memo" in changed:
        noted = memos.at_desk(look, sheet.coder, sheet.transcript)
        sheet = replace(sheet, memos=noted)
    own = [it.kind for it in happened if it.actor == sheet.coder]
    if own:
        # whatever was just done can be undone, and leaves nothing to do again
        undo, redo = True, False
        if own[-1] not in UNDOABLE:
            undo, redo = undoable(look, sheet.coder)
        sheet = replace(sheet, undo=undo, redo=redo)
    return sheet


def _codings(look: Look, sheet: Worksheet, keys: frozenset[int] | None) -> Mapping[str, Marked]:
    """Return the codings as they stand; those with other ``keys`` are as they were."""
    if sheet.round is None:
        return {}
    where = (sheet.coder_id, sheet.round.id, sheet.text)
    if keys is None or not 0 < len(keys) <= worksheets.FEW:
        found = worksheets.marked(look.connection, where, sheet.renamed)
        return {it.uuid: it for it in found}
    kept = {uuid: it for uuid, it in sheet.codings.items() if it.id not in keys}
    found = worksheets.marked(look.connection, where, sheet.renamed, keys)
    return {**kept, **{it.uuid: it for it in found}}


def _read(look: Look, sheet: Worksheet) -> dict[int, bool]:
    """Return the turns that were read, and whether the codes still mean what they meant."""
    if sheet.round is None:
        return {}
    text = borders.readable(look, sheet.text)
    rows = worksheets.read_units(look.connection, sheet.coder_id, sheet.round.id, text.among)
    versions = {version for _, version in rows}
    counts = counts_as(sheet.round) or sheet.book
    standing = set[int]()
    if rows:
        standing = versions & settled(look.study, codebooks.stored(look.connection, counts))
    ever = text.read({unit for unit, _ in rows})
    if versions == standing:
        stands = ever
    else:
        stands = text.read({unit for unit, version in rows if version in standing})
    pairs = zip(text.numbers, ever.tolist(), stands.tolist(), strict=True)
    return {number: now for number, once, now in pairs if once}


def other_sheet(before: Worksheet, coder: str, text: int, round: str | None) -> bool:
    """Return whether another worksheet is asked for than the one that was returned last."""
    named = before.round.name if before.round else None
    return (before.coder, before.text) != (coder, text) or (round is not None and round != named)


def counts_as(found: Round) -> int | None:
    """Return the codebook version that speaks for a round: its own once it is closed."""
    return found.codebook or None if found.status == "closed" else None
