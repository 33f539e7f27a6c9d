"""The paragraphs of a Word document, collected while its elements pass by."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from qualcode.turns.reading import Cell, Style

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Callable, Iterator, Mapping

WORDS = frozenset(
    {
        "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "http://purl.oclc.org/ooxml/wordprocessingml/main",
    }
)
_ELSEWHERE = {
    ("http://schemas.openxmlformats.org/markup-compatibility/2006", "AlternateContent"),
    ("http://schemas.openxmlformats.org/markup-compatibility/2006", "Choice"),
    ("http://schemas.openxmlformats.org/markup-compatibility/2006", "Fallback"),
    ("http://schemas.openxmlformats.org/drawingml/2006/main", "blip"),
    ("urn:schemas-microsoft-com:vml", "imagedata"),
}
_MATH = frozenset(
    {
        "http://schemas.openxmlformats.org/officeDocument/2006/math",
        "http://purl.oclc.org/ooxml/officeDocument/math",
    }
)
_SIGNS = {
    "tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "softHyphen": "",
}  # fmt: skip
_DELETED = frozenset({"del", "moveFrom"})
_SKIPPED = frozenset({"del", "moveFrom", "rt", "rPrChange", "pPrChange"})
_COUNTED = {
    "blip": "picture", "imagedata": "picture", "commentReference": "comment",
    "footnoteReference": "footnote", "endnoteReference": "footnote", "object": "object",
}  # fmt: skip
_BLACK = frozenset({"auto", "000000", "111111", "222222", "262626", "333333", ""})
# What Word's picture fonts show under their private codes.
_WINGDINGS = {
    0x4A: "☺", 0x4B: "😐", 0x4C: "☹", 0x6C: "●", 0x6E: "■", 0x6F: "□", 0x76: "❖", 0xA7: "▪",
    0xA8: "◻",
    0xD8: "➢",
    0xDF: "←", 0xE0: "→", 0xE8: "➔", 0xF0: "⇨", 0xFB: "✗", 0xFC: "✓", 0xFD: "☒", 0xFE: "☑",
}  # fmt: skip
_PRIVATE = range(0xF000, 0xF100)
_MOSTLY = 0.9


class RunLook(NamedTuple):
    """How a run looks."""

    bold: bool = False
    colour: str = ""
    hidden: bool = False


PLAIN = RunLook()


@dataclass(slots=True)
class ParagraphStyle:
    """What a named style says of its paragraphs or runs; ``None`` where it says nothing."""

    based_on: str = ""
    bold: bool | None = None
    colour: str | None = None
    hidden: bool | None = None
    heading: int = 0
    numbered: bool = False


@dataclass(slots=True)
class _Paragraph:
    runs: list[tuple[str, RunLook]] = field(default_factory=list)
    style: str = ""
    heading: int = 0
    numbered: bool = False
    cell: Cell | None = None


@dataclass(slots=True)
class _Table:
    number: int
    row: int = -1
    column: int = -1


def on(attributes: Mapping[str, str]) -> bool:
    """Say whether a switch of Word is on: it is, unless its value says no."""
    value = next((it for key, it in attributes.items() if key.endswith("}val")), "true")
    return value not in {"0", "false", "off", "none"}


def value(attributes: Mapping[str, str], name: str = "val") -> str:
    """Return an attribute whatever its namespace."""
    return next((it for key, it in attributes.items() if key.rpartition("}")[2] == name), "")


def local(tag: str) -> str:
    """Return the name of an element that is read here, ``""`` for any other."""
    if (found := _LOCALS.get(tag)) is None:
        namespace, _, name = tag[1:].rpartition("}")
        known = namespace in WORDS or (namespace, name) in _ELSEWHERE
        found = name if known else "t" if namespace in _MATH and name == "t" else ""
        if len(_LOCALS) < 1000:  # a hostile file may invent names without end
            _LOCALS[tag] = found
    return found


_LOCALS: dict[str, str] = {}


class Body:
    """Collect lines and their looks; ``chunk`` gives the words of a part that was put in whole."""

    def __init__(
        self,
        styles: Mapping[str, ParagraphStyle],
        left_out: Counter[str],
        chunk: Callable[[str], str],
    ) -> None:
        self.lines: list[str] = []
        self.looks: dict[int, Style] = {}
        self._styles = styles
        self._left_out = left_out
        self._chunk = chunk
        self._at = 0
        self._open: list[_Paragraph] = []  # a text box holds paragraphs inside a paragraph
        self._depth = {"r": 0, "t": 0, "pPr": 0, "rPr": 0}
        self._look = PLAIN
        self._skipped = 0
        self._alternatives: list[bool] = []  # whether the words of a choice were written
        self._fallbacks: list[bool] = []  # whether the second copy is passed over
        self._carried: list[tuple[str, RunLook]] = []
        self._joins = False
        self._tables: list[_Table] = []
        self._n_tables = 0

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """Open an element, or write the sign that an empty one stands for."""
        name = local(tag)
        if not name:
            return
        if name in self._depth:
            self._depth[name] += 1
            if name == "r":
                self._look = self._base()
        elif name in _SKIPPED:
            self._skip(name)
        elif name == "Fallback":
            said = bool(self._alternatives and self._alternatives[-1])
            self._fallbacks.append(said)
            self._skipped += said
        elif self._depth["rPr"] or self._depth["pPr"]:
            self._property(name, attributes)
        elif not self._skipped:
            self._element(name, attributes)

    def _skip(self, name: str) -> None:
        if self._depth["pPr"] and name in _DELETED:
            self._joins = True  # the end of this paragraph is what was deleted
        else:
            self._skipped += 1
            if name in _DELETED:
                self._left_out["deletion"] += 1

    def _element(self, name: str, attributes: Mapping[str, str]) -> None:
        if name == "p":
            cell = self._tables[-1] if self._tables else None
            place = Cell(cell.number, cell.row, cell.column) if cell else None
            self._open.append(_Paragraph(cell=place))
        elif name in _SIGNS:
            if self._depth["r"]:
                self._write(_SIGNS[name])
        elif name in _COUNTED:
            self._left_out[_COUNTED[name]] += 1
        elif name == "AlternateContent":
            self._alternatives.append(False)
        elif name == "sym":
            self._write(self._symbol(attributes))
        elif name == "altChunk":
            for words in self._chunk(value(attributes, "id")).splitlines():
                self._line(words, None)
        elif name in {"tbl", "tr", "tc"}:
            self._place(name)

    def _place(self, name: str) -> None:
        if name == "tbl":
            self._tables.append(_Table(self._n_tables))
            self._n_tables += 1
        elif self._tables and name == "tr":
            self._tables[-1].row += 1
            self._tables[-1].column = -1
        elif self._tables:
            self._tables[-1].column += 1

    def _property(self, name: str, attributes: Mapping[str, str]) -> None:
        """Note how a run or a paragraph looks; what only its end mark has is not its own."""
        paragraph = self._open[-1] if self._open else None
        if self._depth["pPr"]:
            if paragraph is None or self._depth["rPr"]:
                return
            if name == "pStyle":
                paragraph.style = value(attributes)
                style = self._styles.get(paragraph.style, ParagraphStyle())
                paragraph.heading, paragraph.numbered = style.heading, style.numbered
            elif name == "numId":
                paragraph.numbered = value(attributes) not in {"", "0"}
            elif name == "outlineLvl" and value(attributes) in set("012345678"):
                paragraph.heading = int(value(attributes)) + 1
        elif name in {"b", "bCs"} and name == "b":
            self._look = self._look._replace(bold=on(attributes))
        elif name in {"vanish", "specVanish"}:
            self._look = self._look._replace(hidden=on(attributes))
        elif name == "color":
            colour = value(attributes)
            self._look = self._look._replace(colour="" if colour in _BLACK else colour)
        elif name == "rStyle":
            self._look = styled(self._look, self._styles.get(value(attributes)))

    def _base(self) -> RunLook:
        style = self._styles.get(self._open[-1].style) if self._open else None
        return styled(PLAIN, style) if style else PLAIN

    def end(self, tag: str) -> None:
        """Close what ``start`` opened."""
        name = local(tag)
        if not name:
            return
        if name in self._depth:
            self._depth[name] -= 1
        elif name in _SKIPPED:
            self._skipped -= 0 if self._depth["pPr"] and name in _DELETED else 1
        elif name == "Fallback":
            self._skipped -= self._fallbacks.pop() if self._fallbacks else 0
        elif name == "AlternateContent" and self._alternatives and not self._skipped:
            written = self._alternatives.pop()
            if self._alternatives:
                self._alternatives[-1] |= written
        elif name == "p" and not self._skipped and self._open:
            self._close(self._open.pop())
        elif name == "tbl" and self._tables and not self._skipped:
            self._tables.pop()

    def data(self, words: str) -> None:
        """Keep the words of text elements only."""
        if self._depth["t"]:
            self._write(words)

    def close(self) -> None:
        """Keep the last paragraph although its end was deleted."""
        if self._carried:
            self._close(_Paragraph())

    def _write(self, words: str) -> None:
        if not self._open or self._skipped:
            return
        if self._look.hidden:
            runs = self._open[-1].runs
            self._left_out["hidden"] += not (runs and runs[-1][1].hidden and not runs[-1][0])
            runs.append(("", self._look))
            return
        if self._alternatives and words:
            self._alternatives[-1] = True
        self._open[-1].runs.append((words, self._look))

    def _symbol(self, attributes: Mapping[str, str]) -> str:
        """Return the character that a symbol stands for; one that none stands for is counted."""
        try:
            code = int(value(attributes, "char"), 16)
        except ValueError:
            code = 0
        if code in _PRIVATE:
            wings = value(attributes, "font").lower().startswith("wingdings")
            found = _WINGDINGS.get(code - _PRIVATE.start, "") if wings else ""
        else:
            found = chr(code) if 0x20 < code < 0xD800 or 0xE000 < code < 0x110000 else ""
        self._left_out["symbol"] += not found
        return found

    def _close(self, paragraph: _Paragraph) -> None:
        runs = self._carried + paragraph.runs
        if self._joins:
            self._carried, self._joins = runs, False
            return
        self._carried = []
        for n, line in enumerate(_lines(runs)):
            self._line("".join(words for words, _ in line), _style(line, paragraph, soft=n > 0))

    def _line(self, words: str, style: Style | None) -> None:
        if style is not None:
            self.looks[self._at] = style
        self.lines.append(words)
        self._at += len(words) + 1


def styled(look: RunLook, style: ParagraphStyle | None) -> RunLook:
    """Return how a run looks with a named style on top."""
    if style is None:
        return look
    return RunLook(
        look.bold if style.bold is None else style.bold,
        look.colour if style.colour is None else style.colour,
        look.hidden if style.hidden is None else style.hidden,
    )


def _lines(runs: list[tuple[str, RunLook]]) -> Iterator[list[tuple[str, RunLook]]]:
    """Yield the lines of a paragraph: a soft break ends one."""
    line: list[tuple[str, RunLook]] = []
    for words, look in runs:
        first, *others = words.split("\n")
        line.append((first, look))
        for other in others:
            yield line
            line = [(other, look)]
    yield line


def _style(line: list[tuple[str, RunLook]], paragraph: _Paragraph, *, soft: bool) -> Style | None:
    """Return how a line looks, ``None`` where it is plain."""
    bold = 0
    for words, look in line:
        if words.strip() and not look.bold:
            break
        bold += len(words)
    colours: dict[str, int] = {}
    for words, look in line:
        colours[look.colour] = colours.get(look.colour, 0) + len(words.strip())
    most = max(colours, key=lambda it: colours[it], default="")
    whole = colours.get(most, 0) >= _MOSTLY * sum(colours.values())
    found = Style(
        bold if any(look.bold and words.strip() for words, look in line) else 0,
        most if whole else "",
        paragraph.heading,
        paragraph.numbered,
        soft,
        paragraph.cell,
    )
    return None if found == _UNSTYLED else found


_UNSTYLED = Style()
