"""Readings in and out as CSV: which units somebody read, "read, none" included."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from qualcode import export
from qualcode.export.lines import table_of
from qualcode.gathering.coding_lines import Imported, Names, refuse_export
from qualcode.gathering.reading_lines import COLUMNS, ReadKey, UnitsNamed, reading_rows, units_read
from qualcode.ingest.line_places import at
from qualcode.ingest.lines import read_lines
from qualcode.project.coding.readings import put_readings
from qualcode.project.comparing.opening import begun
from qualcode.store import work

if TYPE_CHECKING:
    from qualcode.i18n import Language
    from qualcode.model import Span
    from qualcode.store import Store


def import_readings(store: Store, path: Path | str) -> Imported:
    """Import what was read, all or none; a line without turn and place is the whole transcript.

    Counted are units: those that were read already are left as they are.
    """
    lines = read_lines(path, COLUMNS[:2], COLUMNS)
    with store.acting("read.import") as act:
        begun(act, store)
        names = Names(store.look(act.connection), lines)
        units = UnitsNamed(names)
        wanted: dict[ReadKey, dict[int, Span]] = {}
        for line in lines:
            key, found = at(line, units_read, units)
            wanted.setdefault(key, {}).update(found)
        new = sum(
            put_readings(
                act,
                names.coder(key.coder),
                names.round(key.round),
                key.text,
                found,
                exposure="unknown",
                book=key.book,
            )
            for key, found in wanted.items()
        )
        return Imported(new, sum(map(len, wanted.values())) - new)


def export_readings(
    store: Store,
    path: Path | str,
    *,
    coder: str | None,
    round_name: str | None,
    language: Language,
) -> int:
    """Write what was read with its words, each unit once; return how many lines that are.

    Raises:
        RuleError: an open independent round holds readings of several coders and none is named.
    """
    with store.reading() as connection:
        look = store.look(connection)
        person = look.study.coder(coder) if coder else None
        readings = work.readings(connection, coder=person.id if person else None)
        if round_name:
            readings = tuple(it for it in readings if it.round == round_name)
        refuse_export(look.study, {(it.round, it.coder) for it in readings})
        rows = list(dict.fromkeys(reading_rows(look, readings)))
    export.write(table_of("readings", COLUMNS, rows, language), Path(path))
    return len(rows)
