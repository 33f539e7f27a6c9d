"""The columns of a table of participants: what a heading means, and how one is headed."""

from __future__ import annotations

import re
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from qualcode.errors import InputError
from qualcode.ingest.lines import column, headed, lines_of
from qualcode.ingest.rows import grid, table_bytes
from qualcode.text.guard import guarded
from qualcode.text.headings import heading, names

if TYPE_CHECKING:
    from collections.abc import Callable

    from qualcode.ingest.lines import Line
    from qualcode.model import Participant

FIELDS = ("role", "letter", "group")
REQUIRED = ("transcript", "pseudonym")
WHO = ("transcript", "speaker", "pseudonym")
OWN_COLUMNS = frozenset({*WHO, *FIELDS})
_TOLD = re.compile(r"(attribute|consent)\[(.*)\]", re.DOTALL)


def lines(data: bytes, name: str) -> list[Line]:
    """Return the lines of a table of participants; ``name`` is what an error calls it.

    Who speaks in no transcript has a line without one.
    """
    return lines_of(data, name, REQUIRED, nouns=OWN_COLUMNS, empty=("transcript",))


def tells_people(data: bytes, name: str) -> bool:
    """Say whether a CSV file is a table of participants, and not one of what was said.

    What cannot be read as a table is left to who reads participants, to say what is wrong.
    """
    try:
        head = grid(data, name).head
    except InputError:
        return True
    return any(column(headed(it), REQUIRED) in REQUIRED for it in head)


def read(path: Path | str) -> list[Line]:
    """Return the lines of a file with a table of participants."""
    path = Path(path)
    return lines(table_bytes(path), path.name)


def reader(path: Path) -> Callable[[], list[Line]]:
    """Return what reads a file with a table of participants."""
    return partial(read, path)


def attribute_in(found: str) -> str | None:
    """Return the attribute that a column is of, ``None`` for one of our own."""
    if found in OWN_COLUMNS:
        return None
    told = _TOLD.fullmatch(found)
    if told is None:
        return found
    return told[2] if told[1] == "attribute" else None


def consent_in(found: str) -> str | None:
    """Return to what a column tells consent, ``None`` for every other."""
    told = _TOLD.fullmatch(found)
    return told[2] if told is not None and told[1] == "consent" else None


def attribute_column(name: str) -> str:
    """Return how the column of an attribute is headed, so that it is read as that again.

    One that would be taken for another column stands in brackets: ``attribute[group]``.
    """
    read_as = column(headed(guarded(name)), OWN_COLUMNS)
    alike = read_as != name or name in OWN_COLUMNS or not name or _TOLD.fullmatch(name)
    return f"attribute[{name}]" if alike else name


def consent_column(purpose: str) -> str:
    """Return how the column is headed that tells who consents to a purpose."""
    return f"consent[{purpose}]"


def consent_cell(person: Participant, purpose: str) -> str:
    """Return what a table says of a participant's consent, ``""`` where they were not asked."""
    given = person.consent.get(purpose)
    return "" if given is None else "yes" if given else "no"


def consents(cell: str) -> bool:
    """Return whether a cell that is not empty says yes.

    Raises:
        InputError: it says neither yes nor no.
    """
    for word, found in (("yes", True), ("no", False)):
        if heading(cell) in names(word, "csv_value"):
            return found
    raise InputError("people_table.consent", found=cell)
