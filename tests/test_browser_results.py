"""Results in a real browser: a click on a number lists its passages, and one leads to the desk."""

from __future__ import annotations

import re
import zipfile
from typing import TYPE_CHECKING

import pytest
from browser_material import NEEDS_CHROMIUM, expect, settled

from qualcode import Project
from qualcode.i18n import tr

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Page

    from qualcode.i18n import Language

pytestmark = NEEDS_CHROMIUM
pytest_plugins = ("browser_material",)

ROW = 35
"""The height of a row of a data frame, its head too, in pixels."""


@pytest.fixture
def results(full: Path, enter: Callable[..., Page]) -> Page:
    return enter(full, "results")


def figure(full: Path, column: str, row: int) -> int:
    with Project.open(full) as project:
        return int(project.tables.get("frequency").rows[row][column])


def test_a_click_on_a_number_lists_as_many_passages_and_one_leads_to_the_desk(
    full: Path, results: Page
):
    grid = results.get_by_test_id("stDataFrame").first
    grid.scroll_into_view_if_needed()
    place = grid.bounding_box()
    assert place is not None
    results.mouse.click(place["x"] + place["width"] - 30, place["y"] + 3.5 * ROW)
    n = figure(full, "units", 2)
    behind = results.locator(".st-key-results_behind")
    expect(behind).to_contain_text(f"原文 {n} 段")
    expect(behind.get_by_role("button", name=tr("app.quoted.open"))).to_have_count(min(n, 50))
    results.mouse.click(place["x"] + place["width"] - 30, place["y"] + 1.5 * ROW)
    expect(behind).to_contain_text(f"原文 {figure(full, 'units', 0)} 段")
    behind.get_by_role("button", name=tr("app.quoted.open")).first.click()
    expect(results).to_have_url(re.compile("/code"))
    expect(results.locator(".qc-desk")).to_be_visible()


def test_a_click_on_a_bar_lists_the_passages_of_its_code(full: Path, results: Page):
    chart = results.get_by_test_id("stVegaLiteChart").first
    expect(chart.locator("canvas, svg").first).to_be_visible()
    place = chart.bounding_box()
    assert place is not None
    behind = results.locator(".st-key-results_behind")
    results.mouse.click(place["x"] + 100, place["y"] + 50)
    expect(behind).to_contain_text(f"原文 {figure(full, 'references', 1)} 段")


@pytest.mark.parametrize(("language", "chosen"), [("zh", "中文"), ("en", "English")])
def test_files_are_named_in_the_language_of_the_screen(
    results: Page, language: Language, chosen: str
):
    results.locator(".st-key-sidebar_language").get_by_role("radio", name=chosen).click()
    expect(
        results.get_by_role("heading", level=1, name=tr("app.results.title", language))
    ).to_be_visible()
    settled(results)
    title = tr("table.title.frequency", language)
    with results.expect_download() as word:
        results.locator(".st-key-results_file_frequency_-docx button").click()
    assert word.value.suggested_filename == f"{title}.docx"
    with results.expect_download() as packed:
        results.locator(".st-key-results_zip button").click()
    assert packed.value.suggested_filename.endswith(
        tr("app.results.everything_file", language, study="")
    )
    names = zipfile.ZipFile(packed.value.path()).namelist()
    assert f"{title}.xlsx" in names
