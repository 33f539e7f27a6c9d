"""Frequencies on the page of results: what they are of, by group, and why there is none."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from app_material import box, shown
from verify_material import WHO

from qualcode import Project
from qualcode.app.results import estimates
from qualcode.i18n import tr

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from streamlit.testing.v1 import AppTest

pytest_plugins = ("app_material", "verify_material")


@pytest.fixture
def read(asked: Path) -> Path:
    """Code one sentence, with the blind sample still to read."""
    with Project.open(asked) as project:
        card = project.suggestions.next(WHO)
        project.suggestions.answer(WHO, card.pick, [project.codebook.current().codes[0].id])
    return asked


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_footnote_stands_under_the_table_in_both_languages(
    language: str, read: Path, open_app: Callable[..., AppTest]
):
    app = open_app("results", read, language)
    app.segmented_control(key="results_table").set_value(estimates.NAME).run()
    assert not app.exception
    assert not app.error
    with Project.open(read) as project:
        table = project.frequencies.table(coder=WHO, viewer=WHO, language=language)
    plain = shown(app).replace("\\", "")
    assert table.title in plain
    assert all(note in plain for note in table.notes)


def test_what_is_undefined_says_why(read: Path, open_app: Callable[..., AppTest]):
    app = open_app("results", read)
    app.segmented_control(key="results_table").set_value(estimates.NAME).run()
    frame = app.dataframe[0].value
    assert frame["estimate"].isna().all()
    assert tr("frequencies.reason.nothing_read") in shown(app).replace("\\", "")


def test_groups_without_anybody_in_them_are_one_sentence(
    read: Path, open_app: Callable[..., AppTest]
):
    app = open_app("results", read)
    app.segmented_control(key="results_table").set_value(estimates.NAME).run()
    box(app, "estimates_by").set_value(1).run()
    assert not app.exception
    assert len(app.error) == 1


def test_a_learning_curve_is_drawn_when_it_is_asked_for(
    read: Path, open_app: Callable[..., AppTest]
):
    app = open_app("verify", read)
    app.segmented_control(key="verify_view").set_value("quality").run()
    app.button(key="quality_curve").click().run()
    assert not app.exception
    assert tr("learning_curve.reason.too_few_transcripts", needs=2) in shown(app).replace("\\", "")
    app.toggle(key="quality_calibration").set_value(True).run()
    assert not app.exception
    assert tr("app.quality.no_probability") in shown(app)
