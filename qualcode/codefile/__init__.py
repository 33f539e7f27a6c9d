"""Codebook ⇄ YAML: read with the line of every mistake, write without losing a comment.

The version, the freezing and the hash of a codebook belong to the project, not to the file.
"""

from __future__ import annotations

import os
import secrets
import shutil
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from qualcode.codefile import mapping, patch, read, tree, write
from qualcode.errors import InputError, system_says

if TYPE_CHECKING:
    from qualcode.model import Codebook

__all__ = ["MAX_BYTES", "dumps", "load", "loads", "save"]

MAX_BYTES = 5_000_000
"""The largest file that is read as a codebook."""

_BOM = "\ufeff"


def load(path: Path) -> Codebook:
    """Return the codebook in a YAML file, or in a JSON file by its suffix.

    Raises:
        InputError: the file cannot be read or holds no codebook; it names the line.
    """
    return loads(_read(Path(path)), Path(path).name)


def save(book: Codebook, path: Path, original: Path | None = None) -> None:
    """Write a codebook as YAML; comments and layout of ``original`` survive.

    ``original`` may be ``path`` itself, and may be absent. The file is whole at every instant.
    """
    path = Path(path)
    before = None
    if original is not None and Path(original).exists():
        before = _decode(_read(Path(original)), Path(original).name)
    _replace(path, dumps(book, before, name=Path(original or path).name).encode("utf-8"))


def loads(text: str | bytes, name: str = "codebook.yaml") -> Codebook:
    """Return the codebook in a YAML text; ``name`` is what an error calls the text.

    Where the name ends in ``.json`` the text is JSON: ``{code: {definition, keywords}}``.
    """
    if isinstance(text, bytes):
        text = _decode(text, name)
    _check_size(len(text.encode("utf-8", "surrogatepass")), name)
    if name.lower().endswith(".json"):
        found = mapping.codebook(text.removeprefix(_BOM), name)
        if found is not None:
            return found
    try:
        return read.codebook(tree.parse(text.removeprefix(_BOM)))
    except tree.LineError as error:
        raise _located(error, name) from None


def dumps(book: Codebook, original: str | None = None, *, name: str = "codebook.yaml") -> str:
    """Return a codebook as YAML; comments and layout of the text ``original`` survive.

    Where the layout of ``original`` cannot hold the codebook it is written anew, without comments.
    """
    book = replace(book, version=0, frozen=False, semantic_hash="")
    if original is None or not original.removeprefix(_BOM).strip():
        return write.document(book)
    mark = _BOM if original.startswith(_BOM) else ""
    try:
        patched = patch.patched(original.removeprefix(_BOM), book)
    except tree.LineError as error:
        raise _located(error, name) from None
    return mark + (write.document(book) if patched is None else patched)


def _located(error: tree.LineError, name: str) -> InputError:
    return InputError("codefile.line", name=name, line=error.line, error=error)


def _check_size(size: int, name: str) -> None:
    if size > MAX_BYTES:
        most = MAX_BYTES // 1_000_000
        raise InputError("codefile.large", name=name, most=most, size=f"{size:,}")


def _decode(data: bytes, name: str) -> str:
    _check_size(len(data), name)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise InputError("codefile.utf8", name=name, line=line) from None


def _read(path: Path) -> bytes:
    try:
        _check_size(path.stat().st_size, path.name)
        return path.read_bytes()
    except OSError as error:
        raise InputError("codefile.unreadable", path=path, reason=system_says(error)) from None


def _replace(path: Path, data: bytes) -> None:
    target = path.resolve()
    draft = target.with_name(f".{target.name}.{secrets.token_hex(4)}.tmp")
    try:
        with draft.open("xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        if target.exists():
            shutil.copymode(target, draft)
        draft.replace(target)
    except OSError as error:
        draft.unlink(missing_ok=True)
        raise InputError("codefile.unwritable", path=path, reason=system_says(error)) from None
