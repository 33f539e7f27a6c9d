"""The desk's page: one row of choices, others' work only where allowed, text sent once."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from app_material import TEXT, box, change_coder, components, turn_to, window

from qualcode import Project
from qualcode.app.window.session import OTHERS
from qualcode.i18n import LANGUAGES, tr

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from streamlit.testing.v1 import AppTest

pytest_plugins = ("app_material",)


@pytest.fixture
def two(small: Path) -> Path:
    """A study that two people have coded, in an open independent round."""
    with Project.open(small) as project:
        project.coders.add("李雷")
        code = project.codebook.current().codes[0].id
        project.codings.add("王敏", "书记", 19, 26, code)
        project.codings.add("李雷", "书记", 26, 30, code)
    return small


def told(app: AppTest) -> dict[str, Any]:
    """Return what the desk was given in this run."""
    found: dict[str, Any] = json.loads(components(app)[0].proto.json)
    return found


def toggles(app: AppTest) -> list[str]:
    return [str(it.key) for it in app.toggle]


def test_the_desk_is_told_everything_once_and_the_turns_not_again(
    small: Path, open_app: Callable[..., AppTest]
):
    app = open_app("code", small, "en")
    first = told(app)
    assert "turns" in first["doc"]
    assert {"channel", "codes", "words", "state", "outlines", "others", "hits", "may"} <= set(first)
    assert first["state"]["codings"] == []
    assert first["may"]["new_code"] is True
    again = told(app.run())
    assert again["doc"] == {key: it for key, it in first["doc"].items() if key != "turns"}
    assert again["state"] == first["state"]


def test_nobody_sees_anothers_codings_in_an_open_independent_round(
    two: Path, open_app: Callable[..., AppTest]
):
    app = open_app("code", two, coder="王敏")
    assert OTHERS not in toggles(app)
    assert told(app)["others"] == []
    assert [(it["s"], it["e"]) for it in told(app)["state"]["codings"]] == [(19, 26)]
    app.session_state[OTHERS] = True
    assert told(app.run())["others"] == []


def test_in_a_closed_round_others_are_seen_when_they_are_asked_for(
    two: Path, open_app: Callable[..., AppTest]
):
    with Project.open(two) as project:
        project.rounds.close()
    app = open_app("code", two, coder="王敏")
    assert told(app)["others"] == []
    assert told(app)["state"]["closed"] is True
    assert told(app)["may"]["new_code"] is False
    app.toggle(key=OTHERS).set_value(True).run()
    (theirs,) = told(app)["others"]
    assert theirs["who"] == "李雷"
    assert [(it["s"], it["e"]) for it in theirs["codings"]] == [(26, 30)]
    assert "u" not in theirs["codings"][0]


def test_a_lone_coder_meets_no_switch_at_all(small: Path, open_app: Callable[..., AppTest]):
    assert toggles(open_app("code", small)) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_empty_codebook_says_how_to_begin(
    empty: Path, open_app: Callable[..., AppTest], language: str
):
    with Project.open(empty) as project:
        project.transcripts.ingest_bytes("书记.txt", TEXT.encode())
    app = open_app("code", empty, language)
    assert told(app)["codes"] == []
    assert told(app)["words"]["no_codes"] == tr("app.desk.no_codes", language)
    assert not app.exception


def test_what_a_search_found_is_marked_in_its_transcript_only(
    small: Path, open_app: Callable[..., AppTest]
):
    with Project.open(small) as project:
        project.transcripts.ingest_bytes("主任.txt", "主任：还有一篇。\n".encode())
    app = open_app("overview", small)
    study = window(app).study
    study.transcript, study.hits, study.place = "书记", [[19, 26]], 19
    turn_to(app, "code")
    assert told(app)["hits"] == [[19, 26]]
    assert told(app)["go"]["at"] == 19
    assert told(app.run())["hits"] == [[19, 26]]
    app.selectbox(key="code_transcript").set_value("主任").run()
    assert told(app)["hits"] == []


def test_another_coder_is_another_desk(two: Path, open_app: Callable[..., AppTest]):
    app = open_app("code", two, coder="王敏")
    first = told(app)
    change_coder(app, "李雷")
    other = told(app)
    assert other["channel"] != first["channel"]
    assert "turns" in other["doc"]
    assert [(it["s"], it["e"]) for it in other["state"]["codings"]] == [(26, 30)]


def test_an_earlier_round_is_only_to_be_read(two: Path, open_app: Callable[..., AppTest]):
    with Project.open(two) as project:
        project.rounds.close()
        project.rounds.open()
    app = open_app("code", two, coder="王敏")
    assert told(app)["state"]["round"] == "R2"
    assert told(app)["state"]["codings"] == []
    rounds = box(app, "code_round")
    rounds.select_index(1).run()
    assert told(app)["state"]["round"] == "R1"
    assert told(app)["state"]["closed"] is True
    app.button(key="code_go_on").click().run()
    assert told(app)["state"]["round"] == "R2"
