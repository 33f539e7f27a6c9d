"""The first ten minutes in a real browser, as somebody lives them who never saw a terminal.

From the start page to a table in Word no step needs an address, a manual, or a page reloaded: each
page leads to the next, and what the Word file holds is what was coded.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import docx
from browser_material import NEEDS_CHROMIUM, expect, heading, saved, settled, turn_to
from project_material import word_file

from qualcode import Project
from qualcode.i18n import tr

if TYPE_CHECKING:
    from pathlib import Path

    from browser_material import sync_api

pytest_plugins = ("browser_material",)
pytestmark = NEEDS_CHROMIUM

CHEN = (
    "楼栋长访谈\n访：当时居民愿意参与吗？\n"
    "陈：一开始都不愿意，觉得没用。后来修好了，大家才慢慢来开会。人嘛，看到结果才信。\n"
    "访：现在呢？\n陈：年轻人不出来。\n"
)
WANG = "问：谁来参加？\n答：楼栋长、物业，还有两个租户代表。自己定的规矩，自己就认。\n"
LIN = (
    "说话人1 00:00:03\n您会去参加社区的会议吗？\n说话人2 00:00:11\n没去过。没有人通知我。\n"
    "说话人1 00:00:25\n那后来呢？\n说话人2 00:00:31\n后来建了个群。\n"
)
BY_MOUSE, BY_KEY, THOUGHT = "看到成效才参与", "规则自定", "没有人通知：租户不在名单上。"


def begin(tab: sync_api.Page, folder: Path) -> None:
    """Make a study by giving a name, in a folder of the test's own, and follow the next step."""
    tab.get_by_label(tr("app.overview.your_name")).fill("李晓")
    elsewhere = tab.get_by_text(tr("app.overview.elsewhere")).first
    elsewhere.click()
    tab.locator(".st-key-overview_new_folder input").fill(str(folder))
    tab.locator(".st-key-overview_new button").click()
    heading(tab, "app.overview.title")
    tab.locator(".st-key-overview_next button").click()
    heading(tab, "app.transcripts.title")
    settled(tab)


def bring_in(tab: sync_api.Page) -> None:
    """Drop a Word file, an old text and a machine's text; say who asks; store them."""
    names = {"01 老陈.docx": word_file(CHEN), "02 王书记.txt": WANG.encode("gb18030")}
    names["03 小林.txt"] = LIN.encode()
    tab.locator("[class*=st-key-transcripts_files] input[type=file]").set_input_files(
        [{"name": name, "mimeType": "", "buffer": data} for name, data in names.items()]
    )
    doubt = tab.get_by_text(tr("app.preview.doubt_nobody_asks"))
    expect(doubt).to_have_count(1)
    expect(tab.get_by_text(tr("app.transcripts.none"))).to_have_count(0)
    voice = tab.locator("[class*=st-key-transcripts_asks]").filter(has_text="说话人1")
    voice.get_by_text(tr("app.preview.asks"), exact=True).click()
    expect(doubt).to_have_count(0)
    tab.locator(".st-key-transcripts_store button").click()
    expect(tab.get_by_text(tr("app.preview.stored", n=3))).to_be_visible()
    tab.locator(".st-key-transcripts_begin button").click()
    heading(tab, "app.code.title")
    tab.locator(".qc-s").first.wait_for()


def code_by_mouse(tab: sync_api.Page) -> None:
    """Click a sentence, its button, and the new code that is offered for what was typed."""
    expect(tab.locator(".qc-side")).to_contain_text(tr("app.desk.no_codes"))
    place = tab.locator(".qc-turns").bounding_box()
    tab.locator(".qc-s", has_text="看到结果才信").click()
    tab.locator('.qc-bar [data-name="picker"]').click()
    expect(tab.locator(".qc-picker")).to_contain_text(tr("app.desk.first_code"))
    tab.keyboard.type(BY_MOUSE)
    tab.locator(".qc-option", has_text=BY_MOUSE).click()
    expect(tab.locator(".qc-chip")).to_have_attribute("data-label", BY_MOUSE)
    saved(tab)
    tab.locator(".qc-s", has_text="一开始都不愿意").click()
    tab.locator('.qc-bar [data-name="read"]').click()
    expect(tab.locator(".qc-progress")).to_contain_text(tr("app.desk.progress", done=1, all=2))
    now = tab.locator(".qc-turns").bounding_box()
    assert (now["x"], now["y"]) == (place["x"], place["y"])


def code_by_key(tab: sync_api.Page) -> None:
    """Go to the next transcript, code its last sentence, read it, write a memo: keys alone."""
    tab.locator(".qc-turns").focus()
    tab.keyboard.press("]")
    expect(tab.locator(".qc-turns")).to_contain_text("自己就认")
    settled(tab)
    tab.locator(".qc-turns").focus()
    for key in ("ArrowDown", "ArrowDown", "ArrowDown", "Enter"):
        tab.keyboard.press(key)
    tab.keyboard.type(BY_KEY)
    tab.keyboard.press("Enter")
    expect(tab.locator(".qc-chip")).to_have_attribute("data-label", BY_KEY)
    tab.keyboard.press("m")
    tab.keyboard.type(THOUGHT)
    tab.keyboard.press("Control+Enter")
    expect(tab.locator(".qc-note-text")).to_have_text(THOUGHT)
    saved(tab)


def test_a_new_study_leads_from_the_start_page_to_a_table_in_word(
    browser: sync_api.Browser, address: str, tmp_path: Path
):
    folder = tmp_path / "议事会"
    with browser.new_context(locale="zh-CN", viewport={"width": 1280, "height": 800}) as context:
        tab = context.new_page()
        tab.set_default_timeout(30_000)
        tab.goto(address)
        heading(tab, "app.overview.welcome")
        begin(tab, folder)
        bring_in(tab)
        code_by_mouse(tab)
        code_by_key(tab)
        turn_to(tab, "node")
        expect(tab.locator(".stMain")).to_contain_text("看到结果才信")
        turn_to(tab, "results")
        with tab.expect_download() as download:
            tab.get_by_role("button", name="Word", exact=True).click()
        download.value.save_as(tmp_path / "表.docx")
    (table,) = docx.Document(str(tmp_path / "表.docx")).tables
    head, *rows = ([cell.text for cell in row.cells] for row in table.rows)
    place = head.index(tr("table.column.references"))
    assert {row[0]: row[place] for row in rows} == {BY_MOUSE: "1", BY_KEY: "1"}
    with Project.open(folder) as project:
        assert [memo.text for memo in project.codings.memos("turn")] == [THOUGHT]
        asking = {it.label for it in project.people.speakers() if it.asks}
        assert asking == {"访", "问", "说话人1"}
        assert not project.verify_log().problems
