"""Coding what was found, in a real browser: looked at, ticked, stored as one act, taken back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from browser_material import NEEDS_CHROMIUM, expect, settled, turn_to

from qualcode import Project
from qualcode.i18n import tr

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright import sync_api

pytest_plugins = ("browser_material",)
pytestmark = NEEDS_CHROMIUM

WHO = "甲"


def look_for(tab: sync_api.Page, words: str) -> None:
    field = tab.locator(".st-key-search_words input")
    field.fill(words)
    field.press("Enter")
    expect(tab.locator(".qc-quoted-row").first).to_be_visible()
    settled(tab)


def choose(tab: sync_api.Page, box: str, option: str) -> None:
    tab.locator(f'[class*="st-key-{box}"] input').first.click()
    tab.get_by_role("option", name=option, exact=True).click()
    settled(tab)


def stored(folder: Path) -> list[str]:
    with Project.open(folder) as project:
        text = project.transcripts.get("书记").text
        return [text[it.start : it.end] for it in project.codings.of(WHO)]


def test_what_was_found_is_coded_after_it_was_ticked_and_comes_back(
    study: Path, enter: Callable[..., sync_api.Page]
) -> None:
    tab = enter(study, "search")
    look_for(tab, "一")
    rows = tab.locator(".qc-quoted-row")
    expect(rows).to_have_count(4)
    tab.locator(".st-key-search_code_all label").click()
    choose(tab, "search_code_to", "组织动员")
    button = tab.locator(".st-key-search_do_code button")
    expect(button).to_be_disabled()
    rows.nth(0).locator("input").check()
    rows.nth(1).locator("input").check()
    rows.nth(3).locator("input").focus()
    tab.keyboard.press("Space")
    rows.nth(0).locator("input").uncheck()
    expect(button).to_contain_text("2")
    button.click()
    expect(tab.get_by_text(tr("app.search.coded_now", n=2))).to_be_visible()
    assert stored(study) == ["😀后来网格长一家一家去敲门！", "规矩是一起定的。"]
    expect(rows.nth(3).locator("input")).to_be_disabled()
    settled(tab)
    tab.locator(".st-key-search_undo button").first.click()
    expect(tab.get_by_text(tr("app.node.undone"), exact=True)).to_be_visible()
    assert stored(study) == []
    with Project.open(study) as project:
        assert not project.verify_log().problems


def test_a_transcript_stays_text_in_a_list_of_passages(
    study: Path, enter: Callable[..., sync_api.Page]
) -> None:
    tab = enter(study, "search")
    look_for(tab, "互助站")
    expect(tab.locator(".qc-quoted-said")).to_contain_text('<img src=x onerror="window.hurt=1">')
    assert tab.evaluate("window.hurt") is None


def test_a_hit_opens_the_desk_at_its_place(
    study: Path, enter: Callable[..., sync_api.Page]
) -> None:
    tab = enter(study, "search")
    look_for(tab, "规矩")
    tab.locator(".qc-quoted-row button").first.click()
    expect(
        tab.get_by_role("heading", level=1, name=tr("app.code.title"), exact=True)
    ).to_be_visible()
    expect(tab.locator(".qc-desk")).to_contain_text("规矩是一起定的")


def test_a_link_opens_a_codes_page_and_passages_move_and_come_back(
    study: Path, enter: Callable[..., sync_api.Page]
) -> None:
    with Project.open(study) as project:
        first, second, *_ = project.codebook.current().codes
        places = project.search.find("一家", WHO).places
        project.search.code(WHO, places, extent="hit", code=second.id)
    tab = enter(study, "node")
    tab.goto(tab.url.split("&n=")[0] + f"&n={second.id}")
    rows = tab.locator(".qc-quoted-row")
    expect(rows).to_have_count(2)
    tab.locator(".qc-quoted-foot button").first.click()
    tab.locator(".st-key-node_move button").first.click()
    choose(tab, "node_move_to", first.label())
    tab.locator(".st-key-node_do_move button").click()
    expect(tab.get_by_text(tr("app.node.moved", n=2, label=first.label()))).to_be_visible()
    expect(rows).to_have_count(0)
    settled(tab)
    tab.locator(".st-key-node_undo button").first.click()
    expect(rows).to_have_count(2)
    turn_to(tab, "codebook")
    turn_to(tab, "node")
    expect(rows).to_have_count(2)
