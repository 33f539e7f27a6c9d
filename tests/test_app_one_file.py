"""A copy that lacks the newest work says so on every page, until somebody accepts it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from app_material import turn_to

from qualcode import Project
from qualcode.i18n import tr
from qualcode.store import FILE_NAME

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from streamlit.testing.v1 import AppTest

pytest_plugins = ("app_material",)


@pytest.fixture
def copy(small: Path, tmp_path: Path) -> Path:
    """Return the folder of a lone copy, made while somebody worked."""
    folder = tmp_path / "copy"
    folder.mkdir()
    with Project.open(small) as project:
        project.coders.add("李强")
        (folder / FILE_NAME).write_bytes(project.path.read_bytes())
    return folder


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_page_warns_until_it_is_accepted(
    copy: Path, open_app: Callable[..., AppTest], language: str
) -> None:
    app = open_app("overview", copy, language)
    said = tr("app.left_behind.said", language, file=FILE_NAME, log=f"{FILE_NAME}-wal")  # type: ignore[arg-type]
    plain = [it.value.replace("\\", "") for it in app.warning]
    assert plain == [said]
    app.button(key="overview_verify").click().run()
    assert any(said in it.value for it in app.text)
    for page in ("transcripts", "codebook", "code", "results"):
        turn_to(app, page)
        assert said in [it.value.replace("\\", "") for it in app.warning]
    app.button(key="left_behind").click().run()
    assert said not in [it.value.replace("\\", "") for it in app.warning]
    assert not app.exception
    with Project.open(copy) as project:
        assert not project.left_behind()


def test_a_whole_study_warns_of_nothing(small: Path, open_app: Callable[..., AppTest]) -> None:
    app = open_app("overview", small)
    assert not [it for it in app.button if it.key == "left_behind"]
