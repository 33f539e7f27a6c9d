"""Every page opens in both languages on an empty study, the example, and a large invented one."""

from __future__ import annotations

import re
import shutil
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import streamlit as st
from app_material import open_window, sit_down, turn_to
from google.protobuf.json_format import MessageToJson

from qualcode import Project
from qualcode.analysis import TABLES
from qualcode.app import compare, verify
from qualcode.app.codebook import page as codebook
from qualcode.app.menu import PAGES
from qualcode.app.node import page as node
from qualcode.app.results import estimates, kwic
from qualcode.app.server import launch
from qualcode.app.transcripts import page as transcripts
from qualcode.app.window.session import SESSION, here
from qualcode.app.window.sidebar import SPOKEN
from qualcode.i18n import LANGUAGES, catalogue, tr

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from streamlit.testing.v1 import AppTest

pytest_plugins = ("large_material",)

STUDIES = ("nothing", "example", "large")
RAW = re.compile(r"[a-z_]+(?:\.[a-z_0-9]+)+")
UNFILLED = re.compile(r"\{[a-z_]+\}")
HAN = re.compile(r"[\u4e00-\u9fff]+")
VIEWS = {
    "transcripts_view": ("transcripts", tuple(transcripts.VIEWS)),
    "codebook_view": ("codebook", tuple(codebook.VIEWS)),
    "node_view": ("node", tuple(node.VIEWS)),
    "verify_view": ("verify", tuple(verify.VIEWS)),
    "compare_view": ("compare", tuple(compare.VIEWS)),
    "results_table": ("results", ("frequency", estimates.NAME, kwic.NAME, *TABLES)),
}
"""The rows of buttons that change what a page shows: its page, and its views."""
DRAWN = {"BidiComponent", "VegaLiteChart", "ArrowVegaLiteChart"}
"""What the browser fills in: its data holds words with places in them, and names of columns."""


@pytest.fixture(scope="module")
def folders(
    tmp_path_factory: pytest.TempPathFactory, demo_folder: Path, large_study: Path
) -> dict[str, Path]:
    nothing = tmp_path_factory.mktemp("empty") / "study"
    with Project.create(nothing) as project:
        project.coders.add("Ann")
    # the pages change a study: the language that it speaks
    mine = tmp_path_factory.mktemp("mine")
    example, large = shutil.copytree(demo_folder, mine / "demo"), mine / "large"
    shutil.copytree(large_study, large)
    return {"nothing": nothing, "example": Path(example), "large": large}


@pytest.fixture(scope="module")
def window(
    folders: dict[str, Path], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Callable[[str, str], AppTest]]:
    """Give the one window of a study and a language; its pages are turned one after the other."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CONFIG_HOME", str(tmp_path_factory.mktemp("config")))

        @lru_cache
        def opened(study: str, language: str) -> AppTest:
            patch.setenv(launch.PROJECT_VARIABLE, str(folders[study]))
            app = open_window()
            app.run()
            app.segmented_control(key="sidebar_language").set_value(language).run()
            return sit_down(app, folders[study])

        yield opened
    st.session_state.pop(SESSION, None)
    st.cache_resource.clear()


def turn(app: AppTest, page: str, language: str) -> AppTest:
    """Turn to a page in a language, which the whole study speaks from then on.

    The test itself must speak it too: AppTest asks outside of the app how an option is called.
    """
    here().language = language
    app.segmented_control(key="sidebar_language").set_value(language)
    return turn_to(app, page)


def drawn(app: AppTest) -> list[tuple[str, str]]:
    """Return every element of a page: its kind, and all that the browser is told of it."""
    return [
        (type(it.proto).__name__, MessageToJson(it.proto, ensure_ascii=False))
        for it in _elements(app._tree)
        if getattr(it, "proto", None) is not None
    ]


def _elements(block: Any) -> Iterator[Any]:
    for it in block.children.values():
        yield it
        if hasattr(it, "children"):
            yield from _elements(it)


def assert_words(app: AppTest) -> None:
    """Nothing on the page is the key of words, and no place in words is left open."""
    known = catalogue("zh")
    for kind, told in drawn(app):
        if kind not in DRAWN:
            assert not [key for key in RAW.findall(told) if key in known or f"app.{key}" in known]
            assert not UNFILLED.findall(told), told


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("study", STUDIES)
def test_a_page_opens_with_its_heading_and_no_bare_key(
    study: str, language: str, page: str, window: Callable[[str, str], AppTest]
):
    app = turn(window(study, language), page, language)
    assert not app.exception
    assert not app.error
    assert [it.value for it in app.title] == [tr(f"app.{page}.title", language)]
    assert_words(app)


@pytest.mark.parametrize("page", PAGES)
def test_an_english_page_of_an_empty_study_holds_no_chinese(
    page: str, window: Callable[[str, str], AppTest]
):
    """What a study says itself may be Chinese; of this one only the other language's name is."""
    app = turn(window("nothing", "en"), page, "en")
    found = {word for _, told in drawn(app) for word in HAN.findall(told)}
    assert found <= {SPOKEN["zh"]}


@pytest.mark.parametrize("row", VIEWS)
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("study", ["example", "large"])
def test_every_view_of_a_page_opens(
    study: str, language: str, row: str, window: Callable[[str, str], AppTest]
):
    page, names = VIEWS[row]
    app = turn(window(study, language), page, language)
    if row not in [it.key for it in app.segmented_control]:
        assert (study, page) == ("large", "verify"), "only where no suggestions were asked for"
        return
    for name in names:
        app.segmented_control(key=row).set_value(name).run()
        assert not app.exception, name
        assert not app.error, name
        assert_words(app)
    app.segmented_control(key=row).set_value(names[0]).run()
