"""Bringing interviews in, in a real browser: dropped, looked into, mended, stored."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from browser_material import NEEDS_CHROMIUM, expect, settled, turn_to
from project_material import word_file

from qualcode import Project
from qualcode.i18n import tr

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from browser_material import sync_api

pytest_plugins = ("browser_material",)
pytestmark = NEEDS_CHROMIUM

TALK = "小王：我是先当上楼长的。\n老李：大家推选的嘛。𠮷祥里的都认。\n" * 3
OLD = "访谈者：居民参与得怎么样？\n书记：一开始没人来。后来都来了，大家一起定的规矩。\n"
HOSTILE = "访谈者：问？\n<img src=x onerror=window.hurt=1>：**答**\n" * 3


@pytest.fixture
def bare(tmp_path: Path) -> Path:
    with Project.create(tmp_path / "bare") as project:
        project.coders.add("甲")
    return tmp_path / "bare"


def drop(tab: sync_api.Page, **files: bytes) -> None:
    payload = [
        {"name": name.replace("_", "."), "mimeType": "application/octet-stream", "buffer": data}
        for name, data in files.items()
    ]
    tab.locator("[class*=st-key-transcripts_files] input[type=file]").set_input_files(payload)
    expect(tab.get_by_text(tr("app.preview.help"))).to_be_visible()
    settled(tab)


def test_a_word_file_and_an_old_text_are_looked_into_mended_and_stored(
    bare: Path, enter: Callable[..., sync_api.Page]
):
    tab = enter(bare, "transcripts")
    drop(tab, 楼长_docx=word_file(TALK), 书记_txt=OLD.encode("gb18030"))
    expect(tab.get_by_text("GB18030")).to_be_visible()
    expect(tab.get_by_text(tr("app.preview.doubt_nobody_asks"))).to_be_visible()
    expect(tab.get_by_text("大家推选的嘛。𠮷祥里的都认。").first).to_be_visible()
    with Project.open(bare) as project:
        assert project.transcripts.list() == ()
    voice = tab.locator("[class*=st-key-transcripts_asks]").filter(has_text="小王")
    voice.get_by_text(tr("app.preview.asks"), exact=True).click()
    expect(tab.get_by_text(tr("app.preview.doubt_nobody_asks"))).to_have_count(0)
    tab.locator(".st-key-transcripts_store button").click()
    expect(tab.get_by_text(tr("app.preview.stored", n=2))).to_be_visible()
    with Project.open(bare) as project:
        told = {(it.transcript, it.label): it.asks for it in project.people.speakers()}
        assert not project.verify_log().problems
    assert told == {
        ("楼长", "小王"): True,
        ("楼长", "老李"): False,
        ("书记", "访谈者"): True,
        ("书记", "书记"): False,
    }


def test_files_are_mended_and_stored_by_the_keyboard_alone(
    bare: Path, enter: Callable[..., sync_api.Page]
):
    tab = enter(bare, "transcripts")
    drop(tab, 楼长_txt=TALK.encode())
    voice = tab.locator("[class*=st-key-transcripts_asks]").filter(has_text="小王")
    voice.get_by_role("radio", name=tr("app.preview.answers")).focus()
    tab.keyboard.press("ArrowLeft")
    tab.keyboard.press("Space")
    expect(tab.get_by_text(tr("app.preview.doubt_nobody_asks"))).to_have_count(0)
    settled(tab)
    tab.locator(".st-key-transcripts_store button").focus()
    tab.keyboard.press("Enter")
    expect(tab.get_by_text(tr("app.preview.stored", n=1))).to_be_visible()
    with Project.open(bare) as project:
        assert [it.asks for it in project.people.speakers()] == [True, False]


def test_a_hostile_file_stays_text_from_the_first_look_to_the_reading(
    bare: Path, enter: Callable[..., sync_api.Page]
):
    tab = enter(bare, "transcripts")
    drop(tab, **{"![a](b)_txt": HOSTILE.encode()})
    expect(tab.get_by_text("onerror=window.hurt=1").first).to_be_visible()
    tab.locator(".st-key-transcripts_store button").click()
    expect(tab.get_by_text(tr("app.preview.stored", n=1))).to_be_visible()
    settled(tab)
    tab.locator(".st-key-transcripts_view").get_by_text(tr("app.transcripts.tab_read")).click()
    expect(tab.locator(".st-key-transcripts_text")).to_contain_text("**答**")
    assert tab.evaluate("window.hurt") is None
    assert tab.locator(".stMain img[src=x]").count() == 0


def test_what_was_dropped_waits_while_other_pages_are_looked_at(
    bare: Path, enter: Callable[..., sync_api.Page]
):
    tab = enter(bare, "transcripts")
    drop(tab, 楼长_txt=TALK.encode())
    voice = tab.locator("[class*=st-key-transcripts_asks]").filter(has_text="小王")
    voice.get_by_text(tr("app.preview.asks"), exact=True).click()
    expect(tab.get_by_text(tr("app.preview.doubt_nobody_asks"))).to_have_count(0)
    settled(tab)
    for _ in range(2):
        turn_to(tab, "codebook")
        turn_to(tab, "transcripts")
        expect(tab.get_by_text(tr("app.preview.tick", name="楼长.txt"))).to_be_visible()
    expect(tab.get_by_text(tr("app.preview.doubt_nobody_asks"))).to_have_count(0)
    drop(tab, 书记_txt=OLD.encode(), 街道_txt=OLD.encode("utf-16"))
    expect(tab.get_by_text(tr("app.preview.tick", name="书记.txt"))).to_be_visible()
    box = tab.get_by_test_id("stFileChip").filter(has_text="街道.txt")
    box.get_by_test_id("stFileChipDeleteBtn").get_by_role("button").click()
    expect(tab.get_by_text("街道.txt")).to_have_count(0)
    expect(tab.get_by_text(tr("app.preview.tick", name="楼长.txt"))).to_be_visible()
    tab.locator(".st-key-transcripts_store button").click()
    expect(tab.get_by_text(tr("app.preview.stored", n=2))).to_be_visible()
    turn_to(tab, "codebook")
    turn_to(tab, "transcripts")
    expect(tab.get_by_text(tr("app.preview.help"))).to_have_count(0)
    with Project.open(bare) as project:
        told = {(it.transcript, it.label): it.asks for it in project.people.speakers()}
    assert told[("楼长", "小王")]
    assert {name for name, _ in told} == {"楼长", "书记"}


def test_what_was_dropped_is_forgotten_when_nothing_of_it_is_wanted(
    bare: Path, enter: Callable[..., sync_api.Page]
):
    tab = enter(bare, "transcripts")
    drop(tab, 楼长_txt=TALK.encode())
    tab.locator(".st-key-transcripts_drop button").click()
    expect(tab.get_by_text(tr("app.preview.help"))).to_have_count(0)
    turn_to(tab, "overview")
    with Project.open(bare) as project:
        assert project.transcripts.list() == ()
