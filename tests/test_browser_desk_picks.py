"""What is picked at the desk, by mouse and by key, is drawn to the character and stored so."""

from __future__ import annotations

from typing import TYPE_CHECKING

from browser_material import HARD, NEEDS_CHROMIUM, SENTENCE, coded, drag, expect, picked, saved

from qualcode import Project

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright import sync_api

pytest_plugins = ("browser_material",)
pytestmark = NEEDS_CHROMIUM

FAMILY = "👨‍👩‍👧"
PIECES = (
    ("𠮷", "𠮷"),
    ("田里", FAMILY),
    (FAMILY, FAMILY),
    ("口人e\u0301", "e\u0301"),
    ("葛\U000e0100", "姓"),
    ("姓", "说"),
)


def test_what_the_mouse_selects_is_what_is_stored(study: Path, enter: Callable[..., sync_api.Page]):
    """The words that the window says are selected, those that are drawn, and the coding agree."""
    tab = enter(study, "code")
    expected = []
    for first, last in PIECES:
        drag(tab, first, last)
        seen = tab.evaluate("getSelection().toString()")
        drawn = picked(tab)
        assert seen == drawn
        assert drawn.startswith(first[:1])
        tab.keyboard.press("2")
        expected.append((drawn, "组织动员"))
        tab.keyboard.press("Escape")
    saved(tab)
    assert sorted(coded(study)) == sorted(expected)
    assert (FAMILY, "组织动员") in expected
    assert ("𠮷", "组织动员") in expected


def test_characters_are_added_and_given_up_one_by_one(
    study: Path, enter: Callable[..., sync_api.Page]
):
    """Alt with arrows moves a border over one character as a reader sees it, never into one."""
    tab = enter(study, "code")
    tab.locator(".qc-s", has_text="早上").click()
    assert picked(tab) == HARD
    for _ in range(2):
        tab.keyboard.press("Alt+Shift+ArrowRight")
    seen = []
    while picked(tab) != "𠮷":
        tab.keyboard.press("Alt+ArrowLeft")
        seen.append(picked(tab))
    for words in seen:
        assert words[-1] not in "\u200d\u0301" or words.endswith("e\u0301")
        assert not words.endswith(("👨", "👩", "👨‍👩", "葛"))
    for _ in range(3):
        tab.keyboard.press("Alt+ArrowRight")
    assert picked(tab) == f"𠮷田里{FAMILY}"
    tab.keyboard.press("1")
    saved(tab)
    assert coded(study) == [(f"𠮷田里{FAMILY}", "组织建设")]


def test_a_selection_over_several_turns_is_one_act_with_a_coding_a_turn(
    study: Path, enter: Callable[..., sync_api.Page]
):
    """Speakers' names between the turns are not part of it, and one undo takes all of it back."""
    tab = enter(study, "code")
    drag(tab, "还有呢", "规矩")
    assert picked(tab) == "还有呢？|规矩"
    tab.keyboard.press("3")
    saved(tab)
    both = [("还有呢？", "规则"), ("规矩", "规则")]
    assert coded(study) == both
    tab.keyboard.press("z")
    saved(tab)
    expect(tab.locator(".qc-chip")).to_have_count(0)
    assert coded(study) == []
    tab.keyboard.press("y")
    saved(tab)
    expect(tab.locator(".qc-chip")).to_have_count(2)
    assert coded(study) == both


def test_sentences_are_extended_by_shift_with_keys_and_clicks(
    study: Path, enter: Callable[..., sync_api.Page]
):
    tab = enter(study, "code")
    tab.locator(".qc-s", has_text="一开始没人来").click()
    tab.locator(".qc-s", has_text="后来网格长").click(modifiers=["Shift"])
    assert picked(tab) == "一开始没人来。" + SENTENCE
    tab.keyboard.press("Shift+ArrowUp")
    assert picked(tab) == "一开始没人来。"
    tab.keyboard.press("Shift+ArrowUp")
    assert picked(tab) == "居民参与得怎么样？|一开始没人来。"
    tab.keyboard.press("Control+End")
    assert picked(tab) == HARD
    tab.keyboard.press("Control+Home")
    assert picked(tab) == "居民参与得怎么样？"
    tab.keyboard.press("ArrowDown")
    tab.keyboard.press("End")
    assert picked(tab).endswith("就是这样写的。")
    tab.keyboard.press("Home")
    assert picked(tab) == "一开始没人来。"


def test_borders_of_a_coding_are_changed_by_key_and_by_mouse(
    study: Path, enter: Callable[..., sync_api.Page]
):
    tab = enter(study, "code")
    tab.locator(".qc-s", has_text="规矩是一起定的").click()
    tab.keyboard.press("1")
    tab.keyboard.press("b")
    expect(tab.locator(".qc-handle")).to_have_count(2)
    for key in ("Alt+Shift+ArrowRight", "Alt+Shift+ArrowRight", "Alt+ArrowLeft", "Enter"):
        tab.keyboard.press(key)
    saved(tab)
    assert coded(study) == [("是一起定的", "组织建设")]
    tab.keyboard.press("b")
    tab.keyboard.press("Alt+ArrowLeft")
    tab.keyboard.press("Escape")
    expect(tab.locator(".qc-handle")).to_have_count(0)
    tab.keyboard.press("b")
    handle = tab.locator(".qc-handle-e").bounding_box()
    tab.mouse.move(handle["x"] + handle["width"] / 2, handle["y"] + handle["height"] / 2)
    tab.mouse.down()
    tab.mouse.move(*tab.evaluate(END_OF, "大家都"), steps=4)
    tab.mouse.up()
    assert picked(tab) == "是一起定的。大家都"
    tab.locator(".qc-bar").get_by_role("button").first.click()
    saved(tab)
    assert coded(study) == [("是一起定的。大家都", "组织建设")]
    with Project.open(study) as project:
        assert len(project.codings.of("甲")) == 1


END_OF = """wanted => {
  for (const piece of document.querySelectorAll(".qc-said .qc-s, .qc-said .qc-g")) {
    const node = piece.firstChild;
    const at = node.nodeType === 3 ? node.data.indexOf(wanted) : -1;
    if (at < 0) continue;
    const range = document.createRange();
    range.setStart(node, at + wanted.length - 1);
    range.setEnd(node, at + wanted.length);
    const box = range.getBoundingClientRect();
    return [box.right - 2, (box.top + box.bottom) / 2];
  }
}"""
