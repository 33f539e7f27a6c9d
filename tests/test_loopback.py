"""The server is for this machine alone: no other address, no foreign page, no forged name."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from typing import TYPE_CHECKING
from urllib.request import urlopen

import pytest
from conftest import REPO
from streamlit.web.server.starlette import starlette_server
from typer.testing import CliRunner

from qualcode.app.server import launch
from qualcode.cli import app as command
from qualcode.errors import InputError
from qualcode.i18n import tr

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from streamlit.testing.v1 import AppTest

pytest_plugins = ("app_material",)

ELSEWHERE = ["0.0.0.0", "", "192.168.1.7", "::", "10.0.0.1", "example.org", "localhost.example.org"]


@pytest.mark.parametrize("address", ["127.0.0.1", "localhost", "::1", "[::1]", "127.1.2.3"])
def test_this_machine_has_several_names(address: str):
    assert launch.loopback(address)


@pytest.mark.parametrize("address", [*ELSEWHERE, None])
def test_every_other_address_is_elsewhere(address: str | None):
    assert not launch.loopback(address)


def test_the_server_sends_what_it_has_at_once():
    """A connection that the server has taken holds nothing back for the next packet."""
    launch.send_at_once()
    launch.send_at_once()
    with (
        starlette_server._bind_socket("127.0.0.1", 0, 5) as listening,
        socket.create_connection(listening.getsockname()) as browser,
    ):
        listening.setblocking(True)
        taken, _ = listening.accept()
        with taken:
            assert taken.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)
            assert taken.getpeername() == browser.getsockname()


@pytest.mark.parametrize("host", ELSEWHERE)
def test_the_command_refuses_another_address_in_one_sentence(host: str):
    with pytest.raises(InputError, match="this machine only") as refused:
        launch.launch(None, 0, True, host)
    assert "\n" not in str(refused.value)
    done = CliRunner().invoke(command, ["app", "--host", host, "--headless"])
    assert done.exit_code != 0


def test_the_command_refuses_an_environment_that_says_otherwise(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv(launch.ADDRESS_VARIABLE, "0.0.0.0")
    with pytest.raises(InputError, match=launch.ADDRESS_VARIABLE):
        launch.launch(None, 0, True)


def test_the_command_refuses_a_configuration_that_says_otherwise(tmp_path: Path):
    (tmp_path / ".streamlit").mkdir()
    (tmp_path / ".streamlit" / "config.toml").write_text('[server]\naddress = "0.0.0.0"\n')
    done = subprocess.run(
        [sys.executable, "-m", "qualcode", "app", "--headless"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(REPO)},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode != 0
    assert "config.toml" in done.stderr.replace("\n", " ")
    assert "Traceback" not in done.stderr


def test_a_server_that_was_started_elsewhere_shows_nothing_of_a_study(
    small: Path, open_app: Callable[..., AppTest]
):
    from streamlit import config

    app = open_app("code", small)
    assert not app.error
    before = config.get_option("server.address")
    config.set_option("server.address", "0.0.0.0")
    try:
        app.run()
    finally:
        config.set_option("server.address", before)
    assert [it.value.replace("\\", "") for it in app.error] == [
        tr("app.elsewhere", "zh", address="0.0.0.0")
    ]
    assert not app.get("bidi_component")
    assert not app.selectbox


@pytest.fixture(scope="module")
def port(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    """Serve the app as `qualcode app` does, in a folder without a study."""
    home = tmp_path_factory.mktemp("loopback")
    with socket.socket() as free:
        free.bind((launch.HOST, 0))
        number = int(free.getsockname()[1])
    environment = {**os.environ, "XDG_CONFIG_HOME": str(home), "PYTHONPATH": str(REPO)}
    with (home / "log").open("wb") as log:
        server = subprocess.Popen(
            [sys.executable, "-m", "qualcode", "app", "--headless", "--port", str(number)],
            cwd=home,
            env=environment,
            stdout=log,
            stderr=log,
        )
    try:
        _wait(number, server)
        yield number
    finally:
        server.terminate()
        server.wait(timeout=30)


def _wait(port: int, server: subprocess.Popen[bytes]) -> None:
    while server.poll() is None:
        try:
            with urlopen(f"http://{launch.HOST}:{port}/_stcore/health", timeout=5):
                return
        except OSError:
            continue
    raise AssertionError("the server ended")


def shaken(port: int, **headers: str) -> int:
    """Ask for the app's socket as a browser does, and return the status of the answer."""
    said = {
        "Host": f"localhost:{port}",
        "Upgrade": "websocket",
        "Connection": "Upgrade",
        "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==",
        "Sec-WebSocket-Version": "13",
        **headers,
    }
    lines = [f"{name}: {value}\r\n" for name, value in said.items()]
    with socket.create_connection((launch.HOST, port), timeout=30) as wire:
        wire.sendall(("GET /_stcore/stream HTTP/1.1\r\n" + "".join(lines) + "\r\n").encode())
        return int(wire.recv(64).split()[1])


def test_the_apps_own_page_may_open_the_socket(port: int):
    assert shaken(port, Origin=f"http://localhost:{port}") == 101
    assert shaken(port, Host=f"127.0.0.1:{port}", Origin=f"http://127.0.0.1:{port}") == 101


@pytest.mark.parametrize(
    "origin", ["http://evil.example", "https://localhost.evil.example", "null", "file://"]
)
def test_a_foreign_page_may_not(port: int, origin: str):
    assert shaken(port, Origin=origin) == 403


@pytest.mark.parametrize("host", ["evil.example", "192.168.1.7"])
def test_a_forged_name_of_this_machine_is_refused(port: int, host: str):
    """A name that its owner points at this machine must not open the app to the owner's page."""
    assert shaken(port, Host=f"{host}:{port}", Origin=f"http://{host}:{port}") == 403


def test_nobody_beyond_this_machine_can_connect(port: int):
    """The server listens on the loopback interface only, not on the one of the network."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))  # sends nothing: it only chooses an interface
        except OSError:
            pytest.skip("this machine has no network interface")
        address = probe.getsockname()[0]
    if launch.loopback(address):
        pytest.skip("this machine has no network interface")
    with pytest.raises(OSError):  # noqa: PT011 - refused or unreachable, as the system says it
        socket.create_connection((address, port), timeout=5).close()
