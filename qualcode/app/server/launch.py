"""Start the app's server on this machine: what `qualcode app` does."""

from __future__ import annotations

import os
import socket
import sys
from ipaddress import ip_address
from pathlib import Path
from typing import Any

from qualcode.app.server import guard
from qualcode.errors import InputError

PROJECT_VARIABLE = "QUALCODE_PROJECT"
"""The environment variable that names the project to open at the start."""
ADDRESS_VARIABLE = "STREAMLIT_SERVER_ADDRESS"
HOST = "127.0.0.1"


def loopback(address: str | None) -> bool:
    """Return whether an address is this machine's own; ``None``, which is every one, is not."""
    if address == "localhost":
        return True
    try:
        return ip_address((address or "").strip("[]")).is_loopback
    except ValueError:
        return False


def refuse_others(host: str) -> None:
    """Raise ``InputError`` where somebody wants the app to listen beyond this machine.

    What Streamlit's own settings say is looked at too: they would be overruled in silence.
    """
    from streamlit import config

    asked = {
        "--host": host,
        ADDRESS_VARIABLE: os.environ.get(ADDRESS_VARIABLE, HOST),
        ".streamlit/config.toml": config.get_option("server.address") or HOST,
    }
    for where, address in asked.items():
        if not loopback(address):
            raise InputError("listening.address", where=where, address=address)


def arguments(port: int | None, *, headless: bool, host: str = HOST) -> list[str]:
    """Return the words of the `streamlit run` command."""
    options = {
        name: value for name, value in guard.PINNED.items() if not isinstance(value, list | dict)
    }
    options |= {"server.address": host, "server.headless": headless}
    if port is not None:
        options["server.port"] = port
    entry = Path(__file__).with_name("entry.py")
    flags = [f"--{name}={str(it).lower()}" for name, it in options.items() if it != ""]
    hosts = [f"--server.allowedHosts={name}" for name in dict.fromkeys((*guard.HOSTS, host))]
    return ["streamlit", "run", str(entry), *flags, *hosts]


def send_at_once() -> None:
    """Have the server send what it has at once, so that no file waits 40 ms for the one before.

    Streamlit makes its socket by itself and names no protocol, so that asyncio does not take it
    for TCP and leaves Nagle's algorithm on: it holds the second packet of an answer back until
    the browser, which takes its time, has acknowledged the first.
    """
    try:
        from streamlit.web.server.starlette import starlette_server as server
    except ImportError:
        return
    bind = getattr(server, "_bind_socket", None)
    if bind is None or getattr(bind, "sends_at_once", False):
        return

    def bound(*where: Any, **how: Any) -> socket.socket:
        made: socket.socket = bind(*where, **how)
        made.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return made

    bound.sends_at_once = True  # type: ignore[attr-defined]
    # there is no public way to the socket
    server._bind_socket = bound  # noqa: SLF001


def launch(
    project: Path | None = None,
    port: int | None = None,
    headless: bool = False,
    host: str = HOST,
) -> None:
    """Run the server until it is stopped, with ``project`` open in every new window.

    Raises:
        InputError: ``host``, or a setting of Streamlit, is not an address of this machine alone.
    """
    refuse_others(host)
    from streamlit.web import cli

    send_at_once()

    if project is not None:
        os.environ[PROJECT_VARIABLE] = str(Path(project).expanduser().absolute())
    sys.argv = arguments(port, headless=headless, host=host)
    cli.main()
