"""Suggestions beside the text: only what the coder may see anyway, recorded as shown, once."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from cards_material import WHO
from desk_material import event

from qualcode import spans
from qualcode.app.coder import events
from qualcode.store import machine
from qualcode.study.coin import coin_of

if TYPE_CHECKING:
    from qualcode import Project
    from qualcode.gathering.outlines import Outline

pytest_plugins = ("cards_material", "desk_material")

NAME = "多问"


@pytest.fixture
def visible(desk: Project) -> Project:
    desk.suggestions.set_mode("visible")
    return desk


def outlined(project: Project, who: str = WHO) -> tuple[Outline, ...]:
    return project.suggestions.outlines(who, NAME)


def shown_events(project: Project) -> int:
    with project.store.reading() as connection:
        log = connection.exec_driver_sql("SELECT count(*) FROM shown")
        return int(log.scalar() or 0)


def act(project: Project, op: str, **values: object) -> str:
    text = project.transcripts.get(NAME).text_id
    (answer,), _ = events.apply(project, WHO, [event(op, **values) | {"text": text}], {})
    return answer.reason


def test_each_outline_is_a_sentence_with_a_code_and_what_spoke_for_it(visible: Project):
    found = outlined(visible)
    assert found
    text = visible.transcripts.get(NAME)
    sentences = {(it.start, it.end) for it in visible.transcripts.units(text.text_id, "sentence")}
    codes = {code.id for code in visible.codebook.current().codes}
    for it in found:
        assert (it.start, it.end) in sentences
        assert it.code in codes
        assert all(it.why)
    assert [it.start for it in found] == sorted(it.start for it in found)


@pytest.mark.parametrize("mode", ["code_first", "on_request", "never"])
def test_in_the_other_modes_nothing_is_outlined_that_was_not_revealed(desk: Project, mode: str):
    desk.suggestions.set_mode(mode)
    assert outlined(desk) == ()
    assert shown_events(desk) == 0


def test_a_project_without_a_run_outlines_nothing(at_desk: Project):
    assert at_desk.suggestions.outlines("甲", "书记") == ()


def test_it_is_recorded_as_shown_once_however_often_the_page_runs(visible: Project):
    found = outlined(visible)
    assert shown_events(visible) == len(found)
    before = visible.verify_log().events
    assert outlined(visible) == found
    assert (shown_events(visible), visible.verify_log().events) == (len(found), before)
    assert not visible.verify_log().problems


def test_nothing_touches_a_turn_that_was_set_aside_and_the_coin_is_kept(visible: Project):
    text = visible.transcripts.get(NAME).text_id
    with visible.store.reading() as connection:
        sealed = machine.sealed_spans(connection, text)[text]
        frame = visible.store.study(connection)
        coin, run = coin_of(frame, WHO), frame.newest_run(1)
        assert run is not None
        everything = list(machine.undecided(connection, run.id, 1, text=text))
    found = outlined(visible)
    held = [it for it in everything if coin(text, it.unit.start, it.unit.end)]
    assert held
    assert not {it.suggestion.id for it in held} & {it.id for it in found}
    places = [(it.start, it.end) for it in found]
    assert not spans.touches(places, [(it.start, it.end) for it in sealed]).any()


def test_what_is_for_another_coder_is_not_outlined_and_cannot_be_decided(visible: Project):
    found = outlined(visible)
    assert outlined(visible, "乙") == ()
    text = visible.transcripts.get(NAME).text_id
    forged = event("accept", g=found[0].id) | {"text": text}
    (answer,), _ = events.apply(visible, "乙", [forged], {})
    assert answer.reason
    assert visible.codings.of("乙") == ()


def test_accepting_codes_the_sentence_as_accepted_and_undo_brings_the_outline_back(
    visible: Project,
):
    first = outlined(visible)[0]
    assert act(visible, "accept", g=first.id) == ""
    (made,) = visible.codings.of(WHO)
    assert (made.start, made.end, made.code) == (first.start, first.end, first.code)
    assert (made.origin, made.exposure) == ("accepted", "assisted")
    assert first.id not in {it.id for it in outlined(visible)}
    assert act(visible, "undo") == ""
    assert first.id in {it.id for it in outlined(visible)}
    assert visible.codings.of(WHO) == ()


def test_rejecting_reads_the_sentence_and_codes_nothing(visible: Project):
    first = outlined(visible)[0]
    assert act(visible, "reject", g=first.id) == ""
    assert visible.codings.of(WHO) == ()
    assert [(it.start, it.end) for it in visible.codings.readings(WHO)] == [
        (first.start, first.end)
    ]
    assert visible.suggestions.decided(WHO) == {"rejected": 1}


def test_another_code_in_its_place_is_a_change(visible: Project):
    first = outlined(visible)[0]
    other = next(c.id for c in visible.codebook.current().codes if c.id != first.code)
    assert act(visible, "change", g=first.id, c=other) == ""
    assert [(it.code, it.origin) for it in visible.codings.of(WHO)] == [(other, "changed")]
    assert act(visible, "change", g=first.id, c=other)


def test_what_the_coin_withholds_cannot_be_accepted_from_the_desk(visible: Project):
    text = visible.transcripts.get(NAME).text_id
    with visible.store.reading() as connection:
        frame = visible.store.study(connection)
        coin, run = coin_of(frame, WHO), frame.newest_run(1)
        assert run is not None
        held = next(
            it
            for it in machine.undecided(connection, run.id, 1, text=text)
            if coin(text, it.unit.start, it.unit.end)
        )
    assert act(visible, "accept", g=held.suggestion.id)
    assert visible.codings.of(WHO) == ()


def test_a_code_that_means_something_else_now_is_outlined_no_more(visible: Project):
    first = outlined(visible)[0]
    code = visible.codebook.current().code(first.code)
    assert code is not None
    visible.codebook.edit_code(replace(code, definition={"zh": "完全是另一回事"}))
    assert first.code not in {it.code for it in outlined(visible)}


def test_without_an_open_round_nothing_is_outlined(visible: Project):
    visible.rounds.close()
    assert outlined(visible) == ()
    assert shown_events(visible) == 0
