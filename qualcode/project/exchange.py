"""Codings and readings in and out as CSV: every line is checked before the first is written."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from qualcode import export
from qualcode.errors import InputError, RuleError
from qualcode.ingest.lines import read_lines
from qualcode.model import Span
from qualcode.project.reading import put_readings
from qualcode.store import texts, work
from qualcode.store.journal import now
from qualcode.study.study import hidden_while, refuse_others
from qualcode.table import Column, Table

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from qualcode.ingest.lines import Line
    from qualcode.model import Coder, Coding, Round
    from qualcode.project import Project
    from qualcode.store import Connection
    from qualcode.study import Study

COLUMNS = ("transcript", "start", "end", "code", "coder", "round", "origin", "text")
READ_COLUMNS = ("coder", "transcript", "turn", "round")


class _Names:
    """Names looked up once for a whole file, so that a long import stays quick."""

    def __init__(self, connection: Connection, study: Study) -> None:
        self.connection = connection
        self.study = study
        self.book = study.book
        self.codes = study.codes
        self._texts: dict[str, tuple[int, str]] = {}

    def coder(self, name: str) -> Coder:
        return self.study.coder(name.strip())

    def text(self, name: str) -> tuple[int, str]:
        if name not in self._texts:
            key = text_of(self.study, name)
            self._texts[name] = (key, texts.source(self.connection, key))
        return self._texts[name]

    def round(self, name: str) -> Round:
        return self.study.open_round(name.strip() or None)

    def code(self, name: str) -> int:
        name = name.strip()
        if self.book.code(name) is None:
            known = ", ".join(code.id for code in self.book.codes) or "none yet"
            raise InputError(
                f"A code must be in the codebook, but {name!r} is not (codes: {known}); "
                "correct it or add the code."
            )
        return self.codes[name]


def text_of(study: Study, name: str) -> int:
    """Return the text key of the transcript that a cell names, with or without space around it."""
    try:
        return study.text(name)
    except InputError:
        return study.text(name.strip())


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import brought: how many are new, and how many of its own were there already."""

    new: int
    known: int


def import_codings(project: Project, path: Path | str) -> Imported:
    """Import codings, all or none; one that is there already, or twice in the file, is left.

    Whatever the file says about it, the origin of each is ``imported``: the project did not see
    how it was made. The event keeps what the file said.
    """
    lines = read_lines(path, COLUMNS[:5], COLUMNS)
    with project.store.acting("code.import") as act:
        names = _Names(act.connection, project.rounds.begun(act))
        rows = [_at(line, _coding_row, names) for line in lines]
        known = {
            (c.round, c.coder, c.text_id, c.start, c.end, c.code)
            for c in work.codings(act.connection)
        }
        new: dict[tuple[Any, ...], dict[str, Any]] = {}
        said: dict[str, str] = {}
        for line, row in zip(lines, rows, strict=True):
            found = names.round(line["round"]).name
            coder, code = line["coder"].strip(), line["code"].strip()
            key = (found, coder, row["text"], row["start"], row["end"], code)
            if key not in known and key not in new:
                new[key] = row
                if origin := line["origin"].strip():
                    said[row["uuid"]] = origin
        act.insert_many("coding", list(new.values()))
        if said:
            act.note("origin", said)
        return Imported(len(new), len(lines) - len(new))


def _at(line: Line, build: Any, names: _Names) -> Any:
    """Build a row from a line; an error says where the line stands."""
    try:
        return build(line, names)
    except InputError as error:
        raise InputError(f"{line.place}: {error}") from error
    except RuleError as error:
        raise RuleError(f"{line.place}: {error}") from error


def _coding_row(line: Line, names: _Names) -> dict[str, Any]:
    person = names.coder(line["coder"])
    found = names.round(line["round"])
    refuse_others(found, person)
    text, words = names.text(line["transcript"])
    start, end = _positions(line, len(words))
    if not reads(line["text"], words[start:end]):
        raise InputError(
            f"the text column must be the transcript's [{start}, {end}), which reads "
            f"{_short(words[start:end])!r}, but it reads {_short(line['text'])!r}; positions are "
            "code points from 0, the end not included."
        )
    return {
        "uuid": str(uuid.uuid4()),
        "round": found.id,
        "coder": person.id,
        "text": text,
        "start": start,
        "end": end,
        "code": names.code(line["code"]),
        "codebook": names.book.version,
        "origin": "imported",
        "exposure": "unknown",
        "created": now(),
    }


def positions_of(line: Line) -> tuple[int, int]:
    """Return the start and the end that a line gives, wherever they are."""
    try:
        return int(line["start"]), int(line["end"])
    except ValueError:
        raise InputError(
            f"start and end must be whole numbers, but they are {line['start']!r} and "
            f"{line['end']!r}; positions are code points from 0, the end not included."
        ) from None


def _positions(line: Line, length: int) -> tuple[int, int]:
    start, end = positions_of(line)
    if not 0 <= start < end <= length:
        raise InputError(
            f"a coding must lie in the transcript, 0 ≤ start < end ≤ {length}, but "
            f"[{start}, {end}) was given; correct the positions."
        )
    return start, end


def reads(cell: str, words: str) -> bool:
    """Return whether a cell that repeats words of a transcript is empty or has those words.

    A cell that a spreadsheet trimmed still does.
    """
    told = cell.replace("\r\n", "\n").replace("\r", "\n")
    return told in ("", words) or (told.strip() == words.strip() and bool(told.strip()))


def _short(text: str) -> str:
    return text if len(text) <= 24 else f"{text[:24]}…"


def export_codings(
    project: Project, path: Path | str, *, coder: str | None, round_name: str | None
) -> int:
    """Write codings with their slices, each once; return how many.

    What a merge of codes made one coding is one line, that of the oldest.

    Raises:
        RuleError: an open independent round holds codings of several coders and none is named.
    """
    with project.store.reading() as connection:
        study = project.store.study(connection)
        person = study.coder(coder) if coder else None
        codings = work.codings(connection, coder=person.id if person else None)
        if round_name:
            codings = tuple(c for c in codings if c.round == round_name)
        pairs = {(c.round, c.coder) for c in codings}
        if person is None:
            _refuse_mixing(study, pairs)
        _refuse_recalling(study, pairs)
        rows = list(_export_rows(connection, once(codings)))
    columns = tuple(Column(name, name) for name in COLUMNS)
    cells = tuple(dict(zip(COLUMNS, row, strict=True)) for row in rows)
    export.write(Table("codings", "codings", columns, cells), Path(path))
    return len(rows)


def once(codings: Iterable[Coding]) -> list[Coding]:
    """Return of the same passage, code, coder and round the oldest coding, in their order."""
    first: dict[tuple[Any, ...], Coding] = {}
    for it in codings:
        key = (it.text_id, it.start, it.end, it.code, it.coder, it.round)
        first[key] = min(first.get(key, it), it, key=lambda coding: coding.id)
    return list(first.values())


def _refuse_mixing(study: Study, pairs: set[tuple[str, str]]) -> None:
    for found in study.rounds:
        people = sorted(who for name, who in pairs if name == found.name)
        if found.status == "open" and found.kind == "independent" and len(people) > 1:
            raise RuleError(
                f"Round {found.name} is open and independent, so an export may hold one coder's "
                f"codings only; add --coder NAME ({', '.join(people)}) or close the round."
            )


def _refuse_recalling(study: Study, pairs: set[tuple[str, str]]) -> None:
    for coder in sorted({who for _, who in pairs}):
        hidden, recoding = study.hidden_own(coder), study.recoding_of(coder)
        if recoding and any(who == coder and name in hidden for name, who in pairs):
            raise hidden_while(recoding)


def _export_rows(connection: Connection, codings: Any) -> Iterator[list[str | int]]:
    names = {info.text_id: info.name for info in texts.transcripts(connection)}
    slices: dict[int, str] = {}
    for c in codings:
        if c.text_id not in names:
            continue
        if c.text_id not in slices:
            slices[c.text_id] = texts.source(connection, c.text_id)
        words = slices[c.text_id][c.start : c.end]
        yield [names[c.text_id], c.start, c.end, c.code, c.coder, c.round, c.origin, words]


def import_readings(project: Project, path: Path | str) -> Imported:
    """Import what was read, all or none; an empty turn means the whole transcript.

    Counted are units: turns that were read already are left as they are.
    """
    lines = read_lines(path, READ_COLUMNS[:2], READ_COLUMNS)
    with project.store.acting("read.import") as act:
        names = _Names(act.connection, project.rounds.begun(act))
        wanted: dict[tuple[str, str, int], dict[int, Span]] = {}
        for line in lines:
            key, units = _at(line, _read_units, names)
            wanted.setdefault(key, {}).update(units)
        new = sum(
            put_readings(act, names.coder(who), names.round(where), text, units, exposure="unknown")
            for (who, where, text), units in wanted.items()
        )
        return Imported(new, sum(map(len, wanted.values())) - new)


def _read_units(line: Line, names: _Names) -> tuple[tuple[str, str, int], dict[int, Span]]:
    person = names.coder(line["coder"])
    refuse_others(names.round(line["round"]), person)
    text, _ = names.text(line["transcript"])
    turns = texts.units(names.connection, text, "turn")
    wanted = line["turn"].strip()
    if wanted:
        chosen = [unit for unit in turns if str(unit.n) == wanted]
        if not chosen:
            raise InputError(
                f"turn must be one of {turns[0].n} to {turns[-1].n} of this transcript, but it is "
                f"{wanted!r}; correct it or leave it empty for the whole transcript."
            )
        turns = tuple(chosen)
    key = (line["coder"].strip(), line["round"].strip(), text)
    return key, {unit.id: Span(unit.start, unit.end) for unit in turns}
