"""The app in a real browser: the desk by click and key, the cards by key, and no word sent out."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from browser_material import NEEDS_CHROMIUM, SENTENCE, expect, saved, settled, turn_to

from qualcode import Project
from qualcode.app.screens import PAGES
from qualcode.i18n import tr

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright import sync_api

pytest_plugins = ("browser_material",)
pytestmark = NEEDS_CHROMIUM


def coded(folder: Path) -> list[tuple[str, str]]:
    """Return what is in the study: each coded text with its code's label."""
    with Project.open(folder) as project:
        book = project.codebook.current()
        text = project.transcripts.get("书记").text
        return [
            (text[it.start : it.end], book.code(it.code).label()) for it in project.codings.of("甲")
        ]


def test_a_sentence_is_picked_by_click_and_coded_by_a_digit(
    study: Path, enter: Callable[..., sync_api.Page]
):
    tab = enter(study, "code")
    tab.locator(".qc-s", has_text="后来网格长").click()
    tab.keyboard.press("1")
    saved(tab)
    assert coded(study) == [(SENTENCE, "组织建设")]
    expect(tab.locator(".qc-chip")).to_have_attribute("data-label", "组织建设")


def test_a_code_is_given_by_click_too(study: Path, enter: Callable[..., sync_api.Page]):
    tab = enter(study, "code")
    tab.locator(".qc-s", has_text="规矩是一起定的").click()
    tab.locator(".qc-code", has_text="规则").click()
    saved(tab)
    assert coded(study) == [("规矩是一起定的。", "规则")]


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
    tab.keyboard.press("Enter")
    tab.keyboard.press("m")
    tab.keyboard.type("记一笔 rc1")
    tab.keyboard.press("Control+Enter")
    saved(tab)
    with Project.open(study) as project:
        assert len(project.codings.readings("甲")) == 1
        assert [memo.text for memo in project.codings.memos("turn")] == ["记一笔 rc1"]
    for key in ("z", "z", "z"):
        tab.keyboard.press(key)
    saved(tab)
    assert coded(study) == [(first, "组织建设"), (first, "组织动员")]
    tab.keyboard.press("y")
    saved(tab)
    assert (both, "规则") in coded(study)


def test_del_takes_away_the_coding_whose_label_was_picked(
    study: Path, enter: Callable[..., sync_api.Page]
):
    tab = enter(study, "code")
    tab.locator(".qc-s", has_text="规矩是一起定的").click()
    for key in ("1", "2", "3"):
        tab.keyboard.press(key)
    saved(tab)
    tab.locator('.qc-chip[data-label="组织动员"]').click()
    tab.keyboard.press("Delete")
    saved(tab)
    assert [label for _, label in coded(study)] == ["组织建设", "规则"]


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
    assert labels == ["组织建设", "组织动员", "组织动员"]
    expect(tab.locator(".qc-goes-on")).to_have_attribute("data-label", "组织动员")
    stripes = tab.locator(".qc-coded").evaluate_all(
        "found => found.map(it => it.style.backgroundImage.split('gradient').length - 1)"
    )
    assert stripes == [2, 1]
    spoken = tab.locator(".qc-s", has_text="一开始没人来").get_attribute("aria-label")
    assert spoken.endswith("(组织建设, 组织动员)")


def test_a_label_is_aimed_at_and_taken_away_by_keys(
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


def test_a_memo_that_is_being_written_is_never_lost(
    study: Path, enter: Callable[..., sync_api.Page]
):
    tab = enter(study, "code")
    tab.locator(".qc-s", has_text="规矩是一起定的").click()
    tab.keyboard.press("m")
    tab.keyboard.type("还没写完")
    tab.locator(".qc-s", has_text="大家都认").click()
    tab.keyboard.press("1")
    saved(tab)
    expect(tab.locator(".qc-write")).to_have_value("还没写完")
    turn_to(tab, "codebook")
    turn_to(tab, "code")
    saved(tab)
    expect(tab.locator(".qc-note")).to_have_text("还没写完")
    tab.locator(".qc-s", has_text="大家都认").click()
    tab.locator('.qc-act[data-name="memo"]').click()
    tab.keyboard.type("点一下保存")
    tab.get_by_role("button", name=tr("app.desk.memo_save"), exact=True).click()
    saved(tab)
    with Project.open(study) as project:
        told = {memo.text for memo in project.codings.memos("turn")}
    assert told == {"还没写完", "点一下保存"}


def test_the_desk_fits_the_window(study: Path, enter: Callable[..., sync_api.Page]):
    tab = enter(study, "code")
    for width, height in ((1280, 720), (1440, 900)):
        tab.set_viewport_size({"width": width, "height": height})
        main = tab.get_by_test_id("stMain")
        assert main.evaluate("it => it.scrollHeight <= it.clientHeight")


def test_a_hit_is_one_click_from_its_place_and_the_search_stays(
    study: Path, enter: Callable[..., sync_api.Page]
):
    tab = enter(study, "transcripts")
    tab.locator(".st-key-transcripts_view").get_by_text(tr("app.transcripts.tab_search")).click()
    tab.get_by_label(tr("app.transcripts.words")).fill("规矩")
    tab.keyboard.press("Enter")
    expect(tab.get_by_text(tr("app.transcripts.hits", n=1))).to_be_visible()
    settled(tab)
    grid = tab.locator(".st-key-transcripts_hits canvas").first
    grid.click(position={"x": 40, "y": 50}, force=True)
    expect(tab.locator(".qc-picked")).to_have_text("规矩是一起定的。")
    turn_to(tab, "transcripts")
    expect(tab.get_by_label(tr("app.transcripts.words"))).to_have_value("规矩")


def test_no_press_is_lost_when_keys_come_faster_than_answers(
    study: Path, enter: Callable[..., sync_api.Page]
):
    tab = enter(study, "code")
    tab.locator(".qc-s").first.click()
    count = tab.locator(".qc-s").count()
    for _ in range(count):
        for key in ("1", "2", "3", "ArrowDown"):
            tab.keyboard.press(key)
    saved(tab)
    assert len(coded(study)) == count * 3
    assert "qc-s" in tab.evaluate("document.activeElement.className")


def test_a_transcript_is_never_run_and_never_rendered(
    study: Path, enter: Callable[..., sync_api.Page]
):
    tab = enter(study, "code")
    expect(tab.locator(".qc-turns")).to_contain_text("<img src=x onerror=")
    expect(tab.locator(".qc-turns")).to_contain_text("**粗体**")
    assert tab.locator(".qc-turns img").count() == 0
    turn_to(tab, "transcripts")
    tab.locator(".st-key-transcripts_view").get_by_text(tr("app.transcripts.tab_read")).click()
    expect(tab.locator(".qc-passages")).to_contain_text("<img src=x onerror=")
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


def test_a_reload_finds_the_study_and_the_coder_again(
    study: Path, enter: Callable[..., sync_api.Page]
):
    tab = enter(study, "code")
    tab.reload()
    expect(tab.locator(".qc-s").first).to_be_visible()


def test_a_code_born_at_the_desk_can_be_used_at_once(
    study: Path, enter: Callable[..., sync_api.Page]
):
    tab = enter(study, "code")
    tab.get_by_label(tr("app.code.new")).fill("面子")
    tab.keyboard.press("Enter")
    expect(tab.locator(".qc-code", has_text="面子")).to_be_visible()
    tab.locator(".qc-s", has_text="大家都认").click()
    tab.keyboard.press("4")
    saved(tab)
    assert coded(study) == [("大家都认。", "面子")]


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
    with Project.open(study) as project:
        assert len(project.codings.of("乙")) == 1


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
