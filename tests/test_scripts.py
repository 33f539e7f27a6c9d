"""The browser's modules by themselves: positions, what waits, what is foreseen."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest
from message_types import typedefs

HERE = Path(__file__).parent / "js"
ASSETS = Path(__file__).parents[1] / "qualcode" / "app" / "coder" / "assets"
OLDEST = (20, 19)
"""The first that takes a file with `import` in it for a module without being told."""


def _node() -> str:
    """Return where Node is, or skip: it is needed for this test alone, never to run the app."""
    found = shutil.which("node")
    if found is None:
        pytest.skip("the browser's modules are tested with Node, which is not here")
    version = subprocess.run([found, "--version"], capture_output=True, text=True, check=True)
    major, minor, *_ = version.stdout.strip().lstrip("v").split(".")
    if (int(major), int(minor)) < OLDEST:
        pytest.skip("the browser's modules are tested with Node 20.19 or newer")
    return found


def test_the_browsers_modules_keep_their_rules():
    files = sorted(str(it) for it in HERE.glob("*.test.mjs"))
    ran = subprocess.run(
        [_node(), "--test", *files],
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert "# fail 0" in ran.stdout


MODULES = sorted(ASSETS.parents[1].rglob("*.js"))


@pytest.mark.parametrize("path", MODULES, ids=lambda it: it.stem)
def test_every_module_is_checked_for_its_types(path: Path):
    assert path.read_text(encoding="utf-8").partition("\n")[0] == "// @ts-check"


@pytest.mark.parametrize("name", ["state", "outbox", "transcript", "shapes"])
def test_what_the_desk_is_made_of_is_tested_by_itself(name: str):
    assert (HERE / f"{name}.test.mjs").is_file()


def test_what_the_browser_sends_is_typed_as_the_server_declares_it():
    lines = (ASSETS / "messages.js").read_text(encoding="utf-8").splitlines()
    assert [it for it in lines if "@typedef" in it][: len(typedefs())] == typedefs()


def test_the_browsers_modules_agree_with_their_types():
    """`make check` sets the checker up where npm is there; without it this is left out."""
    checker = ASSETS.parents[3] / ".venv/node/node_modules/typescript/bin/tsc"
    if not checker.is_file():
        pytest.skip("the browser's modules are checked with TypeScript, which is not here")
    for name in ("tsconfig.json", "tsconfig.strict.json"):
        ran = subprocess.run(
            [_node(), str(checker), "--project", str(HERE / name)],
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=300,
            check=False,
        )
        assert ran.returncode == 0, ran.stdout
