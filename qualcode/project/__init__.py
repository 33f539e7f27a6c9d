"""A study in one folder: every action of a user is one verb, one transaction, one event."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from qualcode.errors import InputError, ProjectError, bounded, reachable
from qualcode.i18n import LANGUAGES, Language, tr
from qualcode.model import Codebook
from qualcode.project.lookup import PartOf, Whole
from qualcode.store import FILE_NAME, Audit, Store, machine, restore, texts, work
from qualcode.store.log.audit import Problem
from qualcode.store.log.replay import UNREADABLE

if TYPE_CHECKING:
    from collections.abc import Collection
    from contextlib import AbstractContextManager
    from types import TracebackType

    from qualcode.project.codes.backcoding import BackCoding
    from qualcode.project.codes.codebook import Codebooks
    from qualcode.project.coding.codings import Codings
    from qualcode.project.coding.memos import Memos
    from qualcode.project.coding.worksheets import Worksheets
    from qualcode.project.comparing.adjudication import Adjudications
    from qualcode.project.comparing.agreement import Agreement
    from qualcode.project.comparing.model_agreement import ModelAgreement
    from qualcode.project.comparing.planning import Planning
    from qualcode.project.comparing.rounds import Coders, Rounds
    from qualcode.project.measuring.anchoring import Anchoring
    from qualcode.project.measuring.evaluation import Evaluation
    from qualcode.project.measuring.frequencies import Frequencies
    from qualcode.project.measuring.sample import BlindSample
    from qualcode.project.reporting.study_progress import Progress
    from qualcode.project.reporting.tables import Tables
    from qualcode.project.sources.brackets import Brackets
    from qualcode.project.sources.passages import PassagesOf
    from qualcode.project.sources.people import People
    from qualcode.project.sources.search import Search
    from qualcode.project.sources.transcripts import Transcripts
    from qualcode.project.suggesting.suggestions import Suggestions
    from qualcode.project.suggesting.why import Reasons
    from qualcode.store import Act, Connection, Look

__all__ = ["Project"]

_LOGGER = logging.getLogger("qualcode")


class Project(Whole):
    """One study: its transcripts, codebook, coders, rounds, codings, suggestions and tables."""

    transcripts: PartOf[Transcripts] = PartOf("sources.transcripts", "Transcripts")
    people: PartOf[People] = PartOf("sources.people", "People")
    progress: PartOf[Progress] = PartOf("reporting.study_progress", "Progress")
    codebook: PartOf[Codebooks] = PartOf("codes.codebook", "Codebooks")
    coders: PartOf[Coders] = PartOf("comparing.rounds", "Coders")
    rounds: PartOf[Rounds] = PartOf("comparing.rounds", "Rounds")
    adjudication: PartOf[Adjudications] = PartOf("comparing.adjudication", "Adjudications")
    codings: PartOf[Codings] = PartOf("coding.codings", "Codings")
    memos: PartOf[Memos] = PartOf("coding.memos", "Memos")
    backcoding: PartOf[BackCoding] = PartOf("codes.backcoding", "BackCoding")
    brackets: PartOf[Brackets] = PartOf("sources.brackets", "Brackets")
    passages: PartOf[PassagesOf] = PartOf("sources.passages", "PassagesOf")
    search: PartOf[Search] = PartOf("sources.search", "Search")
    suggestions: PartOf[Suggestions] = PartOf("suggesting.suggestions", "Suggestions")
    agreement: PartOf[Agreement] = PartOf("comparing.agreement", "Agreement")
    tables: PartOf[Tables] = PartOf("reporting.tables", "Tables")
    planning: PartOf[Planning] = PartOf("comparing.planning", "Planning")
    model_agreement: PartOf[ModelAgreement] = PartOf("comparing.model_agreement", "ModelAgreement")
    sample: PartOf[BlindSample] = PartOf("measuring.sample", "BlindSample")
    anchoring: PartOf[Anchoring] = PartOf("measuring.anchoring", "Anchoring")
    frequencies: PartOf[Frequencies] = PartOf("measuring.frequencies", "Frequencies")
    evaluation: PartOf[Evaluation] = PartOf("measuring.evaluation", "Evaluation")
    evidence: PartOf[Reasons] = PartOf("suggesting.why", "Reasons")
    worksheets: PartOf[Worksheets] = PartOf("coding.worksheets", "Worksheets")

    def __repr__(self) -> str:
        """Return the folder and how much is in it; a project that is closed says its folder."""
        try:
            with self.store.reading() as connection:
                study = self.store.study(connection)
        except (ProjectError, *UNREADABLE):
            return f"<Project {self.folder}>"
        people = sum(it.kind == "person" for it in study.coders)
        counts = (len(study.texts), len(study.book.codes), people, len(study.rounds))
        nouns = ("transcripts", "codes", "coders", "rounds")
        told = ", ".join(f"{n} {noun}" for n, noun in zip(counts, nouns, strict=True))
        return f"<Project {self.folder}: {told}>"

    @classmethod
    def load(cls) -> None:
        """Load the modules of all parts now, where whoever asks first should not wait for them."""
        for part in vars(cls).values():
            if isinstance(part, PartOf):
                part.kind()

    @classmethod
    def create(cls, folder: Path | str, codebook: Path | str | None = None) -> Project:
        """Make a project in ``folder``, with the codebook of a YAML file or an empty one.

        Raises:
            ProjectError: there is a project already, or the folder cannot be written.
            InputError: the codebook file is refused; no project is made.
        """
        from qualcode.project.codes.codebook import read_book, write_book

        book, source = read_book(Path(codebook)) if codebook is not None else (Codebook(), "")

        def begin(act: Act) -> None:
            texts.add_unit_sets(act)
            act.insert("setting", name="language", value="zh")
            write_book(act, Codebook(), book, source=source)

        return cls(Store.create(Path(folder) / FILE_NAME, begin))

    @classmethod
    def open(cls, folder: Path | str) -> Project:
        """Open the project in ``folder`` (or the project file itself).

        A file that was copied without its newest work opens; the logger ``qualcode`` warns, and
        ``left_behind`` says so.
        """
        path = Path(folder)
        with reachable(path):
            project = cls(Store(path if path.is_file() else path / FILE_NAME))
        if said := project.left_behind():
            _LOGGER.warning(said)
        return project

    @staticmethod
    def restore(backup: Path | str, folder: Path | str) -> Path | None:
        """Put a backup in the place of the project in ``folder``; return where the old one is.

        The backup must be what its log says, and is brought to this version. What it replaces is
        kept whatever it is, also where it is damaged or cut short: then by its bytes.

        Raises:
            InputError: there is no such file, or the folder cannot be written.
            ProjectError: the backup is refused, or the project is busy; nothing was changed.
        """
        backup = Path(backup)
        with reachable(backup):
            if not backup.is_file():
                raise InputError("project_call.no_backup", backup=backup)
        with reachable(folder):
            return restore(backup, Path(folder) / FILE_NAME, _broken_rounds)

    def close(self) -> None:
        """Leave the project file whole, as after a pause, and give it back."""
        self.store.close()

    def left_behind(self, language: Language = "en") -> str:
        """Return what to know of a file that was copied without its newest work, else ``""``."""
        if not self.store.left_behind:
            return ""
        name = self.path.name
        return tr("left_behind.said", language, file=name, log=f"{name}-wal")

    def read_only(self, language: Language = "en") -> str:
        """Return why nothing can be written to the file here, ``""`` where it can be.

        It can be looked at all the same; what is shown of suggestions is then not recorded.
        """
        if not self.store.read_only:
            return ""
        return tr("read_only.said", language, file=self.path.name, folder=str(self.folder))

    def accept_left_behind(self) -> None:
        """Go on with a file that was copied without its newest work, and warn no more."""
        self.store.accept_left_behind()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    @property
    def path(self) -> Path:
        """The project file."""
        return self.store.path

    @property
    def folder(self) -> Path:
        """The project's folder."""
        return self.store.path.parent

    def set_language(self, language: Language) -> None:
        """Choose the language of the project's tables."""
        if language not in LANGUAGES:
            raise InputError("project_call.language", languages=LANGUAGES)
        self.set("language", language)

    def status(self) -> dict[str, Any]:
        """Return what the project holds, in counts and names."""
        with self.store.reading() as connection:
            look = self.store.look(connection)
            study = look.study
            book = study.book
            infos = texts.transcripts(connection)
            return {
                "project": str(self.path),
                "left_behind": self.left_behind() or None,
                "transcripts": len(infos),
                "characters": sum(info.characters for info in infos),
                "turns": sum(info.turns for info in infos),
                "participants": len(texts.participants(connection)),
                "codes": len(book.codes),
                "codebook_version": book.version,
                "frozen": book.frozen,
                "coders": [coder.name for coder in study.coders],
                "rounds": [
                    {"name": r.name, "kind": r.kind, "status": r.status, "hash": r.hash}
                    for r in study.rounds
                ],
                **work.counts(connection),
                **_machine(look),
                "transcript_names": [info.name for info in infos],
            }

    def methods(self, language: Language | None = None) -> str:
        """Return what a methods section may say of the study, as Markdown: only what happened.

        As soon as there are several coders the figures of open independent rounds are left out,
        and the text says so.
        """
        from qualcode.gathering import methods

        sample, events = self.sample.status(), self.suggestions.ledger().rows
        with self.store.reading() as connection:
            look = self.store.look(connection)
            return methods.text(look, sample, events, language or self.language)

    def backup(self, target: Path | str) -> Path:
        """Write a consistent copy of the project file."""
        with reachable(target):
            return self.store.backup(Path(target))

    def verify_log(self, noted: str = "") -> Audit:
        """Replay the log and compare it with the file, closed rounds' hashes included.

        ``heads`` has the hash of the last event of each project copy, to be noted elsewhere;
        ``noted`` is such a hash, which the log must then have. A file that was copied without
        its newest work is a problem of the rule ``left_behind``.
        """
        found = self.store.audit(noted.strip())
        said = self.left_behind()
        lacking = (Problem("left_behind", said),) if said else ()
        with self.store.reading() as connection:
            broken = (Problem("round", it) for it in _broken_rounds(connection))
            problems = (*lacking, *found.problems, *broken)
        return Audit(found.events, found.erased, problems, found.heads)

    def undo(self, coder: str, kinds: Collection[str] | None = None) -> str | None:
        """Take back the coder's newest act of coding and return its kind, ``None`` without one.

        Where ``kinds`` are given, an act of another kind is left as it is; ``None`` is returned.
        """
        from qualcode.project.coding import undo

        return undo.reverse(self.store, coder, "undo", kinds)

    def redo(self, coder: str) -> str | None:
        """Do again what the coder took back last and return its kind, ``None`` without one."""
        from qualcode.project.coding import undo

        return undo.reverse(self.store, coder, "redo")

    @property
    def last_event(self) -> int | None:
        """The number of the event of the last act through this project; ``None`` without one."""
        return self.store.last_event

    def undo_event(self, event: int, by: str = "") -> str:
        """Take back an import by its event's number and return its kind.

        ``by`` is who did it, ``""`` the owner.

        Raises:
            InputError: there is no such event, or it is no import.
            RuleError: it is another's, its round is closed, or a later event stands on it.
        """
        from qualcode.project.coding import undo

        return undo.reverse_event(self.store, event, by)

    def undoable(self, coder: str) -> tuple[bool, bool]:
        """Return whether the coder has something to undo, and something to do again."""
        from qualcode.gathering import undoable

        with self.store.reading() as connection:
            return undoable.undoable(self.store.look(connection), coder)

    def once(self, coder: str, uuid: str) -> AbstractContextManager[bool]:
        """Do what a ``with`` block does once, however often the act of this uuid is sent.

        The block gets ``True`` where the act is new: all that it stores, and the receipt, is one
        transaction. It gets ``False`` where it was done before, and must then do nothing.

        Raises:
            InputError: the coder is unknown, or the uuid malformed.
            RuleError: another coder's act has this uuid.
        """
        from qualcode.project.coding import receipts

        return receipts.once(self.store, coder, uuid)


def _broken_rounds(connection: Connection) -> tuple[str, ...]:
    """Return a clause for each closed round that does not give its hash."""
    from qualcode.store.across.round_hash import broken

    try:
        names = broken(connection)
    except (ProjectError, *UNREADABLE):
        return ("what closed rounds hold cannot be read and hashed again",)
    words = "closed round {} no longer gives the hash it was closed with"
    return tuple(bounded(words.format(name)) for name in names)


def _machine(look: Look) -> dict[str, Any]:
    """Return what there is of the machine; in a project that uses none, only that."""
    from qualcode.gathering import disclosure

    mode = look.study.mode
    if mode == "never":
        return {"mode": mode}
    return {
        "mode": mode,
        "suggestions": bool(machine.runs(look.connection)),
        "blind_turns": machine.sampled_roles(look.connection).get("blind", 0),
        "stale_suggestions": disclosure.all_stale(look),
    }
