"""Rich text (``.rtf``); the one home of striprtf."""

from __future__ import annotations

import re
from collections import Counter

from qualcode.errors import InputError
from qualcode.text import checked
from qualcode.turns import Encoding, Written

DEEPEST = 500
LARGEST = 20 * 1024 * 1024
"""So many bytes may be left once pictures are out: some two million Chinese characters."""

_BEYOND = re.compile("[\x80-\xff]")
_GROUPS = {
    "footnote": "footnote",
    "annotation": "comment",
    "pict": "picture",
    "header": "header",
    "headerl": "header",
    "headerr": "header",
    "headerf": "header",
    "footer": "header",
    "footerl": "header",
    "footerr": "header",
    "footerf": "header",
}
"""Groups that are no speech, by the word that they begin with, and as what they are counted."""

_STRETCHES = {"deleted": "deleted", "v": "hidden"}
"""Properties of characters that are not shown: up to their end, or that of their group."""

_TOKEN = re.compile(
    r"\\[\\{}]|[{}]|\\(?P<word>"
    + "|".join([*_GROUPS, *_STRETCHES, *(f"{it}0" for it in _STRETCHES), "plain"])
    + r")(?![A-Za-z0-9])"
)


def read_rich_text(data: bytes, name: str) -> Written:
    """Return the text of a rich text file, and what was left out of it by kind.

    Raises:
        InputError: it is no rich text, is nested without end, or holds no word.
    """
    from striprtf.striprtf import rtf_to_text

    if not data.lstrip().startswith(b"{\\rtf"):
        raise InputError("ingesting.no_rtf", name=name)
    # bytes beyond ASCII are against the format, but old programs of Chinese systems write them
    source = _BEYOND.sub(lambda it: f"\\'{ord(it[0]):02x}", data.decode("latin-1"))
    left_out: Counter[str] = Counter()
    spoken = _spoken(source, left_out, name)
    if len(spoken) > LARGEST:
        raise InputError("ingesting.rtf_large", name=name, most=LARGEST // 2**20)
    try:
        text = rtf_to_text(spoken, errors="replace")
    except (ValueError, LookupError, IndexError, OverflowError) as error:
        raise InputError("ingesting.rtf_damaged", name=name) from error
    whole = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return Written(checked(whole, name), Encoding("RTF"), left_out=+left_out)


def _spoken(source: str, left_out: Counter[str], name: str) -> str:
    """Return the source without what is only counted."""
    kept: list[str] = []
    depth, skipped, at, until = 0, 0, 0, ""
    for token in _TOKEN.finditer(source):
        mark = token[0]
        depth += {"{": 1, "}": -1}.get(mark, 0)
        if depth > DEEPEST:
            raise InputError("ingesting.rtf_deep", name=name, deepest=DEEPEST)
        word = token["word"] or ""
        if skipped:
            shown = until and word in {f"{until}0", "plain"}
            if depth < skipped or shown:
                skipped, at = 0, token.start()
        elif kind := _GROUPS.get(word) or _STRETCHES.get(word):
            left_out[kind] += 1
            kept.append(source[at : token.start()])
            skipped, until = depth, word if word in _STRETCHES else ""
    return "".join([*kept, "" if skipped else source[at:]])
