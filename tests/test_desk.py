"""The desk's server side: what it is given, what it may do, and what it is refused."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode import Project
from qualcode.app import palette
from qualcode.app.coder import events, payload
from qualcode.app.highlight import around, marked
from qualcode.model import Code

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

TEXT = (
    "访谈者：居民参与得怎么样？\n\n"
    "书记：一开始没人来。😀后来网格长一家一家去敲门！𠮷祥里的互助站也建起来了。\n\n"
    "访谈者：还有呢？\n\n书记：规矩是一起定的。\n"
)
CHANNEL = "desk"


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    with Project.create(tmp_path / "study") as made:
        made.coders.add("甲")
        made.coders.add("乙")
        made.transcripts.ingest_bytes("书记.txt", TEXT.encode())
        made.codebook.add_code("组织建设")
        made.codebook.add_code("组织动员")
        yield made


def event(op: str, **values: object) -> dict[str, object]:
    return {"id": str(uuid.uuid4()), "op": op, "text": 1, **values}


def first_sentence(project: Project) -> dict[str, int]:
    transcript = project.transcripts.get("书记")
    document = payload.document(project, transcript)
    start, end = document["turns"][1]["sentences"][0]
    return {"s": start, "e": end, "text": transcript.text_id}


def code_event(project: Project) -> dict[str, object]:
    code = project.codebook.current().codes[0].id
    return event("code", c=code, **first_sentence(project))


def test_the_desk_is_given_turns_and_sentences_that_are_exact_in_code_points(project: Project):
    transcript = project.transcripts.get("书记")
    document = payload.document(project, transcript)
    assert [turn["asks"] for turn in document["turns"]] == [True, False, True, False]
    for turn in document["turns"]:
        assert turn["text"] == transcript.text[turn["s"] : turn["e"]]
        for start, end in turn["sentences"]:
            assert turn["s"] <= start < end <= turn["e"]
    said = [transcript.text[s:e] for s, e in document["turns"][1]["sentences"]]
    assert said[0] == "一开始没人来。"
    assert "𠮷祥里的互助站也建起来了。" in said[-1]


def test_an_act_is_answered_and_stands_in_the_state(project: Project):
    done: dict[str, events.Answer] = {}
    sent = code_event(project)
    answers = events.apply(project, "甲", [sent], done)
    assert answers == [events.Answer(sent["id"])]
    transcript = project.transcripts.get("书记")
    answer = payload.answer(project, "甲", transcript, project.rounds.current(), answers)
    assert answer["done"] == [sent["id"]]
    assert answer["state"]["codings"] == [{"s": sent["s"], "e": sent["e"], "c": sent["c"]}]


def test_a_batch_that_is_sent_twice_is_done_once(project: Project):
    done: dict[str, events.Answer] = {}
    batch = [code_event(project), event("memo", n=2, body="注意", text=1)]
    first = events.apply(project, "甲", batch, done)
    second = events.apply(project, "甲", batch, done)
    assert first == second
    assert len(project.codings.of("甲")) == 1
    assert len(project.codings.memos("turn")) == 1


def test_the_browser_cannot_say_who_codes(project: Project):
    sent = code_event(project) | {"coder": "乙", "origin": "accepted", "exposure": "unaided"}
    events.apply(project, "甲", [sent], {})
    assert [coding.coder for coding in project.codings.of("甲")] == ["甲"]
    assert project.codings.of("乙") == ()
    assert project.codings.of("甲")[0].origin == "manual"


def test_a_batch_from_another_coders_desk_is_not_touched(project: Project):
    sent = {"channel": "another", "events": [code_event(project)]}
    assert events.batch_of(sent, CHANNEL) == []


@pytest.mark.parametrize(
    "sent",
    [
        None,
        "x",
        [],
        {"channel": CHANNEL},
        {"channel": CHANNEL, "events": {"id": 1}},
        {"channel": CHANNEL, "events": [None, 3, {}, {"id": 7}, {"id": "<script>"}]},
    ],
)
def test_what_is_not_a_batch_of_events_is_left_alone(sent: object):
    assert events.batch_of(sent, CHANNEL) == []


@pytest.mark.parametrize(
    "broken",
    [
        {"op": "drop"},
        {"op": None},
        {"text": 99},
        {"text": "1"},
        {"text": True},
        {"s": -1},
        {"s": "4"},
        {"s": 4.0},
        {"e": 10**9},
        {"e": None},
        {"s": 0, "e": 60},
        {"s": 5, "e": 5},
        {"c": "no_such_code"},
        {"c": None},
    ],
)
def test_a_hostile_event_is_refused_with_a_reason_and_changes_nothing(
    project: Project, broken: dict[str, object]
):
    sent = code_event(project) | broken
    (answer,) = events.apply(project, "甲", [sent], {})
    assert answer.reason.endswith(".")
    assert project.codings.of("甲") == ()


def test_one_refused_event_does_not_stop_the_others(project: Project):
    batch = [code_event(project) | {"c": "no_such_code"}, code_event(project)]
    answers = events.apply(project, "甲", batch, {})
    assert [bool(answer.reason) for answer in answers] == [True, False]
    assert len(project.codings.of("甲")) == 1


def test_a_coding_can_be_removed_undone_and_done_again(project: Project):
    sent = code_event(project)
    gone = {key: sent[key] for key in ("text", "s", "e", "c")}
    events.apply(project, "甲", [sent, event("uncode", **gone)], {})
    assert project.codings.of("甲") == ()
    events.apply(project, "甲", [event("undo", text=1)], {})
    assert len(project.codings.of("甲")) == 1
    events.apply(project, "甲", [event("redo", text=1)], {})
    assert project.codings.of("甲") == ()


def test_a_turn_that_was_read_stands_as_read_and_the_rest_as_unread(project: Project):
    transcript = project.transcripts.get("书记")
    events.apply(project, "甲", [event("read", n=2)], {})
    held = project.rounds.current()
    state = payload.answer(project, "甲", transcript, held, [])["state"]
    assert state["read"] == [(2, True)]
    events.apply(project, "甲", [event("read_all")], {})
    state = payload.answer(project, "甲", transcript, held, [])["state"]
    assert [n for n, _ in state["read"]] == [turn.n for turn in transcript.turns]


def test_a_new_meaning_opens_what_was_read_again(project: Project):
    transcript = project.transcripts.get("书记")
    events.apply(project, "甲", [event("read", n=2)], {})
    project.codebook.add_code("规则")
    state = payload.answer(project, "甲", transcript, project.rounds.current(), [])["state"]
    assert state["read"] == [(2, False)]


def test_what_was_read_in_a_closed_round_stays_read_whatever_the_codebook_becomes(project: Project):
    transcript = project.transcripts.get("书记")
    events.apply(project, "甲", [event("read", n=2)], {})
    project.rounds.close()
    project.codebook.add_code("规则")
    (held,) = project.rounds.list()
    told = payload.answer(project, "甲", transcript, held, [])
    assert told["closed"]
    assert told["state"]["read"] == [(2, True)]


def test_a_coder_is_never_shown_anothers_codings(project: Project):
    events.apply(project, "甲", [code_event(project), event("memo", n=2, body="我的")], {})
    transcript = project.transcripts.get("书记")
    state = payload.answer(project, "乙", transcript, project.rounds.current(), [])["state"]
    assert state["codings"] == []
    assert state["memos"] == []


def test_a_closed_round_refuses_the_desk(project: Project):
    events.apply(project, "甲", [code_event(project)], {})
    project.rounds.close()
    (answer,) = events.apply(project, "甲", [code_event(project)], {})
    assert "closed" in answer.reason


@given(st.text(max_size=60), st.lists(st.tuples(st.integers(-5, 80), st.integers(-5, 80))))
def test_pieces_join_to_the_text_and_mark_exactly_the_union_of_the_spans(
    text: str, spans: list[tuple[int, int]]
):
    start = 7
    pieces = marked(text, start, spans)
    assert "".join(piece for piece, _ in pieces) == text
    shown = [mark == "marked" for piece, mark in pieces for _ in piece]
    wanted = [any(a <= start + i < b for a, b in spans) for i in range(len(text))]
    assert shown == wanted


def test_what_stands_around_a_passage_is_never_marked():
    assert around("前", [("话", "marked")], "") == (("前", "around"), ("话", "marked"))


def test_every_code_has_its_own_key_and_none_that_the_app_keeps():
    codes = [Code("a", key="2"), Code("b", key="r"), Code("c", key="2"), Code("d", key="k")]
    keys = palette.keys([*codes, *(Code(str(n)) for n in range(12))])
    used = [key for key in keys if key]
    assert keys[:4] == ("2", "1", "3", "k")
    assert len(used) == len(set(used))
    assert not set(used) & palette.TAKEN


@pytest.mark.parametrize("written", ["", "red", "#12345", "#123456;background:url(x)", "#GGGGGG"])
def test_only_a_plain_colour_is_let_into_a_style(written: str):
    assert palette.colour(Code("a", colour=written), 0) == palette.COLOURS[0]
    assert palette.colour(Code("a", colour="#0a0B0c"), 0) == "#0a0B0c"
