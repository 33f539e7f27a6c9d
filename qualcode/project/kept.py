"""What is made from the project and kept in memory, as long as nothing that it says has changed."""

from __future__ import annotations

import threading
from collections import OrderedDict
from typing import TYPE_CHECKING, Any, TypeVar, cast

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable

T = TypeVar("T")


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


class Kept:
    """The values that were asked for last, of one project; several threads may ask.

    A key says everything that its value depends on: what was asked, for whose eyes, and the stamp
    of the file. What two threads ask for at once is made once.
    """

    def __init__(self, room: int) -> None:
        """Keep at most ``room`` values."""
        self._room = room
        self._values: OrderedDict[Hashable, Any] = OrderedDict()
        self._making: dict[Hashable, threading.Lock] = {}
        self._lock = threading.Lock()

    def get(self, key: Hashable, make: Callable[[], T]) -> T:
        """Return the value of ``key``, made now where it is not there; an error is not kept."""
        with self._lock:
            if key in self._values:
                self._values.move_to_end(key)
                return cast("T", self._values[key])
            making = self._making.setdefault(key, threading.Lock())
        with making:
            with self._lock:
                if key in self._values:
                    return cast("T", self._values[key])
            try:
                made = make()
                self._put(key, made)
            finally:
                with self._lock:
                    self._making.pop(key, None)
        return made

    def _put(self, key: Hashable, value: object) -> None:
        with self._lock:
            self._values[key] = value
            while len(self._values) > self._room:
                self._values.popitem(last=False)
