"""Photograph every page of the app on the example study: light and dark, wide and narrow.

``python docs/screenshots.py --out docs/images`` starts the app's own server on the example, opens
each page in Chromium, and waits by what the page says of itself, never by the clock. Pictures are
named ``<page>-<light|dark>-<wide|narrow>.png``, those of a view ``<page>_<view>-…``.
"""  # noqa: INP001 - a command, no package

from __future__ import annotations

import argparse
import io
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent), str(HERE.parent / "benchmarks")]

import served  # noqa: E402 - it stands beside the measurements, which serve the app as well

from qualcode import Project  # noqa: E402
from qualcode import example as demo  # noqa: E402
from qualcode.app.menu import PAGES  # noqa: E402
from qualcode.i18n import tr  # noqa: E402
from qualcode.model import Span  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

SIZES = {"wide": (1440, 900), "narrow": (480, 900)}
THEMES = ("light", "dark")
COLOURS = 64
"""A picture keeps so many colours: the repository carries all of them."""
TRIES = 40
WHO = demo.REVIEWER
"""Who sits at the desk: the coder for whom suggestions wait."""
LOCALES = {"zh": "zh-CN", "en": "en-GB"}
ENGLISH = ("code", "results")
"""The pages that are photographed in English too."""


@dataclass(frozen=True, slots=True)
class View:
    """A view of a page beside its first: the row of buttons, and the key of the view's words."""

    page: str
    name: str
    row: str
    words: str


VIEWS = (
    View("transcripts", "read", "transcripts_view", "transcripts.tab_read"),
    View("codebook", "relations", "codebook_view", "codebook.view_relations"),
    View("node", "beside", "node_view", "node.tab_beside"),
    View("verify", "quality", "verify_view", "verify.view_quality"),
    View("compare", "adjudication", "compare_view", "compare.view_adjudication"),
    View("compare", "diagnosis", "compare_view", "compare.view_diagnosis"),
    View("results", "code_by_group", "results_table", "results.code_by_group_wide"),
    View("results", "quotations", "results_table", "results.quotations"),
)


def studied(folder: Path) -> Path:
    """Work the example, and let its last coder code the first interview in the open round too."""
    demo.run(folder)
    with Project.open(folder) as project:
        first = project.transcripts.list()[0].name
        for coding in project.codings.of(WHO, transcript=first, round=demo.ROUND):
            project.codings.add(WHO, first, coding.start, coding.end, coding.code)
        turns = project.transcripts.get(first).turns
        half = [Span(it.start, it.end) for it in turns[: len(turns) // 2]]
        project.codings.read(WHO, first, half)
        project.suggestions.run(WHO, seed=demo.SEED)  # else Verify begins to learn by itself
    return folder


def pictures(browser: Any, address: str, theme: str, size: str, language: str) -> Iterator[Any]:
    """Yield each picture's name and its bytes, in one window."""
    width, height = SIZES[size]
    context = browser.new_context(
        viewport={"width": width, "height": height},
        color_scheme=theme,
        locale=LOCALES[language],
        reduced_motion="reduce",
    )
    tab = context.new_page()
    tab.set_default_timeout(60_000)
    end = f"{theme}-{size}" if language == "zh" else f"{theme}-{size}-{language}"
    try:
        tab.goto(address)
        _coder(tab)
        _language(tab, language)
        for page in PAGES if language == "zh" else ENGLISH:
            _open(tab, page, language)
            yield f"{page}-{end}", _still(tab)
            for view in VIEWS if language == "zh" else ():
                if view.page == page and _turn(tab, view, language):
                    yield f"{page}_{view.name}-{end}", _still(tab)
        if language == "zh":
            _menu(tab)
            tab.locator(".st-key-sidebar_leave button").click()
            _heading(tab, tr("app.overview.welcome", language))
            _fold(tab)
            yield f"welcome-{end}", _still(tab)
    finally:
        context.close()


def _language(tab: Any, language: str) -> None:
    """Speak a language; the project's own is chosen when it is opened."""
    served.settled(tab)
    _menu(tab)
    spoken = {"zh": "中文", "en": "English"}[language]
    tab.locator(".st-key-sidebar_language button", has_text=spoken).click()
    _heading(tab, tr("app.overview.title", language))
    served.settled(tab)


def _coder(tab: Any) -> None:
    """Sit down as the coder for whom suggestions wait."""
    tab.get_by_role("button", name=WHO, exact=True).click()
    served.settled(tab)


def _menu(tab: Any) -> None:
    """Show the menu where a narrow window has folded it."""
    unfold = tab.get_by_test_id("stExpandSidebarButton")
    if unfold.is_visible():
        unfold.click()
        tab.get_by_test_id("stSidebarCollapseButton").wait_for()


def _open(tab: Any, page: str, language: str) -> None:
    _menu(tab)
    end = "/" if page == "overview" else f"/{page}"
    tab.locator(f'[data-testid="stSidebarNavLink"][href$="{end}"]').click()
    _heading(tab, tr(f"app.{page}.title", language))
    served.settled(tab)
    _fold(tab)
    if do := ACTS.get(page):
        do(tab)
        served.settled(tab)


def _fold(tab: Any) -> None:
    """Fold the menu of a narrow window, which covers the page."""
    narrow = tab.viewport_size["width"] == SIZES["narrow"][0]
    if narrow and tab.get_by_test_id("stSidebarCollapseButton").is_visible():
        tab.get_by_test_id("stSidebarCollapseButton").locator("button").click()
        tab.get_by_test_id("stExpandSidebarButton").wait_for()


def _heading(tab: Any, words: str) -> None:
    tab.get_by_role("heading", level=1, name=words, exact=True).wait_for(state="attached")


def _turn(tab: Any, view: View, language: str) -> bool:
    """Turn to a view; one that the page does not have now has no picture."""
    row = tab.locator(f".st-key-{view.row} button")
    chosen = row.get_by_text(tr(f"app.{view.words}", language), exact=True)
    if not chosen.count():
        return False
    chosen.click()
    row.and_(tab.locator('[aria-checked="true"]')).get_by_text(
        tr(f"app.{view.words}", language), exact=True
    ).wait_for()
    served.settled(tab)
    return True


def _pick(tab: Any) -> None:
    """Pick a sentence that is coded, in the midst of others."""
    coded = tab.locator(".qc-s", has=tab.locator(".qc-chip"))
    coded.first.wait_for()
    coded.nth(min(2, coded.count() - 1)).click()


def _search(tab: Any) -> None:
    tab.locator(".st-key-search_words input").fill("网格")
    tab.keyboard.press("Enter")


ACTS: dict[str, Callable[[Any], None]] = {"code": _pick, "search": _search}
"""What is done on a page before it is photographed."""


def _still(tab: Any) -> bytes:
    """Photograph a page once two pictures in a row are the same: charts and fonts come late."""
    before = b""
    for _ in range(TRIES):
        tab.evaluate("() => document.fonts.ready.then(() => new Promise(requestAnimationFrame))")
        served.settled(tab)
        now = bytes(tab.screenshot(animations="disabled", caret="hide"))
        if now == before:
            return now
        before = now
    return before


def small(picture: bytes) -> bytes:
    """Return a PNG with few colours."""
    from PIL import Image

    kept = io.BytesIO()
    drawn = Image.open(io.BytesIO(picture)).convert("RGB")
    drawn.quantize(COLOURS, dither=Image.Dither.NONE).save(kept, "PNG", optimize=True)
    return kept.getvalue()


def main() -> None:
    """Photograph what was asked for."""
    parser = argparse.ArgumentParser(description=__doc__, allow_abbrev=False)
    parser.add_argument("--out", type=Path, default=HERE / "images")
    parser.add_argument("--only", choices=THEMES, nargs="+", default=THEMES, help="these themes")
    asked = parser.parse_args()
    asked.out.mkdir(parents=True, exist_ok=True)
    every = [(theme, size, "zh") for theme in asked.only for size in SIZES]
    every += [("light", "wide", "en")] if "light" in asked.only else []
    weight = 0
    with tempfile.TemporaryDirectory(prefix="qualcode-pictures-") as scratch:
        folder = studied(Path(scratch) / "qualcode-示例")
        with served.chromium() as browser, served.app(folder, Path(scratch) / "home") as address:
            for theme, size, language in every:
                for name, picture in pictures(browser, address, theme, size, language):
                    data = small(picture)
                    weight += len(data)
                    (asked.out / f"{name}.png").write_bytes(data)
                    sys.stdout.write(f"{name}.png  {len(data):,}\n")
                    sys.stdout.flush()
    sys.stdout.write(f"{weight:,} bytes in all\n")


if __name__ == "__main__":
    main()
