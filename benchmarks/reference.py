"""The machine's own share: a bare page whose key press paints a line and stores one row.

A static page, one script, a plain HTTP server, and one committed row with ``synchronous=FULL`` for
each press: nothing of the app is in it. The desk is measured by the same probe in the same browser.
"""

from __future__ import annotations

import json
import sqlite3
import sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

PAGE = """<!doctype html><meta charset="utf-8"><title>reference</title>
<div class="qc-desk" data-pending="0" tabindex="0">
<div class="qc-turns"><p class="qc-s">reference</p></div></div>
<script>
const desk = document.querySelector(".qc-desk"), turns = document.querySelector(".qc-turns");
addEventListener("keydown", async (event) => {
  if (!/^[0-9]$/.test(event.key)) return;
  const line = document.createElement("p");
  line.textContent = "coded " + event.key;
  turns.firstChild.replaceChildren(line);
  desk.dataset.pending = "1";
  await fetch("/store", { method: "POST", body: JSON.stringify({ key: event.key }) });
  desk.dataset.pending = "0";
});
</script>"""
ROWS = "select id, key from press where id > ? order by id"


class Page(BaseHTTPRequestHandler):
    """The page, and where its presses are stored."""

    protocol_version = "HTTP/1.1"
    file: Path

    def do_GET(self) -> None:
        """Give the page."""
        self._answer(PAGE.encode(), "text/html; charset=utf-8")

    def do_POST(self) -> None:
        """Store one press."""
        told = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        connection = opened(self.file)
        with connection:
            connection.execute("insert into press (key) values (?)", (told["key"],))
        connection.close()
        self._answer(b"{}", "application/json")

    def _answer(self, body: bytes, kind: str) -> None:
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


def opened(file: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(file)
    connection.execute("pragma journal_mode=wal")
    connection.execute("pragma synchronous=full")
    return connection


def create(file: Path) -> Path:
    """Make the file in which presses are stored."""
    with opened(file) as connection:
        connection.execute("create table press (id integer primary key, key text)")
    return file


def main(file: Path, port: int) -> None:
    """Serve the page until the process is stopped."""
    Page.file = file
    ThreadingHTTPServer(("127.0.0.1", port), Page).serve_forever()


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
