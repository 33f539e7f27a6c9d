"""A table of the library on the screen: its columns, its notes, and its files."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, Literal

import streamlit as st

from qualcode import export
from qualcode.app.screen.words import plain
from qualcode.app.window import session, state
from qualcode.export import naming
from qualcode.i18n import catalogue

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from qualcode.i18n import Language
    from qualcode.table import Column, Table

LABEL_PIXELS = 190
"""Room for a code's label in either language."""
WIDE = {"label": LABEL_PIXELS, "word": 240, "said": 640, "before": 300, "hit": 90, "after": 300}
"""Columns of words that must not be cut, by id."""
COUNTS = ("n_units", "n_missing")
COUNT_PIXELS = 100
"""Their words are long and their numbers short; the words stand in full above the column."""
MOST_ROWS = 40
"""A longer table scrolls in a window of its own."""
REASON = "undefined"
"""The column of ids that say why a row has no value."""
FORMATS = {".docx": "Word", ".xlsx": "Excel", ".csv": "CSV", ".md": "Markdown"}


def show(
    table: Table,
    *,
    key: str,
    detail: bool = False,
    picked: Callable[[int], None] | None = None,
    cell: Callable[[int, str], None] | None = None,
) -> None:
    """Show a table; ``detail`` shows the columns that are kept back, and none hides empty ones.

    Why a row has no value is shown wherever that is so. ``picked`` is called with the row that
    was picked; ``cell`` instead with the row and the column of a cell, −1 and "" where the cell
    was let go of.
    """
    frame = table.to_pandas()
    if REASON in frame:
        frame[REASON] = frame[REASON].map(_reasons, na_action="ignore")
    columns = [
        column
        for column in table.columns
        if detail or not ((column.detail and column.id != REASON) or frame[column.id].isna().all())
    ]
    st.dataframe(
        frame,
        hide_index=True,
        column_config={it.id: _configured(it) for it in columns},
        column_order=[column.id for column in columns],
        placeholder="—",
        height="content" if len(frame) <= MOST_ROWS else "auto",
        key=key,
        on_select=_selected(key, picked, cell),
        selection_mode="single-cell" if cell else "single-row",
    )


def _configured(column: Column) -> Any:
    """Return how a column is shown."""
    if column.id in COUNTS:
        return st.column_config.NumberColumn(
            column.label, width=COUNT_PIXELS, help=plain(column.label)
        )
    if column.decimals is not None:
        return st.column_config.NumberColumn(column.label, format=f"%.{column.decimals}f")
    return st.column_config.Column(
        column.label,
        width=WIDE.get(column.id),
        alignment="right" if column.id == "before" else None,
    )


def _selected(
    key: str, picked: Callable[[int], None] | None, cell: Callable[[int, str], None] | None
) -> Callable[[], None] | Literal["ignore"]:
    if cell:
        return partial(_clicked, key, cell)
    return partial(_picked, key, picked) if picked else "ignore"


def _clicked(key: str, act: Callable[[int, str], None]) -> None:
    cells = session.widget(key).selection.cells
    row, column = cells[0] if cells else (-1, "")
    act(int(row), str(column))


def _picked(key: str, act: Callable[[int], None]) -> None:
    for row in session.widget(key).selection.rows:
        act(row)


def _reasons(ids: str) -> str:
    """Return reasons in words; where an id is none of agreement's it stays as it is."""
    known = catalogue(state.language())
    return " · ".join(known.get(f"agreement.reason.{it}", it) for it in ids.split("; "))


def only(table: Table, ids: Sequence[str]) -> Table:
    """Return a table with some of its columns, none of them kept back."""
    by_id = {column.id: column for column in table.columns}
    columns = tuple(replace(by_id[it], detail=False) for it in ids if it in by_id)
    return replace(table, columns=columns)


def without(table: Table, ids: Sequence[str]) -> Table:
    """Return a table without some columns, nor those of which every cell is empty."""
    filled = {name for row in table.rows for name, cell in row.items() if cell is not None}
    columns = (it for it in table.columns if it.id in filled and it.id not in ids)
    return replace(table, columns=tuple(columns))


def notes(table: Table) -> None:
    """Show what stands under a table: what was counted, and how."""
    for note in table.notes:
        st.caption(plain(note))


def downloads(table: Table, *, key: str) -> None:
    """Show one button a format; a file is made when it is asked for."""
    later(lambda: table, naming.stem(table.title, table.name), key=key)


def later(make: Callable[[], Table], name: str, *, key: str) -> None:
    """Show one button a format of a table that is itself made only when it is asked for.

    ``name`` is the files', see ``naming.stem``.
    """
    with st.container(horizontal=True):
        for suffix, label in FORMATS.items():
            st.download_button(
                label,
                partial(_file_of, make, suffix, state.language()),
                file_name=f"{name}{suffix}",
                icon=":material/download:",
                on_click="ignore",
                key=f"{key}_{suffix}",
            )


def _file_of(make: Callable[[], Table], suffix: str, language: Language) -> bytes:
    return file_of(make(), suffix, language)


def file_of(table: Table, suffix: str, language: Language) -> bytes:
    """Return a table's file in the format of a suffix."""
    with TemporaryDirectory(prefix="qualcode-") as folder:
        path = export.write(table, Path(folder) / f"{table.name}{suffix}", language=language)
        return path.read_bytes()


def packed(write: Callable[[Path], tuple[Path, ...]]) -> bytes:
    """Return what ``write`` puts into a folder, as one zip."""
    packed_files = io.BytesIO()
    with (
        TemporaryDirectory(prefix="qualcode-") as folder,
        zipfile.ZipFile(packed_files, "w", zipfile.ZIP_DEFLATED) as archive,
    ):
        for path in write(Path(folder)):
            archive.write(path, path.name)
    return packed_files.getvalue()


def kept(values: dict[str, Any], labels: dict[str, str], *, key: str) -> None:
    """Show a table that was kept as JSON, with its notes; ``labels`` name its columns."""
    frame = [
        {labels.get(name, name): row.get(name) for name in values["columns"]}
        for row in values["rows"]
    ]
    fractions = {
        name: st.column_config.NumberColumn(format="%.3f")
        for name in (frame[0] if frame else ())
        if any(isinstance(row[name], float) for row in frame)
    }
    st.dataframe(frame, hide_index=True, placeholder="—", column_config=fractions, key=key)
    for note in values["notes"]:
        st.caption(plain(note))
