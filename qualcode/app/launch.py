"""Start the app's server on this machine: what `qualcode app` does."""

from __future__ import annotations

import os
import sys
from pathlib import Path

PROJECT_VARIABLE = "QUALCODE_PROJECT"
"""The environment variable that names the project to open at the start."""

OPTIONS = {
    "server.address": "127.0.0.1",
    "browser.gatherUsageStats": "false",
    "client.toolbarMode": "minimal",
    "client.showErrorDetails": "none",
    "runner.postScriptGC": "false",
    "server.fileWatcherType": "none",
    "server.showEmailPrompt": "false",  # it would wait for an answer on a terminal
}
"""What must hold wherever the app is started from; the rest stands in the configuration file."""


def arguments(port: int | None, *, headless: bool) -> list[str]:
    """Return the words of the `streamlit run` command."""
    options = {**OPTIONS, "server.headless": str(headless).lower()}
    if port is not None:
        options["server.port"] = str(port)
    entry = Path(__file__).with_name("entry.py")
    return ["streamlit", "run", str(entry), *(f"--{name}={it}" for name, it in options.items())]


def launch(project: Path | None = None, port: int | None = None, headless: bool = False) -> None:
    """Run the server until it is stopped, with ``project`` open in every new window."""
    from streamlit.web import cli

    if project is not None:
        os.environ[PROJECT_VARIABLE] = str(Path(project).expanduser().absolute())
    sys.argv = arguments(port, headless=headless)
    cli.main()
