"""Records of speech recognition: the same words whatever the list is called."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.errors import InputError
from qualcode.ingest.speech_json import read_json, read_json_lines

WHISPER = {
    "text": "好吗？ 好。",
    "language": "zh",
    "segments": [
        {
            "id": 0,
            "start": 0.0,
            "end": 1.2,
            "text": " 好吗？",
            "words": [{"word": "好", "start": 0}],
        },
        {"start": 1.2, "end": 2.0, "text": "好。"},
        {"start": 2.0, "end": 3.0, "text": ""},
    ],
}


def said(loaded: Any) -> list[tuple[str | None, str, str | None]]:
    written = read_json(json.dumps(loaded).encode(), "a.json")
    return [(it.speaker, written.text[it.start : it.end], it.time) for it in written.said]


def test_segments_without_speakers_are_one_utterance_each() -> None:
    assert said(WHISPER) == [(None, "好吗？", "00:00:00"), (None, "好。", "00:00:01")]
    assert read_json(json.dumps(WHISPER).encode(), "a.json").left_out == {"empty": 1}


@pytest.mark.parametrize("key", ["speaker", "spk", "speaker_id", "SpeakerId"])
def test_the_number_nought_is_a_speaker(key: str) -> None:
    rows = [{"text": "甲", key: 0}, {"text": "乙", key: 1}, {"text": "丙", key: None}]
    assert [it[0] for it in said(rows)] == ["0", "1", None]


def test_what_one_speaker_says_in_several_segments_is_one_turn() -> None:
    rows = [
        {"speaker": "SPEAKER_00", "text": "We came", "start": 1.5, "end": 2.5},
        {"speaker": "SPEAKER_00", "text": "in spring.", "start": 2.5, "end": 3.5},
        {"speaker": "SPEAKER_01", "text": "Why?", "start": 4.0, "end": 5.0},
    ]
    assert said({"segments": rows}) == [
        ("SPEAKER_00", "We came in spring.", "00:00:01"),
        ("SPEAKER_01", "Why?", "00:00:04"),
    ]


def test_sentences_of_funasr_are_timed_in_milliseconds() -> None:
    sentences = [
        {"text": "好吗？", "start": 500, "end": 1700, "spk": 0},
        {"sentence": "好。", "start": 1700, "end": 2900, "spk": 1},
    ]
    loaded = [{"key": "a", "text": "好吗？好。", "sentence_info": sentences}]
    assert said(loaded) == [("0", "好吗？", "00:00:00"), ("1", "好。", "00:00:01")]


def test_paragraphs_of_single_words_are_put_together() -> None:
    words = [{"Text": "好", "Start": 0}, {"Text": "吗？", "Start": 200}]
    loaded = {"Transcription": {"Paragraphs": [{"SpeakerId": "1", "Words": words}]}}
    assert [it[:2] for it in said(loaded)] == [("1", "好吗？")]


def test_of_two_lists_with_the_same_words_the_one_with_speakers_is_taken() -> None:
    turns = [{"speaker": "A", "text": "x y"}, {"speaker": "B", "text": "z"}]
    pieces = [{"text": it, "start": n, "end": n + 1} for n, it in enumerate("xyz")]
    assert [it[:2] for it in said({"segments": pieces, "turns": turns})] == [
        ("A", "x y"),
        ("B", "z"),
    ]


def test_a_text_without_segments_is_read_by_its_lines() -> None:
    assert said({"text": "好吗？\n好。"}) == [(None, "好吗？", None), (None, "好。", None)]


def test_an_object_a_line_is_read_like_a_list() -> None:
    data = b'{"speaker": "A", "text": "x"}\n\n{"speaker": "B", "text": "y"}\n'
    assert [it.speaker for it in read_json_lines(data, "a.jsonl").said] == ["A", "B"]


def test_a_line_that_is_no_json_is_named() -> None:
    with pytest.raises(InputError, match="line 2"):
        read_json_lines(b'{"text": "x"}\n{"text": \n', "a.jsonl")


@pytest.mark.parametrize(
    "data",
    [b"{", b"[]", b"3", b'"words"', b'{"a": [1, 2]}', b'[{"text": ""}]', b"1" * 5000, b"[" * 9999],
)
def test_what_holds_no_speech_is_refused_in_one_sentence(data: bytes) -> None:
    with pytest.raises(InputError) as refused:
        read_json(data, "a.json")
    assert "\n" not in str(refused.value)


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["text", "speaker", "start", "words", "x"]), inner)
    ),
    max_leaves=12,
)


@given(VALUES)
def test_any_json_is_read_or_refused(loaded: Any) -> None:
    try:
        written = read_json(json.dumps(loaded).encode(), "a.json")
    except InputError:
        return
    assert all(written.text[it.start : it.end].strip() for it in written.said)
