"""At 200 % a window of 1280 × 800 has room for 640 × 400: nothing may lie outside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from browser_material import NEEDS_CHROMIUM, coded, expect, picked, saved, settled, turn_to

from qualcode.app.menu import PAGES
from qualcode.i18n import tr

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright import sync_api

pytest_plugins = ("browser_material",)
pytestmark = NEEDS_CHROMIUM

ZOOMED = {"viewport": {"width": 640, "height": 400}, "device_scale_factor": 2}
WIDER = """() => {
  const main = document.querySelector('[data-testid="stMain"]');
  return main.scrollWidth - main.clientWidth;
}"""


def test_no_page_is_wider_than_the_window_and_all_are_reached(
    enter: Callable[..., sync_api.Page], study: Path
):
    tab = enter(study, "overview", "甲", **ZOOMED)
    for page in PAGES:
        unfold = tab.get_by_test_id("stExpandSidebarButton")
        fold = tab.get_by_test_id("stSidebarCollapseButton")
        expect(unfold.or_(fold).first).to_be_visible()
        if unfold.is_visible():
            unfold.click()
        turn_to(tab, page)
        settled(tab)
        assert tab.evaluate(WIDER) <= 0, page


def test_a_sentence_is_coded_by_keys_and_what_is_picked_is_in_sight(
    enter: Callable[..., sync_api.Page], study: Path
):
    tab = enter(study, "code", "甲", **ZOOMED)
    tab.locator(".qc-turns").focus()
    for _ in range(3):
        tab.keyboard.press("ArrowDown")
    words = picked(tab)
    tab.keyboard.press("2")
    saved(tab)
    assert coded(study) == [(words, "组织动员")]
    expect(tab.get_by_role("button", name=tr("app.desk.do_undo")).first).to_be_visible()
    assert tab.evaluate(
        """() => [...CSS.highlights.get("qc-pick")][0].getBoundingClientRect().bottom"""
    ) <= tab.evaluate("innerHeight")
