"""The page of results: what a figure that was clicked shows, and what stands beside each table."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from app_material import box, components, shown, window
from large_material import SIZES

from qualcode import Project
from qualcode.analysis import TABLES, Figure
from qualcode.app.results import drill_down, estimates, kwic
from qualcode.app.window.session import BARS
from qualcode.i18n import tr

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from streamlit.testing.v1 import AppTest

pytest_plugins = ("app_material", "large_material")

VIEWS = (*TABLES, estimates.NAME, kwic.NAME)


def listed(app: AppTest, key: str) -> list[dict[str, Any]]:
    """Return the passages that the page has handed to the browser."""
    found = [it for it in components(app) if key in it.proto.id]
    return [one for it in found for one in json.loads(it.proto.json)["items"]]


def view(app: AppTest, name: str) -> AppTest:
    return app.segmented_control(key="results_table").set_value(name).run()


def click(app: AppTest, under: str, figure: Figure | None) -> AppTest:
    """Do what a click on a cell or a bar does: only a browser can click on a canvas."""
    window(app).results.figure = (under, figure)
    return app.run()


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("name", VIEWS)
def test_every_view_opens_in_both_languages_with_its_files_and_a_backup(
    name: str, language: str, full: Path, open_app: Callable[..., AppTest]
):
    app = view(open_app("results", full, language), name)
    assert not app.exception
    assert not app.error
    keys = {str(it.key) for it in app.get("download_button")}
    assert "results_backup" in keys
    assert "results_zip" in keys
    assert name == kwic.NAME or any(key.endswith("_.docx") for key in keys)


@pytest.mark.parametrize(
    ("name", "column", "figure"),
    [
        ("frequency", "references", Figure("rule_making")),
        ("frequency", "units", Figure("rule_making", "units")),
        ("cooccurrence", "code:rule_making", Figure("rule_making", "units")),
    ],
)
def test_a_figure_that_is_clicked_lists_as_many_passages_as_it_says(
    name: str, column: str, figure: Figure, full: Path, open_app: Callable[..., AppTest]
):
    app = click(view(open_app("results", full), name), name, figure)
    assert not app.exception
    frame = app.dataframe[0].value
    n = int(frame.loc[frame["code"] == "rule_making", column].iloc[0])
    page = listed(app, drill_down.KEY)
    assert len(page) == min(n, drill_down.PAGE)
    assert f"原文 {n} 段" in shown(app)


def test_a_long_list_is_turned_page_by_page(full: Path, open_app: Callable[..., AppTest]):
    app = click(open_app("results", full), "frequency", Figure("mobilization", "units"))
    first = listed(app, drill_down.KEY)
    app.button(key=f"{drill_down.KEY}_later").click().run()
    second = listed(app, drill_down.KEY)
    with Project.open(full) as project:
        layer = project.tables.layer()
        found = project.tables.behind(
            Figure("mobilization", "units"), coder=layer.coder, round=layer.round
        )
    assert len(first) + len(second) == len(found.stands) > drill_down.PAGE
    assert not {it["id"] for it in first} & {it["id"] for it in second}


def test_a_bar_shows_its_passages_under_the_figure_and_another_view_forgets_none(
    full: Path, open_app: Callable[..., AppTest]
):
    app = click(open_app("results", full), BARS, Figure("rule_making"))
    assert len(listed(app, drill_down.KEY)) > 0
    view(app, "codebook")
    assert not listed(app, drill_down.KEY)
    view(app, "frequency")
    assert len(listed(app, drill_down.KEY)) > 0
    click(app, BARS, None)
    assert not listed(app, drill_down.KEY)


def test_a_figure_of_nothing_says_so(full: Path, open_app: Callable[..., AppTest]):
    figure = Figure("construction", "units", other="embedding")
    app = click(view(open_app("results", full), "cooccurrence"), "cooccurrence", figure)
    assert tr("app.results.behind_none") in shown(app)
    assert not listed(app, drill_down.KEY)


def test_passages_leads_the_hand_to_the_desk(full: Path, open_app: Callable[..., AppTest]):
    app = click(open_app("results", full), "frequency", Figure("rule_making"))
    words = "".join(
        text for text, mark in listed(app, drill_down.KEY)[0]["pieces"] if mark == "marked"
    )
    with Project.open(full) as project:
        layer = project.tables.layer()
        stand = project.tables.behind(
            Figure("rule_making"), coder=layer.coder, round=layer.round
        ).stands[0]
        source = project.transcripts.get(stand.transcript).text
    assert words == source[stand.start : stand.end]
    assert stand.transcript in listed(app, drill_down.KEY)[0]["head"]


def test_who_may_not_see_a_layer_sees_no_passage_of_it(
    large_study: Path, open_app: Callable[..., AppTest]
):
    app = open_app("results", large_study, coder="B")
    box(app, "results_coder").set_value(0).run()
    assert not app.exception
    click(app, "frequency", Figure("c01"))
    mine = {it["head"] for it in listed(app, drill_down.KEY)}
    with Project.open(large_study) as project:
        closed = {c.text_id for c in project.codings.of("A", round="R1")}
        allowed = {i.name for i in project.transcripts.list() if i.text_id in closed}
    assert mine
    assert all(head.split(" · ")[0] in allowed for head in mine)


def test_a_concordance_is_by_words_or_by_characters(full: Path, open_app: Callable[..., AppTest]):
    app = view(open_app("results", full), kwic.NAME)
    assert not app.dataframe
    app.text_input(key="kwic_words").set_value("网格").run()
    by_words = len(app.dataframe[0].value)
    app.segmented_control(key="kwic_by").set_value("characters").run()
    by_characters = len(app.dataframe[0].value)
    assert 0 < by_words < by_characters
    app.toggle(key="kwic_answers").set_value(False).run()
    assert len(app.dataframe[0].value) >= by_characters
    assert set(app.dataframe[0].value["hit"]) == {"网格"}


def test_a_row_of_the_concordance_shows_its_passage(full: Path, open_app: Callable[..., AppTest]):
    app = view(open_app("results", full), kwic.NAME)
    app.text_input(key="kwic_words").set_value("网格").run()
    title = tr("table.title.concordance", words="网格")
    window(app).results.row = (title, 1)
    app.run()
    (passage,) = listed(app, kwic.KEY)
    assert ["网格", "marked"] in passage["pieces"]
    assert str(app.dataframe[0].value["transcript"].iloc[1]) in passage["head"]


def test_words_that_are_nowhere_are_said_to_be(full: Path, open_app: Callable[..., AppTest]):
    app = view(open_app("results", full), kwic.NAME)
    app.text_input(key="kwic_words").set_value("没有人说过的话").run()
    assert tr("app.results.kwic_none") in shown(app)
    assert not app.exception


def test_words_too_long_to_look_for_are_refused_on_the_page(
    full: Path, open_app: Callable[..., AppTest]
):
    app = view(open_app("results", full), kwic.NAME)
    app.text_input(key="kwic_words").set_value("长" * 300).run()
    assert not app.exception
    assert len(app.error) == 1


def test_results_of_the_invented_project_open_for_every_coder(
    large_study: Path, open_app: Callable[..., AppTest]
):
    for who in "ABCD":
        app = open_app("results", large_study, coder=who)
        assert not app.exception
        assert len(app.dataframe[0].value) == SIZES["codes"]


def test_what_a_participant_says_is_behind_their_figures(
    full: Path, open_app: Callable[..., AppTest]
):
    with Project.open(full) as project:
        person = str(project.tables.get("interviewees").rows[0]["pseudonym"])
        n = len(project.tables.behind(Figure("", "turns", person=person)).stands)
    app = view(open_app("results", full), "interviewees")
    assert tr("app.results.pick_help") in shown(app)
    click(app, "interviewees", Figure("", "turns", person=person))
    assert not app.exception
    assert len(listed(app, drill_down.KEY)) == min(n, drill_down.PAGE)
    assert tr("app.results.behind_turns", person=person) in [it.value for it in app.subheader]


def test_an_estimate_by_group_leads_to_its_passages_until_groups_are_made_otherwise(
    full: Path, open_app: Callable[..., AppTest]
):
    app = view(open_app("results", full), estimates.NAME)
    by = box(app, "estimates_by")
    by.set_value(1).run()
    frame = app.dataframe[0].value
    row = frame[frame["positives"] > 0].iloc[0]
    with Project.open(full) as project:
        table = project.frequencies.table(by="group")
    figure = Figure(row["code"], "units", group=row["group"], read=True)
    click(app, drill_down.under(table, "group"), figure)
    assert not app.exception
    assert f"原文 {row['positives']} 段" in shown(app)
    assert len(listed(app, drill_down.KEY)) == min(row["positives"], drill_down.PAGE)
    box(app, "estimates_by").set_value(2).run()
    assert not listed(app, drill_down.KEY)


def test_one_passage_is_not_called_passages(full: Path, open_app: Callable[..., AppTest]):
    with Project.open(full) as project:
        rows = project.tables.get("code_by_group").rows
        layer = project.tables.layer()
        chosen = {"coder": layer.coder, "round": layer.round}
        figures = [Figure(str(it["code"]), grouped=True, group=str(it["group"])) for it in rows]
        one = next(it for it in figures if len(project.tables.behind(it, **chosen).stands) == 1)
    app = view(open_app("results", full, "en"), "code_by_group")
    click(app, "code_by_group", one)
    said = "1 passage · 1 source · 1 participant · "
    assert said in shown(app)
