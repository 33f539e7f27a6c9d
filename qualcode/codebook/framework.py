"""The frame around the codes: relations between them, and the groups they stand in."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from qualcode.codebook.edits import known
from qualcode.codebook.slugs import slug
from qualcode.errors import InputError
from qualcode.model import Group

if TYPE_CHECKING:
    from qualcode.model import Codebook, Relation


def related(book: Codebook, relation: Relation) -> Codebook:
    """Return the book with a relation, in the place of one of the same kind between the two."""
    known(book, relation.source)
    known(book, relation.target)
    if relation.source == relation.target:
        raise InputError("framework.relation_same")
    if not relation.kind.strip():
        raise InputError("framework.relation_kind")
    same = (relation.source, relation.target, relation.kind)
    kept = [r for r in book.relations if (r.source, r.target, r.kind) != same]
    return replace(book, relations=(*kept, relation))


def unrelated(book: Codebook, source: str, target: str, kind: str | None = None) -> Codebook:
    """Return the book without the relations from one code to another, or those of one kind."""
    kept = tuple(
        r
        for r in book.relations
        if (r.source, r.target) != (source, target) or kind not in (None, r.kind)
    )
    if len(kept) == len(book.relations):
        raise InputError("framework.no_relation", source=source, target=target)
    return replace(book, relations=kept)


def grouped(book: Codebook, label: str) -> Codebook:
    """Return the book with a new group of this name, after the others."""
    made = Group(slug(label.strip(), {g.id for g in book.groups}), {"zh": _free(book, label)})
    return replace(book, groups=(*book.groups, made))


def regrouped(book: Codebook, group_id: str, label: str, language: str = "zh") -> Codebook:
    """Return the book with a group's name in one language changed."""
    _known_group(book, group_id)
    name = _free(book, label, but=group_id)
    groups = (
        replace(g, labels={**g.labels, language: name}) if g.id == group_id else g
        for g in book.groups
    )
    return replace(book, groups=tuple(groups))


def ungrouped(book: Codebook, group_id: str) -> Codebook:
    """Return the book without a group; its codes stay, in no group."""
    _known_group(book, group_id)
    codes = (replace(c, group=None) if c.group == group_id else c for c in book.codes)
    groups = (g for g in book.groups if g.id != group_id)
    return replace(book, groups=tuple(groups), codes=tuple(codes))


def _known_group(book: Codebook, group_id: str) -> None:
    if all(g.id != group_id for g in book.groups):
        raise InputError("framework.no_group", group_id=group_id)


def _free(book: Codebook, label: str, but: str = "") -> str:
    """Return a group's name, which no other group has."""
    name = label.strip()
    if not name:
        raise InputError("framework.group_name")
    if any(name in g.labels.values() for g in book.groups if g.id != but):
        raise InputError("framework.group_taken", name=name)
    return name
