"""What stands above an interview and is no speech: keys and values, and who they say is who."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from qualcode.turns import labels
from qualcode.turns.shadow import EDGE, compared

if TYPE_CHECKING:
    from collections.abc import Iterator

_LINE = re.compile(r"[^\n]+|\n{2,}")
_WORDS = re.compile(r"[^\n]+")
_KEY = re.compile(
    r"[ \t>*#\-•·●]*+(?P<key>[^\n:，。？！；,]{1,24}?)[ \t*_]*+"
    r"(?:\([^()\n]{1,16}\))?[ \t*_]*+:(?!//)[ \t*_]*+"
    r"(?P<value>[^\n]*)"
)
_FENCED = re.compile(r"\s*+---[ \t]*+\n(?:[^\n]*+\n){1,60}?(?:---|\.\.\.)[ \t]*(?:\n|$)")
_QUOTED = re.compile(r"[ \t]*+>[ \t]*+[*_]*+[^\n:]{1,24}[*_]*:")
_SENTENCE_END = re.compile(r"[。？！?!；;]")
_DATE = re.compile(r"\d{4}[-年/.]\d{1,2}")
_LONGEST_VALUE = 30
_LONGEST_TITLE = 60
_HEADER_LINES = 40
_SHORTEST_KEY = 2  # 问 and 答 stand over speech only
_ALIKE = 2  # so many keys of the first block make another interview's block
_PAIR = re.compile(
    r"[\[(]?(?P<one>[^\n\t:=\[\]();；,，、。？！?!]{1,40}?)[\])]?[ ]*"
    r"(?:[ ]-{1,2}[ ]|=|:|代表|表示|[ ]is[ ]|[ ]stands for[ ])[ ]*"
    r"[\[(]?(?P<other>[^\n\t:=\[\]();；,，、。？！?!]{1,40}?)[\])]?[ ]*"
)
_PAIRS = re.compile(r"\t+|[;；,，、]|[ ]{2,}| \| ")
_OWNED = re.compile(
    r"\b(?P<one>[A-Z]{1,4}) (?:are|is)(?: for)? (?:the )?(?:initials of the )?"
    r"(?P<other>interviewer|interviewee|participant|respondent|researcher)",
)
_NAMES = re.compile(
    r"[ \t]{2,}|[,，、/;；&]|\band\b|(?<=[\u4e00-\u9fff])[和与及 ](?=[\u4e00-\u9fff])"
)
_MADE_OF = re.compile(r"[A-Za-zÀ-ÿ'’.-]+")
_HAN = re.compile(r"[\u3400-\u9fff]{2,4}")
_ABBREVIATED = re.compile(r"(?P<role>.+?)[ ]?[(](?P<short>[A-Za-z]{1,4}|[\u4e00-\u9fff]{1,2})[)]")


class KeyLine(NamedTuple):
    """A line ``key: value`` with its place."""

    line: int
    end: int
    key: str
    value: str


@dataclass(slots=True)
class Legend:
    """Who is who, as the text itself says above the interview: names, and whether they ask."""

    people: dict[str, bool] = field(default_factory=dict)

    def say(self, name: str, *, asks: bool) -> None:
        """Note a person under every form in which a label may name them."""
        bare = compared(re.sub(r"\(.*", "", name).strip(EDGE + "\"'"))
        if not bare or len(bare) > _LONGEST_VALUE:
            return
        self.people.setdefault(bare, asks)
        for short in _shorter(bare):
            self.people.setdefault(short, asks)

    def asks(self, key: str) -> bool | None:
        """Return whether the person of a label asks; ``None`` where nothing is said of them."""
        return self.people.get(key)


def _shorter(name: str) -> Iterator[str]:
    """Yield surname, given name and initials of a full name."""
    if _HAN.fullmatch(name):
        yield name[0]
        if len(name) > _ALIKE:
            yield name[1:]
            yield name[:2]
        return
    parts = _MADE_OF.findall(name)
    if len(parts) > 1:
        yield from (part for part in (parts[0], parts[-1]) if len(part) > 1)
        yield "".join(part[0] for part in parts)
        yield f"{parts[0][0]}{parts[-1][0]}"


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """What is no speech above the interview, and above each further one in the same file.

    ``blocks`` are stretches of key lines; the first begins at 0. ``names`` has, for each block,
    who is interviewed there.
    """

    blocks: tuple[tuple[int, int], ...]
    legend: Legend
    respondents: tuple[tuple[str, ...], ...] = ()
    contents: tuple[bool, ...] = ()
    lines: frozenset[int] = frozenset()

    @property
    def end(self) -> int:
        """Where the first block ends."""
        return self.blocks[0][1]


def head(text: str, shadow: str) -> FrontMatter:
    """Return what stands above the interviews of a text; positions are the text's."""
    legend = Legend()
    fenced = _fenced(shadow)
    end = max(fenced, _keys_end(shadow), _quoted_end(shadow, fenced))
    lines = _legend_lines(shadow, legend)
    first = [it for it in _key_lines(shadow, 0, end) if it.value.strip(EDGE)]
    _profiles(shadow, end, legend)
    blocks = [(0, end), *_again(shadow, end, first)]
    named = [_respondents(text, shadow, *block, legend) for block in blocks]
    opened = [_opens(shadow, block) for block in blocks]
    return FrontMatter(tuple(blocks), legend, tuple(named), tuple(opened), frozenset(lines))


def _fenced(shadow: str) -> int:
    found = _FENCED.match(shadow)
    return found.end() if found and ":" in found.group() else 0


def _quoted_end(shadow: str, fenced: int) -> int:
    """Return the end of a quoted block of keys and values that stands before any speech."""
    end = run = 0
    for count, line in enumerate(_LINE.finditer(shadow)):
        words = line.group().strip(EDGE)
        if count > _HEADER_LINES:
            break
        if _QUOTED.match(line.group()):
            run += 1
            end = line.end() if run >= _ALIKE else end
        elif words and line.start() >= fenced and not words.startswith("#"):
            break
    return end


def _keys_end(shadow: str) -> int:
    """Return where the key-and-value lines above an interview end.

    ``访谈者：张同学`` among them is no speech: a short value without the end of a sentence, on a
    line that touches ``访谈时间：…``.
    """
    end, touching = 0, False
    waiting = 0  # where a run of values began to which no key of a header was seen yet
    seen: set[str] = set()
    for count, line in enumerate(_LINE.finditer(shadow)):
        words = line.group().strip(EDGE)
        key = _KEY.match(line.group())
        if not words:
            touching, waiting = False, 0
        elif count >= _HEADER_LINES:
            break
        elif key and labels.heads(key["key"]) and not (seen and key["key"].strip() in seen):
            end, touching = line.end(), True
        elif key and not _DATE.match(words):
            if not _is_value(key["key"], key["value"], seen):
                break
            end = line.end() if touching else end
            waiting += 1
        elif len(words) > _LONGEST_TITLE or _SENTENCE_END.search(words):
            break
        if key:
            seen.add(key["key"].strip())
    return end


def _is_value(key: str, value: str, seen: set[str]) -> bool:
    if key.strip() in seen or len(key.strip()) < _SHORTEST_KEY or not value.strip(EDGE):
        return False
    return not (len(value) > _LONGEST_VALUE or _SENTENCE_END.search(value) or labels.greets(value))


def _key_lines(shadow: str, start: int, end: int) -> Iterator[KeyLine]:
    for line in _WORDS.finditer(shadow, start, end):
        if found := _KEY.match(line.group()):
            key = compared(found["key"])
            yield KeyLine(line.start(), line.end(), key, found["value"].strip(EDGE))


def _again(shadow: str, end: int, first: list[KeyLine]) -> list[tuple[int, int]]:
    """Return the blocks of keys further down that have the keys of the first one."""
    keys = {it.key for it in first if not labels.asks(it.key)}
    if len(keys) < _ALIKE:
        return []
    blocks: list[list[int]] = []
    seen: set[str] = set()
    for it in _key_lines(shadow, end, len(shadow)):
        known = it.key in keys or labels.heads(it.key)
        touches = bool(blocks) and not shadow[blocks[-1][1] : it.line].strip(EDGE)
        if touches and known and it.key not in seen:
            blocks[-1][1] = it.end
            seen.add(it.key)
        elif it.key in keys:
            blocks.append([it.line, it.end])
            seen = {it.key}
    return [(a, b) for a, b in blocks if _heads_again(list(_key_lines(shadow, a, b)), keys)]


def _heads_again(lines: list[KeyLine], keys: set[str]) -> bool:
    """Say whether key lines are another interview's head: the same keys over short values."""
    again = {it.key for it in lines} & keys
    short = all(len(it.value) <= _LONGEST_TITLE for it in lines)
    return short and len(again) >= _ALIKE and any(labels.heads(key) for key in again)


def _respondents(text: str, shadow: str, start: int, end: int, legend: Legend) -> tuple[str, ...]:
    """Return who is interviewed by a block, as written, and note everybody whom it names."""
    named: list[str] = []
    for it in _key_lines(shadow, start, end):
        if not it.value or labels.heads(it.key) or not labels.known(it.key):
            continue
        asks = labels.asks(it.key)
        at = shadow.index(it.value, it.line)
        for name in _NAMES.split(text[at : at + len(it.value)]):
            legend.say(name, asks=asks)
            legend.say(name.split(" ")[0], asks=asks)
            if not asks and name.strip(EDGE):
                named.append(name.strip(EDGE))
    return tuple(named)


def _opens(shadow: str, block: tuple[int, int]) -> bool:
    """Say whether a block ends in a key under which the speech stands: ``访谈内容：``."""
    lines = list(_key_lines(shadow, *block))
    return bool(lines) and not lines[-1].value and labels.heads(lines[-1].key)


def _profiles(shadow: str, end: int, legend: Legend) -> None:
    """Note the names in blocks such as ``Interviewer`` / ``Name: Yara Lund``."""
    asks: bool | None = None
    for line in _WORDS.finditer(shadow, 0, end):
        words = compared(line.group())
        key = _KEY.match(line.group())
        if key and asks is not None and compared(key["key"]) in labels.names():
            legend.say(key["value"], asks=asks)
        elif labels.known(words.rstrip(": ")):
            asks = labels.asks(words.rstrip(": "))


def _legend_lines(shadow: str, legend: Legend) -> Iterator[int]:
    """Yield the lines that explain labels, such as ``[I] – Interviewer`` or ``Interviewer = A``."""
    for count, line in enumerate(_WORDS.finditer(shadow)):
        if count >= _HEADER_LINES:
            break
        pairs = [it for it in _PAIRS.split(line.group().strip(EDGE)) if it.strip(EDGE)]
        said = [found for it in pairs if (found := _pair(it.strip(EDGE)))]
        if said:
            said += [found for it in pairs if (found := _short(it.strip(EDGE)))]
        if said and len(said) == len(pairs) and all(_labels(shadow, it) for it, _ in said):
            for name, asks in said:
                legend.say(name, asks=asks)
            yield line.start()
        for owned in _OWNED.finditer(line.group()):
            legend.say(owned["one"], asks=labels.asks(owned["other"]))


def _labels(shadow: str, name: str) -> bool:
    """Say whether lines begin with a name that was explained."""
    begins = rf"^[ \t\[(*]*+{re.escape(name)}(?![^\W_])"
    return len(re.findall(begins, shadow, re.MULTILINE | re.IGNORECASE)) >= _ALIKE


def _pair(words: str) -> tuple[str, bool] | None:
    """Return a short name and whether they ask, where a pair says what the name stands for."""
    found = _PAIR.fullmatch(words)
    if found is None:
        return None
    one, other = compared(found["one"]), compared(found["other"])
    for role, name in ((other, one), (one, other)):
        if labels.role(role) and len(name) <= 4 and not labels.role(name) and name.isalnum():
            return name, labels.asks(role)
    return None


def _short(words: str) -> tuple[str, bool] | None:
    """Return a short name that is explained by something else than a role: ``T – Tenant``."""
    found = _PAIR.fullmatch(words)
    if found is None or _pair(words) is not None:
        return None
    name = compared(found["one"])
    return (name, False) if len(name) <= 4 and name.isalnum() else None


def explained(key: str) -> str:
    """Return the short form that a label brings with it: ``i`` of ``interviewer (i)``."""
    found = _ABBREVIATED.fullmatch(key)
    return found["short"] if found and labels.known(found["role"]) else ""
