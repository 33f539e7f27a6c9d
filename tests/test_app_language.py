"""What the app proposes and counts is in the language of the screen, and is not cut."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from qualcode import Project
from qualcode.i18n import tr

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from streamlit.testing.v1 import AppTest

    from qualcode.i18n import Language

pytest_plugins = ("app_material",)


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("HOME", str(tmp_path))
    return tmp_path


def folders(app: AppTest) -> list[str]:
    return [app.text_input(key=f"overview_{it}_folder").value for it in ("new", "example")]


def proposed(home: Path, language: Language) -> list[str]:
    return [str(home / tr(f"app.overview.{it}_folder", language)) for it in ("new", "example")]


def test_folders_are_proposed_in_the_language_of_the_screen(
    home: Path, open_app: Callable[..., AppTest]
):
    app = open_app("overview")
    for language in ("zh", "en", "zh"):
        app.segmented_control(key="sidebar_language").set_value(language).run()
        assert folders(app) == proposed(home, language)
    assert proposed(home, "zh") != proposed(home, "en")


def test_a_folder_that_somebody_wrote_stays_when_the_language_changes(
    home: Path, open_app: Callable[..., AppTest]
):
    app = open_app("overview")
    app.text_input(key="overview_example_folder").set_value("/srv/mine").run()
    app.segmented_control(key="sidebar_language").set_value("en").run()
    assert folders(app) == [proposed(home, "en")[0], "/srv/mine"]


def test_an_example_that_was_made_in_one_language_is_found_in_the_other(
    home: Path, open_app: Callable[..., AppTest]
):
    Project.create(home / tr("app.overview.example_folder", "zh")).close()
    app = open_app("overview", language="en")
    app.segmented_control(key="sidebar_language").set_value("en").run()
    assert folders(app) == [proposed(home, "en")[0], proposed(home, "zh")[1]]
