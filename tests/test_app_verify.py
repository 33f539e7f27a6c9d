"""The Verify page: suggestions are asked for, decided one by one, and taken back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from app_material import shown

from qualcode import Project
from qualcode.app import state
from qualcode.i18n import tr

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from streamlit.testing.v1 import AppTest

pytest_plugins = ("app_material",)


def test_suggestions_are_off_until_asked_for_and_the_sample_is_said_in_one_sentence(
    small: Path, open_app: Callable[..., AppTest]
):
    app = open_app("verify", small)
    assert "约 15% 的发言不给建议，照常编码，用来检验机器" in shown(app)
    with Project.open(small) as project:
        assert not project.suggestions.enabled()
    app.button(key="verify_ask").click().run()
    assert not app.exception
    with Project.open(small) as project:
        assert project.suggestions.enabled()


def test_what_a_person_accepts_becomes_their_coding_and_can_be_undone(
    hints: Path, open_app: Callable[..., AppTest]
):
    app = open_app("verify", hints)
    app.button(key="verify_ask").click().run()
    app.button(key="verify_accept").click().run()
    assert not app.exception
    with Project.open(hints) as project:
        (accepted,) = project.codings.of("甲")
        assert accepted.origin == "accepted"
    app.button(key="verify_undo").click().run()
    with Project.open(hints) as project:
        assert project.codings.of("甲") == ()


def test_a_suggestion_can_be_changed_into_another_code(
    hints: Path, open_app: Callable[..., AppTest]
):
    app = open_app("verify", hints)
    app.button(key="verify_ask").click().run()
    other = next(it for it in app.button if str(it.key).startswith("verify_change_"))
    other.click().run()
    assert not app.exception
    with Project.open(hints) as project:
        (changed,) = project.codings.of("甲")
        assert changed.origin == "changed"
        assert changed.code == str(other.key).removeprefix("verify_change_")


def test_a_skip_is_not_a_reading_and_a_rejection_is(hints: Path, open_app: Callable[..., AppTest]):
    app = open_app("verify", hints)
    app.button(key="verify_ask").click().run()
    app.button(key="verify_skip").click().run()
    with Project.open(hints) as project:
        assert project.codings.readings("甲") == ()
    app.button(key="verify_reject").click().run()
    with Project.open(hints) as project:
        assert len(project.codings.readings("甲")) == 1
        assert project.codings.of("甲") == ()


def test_a_coder_without_suggestions_is_led_to_the_one_who_has_some(
    full: Path, open_app: Callable[..., AppTest]
):
    app = open_app("verify", full, coder="A")
    with Project.open(full) as project:
        ((coder, n),) = project.suggestions.waiting().items()
    assert tr("app.verify.elsewhere", coder=coder, n=n) in shown(app)
    app.button(key=f"verify_as_{coder}").click().run()
    assert app.session_state[state.CODER] == coder
    assert app.button(key="verify_accept")


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
