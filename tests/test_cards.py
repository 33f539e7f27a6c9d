"""Which card comes up: batches, blind turns in between, the coin, skips, undo, and accidents."""

from __future__ import annotations

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from cards_material import WHO, until, upcoming, walk
from hypothesis import given
from hypothesis import strategies as st

from qualcode.errors import InputError, RuleError
from qualcode.model import Span
from qualcode.project import Project
from qualcode.store import machine
from qualcode.store.across import ledger as stored
from qualcode.study.coin import ONE_IN, withheld
from qualcode.suggest.queue import QUEUES

if TYPE_CHECKING:
    from typing import Any

pytest_plugins = ("cards_material",)


def picked(desk: Project) -> list[Any]:
    with desk.store.reading() as connection:
        return list(stored.picks(connection))


def blind_spans(desk: Project) -> list[Span]:
    with desk.store.reading() as connection:
        return machine.sealed_spans(connection, role="blind")[1]


def in_blind(desk: Project, start: int) -> int | None:
    """Return the number of the blind turn at a position, ``None`` outside of them."""
    spans = enumerate(blind_spans(desk))
    return next((n for n, span in spans if span.start <= start < span.end), None)


@given(st.integers(0, 2**31), st.text(min_size=1, max_size=8))
def test_the_coin_is_the_same_whenever_it_falls(seed: int, coder: str) -> None:
    units = [f"{n}" for n in range(70)]
    first = [withheld(seed, coder, unit) for unit in units]
    assert first == [withheld(seed, coder, unit) for unit in units]


def test_the_coin_withholds_one_unit_in_seven_and_differs_between_coders() -> None:
    """Of 7,000 units 1,000 are expected, with a standard deviation of 29."""
    a = [withheld(1, "甲", f"{n}") for n in range(7000)]
    b = [withheld(1, "乙", f"{n}") for n in range(7000)]
    assert ONE_IN == 7
    assert 850 < sum(a) < 1150
    assert 70 < sum(x and y for x, y in zip(a, b, strict=True)) < 220


@pytest.mark.parametrize("queue", QUEUES)
def test_every_queue_brings_every_open_and_blind_sentence_once(desk: Project, queue: str) -> None:
    """No reserve turn comes up, and nothing is left when the cards end."""
    desk.suggestions.set_mode("visible")
    cards = walk(desk, queue=queue)
    starts = Counter(card.unit.start for card in cards)
    assert set(starts.values()) == {1}
    with desk.store.reading() as connection:
        reserve = machine.sealed_spans(connection, role="reserve")[1]
        from qualcode.store import texts

        units = [u for u in texts.units(connection, 1, "sentence") if u.in_frame]
    kept = {u.start for u in units if not any(s.start <= u.start < s.end for s in reserve)}
    assert set(starts) == kept
    assert desk.suggestions.next(WHO, queue=queue) is None


def test_blind_turns_come_whole_and_in_order_in_every_batch_while_there_are_any(
    desk: Project,
) -> None:
    desk.suggestions.set_mode("visible")
    cards = walk(desk)
    places = [in_blind(desk, card.unit.start) for card in cards]
    turns = [turn for turn in places if turn is not None]
    assert turns == [turn for turn in dict.fromkeys(turns) for _ in range(2)]
    together = [b for a, b in pairwise(places) if a == b and a is not None]
    assert len(together) == len(set(turns)) == 5
    batches = Counter(row.batch for row in picked(desk) if row.queue.endswith("/blind"))
    assert set(batches) == set(range(1, max(batches) + 1))
    for card, place in zip(cards, places, strict=True):
        if place is not None:
            assert card.suggestions == ()
    starts = [card.unit.start for card in cards if in_blind(desk, card.unit.start) is not None]
    for first, second in zip(starts[::2], starts[1::2], strict=True):
        assert first < second


def test_a_blind_card_a_withheld_card_and_an_empty_card_look_the_same(desk: Project) -> None:
    """All that differs is which unit it is."""
    desk.suggestions.set_mode("visible")
    cards = {card.pick: card for card in walk(desk)}
    rows = {row.id: row for row in picked(desk)}
    kinds = {
        "blind": [c for k, c in cards.items() if rows[k].queue.endswith("/blind")],
        "withheld": [c for k, c in cards.items() if rows[k].withheld],
        "empty": [
            c
            for k, c in cards.items()
            if not c.suggestions and not rows[k].withheld and "blind" not in rows[k].queue
        ],
    }
    assert all(kinds.values())
    looks = {
        (c.suggestions, c.own, c.mode, c.revealed, c.first, c.queue)
        for found in kinds.values()
        for c in found
    }
    assert looks == {((), (), "visible", True, None, "mix")}


def test_what_the_coin_withholds_is_offered_nowhere(desk: Project) -> None:
    desk.suggestions.set_mode("visible")
    listed = {item.unit.id for item in desk.suggestions.queue(WHO, limit=None)}
    walk(desk)
    hidden = [row for row in picked(desk) if row.withheld]
    with desk.store.reading() as connection:
        held = [s for row in hidden for s in machine.of_unit(connection, row.run, row.unit)]
    assert held
    assert listed.isdisjoint(each.unit.id for each in held)
    for each in held:
        assert each.unit.id not in {i.unit.id for i in desk.suggestions.queue(WHO, limit=None)}
        with pytest.raises(RuleError, match="measured"):
            desk.suggestions.accept(WHO, each.suggestion.id)


def test_a_batch_survives_a_restart_and_a_new_run(desk: Project) -> None:
    card = upcoming(desk)
    planned = [(row.id, row.unit) for row in picked(desk)]
    with Project.open(desk.folder) as again:
        assert again.suggestions.next(WHO) == card
        newer = again.suggestions.run(WHO).run
        served = again.suggestions.next(WHO)
    assert served is not None
    assert served.unit == card.unit
    rows = picked(desk)
    assert [(row.id, row.unit) for row in rows] == planned
    assert rows[0].run == newer


def test_a_reveal_that_was_not_decided_comes_back_with_the_answer_in_it(desk: Project) -> None:
    """A process that dies between answer and decision loses nothing."""
    card = until(desk, suggested=True)
    after = desk.suggestions.answer(WHO, card.pick, ["legitimacy"])
    with Project.open(desk.folder) as again:
        assert again.suggestions.next(WHO) == after
        again.suggestions.run(WHO)
        assert again.suggestions.next(WHO) == after


def test_what_was_read_elsewhere_meanwhile_is_passed_over(desk: Project) -> None:
    card = upcoming(desk)
    turn = next(t for t in desk.transcripts.get("多问").turns if t.n == card.turn)
    desk.codings.read(WHO, "多问", [Span(turn.start, turn.end)])
    assert upcoming(desk).turn != card.turn


def test_a_skipped_card_comes_back_after_all_the_others(desk: Project) -> None:
    desk.suggestions.set_mode("visible")
    first = upcoming(desk)
    desk.suggestions.skip(WHO, pick=first.pick, ms=5)
    assert desk.suggestions.skip(WHO, pick=first.pick) is None
    second = upcoming(desk)
    desk.suggestions.skip(WHO, pick=second.pick)
    assert desk.codings.readings(WHO) == ()
    cards = walk(desk)
    assert [card.pick for card in cards[-2:]] == [first.pick, second.pick]
    assert desk.suggestions.decided(WHO)["skipped"] == 2


@pytest.mark.parametrize("mode", ["code_first", "visible"])
def test_pressing_twice_is_pressing_once(desk: Project, mode: str) -> None:
    desk.suggestions.set_mode(mode)
    card = upcoming(desk)
    if mode == "code_first":
        once = desk.suggestions.answer(WHO, card.pick, ["legitimacy"], ms=1)
        assert desk.suggestions.answer(WHO, card.pick, ["mobilization"], ms=2) == once
    made = desk.suggestions.finish(WHO, card.pick, ["legitimacy"])
    events = desk.verify_log().events
    assert desk.suggestions.finish(WHO, card.pick, ["legitimacy"]) == ()
    assert desk.verify_log().events == events
    assert len(made) == len({(said.suggestion, said.code) for said in made})


def test_each_verb_of_a_card_is_undone_as_one_act(desk: Project) -> None:
    desk.suggestions.set_mode("visible")
    card = until(desk, suggested=True)
    before = (desk.codings.of(WHO), desk.codings.readings(WHO), desk.suggestions.decided(WHO))
    desk.suggestions.finish(WHO, card.pick, ["legitimacy", "rule_making"])
    assert upcoming(desk) != card
    assert desk.undo(WHO) == "card.finished"
    now = (desk.codings.of(WHO), desk.codings.readings(WHO), desk.suggestions.decided(WHO))
    assert now == before
    assert upcoming(desk) == card
    assert desk.redo(WHO) == "card.finished"
    assert desk.verify_log().problems == ()


def test_an_undone_first_answer_does_not_undo_what_was_seen(desk: Project) -> None:
    """The card comes back with what it showed, so the second try is no first answer."""
    card = until(desk, suggested=True)
    after = desk.suggestions.answer(WHO, card.pick, ["legitimacy"])
    assert desk.undo(WHO) == "card.answered"
    again = upcoming(desk)
    assert (again.pick, again.first, again.own) == (card.pick, None, ())
    assert [i.suggestion for i in again.suggestions] == [i.suggestion for i in after.suggestions]
    with pytest.raises(RuleError, match="finish it"):
        desk.suggestions.answer(WHO, card.pick, ["legitimacy"])
    desk.suggestions.finish(WHO, card.pick, ["legitimacy"])
    (coding,) = desk.suggestions.card(WHO, card.pick).own
    assert coding.exposure == "assisted"


def test_two_coders_and_two_tabs_at_once_get_whole_batches(desk: Project) -> None:
    desk.suggestions.run("乙")
    with Project.open(desk.folder) as other, ThreadPoolExecutor(4) as pool:
        calls = [(desk, WHO), (other, WHO), (desk, "乙"), (other, "乙")]
        found = list(pool.map(lambda call: call[0].suggestions.next(call[1]), calls))
    assert found[0] == found[1]
    assert found[2] == found[3]
    rows = picked(desk)
    assert {row.batch for row in rows} == {1}
    assert len({(row.coder, row.position) for row in rows}) == len(rows)


def test_a_card_is_its_coders_alone(desk: Project) -> None:
    card = upcoming(desk)
    desk.suggestions.run("乙")
    with pytest.raises(RuleError, match="another coder"):
        desk.suggestions.answer("乙", card.pick, [])
    with pytest.raises(InputError, match="does not exist"):
        desk.suggestions.answer(WHO, 10**6, [])
    with pytest.raises(InputError, match="queue must be one of"):
        desk.suggestions.next(WHO, queue="best")
    with pytest.raises(InputError, match="in the codebook"):
        desk.suggestions.answer(WHO, card.pick, ["legitimacy", "no_such_code"])
    assert desk.codings.of(WHO) == ()


def test_a_queue_can_be_narrowed_to_a_code(desk: Project) -> None:
    desk.suggestions.set_mode("visible")
    for _ in range(10):
        card = desk.suggestions.next(WHO, code="mobilization")
        assert card is not None
        if in_blind(desk, card.unit.start) is None:
            assert "骨干" in card.text
        desk.suggestions.finish(WHO, card.pick)


def test_without_a_run_for_the_coder_nothing_comes_up(desk: Project) -> None:
    assert desk.suggestions.next("乙") is None


def test_a_new_meaning_opens_what_was_read_again_after_all_else(desk: Project) -> None:
    desk.suggestions.set_mode("visible")
    first = walk(desk)
    desk.codebook.add_code("新编码")
    desk.suggestions.run(WHO)
    again = walk(desk)
    assert {card.unit.id for card in again} == {card.unit.id for card in first}
