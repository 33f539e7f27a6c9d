"""The Verify page: cards in every mode, asking in the background, and what can be undone."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from app_material import shown, turn_to
from verify_material import WHO, answer, button, press, until_shown

from qualcode import Project
from qualcode.app import refit, state
from qualcode.app.screens import PAGES
from qualcode.i18n import tr
from qualcode.model import MODES

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from streamlit.testing.v1 import AppTest

pytest_plugins = ("app_material", "verify_material")

NOTHING = "app.verify.silent"


def test_suggestions_are_off_until_asked_for_and_the_sample_is_said_in_one_sentence(
    small: Path, open_app: Callable[..., AppTest]
):
    app = open_app("verify", small)
    assert "约 15% 的发言不给建议，照常编码，用来检验机器" in shown(app)
    with Project.open(small) as project:
        assert not project.suggestions.enabled()


def test_the_machine_works_in_a_process_of_its_own_and_says_once_what_came_of_it(
    hints: Path, open_app: Callable[..., AppTest]
):
    app = open_app("verify", hints)
    app.button(key="verify_ask").click().run()
    assert tr("app.verify.working") in shown(app)
    assert app.button(key="verify_ask").disabled
    with Project.open(hints) as project:
        path = project.path
    while refit.working(path, WHO):
        turn_to(app, "code")  # other pages answer meanwhile
        assert not app.exception
    turn_to(app, "verify")
    (told,) = [it.value for it in app.success]
    begin, end = tr("app.verify.asked", n="#").split("#")
    assert told.startswith(begin)
    assert told.endswith(end)
    assert not app.run().success


def test_a_refit_that_is_stopped_leaves_the_suggestions_that_were_there(
    asked: Path, open_app: Callable[..., AppTest]
):
    app = open_app("verify", asked)
    with Project.open(asked) as project:
        before = project.suggestions.waiting()
    app.button(key="verify_again").click().run()
    app.button(key="verify_stop").click().run()
    assert not app.exception
    assert tr("app.verify.working") not in shown(app)
    with Project.open(asked) as project:
        assert project.suggestions.waiting() == before


def test_codes_come_first_and_nothing_of_the_machine_is_on_the_card_before(
    asked: Path, open_app: Callable[..., AppTest]
):
    app = open_app("verify", asked)
    assert tr("app.verify.codes_first") in shown(app)
    assert tr("app.verify.suggested") not in shown(app)
    assert not [it for it in app.button if str(it.key).startswith("verify_accept")]
    answer(app, asked, suggested=True)
    assert tr("app.verify.suggested") in shown(app)
    with Project.open(asked) as project:
        assert all(coding.exposure == "unaided" for coding in project.codings.of(WHO))


@pytest.mark.parametrize(("act", "decided"), [("accept", "accepted"), ("reject", "rejected")])
def test_one_press_decides_a_suggestion_and_one_takes_it_back(
    act: str, decided: str, asked: Path, open_app: Callable[..., AppTest]
):
    app = open_app("verify", asked)
    until_shown(app, asked)
    press(app, act)
    assert not app.exception
    with Project.open(asked) as project:
        assert project.suggestions.decided(WHO)[decided] == 1
        origins = [coding.origin for coding in project.codings.of(WHO)]
        assert origins == (["accepted"] if act == "accept" else [])
    app.button(key="verify_undo").click().run()
    with Project.open(asked) as project:
        assert not project.suggestions.decided(WHO).get(decided)
        assert project.codings.of(WHO) == ()
    assert tr("app.verify.suggested") in shown(app)


def test_a_suggestion_can_be_changed_into_another_code(
    asked: Path, open_app: Callable[..., AppTest]
):
    app = open_app("verify", asked)
    suggested = until_shown(app, asked)
    press(app, "changing")
    with Project.open(asked) as project:
        other = next(it.id for it in project.codebook.current().codes if it.id not in suggested)
    press(app, "code", other)
    assert not app.exception
    with Project.open(asked) as project:
        (changed,) = project.codings.of(WHO)
        assert (changed.origin, changed.code) == ("changed", other)


def test_what_was_answered_stays_beside_what_was_added_after_the_reveal(
    asked: Path, open_app: Callable[..., AppTest]
):
    app = open_app("verify", asked)
    suggested = until_shown(app, asked)
    with Project.open(asked) as project:
        other = next(it.id for it in project.codebook.current().codes if it.id not in suggested)
    press(app, "code", other)
    press(app, "done")
    assert not app.exception
    with Project.open(asked) as project:
        assert project.suggestions.decided(WHO)["added"] == 1
        (coding,) = project.codings.of(WHO)
        assert coding.code == other


def test_a_code_that_is_pressed_twice_is_not_given(asked: Path, open_app: Callable[..., AppTest]):
    app = open_app("verify", asked)
    with Project.open(asked) as project:
        code = project.codebook.current().codes[0].id
    assert button(app, "done").label == tr("app.verify.none")
    press(app, "code", code)
    assert button(app, "done").label == tr("app.verify.ready")
    press(app, "code", code)
    press(app, "done")
    with Project.open(asked) as project:
        assert project.codings.of(WHO) == ()
        assert len(project.codings.readings(WHO)) == 1


def test_a_skipped_card_is_no_reading(asked: Path, open_app: Callable[..., AppTest]):
    app = open_app("verify", asked)
    press(app, "skip")
    with Project.open(asked) as project:
        assert project.codings.readings(WHO) == ()
        assert project.suggestions.decided(WHO)["skipped"] == 1


def test_a_card_without_suggestions_leads_on_and_says_why_on_demand(
    asked: Path, open_app: Callable[..., AppTest]
):
    app = open_app("verify", asked)
    answer(app, asked, suggested=False)
    assert tr(NOTHING) in shown(app)
    assert tr("app.verify.suggested") not in shown(app)
    press(app, "why_not")
    assert [it.value for it in app.text if it.value.endswith("。")]
    assert not app.exception


def test_reasons_call_a_score_what_it_is(asked: Path, open_app: Callable[..., AppTest]):
    app = open_app("verify", asked)
    until_shown(app, asked)
    assert "相似度" not in shown(app)
    press(app, "why")
    assert not app.exception
    assert "不是概率" in shown(app)


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_mode_says_what_it_is_in_both_languages(
    mode: str, language: str, asked: Path, open_app: Callable[..., AppTest]
):
    with Project.open(asked) as project:
        project.suggestions.set_mode(mode)
    app = open_app("verify", asked, language)
    assert not app.exception
    if mode == "never":
        assert tr("app.verify.never", language) in shown(app)
        assert not [it for it in app.button if str(it.key).startswith("verify")]
    else:
        assert tr(f"app.mode.{mode}_means", language) in shown(app)


def test_a_mode_is_chosen_for_the_project_and_never_can_be_taken_back(
    asked: Path, open_app: Callable[..., AppTest]
):
    app = open_app("verify", asked)
    app.radio(key="mode_chosen_zh").set_value("never").run()
    assert tr("app.verify.never") in shown(app)
    turn_to(app, "overview")
    assert not app.exception
    app.radio(key="mode_chosen_zh").set_value("visible").run()
    with Project.open(asked) as project:
        assert project.suggestions.mode() == "visible"


def test_what_is_shown_on_request_is_shown_after_a_press(
    asked: Path, open_app: Callable[..., AppTest]
):
    with Project.open(asked) as project:
        project.suggestions.set_mode("on_request")
    app = open_app("verify", asked)
    assert tr("app.verify.suggested") not in shown(app)
    press(app, "look")
    told = shown(app)
    assert (tr("app.verify.suggested") in told) != (tr("app.verify.nothing_here") in told)


@pytest.mark.parametrize("view", ["quality", "blind", "anchoring"])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_view_runs_before_anything_was_read(
    view: str, language: str, asked: Path, open_app: Callable[..., AppTest]
):
    app = open_app("verify", asked, language)
    app.segmented_control(key="verify_view").set_value(view).run()
    assert not app.exception
    assert not app.error
    assert tr(f"app.{view}.help", language) in [it.value for it in app.caption]


def test_the_blind_sample_leads_to_what_is_left_to_read_and_can_be_topped_up(
    asked: Path, open_app: Callable[..., AppTest]
):
    app = open_app("verify", asked)
    app.segmented_control(key="verify_view").set_value("blind").run()
    with Project.open(asked) as project:
        before = project.sample.status(WHO)
    app.button(key="blind_top_up").click().run()
    assert not app.exception
    with Project.open(asked) as project:
        assert project.sample.status(WHO).blind > before.blind
    app.button(key="blind_go").click().run()
    assert not app.exception
    assert app.title[0].value == tr("app.code.title")


def test_a_change_of_meaning_is_said_on_the_cards_and_at_the_start(
    asked: Path, open_app: Callable[..., AppTest]
):
    with Project.open(asked) as project:
        for code in project.codebook.current().codes:
            project.codebook.edit_code(replace(code, definition={"zh": "现在指别的事。"}))
        n = project.suggestions.stale(WHO)
    told = tr("app.verify.stale", n=sum(n.values()), codes=len(n))
    app = open_app("verify", asked)
    assert told in [it.value for it in app.warning]
    assert told in shown(turn_to(app, "overview"))


def test_a_coder_without_suggestions_is_led_to_the_one_who_has_some(
    asked: Path, open_app: Callable[..., AppTest]
):
    app = open_app("verify", asked, coder="乙")
    with Project.open(asked) as project:
        n = project.suggestions.waiting()[WHO]
    assert tr("app.verify.elsewhere", coder=WHO, n=n) in shown(app)
    app.button(key=f"verify_as_{WHO}").click().run()
    assert app.session_state[state.CODER] == WHO
    assert button(app, "done")


@pytest.mark.parametrize("page", ["code", "verify"])
def test_where_every_round_is_closed_the_page_leads_to_a_new_one(
    page: str, hints: Path, open_app: Callable[..., AppTest]
):
    with Project.open(hints) as project:
        project.suggestions.run("甲")
        project.rounds.ensure()
        project.rounds.close()
    app = open_app(page, hints)
    assert not app.error
    app.button(key=f"{page}_next_round").click().run()
    assert not app.error
    with Project.open(hints) as project:
        assert project.rounds.current().name == "R2"


@pytest.mark.parametrize("page", PAGES)
def test_every_page_runs_in_a_project_that_uses_no_suggestions(
    page: str, asked: Path, open_app: Callable[..., AppTest]
):
    with Project.open(asked) as project:
        project.suggestions.set_mode("never")
    app = open_app(page, asked)
    assert not app.exception
    assert not app.error


def test_codes_without_a_key_are_found_in_one_box_and_stand_as_buttons_once_chosen(
    asked: Path, open_app: Callable[..., AppTest]
):
    with Project.open(asked) as project:
        for n in range(8):
            last = project.codebook.add_code(f"后加的{n}")
    app = open_app("verify", asked)
    assert not [it for it in app.button if str(it.key).endswith(last.id)]
    chosen = next(it for it in app.selectbox if str(it.key).startswith("verify_rest_"))
    assert chosen.label == tr("app.verify.rest")
    chosen.select(last.label()).run()
    assert button(app, "code", last.id).icon
    press(app, "code", last.id)
    assert not [it for it in app.button if str(it.key).endswith(last.id)]
