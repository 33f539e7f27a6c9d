"""Tables of what was said: a row an utterance, or a row a person with a column a question."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from qualcode.errors import InputError
from qualcode.ingest.utterances import Record, Utterance
from qualcode.text.headings import heading, names
from qualcode.turns import parse

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_CLOCK = re.compile(
    r"[\[(\uff08\u3010]?\s*(?:(\d{1,3})[:：])?(\d{1,3})[:\uff1a](\d{2})(?:[.,]\d+)?\s*[\])\uff09\u3011]?"
)
_NUMBER = re.compile(r"[-+\d.,:：/\u5e74\u6708\u65e5 %]*(?:[AaPp][Mm])?")
_BORDER = re.compile(r"\D{1,20}\d{1,3}")
_QUESTION = re.compile(r"[?？]\s*$")
_IMPORT_ID = re.compile(r"\{.?.?ImportId", re.IGNORECASE)
_SPAN = 6
"""Begin, end, weight, segment, area and coverage stand beside each other where codings do."""
_MANY_COLUMNS = 10
_FEW_VALUES = 3
_SHORT = 10
_MOSTLY = 0.6


def _heading(label: str) -> str:
    """Return a heading as it is compared: ``speaker_label`` is ``Speaker label``."""
    return heading(label).replace("_", "").replace("-", "")


def _stem(label: str) -> str:
    """Return a heading without its number: ``Code 2`` is one of the codes."""
    return _heading(label).rstrip("0123456789")


@dataclass(frozen=True)
class SpokenSheet:
    """A sheet of a workbook or a CSV file: rows of cells as text, all of one width.

    ``name`` is empty for a file that has one sheet only.
    """

    name: str
    rows: tuple[tuple[str, ...], ...]

    @cached_property
    def head(self) -> tuple[str, ...]:
        """The headings, trimmed."""
        return tuple(" ".join(it.split()) for it in self.rows[0]) if self.rows else ()

    @cached_property
    def body(self) -> tuple[tuple[str, ...], ...]:
        """The rows below the headings in which anything stands."""
        return tuple(row for row in self.rows[1:] if any(map(str.strip, row)))

    def cells(self, column: int) -> list[str]:
        """Return what stands in a column, trimmed, without the empty cells."""
        return [it for row in self.body if (it := row[column].strip())]

    def named(self, noun: str) -> int | None:
        """Return the first column that a noun names in any language."""
        known = names(noun, "utterance_table")
        return next((n for n, it in enumerate(self.head) if _heading(it) in known), None)

    @cached_property
    def codings(self) -> tuple[int, ...]:
        """The columns that hold codes by their headings."""
        ends = tuple(names("codes", "utterance_table"))
        return tuple(n for n, it in enumerate(self.head) if _stem(it).endswith(ends))


def record_of(sheets: Sequence[SpokenSheet], file: str) -> Record:
    """Return what is said in the sheets of a table.

    A sheet in which nothing else is said than in one before it is another coder's: only its
    columns of codings are named.

    Raises:
        InputError: the table holds codings only, or nothing in it tells what was said.
    """
    filled = [it for it in sheets if it.body]
    if not filled:
        raise InputError("ingesting.table_empty", name=file)
    for sheet in filled:
        if _codings_only(sheet):
            raise InputError(
                "ingesting.codings_only", name=file, head=tuple(filter(None, sheet.head))
            )
    return _joined([(it, _read(it)) for it in filled], file)


def _joined(read: Sequence[tuple[SpokenSheet, Record | None]], file: str) -> Record:
    said: list[Utterance] = []
    known: set[tuple[str | None, str]] = set()
    left_out: Counter[str] = Counter()
    codings: list[str] = []
    columns: list[str] = []
    for sheet, record in read:
        if record is None:
            left_out["sheet"] += 1
            continue
        words = {(it.speaker, it.words.strip()) for it in record.utterances}
        fresh = not words <= known
        said += record.utterances if fresh else ()
        left_out += record.left_out if fresh else Counter()
        known |= words
        codings += (f"{sheet.name}: {it}" if sheet.name else it for it in record.codings)
        columns += (it for it in record.columns if it not in columns)
    if not any(it.words.strip() for it in said):
        head = tuple(it for sheet, _ in read[:1] for it in sheet.head if it)
        raise InputError("ingesting.table_unknown", name=file, head=head or "–")
    interviews = max((it.interviews for _, it in read if it is not None), default=1)
    return Record(tuple(said), +left_out, tuple(codings), tuple(columns), interviews)


def _read(sheet: SpokenSheet) -> Record | None:
    for reading in (_by_row, _by_label, _by_person):
        record = reading(sheet)
        if record is not None:
            return record
    return None


def _unread(sheet: SpokenSheet, used: Sequence[int | None]) -> tuple[str, ...]:
    """Return the headings of columns that hold something and are neither read nor codings."""
    passed = {*used, *sheet.codings}
    others = (n for n in range(len(sheet.head)) if n not in passed and sheet.cells(n))
    return tuple(sheet.head[n] or f"#{n + 1}" for n in others)


def _headings(sheet: SpokenSheet, columns: Sequence[int]) -> tuple[str, ...]:
    return tuple(sheet.head[n] for n in columns)


# ---- a row an utterance -----------------------------------------------------------------------


def _by_row(sheet: SpokenSheet) -> Record | None:
    """Read a table with a column of words beside one of speakers or of times."""
    speaker, time, words = (sheet.named(it) for it in ("speaker", "time", "words"))
    if words is None or (speaker is None and time is None):
        return None
    people = sheet.cells(speaker) if speaker is not None else []
    if len(people) > 1 and len(set(people)) == len(people) and len(_open(sheet, speaker)) > 1:
        return None
    said = tuple(_rows(sheet, speaker, time, words))
    unread = _unread(sheet, (speaker, time, words))
    empty = Counter(empty=sum(not row[words].strip() for row in sheet.body))
    return Record(said, +empty, _headings(sheet, sheet.codings), unread)


def _rows(
    sheet: SpokenSheet, speaker: int | None, time: int | None, words: int
) -> Iterator[Utterance]:
    """Give each row; one without a speaker goes on with what was said before it."""
    said: Utterance | None = None
    for row in sheet.body:
        who = " ".join(row[speaker].split()) if speaker is not None else ""
        text, at = row[words].strip(), _seconds(row[time]) if time is not None else None
        if not text:
            continue
        if said is not None and speaker is not None and not who:
            said = Utterance(said.speaker, f"{said.words}\n{text}", said.start)
            continue
        if said is not None:
            yield said
        said = Utterance(who or None, text, at)
    if said is not None:
        yield said


def _seconds(cell: str) -> float | None:
    match = _CLOCK.fullmatch(cell.strip())
    if match is None:
        return None
    hours, minutes, seconds = (int(it or 0) for it in match.groups())
    return hours * 3600 + minutes * 60 + seconds


# ---- labels in the cells ------------------------------------------------------------------------


def _by_label(sheet: SpokenSheet) -> Record | None:
    """Read a table whose cells of words begin with the speaker: ``A: …``."""
    words = sheet.named("words")
    if words is None:
        words = max(range(len(sheet.head)), key=lambda n: sum(map(len, sheet.cells(n))))
    cells = [_one_line(it) for it in (sheet.head[words], *sheet.cells(words))]
    if not _labelled(cells[0]):
        del cells[0]
    spoken = sum(map(_labelled, cells))
    if spoken < 2 or spoken < _MOSTLY * len(cells):
        return None
    said = tuple(_between_borders(cells))
    if not any(it.speaker for it in said):
        return None
    borders = max(1, sum(bool(it.heading) for it in said))
    unread = _unread(sheet, (words,))
    return Record(said, Counter(), _headings(sheet, sheet.codings), unread, borders)


def _labelled(cell: str) -> bool:
    return re.match(r"[^:：]{1,40}[:：]\s*\S", cell) is not None


def _between_borders(cells: Sequence[str]) -> Iterator[Utterance]:
    """Give what is said; a row such as ``Participant 2`` begins another interview."""
    lines: list[str] = []
    borders: dict[int, str] = {}
    for cell in cells:
        if _BORDER.fullmatch(cell):
            borders[len(lines)] = cell
        else:
            lines.append(cell)
    text, reached = "\n".join(lines), 0
    for turn in parse(text):
        line = text.count("\n", 0, turn.start)
        border = next((borders[n] for n in range(line, reached - 1, -1) if n in borders), "")
        reached = line + 1
        yield Utterance(turn.speaker, text[turn.start : turn.end], heading=border)


def _one_line(cell: str) -> str:
    return " ".join(cell.split())


# ---- a row a person -----------------------------------------------------------------------------


def _by_person(sheet: SpokenSheet) -> Record | None:
    """Read a table with a person a row and the questions as headings; an empty cell is no answer.

    Columns of numbers, dates and few short values are what is known of a person, not speech.
    """
    person = _person(sheet)
    if person is None:
        return None
    sheet, questions = _two_heads(sheet, person)
    asked = _open(sheet, person)
    if not asked:
        return None
    said = tuple(
        Utterance(" ".join(row[person].split()), row[n].strip(), heading=questions[n])
        for row in sheet.body
        for n in asked
        if row[n].strip() and row[person].strip()
    )
    unanswered = sum(not row[n].strip() for row in sheet.body for n in asked)
    left_out = Counter(unanswered=unanswered)
    unread = _unread(sheet, (person, *asked))
    return Record(said, +left_out, _headings(sheet, sheet.codings), unread)


def _person(sheet: SpokenSheet) -> int | None:
    """Return the column that names each row's person, by its heading or as the first."""
    for column in (sheet.named("person"), sheet.named("speaker"), 0):
        if column is not None and column not in sheet.codings:
            cells = sheet.cells(column)
            if cells and len(set(cells)) == len(cells) == len(sheet.body):
                return column
    return None


def _two_heads(sheet: SpokenSheet, person: int) -> tuple[SpokenSheet, tuple[str, ...]]:
    """Take off the second and third row of headings that survey tools write below the first."""
    rows, heads = list(sheet.rows[1:]), [sheet.head]
    while rows and (
        _heading(rows[0][person]) == _heading(sheet.head[person])
        or any(_IMPORT_ID.match(it) for it in rows[0])
    ):
        heads.append(tuple(map(_one_line, rows.pop(0))))
    wordy = [it for it in heads if not any(map(_IMPORT_ID.match, it))]
    questions = tuple(" ".join(dict.fromkeys(filter(None, it))) for it in zip(*wordy, strict=True))
    return SpokenSheet(sheet.name, (questions, *rows)), questions


def _open(sheet: SpokenSheet, person: int | None) -> list[int]:
    """Return the columns of answers in people's own words."""
    meta = names("survey", "utterance_table")
    return [
        n
        for n, head in enumerate(sheet.head)
        if n != person
        and n not in sheet.codings
        and not any(_heading(it) in meta for it in (head, head.split(" ")[0]))
        and _answers(head, sheet.cells(n))
    ]


def _answers(head: str, cells: Sequence[str]) -> bool:
    if not cells or all(map(_number, cells)):
        return False
    if _QUESTION.search(head):
        return True
    few = len(set(cells)) * _FEW_VALUES <= len(cells)
    return not few and sum(map(len, cells)) > len(cells) * _SHORT / 2


def _number(cell: str) -> bool:
    """Say whether a cell is a number, a time or a date."""
    return bool(_NUMBER.fullmatch(cell)) and any(map(str.isdigit, cell))


# ---- tables of codings --------------------------------------------------------------------------


def _codings_only(sheet: SpokenSheet) -> bool:
    """Say whether a table is what another tool exports of its coded segments.

    Its headings are of that tool's language, so the order of its columns counts as well: begin,
    end, weight, the words, area, coverage.
    """
    nouns = ("code", "segment", "document")
    if all(any(_heading(it) in names(x, "utterance_table") for it in sheet.head) for x in nouns):
        return True
    if len(sheet.head) < _MANY_COLUMNS:
        return False
    return all(any(_span(row[n : n + _SPAN]) for n in range(len(row))) for row in sheet.body)


def _span(cells: Sequence[str]) -> bool:
    if len(cells) < _SPAN:
        return False
    begin, end, weight, words, *sizes = (it.strip() for it in cells)
    numbers = (begin, end, weight, *sizes)
    return bool(words) and not _number(words) and all(map(_number, numbers))
