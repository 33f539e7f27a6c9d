"""The palette: seen on a light and a dark page, read, and told apart by every eye."""

from __future__ import annotations

import tomllib
from itertools import combinations

import pytest
from conftest import REPO

from qualcode.app.screen import palette
from qualcode.codebook import colour, lint
from qualcode.codefile import load
from qualcode.model import Code, Codebook

APART = 13
"""Least distance in CIE Lab of two colours for any eye; about 2 can just be told apart."""
TINT = 0.25
"""The strongest tint of a code's colour that words are written on."""


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_pages_are_those_of_the_app(theme: str) -> None:
    config = tomllib.loads((REPO / ".streamlit" / "config.toml").read_text(encoding="utf-8"))
    assert config["theme"][theme]["backgroundColor"] == colour.PAGES[theme]


def test_there_are_twelve_colours_or_more_and_then_other_lines() -> None:
    assert len(set(palette.COLOURS)) == len(palette.COLOURS) >= 12
    places = range(len(palette.COLOURS) * len(palette.LINES))
    looks = {(palette.colour(Code("a"), at), palette.line(at)) for at in places}
    assert len(looks) == len(places)


@pytest.mark.parametrize("page", colour.PAGES.values())
@pytest.mark.parametrize("tint", palette.COLOURS)
def test_a_stripe_is_seen_on_both_pages(tint: str, page: str) -> None:
    assert colour.contrast(tint, page) >= colour.STRIPE_CONTRAST


@pytest.mark.parametrize("tint", palette.COLOURS)
def test_a_label_is_read_on_a_tint_and_on_the_full_colour(tint: str) -> None:
    config = tomllib.loads((REPO / ".streamlit" / "config.toml").read_text(encoding="utf-8"))
    for theme, page in colour.PAGES.items():
        words = config["theme"][theme]["textColor"]
        laid = colour.mixed(tint, page, TINT)
        assert colour.contrast(words, laid) >= colour.TEXT_CONTRAST
    assert colour.contrast(colour.ink(tint), tint) >= colour.TEXT_CONTRAST


@pytest.mark.parametrize("eyes", colour.EYES)
def test_any_two_colours_are_told_apart_by_every_eye(eyes: colour.Eyes) -> None:
    pairs = combinations(palette.COLOURS, 2)
    assert min(colour.distance(one, other, eyes) for one, other in pairs) >= APART


def test_contrast_is_that_of_wcag() -> None:
    """21 for black on white, 1 for a colour on itself, 4.54 for the grey #767676 on white."""
    assert colour.contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert colour.contrast("#3F90FE", "#3F90FE") == pytest.approx(1)
    assert colour.contrast("#767676", "#FFFFFF") == pytest.approx(4.54, abs=0.01)


def test_simulated_eyes_confuse_what_such_eyes_confuse() -> None:
    """Red and green of equal lightness meet in deuteranopia, blue and green in tritanopia."""
    red, green = "#B04A3A", "#6B7A2F"
    assert colour.distance(red, green, "deuteranopia") < colour.distance(red, green) / 3
    blue, teal = "#2F7FB0", "#2B8A7A"
    assert colour.distance(blue, teal, "tritanopia") < colour.distance(blue, teal) / 3


@pytest.mark.parametrize(
    ("written", "pages"), [("#FFFF66", "light"), ("#202A60", "dark"), ("#3F90FE", "")]
)
def test_lint_advises_about_a_colour_of_ones_own_that_is_hard_to_see(
    written: str, pages: str
) -> None:
    code = Code("a", definition={"zh": "说明"}, colour=written)
    found = lint(Codebook(codes=(code,)), frozen=True)
    assert [(it.rule, it.severity) for it in found] == [("faint_colour", "warning")] * bool(pages)
    assert all(f"on a {pages} page" in it.message for it in found)


def test_the_example_takes_its_colours_from_the_palette() -> None:
    book = load(REPO / "codebooks" / "community_governance.yaml")
    own = [code.colour.upper() for code in book.codes]
    assert own == list(palette.COLOURS[: len(own)])
