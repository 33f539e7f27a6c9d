"""What every command does alike: -h, QUALCODE_PROJECT, and a pipe that is closed."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
import typer
from conftest import REPO
from typer.testing import CliRunner

from qualcode.cli import app

if TYPE_CHECKING:
    from collections.abc import Iterator

COMMAND = typer.main.get_command(app)


def leaves(command: object = COMMAND, path: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    inner = getattr(command, "commands", None)
    if inner is None:
        yield path
    else:
        for name, each in inner.items():
            yield from leaves(each, (*path, name))


@pytest.mark.parametrize("path", list(leaves()), ids=" ".join)
def test_every_command_explains_itself_and_takes_the_project_of_the_environment(
    path: tuple[str, ...],
):
    found = CliRunner().invoke(app, [*path, "-h"])
    assert found.exit_code == 0
    assert "Usage" in found.output
    command = COMMAND
    for name in path:
        command = command.commands[name]
    options = [it for it in command.params if "--project" in it.opts]
    if path != ("demo",):  # it makes a study of its own
        assert all(it.envvar == "QUALCODE_PROJECT" for it in options)


def test_a_closed_pipe_is_no_error():
    reading, writing = os.pipe()
    os.close(reading)
    command = [sys.executable, "-m", "qualcode", "--help"]
    try:
        done = subprocess.run(
            command, stdout=writing, stderr=subprocess.PIPE, cwd=REPO, check=False
        )
    finally:
        os.close(writing)
    assert (done.returncode, done.stderr) == (0, b"")
