"""The app in a real browser: the desk by click and key, its pages, and no word sent out."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from browser_material import (
    NEEDS_CHROMIUM,
    SENTENCE,
    coded,
    expect,
    heading,
    picked,
    saved,
    settled,
    sit_down,
    turn_to,
)

from qualcode import Project
from qualcode.app.menu import PAGES
from qualcode.i18n import tr

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright import sync_api

pytest_plugins = ("browser_material",)
pytestmark = NEEDS_CHROMIUM


def test_a_sentence_is_picked_by_click_and_coded_by_a_digit_or_a_click(
    study: Path, enter: Callable[..., sync_api.Page]
):
    tab = enter(study, "code")
    tab.locator(".qc-s", has_text="后来网格长").click()
    assert picked(tab) == SENTENCE
    tab.keyboard.press("1")
    tab.locator(".qc-s", has_text="规矩是一起定的").click()
    tab.locator(".qc-code", has_text="规则").click()
    saved(tab)
    assert coded(study) == [(SENTENCE, "组织建设"), ("规矩是一起定的。", "规则")]
    expect(tab.locator(".qc-chip").first).to_have_attribute("data-label", "组织建设")


def test_everything_at_the_desk_is_done_from_the_keyboard(
    study: Path, enter: Callable[..., sync_api.Page]
):
    tab = enter(study, "code")
    tab.locator(".qc-turns").focus()
    for key in ("ArrowDown", "ArrowDown", "1", "2", "ArrowDown", "Shift+ArrowDown", "3"):
        tab.keyboard.press(key)
    saved(tab)
    both = SENTENCE + "𠮷祥里的互助站也建起来了。"
    first = "一开始没人来。"
    assert coded(study) == [(first, "组织建设"), (first, "组织动员"), (both, "规则")]
    tab.keyboard.press("Space")
    tab.keyboard.press("m")
    tab.keyboard.type("记一笔 rc1")
    tab.keyboard.press("Control+Enter")
    saved(tab)
    with Project.open(study) as project:
        (reading,) = project.codings.readings("甲")
        text = project.transcripts.get("书记").text
        assert text[reading.start : reading.end].startswith(first)
        assert [memo.text for memo in project.codings.memos("turn")] == ["记一笔 rc1"]
    for _ in range(3):
        tab.keyboard.press("z")
    saved(tab)
    assert coded(study) == [(first, "组织建设"), (first, "组织动员")]
    tab.keyboard.press("Control+Shift+Z")
    saved(tab)
    assert (both, "规则") in coded(study)
    assert "qc-turns" in tab.evaluate("document.activeElement.className")


def test_a_label_is_aimed_at_by_click_or_key_and_taken_away(
    study: Path, enter: Callable[..., sync_api.Page]
):
    tab = enter(study, "code")
    tab.locator(".qc-s", has_text="规矩是一起定的").click()
    for key in ("1", "2", "3", "ArrowRight", "ArrowRight"):
        tab.keyboard.press(key)
    expect(tab.locator(".qc-aimed")).to_have_attribute("data-label", "组织动员")
    tab.keyboard.press("Delete")
    saved(tab)
    assert [label for _, label in coded(study)] == ["组织建设", "规则"]
    tab.locator('.qc-chip[data-label="组织建设"]').click()
    tab.keyboard.press("Delete")
    saved(tab)
    assert [label for _, label in coded(study)] == ["规则"]


def test_overlapping_codings_are_told_apart_without_colour(
    study: Path, enter: Callable[..., sync_api.Page]
):
    tab = enter(study, "code")
    tab.locator(".qc-s", has_text="一开始没人来").click()
    tab.keyboard.press("1")
    tab.keyboard.press("Shift+ArrowDown")
    tab.keyboard.press("2")
    saved(tab)
    labels = tab.locator(".qc-chip").evaluate_all("found => found.map(it => it.dataset.label)")
    assert sorted(labels[:2]) == ["组织动员", "组织建设"]
    assert labels[2:] == ["组织"]
    expect(tab.locator(".qc-goes-on")).to_have_accessible_name("组织动员 ⋯")
    stripes = tab.locator(".qc-coded").evaluate_all(
        "found => found.map(it => it.style.backgroundImage.split('gradient').length - 1)"
    )
    assert stripes == [2, 1]
    tab.keyboard.press("ArrowUp")
    expect(tab.locator(".qc-voice")).to_contain_text("一开始没人来。 (组织动员, 组织建设)")


def test_the_desk_fits_the_window_and_a_narrow_one(
    study: Path, enter: Callable[..., sync_api.Page]
):
    tab = enter(study, "code")
    for width, height in ((1280, 720), (1440, 900)):
        tab.set_viewport_size({"width": width, "height": height})
        main = tab.get_by_test_id("stMain")
        assert main.evaluate("it => it.scrollHeight <= it.clientHeight")
    tab.set_viewport_size({"width": 480, "height": 900})
    text, side = tab.locator(".qc-turns").bounding_box(), tab.locator(".qc-side").bounding_box()
    assert side["y"] >= text["y"] + text["height"]
    assert text["x"] + text["width"] <= 480
    assert tab.evaluate("document.documentElement.scrollWidth") <= 480


def test_a_transcript_is_never_run_and_never_rendered(
    study: Path, enter: Callable[..., sync_api.Page]
):
    tab = enter(study, "code")
    expect(tab.locator(".qc-turns")).to_contain_text("<img src=x onerror=")
    expect(tab.locator(".qc-turns")).to_contain_text("**粗体**")
    assert tab.locator(".qc-turns img").count() == 0
    hostile = '<img src=x onerror="window.hurt=2">'
    tab.locator(".qc-s", has_text="大家都认").click()
    tab.keyboard.press("Enter")
    tab.keyboard.type(hostile)
    tab.keyboard.press("Enter")
    tab.keyboard.press("m")
    tab.keyboard.type(hostile)
    tab.keyboard.press("Control+Enter")
    saved(tab)
    expect(tab.locator(".qc-code", has_text=hostile)).to_be_visible()
    expect(tab.locator(".qc-note-text")).to_have_text(hostile)
    assert tab.locator(".qc-desk img").count() == 0
    assert tab.evaluate("window.hurt") is None


def test_a_page_switch_keeps_the_place_and_the_codings(
    study: Path, enter: Callable[..., sync_api.Page]
):
    tab = enter(study, "code")
    tab.locator(".qc-s", has_text="规矩是一起定的").click()
    tab.keyboard.press("3")
    turn_to(tab, "codebook")
    turn_to(tab, "code")
    saved(tab)
    expect(tab.locator(".qc-chip")).to_have_count(1)
    assert coded(study) == [("规矩是一起定的。", "规则")]
    assert picked(tab) == "规矩是一起定的。"


def test_a_second_coder_sees_nothing_of_the_first(study: Path, enter: Callable[..., sync_api.Page]):
    with Project.open(study) as project:
        project.coders.add("乙")
    mine = enter(study, "code", coder="甲")
    mine.locator(".qc-s", has_text="一开始没人来").click()
    mine.keyboard.press("1")
    saved(mine)
    theirs = enter(study, "code", coder="乙")
    expect(theirs.locator(".qc-s").first).to_be_visible()
    expect(theirs.locator(".qc-chip")).to_have_count(0)
    theirs.locator(".qc-s", has_text="大家都认").click()
    theirs.keyboard.press("2")
    saved(theirs)
    assert coded(study) == [("一开始没人来。", "组织建设")]
    assert coded(study, "乙") == [("大家都认。", "组织动员")]


def test_a_study_is_opened_by_its_folder_and_a_coder_is_chosen(
    study: Path, browser: sync_api.Browser, address: str
):
    with Project.open(study) as project:
        project.coders.add("乙")
    with browser.new_context(locale="zh-CN") as context:
        tab = context.new_page()
        tab.goto(address)
        tab.get_by_label(tr("app.overview.path")).fill(str(study))
        tab.keyboard.press("Enter")
        tab.locator(".st-key-overview_open button").click()
        heading(tab, "app.seat.title")
        sit_down(tab, study, "乙")
        heading(tab, "app.overview.title")
        settled(tab)
        turn_to(tab, "code")
        tab.locator(".qc-s", has_text="大家都认").click()
        tab.keyboard.press("1")
        saved(tab)
    assert coded(study, "乙") == [("大家都认。", "组织建设")]


def test_no_page_asks_another_machine_for_anything(
    full: Path, enter: Callable[..., sync_api.Page], address: str
):
    tab = enter(full, "overview")
    asked: list[str] = []
    tab.on("request", lambda request: asked.append(request.url))
    tab.reload()
    for page in PAGES:
        turn_to(tab, page)
    hosts = {urlsplit(url).netloc for url in asked if urlsplit(url).scheme.startswith("http")}
    assert hosts == {urlsplit(address).netloc}
