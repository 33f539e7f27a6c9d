"""What was understood of a file, to look at before anything of it is stored."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Literal

from qualcode import ingest
from qualcode import turns as grammar
from qualcode.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from qualcode.model import Transcript
    from qualcode.study.people_changes import PeopleReport

FIRST_TURNS = 6
"""So many turns are shown as they will be read."""

SHOWN = 160
"""So many characters of a turn are shown, and of a speaker's first words a quarter."""

LONG_TURN = 2_000
LONG_HEAD = 300
RARE = 2
"""A label that the grammar does not know is doubtful where it stands so seldom."""


Refused = Literal["suffix", "large", "empty", "word", "encoding", "format", "table"]

TEXTS = frozenset({".txt", ".md", ".srt", ".vtt"})
"""Files of plain text: what is wrong with them is their encoding."""


@dataclass(frozen=True, slots=True)
class SpeakerPreview:
    """A speaker as understood: how often they speak, their first words, whether they ask."""

    label: str
    asks: bool
    turns: int
    words: str


@dataclass(frozen=True, slots=True)
class Said:
    """A turn as it will be read, cut short; ``speaker`` is ``None`` where nobody is named."""

    n: int
    speaker: str | None
    time: str | None
    text: str


@dataclass(frozen=True, slots=True)
class Doubt:
    """What a person should look at; ``kind`` names it, ``labels`` or ``n`` say where or how much.

    ``no_speakers``, ``nobody_asks``, ``all_ask``, ``long_turn`` (n characters), ``rare_labels``,
    ``long_head`` (n characters before the first turn, which belong to nobody).
    """

    kind: str
    labels: tuple[str, ...] = ()
    n: int = 0


@dataclass(frozen=True, slots=True)
class Preview:
    """A file before it is stored; ``refused`` says why it cannot be, ``why`` of what kind that is.

    ``name`` is the transcript's, ``head`` how the text before the first turn begins, ``known_as``
    the transcript that has this text already, and ``people`` how many lines a participants table
    has, ``0`` for a transcript. ``changes`` says what that table would change; it is ``None``
    where its transcripts are not in the study yet, so that this cannot be known.
    """

    file: str
    name: str = ""
    encoding: str = ""
    sha256: str = ""
    characters: int = 0
    turns: int = 0
    voices: tuple[SpeakerPreview, ...] = ()
    head: str = ""
    first: tuple[Said, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    known_as: str | None = None
    people: int = 0
    changes: PeopleReport | None = None
    error: InputError | None = field(default=None, compare=False)
    why: Refused | None = None

    @property
    def refused(self) -> str:
        """Why it cannot be read, in English, ``""`` where it can."""
        return "" if self.error is None else str(self.error)

    def mended(self, speakers: Mapping[str, bool]) -> Preview:
        """Return the preview as it is once a person said of some labels whether they ask."""
        voices = tuple(replace(it, asks=speakers.get(it.label, it.asks)) for it in self.voices)
        kept = tuple(it for it in self.doubts if it.kind not in {"nobody_asks", "all_ask"})
        return replace(self, voices=voices, doubts=(*_asked(voices), *kept))


def of(data: bytes, file: str) -> Preview:
    """Return what is understood of a transcript's bytes; a refusal is in it, never raised."""
    try:
        transcript = ingest.read_bytes(data, file)
        encoding = ingest.encoding(data, file)
    except InputError as error:
        return Preview(file, error=error, why=_kind(data, file))
    voices = _voices(transcript)
    return Preview(
        file=file,
        name=transcript.name,
        encoding=encoding,
        sha256=transcript.sha256,
        characters=len(transcript.text),
        turns=len(transcript.turns),
        voices=voices,
        head=_head(transcript),
        first=tuple(_first(transcript)),
        doubts=(*_asked(voices), *_doubts(transcript, voices)),
    )


def mend(transcript: Transcript, speakers: Mapping[str, bool]) -> Transcript:
    """Return a transcript in which a person said of some labels whether they ask.

    Raises:
        InputError: a label is not one of the transcript's.
    """
    known = {speaker.label: speaker.asks for speaker in transcript.speakers}
    if strange := [label for label in speakers if label not in known]:
        raise InputError(
            "preview.label",
            name=transcript.name,
            known=tuple(known),
            strange=strange[0],
        )
    asks = {**known, **speakers}
    return replace(
        transcript,
        speakers=tuple(replace(it, asks=asks[it.label]) for it in transcript.speakers),
        turns=tuple(
            replace(it, asks=asks[it.speaker]) if it.speaker is not None else it
            for it in transcript.turns
        ),
    )


def _kind(data: bytes, file: str) -> Refused:
    """Return what kind of refusal a file met."""
    suffix = file[file.rfind(".") :].lower()
    if suffix not in ingest.READERS:
        return "suffix"
    if len(data) > ingest.MAX_BYTES:
        return "large"
    if not data.strip():
        return "empty"
    if suffix in TEXTS:
        return "encoding"
    return "word" if suffix == ".docx" else "format"


def _voices(transcript: Transcript) -> tuple[SpeakerPreview, ...]:
    often = Counter(turn.speaker for turn in transcript.turns)
    first = {turn.speaker: turn for turn in reversed(transcript.turns)}
    return tuple(
        SpeakerPreview(
            it.label,
            it.asks,
            often[it.label],
            _short(transcript.text, first[it.label].start, first[it.label].end, SHOWN // 4),
        )
        for it in transcript.speakers
    )


def _head(transcript: Transcript) -> str:
    """Return how the text before the first turn begins, without that turn's label."""
    if not transcript.turns:
        return ""
    turn = transcript.turns[0]
    before = transcript.text[: turn.start].rstrip()
    if turn.speaker is not None:
        before = before.rpartition("\n")[0].rstrip()
    return _short(before, 0, len(before), SHOWN)


def _first(transcript: Transcript) -> Iterator[Said]:
    for turn in transcript.turns[:FIRST_TURNS]:
        text = _short(transcript.text, turn.start, turn.end, SHOWN)
        yield Said(turn.n, turn.speaker, turn.time, text)


def _asked(voices: tuple[SpeakerPreview, ...]) -> Iterator[Doubt]:
    if not voices:
        yield Doubt("no_speakers")
    elif all(it.asks for it in voices):
        yield Doubt("all_ask")
    elif not any(it.asks for it in voices):
        yield Doubt("nobody_asks")


def _doubts(transcript: Transcript, voices: tuple[SpeakerPreview, ...]) -> Iterator[Doubt]:
    longest = max((turn.end - turn.start for turn in transcript.turns), default=0)
    if longest > LONG_TURN and 2 * longest > len(transcript.text):
        yield Doubt("long_turn", n=longest)
    often = max((it.turns for it in voices), default=0)
    seldom = [it for it in voices if it.turns <= RARE and 3 * it.turns <= often]
    if rare := tuple(it.label for it in seldom if not grammar.known(it.label)):
        yield Doubt("rare_labels", labels=rare)
    head = transcript.turns[0].start if transcript.turns else 0
    if head > LONG_HEAD:
        yield Doubt("long_head", n=head)


def _short(text: str, start: int, end: int, most: int) -> str:
    """Return the beginning of a stretch in one line; ``…`` says that more follows."""
    words = " ".join(text[start : min(end, start + most)].split())
    return f"{words}…" if end - start > most else words
