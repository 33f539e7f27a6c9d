"""The codebook in a real browser: what its table says at its head can be read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from browser_material import NEEDS_CHROMIUM

from qualcode.app.codebook import outline
from qualcode.i18n import LANGUAGES, tr

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright import sync_api

pytest_plugins = ("browser_material",)
pytestmark = NEEDS_CHROMIUM

MEASURED = """words => {
  const { fontFamily } = getComputedStyle(document.querySelector('[data-testid="stDataFrame"]'));
  const pen = document.createElement("canvas").getContext("2d");
  pen.font = `14px ${fontFamily}`;
  return words.map(it => pen.measureText(it).width);
}"""
SIDES = 16
"""The space that the table leaves left and right of a heading, in pixels."""


def test_every_heading_of_the_table_has_room_in_both_languages(
    study: Path, enter: Callable[..., sync_api.Page]
):
    tab = enter(study, "codebook")
    tab.get_by_test_id("stDataFrame").wait_for()
    names = (*outline.LEAST, *outline.COUNTS)
    words = [tr(f"app.codebook.{it}", language) for language in LANGUAGES for it in names]
    for word, pixels in zip(words, tab.evaluate(MEASURED, words), strict=True):
        assert pixels + SIDES <= outline.heading_pixels(word), word
