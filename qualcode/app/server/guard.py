"""What stands between the app and everything outside: its settings, and a header on every answer.

Names and words of a study are escaped where they are shown (``words.plain``); the header is the
second wall: a page asks nothing of any other address, and no other page may hold it in a frame.
"""

from __future__ import annotations

import re
from base64 import b64encode
from functools import cache
from hashlib import sha256
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, MutableMapping

    Message = MutableMapping[str, Any]
    Receive = Callable[[], Awaitable[Message]]
    Send = Callable[[Message], Awaitable[None]]
    Asgi = Callable[[Message, Receive, Send], Awaitable[None]]

SCRIPT = Path(__file__).with_name("script.py")
"""What Streamlit runs for every window."""
HOSTS = ("localhost", "127.0.0.1")
"""The names under which a browser may speak to the server: another one is a forged one."""

PINNED: dict[str, Any] = {
    "global.developmentMode": False,
    "logger.level": "info",  # below it, what coders do would stand in a log
    # who may open the app's socket: pages of this server alone, under these names alone
    "server.enableCORS": True,
    "server.corsAllowedOrigins": [],
    "server.enableXsrfProtection": True,
    "server.xsrfCookieSameSite": "strict",
    "server.allowedHosts": list(HOSTS),
    "server.trustedUserHeaders": {},
    "client.allowedOrigins": [],
    # doors that would let another program read the app, drive it or take its files
    "server.enableAgentApi": False,
    "server.enableStaticServing": False,
    "server.enableExpensiveMemoryStats": False,
    "server.unsafeMetricsUserAttributes": [],
    "server.scriptHealthCheckEnabled": False,
    "server.baseUrlPath": "",
    "server.customComponentBaseUrlPath": "",
    "browser.gatherUsageStats": False,
    "browser.serverAddress": "localhost",
    "client.toolbarMode": "minimal",
    "client.showErrorDetails": "none",
    "client.showErrorLinks": "false",
    "runner.magicEnabled": False,
    "runner.postScriptGC": False,  # it would stop every coder at each run
    "server.fileWatcherType": "none",
    "server.folderWatchList": [],
    "server.runOnSave": False,
    "server.allowRunOnSave": False,
    "server.showEmailPrompt": False,  # it would wait for an answer on a terminal
    "server.maxUploadSize": 50,
}
"""What holds wherever the app is started from, whatever a person's own settings say."""

LEFT: dict[str, str] = {
    "global.disableWidgetStateDuplicationWarning": "a warning on the terminal",
    "global.showWarningOnDirectExecution": "a warning on the terminal",
    "global.e2eTest": "Streamlit's own tests",
    "global.unitTest": "Streamlit's own tests",
    "global.appTest": "the tests of pages set it",
    "global.suppressDeprecationWarnings": "a warning on the terminal",
    "global.minCachedMessageSize": "speed only",
    "global.maxCachedMessageAge": "speed only",
    "logger.messageFormat": "the looks of the terminal",
    "logger.enableRich": "the looks of the terminal",
    "logger.hideWelcomeMessage": "the looks of the terminal",
    "client.disableDataExport": "it hides buttons and closes nothing",
    "client.showSidebarNavigation": "the looks of the menu",
    "runner.fastReruns": "speed only",
    "runner.enforceSerializableSessionState": "it can only refuse",
    "runner.enumCoercion": "no page offers an enumeration",
    "runner.parallelMaxWorkers": "speed only",
    "runner.cacheBackgroundRefreshMaxWorkers": "speed only",
    "runner.cacheBackgroundRefreshTTLMultiplier": "speed only",
    "runner.connectionDefaultTTL": "no page uses a connection",
    "runner.cacheHashSeed": "it names cached values of this process",
    "server.folderWatchBlacklist": "nothing is watched",
    "server.maxCacheDataSize": "memory only",
    "server.cookieSecret": "a random one where none is set",
    "server.headless": "whether a browser is opened at the start",
    "server.address": "an address beyond this machine is refused (launch.loopback)",
    "server.port": "the person's choice",
    "server.maxMessageSize": "a limit of size",
    "server.maxWidgetStateSize": "a limit of size",
    "server.enableWebsocketCompression": "speed only",
    "server.websocketPingInterval": "how soon a broken line is noticed",
    "server.disconnectedSessionTTL": "how long a session waits for its window",
    "server.agentWaitTimeout": "of a door that is closed",
    "server.agentSessionTTL": "of a door that is closed",
    "server.agentMaxSessions": "of a door that is closed",
    "server.agentPreviewRows": "of a door that is closed",
    "server.sslCertFile": "it can only add encryption",
    "server.sslKeyFile": "it can only add encryption",
    "browser.serverPort": "the address that is printed",
}
"""The other settings of these groups, each with why a person may choose it."""


_stand: list[bool] = []


def middleware() -> list[Any]:
    """Pin the settings, and return what stands before the app in Streamlit's server."""
    from starlette.middleware import Middleware

    pin()
    _stand.append(True)
    return [Middleware(Guarded)]


def stands() -> bool:
    """Return whether the app was started through its entry, or is under a test of pages."""
    from streamlit import config

    return bool(_stand or config.get_option("global.appTest"))


def pin() -> None:
    """Set what must hold, over flags, environment and every configuration file."""
    from streamlit import config

    address = config.get_option("server.address") or HOSTS[-1]
    pinned = {**PINNED, "server.allowedHosts": list(dict.fromkeys((*HOSTS, address)))}
    known = config.get_config_options()
    for name, value in pinned.items():
        if name not in known:  # of a later Streamlit
            continue
        found = config.get_option(name)
        if (list(found) if isinstance(found, tuple) else found) != value:
            config.set_option(name, value, "qualcode")


@cache
def policy() -> str:
    """Return the Content-Security-Policy: this server and nothing else.

    ``unsafe-inline`` is for styles alone, which Streamlit writes into the page; the scripts in its
    page are named by their hash. ``wasm-unsafe-eval`` and ``blob:`` are for the parts that it
    compiles or loads from memory.
    """
    page = files("streamlit").joinpath("static", "index.html").read_text(encoding="utf-8")
    inline = re.findall(r"<script>(.*?)</script>", page, re.DOTALL)
    hashes = [f"'sha256-{b64encode(sha256(it.encode()).digest()).decode()}'" for it in inline]
    allowed = {
        "default-src": "'none'",
        "script-src": " ".join(["'self'", "'wasm-unsafe-eval'", "blob:", *hashes]),
        "style-src": "'self' 'unsafe-inline'",
        "img-src": "'self' data: blob:",
        "font-src": "'self' data:",
        "media-src": "'self'",
        "connect-src": "'self'",
        "worker-src": "'self' blob:",
        "manifest-src": "'self'",
        "frame-src": "'none'",
        "frame-ancestors": "'none'",
        "object-src": "'none'",
        "base-uri": "'none'",
        "form-action": "'none'",
    }
    return "; ".join(f"{name} {value}" for name, value in allowed.items())


class Guarded:
    """An ASGI application whose every answer carries the headers."""

    def __init__(self, app: Asgi) -> None:
        """Stand before ``app``."""
        self._app = app
        said = {
            "Content-Security-Policy": policy(),
            "X-Content-Type-Options": "nosniff",
            "X-Frame-Options": "DENY",
            "Referrer-Policy": "no-referrer",
        }
        self._said = [(name.lower().encode(), it.encode()) for name, it in said.items()]
        self._names = {name for name, _ in self._said}

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        """Answer a request."""

        async def guarded(message: Message) -> None:
            if message["type"] in {"http.response.start", "websocket.http.response.start"}:
                kept = [it for it in message.get("headers", []) if it[0].lower() not in self._names]
                message["headers"] = [*kept, *self._said]
            await send(message)

        await self._app(scope, receive, guarded)
