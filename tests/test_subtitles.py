"""Subtitles: cues cut speech anywhere, and name a speaker now and then."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.errors import InputError
from qualcode.ingest.subtitles import cues, subtitles
from qualcode.ingest.utterances import Utterance


def said(text: str, name: str = "a.srt") -> list[tuple[str | None, str]]:
    return [(it.speaker, it.words) for it in subtitles(text, name).utterances]


def srt(*shown: str) -> str:
    stamps = (f"00:00:{n:02},000 --> 00:00:{n + 1:02},000" for n in range(len(shown)))
    blocks = (f"{n}\n{at}\n{it}\n" for n, (at, it) in enumerate(zip(stamps, shown, strict=True), 1))
    return "\n".join(blocks)


def test_a_label_in_the_first_cue_only_speaks_until_the_next() -> None:
    cut = srt("李站长：我们这儿", "有十二栋楼。", "访谈者：谁管事？", "李站长：物业管。")
    assert said(cut) == [
        ("李站长", "我们这儿有十二栋楼。"),
        ("访谈者", "谁管事？"),
        ("李站长", "物业管。"),
    ]


def test_a_label_that_is_said_again_in_each_cue_is_one_turn() -> None:
    shown = srt(
        "Ben Ray: When?",
        "Ana Sol: We came",
        "Ana Sol: in spring.",
        "Ben Ray: Why?",
        "Ana Sol: Work.",
    )
    assert said(shown) == [
        ("Ben Ray", "When?"),
        ("Ana Sol", "We came in spring."),
        ("Ben Ray", "Why?"),
        ("Ana Sol", "Work."),
    ]


def test_a_name_that_a_cue_cuts_is_whole_again() -> None:
    shown = srt(
        "Ana Sol: Why?",
        "Ben Ray: Work.",
        "Ana Sol: Where?",
        "Ben Ray: Here.",
        "Ana Sol: Since when? Ben",
        "Ray: Spring.",
    )
    assert said(shown)[4:] == [("Ana Sol", "Since when?"), ("Ben Ray", "Spring.")]


def test_cues_that_name_nobody_are_one_utterance_each() -> None:
    assert said(srt("Good morning.", "It is late\nalready.")) == [
        (None, "Good morning."),
        (None, "It is late already."),
    ]


def test_two_dashes_in_a_cue_are_two_people() -> None:
    assert said(srt("- 好吗？\n- 好。", "走吧。")) == [
        (None, "好吗？"),
        (None, "好。"),
        (None, "走吧。"),
    ]


@pytest.mark.parametrize(
    "stamp",
    ["00:00:01,000-->00:00:02,000", "0:01.5 --> 0:02.5", "00:00:01.000 --> 00:00:02.000 align:end"],
)
def test_every_common_stamp_is_read(stamp: str) -> None:
    assert said(f"{stamp}\n好。\n") == [(None, "好。")]


def test_a_last_line_of_digits_is_speech() -> None:
    """Where nothing follows, a number is no number of the next cue."""
    assert said("1\n00:00:01,000 --> 00:00:02,000\n几户？\n12\n") == [(None, "几户？12")]


def test_voices_and_names_of_cues_are_no_speech() -> None:
    vtt = (
        "WEBVTT\n\nNOTE made by hand\nin two lines\n\nopening\n00:01.000 --> 00:02.000\n"
        "<v.loud Ana Sol>How <i>are</i> you?</v>\n\n00:02.000 --> 00:03.000\n"
        "<v Ben &amp; Co>Fine. <laughs></v>\n"
    )
    record = subtitles(vtt, "a.vtt")
    assert [(it.speaker, it.words) for it in record.utterances] == [
        ("Ana Sol", "How are you?"),
        ("Ben & Co", "Fine. <laughs>"),
    ]


def test_notes_and_empty_cues_are_counted() -> None:
    vtt = (
        "WEBVTT\n\n00:01.000 --> 00:02.000\n好。\n\nNOTE a word\nto whom?\n\n"
        "00:02.000 --> 00:03.000\n\n"
    )
    assert subtitles(vtt, "a.vtt").left_out == {"note": 1, "empty": 1}


def test_of_two_languages_one_is_the_transcript_and_the_other_is_counted() -> None:
    record = subtitles(srt("我们来了。\nWe came.", "春天。\nIn spring."), "a.srt")
    assert [it.words for it in record.utterances] == ["我们来了。", "春天。"]
    assert record.left_out == {"translation": 2}


def test_times_are_those_of_the_first_cue() -> None:
    record = subtitles(srt("问：你好", "吗？", "答：好。", "问：走？"), "a.srt")
    assert [it.start for it in record.utterances] == [0.0, 2.0, 3.0]


@pytest.mark.parametrize("text", ["WEBVTT\n", "just words", "1\n00:00:01,000 --> 00:00:02,000\n"])
def test_subtitles_without_a_word_are_refused(text: str) -> None:
    with pytest.raises(InputError, match="cue"):
        subtitles(text, "a.vtt")


SPEECH = st.text(st.sampled_from("好的吗我们𠮷楼，。？ab "), min_size=1, max_size=30).filter(
    lambda it: bool(it.strip())
)
TALK = st.lists(SPEECH, min_size=4, max_size=12)


@given(TALK, st.integers(1, 9))
def test_wherever_cues_cut_the_turns_are_the_same(talk: list[str], length: int) -> None:
    """The speakers alternate; a voice is named in the first cue of a turn only."""
    names = ("Ana", "Ben")
    shown = [
        (f"<v {names[n % 2]}>" if at == 0 else "") + it[at : at + length]
        for n, it in enumerate(talk)
        for at in range(0, len(it), length)
    ]
    lines = "\n\n".join(
        f"00:{n // 60:02}:{n % 60:02}.000 --> 01:00:00.000\n{it}"
        for n, it in enumerate(shown)
        if it.replace("<v Ana>", "").replace("<v Ben>", "").strip() or "<v" in it
    )
    found = subtitles(f"WEBVTT\n\n{lines}\n", "a.vtt").utterances
    assert [it.speaker for it in found if it.words] == [names[n % 2] for n in range(len(talk))]
    assert ["".join(it.words.split()) for it in found if it.words] == [
        "".join(it.split()) for it in talk
    ]


@given(st.text(st.sampled_from("01:,.->\n <>v/NOTE好 "), max_size=200))
def test_whatever_stands_in_a_file_it_is_read_or_refused(text: str) -> None:
    try:
        record = subtitles(text, "a.vtt")
    except InputError:
        return
    assert any(it.words.strip() for it in record.utterances)
    assert all(isinstance(it, Utterance) for it in record.utterances)


def test_cues_keep_what_they_show() -> None:
    found, left_out = cues("7\n00:01 --> 00:02\none\n\ntwo\n")
    assert [it.lines for it in found] == [("one", "two")]
    assert not left_out
