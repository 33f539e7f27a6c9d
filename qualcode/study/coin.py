"""The coin of the anchoring trial: of the units that come up, one in seven gets no suggestion."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from qualcode.study.study import Study

ONE_IN = 7
"""One unit in so many is withheld, which costs little help and measures what help does."""


def withheld(seed: int, coder: str, unit: str) -> bool:
    """Return whether the coin withholds a unit's suggestions from a coder.

    ``unit`` names the unit wherever its text goes (digest of the text and positions). The same
    seed, coder and unit always give the same answer, so a unit that comes up again is withheld
    again; what the machine suggests has no part in it.
    """
    drawn = sha256(f"coin\0{seed}\0{coder}\0{unit}".encode("utf-8", "surrogatepass")).digest()
    return int.from_bytes(drawn[:8], "big") % ONE_IN == 0


def unit_name(digest: str, start: int, end: int) -> str:
    """Return the name of a unit that holds wherever its text goes."""
    return f"{digest}:{start}:{end}"


def coin_of(study: Study, coder: str) -> Callable[[int, int, int], bool]:
    """Return the coder's coin: whether a unit's (text, start, end) suggestions are withheld."""
    seed, digests = study.seed, study.digests

    def coin(text: int, start: int, end: int) -> bool:
        return withheld(seed, coder, unit_name(digests[text], start, end))

    return coin
