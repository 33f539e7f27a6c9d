"""Transcripts: ingest, units, tokens, participants."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from qualcode import export, ingest, text
from qualcode.errors import InputError
from qualcode.export.people import PeopleExport, people_table
from qualcode.gathering.words import ProjectWords, tokenizer
from qualcode.ingest import people_columns, preview
from qualcode.ingest.archives import members
from qualcode.ingest.folder import (
    PARTICIPANTS_FILE,
    RefusedFile,
    files_in,
    free_name,
    taken_from_folder,
)
from qualcode.ingest.preview import Preview
from qualcode.project.lookup import Part
from qualcode.project.sources import participants, people, removal
from qualcode.store import texts
from qualcode.study.names import refuse_long

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from qualcode.export.people import PeopleExport
    from qualcode.i18n import Language
    from qualcode.ingest.lines import Line
    from qualcode.model import Participant, Transcript, Unit, UnitKind
    from qualcode.study.people_changes import PeopleReport
    from qualcode.text.tokens import Offsets

UNIT_KINDS: tuple[UnitKind, ...] = ("turn", "sentence", "paragraph")
TABLE = ".csv"
ARCHIVE = ".zip"


@dataclass(frozen=True, slots=True)
class IngestReport:
    """What an ingest did; the names of unchanged files are those of the files given."""

    added: tuple[str, ...] = ()
    unchanged: tuple[str, ...] = ()
    refused: tuple[RefusedFile, ...] = ()
    participants: int = 0
    tables: tuple[PeopleReport, ...] = ()
    """What each table of participants changed."""


@dataclass(slots=True)
class _Report:
    """An ``IngestReport`` that is being written."""

    added: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    refused: list[RefusedFile] = field(default_factory=list)
    participants: int = 0
    tables: list[PeopleReport] = field(default_factory=list)

    def done(self) -> IngestReport:
        return IngestReport(
            tuple(self.added),
            tuple(self.unchanged),
            tuple(self.refused),
            self.participants,
            tuple(self.tables),
        )


class Transcripts(Part):
    """The transcripts of the project and the people in them."""

    def ingest(
        self,
        paths: Iterable[Path | str],
        *,
        progress: Callable[[int, int, str], None] | None = None,
    ) -> IngestReport:
        """Take files, and folders with all their files, into the project.

        Each transcript comes in whole or not at all, so an ingest that was stopped goes on where
        it was. A text that is there already is left as it is, whatever its file is called. A
        ``participants.csv`` in a folder fills the participants table; of transcripts that were
        there before, whoever was described already stays as they are.

        Raises:
            InputError: a path is not there, or nothing that can be read is in them.
        """
        given = [Path(path) for path in paths]
        report = _Report()
        files, tables = files_in(given, report.refused)
        if not files and not tables and not report.refused:
            raise InputError("ingest.nothing", paths=tuple(map(str, given)))
        with self.store.reading() as connection:
            known = texts.known_texts(connection)
        for done, path in enumerate(files):
            if progress:
                progress(done, len(files), path.name)
            if path.suffix.lower() == ARCHIVE:
                self._take_archive(path, known, report)
            else:
                self._take(path.name, partial(ingest.read, path), known, report)
        if progress:
            progress(len(files), len(files), "")
        for table in tables:
            fresh = None if table in given else report.added
            read = people_columns.reader(table)
            self._take_people(table.name, read, report, fresh=fresh)
        return report.done()

    def _take_archive(self, path: Path, known: dict[str, str], report: _Report) -> None:
        """Take the transcripts of an archive and then its table of participants, as of a folder."""
        tables: list[tuple[str, bytes]] = []
        try:
            for name, data in members(path, path.name, ingest.MAX_BYTES):
                if name.lower() == PARTICIPANTS_FILE:
                    tables.append((name, data))
                elif taken_from_folder(Path(name)):
                    self._take(name, partial(ingest.read_bytes, data, name), known, report)
        except InputError as error:
            report.refused.append(RefusedFile(path.name, error))
        for name, data in tables:
            read = partial(people_columns.lines, data, name)
            self._take_people(name, read, report, fresh=report.added)

    def _take_people(
        self,
        name: str,
        read: Callable[[], list[Line]],
        report: _Report,
        *,
        fresh: Sequence[str] | None = None,
        clear_empty: bool = False,
    ) -> None:
        try:
            taken = participants.import_participants(
                self.project, read(), fresh=fresh, clear_empty=clear_empty
            )
            report.participants += taken.participants
            report.tables.append(taken)
        except InputError as error:
            report.refused.append(RefusedFile(name, error))

    def _take(
        self, name: str, read: Callable[[], Transcript], known: dict[str, str], report: _Report
    ) -> None:
        try:
            transcript = read()
            if transcript.sha256 not in known:
                refuse_long(transcript.name)
        except InputError as error:
            report.refused.append(RefusedFile(name, error))
            return
        known_as = known.get(transcript.sha256)
        if known_as is None:
            known_as, new = self._add(transcript, name)
            known[transcript.sha256] = known_as
            if new:
                report.added.append(known_as)
                return
        report.unchanged.append(name)

    def preview_bytes(self, name: str, data: bytes, *, clear_empty: bool = False) -> Preview:
        """Return what is understood of one uploaded file; nothing is stored by looking.

        A ``.csv`` is read as a table of participants; what it would change is looked up where all
        its transcripts are stored already, with ``clear_empty`` as the table would be taken then.
        A file that cannot be read is no error here: the preview says why.
        """
        if _tells_people(name, data):
            try:
                lines = people_columns.lines(data, name)
                changes = participants.changes(self.project, lines, clear_empty=clear_empty)
                return Preview(name, people=len(lines), changes=changes)
            except InputError as error:
                return Preview(name, error=error, why="table")
        found = preview.of(data, name)
        with self.store.reading() as connection:
            return replace(found, known_as=texts.name_of(connection, found.sha256))

    def ingest_bytes(
        self,
        name: str,
        data: bytes,
        *,
        speakers: Mapping[str, bool] | None = None,
        clear_empty: bool = False,
    ) -> IngestReport:
        """Take one uploaded file into the project: a transcript, or a table of participants.

        ``speakers`` says of labels of the transcript whether they ask, where the labels' own
        words would say otherwise. With ``clear_empty`` an empty cell of a table empties.
        """
        report = _Report()
        if _tells_people(name, data):
            read_table = partial(people_columns.lines, data, name)
            self._take_people(name, read_table, report, clear_empty=clear_empty)
            return report.done()
        with self.store.reading() as connection:
            known = texts.known_texts(connection)

        def read() -> Transcript:
            return preview.mend(ingest.read_bytes(data, name), speakers or {})

        self._take(name, read, known, report)
        return report.done()

    def remove(self, name: str) -> None:
        """Remove a transcript that holds nobody's work; see ``removal``."""
        removal.remove(self.project, name)

    def list(self) -> tuple[texts.TranscriptInfo, ...]:
        """Return every transcript without its text, in the order of names."""
        with self.store.reading() as connection:
            return self.stepped(connection, "transcripts", texts.LISTED, texts.transcripts)

    def get(self, name: str) -> Transcript:
        """Return a transcript with its text, turns and speakers."""
        with self.looking() as (connection, study):
            found = texts.transcript(connection, study.text(name))
        assert found is not None
        return found

    def units(self, text_id: int, kind: UnitKind) -> tuple[Unit, ...]:
        """Return the stored units of one kind of a text, in order."""
        with self.store.reading() as connection:
            return texts.units(connection, text_id, kind)

    def participants(self) -> tuple[Participant, ...]:
        """Return every participant in the order in which they came."""
        with self.look() as look:
            return look.people()

    def import_participants(
        self, path: Path | str, *, clear_empty: bool = False, dry_run: bool = False
    ) -> PeopleReport:
        """Read ``transcript, speaker, pseudonym, role, letter, group`` and any further columns.

        ``speaker`` may be empty where one person answers in the transcript; further columns are
        kept as attributes (``site``, ``month``, ``duration``). A column that is absent and an
        empty cell change nothing; with ``clear_empty`` an empty cell empties. All lines or none
        come in; with ``dry_run`` none, and the report says what would change.
        """
        lines = people_columns.read(path)
        return participants.import_participants(
            self.project, lines, clear_empty=clear_empty, dry_run=dry_run
        )

    def people_table(self, *, as_typed: bool = False, language: Language = "en") -> PeopleExport:
        """Return the table of participants; see ``export.people.people_table``."""
        from qualcode.project.sources.people import People

        heard = [it for it in self.project.part(People).speakers() if it.participant]
        spoken = [(it.transcript, it.label, it.participant or "") for it in heard]
        return people_table(self.participants(), spoken, as_typed=as_typed, language=language)

    def export_participants(
        self, path: Path | str, *, as_typed: bool = False, language: Language = "en"
    ) -> PeopleExport:
        """Write the table that ``import_participants`` reads; see ``people_table``."""
        found = self.people_table(as_typed=as_typed, language=language)
        export.write(found.table, Path(path), language=language)
        return found

    def assign(self, transcript: str, speaker: str, pseudonym: str) -> None:
        """Say which participant a speaker's label of a transcript stands for."""
        people.assign(self.project, transcript, speaker, pseudonym)

    def edit_participant(self, person: Participant) -> None:
        """Add a participant, or change the one with this pseudonym."""
        with self.store.acting("participant.edit") as act:
            people.put(act, person)

    def tokens(self, text_id: int) -> Offsets:
        """Return the word offsets of a text, (n, 2) code points; cut once, then cached."""
        return ProjectWords(self.store).of(text_id)

    def tokenizer(self) -> text.Tokenizer:
        """Return the tokenizer with the project's dictionary: lexicon and codebook keywords."""
        return tokenizer(self.store)

    def _add(self, transcript: Transcript, file_name: str) -> tuple[str, bool]:
        """Return the name that the text has, and whether it came in now."""
        units = {
            kind: text.unit_rows(transcript.text, transcript.turns, kind) for kind in UNIT_KINDS
        }
        with self.store.acting("transcript.ingest") as act:
            known = texts.name_of(act.connection, transcript.sha256)
            if known is not None:
                return known, False
            taken = texts.names(act.connection)
            named = replace(transcript, name=free_name(transcript.name, file_name, taken))
            texts.add_transcript(act, named, units, people.of_transcript(act, named))
        return named.name, True


def _tells_people(name: str, data: bytes) -> bool:
    return name.lower().endswith(TABLE) and people_columns.tells_people(data, name)
