"""Where a code stands on the page: the tree in order, and the code that is looked at."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from qualcode.app.screen import choices
from qualcode.app.screen.words import t
from qualcode.app.window import state

if TYPE_CHECKING:
    from collections.abc import Iterable

    from qualcode.model import Code, Codebook

KEY = "codebook_chosen"
"""The box in which a code is chosen."""


class Leaf(NamedTuple):
    """A code in the tree, and how many codes stand above it."""

    code: Code
    depth: int


def tree(book: Codebook) -> tuple[Leaf, ...]:
    """Return every code once: group by group, each code followed by those under it."""
    known = {code.id for code in book.codes}
    groups = {group.id: place for place, group in enumerate(book.groups)}
    below: dict[str | None, list[Code]] = {}
    for code in book.codes:
        below.setdefault(code.parent if code.parent in known else None, []).append(code)
    roots = sorted(below.get(None, ()), key=lambda it: groups.get(it.group or "", len(groups)))
    found: list[Leaf] = []
    waiting = [Leaf(code, 0) for code in reversed(roots)]
    seen: set[str] = set()
    while waiting:
        leaf = waiting.pop()
        if leaf.code.id in seen:
            continue
        seen.add(leaf.code.id)
        found.append(leaf)
        waiting += [Leaf(it, leaf.depth + 1) for it in reversed(below.get(leaf.code.id, ()))]
    rest = (Leaf(code, 0) for code in book.codes if code.id not in seen)
    return (*found, *rest)


def neighbour(book: Codebook, code: Code, step: int) -> int | None:
    """Return the place in the book of the code before (-1) or after (1) among its siblings."""
    siblings = [
        leaf.code
        for leaf in tree(book)
        if (leaf.code.parent, leaf.code.group) == (code.parent, code.group)
    ]
    at = siblings.index(code) + step
    return book.codes.index(siblings[at]) if 0 <= at < len(siblings) else None


def choose(book: Codebook) -> Code:
    """Let the code be chosen that the page is about."""
    codes = {leaf.code.id: leaf for leaf in tree(book)}
    chosen = choices.select(t("codebook.edit"), codes, key=KEY, shown=lambda it: said(codes[it]))
    return codes[chosen].code


def look_at(code_id: str) -> None:
    """Turn to a code, before the page is drawn again."""
    choices.turn(KEY, code_id)


def said(leaf: Leaf) -> str:
    """Return a code's name, moved in below those above it."""
    return f"{'　' * leaf.depth}{leaf.code.label(state.language())}"


def labels(book: Codebook, ids: Iterable[str]) -> list[str]:
    """Return the names of codes by id; one that is not in the book keeps its id."""
    found = ((book.code(each), each) for each in ids)
    return [code.label(state.language()) if code else name for code, name in found]
