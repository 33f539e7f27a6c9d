"""Write three-line tables in Word; the one home of python-docx among the writers.

Sizes are the common rule of Chinese journals: rules 1.5, 0.75 and 1.5 pt, caption 10.5 pt bold,
cells 9 pt, notes 7.5 pt. Word takes rule widths in eighths of a point, type in half points and
distances in twentieths.
"""

from __future__ import annotations

import io
import re
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING, Any
from xml.sax.saxutils import escape

from qualcode import cells
from qualcode.export.archive import MADE, steady
from qualcode.export.layout import MARGIN, least, number_indent, parts, share
from qualcode.export.plain import marked, noted
from qualcode.export.shown import Shown
from qualcode.i18n import tr

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from qualcode.export.layout import Extent
    from qualcode.i18n import Language
    from qualcode.table import Column, Table

LATIN = "Times New Roman"
SONG = "宋体"
HEI = "黑体"
HEAVY, LIGHT = 12, 6  # 1.5 pt and 0.75 pt
SHORT, LONG, EDGE = 11_906, 16_838, 1_440  # A4 and its margins
MOST_UPRIGHT = 9
"""More columns than this turn the page."""

_STYLES = {"caption": ("QualcodeCaption", HEI, 21), "cell": ("QualcodeCell", SONG, 18)}
_STYLES |= {"note": ("QualcodeNote", SONG, 15)}
_CHINESE = re.compile("[\u2e80-\u9fff\uf900-\ufaff\ufe30-\uffef\U00020000-\U0003ffff]")
_DECLARED = re.compile(r' xmlns:\w+="[^"]*"')
_ROWS = "rows"
_HERE = f"<!--{_ROWS}-->".encode()  # no text can look like it: its "<" is escaped
_BETWEEN = re.compile("([\t\r\n])")
_BREAKS = {"\t": "<w:tab/>", "\r": "<w:br/>", "\n": "<w:br/>"}


def render(
    table: Table, *, language: Language = "zh", detail: bool | None = None, number: int = 1
) -> bytes:
    """Return a document of one table, numbered ``number``."""
    file = io.BytesIO()
    save(Shown(table), file, language, detail=detail, number=number)
    return file.getvalue()


def save(
    shown: Shown,
    file: IO[bytes],
    language: Language,
    *,
    detail: bool | None = None,
    number: int = 1,
) -> None:
    """Write a document of one table to a file."""
    save_all([shown], file, language, detail=detail, first=number)


def save_all(
    tables: Sequence[Shown],
    file: IO[bytes],
    language: Language,
    *,
    detail: bool | None = None,
    first: int = 1,
) -> None:
    """Write a document of several tables, numbered in order; a wide one turns its page.

    python-docx makes all but the rows, which are written as they come: one alone takes it a
    millisecond, and its tree of many a gigabyte.
    """
    from docx import Document

    document = Document()
    _settle_properties(document, [it.table for it in tables])
    _settle_styles(document)
    rows: list[Iterator[str]] = []
    for number, shown in enumerate(tables, start=first):
        columns, empty = cells.printed(shown.table, detail=detail)
        body = _Body.of(shown, columns)
        page = _turn_page(document, wide=body.wide, start=number == first)
        for position, part in enumerate(body.parts(page)):
            key = "table.continued" if position else "table.caption"
            caption = tr(key, language, n=number, title=shown.table.title)
            _add(document, _paragraph(caption, "caption", align="center", keep=True))
            widths = share(part.extents, part.numeric, page)
            _add(document, _table(part, widths))
            rows.append(_rows(part, widths))
        for note in marked(noted(shown.table, empty, language), language) or [""]:
            _add(document, _paragraph(note, "note"))
    made = io.BytesIO()
    document.save(made)
    steady(made.getvalue(), file, part="word/document.xml", mark=_HERE, fills=rows)


def _settle_properties(document: Any, tables: Sequence[Table]) -> None:
    """Say nothing about who and when, and drop the template's preview picture."""
    properties = document.core_properties
    properties.author = properties.last_modified_by = "qualcode"
    properties.comments = ""
    properties.title = cells.clean(tables[0].title)[:255] if len(tables) == 1 else ""
    properties.created = properties.modified = MADE
    relations = document.part.package.rels
    for key in [key for key, relation in relations.items() if "thumbnail" in relation.reltype]:
        del relations[key]


def _settle_styles(document: Any) -> None:
    """Set both fonts wherever a style names one, and add the three styles of a table."""
    from docx.enum.style import WD_STYLE_TYPE
    from docx.oxml.ns import qn

    root = document.styles.element
    for fonts in root.iter(qn("w:rFonts")):
        _set_fonts(fonts, SONG)
    for language in root.iter(qn("w:lang")):
        language.set(qn("w:eastAsia"), "zh-CN")
    _set_fonts(document.styles["Normal"].element.get_or_add_rPr().get_or_add_rFonts(), SONG)
    for kind, (name, font, half_points) in _STYLES.items():
        style = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = document.styles["Normal"]
        properties = style.element.get_or_add_rPr()
        _set_fonts(properties.get_or_add_rFonts(), font)
        style.font.bold = kind == "caption"
        properties.append(_element("w:sz", val=half_points))
        properties.append(_element("w:szCs", val=half_points))
        # one height for Chinese and Latin lines, or a row's digits and words stand on two levels
        spacing = {"before": 20, "after": 40, "line": 260, "lineRule": "atLeast"}
        spacing |= {"caption": {"before": 240, "after": 80}, "note": {"line": 200}}.get(kind, {})
        style.element.get_or_add_pPr().append(_element("w:spacing", **spacing))


def _turn_page(document: Any, *, wide: bool, start: bool) -> int:
    """Make the current page upright or wide, on a new page if it must; return its text width."""
    from docx.enum.section import WD_ORIENT
    from docx.shared import Twips

    section = document.sections[-1]
    if not start and (section.orientation == WD_ORIENT.LANDSCAPE) != wide:
        section = document.add_section()
    width, height = (LONG, SHORT) if wide else (SHORT, LONG)
    section.orientation = WD_ORIENT.LANDSCAPE if wide else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = Twips(width), Twips(height)
    for side in ("left", "right", "top", "bottom"):
        setattr(section, f"{side}_margin", Twips(EDGE))
    return width - 2 * EDGE


@dataclass(frozen=True, slots=True)
class _Body:
    """What of a table is printed: heads, words and extents of its columns, which are of numbers."""

    heads: list[str]
    texts: list[list[str]]
    extents: list[Extent]
    numeric: list[bool]

    @classmethod
    def of(cls, shown: Shown, columns: Sequence[Column]) -> _Body:
        """Return what of a table is printed."""
        return cls(
            [cells.clean(it.label) for it in columns],
            [shown.texts(it) for it in columns],
            [shown.extent(it) for it in columns],
            [shown.numeric(it) for it in columns],
        )

    @property
    def wide(self) -> bool:
        """Whether it takes a wide page: many columns, or words that an upright one would break."""
        narrow = sum(least(self.extents, self.numeric)) <= SHORT - 2 * EDGE
        return len(self.heads) > MOST_UPRIGHT or not narrow

    def parts(self, page: int) -> list[_Body]:
        """Return it in as many parts as a page takes without breaking a word or a number.

        The columns before the first of numbers say what a row is, and stand in each.
        """
        floors = least(self.extents, self.numeric)
        heads = self.numeric.index(True) if True in self.numeric else 1
        if sum(floors) <= page or sum(floors[:heads]) > page // 2:
            return [self]
        return [self._only(part) for part in parts(floors, heads, page)]

    def _only(self, kept: Sequence[int]) -> _Body:
        return _Body(
            [self.heads[it] for it in kept],
            [self.texts[it] for it in kept],
            [self.extents[it] for it in kept],
            [self.numeric[it] for it in kept],
        )


def _table(body: _Body, widths: Sequence[int]) -> Any:
    """Return a table of a header, with the mark where its rows come."""
    from lxml.etree import Comment

    heads = [{"align": "center"} if number else {} for number in body.numeric]
    element = _frame(widths)
    lines = len(body.texts[0])
    rule = LIGHT if lines else HEAVY  # a cell's rule hides the table's bottom rule
    element.append(_row(body.heads, widths, heads, rule=rule))
    element.append(Comment(_ROWS))
    return element


def _rows(body: _Body, widths: Sequence[int]) -> Iterator[str]:
    """Yield the XML of each row."""
    plain, chinese = (_blank(body, widths, said) for said in ("a", "中"))
    end = plain[-1]
    for texts in zip(*body.texts, strict=True):
        said = [
            f"{c if _CHINESE.search(text) else p}{_run(text)}"
            for text, p, c in zip(texts, plain, chinese, strict=False)
        ]
        yield f"{''.join(said)}{end}"


def _blank(body: _Body, widths: Sequence[int], said: str) -> list[str]:
    """Return the XML of a row around its words, each of which is of the kind of ``said``."""
    from lxml.etree import tostring

    looks = [
        {"align": "right", "indent": number_indent(extent, width), "whole": True} if number else {}
        for extent, width, number in zip(body.extents, widths, body.numeric, strict=True)
    ]
    row = _row([said] * len(widths), widths, looks)
    return _DECLARED.sub("", tostring(row, encoding="unicode")).split(_run(said))


def _run(text: str) -> str:
    """Return the XML of a run's words, its tabs and line ends as python-docx writes them."""
    return "".join(_BREAKS.get(it) or _words(it) for it in _BETWEEN.split(text) if it)


def _words(text: str) -> str:
    kept = ' xml:space="preserve"' if text.strip() != text else ""
    return f"<w:t{kept}>{escape(text)}</w:t>"


def _frame(widths: Sequence[int]) -> Any:
    """Return an empty table of fixed columns with a top and a bottom rule."""
    borders = _element("w:tblBorders")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        borders.append(_rule(side, HEAVY if side in {"top", "bottom"} else 0))
    margins = _element("w:tblCellMar")
    margins.extend(_element(f"w:{side}", w=MARGIN, type="dxa") for side in ("left", "right"))
    properties = _element("w:tblPr")
    properties.append(_element("w:tblW", w=sum(widths), type="dxa"))
    properties.append(_element("w:jc", val="center"))
    properties.append(borders)
    properties.append(_element("w:tblLayout", type="fixed"))
    properties.append(margins)
    grid = _element("w:tblGrid")
    grid.extend(_element("w:gridCol", w=width) for width in widths)
    table = _element("w:tbl")
    table.extend([properties, grid])
    return table


def _row(
    texts: Sequence[str],
    widths: Sequence[int],
    looks: Sequence[Mapping[str, Any]],
    *,
    rule: int | None = None,
) -> Any:
    """Return a row that stays on one page; with a rule it is the header, repeated on each page."""
    row = _element("w:tr")
    properties = _element("w:trPr")
    properties.append(_element("w:cantSplit"))
    if rule is not None:
        properties.append(_element("w:tblHeader"))
    row.append(properties)
    for text, width, look in zip(texts, widths, looks, strict=True):
        settings = _element("w:tcPr")
        settings.append(_element("w:tcW", w=width, type="dxa"))
        if rule is not None:
            borders = _element("w:tcBorders")
            borders.append(_rule("bottom", rule))
            settings.append(borders)
            settings.append(_element("w:vAlign", val="center"))
        if look.get("whole"):
            settings.append(_element("w:noWrap"))
        words = {name: it for name, it in look.items() if name != "whole"}
        cell = _element("w:tc")
        cell.extend([settings, _paragraph(text, "cell", keep=rule is not None, **words)])
        row.append(cell)
    return row


def _paragraph(
    text: str, kind: str, *, align: str = "", indent: int = 0, keep: bool = False
) -> Any:
    """Return a paragraph of one run; both its fonts are set on the run too, as Word needs."""
    name, font, _ = _STYLES[kind]
    properties = _element("w:pPr")
    properties.extend(_settings(name, align, indent, keep=keep))
    paragraph = _element("w:p")
    paragraph.append(properties)
    run = paragraph.add_r()
    _set_fonts(run.get_or_add_rPr().get_or_add_rFonts(), font)
    _say(run, text)
    return paragraph


def _say(run: Any, text: str) -> None:
    """Set a run's text; in Chinese the marks that both scripts share are Chinese ones."""
    from docx.oxml.ns import qn

    run.text = cells.clean(text)
    if _CHINESE.search(text):
        run.rPr.rFonts.set(qn("w:hint"), "eastAsia")


def _settings(name: str, align: str, indent: int, *, keep: bool) -> Iterator[Any]:
    yield _element("w:pStyle", val=name)
    if keep:
        yield _element("w:keepNext")
    if indent:
        yield _element("w:ind", right=indent)
    if align:
        yield _element("w:jc", val=align)


def _set_fonts(fonts: Any, east_asian: str) -> None:
    """Set the fonts of both scripts: python-docx's own ``font.name`` leaves Chinese out."""
    from docx.oxml.ns import qn

    for script in ("ascii", "hAnsi", "eastAsia", "cs"):
        fonts.attrib.pop(qn(f"w:{script}{_theme(script)}"), None)
        fonts.set(qn(f"w:{script}"), east_asian if script == "eastAsia" else LATIN)


def _theme(script: str) -> str:
    return "theme" if script == "cs" else "Theme"


def _rule(side: str, eighths: int) -> Any:
    if not eighths:
        return _element(f"w:{side}", val="nil")
    return _element(f"w:{side}", val="single", sz=eighths, space=0, color="000000")


def _element(tag: str, **attributes: object) -> Any:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    element = OxmlElement(tag)
    for name, value in attributes.items():
        element.set(qn(f"w:{name}"), str(value))
    return element


def _add(document: Any, element: Any) -> None:
    document.element.body.insert_element_before(element, "w:sectPr")
