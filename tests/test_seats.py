"""A window's seat says who codes in it: it outlives a reload, and never becomes another's."""

from __future__ import annotations

import json
import os
import stat
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from app_material import (
    change_coder,
    components,
    open_window,
    people,
    shown,
    sit_down,
    sitting,
    turn_to,
    window,
)
from desk_material import OTHER, WHO, coding
from streamlit.testing.v1 import AppTest

from qualcode import Project
from qualcode.app.coder import acts, events
from qualcode.app.server import guard, launch
from qualcode.app.window import recent, seating, seats, session, state
from qualcode.i18n import tr

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

pytest_plugins = ("app_material", "desk_material")


@pytest.fixture
def config(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    return tmp_path / "config" / "qualcode" / "seats"


@pytest.fixture
def pair(small: Path) -> Path:
    with Project.open(small) as project:
        project.coders.add("李雷")
    return small


# ---- what is kept on the disk ------------------------------------------------------------------


def test_a_seat_is_found_by_its_name_and_every_one_is_new(config: Path):
    first, second = (seats.take("/a/project.qualcode", "王敏") for _ in range(2))
    assert first != second
    assert seats.find(first) == seats.find(second) == seats.Seat("/a/project.qualcode", "王敏")
    assert {it.name for it in config.iterdir()} == {f"{first}.json", f"{second}.json"}


@pytest.mark.skipif(os.name == "nt", reason="this system has no modes")
def test_a_seat_is_its_owners_alone(config: Path):
    seats.take("/a", "王敏")
    (made,) = config.iterdir()
    assert stat.S_IMODE(made.stat().st_mode) == 0o600
    assert stat.S_IMODE(config.stat().st_mode) == 0o700


@pytest.mark.parametrize(
    "name",
    ["", "../recent", "a" * 31, "A" * 32, "a" * 33, "0" * 32, None, 7, ["0" * 32], "\0" * 32],
)
@pytest.mark.usefixtures("config")
def test_a_name_that_is_no_seats_is_found_nowhere(name: object):
    seats.take("/a", "王敏")
    assert seats.find(name) is None


def test_a_seat_whose_file_is_damaged_is_none(config: Path):
    name = seats.take("/a", "王敏")
    for damaged in ("", "{}", "[1]", '{"path": 3, "coder": "王敏"}', "\0"):
        (config / f"{name}.json").write_text(damaged)
        assert seats.find(name) is None


def test_the_seats_that_were_sat_on_last_are_kept(config: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(seats, "MOST", 3)
    taken = [seats.take("/a", f"{n}") for n in range(3)]
    for age, name in enumerate(reversed(taken)):
        os.utime(config / f"{name}.json", (1_000 - age, 1_000 - age))
    assert seats.find(taken[0])  # whoever sits there is not put out
    seats.take("/a", "新")
    assert [seats.find(name) is not None for name in taken] == [True, False, True]


@pytest.mark.usefixtures("config")
def test_processes_that_seat_people_at_once_lose_nobody():
    code = """
from qualcode.app.window import seats
for n in range(40):
    print(seats.take("/a", str(n)))
"""
    running = [
        subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True)
        for _ in range(2)
    ]
    named = [name for it in running for name in it.communicate()[0].split()]
    assert [it.returncode for it in running] == [0, 0]
    assert len(set(named)) == 80
    assert all(seats.find(name) for name in named)


def test_where_nothing_can_be_kept_a_seat_lasts_as_long_as_its_window(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    (tmp_path / "file").write_text("no folder")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "file"))
    assert seats.find(seats.take("/a", "王敏")) is None


# ---- who sits in a window ----------------------------------------------------------------------


@pytest.mark.usefixtures("config")
def test_nothing_of_a_study_is_drawn_before_the_browser_has_said_where_it_sits(
    pair: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv(launch.PROJECT_VARIABLE, str(pair))
    app = AppTest.from_file(str(guard.SCRIPT), default_timeout=120).run()
    assert not app.exception
    assert shown(app) == ""
    assert not components(app)
    assert not sitting(app).path


def test_a_new_window_of_a_study_of_several_is_asked_and_shows_nothing_of_it(
    pair: Path, open_app: Callable[..., AppTest]
):
    """As `qualcode app --project` opens it; the first of them was taken in silence once."""
    open_app("code", pair, coder="李雷")
    for page in ("overview", "code", "verify", "results"):
        app = turn_to(open_window().run(), page)
        assert not app.exception
        assert [it.value for it in app.title] == [tr("app.seat.title", "zh")]
        assert not components(app)
        assert not sitting(app).coder
        assert "书记" not in shown(app)


def test_the_only_coder_is_not_asked(small: Path, open_app: Callable[..., AppTest]):
    app = open_app("code", small)
    assert sitting(app).coder == "王敏"
    assert sitting(app).seat


def test_a_reload_stays_who_it_was_whoever_sat_down_elsewhere_since(
    pair: Path, open_app: Callable[..., AppTest]
):
    first = open_app("code", pair, coder="王敏")
    open_app("code", pair, coder="李雷")
    again = open_window(sitting(first).seat)
    again.query_params[state.ADDRESS] = first.query_params[state.ADDRESS]
    again.run()
    assert sitting(again).coder == "王敏"
    assert sitting(again).seat == sitting(first).seat


def test_neither_an_address_nor_the_list_of_studies_carries_a_coder(
    pair: Path, open_app: Callable[..., AppTest]
):
    open_app("code", pair, coder="李雷")
    (known,) = recent.projects()
    by_address = open_window()
    by_address.query_params[state.ADDRESS] = known.key
    by_list = open_app("overview")
    by_list.button(key=f"overview_recent_{known.key}").click()
    for app in (by_address, by_list):
        app.run()
        assert [it.value for it in app.title] == [
            tr("app.seat.title", window(app).language or "zh")
        ]
        assert not sitting(app).coder
        assert sitting(sit_down(app, pair, "王敏")).coder == "王敏"


def test_another_coder_gets_another_seat_and_a_duplicate_of_the_window_keeps_the_old_one(
    pair: Path, open_app: Callable[..., AppTest]
):
    app = open_app("code", pair, coder="王敏")
    old = sitting(app).seat
    twin = open_window(old).run()
    change_coder(app, "李雷")
    assert sitting(app).seat != old
    assert seats.find(old).coder == "王敏"
    assert sitting(twin.run()).coder == "王敏"
    assert sitting(open_window(old).run()).coder == "王敏"
    assert sitting(open_window(sitting(app).seat).run()).coder == "李雷"


@pytest.mark.parametrize(
    ("said", "knows"), [("q:new", True), ("q:old", False), ("q:", False), ("", False)]
)
def test_a_choice_counts_where_the_browser_has_heard_of_the_seat(said: str, knows: bool) -> None:
    """A page that is slow to be drawn sends its widgets as they stood before the coder changed."""
    assert seating.knows(said, "new") is knows


@pytest.mark.parametrize("gone", ["unknown", "coder"])
def test_a_seat_that_is_nobodys_is_asked_and_the_only_coder_taken(
    gone: str, small: Path, open_app: Callable[..., AppTest]
):
    path = sitting(open_app("code", small)).path
    name = "0" * 32 if gone == "unknown" else seats.take(path, "走了的人")
    assert sitting(open_window(name).run()).coder == "王敏"
    with Project.open(small) as project:
        project.coders.add("李雷")
    app = open_window(name).run()
    assert not sitting(app).coder
    assert [it.label for it in app.button if str(it.key).startswith("seat_")] == people(small)


def test_who_leaves_a_study_stands_up(pair: Path, open_app: Callable[..., AppTest]):
    app = open_app("overview", pair, coder="李雷")
    app.button(key="sidebar_leave").click().run()
    assert sitting(app).seat == ""
    assert not sitting(app).coder


def test_the_name_of_who_codes_goes_to_the_desk_with_the_seat(
    pair: Path, open_app: Callable[..., AppTest]
):
    app = open_app("code", pair, coder="李雷")
    data = json.loads(components(app)[0].proto.json)
    assert (data["who"], data["seat"]) == ("李雷", sitting(app).seat)


# ---- acts --------------------------------------------------------------------------------------


def test_an_act_from_another_seat_is_refused_and_stored_under_nobody(at_desk: Project):
    mine, theirs = "1" * 32, "2" * 32
    do = events.seated(acts.do, lambda seat, who: (seat, who) in {(mine, WHO), (theirs, OTHER)})
    for seat in (theirs, "", None, "3" * 32):
        act = coding("一开始没人来。", seat=seat)
        (answer,), _ = events.apply(at_desk, WHO, [act], {}, do=do)
        assert answer.reason == tr("error.refusal.seat", "en")
    assert not at_desk.codings.of(WHO)
    assert not at_desk.codings.of(OTHER)
    (answer,), _ = events.apply(at_desk, WHO, [coding("一开始没人来。", seat=mine)], {}, do=do)
    assert not answer.reason
    assert len(at_desk.codings.of(WHO)) == 1


def test_a_batch_is_of_the_coder_at_whose_desk_it_was_sent():
    channel = {"甲": "a", "乙": "b"}.__getitem__
    assert events.whose({"channel": "b"}, channel, ["甲", "乙"]) == "乙"
    for forged in ({"channel": "c"}, {"channel": None}, {}, None, [], "b"):
        assert events.whose(forged, channel, ["甲", "乙"]) == ""


# ---- runs that are given up --------------------------------------------------------------------


class GivenUp(BaseException):
    """What Streamlit raises at a look into the session where another run is wanted."""


class Looked(dict[str, object]):
    """A session whose n-th look is its last."""

    looks = 0
    last = 10**9

    def _look(self) -> None:
        self.looks += 1
        if self.looks > self.last:
            raise GivenUp

    def __getitem__(self, key: str) -> object:
        self._look()
        return super().__getitem__(key)

    def __setitem__(self, key: str, value: object) -> None:
        self._look()
        super().__setitem__(key, value)

    def __contains__(self, key: object) -> bool:
        self._look()
        return super().__contains__(key)

    def get(self, key: str, default: object = None) -> object:
        self._look()
        return super().get(key, default)

    def pop(self, key: str, default: object = None) -> object:  # type: ignore[override]
        self._look()
        return super().pop(key, default)


@pytest.mark.usefixtures("config")
def test_a_run_that_is_given_up_anywhere_loses_no_seat_and_mixes_none_up(
    pair: Path, monkeypatch: pytest.MonkeyPatch
):
    path = str((pair / "project.qualcode").resolve())
    kept = seats.take(path, "王敏")
    monkeypatch.setattr(state.st, "query_params", Looked())
    last, ended = 0, False
    while not ended:
        looked = Looked({session.SESSION: session.Session(told=kept, language="zh")})
        looked.last = last = last + 1
        monkeypatch.setattr(session.st, "session_state", looked)
        try:
            state.begin()
            state.code_as("李雷")
            ended = True
        except GivenUp:
            pass
        looked.last = 10**9
        state.begin()
        now = state.sitting()
        assert now.path == path
        assert seats.find(now.seat) == seats.Seat(path, now.coder), f"given up at look {last}"
    assert last > 5
    state.forget()
