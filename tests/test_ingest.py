"""Reading transcript files: each reader reads its own, and refuses the rest in one sentence."""

from __future__ import annotations

import io
import os
import re
import sys
import zipfile
from typing import TYPE_CHECKING

import pytest
from conftest import SHARED, needs_shared
from hypothesis import given
from hypothesis import strategies as st

from qualcode import ingest
from qualcode.errors import InputError
from qualcode.ingest import MAX_BYTES, READERS, read, read_bytes, word
from qualcode.text import digest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

SPEECH = "访谈者：您好，请介绍一下。\n受访者A：我是互助站站长。😀\n访谈者：好。"
NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
)
PARAGRAPH = "<w:p><w:r><w:t>{}</w:t></w:r></w:p>"


def document(body: str, prolog: str = "") -> str:
    head = f'<?xml version="1.0" encoding="UTF-8"?>{prolog}'
    return f"{head}<w:document {NAMESPACES}><w:body>{body}</w:body></w:document>"


def package(parts: dict[str, str | bytes], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", compression) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return stream.getvalue()


def docx(body: str, **parts: str) -> bytes:
    return package({"word/document.xml": document(body), **parts})


def speech_docx() -> bytes:
    return docx("".join(map(PARAGRAPH.format, SPEECH.split("\n"))))


GOOD: dict[str, Callable[[], bytes]] = {
    ".txt": SPEECH.encode,
    ".md": SPEECH.encode,
    ".docx": speech_docx,
}
BAD = {
    "empty": b"",
    "blank": b" \n\n",
    "binary": b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(range(256)) * 4,
    "a truncated zip": speech_docx()[:200],
}


def refusal(path: Path) -> str:
    with pytest.raises(InputError) as error:
        read(path)
    message = str(error.value)
    assert path.name in message
    assert "\n" not in message
    assert message.endswith(".")
    return message


def test_every_reader_has_a_sample():
    """Those of other formats stand in ``test_formats``."""
    assert set(GOOD) <= set(READERS)


@pytest.mark.parametrize("suffix", GOOD)
class TestEveryText:
    """What a file of the text itself gives."""

    def test_reads_its_own(self, suffix: str, tmp_path: Path):
        path = tmp_path / f"07_互助站站长A{suffix}"
        path.write_bytes(GOOD[suffix]())
        transcript = read(path)
        assert transcript == read_bytes(path.read_bytes(), path.name)
        assert transcript.name == "07_互助站站长A"
        assert transcript.text == SPEECH
        assert transcript.sha256 == digest(SPEECH)
        assert [(s.label, s.asks) for s in transcript.speakers] == [
            ("访谈者", True),
            ("受访者A", False),
        ]
        spoken = [SPEECH[turn.start : turn.end] for turn in transcript.turns]
        assert spoken == ["您好，请介绍一下。", "我是互助站站长。😀", "好。"]

    def test_the_suffix_may_be_in_capitals(self, suffix: str):
        assert read_bytes(GOOD[suffix](), f"A.B{suffix.upper()}").name == "A.B"


@pytest.mark.parametrize("suffix", READERS)
class TestEveryReader:
    """The contract of the family."""

    @pytest.mark.parametrize("bad", BAD)
    def test_refuses_what_is_no_transcript(self, suffix: str, bad: str, tmp_path: Path):
        path = tmp_path / f"interview{suffix}"
        path.write_bytes(BAD[bad])
        refusal(path)

    def test_refuses_a_file_that_is_too_large(self, suffix: str, tmp_path: Path):
        path = tmp_path / f"interview{suffix}"
        with path.open("wb") as file:
            file.truncate(MAX_BYTES + 1)
        assert "at most 50 MB" in refusal(path)
        with pytest.raises(InputError, match="at most 50 MB"):
            read_bytes(bytes(MAX_BYTES + 1), path.name)


class TestFiles:
    """What can be wrong before a byte is read."""

    def test_an_unknown_kind_lists_the_known_ones(self, tmp_path: Path):
        path = tmp_path / "interview.pages"
        path.write_bytes(b"x")
        assert ".txt, .md, .docx" in refusal(path)

    def test_a_missing_file(self, tmp_path: Path):
        assert "there is none" in refusal(tmp_path / "interview.txt")

    def test_a_folder(self, tmp_path: Path):
        folder = tmp_path / "interview.txt"
        folder.mkdir()
        refusal(folder)

    @pytest.mark.skipif(
        sys.platform == "win32" or os.geteuid() == 0, reason="root may read everything"
    )
    def test_a_file_that_may_not_be_read(self, tmp_path: Path):
        path = tmp_path / "interview.txt"
        path.write_bytes(b"x")
        path.chmod(0)
        assert "Permission denied" in refusal(path)

    def test_speakers_stand_in_the_order_of_their_first_words(self):
        text = "王站长：一\n问：二\n王站长：三\n李站长：四"
        labels = [speaker.label for speaker in read_bytes(text.encode(), "a.txt").speakers]
        assert labels == ["王站长", "问", "李站长"]

    def test_a_note_without_speakers_has_turns_of_nobody(self):
        note = read_bytes("今天去了柳园小区。\n站里没人。".encode("gb18030"), "note.txt")
        assert note.speakers == ()
        assert [turn.speaker for turn in note.turns] == [None, None]


def words_of(body: str) -> str:
    return word.read_word(docx(body), "a.docx").text


class TestWord:
    """What a Word file says, as it is read with all changes accepted."""

    def test_a_file_of_python_docx_reads_the_same(self, tmp_path: Path):
        from docx import Document

        paper = Document()
        paper.add_heading("访谈记录", 1)
        paper.add_paragraph("问：").add_run("您好").bold = True
        table = paper.add_table(2, 2)
        for n, cell in enumerate(cell for row in table.rows for cell in row.cells):
            cell.text = f"格{n}"
        paper.add_paragraph("答：好\t行\n再见")
        paper.save(str(path := tmp_path / "a.docx"))
        assert read(path).text == "访谈记录\n问：您好\n格0\n格1\n格2\n格3\n答：好\t行\n再见"

    @pytest.mark.parametrize(
        ("body", "expected"),
        [
            (
                "<w:p><w:r><w:t>一</w:t><w:br/><w:t>二</w:t><w:cr/><w:t>三</w:t></w:r></w:p>",
                "一\n二\n三",
            ),
            ("<w:p><w:r><w:t>一</w:t><w:tab/><w:t>二</w:t></w:r></w:p>", "一\t二"),
            ('<w:p><w:r><w:t>一</w:t><w:br w:type="page"/><w:t>二</w:t></w:r></w:p>', "一\n二"),
            (
                "<w:p><w:pPr><w:tabs><w:tab/></w:tabs></w:pPr><w:r><w:t>一</w:t></w:r></w:p>",
                "一",
            ),
            (
                (
                    "<w:p><w:ins><w:r><w:t>新</w:t></w:r></w:ins>"
                    "<w:del><w:r><w:delText>旧</w:delText><w:br/></w:r></w:del></w:p>"
                ),
                "新",
            ),
            (
                (
                    "<w:p><w:moveFrom><w:r><w:t>去</w:t></w:r></w:moveFrom>"
                    "<w:moveTo><w:r><w:t>来</w:t></w:r></w:moveTo></w:p>"
                ),
                "来",
            ),
            (
                "<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>一</w:t></w:r></w:p>"
                + PARAGRAPH.format("二")
                + PARAGRAPH.format("三"),
                "一二\n三",
            ),
            ("<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>末</w:t></w:r></w:p>", "末"),
            ("<w:p><w:hyperlink><w:r><w:t>链接</w:t></w:r></w:hyperlink></w:p>", "链接"),
            (
                "<w:sdt><w:sdtContent>" + PARAGRAPH.format("控件") + "</w:sdtContent></w:sdt>",
                "控件",
            ),
            ("<w:p><w:r><w:instrText>PAGE</w:instrText><w:t>一</w:t></w:r></w:p>", "一"),
            (
                (
                    "<w:p><w:ruby><w:rt><w:r><w:t>pin</w:t></w:r></w:rt>"
                    "<w:rubyBase><w:r><w:t>拼</w:t></w:r></w:rubyBase></w:ruby></w:p>"
                ),
                "拼",
            ),
            (
                "<w:p><w:r><mc:AlternateContent><mc:Choice><w:txbxContent>"
                + PARAGRAPH.format("框")
                + "</w:txbxContent></mc:Choice><mc:Fallback><w:txbxContent>"
                + PARAGRAPH.format("框")
                + "</w:txbxContent></mc:Fallback></mc:AlternateContent><w:t>文</w:t></w:r></w:p>",
                "框\n文",
            ),
            ("<w:p><w:r><a:t>图</a:t><w:t>文 &lt;b&gt; 𠮷</w:t></w:r></w:p>", "文 <b> 𠮷"),
            (PARAGRAPH.format("一") + "<w:p/>" + PARAGRAPH.format("二"), "一\n\n二"),
        ],
    )
    def test_elements(self, body: str, expected: str):
        assert words_of(body) == expected

    def test_the_strict_format_is_read(self):
        strict = document(PARAGRAPH.format("好")).replace(
            "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
            "http://purl.oclc.org/ooxml/wordprocessingml/main",
        )
        assert word.read_word(package({"word/document.xml": strict}), "a.docx").text == "好"


BOMB = """<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>"""
OUTSIDE = """<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>"""


def encrypted_entry() -> bytes:
    data = bytearray(speech_docx())
    data[data.index(b"PK\x01\x02") + 8] |= 1
    return bytes(data)


def lying_size() -> bytes:
    """A directory that declares a small part where a large one is stored."""
    data = bytearray(docx(PARAGRAPH.format("好" * 100_000)))
    at = data.index(b"PK\x01\x02")
    data[at + 24 : at + 28] = (1000).to_bytes(4, "little")
    return bytes(data)


def twice_the_same_part() -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("word/document.xml", document(PARAGRAPH.format("一")))
        with pytest.warns(UserWarning, match="Duplicate"):
            archive.writestr("word/document.xml", document(PARAGRAPH.format("二")))
    return stream.getvalue()


HOSTILE: dict[str, tuple[Callable[[], bytes], str]] = {
    "an old or encrypted file": (
        lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),
        "encrypted or in the old .doc format",
    ),
    "no zip": ("问：好".encode, "it is something else"),
    "no Word file": (lambda: package({"a.txt": "a"}), r"without word/document\.xml"),
    "an encrypted part": (encrypted_entry, "a part of it is encrypted"),
    "a lying size": (lying_size, "damaged"),
    "a name twice": (twice_the_same_part, "share a name"),
    "a strange compression": (
        lambda: package({"word/document.xml": document("")}, zipfile.ZIP_LZMA),
        "a way that Word does not use",
    ),
    "entities": (
        lambda: package({"word/document.xml": document(PARAGRAPH.format("&b;"), BOMB)}),
        "declares a document type or entities",
    ),
    "an outside entity": (
        lambda: package({"word/document.xml": document(PARAGRAPH.format("&a;"), OUTSIDE)}),
        "declares a document type or entities",
    ),
    "entities in another part": (
        lambda: docx(PARAGRAPH.format("好"), **{"word/styles.xml": BOMB + "<x/>"}),
        r"word/styles\.xml declares a document type",
    ),
    "a bomb in one part": (
        lambda: docx(PARAGRAPH.format("0" * 5_000_000)),
        "would unpack to 5,000,",
    ),
    "broken XML": (lambda: package({"word/document.xml": "<w:document>"}), "damaged"),
    "an unknown encoding": (
        lambda: package({"word/document.xml": '<?xml version="1.0" encoding="x"?><a/>'}),
        "damaged",
    ),
    "no words": (lambda: docx("<w:p/>"), "no text in it"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_word_file_is_refused(name: str, tmp_path: Path):
    make, expected = HOSTILE[name]
    path = tmp_path / "interview.docx"
    path.write_bytes(make())
    message = refusal(path)
    assert re.search(expected, message)


def test_what_is_unpacked_is_counted(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(word, "MAX_XML", 100_000)
    with pytest.raises(InputError, match="its XML unpacks to more than 100,000 bytes"):
        read_bytes(docx("".join(PARAGRAPH.format(n) for n in range(9_000))), "a.docx")


@given(st.data())
def test_a_damaged_word_file_is_refused_or_read(data: st.DataObject):
    """Whatever byte is changed, a reader gives text or one sentence."""
    content = bytearray(speech_docx())
    for at in data.draw(st.lists(st.integers(0, len(content) - 1), min_size=1, max_size=6)):
        content[at] = data.draw(st.integers(0, 255))
    content = content[: data.draw(st.integers(1, len(content)))]
    try:
        found = read_bytes(bytes(content), "a.docx").text
    except InputError as error:
        found = str(error)
    assert found.strip()


@needs_shared
def test_the_original_transcripts_are_read_with_a_turn_for_each_label():
    """33 Markdown files as their authors left them."""
    files = sorted((SHARED / "interviews" / "sample_md").glob("*.md"))
    assert len(files) == 33
    for path in files:
        transcript = ingest.read(path)
        lines = transcript.text.split("\n")
        labels = [line for line in lines if line.startswith("### ")]
        assert len(transcript.turns) == len(labels)
        assert [f"### {turn.speaker}" for turn in transcript.turns] == [
            label.rstrip(":： ") for label in labels
        ]
