"""What the desk may do: each act once, none by a stranger, and one bad act never jams the rest."""

from __future__ import annotations

import sqlite3
import threading
from contextlib import closing
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from conftest import examples
from desk_material import (
    DESK_TEXT,
    OTHER,
    WHO,
    coding,
    event,
    new_id,
    sent,
    span_of,
    words_coded,
)
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from qualcode.app.coder import acts, events, messages
from qualcode.i18n import tr

if TYPE_CHECKING:
    from qualcode import Project

pytest_plugins = ("desk_material",)

CHANNEL = "desk"


def test_several_turns_are_coded_in_one_act_with_the_desks_own_names(at_desk: Project):
    act = coding("一开始没人来。", "规矩是一起定的。")
    assert sent(at_desk, act) == [""]
    assert words_coded(at_desk) == ["一开始没人来。", "规矩是一起定的。"]
    assert {it.uuid for it in at_desk.codings.of(WHO)} == {it["u"] for it in act["spans"]}
    assert sent(at_desk, event("undo")) == [""]
    assert words_coded(at_desk) == []
    assert sent(at_desk, event("redo")) == [""]
    assert len(words_coded(at_desk)) == 2


def test_a_batch_that_is_sent_twice_is_done_once_in_another_session_too(at_desk: Project):
    batch = [
        coding("一开始没人来。"),
        event("memo", m=new_id(), kind="turn", target=2, body="注意"),
    ]
    done: dict[str, events.Answer] = {}
    first = events.apply(at_desk, WHO, batch, done)
    assert events.apply(at_desk, WHO, batch, done) == first
    assert events.apply(at_desk, WHO, batch, {}) == first  # as after a reload
    assert len(at_desk.codings.of(WHO)) == 1
    assert len(at_desk.memos.list("turn", viewer=WHO)) == 1


def test_the_same_act_from_two_tabs_at_once_is_one_act(at_desk: Project):
    act = coding("一开始没人来。")
    at_desk.rounds.open()
    said: list[str] = []
    tabs = [threading.Thread(target=lambda: said.extend(sent(at_desk, act))) for _ in range(4)]
    for tab in tabs:
        tab.start()
    for tab in tabs:
        tab.join()
    assert said == [""] * 4
    assert len(at_desk.codings.of(WHO)) == 1


def test_another_coders_replay_of_an_act_changes_nothing(at_desk: Project):
    act = coding("一开始没人来。")
    assert sent(at_desk, act) == [""]
    (reason,) = sent(at_desk, act, who=OTHER)
    assert reason
    assert at_desk.codings.of(OTHER) == ()
    assert len(at_desk.codings.of(WHO)) == 1


def test_the_browser_cannot_say_who_codes(at_desk: Project):
    forged = {"coder": OTHER, "origin": "accepted", "exposure": "unaided", "round": "R9"}
    sent(at_desk, coding("一开始没人来。") | forged)
    (made,) = at_desk.codings.of(WHO)
    assert (made.coder, made.origin) == (WHO, "manual")
    assert at_desk.codings.of(OTHER) == ()


def test_a_batch_from_another_coders_desk_is_not_touched():
    forged = {"channel": "another", "events": [coding("一开始没人来。")], "need": "state", "go": 1}
    assert events.batch_of(forged, CHANNEL) == events.Batch()


@pytest.mark.parametrize(
    "forged",
    [
        None,
        "x",
        [],
        {"channel": CHANNEL},
        {
            "channel": CHANNEL,
            "events": {"id": 1},
            "seq": "9",
            "need": 4,
            "go": 7,
            "node": ["组织建设"],
        },
        {"channel": CHANNEL, "events": [None, 3, {}, {"id": 7}, {"id": "<script>"}], "go": True},
    ],
)
def test_what_is_not_a_batch_of_events_is_left_alone(forged: object):
    assert events.batch_of(forged, CHANNEL) == events.Batch()


def test_of_too_large_a_batch_only_so_many_events_are_done_and_the_rest_waits():
    batch = {"channel": CHANNEL, "events": [coding("一开始没人来。") for _ in range(80)], "seq": 5}
    found = events.batch_of(batch, CHANNEL)
    assert len(found.events) == events.MOST_EVENTS
    assert found.heard == 5


HOSTILE: dict[str, dict[str, Any]] = {
    "an unknown act": {"op": "drop"},
    "no act": {"op": None},
    "an act that is a list": {"op": ["code"]},
    "an unknown text": {"text": 99},
    "a text by name": {"text": "1"},
    "a text that is true": {"text": True},
    "a text beyond the database": {"text": 2**80},
    "no spans": {"spans": []},
    "spans that are none": {"spans": "𠮷"},
    "too many spans": {"spans": [span_of("一开始")] * (messages.MOST_SPANS + 1)},
    "a negative start": {"spans": [span_of("一开始") | {"s": -1}]},
    "a start in words": {"spans": [span_of("一开始") | {"s": "4"}]},
    "a start with a fraction": {"spans": [span_of("一开始") | {"s": 20.0}]},
    "an end beyond the text": {"spans": [span_of("一开始") | {"e": 10**9}]},
    "an end beyond the database": {"spans": [span_of("一开始") | {"e": 2**90}]},
    "no end": {"spans": [span_of("一开始") | {"e": None}]},
    "two turns in one span": {"spans": [{"s": 4, "e": 40, "u": new_id()}]},
    "a speaker's label": {"spans": [span_of("书记：一开始")]},
    "nothing in a span": {"spans": [{"s": 20, "e": 20, "u": new_id()}]},
    "a name that is no uuid": {"spans": [span_of("一开始") | {"u": "<script>"}]},
    "no name": {"spans": [span_of("一开始") | {"u": None}]},
    "one span of two outside": {"spans": [span_of("一开始"), span_of("一开始") | {"e": 9_999}]},
    "an unknown code": {"c": "no_such_code"},
    "no code": {"c": None},
    "a code that is a list": {"c": ["组织建设"]},
}


@pytest.mark.parametrize("broken", HOSTILE.values(), ids=HOSTILE.keys())
def test_a_hostile_coding_is_refused_with_a_reason_and_changes_nothing(
    at_desk: Project, broken: dict[str, Any]
):
    (reason,) = sent(at_desk, coding("一开始没人来。") | broken)
    assert reason
    assert at_desk.codings.of(WHO) == ()
    assert sent(at_desk, coding("一开始没人来。")) == [""]


@pytest.mark.parametrize(
    "act",
    [
        event("code_new", label="", spans=[span_of("一开始")]),
        event("code_new", label="长" * 201, spans=[span_of("一开始")]),
        event("code_new", label=None, spans=[span_of("一开始")]),
        event("code_new", label="新", spans=[]),
        event("uncode", codings=[]),
        event("uncode", codings=[{"u": new_id()}]),
        event("uncode", codings=[span_of("一开始") | {"c": "组织建设"}]),
        event("border", u=new_id(), s=20, e=22),
        event("border", u=None, s=20, e=22),
        event("recode", u=new_id(), c="组织建设"),
        event("read", n=[]),
        event("read", n=[99]),
        event("read", n=[True]),
        event("read", n="2"),
        event("memo", m=new_id(), kind="turn", target=99, body="话"),
        event("memo", m=new_id(), kind="turn", target="2", body="话"),
        event("memo", m=new_id(), kind="coding", target=new_id(), body="话"),
        event("memo", m=new_id(), kind="code", target="no_such_code", body="话"),
        event("memo", m=new_id(), kind="project", target="", body="话"),
        event("memo", m="<b>", kind="transcript", target="", body="话"),
        event("memo", m=new_id(), kind="transcript", target="", body="  "),
        event("memo", m=new_id(), kind="transcript", target="", body="长" * 20_001),
        event("memo", m=new_id(), kind="transcript", target="", body="\ud800"),
        event("memo_change", m=new_id(), body="话"),
        event("memo_remove", m=new_id()),
        event("accept", g=1),
        event("reject", g="1"),
        event("change", g=2**80, c="组织建设"),
    ],
)
def test_an_act_on_what_is_not_there_is_refused_and_changes_nothing(
    at_desk: Project, act: dict[str, Any]
):
    before = at_desk.status()
    assert sent(at_desk, act)[0]
    assert at_desk.status() == before
    assert not at_desk.verify_log().problems


def test_one_refused_act_does_not_stop_the_others(at_desk: Project):
    bad = coding("一开始没人来。") | {"c": "no_such_code"}
    answers = sent(at_desk, coding("规矩是一起定的。"), bad, coding("一开始没人来。"))
    assert [bool(it) for it in answers] == [False, True, False]
    assert len(at_desk.codings.of(WHO)) == 2


def test_the_reason_is_in_the_language_of_the_screen(at_desk: Project):
    bad = coding("一开始没人来。") | {"c": "no_such_code"}
    for language in ("zh", "en"):
        (answer,), _ = events.apply(at_desk, WHO, [bad], {}, language=language)
        assert answer.reason == tr("error.refusal.code", language)


def test_anothers_coding_cannot_be_removed_moved_or_noted_on(at_desk: Project):
    sent(at_desk, coding("一开始没人来。"))
    (theirs,) = at_desk.codings.of(WHO)
    tries = [
        event(
            "uncode",
            codings=[{"u": theirs.uuid, "s": theirs.start, "e": theirs.end, "c": theirs.code}],
        ),
        event("border", u=theirs.uuid, s=theirs.start, e=theirs.end - 1),
        event("recode", u=theirs.uuid, c="组织动员"),
        event("memo", m=new_id(), kind="coding", target=theirs.uuid, body="我看见了"),
        event("code", c="组织动员", spans=[span_of("规矩", theirs.uuid)]),
    ]
    assert all(sent(at_desk, *tries, who=OTHER))
    assert at_desk.codings.of(WHO) == (theirs,)
    assert at_desk.memos.list() == ()


def test_anothers_memo_cannot_be_changed_or_removed(at_desk: Project):
    memo = new_id()
    sent(at_desk, event("memo", m=memo, kind="transcript", target="", body="原话"))
    tries = [event("memo_change", m=memo, body="改了"), event("memo_remove", m=memo)]
    assert all(sent(at_desk, *tries, who=OTHER))
    assert [it.text for it in at_desk.memos.list()] == ["原话"]


def test_a_border_may_not_leave_the_text_that_its_coding_is_in(at_desk: Project):
    at_desk.transcripts.ingest_bytes("主任.txt", "主任：还有一篇，话很短。\n".encode())
    sent(at_desk, coding("规矩是一起定的。"))
    (made,) = at_desk.codings.of(WHO)
    other = next(it for it in at_desk.transcripts.list() if it.name == "主任")
    elsewhere = event("border", u=made.uuid, s=3, e=6) | {"text": other.text_id}
    assert sent(at_desk, elsewhere)[0]
    assert at_desk.codings.of(WHO) == (made,)


def test_borders_and_code_can_be_changed_and_taken_back(at_desk: Project):
    name = new_id()
    sent(at_desk, event("code", c="组织建设", spans=[span_of("一开始没人来。", name)]))
    end = span_of("没人来")["e"]
    assert sent(at_desk, event("border", u=name, s=span_of("没人来")["s"], e=end)) == [""]
    assert words_coded(at_desk) == ["没人来"]
    assert sent(at_desk, event("recode", u=name, c="组织动员")) == [""]
    assert [it.code for it in at_desk.codings.of(WHO)] == ["组织动员"]
    sent(at_desk, event("undo"), event("undo"))
    assert words_coded(at_desk) == ["一开始没人来。"]


def test_a_coding_is_removed_by_what_it_covers_where_the_desk_lacks_its_name(at_desk: Project):
    """The same coding made twice is one and keeps the first name; the desk may hold the second."""
    act = coding("一开始没人来。")
    again = coding("一开始没人来。")
    sent(at_desk, act, again)
    (said,) = again["spans"]
    assert sent(at_desk, event("uncode", codings=[said | {"c": "组织建设"}])) == [""]
    assert at_desk.codings.of(WHO) == ()


def test_a_code_is_made_with_its_first_coding_and_goes_with_it(at_desk: Project):
    act = event("code_new", label=" 网格长  敲门 ", vivo=False, spans=[span_of("一家一家去敲门")])
    assert sent(at_desk, act) == [""]
    labels = [it.label() for it in at_desk.codebook.current().codes]
    assert labels == ["组织建设", "组织动员", "网格长 敲门"]
    sent(at_desk, event("undo"))
    assert len(at_desk.codebook.current().codes) == 2
    assert at_desk.codings.of(WHO) == ()


def test_a_frozen_codebook_takes_no_code_from_the_desk(at_desk: Project):
    for code in at_desk.codebook.current().codes:
        at_desk.codebook.edit_code(replace(code, definition={"zh": "说明"}, include=("是",)))
    at_desk.codebook.freeze()
    act = event("code_new", label="新", vivo=False, spans=[span_of("一开始")])
    (answer,), _ = events.apply(at_desk, WHO, [act], {}, language="zh")
    assert answer.reason == tr("error.refusal.frozen", "zh")
    assert at_desk.codings.of(WHO) == ()


def test_a_closed_round_refuses_the_desk(at_desk: Project):
    sent(at_desk, coding("一开始没人来。"))
    at_desk.rounds.close()
    (made,) = at_desk.codings.of(WHO)
    tries = [
        coding("规矩是一起定的。"),
        event("uncode", codings=[{"u": made.uuid}]),
        event("border", u=made.uuid, s=made.start, e=made.end - 1),
        event("read_all"),
        event("undo"),
    ]
    answers, _ = events.apply(at_desk, WHO, tries, {}, language="zh")
    assert [it.reason for it in answers] == [tr("error.refusal.closed", "zh")] * 5
    assert at_desk.codings.of(WHO) == (made,)


def test_a_project_that_cannot_be_written_loses_nothing(at_desk: Project):
    """Such an act is not refused but stays unanswered, so that the desk sends it again."""
    act = coding("一开始没人来。")
    with closing(sqlite3.connect(at_desk.path, isolation_level=None)) as raw:
        raw.execute(
            "CREATE TRIGGER full BEFORE INSERT ON coding "
            "BEGIN SELECT RAISE(ABORT, 'database or disk is full'); END"
        )
        answers, trouble = events.apply(at_desk, WHO, [act], {})
        assert answers == []
        assert "disk is full" in trouble
        raw.execute("DROP TRIGGER full")
    assert sent(at_desk, act) == [""]
    assert words_coded(at_desk) == ["一开始没人来。"]


plain = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-5, 90),
    st.floats(),
    st.text(max_size=5),
    st.sampled_from(["组织建设", new_id(), "turn", "coding"]),
)
values = st.recursive(
    plain,
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from("suecn"), inner, max_size=4)
    ),
    max_leaves=8,
)


@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=examples(10, 200)
)
@given(
    st.sampled_from([*acts.OPS, "x"]),
    st.dictionaries(
        st.sampled_from(
            [
                "text",
                "c",
                "spans",
                "codings",
                "u",
                "s",
                "e",
                "n",
                "m",
                "kind",
                "target",
                "body",
                "label",
                "vivo",
                "g",
            ]
        ),
        values,
    ),
)
def test_whatever_is_sent_is_answered_and_nothing_lies_outside_a_turn(
    at_desk: Project, op: str, said: dict[str, Any]
):
    answers, trouble = events.apply(at_desk, WHO, [{**event(op), **said}], {})
    assert len(answers) == 1
    assert not trouble
    turns = at_desk.transcripts.get("书记").turns
    for made in at_desk.codings.of(WHO):
        assert any(it.start <= made.start < made.end <= it.end for it in turns)
        assert DESK_TEXT[made.start : made.end]
    assert at_desk.codings.of(OTHER) == ()
