"""Word files, read as a stream of elements: nothing is trusted, extracted or kept in memory."""

from __future__ import annotations

import io
import posixpath
import re
import struct
import zipfile
import zlib
from collections import Counter
from typing import TYPE_CHECKING, Protocol

from qualcode.errors import InputError
from qualcode.ingest.web_words import web_words
from qualcode.ingest.word_body import Body
from qualcode.ingest.word_styles import NamedStyles
from qualcode.text import checked, decode
from qualcode.turns import Encoding, Written

if TYPE_CHECKING:
    from collections.abc import Mapping

MAX_PARTS = 10_000
MAX_XML = 64 * 1024 * 1024
MAX_RATIO = 200
_SMALL = 1024 * 1024
_CHUNK = 64 * 1024
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MAIN_PART = re.compile(r"word/document\d*\.xml", re.IGNORECASE)
_ROOT = "_rels/.rels"
_HEADER = re.compile(r"word/(header|footer)\d*\.xml", re.IGNORECASE)
_SAID = re.compile(rb"<w:t(?: [^>]*)?>[^<\s]")
_WEB = (".htm", ".html", ".xhtml")
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


class _Target(Protocol):
    """What the elements of a part are told to."""

    def start(self, tag: str, attributes: Mapping[str, str]) -> None: ...
    def end(self, tag: str) -> None: ...
    def data(self, words: str) -> None: ...
    def close(self) -> None: ...


def read_word(data: bytes, name: str) -> Written:
    r"""Return a Word file as a reader sees it with all changes accepted.

    Paragraphs, those of table cells included, are lines; a line or page break inside one is
    ``\n``. Headers, footers, notes, comments and what is hidden are no speech: they are counted
    in ``left_out``. Only the parts that are read are judged.

    Raises:
        InputError: the file is no Word file, encrypted, damaged, or made to do harm.
    """
    if data.startswith(_OLE):
        raise InputError("word_file.locked", name=name)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return _written(_Package(archive, name))
    except _DAMAGE as error:
        if data.startswith(b"PK"):
            raise InputError("word_file.damaged", name=name, cause=error) from error
        raise InputError("word_file.other", name=name) from error


class _Package:
    """The parts of a Word file under the names that they should have, read within bounds."""

    def __init__(self, archive: zipfile.ZipFile, name: str) -> None:
        self.name = name
        self._archive = archive
        self._left = MAX_XML
        parts = archive.infolist()
        _check_parts(parts, name)
        self._parts = {_plain(part.filename): part for part in parts}

    def names(self) -> list[str]:
        """Return the names of all parts."""
        return list(self._parts)

    def main(self) -> str:
        """Return the name of the part with the text."""
        named = self.related(_ROOT, "officeDocument")
        found = next((it for it in named.values() if it in self._parts), None)
        found = found or next((it for it in self._parts if _MAIN_PART.fullmatch(it)), None)
        if found is None:
            raise InputError("word_file.zip", name=self.name)
        return found

    def related(self, rels: str, kind: str) -> dict[str, str]:
        """Return the parts of one kind that a part names, by their ids."""
        if rels not in self._parts:
            return {}
        found = _Relations(posixpath.dirname(posixpath.dirname(rels)), kind)
        self.feed(rels, found)
        return found.targets

    def read(self, part: str) -> bytes:
        """Return the bytes of a part."""
        info = self._parts.get(part)
        if info is None:
            return b""
        _check_size(info, self.name)
        with self._archive.open(info) as stream:
            found = stream.read(self._left + 1)
        self._spend(len(found))
        return found

    def feed(self, part: str, target: _Target) -> None:
        """Tell the elements of a part to a target, in chunks."""
        from defusedxml.common import DefusedXmlException
        from defusedxml.ElementTree import ParseError, XMLParser

        info = self._parts.get(part)
        if info is None:
            return
        _check_size(info, self.name)
        parser = XMLParser(target=target, forbid_dtd=True)
        try:
            with self._archive.open(info) as stream:
                while chunk := stream.read(_CHUNK):
                    self._spend(len(chunk))
                    parser.feed(chunk)
            parser.close()
        except DefusedXmlException:
            raise InputError("word_file.entities", name=self.name, part=part) from None
        except (ParseError, ValueError, LookupError) as error:
            raise InputError(
                "word_file.part_damaged", name=self.name, part=part, cause=error
            ) from error

    def _spend(self, size: int) -> None:
        self._left -= size
        if self._left < 0:
            raise InputError("word_file.xml_large", name=self.name, most=f"{MAX_XML:,}")


def _written(package: _Package) -> Written:
    main = package.main()
    folder = posixpath.dirname(main)
    rels = posixpath.join(folder, "_rels", f"{posixpath.basename(main)}.rels")
    styles = NamedStyles()
    package.feed(posixpath.join(folder, "styles.xml"), styles)
    left_out: Counter[str] = Counter()

    def chunk(key: str) -> str:
        part = package.related(rels, "aFChunk").get(key, "")
        if part.lower().endswith(_WEB):
            return web_words(decode(package.read(part), package.name))
        left_out["embedded"] += 1
        return ""

    body = Body(styles.styles, left_out, chunk)
    package.feed(main, body)
    for part in package.names():
        if (found := _HEADER.fullmatch(part)) and _SAID.search(package.read(part)):
            left_out[found[1].lower()] += 1
    joined = "\n".join(body.lines)
    text = checked(joined, package.name)
    looks = body.looks if len(text) == len(joined) else {}
    return Written(text, Encoding("Word"), looks, left_out)


def _plain(name: str) -> str:
    """Return the name of a part as the standard writes it: some programs use a backslash."""
    return posixpath.normpath(name.replace("\\", "/")).lstrip("/")


def _check_parts(parts: list[zipfile.ZipInfo], name: str) -> None:
    if len(parts) > MAX_PARTS or len({_plain(part.filename) for part in parts}) < len(parts):
        raise InputError("word_file.parts", name=name, n=len(parts))


def _check_size(part: zipfile.ZipInfo, name: str) -> None:
    if part.flag_bits & 1:
        raise InputError("word_file.locked_part", name=name)
    if part.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
        raise InputError("word_file.compressed", name=name)
    if part.file_size > max(_SMALL, MAX_RATIO * part.compress_size):
        raise InputError(
            "word_file.part_large", name=name, part=part.filename, size=f"{part.file_size:,}"
        )


class _Relations:
    """Collect what one part says of others: ids and the names of those of one kind."""

    def __init__(self, folder: str, kind: str) -> None:
        self.targets: dict[str, str] = {}
        self._folder, self._kind = folder, kind

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """Take the beginning of an element."""
        if tag.endswith("}Relationship") and attributes.get("Type", "").endswith(f"/{self._kind}"):
            target = attributes.get("Target", "").replace("\\", "/")
            place = target if target.startswith("/") else posixpath.join(self._folder, target)
            self.targets[attributes.get("Id", "")] = _plain(place)

    def end(self, tag: str) -> None:
        """Take the end of an element."""

    def data(self, words: str) -> None:
        """Take words."""

    def close(self) -> None:
        """Take the end of the part."""
