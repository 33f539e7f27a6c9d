"""How a coder meets suggestions: first answers, reveals, exposure, and a project without any."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from cards_material import WHO, until, upcoming, walk
from store_material import sql

from qualcode.errors import InputError, RuleError

if TYPE_CHECKING:
    from qualcode.project import Project

pytest_plugins = ("cards_material",)


def events(desk: Project, kind: str) -> int:
    from qualcode.store import schema

    with desk.store.reading() as connection:
        rows = connection.execute(schema.event.select().where(schema.event.c.kind == kind))
        return len(rows.all())


def test_codes_come_first_until_the_project_says_otherwise(desk: Project) -> None:
    assert desk.suggestions.mode() == "code_first"
    assert desk.suggestions.set_mode("visible") == "visible"
    assert desk.suggestions.set_mode("visible") == "visible"
    assert events(desk, "suggestion.mode") == 1
    with pytest.raises(InputError, match="must be one of"):
        desk.suggestions.set_mode("sometimes")


def test_in_code_first_both_answers_stay_and_only_the_second_is_aided(desk: Project) -> None:
    """The first answer is unaided; what is decided after the reveal never touches it."""
    card = until(desk, suggested=True)
    assert (card.revealed, card.suggestions, card.first) == (False, (), None)
    after = desk.suggestions.answer(WHO, card.pick, ["legitimacy"], ms=900)
    assert after.first == ("legitimacy",)
    (item, *_) = after.suggestions
    desk.suggestions.accept(WHO, item.suggestion.id, pick=card.pick)
    assert desk.suggestions.remove(WHO, card.pick, "legitimacy") == 1
    desk.suggestions.add(WHO, card.pick, "rule_making")
    desk.suggestions.finish(WHO, card.pick)
    again = desk.suggestions.card(WHO, card.pick)
    assert again.first == ("legitimacy",)
    assert {(c.code, c.origin, c.exposure) for c in again.own} == {
        (item.code.id, "accepted", "assisted"),
        ("rule_making", "manual", "assisted"),
    }
    here = [r for r in desk.codings.readings(WHO) if r.start == card.unit.start]
    assert [reading.exposure for reading in here] == ["unaided"]
    assert desk.verify_log().problems == ()


def test_what_agrees_with_the_first_answer_is_accepted_and_stays_unaided(desk: Project) -> None:
    card = until(desk, suggested=True)
    code = "mobilization" if "骨干" in card.text else "construction"
    after = desk.suggestions.answer(WHO, card.pick, [code])
    assert [item.code.id for item in after.suggestions] == [code]
    (said,) = desk.suggestions.finish(WHO, card.pick)
    assert (said.act, said.suggestion) == ("accepted", after.suggestions[0].suggestion.id)
    (coding,) = desk.suggestions.card(WHO, card.pick).own
    assert (coding.origin, coding.exposure) == ("manual", "unaided")


def test_before_the_first_answer_nothing_can_be_seen_or_decided(desk: Project) -> None:
    card = until(desk, suggested=True)
    with pytest.raises(RuleError, match="codes come first"):
        desk.suggestions.finish(WHO, card.pick)
    with pytest.raises(RuleError, match="codes come first"):
        desk.suggestions.reveal(WHO, card.pick)
    hidden = desk.suggestions.ledger(WHO).rows
    shown = {row["start"] for row in hidden if row["act"] == "shown"}
    assert card.unit.start not in shown
    assert card.unit.id not in {item.unit.id for item in desk.suggestions.queue(WHO)}


def test_where_suggestions_are_visible_they_are_shown_once_with_their_rank(desk: Project) -> None:
    desk.suggestions.set_mode("visible")
    card = until(desk, suggested=True)
    assert card == upcoming(desk)
    rows = [r for r in desk.suggestions.ledger(WHO).rows if r["start"] == card.unit.start]
    assert [(r["act"], r["rank"], r["mode"]) for r in rows] == [
        ("shown", rank, "visible") for rank, _ in enumerate(card.suggestions, start=1)
    ]
    desk.suggestions.finish(WHO, card.pick)
    (reading,) = [r for r in desk.codings.readings(WHO) if r.start == card.unit.start]
    assert reading.exposure == "assisted"


def test_an_empty_card_is_assisted_where_suggestions_are_visible_but_not_in_blind_turns(
    desk: Project,
) -> None:
    desk.suggestions.set_mode("visible")
    cards = walk(desk)
    with desk.store.reading() as connection:
        from qualcode.store import machine

        (sealed,) = machine.sealed_spans(connection).values()
    for reading in desk.codings.readings(WHO):
        blind = any(span.start <= reading.start < span.end for span in sealed)
        assert reading.exposure == ("unaided" if blind else "assisted")
    empty = [card for card in cards if not card.suggestions]
    assert {(card.revealed, card.mode) for card in empty} == {(True, "visible")}


def test_on_request_a_coder_asks_and_is_shown(desk: Project) -> None:
    desk.suggestions.set_mode("on_request")
    card = until(desk, suggested=True)
    assert (card.revealed, card.suggestions) == (False, ())
    shown = desk.suggestions.reveal(WHO, card.pick)
    assert shown.suggestions
    assert upcoming(desk) == shown
    assert {said.act for said in desk.suggestions.finish(WHO, card.pick)} == {"rejected"}


def test_never_refuses_everything_with_one_sentence_and_keeps_what_is_stored(
    desk: Project,
) -> None:
    desk.suggestions.set_mode("never")
    verbs = desk.suggestions
    for refused in (
        lambda: verbs.run(WHO),
        lambda: verbs.next(WHO),
        lambda: verbs.queue(WHO),
        lambda: verbs.accept(WHO, 1),
    ):
        with pytest.raises(RuleError, match="no machine suggestions"):
            refused()
    assert (verbs.enabled(), verbs.waiting(), verbs.due(WHO)) == (False, {}, False)
    assert {"suggestions", "blind_turns"}.isdisjoint(desk.status())
    unit = desk.codings.add(WHO, "多问", 45, 56, "legitimacy")
    assert unit.exposure == "unaided"
    desk.suggestions.set_mode("visible")
    assert upcoming(desk).mode == "visible"


def test_on_the_transcript_page_an_act_is_unaided_until_its_unit_was_revealed(
    desk: Project,
) -> None:
    card = until(desk, suggested=True)
    span = (card.unit.start, card.unit.end)
    before = desk.codings.add(WHO, "多问", *span, "legitimacy")
    after = desk.suggestions.answer(WHO, card.pick, [])
    assert after.first == ("legitimacy",)
    later = desk.codings.add(WHO, "多问", *span, "rule_making")
    assert (before.exposure, later.exposure) == ("unaided", "assisted")


def test_what_was_picked_keeps_the_mode_under_which_it_was_seen(desk: Project) -> None:
    desk.suggestions.set_mode("visible")
    card = until(desk, suggested=True)
    desk.suggestions.set_mode("code_first")
    assert upcoming(desk).mode == "visible"
    desk.suggestions.finish(WHO, card.pick)
    assert upcoming(desk).mode == "code_first"


def test_a_stale_suggestion_is_not_offered(desk: Project) -> None:
    """A new meaning makes it stale, new words do not."""
    desk.suggestions.set_mode("visible")
    card = until(desk, suggested=True)
    item = card.suggestions[0]
    desk.codebook.edit_code(replace(item.code, labels={"zh": "新名字"}))
    assert [i.code.id for i in upcoming(desk).suggestions] == [item.code.id]
    desk.codebook.edit_code(replace(item.code, definition={"zh": "完全不同的意思。"}))
    assert item.code.id not in {i.code.id for i in desk.suggestions.queue(WHO, limit=None)}
    with pytest.raises(RuleError, match="qualcode suggest"):
        desk.suggestions.accept(WHO, item.suggestion.id)


def test_a_mode_that_nobody_knows_is_read_as_the_default(desk: Project) -> None:
    desk.suggestions.set_mode("visible")
    sql(desk, "UPDATE setting SET value = '\"later\"' WHERE name = 'mode'")
    assert desk.suggestions.mode() == "code_first"
