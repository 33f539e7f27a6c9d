"""A line between the browser and the app that can be cut: connections reset, new ones refused."""

from __future__ import annotations

import contextlib
import socket
import struct
import threading
from urllib.parse import urlsplit

AT_ONCE = struct.pack("ii", 1, 0)


class Line:
    """A small proxy of one port; ``cut`` resets what is open, ``mend`` takes connections again."""

    def __init__(self, address: str) -> None:
        self._to = urlsplit(address).port
        self._open: list[socket.socket] = []
        self._door: socket.socket | None = None
        self.port = 0
        self.mend()
        self.address = f"http://localhost:{self.port}"

    def mend(self) -> None:
        """Take connections, always on the same port."""
        door = socket.create_server(("127.0.0.1", self.port))
        self.port = door.getsockname()[1]
        self._door = door
        threading.Thread(target=self._serve, args=(door,), daemon=True).start()

    def cut(self) -> None:
        """Refuse new connections and reset those that are open."""
        door, self._door = self._door, None
        if door is not None:
            # a thread that waits at the door must be woken before the port is free
            with contextlib.suppress(OSError):
                door.shutdown(socket.SHUT_RDWR)
            door.close()
        while self._open:
            held = self._open.pop()
            with contextlib.suppress(OSError):
                held.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, AT_ONCE)
                held.shutdown(socket.SHUT_RDWR)
            held.close()

    def is_cut(self) -> bool:
        """Return whether nobody can come through."""
        with socket.socket() as knocks:
            return knocks.connect_ex(("127.0.0.1", self.port)) != 0

    def _serve(self, door: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while True:
                here, _ = door.accept()
                there = socket.create_connection(("127.0.0.1", self._to or 0))
                self._open += [here, there]
                for a, b in ((here, there), (there, here)):
                    threading.Thread(target=_pass, args=(a, b), daemon=True).start()


def _pass(a: socket.socket, b: socket.socket) -> None:
    with contextlib.suppress(OSError):
        while data := a.recv(65536):
            b.sendall(data)
    for end in (a, b):
        with contextlib.suppress(OSError):
            end.shutdown(socket.SHUT_RDWR)
