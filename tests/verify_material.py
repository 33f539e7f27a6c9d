"""A study with suggestions in the app, and what a coder presses on its cards."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING, Any

import pytest
from cards_material import WHO, asked_folder
from cards_material import _has as has_suggestions

from qualcode import Project

if TYPE_CHECKING:
    from pathlib import Path

    from streamlit.testing.v1 import AppTest

__all__ = ["WHO", "asked_folder"]


@pytest.fixture
def asked(asked_folder: Path, tmp_path: Path) -> Path:
    return shutil.copytree(asked_folder, tmp_path / "asked")


def button(app: AppTest, act: str, code: str = "") -> Any:
    """Return the first button of an act; its key goes on with the card that it belongs to."""
    return next(
        it
        for it in app.button
        if str(it.key).startswith(f"verify_{act}_") and str(it.key).endswith(code)
    )


def press(app: AppTest, act: str, code: str = "") -> AppTest:
    return button(app, act, code).click().run()


def answer(app: AppTest, folder: Path, *, suggested: bool) -> tuple[str, ...]:
    """Answer cards without a code until one has, or has no, suggestions; answer that one too.

    Return the codes that are suggested on it. Cards on the way are left for later.
    """
    for _ in range(40):
        with Project.open(folder) as project:
            card = project.suggestions.next(WHO)
            assert card is not None
            wanted = has_suggestions(project, card) == suggested
        if wanted:
            press(app, "done")
            with Project.open(folder) as project:
                there = project.suggestions.card(WHO, card.pick).suggestions
            return tuple(it.code.id for it in there)
        press(app, "skip")
    raise AssertionError("no such card")


def until_shown(app: AppTest, folder: Path) -> tuple[str, ...]:
    """Answer with no code until suggestions are on the card, and return their codes."""
    return answer(app, folder, suggested=True)
