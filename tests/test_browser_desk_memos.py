"""Memos at the desk: on a turn, a coding, a code, the transcript; never lost in writing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from browser_material import NEEDS_CHROMIUM, expect, saved, turn_to

from qualcode import Project
from qualcode.i18n import tr

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright import sync_api

pytest_plugins = ("browser_material",)
pytestmark = NEEDS_CHROMIUM


def kept(folder: Path) -> dict[str, list[str]]:
    """Return the texts of all memos by what they are on."""
    found: dict[str, list[str]] = {}
    with Project.open(folder) as project:
        for memo in project.memos.list():
            found.setdefault(memo.target_kind, []).append(memo.text)
    return found


def write(tab: sync_api.Page, words: str) -> None:
    expect(tab.locator(".qc-memo textarea")).to_be_focused()
    tab.keyboard.type(words)
    tab.keyboard.press("Control+Enter")
    assert "qc-turns" in tab.evaluate("document.activeElement.className")


def test_memos_are_written_where_they_belong_and_changed_by_their_author(
    study: Path, enter: Callable[..., sync_api.Page]
):
    tab = enter(study, "code")
    tab.locator(".qc-s", has_text="规矩是一起定的").click()
    tab.keyboard.press("m")
    write(tab, "关于这次发言 rc1")
    tab.keyboard.press("1")
    tab.keyboard.press("ArrowRight")
    tab.keyboard.press("m")
    write(tab, "关于这处编码")
    tab.locator('[data-name^="memo "]').first.dispatch_event("click")
    write(tab, "关于这个编码")
    tab.locator(".qc-more summary").click()
    tab.locator('[data-name="memo_transcript"]').click()
    write(tab, "关于整篇")
    saved(tab)
    assert kept(study) == {
        "turn": ["关于这次发言 rc1"],
        "coding": ["关于这处编码"],
        "code": ["关于这个编码"],
        "transcript": ["关于整篇"],
    }
    expect(tab.locator(".qc-turn .qc-note-text")).to_have_count(2)
    expect(tab.locator(".qc-side .qc-note-text")).to_have_count(2)
    expect(tab.locator(".qc-chip")).to_have_attribute("data-memo", "")
    note = tab.locator(".qc-note", has_text="关于这处编码")
    note.get_by_role("button", name=tr("app.desk.memo_change"), exact=True).click()
    tab.keyboard.press("End")
    write(tab, "，改过")
    first = tab.locator(".qc-note", has_text="关于这次发言")
    first.get_by_role("button", name=tr("app.desk.memo_remove"), exact=True).click()
    saved(tab)
    found = kept(study)
    assert found["coding"] == ["关于这处编码，改过"]
    assert "turn" not in found


def test_a_memo_that_is_being_written_outlives_going_elsewhere_and_a_reload(
    study: Path, enter: Callable[..., sync_api.Page]
):
    tab = enter(study, "code")
    tab.locator(".qc-s", has_text="规矩是一起定的").click()
    tab.keyboard.press("m")
    tab.keyboard.type("还没写完")
    tab.locator(".qc-s", has_text="大家都认").click()
    tab.keyboard.press("1")
    saved(tab)
    expect(tab.locator(".qc-memo textarea")).to_have_value("还没写完")
    tab.reload()
    expect(tab.locator(".qc-memo textarea")).to_have_value("还没写完")
    turn_to(tab, "codebook")
    turn_to(tab, "code")
    saved(tab)
    expect(tab.locator(".qc-note-text")).to_have_text("还没写完")
    expect(tab.locator(".qc-memo")).to_have_count(0)
    assert kept(study) == {"turn": ["还没写完"]}


def test_a_memo_is_dropped_by_esc_only(study: Path, enter: Callable[..., sync_api.Page]):
    tab = enter(study, "code")
    tab.locator(".qc-s", has_text="规矩是一起定的").click()
    tab.keyboard.press("m")
    tab.keyboard.type("不要了")
    tab.keyboard.press("Escape")
    tab.reload()
    expect(tab.locator(".qc-s").first).to_be_visible()
    expect(tab.locator(".qc-memo")).to_have_count(0)
    assert kept(study) == {}
