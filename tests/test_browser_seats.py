"""Nobody is mistaken for another: windows, reloads, duplicates and restarts in a real browser."""

from __future__ import annotations

import sys
from importlib import import_module
from typing import TYPE_CHECKING, Any

import pytest
from browser_material import NEEDS_CHROMIUM, coded, expect, heading, saved, sit_down
from conftest import REPO
from line_material import Line

from qualcode import Project
from qualcode.i18n import tr

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright import sync_api

pytest_plugins = ("browser_material",)
pytestmark = NEEDS_CHROMIUM

WALKS = 10


@pytest.fixture
def pair(study: Path) -> Path:
    with Project.open(study) as project:
        project.coders.add("乙")
    return study


def at_desk(tab: sync_api.Page, who: str) -> sync_api.Page:
    expect(tab.locator(".qc-top .qc-coder")).to_have_text(who)
    return tab


def code(tab: sync_api.Page, words: str) -> None:
    tab.locator(".qc-s", has_text=words).click()
    tab.keyboard.press("1")


def change(tab: sync_api.Page, who: str) -> None:
    tab.locator(".st-key-sidebar_coder input").click()
    tab.get_by_role("option", name=who, exact=True).click()
    at_desk(tab, who)


def test_a_reload_stays_who_it_was_and_a_key_press_is_stored_as_theirs(
    pair: Path, enter: Callable[..., sync_api.Page]
):
    first = at_desk(enter(pair, "code", coder="甲"), "甲")
    second = first.context.new_page()
    second.goto(first.url)
    heading(second, "app.seat.title")
    expect(second.locator(".qc-desk")).to_have_count(0)
    sit_down(second, pair, "乙")
    code(at_desk(second, "乙"), "大家都认")
    saved(second)
    first.reload()
    at_desk(first, "甲")
    expect(first.locator(".qc-chip")).to_have_count(0)
    code(first, "一开始没人来")
    saved(first)
    assert coded(pair) == [("一开始没人来。", "组织建设")]
    assert coded(pair, "乙") == [("大家都认。", "组织建设")]


def test_a_duplicated_window_keeps_its_own_seat_when_its_twin_changes_coder(
    pair: Path, enter: Callable[..., sync_api.Page]
):
    first = at_desk(enter(pair, "code", coder="甲"), "甲")
    with first.context.expect_page() as opened:
        first.evaluate("void window.open(location.href)")
    twin = at_desk(opened.value, "甲")
    change(first, "乙")
    first.reload()
    at_desk(first, "乙")
    twin.reload()
    code(at_desk(twin, "甲"), "一开始没人来")
    saved(twin)
    assert coded(pair) == [("一开始没人来。", "组织建设")]
    assert coded(pair, "乙") == []


def test_a_memo_that_is_half_written_stays_with_who_wrote_it(
    pair: Path, enter: Callable[..., sync_api.Page]
):
    tab = at_desk(enter(pair, "code", coder="甲"), "甲")
    tab.locator(".qc-s", has_text="大家都认").click()
    tab.keyboard.press("m")
    tab.keyboard.type("只有我想到的")
    change(tab, "乙")
    saved(tab)
    change(tab, "甲")
    saved(tab)
    with Project.open(pair) as project:
        assert [(it.coder, it.text) for it in project.codings.memos("turn")] == [
            ("甲", "只有我想到的")
        ]


def test_what_was_not_sent_waits_for_its_coder_and_is_refused_to_another(
    pair: Path, enter: Callable[..., sync_api.Page], address: str
):
    line = Line(address)
    tab = at_desk(enter(pair, "code", coder="甲", at=line.address), "甲")
    line.cut()
    code(tab, "大家都认")
    expect(tab.locator(".qc-chip")).to_have_count(1)
    context, url = tab.context, tab.url
    tab.close(run_before_unload=False)
    line.mend()
    other = context.new_page()
    other.goto(url)
    sit_down(other, pair, "乙")
    at_desk(other, "乙")
    saved(other)
    expect(other.locator(".qc-chip")).to_have_count(0)
    # somebody lays a copy of it into the other's box: the act itself says whose it is
    code(other, "规矩是一起定的")
    saved(other)
    other.evaluate(INTO_THE_OTHERS_BOX)
    other.reload()
    at_desk(other, "乙")
    saved(other)
    expect(other.locator(".qc-saved")).to_contain_text(tr("error.refusal.seat"))
    assert coded(pair, "乙") == [("规矩是一起定的。", "组织建设")]
    change(other, "甲")
    saved(other)
    assert coded(pair) == [("大家都认。", "组织建设")]
    line.cut()


INTO_THE_OTHERS_BOX = """() => {
  const channel = [...Array(localStorage.length).keys()].map((k) => localStorage.key(k));
  let at = document.querySelector(".qc-desk");
  while (!window.__qcDesks.has(at)) at = at.parentNode;
  const mine = window.__qcDesks.get(at).outbox.channel;
  for (const key of channel.filter((it) => /^qc:[0-9a-f]+:[0-9a-f-]{36}$/.test(it))) {
    const told = JSON.parse(localStorage.getItem(key));
    told.event.id = crypto.randomUUID();
    localStorage.setItem(`qc:${mine}:${told.event.id}`, JSON.stringify(told));
  }
}"""


@pytest.fixture(scope="module")
def walks() -> Iterator[Any]:
    """The walks of the benchmarks; they are no package."""
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(REPO / "benchmarks"))
        yield import_module("seats")
    sys.modules.pop("seats", None)


@pytest.fixture(scope="module")
def server(walks: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """A server that can be started again, with a folder of its own for what it remembers."""
    home = tmp_path_factory.mktemp("walks")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CONFIG_HOME", str(home))
        started = walks.Server(home)
        yield started
        started.stop()


@pytest.mark.parametrize("seed", range(WALKS))
def test_on_a_random_walk_of_three_windows_nothing_is_stored_under_another(
    seed: int, walks: Any, server: Any, browser: sync_api.Browser, tmp_path: Path
):
    folder = walks.study(tmp_path / "study")
    with browser.new_context(locale="zh-CN") as context:
        url = f"{server.url}/{walks.address_of(folder)}"
        outcome = walks.walk(context, url, folder, seed, server.restart)
    assert outcome.good, outcome
