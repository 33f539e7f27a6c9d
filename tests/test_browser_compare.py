"""Compare in a real browser: clicks lead to passages, a panel decides by keys, names are hidden."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from browser_material import NEEDS_CHROMIUM, expect, settled, turn_to

from qualcode import Project
from qualcode.i18n import tr

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright import sync_api

pytest_plugins = ("browser_material",)
pytestmark = NEEDS_CHROMIUM


def see(tab: sync_api.Page, view: str) -> None:
    words = tr(f"app.compare.view_{view}")
    tab.locator(".st-key-compare_view").get_by_text(words, exact=True).click()
    settled(tab)


def begin(tab: sync_api.Page) -> None:
    see(tab, "adjudication")
    tab.locator(".st-key-adjudicate_begin button").click()
    expect(tab.locator(".st-key-adjudicate_yes button")).to_be_visible()
    settled(tab)


def figure(tab: sync_api.Page, name: str) -> sync_api.Locator:
    metric = tab.get_by_test_id("stMetric").filter(has_text=tr(f"app.adjudicate.{name}"))
    return metric.get_by_test_id("stMetricValue")


def test_compare_shows_the_heat_map_and_the_passages_behind_it(
    full: Path, enter: Callable[..., sync_api.Page]
):
    tab = enter(full, "compare")
    heat = tab.get_by_test_id("stVegaLiteChart")
    expect(heat).to_be_visible()
    expect(heat).to_contain_text(re.compile(r"0\.\d\d"))
    expect(tab.locator(".qc-passage .qc-marked").first).to_be_visible()


def test_a_click_on_a_cell_of_the_heat_map_leads_to_the_passages_of_that_pair(
    full: Path, enter: Callable[..., sync_api.Page]
):
    tab = enter(full, "compare")
    with Project.open(full) as project:
        found = project.agreement.disagreements(round="R1")
    both = [it for it in found if any({y, n} == {"A", "B"} for y in it.yes for n in it.no)]
    assert 0 < len(both) < len(found)
    cell = tab.locator('.st-key-compare_heat [aria-roledescription="rect mark"]').first
    cell.scroll_into_view_if_needed()
    cell.click(force=True)
    expect(tab.get_by_text(tr("app.compare.found", n=len(both), shown=40))).to_be_visible()
    settled(tab)
    expect(tab.locator('[class*="st-key-compare_pair"] input')).to_have_value("A – B")


def test_a_click_on_a_row_leads_to_the_passages_of_that_code(
    full: Path, enter: Callable[..., sync_api.Page]
):
    tab = enter(full, "compare")
    with Project.open(full) as project:
        code = project.codebook.current().codes[1]
        n = len(project.agreement.disagreements(code.id, round="R1"))
    grid = tab.locator(".st-key-compare_table canvas").first
    grid.click(position={"x": 16, "y": 35 + 35 + 17}, force=True)
    expect(tab.get_by_text(tr("app.compare.found", n=n, shown=min(n, 40)))).to_be_visible()
    settled(tab)
    expect(tab.locator('[class*="st-key-compare_code"] input')).to_have_value(code.label())


def test_three_disagreements_are_decided_by_keys_and_the_agreement_after_discussion_moves(
    full: Path, enter: Callable[..., sync_api.Page]
):
    tab = enter(full, "compare", coder="A")
    begin(tab)
    with Project.open(full) as project:
        n = len(project.adjudication.queue("R1"))
    closed = figure(tab, "alpha").inner_text()
    seen = {figure(tab, "alpha_after").inner_text()}
    for done, keys in enumerate(("yg", "ns", "fyb"), start=1):
        tab.keyboard.type(keys)
        expect(tab.get_by_text(tr("app.adjudicate.progress", done=done, all=n))).to_be_visible()
        settled(tab)
        seen.add(figure(tab, "alpha_after").inner_text())
    assert len(seen) == 4
    assert figure(tab, "alpha").inner_text() == closed
    with Project.open(full) as project:
        made = [it.decision for it in project.adjudication.queue("R1") if it.decision]
        assert sorted((it.result, it.reason, it.flag) for it in made) == [
            ("no", "slip", False),
            ("yes", "boundary", True),
            ("yes", "guideline", False),
        ]
    tab.keyboard.press("z")
    expect(tab.get_by_text(tr("app.adjudicate.progress", done=2, all=n))).to_be_visible()
    turn_to(tab, "results")
    turn_to(tab, "compare")
    see(tab, "agreement")
    with Project.open(full) as project:
        assert "alpha_after" in project.agreement.table(round="R1").rows[-1]


def test_keys_walk_through_the_queue_and_decide_nothing(
    full: Path, enter: Callable[..., sync_api.Page]
):
    tab = enter(full, "compare", coder="A")
    begin(tab)
    first = tab.locator(".qc-passages").first.inner_text()
    for key, place in (("j", 2), ("j", 3), ("k", 2), ("k", 1)):
        tab.keyboard.press(key)
        words = tr("app.adjudicate.place", n=place, all="@").split("@")[0].strip()
        expect(tab.get_by_text(words)).to_be_visible()
        settled(tab)
    expect(tab.locator(".qc-passages").first).to_have_text(first, use_inner_text=True)
    tab.get_by_text(tr("app.adjudicate.more")).click()
    note = tab.get_by_label(tr("app.adjudicate.note"), exact=True)
    note.fill("")
    note.press_sequentially("yg 先看定义 ns")
    expect(note).to_have_value("yg 先看定义 ns")
    with Project.open(full) as project:
        assert not [it for it in project.adjudication.queue("R1") if it.decision]


def test_names_of_coders_are_hidden_on_request(full: Path, enter: Callable[..., sync_api.Page]):
    tab = enter(full, "compare", coder="A")
    begin(tab)
    heads = tab.locator(".qc-beside .qc-head")
    expect(heads.first).to_contain_text(re.compile(r"^[ABC] · "))
    tab.locator(".st-key-adjudicate_hide").get_by_text(tr("app.adjudicate.hide")).click()
    expect(heads.first).to_contain_text(tr("adjudication.coder", n="").strip())
    settled(tab)
    assert not [it for it in heads.all_inner_texts() if re.match(r"[ABC]\b", it)]
    expect(tab.get_by_text(tr("app.adjudicate.by_pair"), exact=True)).to_have_count(0)


def test_who_codes_again_sees_nothing_of_the_round_on_any_view(
    full: Path, enter: Callable[..., sync_api.Page]
):
    with Project.open(full) as project:
        project.rounds.recode("R1", "A")
    tab = enter(full, "compare", coder="A")
    told = tr("app.compare.hidden", source="R1", name="R3")
    for view in ("agreement", "diagnosis", "adjudication", "tools", "plan", "machine"):
        see(tab, view)
        expect(tab.get_by_text(told)).to_be_visible()
        expect(tab.locator(".qc-passages, canvas, svg.marks")).to_have_count(0)
    turn_to(tab, "code")
    expect(tab.locator(".qc-s").first).to_be_visible()
    expect(tab.locator(".qc-chip")).to_have_count(0)
