"""What follows from the file and is kept in memory, as long as nothing that it says has changed."""

from __future__ import annotations

import threading
from collections import OrderedDict, defaultdict
from typing import TYPE_CHECKING, Any, TypeVar, cast

from qualcode.store import read

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable

    from sqlalchemy import Connection

T = TypeVar("T")

Key = tuple["Hashable", ...]
"""What was asked, then everything that the value depends on."""


class Same:
    """A value as a part of a key: it is equal to itself alone, however it looks."""

    def __init__(self, value: object) -> None:
        """Hold the value, so that no other takes its place in memory."""
        self._value = value

    def __eq__(self, other: object) -> bool:
        """Return whether the other holds the very same value."""
        return isinstance(other, Same) and other._value is self._value

    def __hash__(self) -> int:
        """Return a number for the value itself."""
        return id(self._value)


class Cache:
    """The values that were asked for last, of one project; several threads may ask.

    A key says everything that its value depends on: what was asked, for whose eyes, and the stamp
    of the file. What two threads ask for at once is made once.
    """

    def __init__(self, room: int) -> None:
        """Keep at most ``room`` values, beside those that have a room of their own."""
        self._room = room
        self._shelves: defaultdict[Hashable, OrderedDict[Key, Any]] = defaultdict(OrderedDict)
        self._making: dict[Key, threading.Lock] = {}
        self._lock = threading.Lock()

    def of(
        self, connection: Connection, key: Key, make: Callable[[], T], most: int | None = None
    ) -> T:
        """Return the value of ``key`` as ``get`` does, which ``make`` asks of a connection.

        Where that has changed something in its transaction nothing is kept: what the value stands
        on may not come to pass.
        """
        if not read.dirty(connection):
            return self.get(key, make, most)
        with self._lock:
            shelf = self._shelf(key, most)
            if key in shelf:
                return cast("T", shelf[key])
        return make()

    def get(
        self,
        key: Key,
        make: Callable[[], T],
        most: int | None = None,
        still: Callable[[], bool] | None = None,
    ) -> T:
        """Return the value of ``key``, made now where it is not there; an error is not kept.

        With ``most``, so many values are kept whose keys begin alike, in a room of their own.
        With ``still``, what was made is kept only where that says afterwards that the key holds.
        """
        with self._lock:
            shelf = self._shelf(key, most)
            if key in shelf:
                shelf.move_to_end(key)
                return cast("T", shelf[key])
            making = self._making.setdefault(key, threading.Lock())
        with making:
            with self._lock:
                if key in shelf:
                    return cast("T", shelf[key])
            try:
                made = make()
                if still is None or still():
                    self._put(shelf, key, made, most or self._room)
            finally:
                with self._lock:
                    self._making.pop(key, None)
        return made

    def _shelf(self, key: Key, most: int | None) -> OrderedDict[Key, Any]:
        return self._shelves[key[0] if most else None]

    def _put(self, shelf: OrderedDict[Key, Any], key: Key, value: object, most: int) -> None:
        with self._lock:
            shelf[key] = value
            while len(shelf) > most:
                shelf.popitem(last=False)
