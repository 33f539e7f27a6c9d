"""Codes at the desk: found by any spelling, made on the spot, changed, and their suggestions."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from browser_material import NEEDS_CHROMIUM, coded, drag, expect, picked, saved

from qualcode import Project

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright import sync_api

pytest_plugins = ("browser_material",)
pytestmark = NEEDS_CHROMIUM


def option(tab: sync_api.Page) -> str:
    return tab.locator('.qc-option[aria-selected="true"] .qc-name').inner_text()


def test_a_code_is_found_by_first_letters_pinyin_or_name_and_recent_ones_come_first(
    study: Path, enter: Callable[..., sync_api.Page]
):
    tab = enter(study, "code")
    tab.locator(".qc-s", has_text="大家都认").click()
    for typed, found in (("zzdy", "组织动员"), ("guize", "规则"), ("建设", "组织建设")):
        tab.keyboard.press("Enter")
        tab.keyboard.type(typed)
        assert option(tab) == found
        assert tab.evaluate(ACTIVE) == found
        tab.keyboard.press("Enter")
    saved(tab)
    assert sorted(label for _, label in coded(study)) == ["组织动员", "组织建设", "规则"]
    tab.keyboard.press("Enter")
    assert tab.locator(".qc-option .qc-name").all_inner_texts() == ["组织建设", "规则", "组织动员"]
    tab.keyboard.press("Escape")
    assert "qc-turns" in tab.evaluate("document.activeElement.className")
    assert picked(tab) == "大家都认。"


ACTIVE = """() => {
  const field = document.activeElement;
  const active = document.getElementById(field.getAttribute("aria-activedescendant"));
  return active.querySelector(".qc-name").textContent;
}"""


def test_a_name_that_is_not_there_becomes_a_code_and_is_used_at_once(
    study: Path, enter: Callable[..., sync_api.Page]
):
    tab = enter(study, "code")
    tab.locator(".qc-s", has_text="大家都认").click()
    tab.keyboard.press("Enter")
    tab.keyboard.type("面子")
    tab.keyboard.press("Enter")
    expect(tab.locator(".qc-chip")).to_have_attribute("data-label", "面子")
    tab.locator(".qc-s", has_text="规矩是一起定的").click()
    tab.keyboard.press("Enter")
    tab.keyboard.type("规")
    tab.keyboard.press("Shift+Enter")
    saved(tab)
    expect(tab.locator(".qc-code")).to_have_count(5)
    tab.keyboard.press("4")
    saved(tab)
    assert coded(study) == [
        ("规矩是一起定的。", "规"),
        ("规矩是一起定的。", "面子"),
        ("大家都认。", "面子"),
    ]
    tab.keyboard.press("z")
    tab.keyboard.press("z")
    saved(tab)
    expect(tab.locator(".qc-code")).to_have_count(4)
    assert coded(study) == [("大家都认。", "面子")]


def test_the_picked_words_become_a_code_of_their_own(
    study: Path, enter: Callable[..., sync_api.Page]
):
    tab = enter(study, "code")
    drag(tab, "规矩", "一起定")
    tab.keyboard.press("v")
    saved(tab)
    assert coded(study) == [("规矩是一起定", "规矩是一起定")]
    tab.locator(".qc-s", has_text="一开始没人来").click()
    tab.keyboard.press("End")
    tab.keyboard.press("Shift+Home")
    tab.keyboard.press("v")
    field = tab.locator(".qc-picker input")
    expect(field).to_be_focused()
    assert field.input_value().startswith("一开始没人来。😀后来")
    tab.keyboard.press("ControlOrMeta+A")
    tab.keyboard.type("从没人来到都来")
    tab.keyboard.press("Enter")
    saved(tab)
    assert [label for _, label in coded(study)] == ["从没人来到都来", "规矩是一起定"]


def test_a_coding_that_is_aimed_at_gets_another_code(
    study: Path, enter: Callable[..., sync_api.Page]
):
    tab = enter(study, "code")
    tab.locator(".qc-s", has_text="大家都认").click()
    tab.keyboard.press("1")
    tab.locator('.qc-chip[data-label="组织建设"]').click()
    tab.keyboard.press("Alt+2")
    expect(tab.locator(".qc-chip")).to_have_attribute("data-label", "组织动员")
    saved(tab)
    tab.keyboard.press("Enter")
    tab.keyboard.type("gz")
    tab.keyboard.press("Enter")
    saved(tab)
    assert coded(study) == [("大家都认。", "规则")]
    tab.keyboard.press("Escape")
    tab.keyboard.press("3")
    expect(tab.locator(".qc-saved")).to_contain_text("已经有")
    assert coded(study) == [("大家都认。", "规则")]


def test_a_bar_beside_what_the_mouse_picked_offers_the_same(
    study: Path, enter: Callable[..., sync_api.Page]
):
    tab = enter(study, "code")
    drag(tab, "大家都", "大家都")
    bar = tab.locator(".qc-bar")
    bar.locator('[data-name="picker"]').click()
    tab.locator(".qc-option", has_text="规则").click()
    drag(tab, "规矩", "规矩")
    bar.locator('[data-name="recent"]').click()
    saved(tab)
    assert coded(study) == [("规矩", "规则"), ("大家都", "规则")]
    tab.locator(".qc-chip").last.click()
    bar.locator('[data-name="remove"]').click()
    saved(tab)
    assert coded(study) == [("规矩", "规则")]


def test_a_tap_picks_a_sentence_and_the_bar_codes_it(
    study: Path, enter: Callable[..., sync_api.Page]
):
    """On a touch screen the bar's targets are large enough for a finger."""
    tab = enter(study, "code", has_touch=True)
    tab.locator(".qc-s", has_text="大家都认").tap()
    assert picked(tab) == "大家都认。"
    target = tab.locator('.qc-bar [data-name="picker"]')
    assert target.bounding_box()["height"] >= 40
    target.tap()
    tab.locator(".qc-option", has_text="规则").tap()
    saved(tab)
    assert coded(study) == [("大家都认。", "规则")]


def test_a_frozen_codebook_makes_no_new_codes(study: Path, enter: Callable[..., sync_api.Page]):
    """What the desk holds back the server would refuse: no name is offered, v says why."""
    with Project.open(study) as project:
        for code in project.codebook.current().codes:
            project.codebook.edit_code(replace(code, definition={"zh": "说的是这个。"}))
        project.codebook.freeze()
    tab = enter(study, "code")
    tab.locator(".qc-s", has_text="大家都认").click()
    tab.keyboard.press("Enter")
    tab.keyboard.type("面子")
    expect(tab.locator(".qc-option")).to_have_count(0)
    tab.keyboard.press("Escape")
    tab.keyboard.press("v")
    expect(tab.locator(".qc-saved")).to_contain_text("定稿")
    assert coded(study) == []


def test_a_suggestion_stands_outlined_with_its_reasons_and_is_decided_by_key(
    hints: Path, enter: Callable[..., sync_api.Page]
):
    with Project.open(hints) as project:
        project.suggestions.run("甲", seed=3)
        project.suggestions.set_mode("visible")
        assert project.suggestions.outlines("甲", "多问")
    tab = enter(hints, "code")
    tab.locator(".qc-maybe").first.click()
    tab.keyboard.press("e")
    expect(tab.locator(".qc-why .qc-hint").first).to_be_visible()
    before = tab.locator(".qc-maybe").count()
    tab.keyboard.press("a")
    expect(tab.locator(".qc-maybe")).to_have_count(before - 1)
    saved(tab)
    tab.locator(".qc-maybe").first.click()
    tab.keyboard.press("x")
    saved(tab)
    expect(tab.locator(".qc-maybe")).to_have_count(before - 2)
    with Project.open(hints) as project:
        (coding,) = project.codings.of("甲")
        assert coding.origin == "accepted"
        assert project.suggestions.decided("甲")["rejected"] == 1
