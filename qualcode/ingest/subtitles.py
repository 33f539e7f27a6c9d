"""Subtitles (``.srt``, ``.vtt``): cues with times, in which a speaker is named now and then.

Read here and not by a library: pysubs2 drops WebVTT's ``<v Name>``, takes a name of a cue for
speech and a last line of digits for the number of the next one.
"""

from __future__ import annotations

import html
import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from qualcode.errors import InputError
from qualcode.ingest.utterances import Record, Utterance, glued, joined, written
from qualcode.text import decoded
from qualcode.turns import Encoding, Written, parse

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

_TIME = r"(?:(\d{1,3}):)?(\d{1,3}):(\d{1,2})(?:[.,](\d{1,6}))?"
_STAMP = re.compile(rf"[^\S\n]*{_TIME}[^\S\n]*-->[^\S\n]*{_TIME}(?:[^\S\n].*)?")
_BLOCK = re.compile(r"(NOTE|STYLE|REGION)\b.*")
_VOICE = re.compile(r"<v(?:\.[^\s>]*)?\s+([^>]*)>")
_MARKS = re.compile(
    r"</?(?:[biusv]|c|ruby|rt|lang|font)(?:[.\s][^>]*)?>|<\d[\d:.]*>|\{\\[^}]*\}", re.IGNORECASE
)
_LABEL = re.compile(r"[^:：\n]{1,40}[:：](?!\d)")
_ROLE = re.compile(r"(?<=\S)\s*[(\uff08][^()\uff08\uff09]*[)\uff09]$")
_DASH = re.compile(r"[-–—][^\S\n]*(?=\S)")
_HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
_LETTER = re.compile(r"[A-Za-z]")
_BILINGUAL_SHARE = 0.8


@dataclass(frozen=True, slots=True)
class Cue:
    """The lines that are shown at one time, from ``start`` in seconds on."""

    start: float
    lines: tuple[str, ...]


def read_subtitles(data: bytes, name: str) -> Written:
    """Return the text of subtitles, in which the turns are known; see ``subtitles``.

    Raises:
        InputError: as ``subtitles`` does.
    """
    found = decoded(data, name)
    encoding = Encoding(found.name, found.confidence, found.likely)
    return written(subtitles(found.text, name), encoding)


def subtitles(text: str, name: str) -> Record:
    """Return what is said in subtitles.

    Where voices or labels name the speakers, cues are joined to their turns, since a cue cuts a
    sentence anywhere; else every cue is an utterance of nobody named. Of two languages under each
    other in nearly every cue the Chinese one is taken, else the first; the other is counted.

    Raises:
        InputError: no cue with a word is in it.
    """
    found, left_out = cues(text)
    found, translated = _one_language(found)
    left_out["translation"] += translated
    spoken = _by_voice(found) if _voices(found) else _labelled(found)
    said = tuple(joined(it for it in spoken if it.words))
    if not said:
        raise InputError("ingesting.no_cues", name=name)
    return Record(said, +left_out)


def cues(text: str) -> tuple[list[Cue], Counter[str]]:
    """Return the cues of a text, and how many notes, styles and cues without a word it has."""
    lines = text.split("\n")
    stamps = [(n, it) for n, line in enumerate(lines) if (it := _STAMP.fullmatch(line))]
    left_out: Counter[str] = Counter()
    found: list[Cue] = []
    ends = [_header(lines, n) for n, _ in stamps[1:]] + [len(lines)]
    for (n, stamp), end in zip(stamps, ends, strict=False):
        said = tuple(_said(lines[n + 1 : end], left_out))
        if said:
            found.append(Cue(_seconds(stamp), said))
        else:
            left_out["empty"] += 1
    return found, left_out


def _header(lines: Sequence[str], stamp: int) -> int:
    """Return where the cue of a stamp begins: at its number or name, where it has one."""
    named = stamp > 0 and lines[stamp - 1].strip()
    apart = stamp < 2 or not lines[stamp - 2].strip()
    return stamp - 1 if named and (apart or lines[stamp - 1].strip().isdigit()) else stamp


def _said(lines: Sequence[str], left_out: Counter[str]) -> Iterator[str]:
    """Give the lines of a cue that have a word, and count the notes that stand behind it."""
    note, blank = False, False
    for line in lines:
        bare = line.strip()
        if blank and (block := _BLOCK.fullmatch(bare)):
            note = True
            left_out[block[1].lower()] += 1
        elif not bare:
            note = False
        if bare and not note:
            yield bare
        blank = not bare


def _seconds(stamp: re.Match[str]) -> float:
    hours, minutes, seconds, fraction = stamp.groups()[:4]
    whole = int(hours or 0) * 3600 + int(minutes) * 60 + int(seconds)
    return whole + float(f"0.{fraction or 0}")


def _plain(line: str) -> str:
    return html.unescape(_MARKS.sub("", _VOICE.sub("", line))).strip()


def _one_language(found: list[Cue]) -> tuple[list[Cue], int]:
    """Keep one line of each cue where nearly all show two languages; count the others."""
    double = [it for it in found if len(it.lines) > 1 and len(set(map(_script, it.lines))) > 1]
    if len(double) < 2 or len(double) < _BILINGUAL_SHARE * len(found):
        return found, 0
    kept = [
        Cue(it.start, tuple(x for x in it.lines if _script(x) == "han") or it.lines[:1])
        for it in found
    ]
    return kept, sum(len(it.lines) for it in found) - sum(len(it.lines) for it in kept)


def _script(line: str) -> str:
    bare = _plain(line)
    if _HAN.search(bare):
        return "han"
    return "latin" if _LETTER.search(bare) else ""


def _voices(found: Iterable[Cue]) -> bool:
    return any(_VOICE.search(line) for cue in found for line in cue.lines)


def _by_voice(found: Iterable[Cue]) -> Iterator[Utterance]:
    """Give the utterances of named voices; a cue without a voice goes on with the one before."""
    speaker: str | None = None
    for cue in found:
        for line in cue.lines:
            at = 0
            for voice in _VOICE.finditer(line):
                yield Utterance(speaker, _plain(line[at : voice.start()]), cue.start)
                speaker, at = html.unescape(voice[1]).strip() or None, voice.end()
            yield Utterance(speaker, _plain(line[at:]), cue.start)


def _labelled(found: Sequence[Cue]) -> Iterator[Utterance]:
    """Give the utterances of speakers whose labels stand in the cues, or each cue by itself."""
    starts, pieces = _pieces(found)
    text = "\n".join(pieces)
    turns = [turn for turn in parse(text) if turn.speaker]
    if not turns:
        yield from _unlabelled(found)
        return
    if head := text[: text.rfind("\n", 0, turns[0].start) + 1].strip():
        yield Utterance(None, head, found[0].start)
    for turn in turns:
        line = text.count("\n", 0, turn.start)
        words = text[turn.start : turn.end]
        yield Utterance(_ROLE.sub("", turn.speaker or ""), words, starts[line], asks=turn.asks)


def _pieces(found: Iterable[Cue]) -> tuple[list[float], list[str]]:
    """Join the lines of cues up to the next that may begin with a label; give their times, too."""
    starts: list[float] = []
    pieces: list[str] = []
    for cue in found:
        for line in map(_plain, cue.lines):
            if not pieces or _LABEL.match(line):
                starts.append(cue.start)
                pieces.append(line)
            else:
                pieces[-1] = glued((pieces[-1], line))
    often = Counter(match[0][:-1] for it in pieces if (match := _LABEL.match(it)))
    for n in range(len(pieces) - 1, 0, -1):
        if name := _cut_name(pieces[n - 1], pieces[n], often):
            pieces[n - 1] = pieces[n - 1][: -len(name)].rstrip()
            pieces[n] = glued((name, pieces[n]))
    return starts, pieces


def _cut_name(before: str, after: str, often: Counter[str]) -> str:
    """Return how a piece ends where a cue cut a name that other cues hold whole, else nothing."""
    match = _LABEL.match(after)
    label = match[0][:-1] if match else ""
    longer = (it for it in often if it != label and it.endswith(label) and often[it] > 1)
    rests = (it.removesuffix(label).strip() for it in longer) if label else ()
    return max((it for it in rests if it and before.endswith(it)), key=len, default="")


def _unlabelled(found: Iterable[Cue]) -> Iterator[Utterance]:
    for cue in found:
        lines = [_plain(line) for line in cue.lines]
        if len(lines) > 1 and all(map(_DASH.match, lines)):
            for line in lines:  # a dash a line: two people in one cue
                yield Utterance(None, _DASH.sub("", line, count=1), cue.start)
        else:
            yield Utterance(None, glued(lines), cue.start)
