"""Change only what changed in a YAML text, so that a person's comments and layout survive.

Every value that changed is replaced at its own place. Comments above an item of a list belong to
that item; comments above the first item and after the last belong to the list.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from qualcode.codefile import read, write
from qualcode.codefile.tree import LineError, Node, parse
from qualcode.model import Code, Codebook, Group, Relation

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Sequence

Edit = tuple[int, int, str]
"""Put these words at ``text[start:end]``."""

_BLANK_LINE = re.compile(r"[ \t]*\r?\n")


def patched(text: str, book: Codebook) -> str | None:
    """Return ``text`` saying what ``book`` says, ``None`` where its layout does not allow it.

    Raises:
        LineError: ``text`` is no codebook.
    """
    root = parse(text)
    whole = text if text.endswith("\n") else text + "\n"
    if root is None:
        return _checked(whole + write.document(book), book)
    old = read.codebook(root)
    if old == book:
        return text
    if root.flow:
        return None
    patches = (_Patch(whole, with_ids) for with_ids in (False, True))
    tries = (_apply(whole, 0, len(whole), patch.record(root, old, book)) for patch in patches)
    return next((result for result in tries if _checked(result, book) is not None), None)


def _checked(text: str, book: Codebook) -> str | None:
    try:
        return text if read.codebook(parse(text)) == book else None
    except LineError:
        return None


def _apply(text: str, start: int, end: int, edits: Iterable[Edit]) -> str:
    pieces = []
    for first, last, words in sorted(edits, key=lambda edit: edit[:2]):
        pieces += [text[start:first], words]
        start = last
    return "".join([*pieces, text[start:end]])


def _matched(old: Sequence[Hashable], new: Sequence[Hashable], by_place: bool) -> list[int | None]:
    """Return the place of the old item that each new one continues, by key, else by place."""
    places: defaultdict[Hashable, list[int]] = defaultdict(list)
    for place in reversed(range(len(old))):
        places[old[place]].append(place)
    found = [places[key].pop() if places[key] else None for key in new]
    free = set(range(len(old))) - set(found) if by_place else set()
    return [n if place is None and n in free else place for n, place in enumerate(found)]


class _Patch:
    """The edits of one text; ``with_ids`` writes down ids that were made of labels."""

    def __init__(self, text: str, with_ids: bool) -> None:
        self.text = text
        self.with_ids = with_ids
        self.newline = "\r\n" if "\r\n" in text else "\n"

    def record(self, node: Node, old: write.Record, new: write.Record) -> list[Edit]:
        """Replace the fields that differ, drop those now at their default, add the new ones."""
        given = write.record(new) or {"codes": ()}
        names = {key.text for key, _ in node.pairs}
        changed = [
            (key, value)
            for key, value in node.pairs
            if getattr(old, key.text) != getattr(new, key.text)
        ]
        added = [name for name in given if name not in names]
        if node.flow and (added or any(key.text not in given for key, _ in changed)):
            return [(node.start, node.end, write.flow(new))]
        edits: list[Edit] = []
        for key, value in changed:
            if key.text in given:
                edits += self.field(key, value, getattr(old, key.text), given[key.text])
            else:
                edits.append(self.dropped(key, value, getattr(new, key.text), node.column))
        lines = "".join(write.field(name, given[name], node.column) for name in added)
        return edits + self.added(node, lines)

    def field(self, key: Node, value: Node, old: Any, new: Any) -> list[Edit]:
        """Replace what differs in one field of a record."""
        if key.text not in {"codes", "groups", "relations"}:
            return self.value(value, new, typed=key.text == "patterns")
        if self.liftable(value):
            return self.records(value, old, new)
        lines = "".join(write.item(each, key.column + 2) for each in new)
        place = self.line_end(value.end)
        return [(value.start, value.end, ""), (place, place, self.lines(lines))]

    def value(self, node: Node, new: Any, *, typed: bool = False) -> list[Edit]:
        """Replace what differs in words, a list or a mapping."""
        if read.plain(node, typed=typed) == (list(new) if isinstance(new, tuple) else new):
            return []
        if node.kind == "mapping" and isinstance(new, Mapping):
            same = {key.text for key, _ in node.pairs} == set(new)
            if same or not node.flow:
                return self.mapping(node, new, typed=typed)
        if isinstance(new, tuple | list) and self.liftable(node):
            return self.texts(node, new, typed=typed)
        if node.kind == "scalar" and isinstance(new, Mapping) and new.keys() == {"zh"}:
            new = new["zh"]
        gap = " " if node.start == node.end else ""
        return [(node.start, node.end, gap + write.flow(new))]

    def mapping(self, node: Node, new: Mapping[str, Any], *, typed: bool) -> list[Edit]:
        edits: list[Edit] = []
        for key, value in node.pairs:
            if key.text in new:
                edits += self.value(value, new[key.text], typed=typed)
            else:
                edits.append(self.dropped(key, value, None, node.column))
        names = {key.text for key, _ in node.pairs}
        added = [write.entry(name, new[name], node.column) for name in new if name not in names]
        return edits + self.added(node, "".join(added))

    def texts(self, node: Node, new: Sequence[Any], *, typed: bool) -> list[Edit]:
        keys = [write.flow(read.plain(item, typed=typed)) for item in node.items]
        matched = _matched(keys, [write.flow(each) for each in new], by_place=True)

        def change(place: int, n: int) -> list[Edit]:
            return self.value(node.items[place], new[n], typed=typed)

        return self.sequence(node, new, matched, change)

    def records(self, node: Node, old: Sequence[Any], new: Sequence[Any]) -> list[Edit]:
        keys, wanted = [[_identity(each) for each in records] for records in (old, new)]

        def change(place: int, n: int) -> list[Edit]:
            item = node.items[place]
            named = isinstance(new[n], Relation) or item.at("id") is not None
            if old[place] == new[n] and (named or not self.with_ids):
                return []
            if item.kind == "scalar":
                words = self.lines(write.block(new[n], item.column))
                return [(item.start, item.end, words)]
            return self.record(item, old[place], new[n])

        return self.sequence(node, new, _matched(keys, wanted, by_place=False), change)

    def sequence(
        self,
        node: Node,
        new: Sequence[Any],
        matched: Sequence[int | None],
        change: Callable[[int, int], list[Edit]],
    ) -> list[Edit]:
        """Put the items of a block list together anew, each with its own comments."""
        ends = [self.after(item.end, node.column) for item in node.items]
        starts = [self.line_start(node.start), *ends]
        spaced = len(ends) > 1 and all(_BLANK_LINE.match(self.text, end) for end in ends[:-1])
        pieces = []
        for n, place in enumerate(matched):
            if place is None:
                lines = write.item(new[n], node.column)
                pieces.append(self.lines(f"\n{lines}" if spaced and n else lines))
            else:
                pieces.append(_apply(self.text, starts[place], ends[place], change(place, n)))
        return [(starts[0], ends[-1], "".join(pieces))]

    def dropped(self, key: Node, value: Node, default: Any, column: int) -> Edit:
        """Drop a field with its lines; behind the hyphen of an item write its default instead."""
        start = self.line_start(key.start)
        if self.text[start : key.start].strip():
            return (value.start, value.end, write.flow(default))
        return (start, self.after(value.end, column), "")

    def added(self, node: Node, lines: str) -> list[Edit]:
        place = self.after(node.end, node.column)
        return [(place, place, self.lines(lines))] if lines else []

    def liftable(self, node: Node) -> bool:
        """Whether a node is a list with every item on lines of its own."""
        return (
            node.kind == "sequence"
            and not node.flow
            and not self.text[self.line_start(node.start) : node.start].strip()
            and all(item.start < item.end for item in node.items)
        )

    def lines(self, text: str) -> str:
        return text.replace("\n", self.newline)

    def line_start(self, place: int) -> int:
        return self.text.rfind("\n", 0, place) + 1

    def line_end(self, place: int) -> int:
        return self.text.find("\n", place) + 1 or len(self.text)

    def after(self, place: int, column: int) -> int:
        """Return the end of the line and of the deeper comment lines that follow it."""
        deeper = re.compile(rf"(?:[ \t]*\r?\n)*[ \t]{{{column + 1},}}#[^\n]*(?:\n|$)")
        place = self.line_end(place)
        while comment := deeper.match(self.text, place):
            place = comment.end()
        return place


def _identity(value: Code | Group | Relation) -> Hashable:
    return (value.source, value.target) if isinstance(value, Relation) else value.id
