"""Codings in and out as CSV: every line is checked before the first is written."""

from __future__ import annotations

from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from qualcode import export
from qualcode.export.lines import table_of
from qualcode.gathering.coding_lines import (
    COLUMNS,
    PART,
    Imported,
    Names,
    already,
    checked,
    coding_row,
    exported,
)
from qualcode.ingest.lines import each_line
from qualcode.project.comparing.opening import begun

if TYPE_CHECKING:
    import pandas as pd

    from qualcode.i18n import Language
    from qualcode.store import Store


def import_codings(store: Store, path: Path | str) -> Imported:
    """Import codings, all or none; one that is there already, or twice in the file, is left.

    Whatever the file says about it, the origin of each is ``imported``: the project did not see
    how it was made. The events of the act, one for ``PART`` codings, keep what the file said.
    """
    lines = each_line(path, COLUMNS[:5], COLUMNS)
    with store.acting("code.import") as act:
        begun(act, store)
        names = Names(store.look(act.connection), ())
        read, new = checked(lines, names)
        for key in already(act, names):
            new.pop(key, None)
        left = iter(new.items())
        while batch := list(islice(left, PART)):
            said: dict[str, str] = {}
            act.part()
            act.insert_many("coding", [coding_row(key, it, names, said) for key, it in batch])
            if said:
                act.note("origin", said)
        return Imported(len(new), read - len(new))


def export_codings(
    store: Store,
    path: Path | str,
    *,
    coder: str | None,
    round_name: str | None,
    language: Language,
) -> int:
    """Write codings with their slices, each once; return how many.

    What a merge of codes made one coding is one line, that of the oldest.

    Raises:
        RuleError: an open independent round holds codings of several coders and none is named.
    """
    with store.reading() as connection:
        look = store.look(connection)
        rows = [row for _, row in exported(look, coder, round_name)]
    export.write(table_of("codings", COLUMNS, rows, language), Path(path))
    return len(rows)


def frame(store: Store, *, coder: str | None, round_name: str | None) -> pd.DataFrame:
    """Return what ``export_codings`` writes, and more of each coding, as a data frame."""
    import pandas as pd

    with store.reading() as connection:
        there = exported(store.look(connection), coder, round_name)
    rows = [(*row, it.exposure, it.uuid) for it, row in there]
    return pd.DataFrame(rows, columns=[*COLUMNS, "exposure", "uuid"])
