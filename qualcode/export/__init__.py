"""Write a table as a file; the format is the file's suffix.

A writer makes the bytes of one format; only this module touches the disk.
"""

from __future__ import annotations

import secrets
import shutil
from contextlib import suppress
from functools import partial
from itertools import chain, count
from pathlib import Path
from typing import IO, TYPE_CHECKING, Protocol

from qualcode import private
from qualcode.errors import Clause, InputError, ProjectError, system_says
from qualcode.export import naming, parquet, plain, word, xlsx
from qualcode.export.shown import Shown
from qualcode.i18n import tr

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from qualcode.i18n import Language
    from qualcode.table import Table

_SAVERS: dict[str, Callable[..., None]] = {
    ".docx": word.save,
    ".xlsx": xlsx.save,
    ".csv": plain.save_csv,
    ".md": plain.save_markdown,
}
"""Write a table that is shown in several formats; only Word numbers it."""

PAPER = tuple(_SAVERS)
"""The formats that ``write_all`` makes of each table."""

WORDS = (".md", ".txt")
"""The endings of a text without tables."""


class Writer(Protocol):
    """Make the bytes of one format; ``detail=None`` is the format's own choice of columns."""

    def __call__(self, table: Table, *, language: Language, detail: bool | None = None) -> bytes:
        """Return the file's bytes."""


def write(
    table: Table, path: Path | str, *, language: Language = "zh", detail: bool | None = None
) -> Path:
    """Write a table in the format of the path's suffix and return the path.

    Word and Markdown leave detail columns out, sheets and CSV keep them; ``detail`` overrules.
    An existing file is replaced as a whole or not at all.

    Raises:
        InputError: the suffix is none of the known formats.
        ProjectError: the folder or the file cannot be written.
    """
    path = Path(path)
    writer = WRITERS.get(path.suffix.lower())
    if writer is None:
        raise InputError(
            "export.table_ending",
            known=tuple(WRITERS),
            file=path.name,
            ending=path.suffix or Clause("error.export.nothing"),
        )
    data = writer(table, language=language, detail=detail)
    return _replace(path, lambda file: file.write(data))


def write_text(text: str, path: Path | str) -> Path:
    """Write words as a Markdown or plain text file, whole or not at all, and return the path.

    Raises:
        InputError: the suffix is neither.
        ProjectError: the folder or the file cannot be written.
    """
    path = Path(path)
    if path.suffix.lower() not in WORDS:
        raise InputError(
            "export.text_ending",
            known=tuple(WORDS),
            file=path.name,
            ending=path.suffix or Clause("error.export.nothing"),
        )
    return _replace(path, lambda file: file.write(text.encode("utf-8")))


def write_all(
    tables: Sequence[Table],
    directory: Path | str,
    *,
    language: Language = "zh",
    titled: bool = False,
) -> list[Path]:
    """Write each table in every format of a paper, and ``tables.docx`` with all of them.

    A table has the same number alone as in ``tables.docx``; of two tables with one name the
    second is written as ``name-2``. ``titled`` names the files by the tables' titles, and the one
    with all of them in ``language``.
    """
    directory = Path(directory)
    paths = []
    names = [naming.stem(it.title, it.name) if titled else it.name for it in tables]
    together = naming.stem(tr("table.together", language)) if titled else "tables"
    shown = [Shown(it) for it in tables]
    for position, (stem, table) in enumerate(
        zip(_stems(names, together), shown, strict=True), start=1
    ):
        for suffix, saver in _SAVERS.items():
            numbered = {"number": position} if suffix == ".docx" else {}
            save = partial(saver, table, language=language, **numbered)
            paths.append(_replace(directory / f"{stem}{suffix}", save))
    if shown:
        save = partial(word.save_all, shown, language=language)
        paths.append(_replace(directory / f"{together}.docx", save))
    return paths


def _stems(names: Sequence[str], taken: str) -> list[str]:
    """Return names that are different files on every system; ``taken`` is another file's."""
    made, used = [], {taken.casefold()}
    for name in names:
        numbered = (f"{name}-{n}" for n in count(2))
        stem = next(it for it in chain([name], numbered) if it.casefold() not in used)
        used.add(stem.casefold())
        made.append(stem)
    return made


def _replace(path: Path, save: Callable[[IO[bytes]], object]) -> Path:
    part = path.with_name(f".{secrets.token_hex(6)}.part")
    try:
        private.folder(path.parent)
        private.claim(part)
        with part.open("wb") as file:
            save(file)
        if path.exists():
            shutil.copymode(path, part)
        part.replace(path)
    except OSError as error:
        with suppress(OSError):
            part.unlink(missing_ok=True)
        raise ProjectError("export.unwritable", file=path, reason=system_says(error)) from error
    return path


WRITERS: dict[str, Writer] = {
    ".docx": word.render,
    ".xlsx": xlsx.render,
    ".csv": plain.csv_bytes,
    ".parquet": parquet.render,
    ".md": plain.markdown,
    ".json": plain.json_bytes,
}
