"""Turn the bytes of a file into a text that is frozen from then on."""

from __future__ import annotations

import codecs
import hashlib
import re
from functools import cache

from qualcode.errors import InputError

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# Both old encodings put their everyday characters first: the lead bytes of that level tell apart
# two readings of the same bytes, from about twenty characters up.
_GB_EVERYDAY = ("gb2312", range(0xB0, 0xD8))
_BIG5_EVERYDAY = ("big5", range(0xA4, 0xC7))
_LEGACY = (
    ("gb18030", _GB_EVERYDAY),
    ("cp950", _BIG5_EVERYDAY),
    ("big5hkscs", _BIG5_EVERYDAY),
)
_NAMES = {
    "utf-8": "UTF-8",
    "utf-16-le": "UTF-16",
    "utf-16-be": "UTF-16",
    "gb18030": "GB18030",
    "cp950": "Big5",
    "big5hkscs": "Big5",
}
_MARKS = frozenset("，。！？；：、．“”‘’（）《》「」『』【】〔〕…—－～·　") | frozenset(
    map(chr, range(0xFF10, 0xFF5B))
)
_SAMPLE = 20_000
_PLAUSIBLE = 0.5
_CONTROL = re.compile(r"[\x01-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]")
_MAX_CONTROL_SHARE = 0.005


def decode(data: bytes, name: str) -> str:
    r"""Return the text of a file in UTF-8, UTF-16 with BOM, GB18030 or Big5.

    The BOM is dropped and line ends become ``\n``; nothing else is changed, and no Unicode
    normalisation takes place.

    Raises:
        InputError: the bytes are empty, binary, or text in no encoding that is read.
    """
    return checked(_decoded(data, name)[0], name)


def read_text(data: bytes, name: str) -> str:
    """Return the text of a file in the same encodings, its line ends and control characters kept.

    Raises:
        InputError: the bytes hold U+0000, or text in no encoding that is read.
    """
    text = _decoded(data, name)[0]
    if (nul := text.find("\0")) >= 0:
        raise InputError("encoding.nul", name=name, position=nul)
    return text


def encoding(data: bytes, name: str) -> str:
    """Return the encoding in which ``decode`` reads a file, such as ``UTF-8`` or ``GB18030``.

    Raises:
        InputError: as ``decode`` does.
    """
    return _NAMES[_decoded(data, name)[1]]


def checked(text: str, name: str) -> str:
    r"""Return the text with ``\n`` line ends.

    Raises:
        InputError: the text is blank, or control characters show that it is no text.
    """
    if (nul := text.find("\0")) >= 0:
        raise InputError("encoding.nul", name=name, position=nul)
    control = _CONTROL.findall(text)
    if len(control) > max(2, len(text) * _MAX_CONTROL_SHARE):
        first = text.index(control[0])
        found = f"U+{ord(control[0]):04X}"
        raise InputError("encoding.control", name=name, found=found, position=first)
    if not text.strip():
        raise InputError("encoding.empty", name=name)
    return text.replace("\r\n", "\n").replace("\r", "\n")


def digest(text: str) -> str:
    """Return the SHA-256 of the UTF-8 text, in hexadecimal digits."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def _decoded(data: bytes, name: str) -> tuple[str, str]:
    """Return the text and the codec that read it."""
    for bom, codec in _BOMS:
        if data.startswith(bom):
            try:
                return data.removeprefix(bom).decode(codec), codec
            except UnicodeDecodeError as error:
                raise _undecodable(name, data, error.start + len(bom)) from None
    if (nul := data.find(0)) >= 0:
        raise InputError("encoding.nul_byte", name=name, position=nul)
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError as error:
        return _legacy(data, name, error.start)


def _legacy(data: bytes, name: str, furthest: int) -> tuple[str, str]:
    readings: list[tuple[float, str, str]] = []
    for codec, level in _LEGACY:
        try:
            text = data.decode(codec)
        except UnicodeDecodeError as error:
            furthest = max(furthest, error.start)
        else:
            readings.append((_share(text, _everyday(*level)), text, codec))
    # max keeps the first of equals, so cp950 comes before its superset
    _, text, codec = max(readings, key=lambda reading: reading[0], default=(0.0, "", ""))
    if _share(text, _everyday(*_GB_EVERYDAY) | _everyday(*_BIG5_EVERYDAY)) < _PLAUSIBLE:
        raise _undecodable(name, data, furthest)
    return text, codec


def _share(text: str, everyday: frozenset[str]) -> float:
    foreign = [character for character in text[:_SAMPLE] if character > "\x7f"]
    return sum(character in everyday for character in foreign) / max(1, len(foreign))


@cache
def _everyday(codec: str, leads: range) -> frozenset[str]:
    table = bytes(byte for lead in leads for trail in range(0x40, 0xFF) for byte in (lead, trail))
    pairs = (table[i : i + 2].decode(codec, "ignore") for i in range(0, len(table), 2))
    return _MARKS | {pair for pair in pairs if len(pair) == 1 and pair > "\x7f"}


def _undecodable(name: str, data: bytes, position: int) -> InputError:
    if position >= len(data):
        return InputError("encoding.cut", name=name, position=position)
    byte = f"0x{data[position]:02x}"
    return InputError("encoding.unknown", name=name, byte=byte, position=position)
