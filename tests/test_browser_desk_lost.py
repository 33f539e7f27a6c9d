"""Nothing that was done at the desk is lost or doubled: fast keys, cut lines, reloads."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from browser_material import NEEDS_CHROMIUM, coded, expect, picked, saved, until
from line_material import Line

from qualcode import Project
from qualcode.i18n import tr

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright import sync_api

pytest_plugins = ("browser_material",)
pytestmark = NEEDS_CHROMIUM

SENTENCES = 30


@pytest.fixture
def line(address: str) -> Iterator[Line]:
    laid = Line(address)
    yield laid
    laid.cut()


@pytest.fixture
def long(tmp_path: Path) -> Path:
    """A study with sentences enough for sixty codings."""
    said = "".join(f"第{n}句说到规矩。" for n in range(SENTENCES))
    with Project.create(tmp_path / "long") as project:
        project.coders.add("甲")
        project.transcripts.ingest_bytes("书记.txt", f"书记：{said}".encode())
        for label in ("组织建设", "组织动员"):
            project.codebook.add_code(label)
    return tmp_path / "long"


def press_all(tab: sync_api.Page, middle: Callable[[], None] = lambda: None) -> None:
    """Code every sentence twice at fifteen codings a second; in the middle something happens."""
    for n in range(SENTENCES):
        if n == SENTENCES // 2:
            middle()
        for key in ("1", "2", "ArrowDown"):
            tab.keyboard.press(key, delay=5)
        until(tab, "at => performance.now() > at", tab.evaluate(SOON))


SOON = "performance.now() + 100"


def test_sixty_codings_at_fifteen_a_second_are_all_stored(
    long: Path, enter: Callable[..., sync_api.Page]
):
    tab = enter(long, "code")
    tab.locator(".qc-s").first.click()
    press_all(tab)
    saved(tab)
    assert len(coded(long)) == 2 * SENTENCES
    assert len(set(coded(long))) == 2 * SENTENCES
    assert "qc-turns" in tab.evaluate("document.activeElement.className")


def test_what_is_coded_while_the_line_is_cut_is_stored_once_it_is_mended(
    long: Path, enter: Callable[..., sync_api.Page], line: Line
):
    """The page is left in the middle, too: the next one shows and sends what was kept."""
    tab = enter(long, "code", at=line.address)
    tab.locator(".qc-s").first.click()

    def cut() -> None:
        saved(tab)
        line.cut()
        assert line.is_cut()

    press_all(tab, cut)
    expect(tab.locator(".qc-desk")).to_have_attribute("data-pending", str(SENTENCES))
    expect(tab.locator(".qc-saved")).to_contain_text(tr("app.desk.waiting", n=SENTENCES))
    assert len(coded(long)) == SENTENCES
    assert tab.evaluate("dispatchEvent(new Event('beforeunload', {cancelable: true}))") is False
    line.mend()
    tab.reload()
    saved(tab)
    expect(tab.locator(".qc-chip")).to_have_count(2 * SENTENCES)
    assert len(coded(long)) == len(set(coded(long))) == 2 * SENTENCES


def test_the_keys_stay_with_the_desk_however_long_the_line_is_cut(
    study: Path, enter: Callable[..., sync_api.Page], line: Line
):
    """The framework's own dialog about the line must not take a single key from the coder."""
    tab = enter(study, "code", at=line.address)
    tab.evaluate(HEARS_DIALOGS)
    tab.locator(".qc-s", has_text="大家都认").click()
    line.cut()
    tab.keyboard.press("1")
    until(tab, "() => window.dialogs > 0")
    expect(tab.locator("body > :not(#root) [role=dialog]")).to_have_count(0)
    expect(tab.locator(".qc-turns")).to_be_focused()
    tab.keyboard.press("2")
    expect(tab.locator(".qc-chip")).to_have_count(2)
    line.mend()
    saved(tab)
    assert len(coded(study)) == 2


def test_a_page_that_was_given_up_is_loaded_again_and_what_was_done_is_stored(
    study: Path, enter: Callable[..., sync_api.Page], line: Line
):
    tab = enter(study, "code", at=line.address)
    tab.locator(".qc-s", has_text="大家都认").click()
    line.cut()
    tab.keyboard.press("1")
    expect(tab.locator(".qc-chip")).to_have_count(1)
    tab.evaluate("document.getElementById('root').replaceChildren()")
    line.mend()
    saved(tab)
    expect(tab.locator(".qc-chip")).to_have_count(1)
    assert coded(study) == [("大家都认。", "组织建设")]


HEARS_DIALOGS = """() => {
  window.dialogs = 0;
  new MutationObserver(() => {
    window.dialogs += document.querySelectorAll("body > :not(#root) [role=dialog]").length;
  }).observe(document.body, { childList: true });
}"""


def test_the_desk_goes_on_by_itself_when_the_line_is_mended(
    study: Path, enter: Callable[..., sync_api.Page], line: Line
):
    tab = enter(study, "code", at=line.address)
    tab.locator(".qc-s", has_text="大家都认").click()
    line.cut()
    assert line.is_cut()
    tab.keyboard.press("1")
    expect(tab.locator(".qc-chip")).to_have_count(1)
    assert coded(study) == []
    line.mend()
    saved(tab)
    assert coded(study) == [("大家都认。", "组织建设")]


def test_a_refused_act_is_taken_back_with_its_reason_and_jams_nothing(
    study: Path, enter: Callable[..., sync_api.Page]
):
    """Another window merged the code away while this one still offered it."""
    tab = enter(study, "code")
    with Project.open(study) as project:
        book = project.codebook.current()
        project.codebook.merge([book.codes[0].id], book.codes[1].id)
    tab.locator(".qc-s", has_text="大家都认").click()
    tab.keyboard.press("1")
    tab.keyboard.press("3")
    saved(tab)
    expect(tab.locator(".qc-saved")).to_contain_text(tr("app.desk.refused"))
    expect(tab.locator(".qc-chip")).to_have_count(1)
    assert coded(study) == [("大家都认。", "规则")]
    tab.keyboard.press("ArrowUp")
    tab.locator(".qc-s", has_text="规矩是一起定的").click()
    tab.locator(".qc-code", has_text="规则").click()
    saved(tab)
    expect(tab.locator(".qc-refused")).to_have_count(0)


def test_a_turn_or_the_whole_transcript_is_marked_read_and_taken_back(
    study: Path, enter: Callable[..., sync_api.Page]
):
    tab = enter(study, "code")
    tab.locator(".qc-s", has_text="居民参与").click()
    tab.keyboard.press("Space")
    assert picked(tab) == "一开始没人来。"
    tab.keyboard.press("Space")
    expect(tab.locator('.qc-turn[data-stand="read"]')).to_have_count(2)
    tab.locator(".qc-more summary").click()
    tab.locator('[data-name="read_all"]').click()
    tab.get_by_role("button", name=tr("app.desk.sure_read_all")).click()
    expect(tab.locator('.qc-turn[data-stand="unread"]')).to_have_count(0)
    saved(tab)
    tab.locator(".qc-turns").focus()
    tab.keyboard.press("z")
    saved(tab)
    expect(tab.locator('.qc-turn[data-stand="read"]')).to_have_count(2)


def test_words_are_found_walked_and_coded(study: Path, enter: Callable[..., sync_api.Page]):
    tab = enter(study, "code")
    tab.locator(".qc-turns").focus()
    tab.keyboard.press("/")
    tab.keyboard.type("大家")
    tab.keyboard.press("Escape")
    assert picked(tab) == "大家"
    tab.keyboard.press("2")
    saved(tab)
    assert coded(study) == [("大家", "组织动员")]
    tab.keyboard.press("/")
    tab.keyboard.press("ControlOrMeta+A")
    tab.keyboard.type("。")
    tab.keyboard.press("Escape")
    first = tab.locator(".qc-turns").get_attribute("data-pick")
    tab.keyboard.press("n")
    second = tab.locator(".qc-turns").get_attribute("data-pick")
    tab.keyboard.press("Shift+N")
    assert tab.locator(".qc-turns").get_attribute("data-pick") == first != second


def test_all_keys_stand_on_one_sheet(study: Path, enter: Callable[..., sync_api.Page]):
    tab = enter(study, "code")
    tab.locator(".qc-turns").focus()
    tab.keyboard.press("?")
    sheet = tab.get_by_role("dialog", name=tr("app.desk.help_title"))
    expect(sheet).to_contain_text(tr("app.desk.k_vivo"))
    tab.keyboard.press("Escape")
    expect(sheet).to_be_hidden()
    assert "qc-turns" in tab.evaluate("document.activeElement.className")
