"""Where a line of a table says that something is: positions in a text, and words there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from qualcode.errors import InputError, RuleError

if TYPE_CHECKING:
    from qualcode.ingest.lines import Line


def at(line: Line, build: Any, known: Any) -> Any:
    """Return what ``build`` makes of a line and what is known; an error says where it stands."""
    try:
        return build(line, known)
    except InputError as error:
        raise InputError("exchange.at", place=line.place, problem=error) from error
    except RuleError as error:
        raise RuleError("exchange.at", place=line.place, problem=error) from error


def positions_of(line: Line) -> tuple[int, int]:
    """Return the start and the end that a line gives, wherever they are."""
    try:
        return int(line["start"]), int(line["end"])
    except ValueError:
        raise InputError("coding_rows.whole", start=line["start"], end=line["end"]) from None


def place_of(line: Line, words: str) -> tuple[int, int]:
    """Return where a line says that something is, which must be in the transcript's ``words``.

    Raises:
        InputError: it is not, or the line's column ``text`` reads something else.
    """
    start, end = positions_of(line)
    if not 0 <= start < end <= len(words):
        raise InputError("exchange.outside", start=start, end=end, length=len(words))
    refuse_other_words(line, words[start:end], start, end)
    return start, end


def refuse_other_words(line: Line, words: str, start: int, end: int) -> None:
    """Raise ``InputError`` where a line's column ``text`` does not read what stands there."""
    if not reads(line["text"], words):
        raise InputError(
            "exchange.words",
            start=start,
            end=end,
            words=shortened(words),
            found=shortened(line["text"]),
        )


def reads(cell: str, words: str) -> bool:
    """Return whether a cell that repeats words of a transcript is empty or has those words.

    A cell that a spreadsheet trimmed still does.
    """
    told = cell.replace("\r\n", "\n").replace("\r", "\n")
    return told in ("", words) or (told.strip() == words.strip() and bool(told.strip()))


def shortened(text: str) -> str:
    """Return words for an error, cut short where they are long."""
    return text if len(text) <= 24 else f"{text[:24]}…"
