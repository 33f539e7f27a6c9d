"""A coder's worksheet: how their work on one transcript stands, kept up with by small steps."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from qualcode.errors import RuleError
from qualcode.project import memos
from qualcode.project.borders import Texts
from qualcode.project.part import Part
from qualcode.project.undo import UNDOABLE, undoable
from qualcode.store import codebooks, stamps, worksheets
from qualcode.study.reading import settled
from qualcode.study.study import may_code

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from qualcode.model import Memo, Round
    from qualcode.project import Project
    from qualcode.project.borders import Borders
    from qualcode.store import Connection
    from qualcode.store.worksheets import Happened, Marked


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


class Worksheets(Part):
    """The worksheets of the project's coders."""

    def __init__(self, project: Project) -> None:
        """Belong to ``project``; what never changes of its texts is looked up once."""
        super().__init__(project)
        self._texts = Texts()

    def borders(self, text: int) -> Borders:
        """Return the turns' borders of an active text by its key.

        Raises:
            InputError: no active transcript has it.
        """
        with self.looking() as (connection, study):
            return self._texts.of(connection, study, text)

    def of(
        self,
        coder: str,
        text: int,
        *,
        round: str | None = None,
        before: Worksheet | None = None,
    ) -> Worksheet:
        """Return how a coder's work on a text stands, for this coder to see.

        ``round`` is the newest open one for them where none is named, else the newest. ``before``
        is what was returned last: what no event has touched since is not read again.

        Raises:
            InputError: the coder or the text is unknown.
            RuleError: the coder codes again now, and the round is one that they closed before.
        """
        # the frame is asked for late: a desk asks at each key press, and mostly nothing has changed
        with self.store.reading() as connection:
            if before is None or _other(before, coder, text, round):
                return self._new(connection, coder, text, round)
            happened = worksheets.since(
                connection, self.store.replica, before.seen, before.coder_id
            )
            if happened is None or any("round" in it.changed for it in happened):
                return self._new(connection, coder, text, round)
            return self._step(connection, before, happened) if happened else before

    def others(self, viewer: str, text: int, round: str) -> dict[str, tuple[Marked, ...]] | None:
        """Return what each other coder marked in a text, ``None`` where the round hides it.

        An open independent round hides everything; while a coder codes again, closed rounds are
        hidden from them too. Coders who marked nothing are left out.
        """
        with self.looking() as (connection, study):
            found = next((it for it in study.rounds if it.name == round), None)
            if found is None:
                return None
            try:
                study.refuse_peeking(found, viewer)
                study.refuse_recalling(found, viewer)
            except RuleError:
                return None
            renamed = study.read_as(_read_as(found))
            said = {
                person.name: tuple(
                    worksheets.marked(connection, (person.id, found.id, text), renamed)
                )
                for person in study.coders
                if person.name != viewer
            }
        return {name: marked for name, marked in said.items() if marked}

    def texts_of(self, coder: str, uuids: Iterable[str]) -> dict[str, int]:
        """Return the text of each of these codings that is the coder's own, by uuid."""
        with self.looking() as (connection, study):
            person = study.coder(coder)
            return worksheets.texts_of(connection, person.id, list(uuids))

    def _new(self, connection: Connection, coder: str, text: int, round: str | None) -> Worksheet:
        study = self.store.study(connection)
        person = study.coder(coder)
        borders = self._texts.of(connection, study, text)
        rounds = study.rounds
        usable = [it for it in rounds if it.status == "open" and may_code(it, coder)]
        now = usable[-1] if usable else None
        found = next((it for it in rounds if it.name == round), now or (rounds or (None,))[-1])
        study.refuse_recalling(found, coder)
        replica = self.store.replica
        undo, redo = undoable(connection, study, replica, coder)
        sheet = Worksheet(
            coder=coder,
            text=text,
            transcript=borders.source.name,
            round=found,
            closed=found is not None and found != now,
            seen=stamps.head(connection, replica),
            book=study.book.version,
            codings={},
            read={},
            memos=memos.at_desk(connection, study, coder, borders.source.name),
            undo=undo,
            redo=redo,
            coder_id=person.id,
            renamed={},
        )
        if found is None:
            return sheet
        sheet = replace(sheet, renamed=study.read_as(_read_as(found)))
        codings = self._codings(connection, sheet, None)
        return replace(sheet, codings=codings, read=self._read(connection, sheet))

    def _step(
        self, connection: Connection, before: Worksheet, happened: list[Happened]
    ) -> Worksheet:
        """Return the worksheet as of the last event, with what these changed read again."""
        changed = frozenset[str]().union(*(it.changed for it in happened))
        sheet = replace(before, seen=(happened[-1].seq, happened[-1].hash))
        if changed & {"codebook_version", "code_map"}:
            version = _read_as(sheet.round) if sheet.round else None
            study = self.store.study(connection)
            sheet = replace(sheet, book=study.book.version, renamed=study.read_as(version))
        if "code_map" in changed:
            sheet = replace(sheet, codings=self._codings(connection, sheet, None))
        elif "coding" in changed:
            keys = frozenset[int]().union(*(it.codings for it in happened))
            sheet = replace(sheet, codings=self._codings(connection, sheet, keys))
        if changed & {"reading", "codebook_version"}:
            sheet = replace(sheet, read=self._read(connection, sheet))
        if "memo" in changed:
            study = self.store.study(connection)
            noted = memos.at_desk(connection, study, sheet.coder, sheet.transcript)
            sheet = replace(sheet, memos=noted)
        own = [it.kind for it in happened if it.actor == sheet.coder]
        if own:
            # whatever was just done can be undone, and leaves nothing to do again
            undo, redo = True, False
            if own[-1] not in UNDOABLE:
                study = self.store.study(connection)
                undo, redo = undoable(connection, study, self.store.replica, sheet.coder)
            sheet = replace(sheet, undo=undo, redo=redo)
        return sheet

    def _codings(
        self, connection: Connection, sheet: Worksheet, keys: frozenset[int] | None
    ) -> Mapping[str, Marked]:
        """Return the codings as they stand; those with other ``keys`` are as they were."""
        if sheet.round is None:
            return {}
        where = (sheet.coder_id, sheet.round.id, sheet.text)
        if keys is None or not 0 < len(keys) <= worksheets.FEW:
            found = worksheets.marked(connection, where, sheet.renamed)
            return {it.uuid: it for it in found}
        kept = {uuid: it for uuid, it in sheet.codings.items() if it.id not in keys}
        found = worksheets.marked(connection, where, sheet.renamed, keys)
        return {**kept, **{it.uuid: it for it in found}}

    def _settled(self, connection: Connection, version: int) -> frozenset[int]:
        return settled(self.store.study(connection), codebooks.stored(connection, version))

    def _read(self, connection: Connection, sheet: Worksheet) -> dict[int, bool]:
        """Return the turns that were read, and whether the codes still mean what they meant."""
        if sheet.round is None:
            return {}
        borders = self._texts.of(connection, self.store.study(connection), sheet.text)
        readable = self._texts.readable(connection, borders)
        rows = worksheets.read_units(connection, sheet.coder_id, sheet.round.id, readable.among)
        versions = {version for _, version in rows}
        counts = _read_as(sheet.round) or sheet.book
        standing = versions & self._settled(connection, counts) if rows else set()
        ever = readable.read({unit for unit, _ in rows})
        if versions == standing:
            stands = ever
        else:
            stands = readable.read({unit for unit, version in rows if version in standing})
        pairs = zip(readable.numbers, ever.tolist(), stands.tolist(), strict=True)
        return {number: now for number, once, now in pairs if once}


def _other(before: Worksheet, coder: str, text: int, round: str | None) -> bool:
    """Return whether another worksheet is asked for than the one that was returned last."""
    named = before.round.name if before.round else None
    return (before.coder, before.text) != (coder, text) or (round is not None and round != named)


def _read_as(found: Round) -> int | None:
    """Return the codebook version that speaks for a round: its own once it is closed."""
    return found.codebook or None if found.status == "closed" else None
