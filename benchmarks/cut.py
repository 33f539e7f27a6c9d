"""A network that can be cut: a small TCP proxy between the browser and the app.

While it is cut, open connections are reset and new ones are refused, as on a real line that broke.
"""

from __future__ import annotations

import asyncio
import socket
import struct
import threading
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from served import free_port

if TYPE_CHECKING:
    from collections.abc import Coroutine, Iterator

AT_ONCE = struct.pack("ii", 1, 0)
"""For ``SO_LINGER``: close without a farewell."""


class Line:
    """The line to one server; ``cut`` and ``mend`` may be called from any thread."""

    def __init__(self, port: int) -> None:
        self.port = free_port()
        self._to = port
        self._open: set[asyncio.StreamWriter] = set()
        self._server: asyncio.Server | None = None
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()
        self.mend()

    def cut(self) -> None:
        """Reset every connection and refuse new ones."""
        self._do(self._cut())

    def mend(self) -> None:
        """Take connections again, on the same port."""
        self._do(self._mend())

    def close(self) -> None:
        """Cut the line for good."""
        self.cut()
        self._do(_ended())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()

    def _do(self, work: Coroutine[None, None, None]) -> None:
        asyncio.run_coroutine_threadsafe(work, self._loop).result(timeout=10)

    async def _mend(self) -> None:
        if self._server is None:
            self._server = await asyncio.start_server(
                self._joined, "127.0.0.1", self.port, reuse_address=True
            )

    async def _cut(self) -> None:
        if self._server is not None:
            self._server.close()
            self._server = None
        for writer in tuple(self._open):
            held = writer.get_extra_info("socket")
            held.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, AT_ONCE)
            writer.transport.abort()
        self._open.clear()

    async def _joined(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        there, to = await asyncio.open_connection("127.0.0.1", self._to)
        self._open |= {writer, to}
        with suppress(asyncio.CancelledError):  # the line was cut for good
            await asyncio.gather(self._pass(reader, to), self._pass(there, writer))

    async def _pass(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while data := await reader.read(65536):
                writer.write(data)
                await writer.drain()
            writer.write_eof()
        except (OSError, RuntimeError):
            writer.transport.abort()
        finally:
            self._open.discard(writer)


async def _ended() -> None:
    """Wait until nothing of the line is at work any more."""
    others = [it for it in asyncio.all_tasks() if it is not asyncio.current_task()]
    for one in others:
        one.cancel()
    await asyncio.gather(*others, return_exceptions=True)


@contextmanager
def line(port: int) -> Iterator[Line]:
    """Lay a line to a port of this machine while the block runs."""
    laid = Line(port)
    try:
        yield laid
    finally:
        laid.close()
