"""The wheel alone shows the app: what an install brings, without the repository beside it.

The wheel is built from this checkout and unpacked into an empty folder, which is first on the
path of a server that runs in another empty folder; its dependencies are those of this
environment. That proves that each file of the package is in the wheel, that the desk's modules,
styles and catalogues are found in it, and that a sentence can be coded with nothing else there. It
does not prove that the listed dependencies are enough: this environment has more.
"""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import zipfile
from typing import TYPE_CHECKING

import pytest
from browser_material import NEEDS_CHROMIUM, _wait_for, expect, saved, settled
from conftest import REPO

from qualcode import Project

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright import sync_api

pytest_plugins = ("browser_material",)

pytest.importorskip("hatchling", reason="hatchling builds the wheel; pip install 'qualcode[dev]'")

NOT_IN_IT = {"__pycache__"}


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("dist")
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(out)]
    done = subprocess.run(build, cwd=REPO, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    (made,) = out.glob("*.whl")
    return made


@pytest.fixture(scope="module")
def alone(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Return the environment of a process that finds qualcode in the unpacked wheel only."""
    unpacked = tmp_path_factory.mktemp("unpacked")
    with zipfile.ZipFile(wheel) as packed:
        packed.extractall(unpacked)
    kept = {name: it for name, it in os.environ.items() if name != "QUALCODE_PROJECT"}
    home = str(tmp_path_factory.mktemp("home"))
    return {**kept, "PYTHONPATH": str(unpacked), "XDG_CONFIG_HOME": home, "HOME": home}


@pytest.fixture(scope="module")
def nowhere(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return an empty folder to run in."""
    return tmp_path_factory.mktemp("nowhere")


def test_every_file_of_the_package_is_in_the_wheel(wheel: Path):
    there = set(zipfile.ZipFile(wheel).namelist())
    package = REPO / "qualcode"
    wanted = {
        path.relative_to(REPO).as_posix()
        for path in package.rglob("*")
        if path.is_file() and not NOT_IN_IT & set(path.parts)
    }
    assert wanted <= there
    assert {"qualcode/study/codebooks/community_governance.yaml"} <= there


def test_the_wheel_is_what_runs(alone: dict[str, str], nowhere: Path):
    """The editable install of this environment stands behind it on the path."""
    asked = [sys.executable, "-c", "import qualcode; print(qualcode.__file__)"]
    told = subprocess.run(
        asked, cwd=nowhere, env=alone, capture_output=True, text=True, check=True
    ).stdout
    assert told.startswith(alone["PYTHONPATH"])


@pytest.fixture
def app(alone: dict[str, str], nowhere: Path, study: Path) -> Iterator[str]:
    """Run ``qualcode app`` of the wheel on a study, and give its address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "qualcode", "app", "--headless", "--port", str(port)]
    with (nowhere / "log").open("wb") as log:
        server = subprocess.Popen(
            [*command, "--project", str(study)], cwd=nowhere, env=alone, stdout=log, stderr=log
        )
    try:
        _wait_for(f"http://127.0.0.1:{port}/_stcore/health", server)
        yield f"http://localhost:{port}"
    finally:
        server.terminate()
        server.wait(timeout=30)


@NEEDS_CHROMIUM
def test_the_wheel_alone_shows_the_desk_and_stores_a_coding(
    browser: sync_api.Browser, app: str, study: Path
):
    context = browser.new_context(locale="zh-CN", viewport={"width": 1280, "height": 720})
    tab = context.new_page()
    answers: list[sync_api.Response] = []
    tab.on("response", lambda it: answers.append(it))  # noqa: PLW0108 - it is marked
    tab.goto(f"{app}/code")
    # a server that just started reads its libraries for the first time
    tab.locator(".qc-s", has_text="后来网格长").click(timeout=90_000)
    settled(tab)
    tab.keyboard.press("1")
    saved(tab)
    expect(tab.locator(".qc-chip").first).to_be_visible()
    context.close()
    modules = [it for it in answers if "qualcode.desk" in it.url]
    assert modules
    assert all(it.ok for it in modules)
    with Project.open(study) as project:
        assert len(project.codings.of("甲")) == 1
