"""What the desk is told: a small difference, of which any desk can make the whole state again."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from conftest import examples
from desk_material import DESK_TEXT, OTHER, WHO, coding, event, new_id, sent, span_of
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from qualcode.app.coder import document, events
from qualcode.app.coder.answers import REPEATED, Told, same_desk

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qualcode import Project

pytest_plugins = ("desk_material",)


class Browser:
    """The desk's side of the wire: what it was told, kept as it keeps it."""

    def __init__(self, project: Project, who: str = WHO) -> None:
        self.project, self.who = project, who
        self.told = Told("desk")
        self.sheet = project.worksheets.of(who, 1)
        self.codes: list[Any] = []
        self.load()

    def load(self) -> None:
        state = self.told.whole(self.sheet, ())
        self.base = state["base"]
        self.codings = {it["u"]: it for it in state["codings"]}
        self.read = dict(state["read"])
        self.memos = {it["m"]: it for it in state["memos"]}
        self.can = (state["undo"], state["redo"])

    def send(self, *acts: dict[str, Any], lost: bool = False) -> dict[str, Any]:
        """Send acts and take the answer, unless it gets lost; the page runs whole where it must."""
        self.told.hear(self.base)
        answers, _ = events.apply(self.project, self.who, acts, self.told.done)
        self.told.note(answers)
        name = self.sheet.round.name if self.sheet.round else None
        before = self.sheet
        self.sheet = self.project.worksheets.of(self.who, 1, round=name, before=before)
        if not same_desk(before, self.sheet) and not lost:
            self.load()
        answer = self.told.answer(self.sheet, frozenset(), self.book)
        if not lost:
            self.take(answer)
        return json.loads(json.dumps(answer))

    def ask(self, *, lost: bool = False) -> dict[str, Any]:
        return self.send(lost=lost)

    def book(self) -> list[dict[str, Any]]:
        return document.codes(self.project.codebook.current(), "zh")

    def take(self, answer: dict[str, Any]) -> None:
        assert answer["base"] == self.base
        self.base, delta = answer["sequence"], answer["delta"]
        for it in delta["codings"]["set"]:
            self.codings[it["u"]] = it
        for uuid in delta["codings"]["gone"]:
            del self.codings[uuid]
        self.read |= dict(delta["read"]["set"])
        for n in delta["read"]["gone"]:
            del self.read[n]
        for it in delta["memos"]["set"]:
            self.memos[it["m"]] = it
        for uuid in delta["memos"]["gone"]:
            del self.memos[uuid]
        self.can = (delta["undo"], delta["redo"])
        self.codes = answer.get("codes", self.codes)

    def agrees(self) -> bool:
        """Return whether the desk shows what a new session would be told."""
        fresh = Told("fresh").whole(self.project.worksheets.of(self.who, 1), ())
        return (
            {it["u"]: it for it in fresh["codings"]} == self.codings
            and dict(fresh["read"]) == self.read
            and {it["m"]: it for it in fresh["memos"]} == self.memos
            and (fresh["undo"], fresh["redo"]) == self.can
        )


def results(answer: dict[str, Any]) -> list[str]:
    return [it["id"] for it in answer["results"]]


def test_a_coding_is_answered_with_itself_alone(at_desk: Project):
    desk = Browser(at_desk)
    desk.send(coding("一开始没人来。"))
    act = coding("规矩是一起定的。")
    answer = desk.send(act)
    (said,) = act["spans"]
    assert answer["delta"]["codings"] == {
        "set": [{**said, "c": "组织建设", "o": "manual"}],
        "gone": [],
    }
    assert answer["delta"]["read"] == answer["delta"]["memos"] == {"set": [], "gone": []}
    assert results(answer) == [act["id"]]
    assert "codes" not in answer
    assert desk.agrees()


def test_a_lost_answer_is_made_good_by_the_next_one(at_desk: Project):
    desk = Browser(at_desk)
    desk.send(coding("一开始没人来。"))
    lost = coding("规矩是一起定的。")
    desk.send(lost, lost=True)
    answer = desk.send(lost)
    assert results(answer) == [lost["id"], lost["id"]]
    assert [it["c"] for it in answer["delta"]["codings"]["set"]] == ["组织建设"]
    assert desk.agrees()


def test_results_are_repeated_until_the_desk_has_them_and_never_without_end(at_desk: Project):
    desk = Browser(at_desk)
    desk.send(event("memo", m=new_id(), kind="transcript", target="", body="一"))
    first = event("memo", m=new_id(), kind="transcript", target="", body="二")
    desk.send(first, lost=True)
    assert results(desk.ask(lost=True)) == [first["id"]]
    desk.ask()
    second = event("memo", m=new_id(), kind="transcript", target="", body="三")
    assert results(desk.send(second)) == [second["id"]]
    for _ in range(5):
        some = (
            event("memo", m=new_id(), kind="code", target="组织建设", body="又") for _ in range(50)
        )
        answer = desk.send(*some, lost=True)
    assert len(results(answer)) == REPEATED


def test_a_refusal_is_told_with_its_reason_and_no_difference(at_desk: Project):
    desk = Browser(at_desk)
    desk.send(coding("一开始没人来。"))
    bad = coding("规矩是一起定的。") | {"c": "no_such_code"}
    answer = desk.send(bad)
    assert [bool(it["reason"]) for it in answer["results"]] == [True]
    assert answer["base"] == answer["sequence"]
    assert desk.agrees()


def test_codes_are_told_only_when_the_codebook_has_changed(at_desk: Project):
    desk = Browser(at_desk)
    desk.send(coding("一开始没人来。"))
    desk.send(event("code_new", label="新的", vivo=False, spans=[span_of("规矩")]), lost=True)
    desk.ask()
    assert [it["label"] for it in desk.codes] == ["组织建设", "组织动员", "新的"]
    assert "codes" not in desk.send(coding("互助站", code="组织动员"))
    desk.send(event("undo"), event("undo"))
    assert [it["label"] for it in desk.codes] == ["组织建设", "组织动员"]
    assert desk.agrees()


def test_a_desk_that_lost_its_way_asks_for_everything_and_is_told_under_a_new_base(
    at_desk: Project,
):
    desk = Browser(at_desk)
    desk.send(coding("一开始没人来。"))
    before = desk.base
    desk.told.forget("state")
    desk.load()
    assert desk.base > before
    assert desk.agrees()


def test_what_did_not_change_keeps_its_base(at_desk: Project):
    desk = Browser(at_desk)
    desk.send(coding("一开始没人来。"))
    before = desk.base
    desk.load()
    assert desk.base == before


def test_what_the_same_coder_does_elsewhere_comes_with_the_next_answer(at_desk: Project):
    desk = Browser(at_desk)
    desk.send(coding("一开始没人来。"))
    sent(at_desk, coding("规矩是一起定的。"), event("read", n=[2]))
    at_desk.codings.remove(WHO, next(iter(desk.codings)))
    desk.send(event("memo", m=new_id(), kind="turn", target=4, body="这里"))
    assert desk.agrees()
    assert desk.read == {2: True}


def test_another_coder_is_never_told(at_desk: Project):
    desk = Browser(at_desk, OTHER)
    sent(at_desk, coding("一开始没人来。"), event("read_all"))
    sent(at_desk, event("memo", m=new_id(), kind="turn", target=2, body="我的"))
    desk.ask()
    assert (desk.codings, desk.read, desk.memos) == ({}, {}, {})
    assert desk.can == (False, False)


def test_a_memo_on_a_coding_comes_and_goes_with_it(at_desk: Project):
    desk, name = Browser(at_desk), new_id()
    desk.send(event("code", c="组织建设", spans=[span_of("一开始没人来。", name)]))
    desk.send(event("memo", m=new_id(), kind="coding", target=name, body="为何"))
    assert [it["body"] for it in desk.memos.values()] == ["为何"]
    desk.send(event("uncode", codings=[{"u": name}]))
    assert desk.memos == {}
    desk.send(event("undo"))
    assert [it["body"] for it in desk.memos.values()] == ["为何"]
    assert desk.agrees()


def test_a_new_meaning_opens_what_was_read_again_and_new_words_do_not(at_desk: Project):
    desk = Browser(at_desk)
    desk.send(event("read", n=[2]))
    assert desk.read == {2: True}
    code = at_desk.codebook.current().codes[0]
    reworded = replace(code, definition={"zh": "说得清楚些"})
    at_desk.codebook.edit_code(reworded, wording_only=True)
    desk.ask()
    assert desk.read == {2: True}
    at_desk.codebook.add_code("规则")
    desk.ask()
    assert desk.read == {2: False}
    assert desk.agrees()


def test_a_turn_is_read_once_all_its_sentences_are(at_desk: Project):
    desk = Browser(at_desk)
    transcript = at_desk.transcripts.get("书记")
    units = at_desk.transcripts.units(transcript.text_id, "sentence")
    turn = transcript.turns[1]
    inside = [it for it in units if turn.start <= it.start < turn.end]
    at_desk.codings.read(WHO, "书记", inside[:1])  # type: ignore[arg-type]
    desk.ask()
    assert desk.read == {}
    at_desk.codings.read(WHO, "书记", inside)  # type: ignore[arg-type]
    desk.ask()
    assert desk.read == {turn.n: True}


def test_what_was_read_in_a_closed_round_stays_read_whatever_the_codebook_becomes(
    at_desk: Project,
):
    sent(at_desk, event("read", n=[2]))
    at_desk.rounds.close()
    at_desk.codebook.add_code("规则")
    sheet = at_desk.worksheets.of(WHO, 1, round="R1")
    assert sheet.closed
    assert sheet.read == {2: True}


def test_a_round_that_closes_or_begins_asks_for_the_whole_page(at_desk: Project):
    at_desk.rounds.open()
    before = at_desk.worksheets.of(WHO, 1)
    at_desk.rounds.close()
    closed = at_desk.worksheets.of(WHO, 1, round="R1", before=before)
    assert not same_desk(before, closed)
    at_desk.rounds.open()
    assert at_desk.worksheets.of(WHO, 1, round="R1", before=closed).closed
    now = at_desk.worksheets.of(WHO, 1)
    assert (now.round.name if now.round else "", now.closed) == ("R2", False)


WORDS = ("一开始没人来。", "😀后来", "𠮷祥里", "规矩是一起定的。", "互助站")
acts_of_coders = st.lists(
    st.tuples(
        st.sampled_from(["code", "new", "uncode", "recode", "read", "all", "memo", "undo", "redo"]),
        st.integers(0, 4),
        st.booleans(),
        st.booleans(),
    ),
    max_size=14,
)


@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=examples(10, 200)
)
@given(acts_of_coders)
def test_after_any_acts_and_lost_answers_the_desk_shows_what_is_stored(
    at_desk: Project, done: Sequence[tuple[str, int, bool, bool]]
):
    desk = Browser(at_desk)
    for what, n, lost, elsewhere in done:
        act = _act(desk, what, n)
        if elsewhere:
            sent(at_desk, act)
        else:
            desk.send(act, lost=lost)
    desk.ask()
    assert desk.agrees()


def _act(desk: Browser, what: str, n: int) -> dict[str, Any]:
    some = list(desk.codings.values()) or [{"u": new_id()}]
    it = some[n % len(some)]
    made = {
        "new": event("code_new", label=f"码{n}", vivo=False, spans=[span_of(WORDS[n])]),
        "uncode": event("uncode", codings=[it]),
        "recode": event("recode", u=it["u"], c="组织动员"),
        "read": event("read", n=[1 + n % 4]),
        "all": event("read_all"),
        "memo": event("memo", m=new_id(), kind="turn", target=1 + n % 4, body="注意"),
        "code": coding(WORDS[n], code=("组织建设", "组织动员")[n % 2]),
    }
    return made.get(what) or event(what)


@pytest.mark.parametrize("length", [20, 2_000])
def test_the_answer_to_a_coding_does_not_grow_with_the_transcript(at_desk: Project, length: int):
    turns = "".join(f"问：第{n}个？\n答：{DESK_TEXT[20:27]}\n" for n in range(length))
    at_desk.transcripts.ingest_bytes("长.txt", turns.encode())
    text = next(it.text_id for it in at_desk.transcripts.list() if it.name == "长")
    at_desk.codings.read(WHO, "长")
    borders = at_desk.worksheets.borders(text)
    told, sheet = Told("desk"), at_desk.worksheets.of(WHO, text)
    told.whole(sheet, ())
    place = {"s": borders.starts[1], "e": borders.ends[1], "u": new_id()}
    answers, _ = events.apply(
        at_desk, WHO, [event("code", c="组织建设", spans=[place]) | {"text": text}], told.done
    )
    told.note(answers)
    sheet = at_desk.worksheets.of(WHO, text, before=sheet)
    answer = told.answer(sheet, frozenset(), list)
    assert len(json.dumps(answer)) < 600
