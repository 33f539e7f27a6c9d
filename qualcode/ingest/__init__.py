"""Read a transcript file into a frozen ``Transcript``, by the suffix of its name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qualcode import turns
from qualcode.errors import InputError, system_says
from qualcode.ingest.markdown import read_markdown
from qualcode.ingest.open_document import read_open_document
from qualcode.ingest.pdf import read_pdf
from qualcode.ingest.plain import read_plain
from qualcode.ingest.rich_text import read_rich_text
from qualcode.ingest.speech_json import read_json, read_json_lines
from qualcode.ingest.subtitles import read_subtitles
from qualcode.ingest.word import read_word
from qualcode.ingest.workbooks import read_table, read_workbook
from qualcode.model import Speaker, Transcript
from qualcode.text import digest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from qualcode.turns import Written

MAX_BYTES = 50 * 1024 * 1024
OTHER_TOOLS = (".mx", ".nvp", ".atlproj", ".hpr")
"""How the endings of other tools' own project files begin: MAXQDA, NVivo, ATLAS.ti."""


def read(path: Path) -> Transcript:
    """Read a transcript file; the transcript is named after the file without its suffix.

    Raises:
        InputError: the file is missing, too large, of no known kind, or not what its name says.
    """
    reader = _reader(path.name)
    try:
        if not path.is_file():
            raise InputError("ingesting.no_file", path=path)
        if path.stat().st_size <= MAX_BYTES:
            return _transcript(path.stem, reader(path.read_bytes(), path.name))
    except OSError as error:
        raise InputError("ingesting.unreadable", path=path, reason=system_says(error)) from None
    raise _too_large(path.name, path.stat().st_size)


def read_bytes(data: bytes, name: str) -> Transcript:
    """Read a transcript from the bytes of a file that never was on this disk.

    Raises:
        InputError: as ``read`` does.
    """
    reader = _reader(name)
    if len(data) > MAX_BYTES:
        raise _too_large(name, len(data))
    return _transcript(name.removesuffix(_suffix(name)), reader(data, name))


def encoding(data: bytes, name: str) -> str:
    """Return how the bytes of a file hold its text: a format as ``Word``, or an encoding.

    Raises:
        InputError: as ``read`` does.
    """
    return _reader(name)(data, name).encoding.name


def reading(data: bytes, name: str) -> turns.Understood:
    """Return what is understood of the bytes of a file: turns, who asks, what is left out, doubts.

    Raises:
        InputError: as ``read`` does.
    """
    return turns.read(_reader(name)(data, name))


def _transcript(name: str, written: Written) -> Transcript:
    understood = turns.read(written)
    text = written.text
    return Transcript(
        name=name,
        text=text,
        sha256=digest(text),
        turns=understood.turns,
        speakers=tuple(Speaker(label=it, asks=asks) for it, asks in understood.asking().items()),
    )


def _reader(name: str) -> Callable[[bytes, str], Written]:
    suffix = _suffix(name).lower()
    reader = READERS.get(suffix)
    if suffix.startswith(OTHER_TOOLS):
        raise InputError("ingesting.other_tool", name=name)
    if reader is None:
        raise InputError("ingesting.ending", name=name, readers=tuple(READERS))
    return reader


def _suffix(name: str) -> str:
    dot = name.rfind(".")
    return name[dot:] if dot > 0 else ""


def _too_large(name: str, size: int) -> InputError:
    mib = 1024 * 1024
    return InputError("ingesting.large", name=name, most=MAX_BYTES // mib, size=f"{size / mib:.0f}")


READERS: dict[str, Callable[[bytes, str], Written]] = {
    ".txt": read_plain,
    ".md": read_markdown,
    ".docx": read_word,
    ".odt": read_open_document,
    ".rtf": read_rich_text,
    ".pdf": read_pdf,
    ".srt": read_subtitles,
    ".vtt": read_subtitles,
    ".json": read_json,
    ".jsonl": read_json_lines,
    ".xlsx": read_workbook,
    ".xls": read_workbook,
    ".csv": read_table,
}
