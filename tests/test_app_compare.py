"""The Compare page: rounds, agreement, why coders differ, what a panel decides, what is hidden."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from app_material import box, components, shown

from qualcode import Project
from qualcode.app.compare import VIEWS
from qualcode.app.screen.words import plain
from qualcode.i18n import LANGUAGES, tr
from qualcode.model import CAUSES

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from streamlit.testing.v1 import AppTest

pytest_plugins = ("app_material",)


@pytest.fixture
def pair(small: Path) -> Path:
    """Return a study of two coders who read the same transcript and gave different codes."""
    with Project.open(small) as project:
        project.coders.add("李雷")
        first, second = (code.id for code in project.codebook.current().codes)
        text = project.transcripts.get("书记").text
        for name, code, words in (
            ("王敏", first, "一开始没人来。"),
            ("王敏", first, "后来网格长一家一家去敲门。"),
            ("李雷", first, "后来网格长一家一家去敲门。"),
            ("李雷", second, "一开始没人来。"),
        ):
            at = text.index(words)
            project.codings.add(name, "书记", at, at + len(words), code)
        for name in ("王敏", "李雷"):
            project.codings.read(name, "书记")
        project.rounds.close()
    return small


@pytest.fixture
def alone(small: Path) -> Path:
    """Return a study of one coder, who closed their round."""
    with Project.open(small) as project:
        project.codings.read("王敏", "书记")
        project.codings.add("王敏", "书记", 19, 26, project.codebook.current().codes[0].id)
        project.rounds.close()
    return small


def see(app: AppTest, view: str) -> AppTest:
    return app.segmented_control(key="compare_view").set_value(view).run()


def press(app: AppTest, *keys: str) -> AppTest:
    for key in keys:
        app.button(key=key).click().run()
        assert not app.exception
    return app


def clean(app: AppTest) -> bool:
    return not app.exception and not app.error


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("study", ["pair", "full"])
@pytest.mark.parametrize("view", VIEWS)
def test_every_view_opens_without_an_error(
    view: str,
    study: str,
    language: str,
    open_app: Callable[..., AppTest],
    request: pytest.FixtureRequest,
):
    app = see(open_app("compare", request.getfixturevalue(study), language), view)
    assert clean(app)
    assert (
        tr(f"app.compare.view_{view}", language)
        in app.segmented_control(key="compare_view").options
    )


def test_a_closed_round_is_compared(full: Path, open_app: Callable[..., AppTest]):
    app = open_app("compare", full)
    assert app.get("vega_lite_chart")
    assert app.dataframe
    assert tr("app.compare.differ") in shown(app)


def test_an_open_round_is_not_compared_and_the_page_says_why(
    small: Path, open_app: Callable[..., AppTest]
):
    with Project.open(small) as project:
        project.coders.add("李雷")
        for name in ("王敏", "李雷"):
            project.codings.read(name, "书记")
    app = open_app("compare", small)
    assert not app.get("vega_lite_chart")
    assert not app.dataframe
    assert tr("app.compare.open_independent", name="R1") in shown(app)
    press(app, "compare_close_R1")
    assert app.get("vega_lite_chart")


@pytest.mark.parametrize("view", [view for view in VIEWS if view != "rounds"])
def test_no_view_shows_anything_of_a_round_that_is_open(
    view: str, small: Path, open_app: Callable[..., AppTest]
):
    with Project.open(small) as project:
        project.coders.add("李雷")
        project.codings.add("李雷", "书记", 19, 26, project.codebook.current().codes[0].id)
        for name in ("王敏", "李雷"):
            project.codings.read(name, "书记")
    app = see(open_app("compare", small, coder="王敏"), view)
    assert clean(app)
    assert not app.dataframe
    assert not app.get("vega_lite_chart")
    assert not components(app)


def test_a_round_in_which_nobody_read_twice_says_so_in_the_language_of_the_screen(
    small: Path, open_app: Callable[..., AppTest]
):
    with Project.open(small) as project:
        project.coders.add("李雷")
        project.codings.read("王敏", "书记")
    app = open_app("compare", small)
    assert [it.value for it in app.warning] == [tr("app.compare.not_shared_yet")]
    assert tr("app.compare.read_by", coder="王敏", n=1, all=1) in shown(app)
    press(app, "compare_close_R1")
    assert not app.error
    assert tr("app.compare.unshared") in shown(app)
    press(app, "compare_next")
    with Project.open(small) as project:
        assert project.rounds.current().name == "R2"


@pytest.mark.parametrize("unit", ["turn", "paragraph", "character"])
def test_agreement_is_shown_in_every_unit(unit: str, full: Path, open_app: Callable[..., AppTest]):
    app = open_app("compare", full)
    box(app, "compare_unit_free").select(tr(f"unit.{unit}")).run()
    assert clean(app)
    assert app.dataframe


def test_free_spans_are_matched_by_the_rule_and_the_overlap_that_are_chosen(
    full: Path, open_app: Callable[..., AppTest]
):
    app = open_app("compare", full)
    box(app, "compare_unit_free").select(tr("app.compare.free")).run()
    assert clean(app)
    found = []
    for percent in (0, 100):
        app.slider(key="compare_threshold").set_value(percent).run()
        found.append(app.dataframe[0].value["f1"].iloc[0])
    assert found[0] > found[1]


def test_where_there_are_no_brackets_they_are_made_of_what_a_coder_marked(
    pair: Path, open_app: Callable[..., AppTest]
):
    app = open_app("compare", pair)
    box(app, "compare_unit_free").select(tr("unit.bracket")).run()
    assert tr("app.compare.no_brackets") in shown(app)
    assert not app.dataframe
    press(app, "compare_brackets")
    assert clean(app)
    assert app.dataframe
    with Project.open(pair) as project:
        assert sum(project.brackets.list().values()) == 2


def test_more_figures_and_a_bootstrap_with_its_seed_are_shown_on_request(
    full: Path, open_app: Callable[..., AppTest]
):
    app = open_app("compare", full)
    assert "compare_seed" not in [it.key for it in app.number_input]
    app.toggle(key="compare_detail").set_value(True)
    box(app, "compare_interval").select(tr("app.compare.interval_transcripts")).run()
    assert clean(app)
    low = app.dataframe[0].value["alpha_low"].iloc[0]
    app.number_input(key="compare_seed").set_value(7).run()
    assert app.dataframe[0].value["alpha_low"].iloc[0] != low


def test_passages_are_those_of_one_code_on_request(pair: Path, open_app: Callable[..., AppTest]):
    app = open_app("compare", pair)
    assert tr("app.compare.found", n=2, shown=2) in shown(app)
    box(app, "compare_code").select("规则").run()
    assert tr("app.compare.found", n=1, shown=1) in shown(app)


def test_a_training_round_is_never_called_reliability(
    small: Path, open_app: Callable[..., AppTest]
):
    with Project.open(small) as project:
        project.coders.add("李雷")
        project.rounds.open("T1", "training")
        for name in ("王敏", "李雷"):
            project.codings.read(name, "书记")
    app = open_app("compare", small)
    assert tr("app.compare.open_training", name="T1") in shown(app)
    press(app, "compare_close_T1")
    assert tr("standing.training") in [it.value for it in app.info]


def test_decisions_move_the_agreement_after_discussion_and_nothing_else(
    pair: Path, open_app: Callable[..., AppTest]
):
    app = see(open_app("compare", pair), "adjudication")
    assert tr("app.adjudicate.begin_help", n=2) in shown(app)
    press(app, "adjudicate_begin")
    before = {it.label: it.value for it in app.metric}
    assert before[tr("app.adjudicate.percent_after")] == "—"
    press(app, "adjudicate_yes", "adjudicate_slip", "adjudicate_no", "adjudicate_real")
    after = {it.label: it.value for it in app.metric}
    assert after[tr("app.adjudicate.percent_after")] == "1.000"
    assert after[tr("app.adjudicate.percent")] == before[tr("app.adjudicate.percent")]
    with Project.open(pair) as project:
        said = [it.decision for it in project.adjudication.queue("R1")]
        assert {(it.result, it.reason) for it in said} == {("yes", "slip"), ("no", "real")}
        assert not project.verify_log().problems
    see(app, "agreement")
    assert "percent_after" in app.dataframe[0].value.columns


def test_a_reason_without_a_result_decides_nothing(pair: Path, open_app: Callable[..., AppTest]):
    app = press(see(open_app("compare", pair), "adjudication"), "adjudicate_begin")
    press(app, *(f"adjudicate_{cause}" for cause in CAUSES))
    assert [it.value for it in app.info] == [plain(tr("app.adjudicate.result_first"))]
    with Project.open(pair) as project:
        assert project.adjudication.undecided("R1") == 2


def test_a_decision_is_taken_back_and_nothing_else_of_the_same_person(
    pair: Path, open_app: Callable[..., AppTest]
):
    app = press(see(open_app("compare", pair), "adjudication"), "adjudicate_begin")
    press(app, "adjudicate_yes", "adjudicate_slip")
    with Project.open(pair) as project:
        assert project.adjudication.undecided("R1") == 1
    press(app, "adjudicate_undo")
    with Project.open(pair) as project:
        assert project.adjudication.undecided("R1") == 2
        project.rounds.open()
        project.codings.add("王敏", "书记", 19, 26, project.codebook.current().codes[0].id)
    press(app, "adjudicate_undo")
    assert plain(tr("app.adjudicate.nothing_to_undo")) in [it.value for it in app.info]
    with Project.open(pair) as project:
        assert len(project.codings.of("王敏", round="R3")) == 1


def test_a_flag_leads_to_the_codebook(pair: Path, open_app: Callable[..., AppTest]):
    app = press(see(open_app("compare", pair), "adjudication"), "adjudicate_begin")
    press(app, "adjudicate_flag", "adjudicate_no", "adjudicate_guideline")
    (to_codebook,) = [it for it in app.button if str(it.key).startswith("adjudicate_flag_")]
    with Project.open(pair) as project:
        (flagged,) = project.adjudication.flags()
    assert to_codebook.key == f"adjudicate_flag_{flagged.code}"
    to_codebook.click().run()
    assert [it.value for it in app.title] == [tr("app.codebook.title")]


def test_names_are_hidden_on_request(pair: Path, open_app: Callable[..., AppTest]):
    app = press(see(open_app("compare", pair), "adjudication"), "adjudicate_begin")
    app.toggle(key="adjudicate_hide").set_value(True).run()
    assert clean(app)
    cards = "".join(str(json.loads(it.proto.json)) for it in components(app))
    assert tr("adjudication.coder", n=1) in cards or tr("adjudication.coder", n=2) in cards
    assert "王敏" not in cards
    assert "李雷" not in cards


@pytest.mark.parametrize("hide", [False, True])
def test_a_panel_codes_what_was_marked_or_the_borders_that_it_chooses(
    hide: bool, small: Path, open_app: Callable[..., AppTest]
):
    with Project.open(small) as project:
        project.coders.add("李雷")
        text, code = project.transcripts.get("书记").text, project.codebook.current().codes[0].id
        at = text.index("网格长一家一家去敲门")
        project.codings.add("王敏", "书记", at, at + 10, code)
        for name in ("王敏", "李雷"):
            project.codings.read(name, "书记")
        project.rounds.close()
    app = press(see(open_app("compare", small), "adjudication"), "adjudicate_begin")
    app.toggle(key="adjudicate_hide").set_value(hide).run()
    press(app, "adjudicate_yes")
    borders = next(it for it in app.selectbox if str(it.key).startswith("adjudicate_borders"))
    assert len(borders.options) == 3
    borders.select(tr("app.adjudicate.borders_whole")).run()
    note = next(it for it in app.text_input if str(it.key).startswith("adjudicate_note"))
    note.set_value("整句才说得完").run()
    press(app, "adjudicate_boundary")
    with Project.open(small) as project:
        (said,) = [it.decision for it in project.adjudication.queue("R1")]
        (span,) = said.borders
        assert text[span.start : span.end] == "后来网格长一家一家去敲门。"
        assert said.note == "整句才说得完"


def test_only_the_panel_decides(full: Path, open_app: Callable[..., AppTest]):
    with Project.open(full) as project:
        project.coders.add_panel("小组", ["A", "B"])
        project.adjudication.open("R1", "小组")
    app = see(open_app("compare", full, coder="C"), "adjudication")
    assert tr("app.adjudicate.not_yours", members=plain("A, B")) in [it.value for it in app.info]
    assert "adjudicate_yes" not in [it.key for it in app.button]


def test_the_consensus_is_closed_and_taken_up_again(pair: Path, open_app: Callable[..., AppTest]):
    app = press(see(open_app("compare", pair), "adjudication"), "adjudicate_begin")
    press(app, "adjudicate_yes", "adjudicate_slip", "adjudicate_close")
    assert tr("app.adjudicate.closed", name="R2", n=1) in [it.value for it in app.info]
    press(app, "adjudicate_again")
    with Project.open(pair) as project:
        assert project.adjudication.held("R1").name == "R3"
        assert project.adjudication.undecided("R1") == 1


def test_rounds_are_opened_each_with_its_sentence(pair: Path, open_app: Callable[..., AppTest]):
    app = see(open_app("compare", pair), "rounds")
    kinds = next(it for it in app.radio if str(it.key).startswith("rounds_kind"))
    assert list(kinds.proto.captions) == [
        tr(f"app.rounds.about_{kind}") for kind in ("independent", "training", "discussion")
    ]
    kinds.set_value("training").run()
    press(app, "rounds_open")
    with Project.open(pair) as project:
        assert project.rounds.list()[-1].kind == "training"


def test_who_codes_again_sees_nothing_that_was_coded_before(
    pair: Path, open_app: Callable[..., AppTest]
):
    app = see(open_app("compare", pair, coder="王敏"), "rounds")
    press(app, "rounds_recode")
    assert [it.value for it in app.title] == [tr("app.code.title")]
    with Project.open(pair) as project:
        assert project.rounds.list()[-1].recodes
    for view in VIEWS:
        app = see(open_app("compare", pair, coder="王敏"), view)
        assert clean(app)
        assert tr("app.compare.hidden", source="R1", name="R2") in [it.value for it in app.info]
        assert not components(app)
        assert not app.get("vega_lite_chart")
        assert view == "rounds" or not app.dataframe
    other = open_app("compare", pair, coder="李雷")
    assert other.get("vega_lite_chart")


def test_a_lone_coder_codes_again_and_sees_how_stable_they_are(
    alone: Path, open_app: Callable[..., AppTest]
):
    app = open_app("compare", alone)
    assert tr("app.compare.alone") in shown(app)
    press(app, "rounds_recode")
    with Project.open(alone) as project:
        assert project.codings.of("王敏", round="R2", viewer="王敏") == ()
        project.codings.read("王敏", "书记", round="R2")
        project.rounds.close("R2")
    app = open_app("compare", alone)
    assert clean(app)
    assert tr("standing.intra") in [it.value for it in app.info]
    assert app.dataframe


def test_other_programs_are_shown_with_the_range_of_what_they_do_not_tell(
    pair: Path, open_app: Callable[..., AppTest]
):
    shown = see(open_app("compare", pair), "tools").dataframe[0].value
    ranged = shown[shown["low"].notna()]
    assert set(ranged["tool"]) == {"MAXQDA"}
    assert (ranged["low"] <= ranged["high"]).all()


def test_a_plan_without_a_pilot_begins_with_a_guess(small: Path, open_app: Callable[..., AppTest]):
    with Project.open(small) as project:
        project.coders.add("李雷")
        project.rounds.open()
    app = see(open_app("compare", small), "plan")
    assert tr("app.compare.no_pilot") in shown(app)
    app.number_input(key="compare_guess").set_value(25.0).run()
    assert "139" in shown(app)
    assert "70" in shown(app)
