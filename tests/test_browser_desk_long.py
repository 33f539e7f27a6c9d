"""What the desk has not drawn yet of a long transcript behaves as if it were drawn."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from browser_material import NEEDS_CHROMIUM, coded, expect, picked, saved, settled, turn_to

from qualcode import Project
from qualcode.i18n import tr

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright import sync_api

pytest_plugins = ("browser_material",)
pytestmark = NEEDS_CHROMIUM

TURNS = 400
LAST = f"第{TURNS}次就说到这里。"
NEVER_IDLE = "window.requestIdleCallback = () => 0"
"""A browser that has always something else to do, so that nothing is drawn before it is needed."""
UNTIL_TWO_FRAMES = """() => new Promise(done =>
  requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done))))"""
IN_SIGHT = """() => {
  const view = document.querySelector(".qc-turns").getBoundingClientRect();
  return [...CSS.highlights.get("qc-pick")].some(range =>
    [...range.getClientRects()].some(box => box.bottom > view.top && box.top < view.bottom));
}"""
AT_TOP = """() => {
  const view = document.querySelector(".qc-turns").getBoundingClientRect();
  const box = [...document.querySelectorAll(".qc-turn")].map(it => it.getBoundingClientRect());
  return [...document.querySelectorAll(".qc-turn")]
    .find((it, k) => box[k].bottom > view.top && box[k].height)?.dataset.i;
}"""


def said(n: int) -> str:
    """Return a turn; some are long, some short, so that no two leaves are equally high."""
    middle = "".join(f"这是第{n}次里的第{k}句。" for k in range(1, 2 + n * 7 % 11))
    return f"{'访谈者' if n % 2 else '书记'}：{middle}第{n}次就说到这里。"


@pytest.fixture
def long(tmp_path: Path) -> Path:
    folder = tmp_path / "long"
    with Project.create(folder) as project:
        project.coders.add("甲")
        text = "\n".join(said(n) for n in range(1, TURNS + 1))
        project.transcripts.ingest_bytes("书记.txt", text.encode())
        book = [project.codebook.add_code(label) for label in ("组织建设", "组织动员", "规则")]
        for n in range(5, TURNS, 20):
            at = text.index(f"第{n}次就说到这里")
            project.codings.add("甲", "书记", at, at + 4, book[2].id)
    return folder


def opened(tab: sync_api.Page) -> sync_api.Page:
    """Turn to the desk in a browser that is never idle."""
    tab.evaluate(NEVER_IDLE)
    turn_to(tab, "code")
    tab.locator(".qc-s").first.wait_for()
    return tab


def drawn(tab: sync_api.Page) -> int:
    return tab.locator(".qc-turn").count()


def test_what_is_in_sight_is_drawn_first_and_the_rest_by_itself(
    long: Path, enter: Callable[..., sync_api.Page]
):
    """The text is about as high as it will be from the start, and does not move meanwhile."""
    tab = opened(enter(long, "overview"))
    assert 0 < drawn(tab) < TURNS / 4
    expect(tab.locator(".qc-s").first).to_be_in_viewport()
    early = tab.evaluate("document.querySelector('.qc-turns').scrollHeight")
    whole = enter(long, "code")
    expect(whole.locator(".qc-turn")).to_have_count(TURNS)
    assert whole.evaluate("document.querySelector('.qc-turns').scrollTop") == 0
    late = whole.evaluate(
        """() => {
          for (const leaf of document.querySelectorAll(".qc-leaf"))
            leaf.style.contentVisibility = "visible";
          return document.querySelector(".qc-turns").scrollHeight;
        }"""
    )
    assert abs(early - late) < late / 5


KEYS = (
    *("ArrowDown", "End", "ArrowDown", "PageDown", "PageDown", "PageDown", "Control+End"),
    *("PageUp", "PageUp", "Home", "ArrowUp", "Shift+ArrowUp", "Control+Home", "Control+End"),
    *("ArrowUp", "Alt+Shift+ArrowRight", "Escape", "Shift+Control+Home", "Control+End", "PageUp"),
)


def test_keys_pick_the_same_words_whether_they_are_drawn_or_not(
    long: Path, enter: Callable[..., sync_api.Page]
):
    tab = opened(enter(long, "overview"))
    whole = enter(long, "code")
    expect(whole.locator(".qc-turn")).to_have_count(TURNS)
    for key in KEYS:
        seen = []
        for it in (tab, whole):
            it.bring_to_front()
            it.evaluate(UNTIL_TWO_FRAMES)
            it.keyboard.press(key)
            seen.append(picked(it))
            it.evaluate(UNTIL_TWO_FRAMES)
            assert it.evaluate(IN_SIGHT), key
        assert seen[0], key
        assert seen[0] == seen[1], key


def test_the_last_turn_is_coded_and_read_right_after_opening(
    long: Path, enter: Callable[..., sync_api.Page]
):
    tab = opened(enter(long, "overview"))
    tab.keyboard.press("Control+End")
    assert picked(tab) == LAST
    tab.keyboard.press("1")
    last = tab.locator(".qc-turn").last
    expect(last.locator(".qc-chip")).to_have_count(1)
    tab.keyboard.press("Control+Home")
    tab.locator(".qc-more summary").click()
    tab.locator('[data-name="read_all"]').click()
    tab.get_by_role("button", name=tr("app.desk.sure_read_all")).click()
    saved(tab)
    assert (LAST, "组织建设") in coded(long)
    assert drawn(tab) < TURNS / 2
    tab.locator(".qc-turns").focus()
    tab.keyboard.press("Control+Home")
    for _ in range(6):
        tab.keyboard.press("PageDown")
    expect(tab.locator('.qc-turn[data-stand="unread"]')).to_have_count(0)
    for _ in range(2):
        tab.keyboard.press("z")
        saved(tab)
    expect(last.locator(".qc-chip")).to_have_count(0)
    expect(last).to_be_in_viewport()
    assert (LAST, "组织建设") not in coded(long)


def test_words_are_found_and_shown_where_nothing_was_drawn(
    long: Path, enter: Callable[..., sync_api.Page]
):
    tab = opened(enter(long, "overview"))
    tab.keyboard.press("/")
    for wanted in ("第399次就", "第150次就"):
        tab.locator(".qc-find input").fill(wanted)
        hit = tab.locator("mark.qc-hit-now")
        expect(hit).to_have_text(wanted)
        expect(hit).to_be_in_viewport()
        tab.evaluate(UNTIL_TWO_FRAMES)
        expect(hit).to_be_in_viewport()
    tab.keyboard.press("Escape")
    assert picked(tab) == "第150次就"
    assert drawn(tab) < TURNS / 2
    tab.keyboard.press("Control+End")
    tab.keyboard.press("/")
    tab.locator(".qc-find input").fill("就说到这里")
    expect(tab.locator(".qc-find .qc-count")).to_contain_text(str(TURNS))


def test_a_hit_of_another_page_opens_the_desk_at_its_place(
    long: Path, enter: Callable[..., sync_api.Page]
):
    """The first time, and again when the desk's files are there before its style sheet."""
    tab = enter(long, "search")
    tab.evaluate(NEVER_IDLE)
    for n in (333, 222):
        words = f"第{n}次里的第2句"
        field = tab.locator(".st-key-search_words input")
        field.fill(words)
        field.press("Enter")
        expect(tab.locator(".qc-quoted-row")).to_contain_text([words])
        tab.locator(".qc-quoted-row button").first.click()
        tab.locator(".qc-s").first.wait_for()
        settled(tab)
        expect(tab.locator("mark")).to_have_text(words)
        expect(tab.locator("mark")).to_be_in_viewport()
        assert picked(tab) == f"这是{words}。"
        assert drawn(tab) < TURNS / 3
        turn_to(tab, "search")


def test_the_desk_comes_back_to_the_words_that_were_at_its_top(
    long: Path, enter: Callable[..., sync_api.Page]
):
    """The leaves above, of which only the height is guessed, do not push them away."""
    tab = opened(enter(long, "overview"))
    for _ in range(30):
        tab.keyboard.press("PageDown")
        tab.evaluate(UNTIL_TWO_FRAMES)
    top, words = tab.evaluate(AT_TOP), picked(tab)
    assert int(top) > TURNS / 4
    turn_to(tab, "overview")
    opened(tab)
    tab.evaluate(UNTIL_TWO_FRAMES)
    assert picked(tab) == words
    assert tab.evaluate(IN_SIGHT)
    assert tab.evaluate(AT_TOP) == top


def test_what_is_copied_and_what_is_selected_by_mouse_is_the_whole_of_it(
    long: Path, enter: Callable[..., sync_api.Page]
):
    tab = opened(enter(long, "overview"))
    tab.context.grant_permissions(["clipboard-read", "clipboard-write"])
    tab.keyboard.press("Control+a")
    tab.keyboard.press("Control+c")
    copied = tab.evaluate("navigator.clipboard.readText()")
    for n in range(1, TURNS + 1):
        assert said(n).partition("：")[2] in copied
    tab = opened(enter(long, "overview"))
    tab.locator(".qc-s").first.click()
    tab.locator(".qc-turns").hover()
    tab.mouse.wheel(0, 10_000_000)
    last = tab.locator(".qc-s", has_text=LAST)
    last.click(modifiers=["Shift"])
    assert picked(tab).count("就说到这里。") == TURNS


def test_a_memo_that_is_being_written_stands_on_the_page_after_a_reload(
    long: Path, enter: Callable[..., sync_api.Page]
):
    tab = opened(enter(long, "overview"))
    tab.keyboard.press("Control+End")
    tab.keyboard.press("m")
    field = tab.locator(".qc-memo textarea")
    field.fill("还没有写完")
    tab.add_init_script(NEVER_IDLE)
    tab.on("dialog", lambda dialog: dialog.accept())
    tab.reload()
    settled(tab)
    expect(field).to_have_value("还没有写完")
    assert drawn(tab) < TURNS / 4
    field.focus()
    tab.keyboard.press("Control+Enter")
    saved(tab)
    with Project.open(long) as project:
        assert [memo.text for memo in project.memos.list()] == ["还没有写完"]


def test_drawn_anew_in_another_language_the_text_and_its_memos_stay_where_they_are(
    long: Path, enter: Callable[..., sync_api.Page]
):
    tab = opened(enter(long, "overview"))
    tab.keyboard.press("Control+End")
    tab.keyboard.press("m")
    tab.locator(".qc-memo textarea").fill("关于结尾")
    tab.keyboard.press("Control+Enter")
    saved(tab)
    for _ in range(9):
        tab.keyboard.press("PageUp")
        tab.evaluate(UNTIL_TWO_FRAMES)
    top = tab.evaluate(AT_TOP)
    tab.locator(".st-key-sidebar_language").get_by_role("radio", name="English").click()
    expect(tab.locator(".qc-more summary")).to_have_text(tr("app.desk.more", "en"))
    tab.evaluate(UNTIL_TWO_FRAMES)
    assert tab.evaluate(AT_TOP) == top
    tab.locator(".qc-turns").focus()
    tab.keyboard.press("Control+End")
    expect(tab.locator(".qc-turn").last.locator(".qc-note-text")).to_have_text("关于结尾")


def test_long_turns_are_not_drawn_all_at_once_either(
    tmp_path: Path, enter: Callable[..., sync_api.Page]
):
    with Project.create(tmp_path / "long") as project:
        project.coders.add("甲")
        turns = ["书记：" + f"第{n}次讲了很久的一句话。" * 200 for n in range(20)]
        project.transcripts.ingest_bytes("书记.txt", "\n".join(turns).encode())
    tab = opened(enter(tmp_path / "long", "overview"))
    assert 0 < drawn(tab) < 5
    tab.keyboard.press("Control+End")
    assert picked(tab) == "第19次讲了很久的一句话。"
    assert tab.evaluate(IN_SIGHT)
