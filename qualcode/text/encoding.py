"""Turn the bytes of a file into a text that is frozen from then on."""

from __future__ import annotations

import codecs
import hashlib
import re
from functools import cache
from typing import NamedTuple

from qualcode.errors import InputError

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
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
    "utf-32-le": "UTF-32",
    "utf-32-be": "UTF-32",
    "cp1252": "Windows-1252",
    "shift_jis": "Shift-JIS",
    "euc_kr": "EUC-KR",
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
_LINE_ENDS = ("\r\n", "\r", "\u2028", "\u2029", "\x0b", "\x0c", "\x85")
_WIDE = (("utf-32-le", 4, 1), ("utf-32-be", 4, 2), ("utf-16-le", 2, 1), ("utf-16-be", 2, 0))
_NUL_SHARE = 0.2
_FEWEST = 4
_FITS = 0.3
_ENOUGH = 20
_DOUBTED = 0.5
_LETTER = re.compile(r"[A-Za-z]")
_TYPED = frozenset("‘’“”–—…éèêëàâáäãåçñóôöòúüùíîïœæßÉÀÖÜÄ£€°·•")
_FOREIGN = (("shift_jis", re.compile("[\u3040-\u30ff]")), ("euc_kr", re.compile("[\uac00-\ud7a3]")))


class Decoded(NamedTuple):
    """A text, the encoding that read it, how sure that is, and which is likelier, if any."""

    text: str
    name: str
    confidence: float = 1.0
    likely: str = ""


def decode(data: bytes, name: str) -> str:
    r"""Return the text of a file in UTF-8, -16 or -32, GB18030, Big5 or Windows-1252.

    The BOM is dropped and every line end there is becomes ``\n``; nothing else is changed, and
    no Unicode normalisation takes place.

    Raises:
        InputError: the bytes are empty, binary, or text in no encoding that is read.
    """
    return decoded(data, name).text


def decoded(data: bytes, name: str) -> Decoded:
    """Return the text of a file as ``decode`` does, and how sure its encoding is, from 0 to 1.

    Raises:
        InputError: as ``decode`` does.
    """
    text, codec, confidence = _decoded(data, name)
    likely = _likelier(data, text) if confidence < 1 else ""
    known = min(confidence, _DOUBTED) if likely else confidence
    return Decoded(checked(text, name), _NAMES[codec], known, likely)


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
    for end in _LINE_ENDS:
        text = text.replace(end, "\n")
    return text


def digest(text: str) -> str:
    """Return the SHA-256 of the UTF-8 text, in hexadecimal digits."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def _decoded(data: bytes, name: str) -> tuple[str, str, float]:
    """Return the text, the codec that read it, and how sure that is."""
    for bom, codec in _BOMS:
        if data.startswith(bom):
            try:
                return data.removeprefix(bom).decode(codec), codec, 1.0
            except UnicodeDecodeError as error:
                raise _undecodable(name, data, error.start + len(bom)) from None
    if (nul := data.find(0)) >= 0:
        if wide := _wide(data):
            return *wide, 0.99
        raise InputError("encoding.nul_byte", name=name, position=nul)
    try:
        return data.decode("utf-8"), "utf-8", 1.0
    except UnicodeDecodeError as error:
        return _legacy(data, name, error.start)


def _wide(data: bytes) -> tuple[str, str] | None:
    """Return a text of two or four bytes a character whose file does not say so by a BOM."""
    head = data[:_SAMPLE]
    for codec, width, zero in _WIDE:
        zeros = head[zero::width].count(0)
        if len(data) % width or zeros < max(_FEWEST, _NUL_SHARE * len(head) / width):
            continue
        try:
            text = data.decode(codec)
        except UnicodeDecodeError:
            continue
        spoken = sum(
            it.isalnum() or it.isspace() or it in _MARKS or 32 <= ord(it) < 127
            for it in text[:_SAMPLE]
        )
        if "\0" not in text and spoken >= 0.9 * len(text[:_SAMPLE]):
            return text, codec
    return None


def _legacy(data: bytes, name: str, furthest: int) -> tuple[str, str, float]:
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
    everyday = _share(text, _everyday(*_GB_EVERYDAY) | _everyday(*_BIG5_EVERYDAY))
    western = _western(data)
    if western is not None and (everyday < _PLAUSIBLE or western[1] > everyday):
        return western[0], "cp1252", western[1]
    if everyday < _PLAUSIBLE:
        raise _undecodable(name, data, furthest)
    others = [share for share, _, it in readings if _NAMES[it] != _NAMES[codec]]
    foreign = sum(byte > 0x7F for byte in data[:_SAMPLE])
    sure = everyday - 0.5 * max(others, default=0.0) + (0.1 if foreign > _ENOUGH else 0.0)
    return text, codec, round(min(0.99, max(0.5, sure if others else everyday)), 3)


def _western(data: bytes) -> tuple[str, float] | None:
    """Return a text in Windows-1252 and how sure that is: Latin words, and few signs in them."""
    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError:
        return None
    foreign = [it for it in text[:_SAMPLE] if it > "\x7f"]
    typed = sum(it in _TYPED for it in foreign) / max(1, len(foreign))
    rare = 1 - len(foreign) / max(1, len(text[:_SAMPLE]))
    letters = len(_LETTER.findall(text[:_SAMPLE])) / max(1, len(text[:_SAMPLE]))
    if rare < 0.7 or letters < 0.5:  # another script, or no words
        return None
    return text, round(0.55 + 0.4 * typed * min(1.0, rare + 0.1), 3)


def _likelier(data: bytes, text: str) -> str:
    """Return the encoding of Japanese or Korean that reads the bytes better, if one does."""
    for codec, script in _FOREIGN:
        try:
            other = data.decode(codec)
        except UnicodeDecodeError:
            continue
        foreign = sum(it > "\x7f" for it in other[:_SAMPLE])
        fits = len(script.findall(other[:_SAMPLE]))
        if foreign and fits >= _FITS * foreign and fits > len(script.findall(text[:_SAMPLE])):
            return _NAMES[codec]
    return ""


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
    if likely := _likelier(data, ""):
        return InputError("encoding.likely", name=name, byte=byte, position=position, likely=likely)
    return InputError("encoding.unknown", name=name, byte=byte, position=position)
