"""Records of speech recognition as JSON: Whisper, WhisperX, FunASR and whatever is like them.

What they share is a list of objects that hold words, most with times and some with speakers; it is
found wherever it stands in the file.
"""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING, Any

from qualcode.errors import InputError
from qualcode.ingest.utterances import Record, Utterance, joined, written
from qualcode.text import read_text
from qualcode.turns import Encoding, Written

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

WORDS = ("text", "sentence", "words", "content", "transcript", "utterance")
SPEAKERS = ("speaker", "spk", "speaker_id", "speakerid", "speaker_label", "speaker_name", "name")
STARTS = ("start", "start_time", "starttime", "begin", "begin_time", "bg", "from", "time")
ENDS = ("end", "end_time", "endtime", "ed", "to")
DEEPEST = 60
"""A file that is nested deeper is no record of speech."""

_LONG_IN_SECONDS = 60
_MILLISECONDS = 1000


def read_json(data: bytes, name: str) -> Written:
    """Return the text of a record of speech recognition, in which the turns are known.

    Of several lists with the same words the one with speakers is taken. Times are seconds, or
    milliseconds where they are whole numbers too large for seconds.

    Raises:
        InputError: it is no JSON, or no list of objects with words is in it.
    """
    return written(_record(_loaded(read_text(data, name), name), name), Encoding("JSON"))


def read_json_lines(data: bytes, name: str) -> Written:
    """Return the text of a file with an object a line; see ``read_json``.

    Raises:
        InputError: as ``read_json``; the sentence names the line.
    """
    lines = enumerate(read_text(data, name).split("\n"), 1)
    loaded = [_loaded(it, name, n) for n, it in lines if it.strip()]
    return written(_record(loaded, name), Encoding("JSON"))


def _loaded(text: str, name: str, line: int = 0) -> Any:
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        at = line or error.lineno
        raise InputError("ingesting.no_json", name=name, line=at, column=error.colno) from None
    except RecursionError:
        raise InputError("ingesting.json_deep", name=name, deepest=DEEPEST) from None
    except ValueError:  # a number of more digits than Python turns into one
        raise InputError("ingesting.no_json", name=name, line=line or 1, column=1) from None


def _record(loaded: Any, name: str) -> Record:
    lists = list(_lists(loaded))
    if not lists:
        return _whole(loaded, name)
    best = max(lists, key=_worth)
    said = [_utterance(it, _unit(best)) for it in best]
    left_out = Counter(empty=sum(not it.words.strip() for it in said))
    spoken = tuple(joined(it for it in said if it.words.strip()))
    if not spoken:
        raise InputError("ingesting.json_empty", name=name)
    return Record(spoken, +left_out)


def _whole(loaded: Any, name: str) -> Record:
    """Return the words of a file that has them as one text only."""
    text = _of(loaded, WORDS) if isinstance(loaded, dict) else None
    if not isinstance(text, str) or not text.strip():
        raise InputError("ingesting.json_empty", name=name)
    lines = (it for it in text.splitlines() if it.strip())
    return Record(tuple(Utterance(None, it) for it in lines))


def _lists(loaded: Any, depth: int = 0) -> Iterator[list[dict[str, Any]]]:
    """Give every list of objects with words, the outer ones first.

    Of what holds words itself the inside is looked at only for sentences: single words are no
    utterances.
    """
    if depth > DEEPEST:
        return
    if isinstance(loaded, list):
        objects = [_lower(it) for it in loaded if isinstance(it, dict)]
        spoken = [it for it in objects if isinstance(_words(it), str)]
        if spoken and 2 * len(spoken) >= len(loaded):
            yield spoken
            nested = [inner for it in objects for inner in _sentences(it)]
            yield from [nested] if nested else []
        else:
            yield from (found for it in loaded for found in _lists(it, depth + 1))
    elif isinstance(loaded, dict):
        yield from (found for it in loaded.values() for found in _lists(it, depth + 1))


def _sentences(holder: dict[str, Any]) -> list[dict[str, Any]]:
    """Return FunASR's sentences of one file, under the text of the whole."""
    inner = holder.get("sentence_info") or holder.get("sentences")
    found = [_lower(it) for it in inner if isinstance(it, dict)] if isinstance(inner, list) else []
    return [it for it in found if isinstance(_words(it), str)]


def _worth(spoken: Sequence[dict[str, Any]]) -> tuple[bool, bool, int]:
    named = any(_speaker(it) is not None for it in spoken)
    timed = any(_number(_of(it, STARTS)) is not None for it in spoken)
    # single words have times, too: of two lists the one with fewer, longer pieces is speech
    return named, timed, -len(spoken)


def _utterance(spoken: dict[str, Any], unit: float) -> Utterance:
    start = _number(_of(spoken, STARTS))
    words = str(_words(spoken))
    return Utterance(_speaker(spoken), words, None if start is None else start / unit)


def _words(spoken: dict[str, Any]) -> Any:
    """Return the words of an object: a string, or what its list of words says together."""
    found = _of(spoken, WORDS)
    if not isinstance(found, list):
        return found
    parts = [it if isinstance(it, str) else _of(_lower(it), (*WORDS, "word")) for it in found]
    return "".join(parts) if parts and all(isinstance(it, str) for it in parts) else None


def _speaker(spoken: dict[str, Any]) -> str | None:
    """Return the speaker as written; the number 0 is one, nothing and ``null`` are none."""
    found = _of(spoken, SPEAKERS)
    if isinstance(found, dict):
        found = _of(_lower(found), ("name", "label", "id"))
    known = isinstance(found, str | int) and not isinstance(found, bool)
    return " ".join(str(found).split()) or None if known else None


def _unit(spoken: Sequence[dict[str, Any]]) -> float:
    """Return how many of the list's units of time make a second."""
    starts = [_number(_of(it, STARTS)) for it in spoken]
    ends = [_number(_of(it, ENDS)) for it in spoken]
    pairs = zip(starts, ends, strict=True)
    lengths = [end - start for start, end in pairs if start is not None and end is not None]
    known = [it for it in (*starts, *ends) if it is not None]
    whole = all(float(it).is_integer() for it in known)
    long = lengths and sorted(lengths)[len(lengths) // 2] > _LONG_IN_SECONDS
    return _MILLISECONDS if known and whole and long else 1


def _number(found: Any) -> float | None:
    if isinstance(found, str):
        try:
            found = float(found)
        except ValueError:
            return None
    if isinstance(found, bool) or not isinstance(found, int | float):
        return None
    return float(found) if abs(found) < 1e12 else None


def _of(holder: Any, names: Sequence[str]) -> Any:
    return next((holder[it] for it in names if holder.get(it) is not None), None)


def _lower(holder: Any) -> dict[str, Any]:
    return (
        {str(key).casefold(): it for key, it in holder.items()} if isinstance(holder, dict) else {}
    )
