"""Overview: where the study stands and what comes next, with nothing of others' blind work."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from app_material import TEXT, shown, sitting, turn_to

from qualcode import Project
from qualcode.app.overview import steps
from qualcode.app.overview.steps import Facts
from qualcode.app.screen import words
from qualcode.app.window import state
from qualcode.i18n import LANGUAGES, catalogue, tr

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from streamlit.testing.v1 import AppTest

pytest_plugins = ("app_material",)


@pytest.mark.parametrize(
    ("known", "told"),
    [
        (Facts(0), ["transcripts"]),
        (Facts(3, one_sided=1), ["who_asks"]),
        (Facts(3, left=9), ["code"]),
        (Facts(3, codings=1, left=9), ["read_on"]),
        (Facts(3, codings=1, left=9, one_sided=1), ["read_on", "who_asks"]),
        (Facts(3, codings=1, left=9, suggestions=True), ["read_on", "verify"]),
        (Facts(3, codings=1, left=9, again=4), ["read_on"]),
        (Facts(3, codings=5, read=9, again=4), ["backcode"]),
        (Facts(3, codings=5, read=9), ["alone"]),
        (Facts(3, codings=5, read=9, coders=2), ["results"]),
        (Facts(3, codings=5, read=9, coders=2, open="R1", waiting=True), ["wait"]),
        (Facts(3, codings=5, read=9, coders=2, open="R1"), ["close"]),
        (Facts(3, codings=5, read=9, coders=2, closed="R1"), ["compare"]),
        (Facts(3, codings=5, left=4, coders=2, closed="R1", settling="R1"), ["adjudicate"]),
        (Facts(3, codings=5, read=9, coders=2, closed="R1", settled=True), ["results"]),
    ],
)
def test_the_next_step_follows_from_what_was_done(known: Facts, told: list[str]):
    assert [step.sentence for step in steps.following(known)] == told


def test_every_step_has_its_sentence_and_its_button_in_both_languages():
    for language in LANGUAGES:
        there = catalogue(language)
        for known in (Facts(0), Facts(1, left=1), Facts(1, read=1, coders=2, open="R1")):
            for step in steps.following(known):
                assert f"app.next.{step.sentence}" in there
                assert f"app.next.go_{step.page}" in there


def test_the_next_step_leads_where_it_is_taken(empty: Path, open_app: Callable[..., AppTest]):
    app = open_app("overview", empty)
    assert tr("app.next.transcripts") in shown(app)
    app.button(key="overview_next").click().run()
    assert [it.value for it in app.title] == [tr("app.transcripts.title")]


def test_who_asks_leads_to_the_table_of_speakers(empty: Path, open_app: Callable[..., AppTest]):
    with Project.open(empty) as project:
        project.transcripts.ingest_bytes(
            "一.txt", "小王：我来。\n老李：好。\n小王：就来。\n老李：好。\n".encode()
        )
    app = open_app("overview", empty)
    assert tr("app.next.who_asks", n=1) in shown(app)
    app.button(key="overview_next").click().run()
    assert app.segmented_control(key="transcripts_view").value == "people"


def test_a_study_is_begun_with_a_name_and_one_press(
    tmp_path: Path, open_app: Callable[..., AppTest], monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("HOME", str(tmp_path))
    app = open_app("overview")
    app.text_input(key="overview_new_coder").set_value("李雷")
    app.button(key="overview_new").click().run()
    assert not app.exception
    assert sitting(app).coder == "李雷"
    (made,) = tmp_path.glob("qualcode-*/project.qualcode")
    with Project.open(made) as project:
        assert [coder.name for coder in project.coders.list()] == ["李雷"]


def test_a_lone_coder_sees_no_table_of_coders(small: Path, open_app: Callable[..., AppTest]):
    app = open_app("overview", small)
    assert not app.dataframe
    assert tr("app.overview.hidden") not in shown(app)
    assert not [word for word in ("编码轮", "种子", "盲样", "封存") if word in shown(app)]


def test_each_coder_is_told_what_was_read_but_not_what_others_coded_blind(
    small: Path, open_app: Callable[..., AppTest]
):
    with Project.open(small) as project:
        project.coders.add("李雷")
        code = project.codebook.current().codes[0].id
        project.codings.read("李雷", "书记")
        project.codings.add("李雷", "书记", 19, 26, code)
        project.codings.add("王敏", "书记", 19, 26, code)
    rows = open_app("overview", small, coder="王敏").dataframe[0].value.to_dict("records")
    told = {
        row[tr("app.overview.coder")]: (
            row[tr("app.overview.turns_read")],
            row[tr("app.overview.their_codings")],
        )
        for row in rows
    }
    assert told == {"王敏": ("0 / 1", "1"), "李雷": ("1 / 1", "—")}


def test_a_closed_round_of_several_leads_to_the_comparison(
    full: Path, open_app: Callable[..., AppTest]
):
    app = open_app("overview", full)
    assert not app.exception
    with Project.open(full) as project:
        (closed,) = [it for it in project.rounds.list() if it.status == "closed"]
    assert tr("app.overview.agreed", round="R1", coders="A、B、C") in shown(app)
    app.button(key=f"overview_agreed_{closed.id}").click().run()
    assert [it.value for it in app.title] == [tr("app.compare.title")]


def test_what_the_machine_left_to_do_is_told_once_it_was_asked(
    full: Path, open_app: Callable[..., AppTest]
):
    app = open_app("overview", full, coder="C")
    with Project.open(full) as project:
        blind, verified = project.progress.blind("C"), project.progress.verified("C")
    assert verified > 0
    assert blind.turns > 0
    assert tr("app.overview.verified", n=verified) in shown(app)
    assert tr("app.overview.blind_read", done=blind.read, all=blind.turns) in shown(app)


def test_the_journal_is_written_changed_and_removed_by_its_author(
    small: Path, open_app: Callable[..., AppTest]
):
    app = open_app("overview", small)
    app.text_area(key="overview_memo_words").set_value("今天定了三个范畴")
    app.button(key="overview_memo_keep").click().run()
    assert "今天定了三个范畴" in shown(app)
    with Project.open(small) as project:
        (memo,) = project.memos.list("project")
    app.button(key=f"overview_memo_change_{memo.uuid}").click().run()
    app.text_area(key=f"overview_memo_text_{memo.uuid}").set_value("定了四个")
    app.button(key=f"overview_memo_save_{memo.uuid}").click().run()
    assert "定了四个" in shown(app)
    app.button(key=f"overview_memo_remove_{memo.uuid}").click().run()
    with Project.open(small) as project:
        assert project.memos.list("project") == ()


def test_another_coder_reads_the_journal_and_cannot_change_it(
    small: Path, open_app: Callable[..., AppTest]
):
    with Project.open(small) as project:
        project.coders.add("李雷")
        memo = project.memos.add("李雷", "project", "", "**粗体** 的想法")
    app = open_app("overview", small, coder="王敏")
    assert "**粗体** 的想法" in [it.value for it in app.text]
    assert f"overview_memo_change_{memo.uuid}" not in [it.key for it in app.button]


def test_what_was_done_is_told_by_day_without_numbers_of_blind_work(
    small: Path, open_app: Callable[..., AppTest]
):
    with Project.open(small) as project:
        project.coders.add("李雷")
        code = project.codebook.current().codes[0].id
        project.codings.add("李雷", "书记", 19, 26, code)
        project.codings.add("王敏", "书记", 19, 26, code)
    app = open_app("overview", small, coder="王敏")
    app.segmented_control(key="overview_diary").set_value("happened").run()
    told = [it.value for it in app.text]
    mine = tr("app.happened.coding")
    assert any(line.startswith("王敏") and mine in line for line in told)
    (theirs,) = [line for line in told if line.startswith("李雷")]
    assert tr("app.happened.work") in theirs
    assert not theirs.endswith(tr("app.happened.coding"))


def test_every_kind_of_event_has_its_words():
    from qualcode.gathering.events import KINDS, WORK

    for language in LANGUAGES:
        for kind in {*KINDS.values(), WORK}:
            assert tr(f"app.happened.{kind}", language)


@pytest.mark.parametrize(
    ("language", "day", "number"),
    [("zh", "2026年11月24日", "1,234"), ("en", "24 Nov 2026", "1,234")],
)
def test_dates_and_numbers_are_written_by_the_language(
    language: str, day: str, number: str, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(state, "language", lambda: language)
    assert words.day(date(2026, 11, 24)) == day
    assert words.number(1234) == number
    assert words.moment("2026-11-24T12:00:00+00:00").startswith(("2026", "24", "25"))


def test_the_backup_is_on_the_page(small: Path, open_app: Callable[..., AppTest]):
    app = turn_to(open_app("transcripts", small), "overview")
    assert tr("app.backup.title") in shown(app)


@pytest.mark.parametrize("page", ["overview", "transcripts"])
def test_a_study_without_a_coder_is_shown_too(
    page: str, tmp_path: Path, open_app: Callable[..., AppTest]
):
    with Project.create(tmp_path / "nobody") as project:
        project.transcripts.ingest_bytes("一.txt", TEXT.encode())
    app = open_app(page, tmp_path / "nobody")
    assert not app.exception
    assert not app.error
