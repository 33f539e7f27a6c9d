"""Who asks: by the words of a label, by what the text says of it, else by how often it asks."""

from __future__ import annotations

from collections import defaultdict
from math import exp, lgamma
from typing import TYPE_CHECKING, NamedTuple

from qualcode.turns import labels
from qualcode.turns.evidence import series
from qualcode.turns.front_matter import explained
from qualcode.turns.shadow import compared

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from qualcode.turns.front_matter import Legend

ASKING = (5.0, 3.0)
"""Parameters of the beta distribution of an asker's share of turns that end in a question."""

ANSWERING = (1.0, 8.0)
_MACHINE = 0.6  # a machine mixes voices up: what its speakers say tells less
_MOST = 0.99
_CLEAR = 0.9
_LETTERS = 3
_NEAR = 0.75
_LEAST = 0.2
_HALF = 0.5


class VoiceCount(NamedTuple):
    """What is known of a label: its turns, and how many end in a question."""

    turns: int
    questions: int

    @property
    def share(self) -> float:
        """The share of turns that end in a question."""
        return self.questions / self.turns if self.turns else 0.0


class Side(NamedTuple):
    """Whether somebody asks, how sure that is, and whether words alone say it."""

    asks: bool
    confidence: float
    said: bool


def voices(spoken: Iterable[tuple[str, str]]) -> dict[str, VoiceCount]:
    """Return for each label how many turns it has and how many end in a question."""
    found: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for label, words in spoken:
        found[label][0] += 1
        found[label][1] += labels.inquires(words)
    return {label: VoiceCount(*those) for label, those in found.items()}


def sides(heard: Mapping[str, VoiceCount], legend: Legend) -> dict[str, Side]:
    """Return for each label whether it asks, and how sure that is."""
    keys = {label: compared(label) for label in heard}
    shorts = {short for key in keys.values() if labels.asks(key) and (short := explained(key))}
    letters = [key for key in keys.values() if series(key) == ""]
    said = {
        label: True if key in shorts else _said(key, legend, several=len(letters) > _LETTERS)
        for label, key in keys.items()
    }
    if "q" not in keys.values():  # A and B are two people: only beside Q does A answer
        said |= {label: None for label, key in keys.items() if key == "a"}
    said = _checked(said, keys, heard)
    if any(said.values()):
        return {label: _beside(said[label], heard[label], keys[label]) for label in heard}
    answer = [label for label in heard if said[label] is False]
    open_ = {label: it for label, it in heard.items() if label not in answer}
    return _by_share(open_, keys, answered=bool(answer)) | {
        label: Side(asks=False, confidence=1.0, said=True) for label in answer
    }


def _said(key: str, legend: Legend, *, several: bool) -> bool | None:
    """Return what words say of a label; ``None`` where they are silent."""
    told = legend.asks(key)
    if told is not None:
        return told
    if several and series(key) == "":
        return None  # participants A to Q, with Q among them
    if labels.asks(key):
        return True
    return False if labels.anonymous(key) and not labels.generic(key) else None


def _checked(
    said: dict[str, bool | None], keys: Mapping[str, str], heard: Mapping[str, VoiceCount]
) -> dict[str, bool | None]:
    """Return what words say, silent where a short word says what the turns deny."""
    shares = {label: it.share for label, it in heard.items()}
    most = max(shares.values(), default=0.0)
    return {
        label: None
        if it and labels.repeated(keys[label]) and most > 0.4 and shares[label] < most / 3
        else it
        for label, it in said.items()
    }


def _beside(said: bool | None, voice: VoiceCount, key: str) -> Side:
    """Return the side of a label where another is known to ask."""
    if said is not None:
        return Side(said, 1.0, said=True)
    ratio = _ratio(voice, key)
    asks = ratio > 20 and voice.share > 0.5  # a second interviewer
    return Side(asks, _clipped(ratio / (1 + ratio) if asks else 1 / (1 + ratio / 20)), said=False)


def _by_share(
    heard: Mapping[str, VoiceCount], keys: Mapping[str, str], *, answered: bool
) -> dict[str, Side]:
    """Return who asks by the share of turns that end in a question.

    Whoever has the largest asks, and whoever comes near; where even that is small, nobody does.
    """
    ratios = {label: _ratio(it, keys[label]) for label, it in heard.items()}
    top = max((it.share for it in heard.values()), default=0.0)
    near = [it for it in heard if heard[it].share >= max(_NEAR * top, _LEAST)]
    if not top or (len(near) == len(heard) and not answered and len(near) > 1):
        near = []
    rival = max((ratios[it] for it in heard if it not in near), default=0.0)
    return {
        label: _asker(ratio, rival, generic=labels.generic(keys[label]))
        if label in near
        else Side(asks=False, confidence=_clipped(1 / (1 + ratio)), said=False)
        for label, ratio in ratios.items()
    }


def _asker(ratio: float, rival: float, *, generic: bool) -> Side:
    sure = ratio / (ratio + rival + 1)
    asks = sure >= (_CLEAR if generic else _HALF)
    return Side(asks, _clipped(sure if asks else 1 - sure), said=False)


def _clipped(confidence: float) -> float:
    return round(min(_MOST, max(0.0, confidence)), 3)


def _ratio(voice: VoiceCount, key: str) -> float:
    """Return how much likelier so many questions are from who asks than from who answers."""
    weight = _MACHINE if labels.generic(key) else 1.0
    log = _beta_binomial(voice, *ASKING) - _beta_binomial(voice, *ANSWERING)
    return exp(max(-30.0, min(30.0, weight * log)))


def _beta_binomial(voice: VoiceCount, a: float, b: float) -> float:
    """Return the logarithm of the probability, but for the binomial coefficient."""
    q, n = voice.questions, voice.turns
    above = lgamma(q + a) + lgamma(n - q + b) - lgamma(n + a + b)
    return above + lgamma(a + b) - lgamma(a) - lgamma(b)
