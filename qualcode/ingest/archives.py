"""Zip archives of transcripts, read as a folder is: nothing of them is ever written to disk."""

from __future__ import annotations

import stat
import zipfile
from pathlib import PurePosixPath
from typing import IO, TYPE_CHECKING

from qualcode.errors import InputError
from qualcode.ingest.packages import DAMAGE

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

MOST_FILES = 10_000
MOST_BYTES = 1024 * 1024 * 1024
_UTF8 = 0x800
_SKIPPED = ("__MACOSX/", ".", "~$")


def members(file: Path | IO[bytes], name: str, largest: int) -> Iterator[tuple[str, bytes]]:
    """Give the files of an archive with their names, without folders, in the archive's order.

    What an operating system or an office program adds by itself is passed over. A file that is
    larger than ``largest`` bytes is given cut, one byte too long, so that its reader refuses it.

    Raises:
        InputError: it is no archive, damaged or encrypted, its files would be too many or too
            large, or it holds a link or a path that leads out of it.
    """
    try:
        with zipfile.ZipFile(file) as archive:
            found = [it for it in archive.infolist() if not it.is_dir()]
            _check(found, name)
            for it in found:
                path = PurePosixPath(_written(it))
                if not path.name.startswith(_SKIPPED) and not it.filename.startswith(_SKIPPED):
                    with archive.open(it) as unpacked:
                        yield path.name, unpacked.read(largest + 1)
    except DAMAGE as error:
        raise InputError("archive.damaged", name=name) from error


def _check(found: list[zipfile.ZipInfo], name: str) -> None:
    if len(found) > MOST_FILES or sum(it.file_size for it in found) > MOST_BYTES:
        raise InputError("archive.large", name=name, files=MOST_FILES)
    for it in found:
        path = PurePosixPath(_written(it).replace("\\", "/"))
        leads_out = path.is_absolute() or ".." in path.parts or ":" in path.parts[0]
        if leads_out or stat.S_ISLNK(it.external_attr >> 16):
            raise InputError("archive.path", name=name)
        if it.flag_bits & 1:
            raise InputError("archive.encrypted", name=name)


def _written(member: zipfile.ZipInfo) -> str:
    """Return a member's name; what does not say that it is UTF-8 is GB18030 on Chinese systems."""
    if member.flag_bits & _UTF8:
        return member.filename
    try:
        raw = member.filename.encode("cp437")
    except UnicodeEncodeError:
        return member.filename
    for codec in ("utf-8", "gb18030"):
        try:
            return raw.decode(codec)
        except UnicodeDecodeError:
            continue
    return member.filename
