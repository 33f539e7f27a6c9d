"""What was understood of a file is told before anything is stored, and can be mended."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from project_material import word_file

from qualcode import Project

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

TALK = (
    "小王：您怎么看？\n老李：一开始没人来。𠮷祥里的都来了。\n小王：后来呢？\n老李：后来都来了。\n"
)


@pytest.fixture
def bare(tmp_path: Path) -> Iterator[Project]:
    with Project.create(tmp_path / "bare") as made:
        yield made


def kinds(project: Project, name: str, text: str) -> list[str]:
    return [doubt.kind for doubt in project.transcripts.preview_bytes(name, text.encode()).doubts]


def test_looking_stores_nothing(bare: Project):
    before = bare.verify_log().events
    bare.transcripts.preview_bytes("谈话.txt", TALK.encode())
    bare.transcripts.preview_bytes("participants.csv", b"transcript,pseudonym\na,b\n")
    assert bare.transcripts.list() == ()
    assert bare.transcripts.participants() == ()
    assert bare.verify_log().events == before


def test_speakers_turns_and_first_words_are_told_in_order(bare: Project):
    seen = bare.transcripts.preview_bytes("谈话.txt", TALK.encode())
    assert (seen.name, seen.turns, seen.characters) == ("谈话", 4, len(TALK))
    assert [(it.label, it.turns, it.words) for it in seen.voices] == [
        ("小王", 2, "您怎么看？"),
        ("老李", 2, "一开始没人来。𠮷祥里的都来了。"),
    ]
    assert [(it.n, it.speaker, it.text) for it in seen.first[:2]] == [
        (1, "小王", "您怎么看？"),
        (2, "老李", "一开始没人来。𠮷祥里的都来了。"),
    ]


@pytest.mark.parametrize(
    ("data", "name", "encoding"),
    [
        (TALK.encode(), "a.txt", "UTF-8"),
        (TALK.encode("utf-8-sig"), "a.md", "UTF-8"),
        (TALK.encode("utf-16"), "a.txt", "UTF-16"),
        (TALK.encode("gb18030"), "a.txt", "GB18030"),
        ("訪談者：請問？\n受訪者：沒有問題，鄰里關係很好。\n".encode("big5"), "a.txt", "Big5"),
        (word_file(TALK), "a.docx", "Word"),
    ],
)
def test_the_encoding_is_named(bare: Project, data: bytes, name: str, encoding: str):
    seen = bare.transcripts.preview_bytes(name, data)
    assert seen.encoding == encoding
    assert seen.voices


def test_a_word_file_and_a_gb18030_file_of_one_text_are_the_same_text(bare: Project):
    told = {
        bare.transcripts.preview_bytes(name, data).sha256
        for name, data in (
            ("a.docx", word_file(TALK)),
            ("b.txt", TALK.rstrip("\n").encode("gb18030")),
        )
    }
    assert len(told) == 1


def test_a_text_that_is_there_is_told_with_the_name_it_has(bare: Project):
    assert bare.transcripts.preview_bytes("谈话.txt", TALK.encode()).known_as is None
    bare.transcripts.ingest_bytes("谈话.txt", TALK.encode())
    assert bare.transcripts.preview_bytes("另名.md", TALK.encode("gb18030")).known_as == "谈话"


def test_a_file_that_cannot_be_read_is_refused_in_one_sentence(bare: Project):
    for name, data in (("坏.docx", b"PK\x03\x04"), ("空.txt", b" \n"), ("x.pdf", b"%PDF")):
        seen = bare.transcripts.preview_bytes(name, data)
        assert name in seen.refused
        assert not seen.voices


def test_a_table_of_participants_says_how_many_lines_it_has(bare: Project):
    table = "transcript,speaker,pseudonym\n谈话,老李,P1\n谈话,小王,P2\n".encode()
    assert bare.transcripts.preview_bytes("Participants.csv", table).people == 2
    assert bare.transcripts.preview_bytes("participants.csv", b"a,b\n1,2\n").refused


def test_what_looks_doubtful_is_said(bare: Project):
    assert kinds(bare, "a.txt", TALK) == []
    assert kinds(bare, "a.txt", TALK.replace("？", "。").replace("呢", "")) == ["nobody_asks"]
    assert kinds(bare, "a.txt", "一行。\n又一行。\n") == ["no_speakers"]
    assert kinds(bare, "a.txt", "访谈者：问？\n访谈者：再问？\n") == ["all_ask"]
    assert kinds(bare, "a.txt", "访谈者：问？\n受访者：答。\n") == []
    rare = "访谈者：问？\n受访者：答。\n" * 8 + "宣传口号：大家一起来。\n宣传口号：都来。\n"
    assert kinds(bare, "a.txt", rare) == ["rare_labels"]
    long = f"访谈者：问？\n受访者：{'很长。' * 1000}\n"
    assert kinds(bare, "a.txt", long) == ["long_turn"]
    assert kinds(bare, "a.txt", "前言很长。" * 100 + "\n访谈者：问？\n受访者：答。\n") == [
        "long_head"
    ]


def test_mended_speakers_are_stored_with_their_turns_units_and_participants(bare: Project):
    report = bare.transcripts.ingest_bytes("谈话.txt", TALK.encode(), speakers={"小王": True})
    assert report.added == ("谈话",)
    stored = bare.transcripts.get("谈话")
    assert [(it.label, it.asks) for it in stored.speakers] == [("小王", True), ("老李", False)]
    assert [turn.asks for turn in stored.turns] == [True, False, True, False]
    for kind in ("turn", "sentence", "paragraph"):
        for unit in bare.transcripts.units(stored.text_id, kind):
            asking = any(t.asks and t.start <= unit.start < t.end for t in stored.turns)
            assert unit.in_frame is not asking
    assert [person.pseudonym for person in bare.transcripts.participants()] == ["老李"]
    assert not bare.verify_log().problems


def test_a_mended_preview_says_what_is_still_doubtful(bare: Project):
    seen = bare.transcripts.preview_bytes("谈话.txt", TALK.encode())
    assert [it.kind for it in seen.mended({"小王": True}).doubts] == []
    assert [it.kind for it in seen.mended({"小王": True, "老李": True}).doubts] == ["all_ask"]


def test_who_asks_cannot_be_said_of_a_label_that_is_not_there(bare: Project):
    report = bare.transcripts.ingest_bytes("谈话.txt", TALK.encode(), speakers={"小张": True})
    assert "小张" in report.refused[0].reason
    assert bare.transcripts.list() == ()


@pytest.mark.parametrize(
    ("text", "head"),
    [
        ("访谈（三）\n时间：三月\n\n" + TALK, "访谈（三） 时间：三月"),
        (TALK, ""),
        ("说话人1 00:00:03\n您好。\n说话人2 00:00:11\n好的。\n" * 2, ""),
    ],
)
def test_what_stands_before_the_first_turn_is_told_without_its_label(
    bare: Project, text: str, head: str
):
    assert bare.transcripts.preview_bytes("谈话.txt", text.encode()).head == head
