"""Studies in the app without a browser, and what a page of it shows: fixtures of its tests."""

from __future__ import annotations

import shutil
from functools import cache
from typing import TYPE_CHECKING, Any

import pytest
import streamlit as st
from conftest import made_once
from streamlit.components.v2 import manifest_scanner
from streamlit.testing.v1 import AppTest

from qualcode import Project
from qualcode.app.server import guard, launch
from qualcode.app.window.session import CODER, SESSION, Session, Sitting

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

# each window looks through every package that is installed, for a second, and finds the same
manifest_scanner.scan_component_manifests = cache(manifest_scanner.scan_component_manifests)

TEXT = "访谈者：居民参与得怎么样？\n\n书记：一开始没人来。后来网格长一家一家去敲门。\n"


def _begin(folder: Path) -> None:
    with Project.create(folder / "empty") as project:
        project.coders.add("王敏")
    shutil.copytree(folder / "empty", folder / "small")
    with Project.open(folder / "small") as project:
        project.transcripts.ingest_bytes("书记.txt", TEXT.encode())
        project.codebook.add_code("组织动员")
        project.codebook.add_code("规则")


@pytest.fixture(scope="session")
def app_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The studies of ``empty`` and ``small``, closed; tests take a copy."""
    return made_once(tmp_path_factory, "app", _begin)


@pytest.fixture
def empty(app_folder: Path, tmp_path: Path) -> Path:
    return shutil.copytree(app_folder / "empty", tmp_path / "empty")


@pytest.fixture
def small(app_folder: Path, tmp_path: Path) -> Path:
    return shutil.copytree(app_folder / "small", tmp_path / "empty")


@pytest.fixture
def open_app(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., AppTest]]:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))

    def opened(
        page: str, study: Path | None = None, language: str = "zh", coder: str = ""
    ) -> AppTest:
        if study is None:
            monkeypatch.delenv(launch.PROJECT_VARIABLE, raising=False)
        else:
            monkeypatch.setenv(launch.PROJECT_VARIABLE, str(study))
        app = open_window()
        app.context = {"locale": "zh-CN" if language == "zh" else "en-GB"}
        app.run()
        if study is not None:
            app.segmented_control(key="sidebar_language").set_value(language).run()
        if study is not None:
            sit_down(app, study, coder)
        return turn_to(app, page)

    yield opened
    st.cache_resource.clear()


def open_window(seat: str = "") -> AppTest:
    """Open a window of the app whose browser keeps a seat, or none: what it says when asked."""
    app = AppTest.from_file(str(guard.SCRIPT), default_timeout=120)
    app.session_state[SESSION] = Session(told=seat)
    return app


def window(app: AppTest) -> Session:
    """Return what a window remembers."""
    held: Session = app.session_state[SESSION]
    return held


def sitting(app: AppTest) -> Sitting:
    """Return which study is open in a window and who sits there."""
    return window(app).sitting


def people(study: Path) -> list[str]:
    with Project.open(study) as project:
        return [it.name for it in project.coders.list() if it.kind == "person"]


def sit_down(app: AppTest, study: Path, coder: str = "") -> AppTest:
    """Answer who codes, where it is asked: somebody, or whoever came to the study first."""
    names = people(study)
    if len(names) > 1:
        app.button(key=f"seat_{names.index(coder or names[0])}").click().run()
    return app


def change_coder(app: AppTest, coder: str) -> AppTest:
    """Choose another coder beside the page."""
    return app.selectbox(key=CODER).set_value(coder).run()


def components(app: AppTest) -> list[Any]:
    """Return our own components on a page, but for the one that keeps the seat."""
    return [it for it in app.get("bidi_component") if it.proto.component_name != "qualcode.seat"]


def box(app: AppTest, name: str) -> Any:
    """Return the box of a choice; its key ends in a sign of the words that it offers."""
    return next(it for it in app.selectbox if str(it.key).rpartition("_")[0] == name)


def turn_to(app: AppTest, page: str) -> AppTest:
    window(app).going = page
    return app.run()


def shown(app: AppTest) -> str:
    """Return every word that a page shows."""
    kinds = ("title", "subheader", "caption", "markdown", "text", "error", "info", "success")
    said = [element.value for kind in kinds for element in app.get(kind)]
    labels = [button.label for button in app.button]
    return "\n".join(map(str, said + labels))
