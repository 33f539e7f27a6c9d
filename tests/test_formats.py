"""The same conversation gives the same turns, whatever the format of its file."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

import docx
import openpyxl
import pytest

from qualcode import Project, ingest
from qualcode.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Callable

FORMATS = Path(__file__).parent / "formats"
TALK = (
    ("访谈者", "您先介绍一下这个小区吧？"),
    (
        "书记",
        (
            "我们这儿有十二栋楼，住了九百来户，老人多，年轻人也不少，平时大家有什么事都愿意到居委会来"
            "坐一坐、说一说，时间长了，规矩也就慢慢立起来了。"
        ),
    ),
    ("访谈者", "平时谁来管事？"),
    ("书记", "楼栋长管得多，物业也管。𠮷先生是楼栋长。"),
    ("访谈者", "年轻人参加吗？"),
    (
        "书记",
        (
            "参加得少，周末会来几个，主要是带孩子来的，他们说“这里像家一样”，我听了心里很高兴，"
            "所以每个月都办一次活动。"
        ),
    ),
)
SEGMENTS = [
    {"speaker": who, "text": words, "start": 10.0 * n, "end": 10.0 * n + 9}
    for n, (who, words) in enumerate(TALK)
]


def stamp(n: int, mark: str) -> str:
    return f"00:{n // 6:02}:{n % 6 * 10:02}{mark}000"


def text() -> bytes:
    return "".join(f"{who}：{words}\n" for who, words in TALK).encode()


def word() -> bytes:
    document, data = docx.Document(), io.BytesIO()
    for who, words in TALK:
        document.add_paragraph(f"{who}：{words}")
    document.save(data)
    return data.getvalue()


def workbook() -> bytes:
    book, data = openpyxl.Workbook(), io.BytesIO()
    sheet = book.active
    assert sheet is not None
    for row in (("说话人", "文本"), *TALK):
        sheet.append(row)
    book.save(data)
    return data.getvalue()


def srt() -> bytes:
    return "\n".join(
        f"{n}\n{stamp(n, ',')} --> {stamp(n + 1, ',')}\n{who}：{words}\n"
        for n, (who, words) in enumerate(TALK)
    ).encode()


def vtt() -> bytes:
    cues = (
        f"{stamp(n, '.')} --> {stamp(n + 1, '.')}\n<v {who}>{words}</v>\n"
        for n, (who, words) in enumerate(TALK)
    )
    return "\n".join(("WEBVTT\n", *cues)).encode()


def csv() -> bytes:
    rows = "".join(f'{who},"{words}"\n' for who, words in TALK)
    return f"speaker,text\n{rows}".encode()


def funasr() -> bytes:
    told = [
        {"text": it["text"], "start": int(1000 * float(str(it["start"]))), "spk": it["speaker"]}
        for it in SEGMENTS
    ]
    return json.dumps([{"key": "a", "text": "", "sentence_info": told}]).encode()


MADE: dict[str, Callable[[], bytes]] = {
    "a.txt": text,
    "a.md": text,
    "gb.txt": lambda: text().decode().replace("𠮷", "吉").encode("gb18030"),
    "wide.txt": lambda: text().decode().encode("utf-16"),
    "a.docx": word,
    "a.srt": srt,
    "a.vtt": vtt,
    "a.csv": csv,
    "a.xlsx": workbook,
    "list.json": lambda: json.dumps(SEGMENTS).encode(),
    "whisperx.json": lambda: json.dumps({"segments": SEGMENTS, "language": "zh"}).encode(),
    "funasr.json": funasr,
    "a.jsonl": lambda: "\n".join(map(json.dumps, SEGMENTS)).encode(),
    **{f"a{it.suffix}": it.read_bytes for it in sorted(FORMATS.glob("conversation.*"))},
}


@pytest.mark.parametrize("name", MADE)
def test_every_format_gives_the_same_turns(name: str) -> None:
    transcript = ingest.read_bytes(MADE[name](), name)
    found = [
        (it.speaker, transcript.text[it.start : it.end].replace("吉", "𠮷"), it.asks)
        for it in transcript.turns
    ]
    assert found == [(who, words, who == "访谈者") for who, words in TALK]


def test_every_reader_is_among_them() -> None:
    assert {Path(it).suffix for it in MADE} == set(ingest.READERS)


NOTHING = (b"", b"\0\1\2\3", b"\xff\xfe")
CUT = (b"PK\3\4", b"{\\rtf1", b"%PDF-")


@pytest.mark.parametrize(
    ("suffix", "data"),
    [
        (suffix, data)
        for suffix in ingest.READERS
        for data in (NOTHING if suffix in {".txt", ".md"} else (*NOTHING, *CUT))
    ],
)
def test_what_is_no_transcript_is_refused_in_one_sentence(suffix: str, data: bytes) -> None:
    with pytest.raises(InputError) as refused:
        ingest.read_bytes(data, f"a{suffix}")
    for language in ("zh", "en"):
        assert "\n" not in refused.value.sentence(language)


@pytest.mark.parametrize("name", ["a.mx24", "a.mex", "a.nvpx", "a.doc", "a.atlproj"])
def test_what_other_programs_write_is_refused_with_the_cure(name: str) -> None:
    with pytest.raises(InputError):
        ingest.read_bytes(b"x", name)


def test_an_archive_comes_in_as_its_folder_would(tmp_path: Path) -> None:
    archive = tmp_path / "talks.zip"
    people = "transcript,pseudonym,speaker\na,张书记,书记\n".encode()
    with zipfile.ZipFile(archive, "w") as made:
        made.writestr("talks/a.srt", srt())
        made.writestr("talks/b.pages", b"x")
        made.writestr("talks/picture.png", b"x")
        made.writestr("talks/participants.csv", people)
    with Project.create(tmp_path / "study") as project:
        report = project.transcripts.ingest([archive])
        assert report.added == ("a",)
        assert [it.name for it in report.refused] == ["b.pages"]
        assert [it.pseudonym for it in project.transcripts.participants()] == ["张书记"]
        assert project.verify_log().problems == ()


def test_an_archive_that_leads_out_leaves_the_study_as_it_was(tmp_path: Path) -> None:
    archive = tmp_path / "talks.zip"
    with zipfile.ZipFile(archive, "w") as made:
        made.writestr("a.txt", text())
        made.writestr("../b.txt", text())
    with Project.create(tmp_path / "study") as project:
        report = project.transcripts.ingest([archive])
        assert (report.added, len(report.refused)) == ((), 1)
