"""Read a table of texts that people coded: one row a text, several codes a row."""

from __future__ import annotations

import json
import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from qualcode.errors import Clause, InputError, on_line
from qualcode.ingest.rows import read_rows, table_bytes
from qualcode.suggest import Example, Training
from qualcode.text import read_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from qualcode.model import Codebook
    from qualcode.suggest import Match
    from qualcode.text import Tokenizer

_LINE_END = re.compile("\r\n|\r|\n")

LINES = (".jsonl", ".ndjson")
_BETWEEN = re.compile("[;；]")
_SHOWN = 20


@dataclass(frozen=True, slots=True, eq=False)
class Labelled:
    """The rows of a labelled table; every row was read, and none of its codes is a zero each.

    ``groups`` keeps apart what belongs together (a transcript, a person), ``None`` where the table
    was read without such a column. ``lines`` is where each row stands in the file.
    """

    name: str
    texts: tuple[str, ...]
    codes: tuple[tuple[str, ...], ...]
    groups: tuple[str, ...] | None
    lines: tuple[int, ...]


def read_labelled(path: Path, text: str, codes: str, group: str | None = None) -> Labelled:
    """Read a CSV file with a head, or ``.jsonl`` with one object a line; the rest names columns.

    Codes are a JSON list or are separated by ``;`` (full-width too); an empty cell is "read, and
    none". Encodings are those of a transcript.

    Raises:
        InputError: there is no file or no such column, or a row is not as it must be; the
            sentence names the line.
    """
    wanted = [text, codes] if group is None else [text, codes, group]
    by_line = path.suffix.lower() in LINES
    rows = _objects(path, wanted) if by_line else _cells(path, wanted)
    if not rows:
        raise InputError("labelled.no_rows", name=path.name)

    def at(line: int, column: str) -> Clause:
        return Clause("error.word.cell", {"file": path.name, "line": line, "column": column})

    return Labelled(
        path.name,
        tuple(_text(row[0], at(line, text)) for line, row in rows),
        tuple(_codes(row[1], at(line, codes)) for line, row in rows),
        None if group is None else tuple(_group(row[2], at(line, group)) for line, row in rows),
        tuple(line for line, _ in rows),
    )


def training(table: Labelled, book: Codebook, words: Tokenizer) -> Training:
    """Return the rows as decisions about the codes of the codebook, cut into words.

    A code is named by its id, or by a label that no other code has. A group is a transcript,
    its rows follow each other; without groups each row is its own.

    Raises:
        InputError: the rows have codes that the codebook lacks; the sentence names them.
    """
    column = _columns(book)
    unknown = dict.fromkeys(code for row in table.codes for code in row if code not in column)
    if unknown:
        known = _named([code.id for code in book.codes])
        raise InputError(
            "labelled.unknown_code", name=table.name, known=known, unknown=_named(unknown)
        )
    labels = np.zeros((len(table.texts), len(book.codes)))
    for row, codes in enumerate(table.codes):
        labels[row, [column[code] for code in codes]] = 1
    return Training(tuple(_examples(table, words)), labels, tuple(code.id for code in book.codes))


def matcher(book: Codebook, words: Tokenizer) -> Match | None:
    """Return a finder of the codebook's token patterns, ``None`` where it has none.

    Raises:
        InputError: a pattern is refused; the sentence names its code.
    """
    patterns = {code.id: code.patterns for code in book.codes if code.patterns}
    if not patterns:
        return None
    words.match("。", patterns)  # compiles them: a mistake is named before any work
    return lambda unit: words.match(unit.text, patterns)


def _examples(table: Labelled, words: Tokenizer) -> Iterator[Example]:
    groups = table.groups or tuple(map(str, range(len(table.texts))))
    number = {group: n for n, group in enumerate(dict.fromkeys(groups))}
    start = dict.fromkeys(number, 0)
    for row, (group, text) in enumerate(zip(groups, table.texts, strict=True)):
        cut = tuple(text[a:b] for a, b in words.tokenize(text).tolist())
        yield Example(row, number[group], start[group], text, cut)
        start[group] += len(text) + 1


def _columns(book: Codebook) -> dict[str, int]:
    """Return the column of each id, and of each label that names one code only."""
    labels = Counter(label for code in book.codes for label in set(code.labels.values()))
    named = {
        label: n
        for n, code in enumerate(book.codes)
        for label in code.labels.values()
        if labels[label] == 1
    }
    return named | {code.id: n for n, code in enumerate(book.codes)}


def _cells(path: Path, wanted: Sequence[str]) -> list[tuple[int, list[Any]]]:
    rows = read_rows(path)
    places = []
    for name in wanted:
        if rows.head.count(name) != 1:
            if name in rows.head:
                raise InputError("labelled.column_twice", file=path.name, name=name)
            found = _named(rows.head)
            raise InputError("labelled.no_column", file=path.name, name=name, found=found)
        places.append(rows.head.index(name))
    cells = ([row[place] for place in places] for row in rows.cells)
    return list(zip(rows.lines, cells, strict=True))


def _objects(path: Path, wanted: Sequence[str]) -> list[tuple[int, list[Any]]]:
    rows = []
    for line, record in _records(path):
        for name in wanted:
            if name not in record:
                raise InputError(
                    "labelled.no_field", file=path.name, line=line, name=name, found=_named(record)
                )
        rows.append((line, [record[name] for name in wanted]))
    return rows


def _lines(path: Path) -> list[str]:
    """Return the lines of a file; what else ends a line in a transcript may stand in a text."""
    return _LINE_END.split(read_text(table_bytes(path), path.name))


def _records(path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    # not splitlines: a text may hold other line ends, such as U+2028
    for line, written in enumerate(_lines(path), start=1):
        if not written.strip():
            continue
        where = on_line(path.name, line)
        try:
            record = json.loads(written)
            json.dumps(record, ensure_ascii=False).encode()
        except json.JSONDecodeError as error:
            raise InputError(
                "labelled.json", where=where, msg=error.msg, colno=error.colno
            ) from None
        except (ValueError, RecursionError):
            raise InputError("labelled.json_deep", where=where) from None
        if not isinstance(record, dict):
            raise InputError("labelled.object", where=where)
        yield line, record


def _named(names: Iterable[str]) -> tuple[str | Clause, ...]:
    shown = [str(name)[:40] for name in names]
    left = len(shown) - _SHOWN
    more = (Clause("error.word.more", {"n": left}),) if left > 0 else ()
    return (*shown[:_SHOWN], *more)


def _text(value: Any, where: Clause) -> str:
    if value is None:
        return ""
    if not isinstance(value, str):
        raise InputError("labelled.text", where=where, value=_shown(value))
    return value.replace("\r\n", "\n").replace("\r", "\n")


def _group(value: Any, where: Clause) -> str:
    if isinstance(value, str) and value.strip():
        return value.strip()
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    raise InputError("labelled.group", where=where, value=_shown(value))


def _codes(value: Any, where: Clause) -> tuple[str, ...]:
    """Return each code once, in order; none where nothing stands there."""
    if value is None:
        return ()
    if isinstance(value, str):
        value = _split(value.strip(), where)
    if not isinstance(value, list) or not all(_is_code(code) for code in value):
        raise InputError("labelled.codes", where=where, value=_shown(value))
    clean = (str(code).strip() for code in value)
    return tuple(dict.fromkeys(code for code in clean if code))


def _split(written: str, where: Clause) -> list[Any]:
    if not written.startswith("["):
        return _BETWEEN.split(written)
    try:
        found = json.loads(written)
    except (ValueError, RecursionError):
        raise InputError("labelled.list", where=where, written=_shown(written)) from None
    return found if isinstance(found, list) else []


def _is_code(value: Any) -> bool:
    return isinstance(value, str) or (isinstance(value, int) and not isinstance(value, bool))


def _shown(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)[:60] if value not in (None, "") else "nothing"
