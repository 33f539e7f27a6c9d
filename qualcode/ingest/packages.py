"""Zip packages of office programs: one part is read as a stream of XML, and only it is judged."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from typing import TYPE_CHECKING, Protocol

from qualcode.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Mapping

MAX_PARTS = 10_000
MAX_XML = 64 * 1024 * 1024
MAX_RATIO = 200
_SMALL = 1024 * 1024
_CHUNK = 64 * 1024
# What zipfile lets through when a directory or a stream of the archive lies.
DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    NotImplementedError,
    OSError,
    OverflowError,
    RuntimeError,
    ValueError,
)


class PartReader(Protocol):
    """What takes the elements of a part while they pass by."""

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """Take the beginning of an element."""

    def end(self, tag: str) -> None:
        """Take the end of an element."""

    def data(self, words: str) -> None:
        """Take characters."""

    def close(self) -> None:
        """Take the end of the part."""


def stream(data: bytes, name: str, part: str, target: PartReader, *, kind: str) -> None:
    """Feed a part of a package to ``target``; ``kind`` is what an error calls the file.

    Nothing is extracted, no document type or entity is read, and no more is unpacked than
    ``MAX_XML`` bytes.

    Raises:
        InputError: it is no package, has no such part, or that part is encrypted, damaged or
            larger than it says.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            _feed(package, _part(package, part, name, kind), target, name, kind)
    except DAMAGE as error:
        if data.startswith(b"PK"):
            raise InputError("package.damaged", name=name, kind=kind) from error
        raise InputError("package.something_else", name=name, kind=kind) from error


def _part(package: zipfile.ZipFile, part: str, name: str, kind: str) -> zipfile.ZipInfo:
    found = [it for it in package.infolist() if it.filename == part]
    if len(found) != 1:
        raise InputError("package.part", name=name, kind=kind, part=part)
    (it,) = found
    if it.flag_bits & 1:
        raise InputError("package.encrypted", name=name, kind=kind)
    if it.file_size > min(MAX_XML, max(_SMALL, MAX_RATIO * it.compress_size)):
        raise InputError("package.large", name=name, kind=kind, part=part)
    return it


def _feed(
    package: zipfile.ZipFile, part: zipfile.ZipInfo, target: PartReader, name: str, kind: str
) -> None:
    from defusedxml.common import DefusedXmlException
    from defusedxml.ElementTree import ParseError, XMLParser

    parser, left = XMLParser(target=target, forbid_dtd=True), MAX_XML
    try:
        with package.open(part) as unpacked:
            while chunk := unpacked.read(_CHUNK):
                left -= len(chunk)
                if left < 0:
                    raise InputError("package.large", name=name, kind=kind, part=part.filename)
                parser.feed(chunk)
        parser.close()
    except DefusedXmlException:
        raise InputError("package.entities", name=name, kind=kind) from None
    except (ParseError, LookupError) as error:
        raise InputError("package.damaged", name=name, kind=kind) from error
