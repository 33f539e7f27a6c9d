"""The list of codes beside the desk: its lines, the way to a code's page, new names."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from browser_material import NEEDS_CHROMIUM, expect, file_of, saved, settled

from qualcode import Project
from qualcode.app.screen.palette import COLOURS, LINES
from qualcode.i18n import tr

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright import sync_api

pytest_plugins = ("browser_material",)
pytestmark = NEEDS_CHROMIUM

MADE = 3
"""The study begins with so many codes."""
LEFT_LINES = "found => found.map(it => getComputedStyle(it).borderLeftStyle)"
STRIPES = "found => found.map(it => getComputedStyle(it).backgroundImage)"


@pytest.fixture
def many(study: Path) -> Path:
    """A study with more codes than there are looks; one passage has a code of each line."""
    with Project.open(study) as project:
        for n in range(MADE, len(COLOURS) * len(LINES) + 1):
            project.codebook.add_code(f"码{n}")
        book = project.codebook.current()
        text = project.transcripts.get("书记").text
        at = text.index("规矩")
        for n in range(len(LINES)):
            project.codings.add("甲", "书记", at + n, at + n + 1, book.codes[n * len(COLOURS)].id)
    return study


def test_from_the_thirteenth_code_on_other_lines_tell_codes_of_one_colour_apart(
    many: Path, enter: Callable[..., sync_api.Page]
):
    tab = enter(many, "code")
    rows = tab.locator(".qc-code")
    expect(rows).to_have_count(len(COLOURS) * len(LINES) + 1)
    drawn = rows.evaluate_all(LEFT_LINES)
    wanted = [line for line in LINES for _ in COLOURS] + [LINES[0]]
    assert drawn == wanted
    stripes = tab.locator(".qc-coded").evaluate_all(STRIPES)
    assert len(stripes) == len(set(stripes)) == len(LINES)
    first = tab.locator(".qc-code").first.evaluate("it => getComputedStyle(it).borderLeftColor")
    assert all(first in stripe for stripe in stripes)


def test_a_code_of_the_list_leads_to_its_page_by_keys_and_acts_are_sent_along(
    study: Path, enter: Callable[..., sync_api.Page]
):
    tab = enter(study, "code")
    tab.locator(".qc-s", has_text="大家都认").click()
    tab.keyboard.press("3")
    there = tab.get_by_role("button", name=tr("app.desk.passages_of", code="规则"))
    tab.locator('.qc-code[data-name="code 规则"]').focus()
    tab.keyboard.press("Tab")
    expect(there).to_be_focused()
    expect(there).to_have_css("opacity", re.compile("0.[1-9]"))
    tab.keyboard.press("Enter")
    expect(tab).to_have_url(re.compile("/node"))
    settled(tab)
    expect(tab.get_by_text("大家都认。").first).to_be_visible()
    chosen = tab.locator('[class*="st-key-node_code"] input')
    expect(chosen).to_have_value(tr("app.node.named", label="规则", n=1))


def test_a_new_name_is_one_in_the_language_of_the_screen_and_its_code_a_concept(
    study: Path, enter: Callable[..., sync_api.Page]
):
    tab = enter(study, "code")
    labels = []
    for language, name, words in (("zh", "中文", "大家都认"), ("en", "English", "规矩是一起定的")):
        tab.locator(".st-key-sidebar_language").get_by_role("radio", name=name).click()
        title = tr("app.code.title", language)
        expect(tab.get_by_role("heading", level=1, name=title)).to_be_visible()
        settled(tab)
        tab.locator(".qc-s", has_text=words).click()
        tab.keyboard.press("Enter")
        tab.keyboard.type(f"face {language}")
        tab.keyboard.press("Enter")
        saved(tab)
        labels.append({language: f"face {language}"})
    with Project.open(file_of(study)) as project:
        made = project.codebook.current().codes[MADE:]
    assert [code.labels for code in made] == labels
    assert {code.level for code in made} == {"concept"}
