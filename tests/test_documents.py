"""Documents of word processors and printed pages: the words that are shown, each once."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from qualcode.errors import InputError
from qualcode.ingest.archives import members
from qualcode.ingest.open_document import read_open_document
from qualcode.ingest.pdf import PrintedLine, paragraphs, read_pdf
from qualcode.ingest.rich_text import read_rich_text

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from qualcode.turns import Written

FORMATS = Path(__file__).parent / "formats"
_SPACE = 'xmlns:o="urn:o" xmlns:t="urn:t" xmlns:d="urn:d"'


def read(reader: Callable[[bytes, str], Written], data: bytes) -> tuple[str, Mapping[str, int]]:
    written = reader(data, "a")
    return written.text, written.left_out


def odt(body: str, part: str = "content.xml") -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as package:
        package.writestr(part, f"<o:document {_SPACE}>{body}</o:document>")
    return data.getvalue()


def rtf(body: str) -> bytes:
    return (
        "{\\rtf1\\ansi\\ansicpg1252{\\fonttbl{\\f0\\fcharset134 SimSun;}}\\f0 " + body + "}"
    ).encode()


# ---- OpenDocument ------------------------------------------------------------------------------


def test_deleted_words_comments_and_notes_are_counted_and_not_read() -> None:
    body = (
        "<t:tracked-changes><t:changed-region><t:deletion><t:p>gone</t:p></t:deletion>"
        "</t:changed-region></t:tracked-changes>"
        "<t:p>问：<o:annotation><t:p>a remark</t:p></o:annotation>好吗？</t:p>"
        "<t:p>答：好<t:note><t:note-body><t:p>below</t:p></t:note-body></t:note>。</t:p>"
    )
    text, left_out = read(read_open_document, odt(body))
    assert text == "问：好吗？\n答：好。"
    assert left_out == {"deleted": 1, "comment": 1, "footnote": 1}


def test_spaces_tabs_and_breaks_are_what_they_show() -> None:
    body = '<t:p>a<t:s t:c="3"/>b<t:tab/>c<t:line-break/>d\n   e<t:s/></t:p><t:h>H</t:h>'
    assert read(read_open_document, odt(body))[0] == "a   b\tc\nd e \nH"


def test_a_text_box_is_a_line_of_its_own_and_a_picture_is_counted() -> None:
    body = "<t:p>x<d:frame><d:text-box><t:p>box</t:p></d:text-box><d:image/></d:frame>y</t:p>"
    text, left_out = read(read_open_document, odt(body))
    assert sorted(text.split("\n")) == ["box", "xy"]
    assert left_out == {"picture": 1}


@pytest.mark.parametrize(
    "data",
    [
        b"words",
        b"PK\x03\x04",
        odt("<t:p>x</t:p>", "other.xml"),
        odt("<t:p>x"),
        odt("<t:p> </t:p>"),
        odt("").replace(b"<o:document", b"<!DOCTYP"),
    ],
)
def test_what_is_no_open_document_is_refused_in_one_sentence(data: bytes) -> None:
    with pytest.raises(InputError) as refused:
        read_open_document(data, "a.odt")
    assert "\n" not in str(refused.value)


def test_entities_are_not_unpacked() -> None:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as package:
        bomb = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><x>&b;</x>'
        package.writestr("content.xml", bomb)
    with pytest.raises(InputError, match="entities"):
        read_open_document(data.getvalue(), "a.odt")


def test_a_part_that_unpacks_to_far_more_is_refused_before_it_is_unpacked() -> None:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("content.xml", f"<x>{' ' * 70_000_000}</x>")
    with pytest.raises(InputError, match="unpacks"):
        read_open_document(data.getvalue(), "a.odt")


# ---- rich text ---------------------------------------------------------------------------------


def test_the_font_tells_the_encoding_and_not_the_head() -> None:
    assert read(read_rich_text, rtf(r"\'ce\'ca\'a3\'ba\'ba\'c3"))[0] == "问：好"


def test_characters_beyond_the_basic_plane_are_whole() -> None:
    assert read(read_rich_text, rtf(r"\u-10179?\u-8658?\u-10174?\u-8265?"))[0] == "😮𠮷"


def test_what_is_not_shown_is_counted_and_speech_goes_on_behind_it() -> None:
    body = (
        r"one{\deleted gone}{\footnote note {inner}} \v hidden\v0  two{\*\annotation x}\par three"
    )
    text, left_out = read(read_rich_text, rtf(body))
    assert [it.split() for it in text.split("\n")] == [["one", "two"], ["three"]]
    assert left_out == {"deleted": 1, "footnote": 1, "hidden": 1, "comment": 1}


@pytest.mark.parametrize("data", [b"words", b"{\\rtf1" + b"{" * 600 + b"x", b"{\\rtf1 }"])
def test_what_is_no_rich_text_is_refused_in_one_sentence(data: bytes) -> None:
    with pytest.raises(InputError) as refused:
        read_rich_text(data, "a.rtf")
    assert "\n" not in str(refused.value)


# ---- PDF ---------------------------------------------------------------------------------------


def test_printed_lines_are_the_paragraphs_that_were_written() -> None:
    """Nine pages with running heads, page numbers, ragged lines and words with hyphens."""
    text, left_out = read(read_pdf, (FORMATS / "harbour.pdf").read_bytes())
    written = (FORMATS / "harbour.txt").read_text(encoding="utf-8").strip()
    assert text.strip() == written
    assert left_out == {"page_furniture": 18}


def printed(*lines: tuple[str, float, float]) -> list[str]:
    return list(paragraphs([[PrintedLine(text, left, right, 10.0) for text, left, right in lines]]))


def test_a_line_that_ends_early_ends_a_paragraph() -> None:
    assert printed(("我们这儿有十二栋楼住了", 50, 160), ("九百户。", 50, 90), ("好。", 50, 70)) == [
        "我们这儿有十二栋楼住了九百户。",
        "好。",
    ]


def test_an_indented_line_begins_a_paragraph() -> None:
    assert printed(("我们这儿有十二栋楼住了", 50, 160), ("九百户好。", 70, 120)) == [
        "我们这儿有十二栋楼住了",
        "九百户好。",
    ]


def test_a_hyphen_is_taken_off_where_the_whole_word_stands_elsewhere() -> None:
    lines = (
        ("the boat we un-", 50, 200),
        ("loaded and the well-", 50, 200),
        ("known unloaded it", 50, 180),
    )
    assert printed(*lines) == ["the boat we unloaded and the well-known unloaded it"]


@pytest.mark.parametrize("data", [b"", b"words", b"%PDF-1.7\n", b"%PDF-1.7\n" + b"\0" * 5000])
def test_what_is_no_pdf_is_refused_in_one_sentence(data: bytes) -> None:
    with pytest.raises(InputError, match="PDF"):
        read_pdf(data, "a.pdf")


def test_a_scan_is_refused_with_the_cure() -> None:
    page = (
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
        b"2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
        b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]>>endobj\ntrailer<</Root 1 0 R>>\n"
    )
    with pytest.raises(InputError, match="OCR"):
        read_pdf(page, "a.pdf")


# ---- archives ----------------------------------------------------------------------------------


def packed(*files: tuple[str, bytes]) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        for name, content in files:
            archive.writestr(name, content)
    return data.getvalue()


def test_an_archive_is_read_like_a_folder() -> None:
    data = packed(
        ("a/问.txt", b"x"), ("__MACOSX/a/._x.txt", b"y"), ("a/~$b.docx", b"z"), ("c.md", b"w")
    )
    assert list(members(io.BytesIO(data), "a.zip", 9)) == [("问.txt", b"x"), ("c.md", b"w")]


def test_names_of_chinese_systems_are_read() -> None:
    data = packed(("aaaa.txt", b"x")).replace(b"aaaa", "访谈".encode("gb18030"))
    assert [name for name, _ in members(io.BytesIO(data), "a.zip", 9)] == ["访谈.txt"]


@pytest.mark.parametrize("name", ["../a.txt", "/a.txt", "x/../../a.txt", "C:/a.txt", "..\\a.txt"])
def test_a_path_that_leads_out_is_refused(name: str) -> None:
    with pytest.raises(InputError, match="path"):
        list(members(io.BytesIO(packed((name, b"x"))), "a.zip", 9))


def test_a_link_is_refused() -> None:
    link = zipfile.ZipInfo("a.txt")
    link.external_attr = 0o120777 << 16
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        archive.writestr(link, "/etc/passwd")
    with pytest.raises(InputError, match="link"):
        list(members(data, "a.zip", 9))


def test_a_file_that_is_too_large_is_cut_a_byte_too_long() -> None:
    data = io.BytesIO(packed(("a.txt", b"x" * 100)))
    assert list(members(data, "a.zip", 9)) == [("a.txt", b"x" * 10)]


def test_a_damaged_archive_is_refused() -> None:
    with pytest.raises(InputError, match="damaged"):
        list(members(io.BytesIO(b"PK\x03\x04words"), "a.zip", 9))
