"""The cards in a real browser: a walk by keys, in every mode, while the machine learns anew."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from browser_material import NEEDS_CHROMIUM, expect, settled
from verify_material import WHO, has_suggestions

from qualcode import Project
from qualcode.i18n import tr

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright import sync_api

    from qualcode.project.cards import Card

pytest_plugins = ("browser_material", "verify_material")
pytestmark = NEEDS_CHROMIUM

ACCEPT = '[class*="st-key-verify_accept_"] button'
CODE = '[class*="st-key-verify_code_"] button'
DONE = '[class*="st-key-verify_done_"] button'


def pressed(tab: sync_api.Page, folder: Path, key: str) -> Card | None:
    """Press a key and return the card that the project then brings, when it is on the screen."""
    before = standing(tab)
    tab.keyboard.press(key)
    return follows(tab, folder, before)


def standing(tab: sync_api.Page) -> str:
    """Return the name of what closes the card as it stands; it changes with the card."""
    named = tab.locator(DONE).evaluate("it => it.closest('[class*=st-key-]').className")
    return next(it for it in named.split() if it.startswith("st-key-"))


def follows(tab: sync_api.Page, folder: Path, before: str) -> Card | None:
    expect(tab.locator(f".{before}")).to_have_count(0)
    settled(tab)
    return upcoming(tab, folder)


def upcoming(tab: sync_api.Page, folder: Path) -> Card | None:
    with Project.open(folder) as project:
        card = project.suggestions.next(WHO)
    if card is not None:
        expect(tab.locator(f'[class*="st-key-verify_done_{card.pick}_"]')).to_be_visible()
        expect(tab.locator(".qc-marked, .qc-plain").first).to_be_visible()
        expect(tab.locator(ACCEPT)).to_have_count(
            sum(it.act in (None, "skipped") for it in card.suggestions)
        )
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
    settled(tab)
    card = pressed(tab, asked, "Enter")
    assert card.answered
    expect(tab.locator(ACCEPT)).to_have_count(len(card.suggestions))
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


def test_enter_closes_the_card_even_while_a_code_has_the_focus(
    asked: Path, enter: Callable[..., sync_api.Page]
):
    tab = enter(asked, "verify", WHO)
    tab.locator(CODE).first.click()
    expect(tab.locator(DONE)).to_contain_text(tr("app.verify.ready"))
    settled(tab)
    pressed(tab, asked, "Enter")
    with Project.open(asked) as project:
        (coding,) = project.codings.of(WHO)
        assert coding.exposure == "unaided"


def test_a_press_that_comes_twice_meets_one_card_only(
    asked: Path, enter: Callable[..., sync_api.Page]
):
    tab = enter(asked, "verify", WHO)
    until_suggested(tab, asked)
    before = standing(tab)
    tab.locator(DONE).evaluate("it => { it.click(); it.click(); }")
    follows(tab, asked, before)
    with Project.open(asked) as project:
        assert len(project.codings.readings(WHO)) == 1


def test_reasons_are_shown_on_a_key_and_mark_words(
    asked: Path, enter: Callable[..., sync_api.Page]
):
    tab = enter(asked, "verify", WHO)
    until_suggested(tab, asked)
    pressed(tab, asked, "Enter")
    expect(tab.locator(".qc-line")).to_have_count(0)
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
    drop += "c.querySelectorAll('.qc-passages').forEach(p => p.remove()); return c.innerText; }"
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
    expect(tab.locator('[class*="st-key-verify_code_"]')).to_have_count(7)
    expect(tab.get_by_text(tr("app.verify.working"))).to_have_count(0)
    with Project.open(asked) as project:
        assert len(project.codings.of(WHO)) == 1
