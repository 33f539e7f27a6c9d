"""Studies in the app without a browser, and what a page of it shows: fixtures of its tests."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from qualcode import Project
from qualcode.app import guard, launch, state

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

TEXT = "访谈者：居民参与得怎么样？\n\n书记：一开始没人来。后来网格长一家一家去敲门。\n"


@pytest.fixture
def empty(tmp_path: Path) -> Path:
    folder = tmp_path / "empty"
    with Project.create(folder) as project:
        project.coders.add("王敏")
    return folder


@pytest.fixture
def small(empty: Path) -> Path:
    with Project.open(empty) as project:
        project.transcripts.ingest_bytes("书记.txt", TEXT.encode())
        project.codebook.add_code("组织动员")
        project.codebook.add_code("规则")
    return empty


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
        app = AppTest.from_file(str(guard.SCRIPT), default_timeout=120)
        app.context = {"locale": "zh-CN" if language == "zh" else "en-GB"}
        app.run()
        if study is not None:
            app.segmented_control(key="sidebar_language").set_value(language).run()
        if coder:
            app.selectbox(key="sidebar_coder").set_value(coder).run()
        return turn_to(app, page)

    yield opened
    st.cache_resource.clear()


def box(app: AppTest, name: str) -> Any:
    """Return the box of a choice; its key ends in a sign of the words that it offers."""
    return next(it for it in app.selectbox if str(it.key).rpartition("_")[0] == name)


def turn_to(app: AppTest, page: str) -> AppTest:
    app.session_state[state.GO] = page
    return app.run()


def shown(app: AppTest) -> str:
    """Return every word that a page shows."""
    kinds = ("title", "subheader", "caption", "markdown", "text", "error", "info", "success")
    said = [element.value for kind in kinds for element in app.get(kind)]
    labels = [button.label for button in app.button]
    return "\n".join(map(str, said + labels))
