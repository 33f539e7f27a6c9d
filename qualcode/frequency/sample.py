"""Draw the blind sample: the turns that get no suggestion, so that the machine can be checked.

In each stratum (a transcript) a seeded permutation orders the turns; the first are blind, the
next are a reserve for a top-up, the rest may be suggested for. The order depends on the seed,
the stratum's key and the number of turns alone: raw PCG64 output, which NumPy keeps unchanged
across versions and machines, is sorted.
"""

from __future__ import annotations

import hashlib
import json
import math
from typing import TYPE_CHECKING

import numpy as np

from qualcode.errors import InputError
from qualcode.model import SampledTurn

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


def draw_sample(
    turns: Mapping[str, Sequence[int]], *, seed: int, share: float = 0.15, at_least: int = 2
) -> tuple[SampledTurn, ...]:
    """Return the blind and reserve turns of every stratum, strata by key, turns by position.

    ``turns`` maps a stratum's key to its eligible turns in reading order (never the
    interviewer's). ``share`` of them, rounded up and at least ``at_least``, are blind; as many
    again are reserve. Blind comes first: a stratum with up to ``at_least`` turns is all blind,
    one with up to twice as many is set aside altogether, because fewer than two blind turns
    have no variance. ``position`` is the rank in the permutation, from 0.

    Raises:
        InputError: the seed is negative or the share is not between 0 and 1.
    """
    if not 0 < share < 1:
        raise InputError("sample.share", share=share)
    sampled: list[SampledTurn] = []
    for stratum, ids in sorted(turns.items()):
        order = permutation(len(ids), seed=seed, stratum=stratum)
        # 0.15 × 20 must not become 3.0000000000000004 and then 4.
        size = max(at_least, math.ceil(round(share * len(ids), 9)))
        sampled.extend(
            SampledTurn(ids[index], stratum, rank, "blind" if rank < size else "reserve")
            for rank, index in enumerate(order[: 2 * size])
        )
    return tuple(sampled)


def permutation(n: int, *, seed: int, stratum: str) -> tuple[int, ...]:
    """Return 0 … n − 1 in the order in which a stratum's turns are drawn; a top-up goes on in it.

    Raises:
        InputError: the seed is negative.
    """
    if seed < 0:
        raise InputError("sample.seed", seed=seed)
    key = int.from_bytes(hashlib.sha256(stratum.encode()).digest(), "big")
    draws = np.random.PCG64(np.random.SeedSequence([seed, key])).random_raw(n)
    return tuple(np.argsort(draws, kind="stable").tolist())


def frame_hash(turns: Mapping[str, Sequence[int | str]]) -> str:
    """Return the SHA-256 of the sampling frame: every eligible turn of every stratum, in order."""
    frame = [[stratum, list(ids)] for stratum, ids in sorted(turns.items())]
    text = json.dumps(frame, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
