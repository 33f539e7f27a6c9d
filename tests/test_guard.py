"""The app is closed to the outside, however it is started and whatever a person's settings say."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
from typing import TYPE_CHECKING
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest
from conftest import REPO

from qualcode.app.server import guard, launch
from qualcode.i18n import tr

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from http.client import HTTPMessage
    from pathlib import Path

    from streamlit.testing.v1 import AppTest

pytest_plugins = ("app_material",)

OWN_SETTINGS = """
[server]
enableAgentApi = true
enableStaticServing = true
enableXsrfProtection = false
enableCORS = false
enableExpensiveMemoryStats = true
[client]
showErrorDetails = "full"
allowedOrigins = ["https://elsewhere.example"]
[browser]
gatherUsageStats = true
"""
STARTS = {
    "command": ["-m", "qualcode", "app", "--headless", "--port"],
    "streamlit": ["-m", "streamlit", "run", str(REPO / "app.py"), "--server.port"],
}


def test_every_setting_of_the_installed_streamlit_has_been_judged():
    """A new version may bring a new door; somebody must say whether it stays shut."""
    from streamlit.config import _config_options_template as known

    groups = ("server.", "runner.", "client.", "browser.", "global.", "logger.")
    listed = {name for name in known if name.startswith(groups)}
    assert listed - guard.PINNED.keys() - guard.LEFT.keys() == set()
    assert guard.PINNED.keys() & guard.LEFT.keys() == set()


def test_every_pinned_setting_exists():
    from streamlit.config import _config_options_template as known

    assert guard.PINNED.keys() - known.keys() == set()


@pytest.fixture(scope="module", params=STARTS)
def address(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """Start the app in the home of a person whose own settings open every door."""
    home = tmp_path_factory.mktemp("home")
    (home / ".streamlit").mkdir()
    (home / ".streamlit" / "config.toml").write_text(OWN_SETTINGS, encoding="utf-8")
    with socket.socket() as free:
        free.bind((launch.HOST, 0))
        port = free.getsockname()[1]
    environment = {
        **os.environ,
        "HOME": str(home),
        "USERPROFILE": str(home),
        "XDG_CONFIG_HOME": str(home),
        "PYTHONPATH": str(REPO),
        "STREAMLIT_SERVER_ENABLE_AGENT_API": "true",
        "STREAMLIT_SERVER_HEADLESS": "true",
    }
    environment.pop(launch.PROJECT_VARIABLE, None)
    with (home / "log").open("wb") as log:
        server = subprocess.Popen(
            [sys.executable, *STARTS[request.param], str(port)],
            cwd=home,
            env=environment,
            stdout=log,
            stderr=log,
        )
    try:
        found = f"http://{launch.HOST}:{port}"
        while server.poll() is None:
            try:
                asked(f"{found}/_stcore/health")
                break
            except OSError:
                continue
        assert server.poll() is None, (home / "log").read_text(encoding="utf-8")
        yield found
    finally:
        server.terminate()
        server.wait(timeout=30)


def asked(url: str, method: str = "GET") -> tuple[int, HTTPMessage, bytes]:
    request = Request(url, method=method)
    try:
        with urlopen(request, timeout=30) as answer:
            return answer.status, answer.headers, answer.read()
    except HTTPError as error:
        return error.code, error.headers, error.read()


PLACES = [
    "",
    "code",
    "_stcore/health",
    "_stcore/host-config",
    "_stcore/metrics",
    "_stcore/agent/openapi.json",
    "static/js/none.js",
    "media/none.png",
    "..%2f..%2fetc",
]


@pytest.mark.parametrize("place", PLACES)
def test_every_answer_forbids_what_is_elsewhere(address: str, place: str):
    """Also a refusal carries the header: a page of errors is a page."""
    for method in ("GET", "POST"):
        _, headers, _ = asked(f"{address}/{place}", method)
        assert headers["Content-Security-Policy"] == guard.policy()
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Referrer-Policy"] == "no-referrer"


def test_the_policy_names_this_server_alone():
    rules = dict(it.split(" ", 1) for it in guard.policy().split("; "))
    assert rules["default-src"] == rules["frame-src"] == rules["frame-ancestors"] == "'none'"
    for closed in ("img-src", "font-src", "connect-src", "script-src", "style-src", "media-src"):
        assert "'self'" in rules[closed]
        assert "*" not in rules[closed]
        assert "http" not in rules[closed]
    assert "'unsafe-inline'" not in rules["script-src"]
    assert "'unsafe-eval'" not in rules["script-src"]


def test_no_program_reads_or_drives_the_app(address: str):
    """Streamlit has an interface for programs; a person's settings do not open it."""
    _, _, described = asked(f"{address}/_stcore/agent/openapi.json")
    assert "switched off" in json.loads(described)["info"]["description"]
    status, _, _ = asked(f"{address}/_stcore/agent/sessions", "POST")
    assert status >= 400


def test_no_other_page_may_speak_to_the_app_in_its_frame(address: str):
    _, _, said = asked(f"{address}/_stcore/host-config")
    assert json.loads(said)["allowedOrigins"] == []


def test_a_page_that_nothing_guards_shows_nothing(
    small: Path, open_app: Callable[..., AppTest], monkeypatch: pytest.MonkeyPatch
):
    """Streamlit can be pointed at the script itself, past the entry and its header."""
    app = open_app("code", small)
    monkeypatch.setattr(guard, "stands", lambda: False)
    app.run()
    assert [it.value for it in app.error] == [tr("app.unguarded")]
    assert not app.get("bidi_component")
    assert not app.selectbox


def test_only_the_entry_guards():
    """A process that never came through the entry has no header to rely on."""
    code = "import sys; from qualcode.app.server import guard; sys.exit(guard.stands())"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=REPO, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
