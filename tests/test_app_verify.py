"""The Verify page: cards in every mode, asking in the background, and what can be undone."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from app_material import shown, sitting, turn_to
from verify_material import WHO, told

from qualcode import Project
from qualcode.app.menu import PAGES
from qualcode.app.verify import refit
from qualcode.i18n import tr
from qualcode.model import MODES
from qualcode.store import FILE_NAME

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from streamlit.testing.v1 import AppTest

pytest_plugins = ("app_material", "verify_material")


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


@pytest.mark.parametrize("mode", ["code_first", "visible", "on_request"])
def test_what_is_told_of_a_card_holds_no_more_of_the_machine_than_may_be_seen(
    mode: str, asked: Path, open_app: Callable[..., AppTest]
):
    with Project.open(asked) as project:
        project.suggestions.set_mode(mode)
    app = open_app("verify", asked)
    card, ahead = told(app)["card"], told(app)["ahead"]
    assert (card["mode"], card["answered"]) == (mode, False)
    assert len(ahead) == 2
    for each in [*ahead, *([] if mode == "visible" else [card])]:
        assert each["suggestions"] == []
        assert not each["revealed"]
    with closing(sqlite3.connect(asked / FILE_NAME)) as file:
        (recorded,) = file.execute("select count(*) from shown").fetchone()
    assert recorded == len(card["suggestions"])
    with Project.open(asked) as project:
        assert card["pick"] == project.suggestions.next(WHO).pick


def test_the_words_of_a_card_are_those_of_the_transcript(
    asked: Path, open_app: Callable[..., AppTest]
):
    app = open_app("verify", asked)
    with Project.open(asked) as project:
        text = project.transcripts.get("多问.txt").text
        unit = project.suggestions.next(WHO).unit
    card = told(app)["card"]
    assert "".join(words for words, _ in card["pieces"]) in text
    assert [it for it, mark in card["pieces"] if mark == "plain"] == [text[unit.start : unit.end]]


def test_every_code_is_told_with_its_key(asked: Path, open_app: Callable[..., AppTest]):
    app = open_app("verify", asked)
    with Project.open(asked) as project:
        listed = project.codebook.current().codes
    codes = told(app)["codes"]
    assert [(it["id"], it["label"]) for it in codes] == [(it.id, it.label()) for it in listed]
    assert [it["key"] for it in codes] == list("1234567")


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
    assert sitting(app).coder == WHO
    assert told(app)["card"]


@pytest.mark.parametrize("page", ["code", "verify"])
def test_where_every_round_is_closed_the_page_leads_to_a_new_one(
    page: str, hints: Path, open_app: Callable[..., AppTest]
):
    with Project.open(hints) as project:
        project.suggestions.run("甲")
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
