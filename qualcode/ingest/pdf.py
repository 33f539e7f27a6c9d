"""PDF files with a text layer, their lines joined to paragraphs; the one home of pypdfium2."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from itertools import chain, pairwise
from statistics import median
from typing import TYPE_CHECKING, Any, NamedTuple

from qualcode.errors import InputError
from qualcode.ingest.utterances import glued, is_wide
from qualcode.text import checked
from qualcode.turns import Encoding, Written

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from collections.abc import Set as AbstractSet

MOST_PAGES = 5_000
FURNITURE_SHARE = 0.5
"""What stands at the edge of so many pages alike belongs to the page and not to the interview."""

_EDGE = 2
_PAGE_NUMBER = re.compile(
    r"[-–—·\s]*(?:\u7b2c\s*|page\s*|p\.\s*)?\d{1,4}(?:\s*\u9875)?(?:\s*(?:/|of|／|\u5171)\s*\d{1,4}\s*\u9875?)?[-–—·\s]*",
    re.IGNORECASE,
)
_RULE = re.compile(r"[-–—_=*·.\s]{3,}")
_DIGITS = re.compile(r"\d+")
_LABEL = re.compile(r"[^:：\n]{1,24}[:：]")
_HYPHEN = re.compile(r"([^\W\d_]+)[-\u00ad\u2010]$")
_HEAD = re.compile(r"[^\W\d_]*")
_FIRST = re.compile(r"[!-~\u00a1-\u024f]+")
_WORD = re.compile(r"[^\W\d_]+")
_LINE_ENDS = frozenset({10, 13})
_PROTECTED = 4
"""What PDFium calls a file that asks for a password."""


@dataclass(frozen=True, slots=True)
class PrintedLine:
    """A line as it is printed, with its place on the page in points from the left."""

    text: str
    left: float
    right: float
    height: float


def read_pdf(data: bytes, name: str) -> Written:
    """Return the text of a PDF, a paragraph a line, and how much was left out by kind.

    A line goes on in the next one where it reaches the right edge of what is printed and the next
    is not indented otherwise; turns may cross pages. Page numbers, running heads and rules are
    left out (``page_furniture``, ``rule``), pictures are counted.

    Raises:
        InputError: it is no PDF, protected, damaged or too long, or it has no text (a scan).
    """
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if getattr(error, "err_code", None) == _PROTECTED:
            raise InputError("ingesting.pdf_password", name=name) from None
        raise InputError("ingesting.pdf_damaged", name=name) from None
    try:
        return _text(document, name)
    except pypdfium2.PdfiumError:
        raise InputError("ingesting.pdf_damaged", name=name) from None
    finally:
        document.close()


def _text(document: Any, name: str) -> Written:
    if len(document) > MOST_PAGES:
        raise InputError("ingesting.pdf_long", name=name, pages=len(document), most=MOST_PAGES)
    left_out: Counter[str] = Counter()
    pages = [_page(document[n], left_out) for n in range(len(document))]
    if not any(pages):
        raise InputError("ingesting.pdf_scan", name=name, pages=len(pages))
    left_out["page_without_text"] = sum(not it for it in pages)
    kept = list(_without_furniture(pages, left_out))
    text = checked("\n".join(paragraphs(kept)), name)
    return Written(text, Encoding("PDF"), left_out=+left_out)


def _page(page: Any, left_out: Counter[str]) -> list[PrintedLine]:
    import pypdfium2.raw as pdfium

    words = page.get_textpage()
    try:
        left_out["picture"] += sum(1 for _ in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_IMAGE]))
        return list(_lines(words))
    finally:
        words.close()
        page.close()


def _lines(words: Any) -> Iterator[PrintedLine]:
    """Give the printed lines of a page; PDFium ends each by a line end of its own."""
    import pypdfium2.raw as pdfium

    line: list[_Sign] = []
    for n in range(words.count_chars()):
        code = pdfium.FPDFText_GetUnicode(words, n)
        left, bottom, right, top = words.get_charbox(n, loose=True)
        made_up = pdfium.FPDFText_IsGenerated(words, n) == 1
        sign = _Sign(code, left, right, bottom, top, made_up)
        if code in _LINE_ENDS or _below(sign, line):
            yield from _printed(line)
            line = []
        if code and code not in _LINE_ENDS:
            line.append(sign)
    yield from _printed(line)


def _below(sign: _Sign, line: Sequence[_Sign]) -> bool:
    """Say whether a sign stands on another line: PDFium goes on after a hyphen at a line's end."""
    before = next((it for it in reversed(line) if not it.made_up), None)
    if before is None or sign.made_up:
        return False
    return sign.top < before.bottom or sign.bottom > before.top


class _Sign(NamedTuple):
    """A character as it is printed; PDFium makes up a space where there is a gap."""

    code: int
    left: float
    right: float
    bottom: float
    top: float
    made_up: bool


def _printed(line: list[_Sign]) -> Iterator[PrintedLine]:
    """Give a line in the order in which it is printed: another font may come later in the file."""
    real = [it for it in line if not it.made_up]
    line = [it for n, it in enumerate(line) if not (it.made_up and _beside_wide(line, n))]
    if any(after.left < before.left - 1 for before, after in pairwise(real)):
        line = sorted(real, key=lambda it: it.left)
    text = _decoded(line).strip()
    if text and real:
        height = max(1.0, median(it.top - it.bottom for it in real))
        yield PrintedLine(text, min(it.left for it in real), max(it.right for it in real), height)


def _beside_wide(line: Sequence[_Sign], n: int) -> bool:
    """Say whether a made-up space is the gap that is set between Chinese and other letters."""
    return any(is_wide(chr(it.code)) for it in line[max(0, n - 1) : n + 2])


def _decoded(line: Iterable[_Sign]) -> str:
    """Return the characters of a line; PDFium gives those beyond the basic plane as two."""
    text = "".join(chr(it.code) for it in line)
    whole = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return whole.replace("\ufffe", "-").replace("\x02", "-")


def _without_furniture(
    pages: Sequence[Sequence[PrintedLine]], left_out: Counter[str]
) -> Iterator[list[PrintedLine]]:
    """Leave out what stands at the edge of many pages alike, page numbers, and rules."""
    running = _running_heads(pages)
    for page in pages:
        edges = {id(it) for it in _edges(page)}
        kept: list[PrintedLine] = []
        for line in page:
            if _RULE.fullmatch(line.text):
                left_out["rule"] += 1
            elif id(line) in edges and (
                _PAGE_NUMBER.fullmatch(line.text) or _shape(line) in running
            ):
                left_out["page_furniture"] += 1
            else:
                kept.append(line)
        yield kept


def _running_heads(pages: Sequence[Sequence[PrintedLine]]) -> set[str]:
    """Return the shapes of lines at the edge of many pages; a label stands within them, too."""
    at_edge = Counter(chain.from_iterable({_shape(it) for it in _edges(page)} for page in pages))
    anywhere = Counter(_shape(it) for page in pages for it in page)
    many = max(2, FURNITURE_SHARE * sum(map(bool, pages)))
    return {it for it, n in at_edge.items() if n >= many and anywhere[it] - n <= n / 4}


def _edges(page: Sequence[PrintedLine]) -> list[PrintedLine]:
    return [*page[:_EDGE], *page[max(_EDGE, len(page) - _EDGE) :]]


def _shape(line: PrintedLine) -> str:
    """Return a line as it is compared from page to page: its numbers count on."""
    return _DIGITS.sub("0", line.text)


def paragraphs(pages: Iterable[Sequence[PrintedLine]]) -> Iterator[str]:
    """Join printed lines to the lines that were written."""
    lines = list(chain.from_iterable(pages))
    if not lines:
        return
    edge = sorted(it.right for it in lines)[min(len(lines) - 1, int(0.97 * len(lines)))]
    em = median(it.height for it in lines)
    body = Counter(round(it.left / 3) for it in lines).most_common(1)[0][0] * 3
    known = set(_WORD.findall(" ".join(it.text for it in lines).casefold()))
    said = [lines[0].text]
    for before, line in pairwise(lines):
        indented = line.left - min(before.left, body) > em and line.left - before.left > em / 2
        if _full(before, line, edge, em) and not indented and not _LABEL.match(line.text):
            said.append(line.text)
        else:
            yield _glued(said, known)
            said = [line.text]
    yield _glued(said, known)


def _full(before: PrintedLine, line: PrintedLine, edge: float, em: float) -> bool:
    """Say whether the first word of a line had no room at the end of the line before it."""
    if _HYPHEN.search(before.text) and line.text[0].islower():
        return True
    word = _FIRST.match(line.text)
    width = (before.right - before.left) / max(1, len(before.text))
    # Chinese marks may not begin a line and draw what stands before them along
    needs = (word.end() + 1) * width if word else 4.5 * em
    return before.right + needs > edge - em / 2


def _glued(said: Sequence[str], known: AbstractSet[str]) -> str:
    """Join the lines of a paragraph.

    A hyphen at a line's end is taken off where the whole word stands elsewhere in the file.
    """
    text = ""
    for piece in said:
        if cut := _HYPHEN.search(text):
            whole = f"{cut[1]}{_HEAD.match(piece)[0]}".casefold()  # type: ignore[index]
            text = (text[:-1] if whole in known else text) + piece
        else:
            text = glued((text, piece))
    return text
