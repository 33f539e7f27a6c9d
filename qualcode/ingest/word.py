"""Word files, read as a stream of elements: nothing is trusted, extracted or kept in memory."""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from typing import TYPE_CHECKING

from qualcode.errors import InputError
from qualcode.text import checked

if TYPE_CHECKING:
    from collections.abc import Mapping

MAX_PARTS = 10_000
MAX_INFLATED = 200 * 1024 * 1024
MAX_XML = 64 * 1024 * 1024
MAX_RATIO = 200
_SMALL = 1024 * 1024
_CHUNK = 64 * 1024
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MAIN_PART = re.compile(r"word/document\d*\.xml")
_XML_PART = re.compile(r".*\.(?:xml|rels)", re.IGNORECASE | re.DOTALL)
_WORDS = frozenset(
    {
        "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "http://purl.oclc.org/ooxml/wordprocessingml/main",
    }
)
# What zipfile lets through when a directory or a stream of the archive lies.
_DAMAGE = (
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
_COMPATIBILITY = "http://schemas.openxmlformats.org/markup-compatibility/2006"
_SIGNS = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
# Deleted and moved-away words, the reading above ruby text, a second copy for old programs.
_SKIPPED = frozenset({"del", "moveFrom", "rt", "Fallback"})


def read_word(data: bytes, name: str) -> str:
    r"""Return the text of a Word file as a reader sees it with all changes accepted.

    Paragraphs, those of table cells included, are lines; a line or page break inside one is
    ``\n``. Headers, footers, notes and comments are no speech and are left out.

    Raises:
        InputError: the file is no Word file, encrypted, damaged, or made to do harm.
    """
    if data.startswith(_OLE):
        raise InputError("word_file.locked", name=name)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return checked(_text(archive, name), name)
    except _DAMAGE as error:
        if data.startswith(b"PK"):
            raise InputError("word_file.damaged", name=name, cause=error) from error
        raise InputError("word_file.other", name=name) from error


def _text(archive: zipfile.ZipFile, name: str) -> str:
    parts = archive.infolist()
    _check_sizes(parts, name)
    main = next((part for part in parts if _MAIN_PART.fullmatch(part.filename)), None)
    if main is None:
        raise InputError("word_file.zip", name=name)
    body = _Body()
    left = MAX_XML
    for part in parts:
        if _XML_PART.fullmatch(part.filename):
            left = _stream(archive, part, body if part is main else _Ignored(), left, name)
    return "\n".join(body.paragraphs)


def _check_sizes(parts: list[zipfile.ZipInfo], name: str) -> None:
    if len(parts) > MAX_PARTS or len({part.filename for part in parts}) < len(parts):
        raise InputError("word_file.parts", name=name, n=len(parts))
    if any(part.flag_bits & 1 for part in parts):
        raise InputError("word_file.locked_part", name=name)
    if any(part.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED} for part in parts):
        raise InputError("word_file.compressed", name=name)
    for part in parts:
        if part.file_size > max(_SMALL, MAX_RATIO * part.compress_size):
            raise InputError(
                "word_file.part_large", name=name, part=part.filename, size=f"{part.file_size:,}"
            )
    if (total := sum(part.file_size for part in parts)) > MAX_INFLATED:
        raise InputError("word_file.large", name=name, size=f"{total:,}")


def _stream(
    archive: zipfile.ZipFile, part: zipfile.ZipInfo, target: _Ignored, left: int, name: str
) -> int:
    """Feed one part to ``target`` in chunks and return how many more bytes may be unpacked."""
    from defusedxml.common import DefusedXmlException
    from defusedxml.ElementTree import ParseError, XMLParser

    parser = XMLParser(target=target, forbid_dtd=True)
    try:
        with archive.open(part) as stream:
            while chunk := stream.read(_CHUNK):
                left -= len(chunk)
                if left < 0:
                    raise InputError("word_file.xml_large", name=name, most=f"{MAX_XML:,}")
                parser.feed(chunk)
        parser.close()
    except DefusedXmlException:
        raise InputError("word_file.entities", name=name, part=part.filename) from None
    except (ParseError, ValueError, LookupError) as error:
        raise InputError(
            "word_file.part_damaged", name=name, part=part.filename, cause=error
        ) from error
    return left


class _Ignored:
    """A target for parts of which only the safety matters."""

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """Take the beginning of an element."""

    def end(self, tag: str) -> None:
        """Take the end of an element."""

    def data(self, words: str) -> None:
        """Take characters."""

    def close(self) -> None:
        """Take the end of the part."""


class _Body(_Ignored):
    """Collect the paragraphs of a Word document while its elements pass by."""

    def __init__(self) -> None:
        self.paragraphs: list[str] = []
        self._open: list[list[str]] = []  # a text box holds paragraphs inside a paragraph
        self._depth = {"r": 0, "t": 0, "pPr": 0}
        self._skipped = 0
        self._carried = ""
        self._joins = False

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """Open an element, or write the sign that an empty one stands for."""
        del attributes
        local = _local(tag)
        if local in _SKIPPED:
            if self._depth["pPr"]:
                self._joins = True  # the end of this paragraph is what was deleted
            else:
                self._skipped += 1
        elif local == "p" and not self._skipped:
            self._open.append([])
        elif local in self._depth:
            self._depth[local] += 1
        elif local in _SIGNS and self._depth["r"] and not self._depth["pPr"]:
            self._write(_SIGNS[local])

    def end(self, tag: str) -> None:
        """Close what ``start`` opened."""
        local = _local(tag)
        if local in _SKIPPED:
            self._skipped -= 0 if self._depth["pPr"] else 1
        elif local == "p" and not self._skipped and self._open:
            words = self._carried + "".join(self._open.pop())
            if self._joins:
                self._carried, self._joins = words, False
            else:
                self.paragraphs.append(words)
                self._carried = ""
        elif local in self._depth:
            self._depth[local] -= 1

    def data(self, words: str) -> None:
        """Keep the words of text elements only."""
        if self._depth["t"]:
            self._write(words)

    def close(self) -> None:
        """Keep the last paragraph although its end was deleted."""
        if self._carried:
            self.paragraphs.append(self._carried)

    def _write(self, words: str) -> None:
        if self._open and not self._skipped:
            self._open[-1].append(words)


def _local(tag: str) -> str:
    namespace, _, local = tag[1:].rpartition("}")
    if namespace in _WORDS or (namespace == _COMPATIBILITY and local == "Fallback"):
        return local
    return ""
