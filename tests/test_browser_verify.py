"""The cards in a real browser: a walk by keys, in every mode, while the machine learns anew."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from browser_material import NEEDS_CHROMIUM, expect, turn_to
from cards_material import WHO
from cards_material import _has as has_suggestions

from qualcode import Project
from qualcode.i18n import tr

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright import sync_api

    from qualcode.gathering.cards import Card

pytest_plugins = ("browser_material", "verify_material")
pytestmark = NEEDS_CHROMIUM

CARD = ".qc-verify"
ACCEPT = ".qc-suggestion .qc-v-accept"
CODE = ".qc-card-code"
DONE = ".qc-v-done"
EARLY = """(keys) => new MutationObserver((_, watching) => {
  if (!document.querySelector(".qc-suggestion")) return;
  watching.disconnect();
  for (const key of keys)
    document.body.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true }));
  window.early = true;
}).observe(document.body, { subtree: true, childList: true })"""
"""Press keys in the very moment in which suggestions are drawn."""


def pressed(tab: sync_api.Page, folder: Path, key: str) -> Card | None:
    """Press a key and return the card that the project then brings, when it is on the screen."""
    tab.keyboard.press(key)
    saved(tab)
    return upcoming(tab, folder)


def saved(tab: sync_api.Page) -> None:
    """Wait until everything that was done has been answered."""
    waits = tab.locator(f'{CARD}[data-pending="0"][data-free="true"]')
    nothing = tab.locator(".st-key-verify_undo")
    expect(waits.or_(nothing)).to_be_visible()


def upcoming(tab: sync_api.Page, folder: Path) -> Card | None:
    with Project.open(folder) as project:
        card = project.suggestions.next(WHO)
    if card is not None:
        waiting = sum(it.act in (None, "skipped") for it in card.suggestions)
        expect(tab.locator(CARD)).to_have_attribute("data-pick", str(card.pick))
        expect(tab.locator(CARD)).to_have_attribute("data-free", "true")
        expect(tab.locator(".qc-marked, .qc-plain").first).to_be_visible()
        expect(tab.locator(ACCEPT)).to_have_count(waiting)
    return card


def expects(folder: Path, card: Card) -> bool:
    with Project.open(folder) as project:
        return has_suggestions(project, card)


def until_suggested(tab: sync_api.Page, folder: Path) -> Card:
    """Leave cards for later until one has suggestions behind it."""
    card = upcoming(tab, folder)
    while card is not None and not expects(folder, card):
        card = pressed(tab, folder, "s")
    assert card is not None
    return card


def test_a_card_is_walked_by_keys_alone_codes_first(
    asked: Path, enter: Callable[..., sync_api.Page]
):
    tab = enter(asked, "verify", WHO)
    until_suggested(tab, asked)
    expect(tab.locator(ACCEPT)).to_have_count(0)
    tab.keyboard.press("1")
    expect(tab.locator(DONE)).to_contain_text(tr("app.verify.ready"))
    tab.keyboard.press("1")
    expect(tab.locator(DONE)).to_contain_text(tr("app.verify.none"))
    card = pressed(tab, asked, "Enter")
    assert card.answered
    waiting = len(card.suggestions)
    for left in range(waiting - 1, -1, -1):
        pressed(tab, asked, "a")
        with Project.open(asked) as project:
            assert len(project.codings.of(WHO)) == waiting - left
            assert project.suggestions.decided(WHO)["accepted"] == waiting - left
    back = pressed(tab, asked, "z")
    assert back.pick == card.pick
    expect(tab.locator(ACCEPT)).to_have_count(1)
    with Project.open(asked) as project:
        assert len(project.codings.of(WHO)) == waiting - 1
        assert all(coding.origin == "accepted" for coding in project.codings.of(WHO))


def test_the_next_units_words_are_there_before_the_server_knows_of_the_decision(
    asked: Path, enter: Callable[..., sync_api.Page]
):
    """A cut line shows it: decisions go on as far as words came ahead, and arrive once."""
    tab = enter(asked, "verify", WHO)
    first = upcoming(tab, asked)
    tab.context.set_offline(True)
    tab.keyboard.press("s")
    expect(tab.locator(CARD)).not_to_have_attribute("data-pick", str(first.pick))
    second = tab.locator(CARD).get_attribute("data-pick")
    tab.keyboard.press("1")
    expect(tab.locator(DONE)).to_contain_text(tr("app.verify.ready"))
    tab.keyboard.press("Enter")
    expect(tab.locator(CARD)).to_have_attribute("aria-busy", "true")
    tab.keyboard.press("Enter")  # a press that comes before the answer meets nothing
    tab.context.set_offline(False)
    saved(tab)
    with Project.open(asked) as project:
        assert project.suggestions.decided(WHO)["skipped"] == 1
        assert len(project.codings.of(WHO)) == 1
        assert len(project.codings.readings(WHO)) == 1
        assert project.suggestions.card(WHO, int(second)).answered


def test_nothing_can_be_decided_on_a_visible_card_before_its_suggestions_are_there(
    asked: Path, enter: Callable[..., sync_api.Page]
):
    with Project.open(asked) as project:
        project.suggestions.set_mode("visible")
    tab = enter(asked, "verify", WHO)
    upcoming(tab, asked)
    tab.context.set_offline(True)
    tab.keyboard.press("s")
    expect(tab.locator(CARD)).to_have_attribute("aria-busy", "true")
    tab.keyboard.press("1")
    tab.keyboard.press("Enter")
    expect(tab.locator(CARD)).to_have_attribute("data-pending", "1")
    tab.context.set_offline(False)
    saved(tab)
    upcoming(tab, asked)
    with Project.open(asked) as project:
        assert project.codings.of(WHO) == ()
        assert project.codings.readings(WHO) == ()


def test_what_was_chosen_survives_a_reload_and_what_was_sent_is_not_sent_again(
    asked: Path, enter: Callable[..., sync_api.Page]
):
    tab = enter(asked, "verify", WHO)
    upcoming(tab, asked)
    tab.keyboard.press("2")
    expect(tab.locator(DONE)).to_contain_text(tr("app.verify.ready"))
    tab.reload()
    expect(tab.locator(DONE)).to_contain_text(tr("app.verify.ready"))
    pressed(tab, asked, "Enter")
    tab.reload()
    saved(tab)
    with Project.open(asked) as project:
        assert len(project.codings.of(WHO)) == 1


def test_enter_closes_the_card_even_while_a_code_has_the_focus(
    asked: Path, enter: Callable[..., sync_api.Page]
):
    tab = enter(asked, "verify", WHO)
    tab.locator(CODE).first.focus()
    tab.keyboard.press("Space")
    expect(tab.locator(DONE)).to_contain_text(tr("app.verify.ready"))
    assert tab.evaluate("document.activeElement.classList.contains('qc-card-code')")
    pressed(tab, asked, "Enter")
    with Project.open(asked) as project:
        (coding,) = project.codings.of(WHO)
        assert coding.exposure == "unaided"


def test_a_press_that_comes_twice_meets_one_card_only(
    asked: Path, enter: Callable[..., sync_api.Page]
):
    tab = enter(asked, "verify", WHO)
    until_suggested(tab, asked)
    tab.locator(DONE).evaluate("it => { it.click(); it.click(); }")
    saved(tab)
    with Project.open(asked) as project:
        assert len(project.codings.readings(WHO)) == 1
        assert not project.suggestions.decided(WHO).get("rejected")


def test_a_key_that_comes_with_the_suggestions_decides_nothing_unseen(
    asked: Path, enter: Callable[..., sync_api.Page]
):
    tab = enter(asked, "verify", WHO)
    card = until_suggested(tab, asked)
    tab.evaluate(EARLY, ["Enter", "x", "a"])
    tab.keyboard.press("Enter")
    saved(tab)
    assert tab.evaluate("window.early")
    expect(tab.locator(".qc-v-skip")).to_have_count(0)  # what was answered is read
    with Project.open(asked) as project:
        assert project.suggestions.decided(WHO).get("rejected", 0) == 0
        assert project.suggestions.next(WHO).pick == card.pick
    pressed(tab, asked, "a")


def test_a_key_held_down_on_a_button_presses_it_once(
    asked: Path, enter: Callable[..., sync_api.Page]
):
    tab = enter(asked, "verify", WHO)
    upcoming(tab, asked)
    tab.locator(".qc-v-skip").focus()
    tab.keyboard.down("Enter")
    saved(tab)
    for _ in range(3):
        tab.keyboard.down("Enter")  # as a keyboard repeats it
    tab.keyboard.up("Enter")
    saved(tab)
    with Project.open(asked) as project:
        assert project.suggestions.decided(WHO)["skipped"] == 1


def test_what_was_chosen_last_is_taken_back_first(asked: Path, enter: Callable[..., sync_api.Page]):
    tab = enter(asked, "verify", WHO)
    upcoming(tab, asked)
    for key in ("1", "2", "z"):
        tab.keyboard.press(key)
    expect(tab.locator(f'{CODE}[aria-pressed="true"]')).to_have_count(1)
    pressed(tab, asked, "Enter")
    with Project.open(asked) as project:
        assert len(project.codings.of(WHO)) == 1


def test_a_code_without_a_key_is_found_by_its_pinyin(
    asked: Path, enter: Callable[..., sync_api.Page]
):
    with Project.open(asked) as project:
        for n in range(8):
            last = project.codebook.add_code(f"后加{'一二三四五六七八'[n]}")
    tab = enter(asked, "verify", WHO)
    upcoming(tab, asked)
    assert tab.locator(CODE).count() < 15
    tab.keyboard.press("/")
    tab.keyboard.type("hjb")
    tab.keyboard.press("Enter")
    expect(tab.locator(f'{CODE}[aria-pressed="true"]')).to_contain_text("后加八")
    pressed(tab, asked, "Enter")
    with Project.open(asked) as project:
        assert [it.code for it in project.codings.of(WHO)] == [last.id]


def test_reasons_are_shown_on_a_key_and_mark_words(
    asked: Path, enter: Callable[..., sync_api.Page]
):
    tab = enter(asked, "verify", WHO)
    until_suggested(tab, asked)
    pressed(tab, asked, "Enter")
    assert tab.locator(".qc-line").count() == 0
    tab.keyboard.press("w")
    expect(tab.locator(".qc-line").first).to_be_visible()
    expect(tab.locator(".qc-marked").first).to_be_visible()


def test_on_request_a_key_reveals_and_until_then_nothing_is_there(
    asked: Path, enter: Callable[..., sync_api.Page]
):
    with Project.open(asked) as project:
        project.suggestions.set_mode("on_request")
    tab = enter(asked, "verify", WHO)
    card = until_suggested(tab, asked)
    expect(tab.locator(ACCEPT)).to_have_count(0)
    tab.keyboard.press("w")
    expect(tab.locator(ACCEPT).first).to_be_visible()
    with Project.open(asked) as project:
        assert project.suggestions.card(WHO, card.pick).revealed


@pytest.mark.parametrize("mode", ["visible", "code_first", "on_request"])
def test_blind_withheld_and_nothing_found_look_the_same(
    mode: str, asked: Path, enter: Callable[..., sync_api.Page]
):
    with Project.open(asked) as project:
        project.suggestions.set_mode(mode)
    tab = enter(asked, "verify", WHO)
    looks: dict[str, set[str]] = {}
    card = upcoming(tab, asked)
    for _ in range(20):
        if card is None:
            break
        if mode != "visible" or not card.suggestions:
            looks.setdefault(_kind(asked, card), set()).add(_look(tab))
        card = pressed(tab, asked, "s")
    assert {"blind", "nothing"} <= looks.keys() | ({"nothing"} if mode != "visible" else set())
    assert len(set.union(*looks.values())) == 1


def _kind(folder: Path, card: Card) -> str:
    from qualcode.store import picks

    with Project.open(folder) as project, project.store.reading() as connection:
        pick = picks.pick(connection, card.pick)
    if pick.withheld:
        return "withheld"
    if pick.queue.endswith("/blind"):
        return "blind"
    return "suggested" if expects(folder, card) else "nothing"


def _look(tab: sync_api.Page) -> str:
    """Return what the card shows but for its words, its place and its numbers."""
    drop = "it => { const c = it.cloneNode(true);"
    drop += "c.querySelectorAll('.qc-passages, .qc-voice').forEach(p => p.remove());"
    drop += "return c.innerText; }"
    card = tab.locator('[data-testid="stMain"]')
    return re.sub(r"\d+", "#", card.evaluate(drop))


def test_coding_goes_on_while_the_machine_learns_anew(
    asked: Path, enter: Callable[..., sync_api.Page]
):
    tab = enter(asked, "verify", WHO)
    upcoming(tab, asked)
    tab.locator(".st-key-verify_again button").click()
    expect(tab.get_by_text(tr("app.verify.working"))).to_be_visible()
    tab.keyboard.press("1")
    expect(tab.locator(DONE)).to_contain_text(tr("app.verify.ready"))
    tab.keyboard.press("Enter")
    expect(tab.locator('[class*="st-key-verify_stop"]')).to_be_visible()
    expect(tab.locator(DONE)).to_be_enabled()
    told = tab.get_by_text(tr("app.verify.asked", n="#").partition("#")[0])
    expect(told).to_be_visible(timeout=150_000)
    expect(tab.locator(CODE)).to_have_count(7)
    expect(tab.get_by_text(tr("app.verify.working"))).to_have_count(0)
    with Project.open(asked) as project:
        assert len(project.codings.of(WHO)) == 1


def test_suggestions_that_come_up_by_themselves_are_seen_before_a_key_decides_them(
    asked: Path, enter: Callable[..., sync_api.Page]
):
    """Somebody else shows suggestions at once from now on, and the page is drawn anew."""
    with Project.open(asked) as project:
        project.suggestions.set_mode("on_request")
    tab = enter(asked, "verify", WHO)
    card = until_suggested(tab, asked)
    with Project.open(asked) as project:
        project.suggestions.set_mode("visible")
    tab.evaluate(EARLY, ["Enter", "x", "a"])
    turn_to(tab, "overview")
    turn_to(tab, "verify")
    saved(tab)
    assert tab.evaluate("window.early")
    with Project.open(asked) as project:
        assert project.suggestions.decided(WHO).keys() <= {"skipped"}
        assert project.suggestions.next(WHO).pick == card.pick
