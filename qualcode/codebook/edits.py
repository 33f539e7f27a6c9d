"""What can be done to a codebook as a whole: each edit gives the next one, and changes nothing.

An edit is a plain value, so that its consequences can be shown before it is made.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import Enum
from itertools import chain
from typing import TYPE_CHECKING, Final, Literal, Protocol, TypeVar

from qualcode.codebook.slugs import slug
from qualcode.errors import Clause, InputError
from qualcode.model import LEVELS, Code
from qualcode.text.fold import folded

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from qualcode.i18n import Language
    from qualcode.model import Codebook, Level, Relation


T = TypeVar("T")


class Keep(Enum):
    """Stands for what a move leaves as it is, where ``None`` has a meaning of its own."""

    KEEP = "keep"


KEEP: Final = Keep.KEEP
Kept = Literal[Keep.KEEP]


class Edit(Protocol):
    """A change of the codebook: what it gives, which codes are concerned, what is mapped."""

    @property
    def concerned(self) -> tuple[str, ...]:
        """The codes whose codings are concerned."""

    @property
    def maps(self) -> Mapping[str, str]:
        """What codings of a code that goes are read as."""

    @property
    def wording_only(self) -> bool:
        """Whether the meaning of every code that stays is what it was."""

    def apply(self, book: Codebook) -> Codebook:
        """Return the next codebook; ``InputError`` where the edit does not fit it."""


@dataclass(frozen=True, slots=True)
class Merge:
    """Read codings of ``codes`` as ``into``, whose meaning stays; their words go over to it."""

    codes: tuple[str, ...]
    into: str
    wording_only: bool = True

    @property
    def concerned(self) -> tuple[str, ...]:
        """The codes that go."""
        return self.codes

    @property
    def maps(self) -> dict[str, str]:
        """Every code that goes, to the one that stays."""
        return dict.fromkeys(self.codes, self.into)

    def apply(self, book: Codebook) -> Codebook:
        """Return the book without the merged codes; examples, keywords, relations go over."""
        target = known(book, self.into)
        gone = [known(book, each) for each in dict.fromkeys(self.codes)]
        if not gone or self.into in self.codes:
            raise InputError("codebook_edit.merge_same")
        parent = target.parent
        while parent in self.codes:
            parent = known(book, parent).parent
        taken = {folded(word) for code in book.codes for word in code.keywords}
        for code in gone:
            taken -= {folded(word) for word in code.keywords}
        words = [word for code in gone for word in code.keywords if folded(word) not in taken]
        merged = replace(
            target,
            parent=parent,
            examples=_union(target.examples, *(code.examples for code in gone)),
            keywords=_union(target.keywords, words),
            patterns=_union(target.patterns, *(code.patterns for code in gone)),
        )
        codes = (
            merged if code.id == self.into else _reparented(code, self.maps)
            for code in book.codes
            if code.id not in self.codes
        )
        return replace(book, codes=tuple(codes), relations=_led_over(book.relations, self.maps))


@dataclass(frozen=True, slots=True)
class Split:
    """Make new codes under a code, which stays as the place of what is not yet sorted.

    ``taken`` are ids that no new code may have, those of codes that went included.
    """

    code: str
    labels: tuple[str, ...]
    taken: frozenset[str] = field(default=frozenset(), repr=False)
    wording_only: bool = True
    language: Language = "zh"

    @property
    def concerned(self) -> tuple[str, ...]:
        """The code that is split."""
        return (self.code,)

    @property
    def maps(self) -> dict[str, str]:
        """Nothing: passages are sorted by people."""
        return {}

    def apply(self, book: Codebook) -> Codebook:
        """Return the book with the new codes after the one that is split, a level below it."""
        code = known(book, self.code)
        made = self.made(book)
        at = book.codes.index(code) + 1
        return replace(book, codes=(*book.codes[:at], *made, *book.codes[at:]))

    def made(self, book: Codebook) -> tuple[Code, ...]:
        """Return the new codes."""
        code = known(book, self.code)
        labels = [label.strip() for label in self.labels if label.strip()]
        there = {label for each in book.codes for label in each.labels.values()}
        if not labels or len(set(labels)) < len(labels):
            raise InputError("codebook_edit.split_names")
        if twice := [label for label in labels if label in there]:
            raise InputError("codebook_edit.split_taken", twice=twice[0])
        taken = {each.id for each in book.codes} | self.taken
        made: list[Code] = []
        for label in labels:
            made.append(
                Code(
                    id=slug(label, taken),
                    labels={self.language: label},
                    group=code.group,
                    parent=code.id,
                    level="category" if code.level == "main" else "concept",
                )
            )
            taken.add(made[-1].id)
        return tuple(made)


@dataclass(frozen=True, slots=True)
class Move:
    """Give a code another parent, group, level or place in the order; the rest stays.

    Under a parent a code is in the parent's group unless another is named, and what stands under
    it goes with it. ``position`` is the code's place in the order of all codes, from 0.
    """

    code: str
    parent: str | Kept | None = KEEP
    group: str | Kept | None = KEEP
    level: Level | Kept = KEEP
    position: int | Kept = KEEP
    wording_only: bool = False

    @property
    def concerned(self) -> tuple[str, ...]:
        """The code that moves."""
        return (self.code,)

    @property
    def maps(self) -> dict[str, str]:
        """Nothing."""
        return {}

    def apply(self, book: Codebook) -> Codebook:
        """Return the book with the code in its new place."""
        code, below = known(book, self.code), descendants(book, self.code)
        group = self.group
        if self.parent is not KEEP and self.parent is not None:
            if self.parent == self.code or self.parent in below:
                raise InputError("codebook_edit.own_parent", parent=self.parent, code=self.code)
            above = known(book, self.parent)
            group = above.group if group is KEEP else group
        if group is not KEEP and group is not None and group not in {g.id for g in book.groups}:
            raise InputError("codebook_edit.no_group", group=group)
        if self.level is not KEEP and self.level not in LEVELS:
            raise InputError("codebook_edit.level", levels=LEVELS)
        moved = replace(
            code,
            parent=code.parent if self.parent is KEEP else self.parent,
            group=code.group if group is KEEP else group,
            level=code.level if self.level is KEEP else self.level,
        )
        codes = [
            moved
            if each is code
            else replace(each, group=moved.group)
            if each.id in below and group is not KEEP
            else each
            for each in book.codes
        ]
        if self.position is not KEEP:
            codes.remove(moved)
            codes.insert(min(max(self.position, 0), len(codes)), moved)
        return replace(book, codes=tuple(codes))


@dataclass(frozen=True, slots=True)
class Remove:
    """Take a code that nothing uses out of the codebook; what stands under it moves up."""

    code: str
    wording_only: bool = True

    @property
    def concerned(self) -> tuple[str, ...]:
        """The code that goes."""
        return (self.code,)

    @property
    def maps(self) -> dict[str, str]:
        """Nothing: nothing may be coded with it."""
        return {}

    def apply(self, book: Codebook) -> Codebook:
        """Return the book without the code and its relations."""
        code = known(book, self.code)
        codes = tuple(
            replace(each, parent=code.parent) if each.parent == code.id else each
            for each in book.codes
            if each is not code
        )
        kept = (r for r in book.relations if code.id not in (r.source, r.target))
        return replace(book, codes=codes, relations=tuple(kept))


@dataclass(frozen=True, slots=True)
class Replace:
    """Put another codebook in the place of this one; ``source`` is the YAML that it came from.

    ``maps`` say what codings of codes that go are read as, where they are to be read at all.
    """

    book: Codebook
    source: str | None = field(default=None, repr=False)
    wording_only: bool = False
    maps: Mapping[str, str] = field(default_factory=dict)

    @property
    def concerned(self) -> tuple[str, ...]:
        """No code by itself; those that go are seen from the two books."""
        return ()

    def apply(self, book: Codebook) -> Codebook:
        """Return the other codebook."""
        return replace(self.book, version=book.version, frozen=False)


@dataclass(frozen=True, slots=True)
class Revert:
    """Go back to the content of an earlier version; only the project knows what that was."""

    version: int


@dataclass(frozen=True, slots=True)
class Revise:
    """Say something else of one code."""

    code: Code
    wording_only: bool = False

    @property
    def concerned(self) -> tuple[str, ...]:
        """The code."""
        return (self.code.id,)

    @property
    def maps(self) -> dict[str, str]:
        """Nothing."""
        return {}

    def apply(self, book: Codebook) -> Codebook:
        """Return the book with the code as it is now said."""
        known(book, self.code.id)
        codes = (self.code if each.id == self.code.id else each for each in book.codes)
        return replace(book, codes=tuple(codes))


def known(book: Codebook, code_id: str | None) -> Code:
    """Return a code of the book.

    Raises:
        InputError: there is none of this id.
    """
    found = book.code(code_id) if code_id else None
    if found is None:
        there = tuple(code.id for code in book.codes) or Clause("error.word.none_yet")
        raise InputError("codebook_edit.no_code", code_id=code_id, there=there)
    return found


def descendants(book: Codebook, code_id: str) -> frozenset[str]:
    """Return the ids of all codes under a code."""
    below: set[str] = set()
    layer = {code_id}
    while layer:
        layer = {code.id for code in book.codes if code.parent in layer} - below - {code_id}
        below |= layer
    return frozenset(below)


def _union(first: tuple[T, ...], *others: Iterable[T]) -> tuple[T, ...]:
    made = list(first)
    for each in chain.from_iterable(others):
        if each not in made:
            made.append(each)
    return tuple(made)


def _reparented(code: Code, maps: Mapping[str, str]) -> Code:
    return replace(code, parent=maps.get(code.parent, code.parent)) if code.parent else code


def _led_over(relations: Iterable[Relation], maps: Mapping[str, str]) -> tuple[Relation, ...]:
    """Return relations between the codes that stay, each once and none to itself."""
    made: dict[tuple[str, str, str], Relation] = {}
    for each in relations:
        source, target = maps.get(each.source, each.source), maps.get(each.target, each.target)
        if source != target or each.source == each.target:
            made.setdefault(
                (source, target, each.kind), replace(each, source=source, target=target)
            )
    return tuple(made.values())
