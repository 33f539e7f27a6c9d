"""What can be done on a card: each act once, none by a stranger, and nothing decided unseen."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING, Any

import pytest
from cards_material import until, upcoming
from conftest import examples
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from verify_material import WHO, event, revealed, sent, spare

from qualcode.app.verify import acts, exchange, messages, reasons
from qualcode.app.verify.answers import Cards
from qualcode.i18n import tr

if TYPE_CHECKING:
    from qualcode import Project

pytest_plugins = ("cards_material", "verify_material")


def decided(desk: Project) -> dict[str, int]:
    return desk.suggestions.decided(WHO)


def given_codes(desk: Project) -> list[tuple[str, str]]:
    return [(it.origin, it.code) for it in desk.codings.of(WHO)]


def events_of(desk: Project) -> int:
    with closing(sqlite3.connect(desk.path)) as file:
        (found,) = file.execute("select count(*) from event").fetchone()
    return int(found)


def test_an_answer_is_unaided_and_what_is_suggested_comes_after_it(desk: Project):
    card = until(desk, suggested=True)
    assert not card.suggestions
    code = spare(desk, card)
    assert sent(desk, event("answer", card.pick, codes=[code])) == [""]
    (coding,) = desk.codings.of(WHO)
    assert (coding.code, coding.exposure) == (code, "unaided")
    assert upcoming(desk).suggestions


@pytest.mark.parametrize(("op", "word"), [("accept", "accepted"), ("reject", "rejected")])
def test_one_act_decides_a_suggestion_and_one_takes_it_back(desk: Project, op: str, word: str):
    card = revealed(desk)
    first = card.suggestions[0].suggestion.id
    assert sent(desk, event(op, card.pick, g=first, codes=[])) == [""]
    assert decided(desk)[word] == 1
    assert [it[0] for it in given_codes(desk)] == (["accepted"] if op == "accept" else [])
    assert sent(desk, event("undo", card.pick)) == [""]
    assert not decided(desk).get(word)
    assert given_codes(desk) == []
    assert upcoming(desk).pick == card.pick


@pytest.mark.parametrize("op", ["accept", "reject", "change"])
def test_the_last_decision_closes_the_card(desk: Project, op: str):
    card = revealed(desk)
    other = spare(desk, card)
    for left in range(len(card.suggestions), 0, -1):
        assert upcoming(desk).pick == card.pick
        key = card.suggestions[-left].suggestion.id
        assert sent(desk, event(op, card.pick, g=key, c=other, codes=[])) == [""]
    assert upcoming(desk).pick != card.pick


def test_what_was_chosen_goes_with_the_act_that_closes_the_card(desk: Project):
    desk.suggestions.set_mode("on_request")
    card = until(desk, suggested=True)
    other = spare(desk, desk.suggestions.reveal(WHO, card.pick))
    shown = desk.suggestions.card(WHO, card.pick).suggestions
    for item in shown:
        act = event("reject", card.pick, g=item.suggestion.id, codes=[other])
        assert sent(desk, act) == [""]
    assert given_codes(desk) == [("manual", other)]
    assert decided(desk)["rejected"] == len(shown)


def test_a_rejected_code_that_the_unit_has_stays_rejected(desk: Project):
    card = until(desk, suggested=True)
    there = desk.suggestions.answer(WHO, card.pick, []).suggestions
    sent(desk, event("undo", card.pick))
    wanted = there[0].code.id
    sent(desk, event("answer", card.pick, codes=[wanted]))
    for item in there:
        sent(desk, event("reject", card.pick, g=item.suggestion.id, codes=[]))
    assert decided(desk) == {"rejected": len(there)}


def test_a_code_beside_the_suggestions_is_added_and_can_be_taken_back(desk: Project):
    card = revealed(desk)
    other = spare(desk, card)
    assert sent(desk, event("add", card.pick, c=other)) == [""]
    assert decided(desk)["added"] == 1
    assert sent(desk, event("remove", card.pick, c=other)) == [""]
    assert given_codes(desk) == []


def test_a_skipped_card_is_no_reading(desk: Project):
    card = upcoming(desk)
    before = len(desk.codings.readings(WHO))
    assert sent(desk, event("skip", card.pick)) == [""]
    assert len(desk.codings.readings(WHO)) == before
    assert decided(desk)["skipped"] == 1


@pytest.mark.parametrize("suggested", [True, False])
def test_where_nothing_was_suggested_is_remembered_for_who_asks_why(desk: Project, suggested: bool):
    card = until(desk, suggested=suggested)
    aside = acts.Aside(10**6)
    sent(desk, event("answer", card.pick, codes=[]), aside=aside)
    assert aside.silent == (None if suggested else card.pick)


def test_a_card_that_nobody_looked_at_is_not_said_to_be_empty_and_what_asking_why_tells_was_seen(
    desk: Project,
):
    desk.suggestions.set_mode("on_request")
    card = until(desk, suggested=True)
    aside = acts.Aside()
    assert sent(desk, event("finish", card.pick, codes=[]), aside=aside) == [""]
    assert aside.silent is None
    desk.suggestions.set_mode("visible")
    before = events_of(desk)
    for _ in range(2):
        assert reasons.told_none(desk, WHO, card.pick)
        assert events_of(desk) == before + 1


@pytest.mark.parametrize("own", [False, True])
@pytest.mark.parametrize("op", ["accept", "reject", "change"])
def test_one_undo_takes_back_what_closed_the_card(desk: Project, op: str, own: bool):
    card = until(desk, suggested=True)
    there = desk.suggestions.answer(WHO, card.pick, []).suggestions
    for item in there[1:]:
        sent(desk, event("reject", card.pick, g=item.suggestion.id, codes=[]))
    if own:
        sent(desk, event("add", card.pick, c=there[0].code.id))
    before = decided(desk), given_codes(desk)
    other = spare(desk, desk.suggestions.card(WHO, card.pick))
    last = event(op, card.pick, g=there[0].suggestion.id, c=other, codes=[])
    assert sent(desk, last) == [""]
    assert upcoming(desk).pick != card.pick
    assert sent(desk, event("undo", card.pick)) == [""]
    assert (decided(desk), given_codes(desk)) == before
    assert upcoming(desk).pick == card.pick


def test_a_suggestion_is_not_changed_into_itself(desk: Project):
    card = revealed(desk)
    for item in card.suggestions:
        act = event("change", card.pick, g=item.suggestion.id, c=item.code.id, codes=[])
        assert sent(desk, act) != [""]
    assert decided(desk) == {}


def test_nothing_to_undo_is_said(desk: Project):
    card = upcoming(desk)
    while desk.undo(WHO) is not None:
        continue
    assert sent(desk, event("undo", card.pick)) == [tr("error.refusal.undo")]


def test_a_code_that_has_left_the_codebook_is_refused_in_the_words_of_the_screen(desk: Project):
    card = upcoming(desk)
    act = event("answer", card.pick, codes=["gone"])
    assert sent(desk, act) == [tr("error.refusal.code")]


def test_what_comes_ahead_was_planned_under_the_mode_that_holds(desk: Project):
    first, ahead = desk.suggestions.up(WHO)
    assert [it.mode for it in ahead] == ["code_first"] * 2
    assert first.pick not in [it.pick for it in ahead]
    desk.suggestions.set_mode("on_request")
    now, ahead = desk.suggestions.up(WHO)
    assert (now.pick, now.mode) == (first.pick, "on_request")
    assert ahead == ()


def test_an_act_that_is_sent_twice_is_done_once(desk: Project):
    card = revealed(desk)
    act = event("accept", card.pick, g=card.suggestions[0].suggestion.id, codes=[])
    assert sent(desk, act, act) == ["", ""]
    assert sent(desk, act) == [""]  # as after a reload
    assert decided(desk)["accepted"] == 1
    assert len(given_codes(desk)) == 1


def test_a_second_tab_that_did_not_see_the_reveal_rejects_nothing_by_answering(desk: Project):
    card = revealed(desk)
    assert sent(desk, event("answer", card.pick, codes=[spare(desk, card)])) == [""]
    assert given_codes(desk) == []
    assert decided(desk) == {}
    assert upcoming(desk).pick == card.pick


def test_a_card_is_not_finished_before_it_is_answered(desk: Project):
    card = until(desk, suggested=True)
    (reason,) = sent(desk, event("finish", card.pick, codes=[]))
    assert reason
    assert upcoming(desk).pick == card.pick


def test_a_decision_on_what_was_decided_is_refused_in_words(desk: Project):
    card = revealed(desk)
    key = card.suggestions[0].suggestion.id
    sent(desk, event("accept", card.pick, g=key, codes=[]))
    assert sent(desk, event("reject", card.pick, g=key, codes=[])) == [tr("error.refusal.decided")]
    assert decided(desk) == {"accepted": 1}


def test_another_coders_card_is_left_alone(desk: Project):
    card = revealed(desk)
    key = card.suggestions[0].suggestion.id
    for act in (
        event("answer", card.pick, codes=[]),
        event("accept", card.pick, g=key, codes=[]),
        event("add", card.pick, c=spare(desk, card)),
        event("skip", card.pick),
    ):
        assert sent(desk, act, who="乙") != [""]
    assert desk.codings.of("乙") == ()
    assert decided(desk) == {}


HOSTILE: dict[str, dict[str, Any]] = {
    "an unknown act": {"op": "drop"},
    "no act": {"op": None},
    "an unknown card": {"pick": 10**6},
    "a card by name": {"pick": "1"},
    "a card beyond the database": {"pick": 2**80},
    "a suggestion that is true": {"g": True},
    "a suggestion of another card": {"g": 10**6},
    "a code that is a list": {"op": "add", "c": ["x"]},
    "an unknown code": {"op": "add", "c": "no_such_code"},
    "codes that are none": {"op": "finish", "codes": "𠮷"},
    "codes with a number": {"op": "finish", "codes": [1]},
    "too many codes": {"op": "finish", "codes": ["a"] * (messages.MOST_CODES + 1)},
    "an unknown code at the end": {"op": "finish", "codes": ["no_such_code"]},
}


@pytest.mark.parametrize("broken", HOSTILE.values(), ids=HOSTILE.keys())
def test_a_hostile_act_is_refused_with_a_reason_and_changes_nothing(
    desk: Project, broken: dict[str, Any]
):
    card = revealed(desk)
    before = desk.status()
    good = event("accept", card.pick, g=card.suggestions[0].suggestion.id, codes=[])
    (reason,) = sent(desk, good | broken)
    assert reason
    assert desk.status() == before
    assert sent(desk, good) == [""]


@pytest.mark.parametrize("need", ["why:" + "9" * 5000, "why:", "why:²", "why:-1", "silent", "x"])
def test_reasons_that_cannot_be_are_no_sentence_and_no_error(desk: Project, need: str):
    cards = Cards("channel", need=need)
    assert exchange._why(desk, WHO, cards) == {"need": need, "sentences": []}


@pytest.mark.parametrize("ms", [-1, 10**12, "5", None, True, 2.5])
def test_a_time_that_is_none_is_not_kept_and_the_act_is_done(desk: Project, ms: object):
    card = revealed(desk)
    act = event("reject", card.pick, g=card.suggestions[0].suggestion.id, codes=[])
    assert sent(desk, act | {"ms": ms}) == [""]
    with closing(sqlite3.connect(desk.path)) as file:
        assert file.execute("select ms from decision order by id").fetchall()[0] == (None,)


plain = st.none() | st.booleans() | st.integers() | st.text(max_size=3) | st.floats()


@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=examples(10, 200)
)
@given(
    st.sampled_from([*acts.OPS, "x"]),
    st.dictionaries(
        st.sampled_from(["pick", "g", "c", "codes", "ms"]),
        plain | st.lists(plain, max_size=3),
    ),
)
def test_whatever_is_sent_is_answered_and_touches_nobody_else(
    desk: Project, op: str, said: dict[str, Any]
):
    assert len(sent(desk, {**event(op, upcoming(desk).pick), **said})) == 1
    assert desk.codings.of("乙") == ()
