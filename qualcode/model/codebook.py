"""One version of the codebook: codes in order, their groups and relations."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal, get_args

if TYPE_CHECKING:
    from collections.abc import Mapping

Level = Literal["concept", "category", "main"]

LEVELS: tuple[Level, ...] = get_args(Level)


@dataclass(frozen=True, slots=True)
class Code:
    """One code as one codebook version states it; only ``id`` is required.

    ``labels`` and ``definition`` map a language (``zh``, ``en``) to words. ``patterns`` are
    spaCy ``Matcher`` token patterns. ``key`` is the keyboard key, never ``r`` or ``c``.
    """

    id: str
    labels: Mapping[str, str] = field(default_factory=dict)
    group: str | None = None
    parent: str | None = None
    level: Level = "category"
    definition: Mapping[str, str] = field(default_factory=dict)
    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    examples: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()
    patterns: tuple[tuple[Mapping[str, Any], ...], ...] = ()
    colour: str = ""
    key: str = ""

    def label(self, language: str = "zh") -> str:
        """Return the label in ``language``, else in any language, else the id."""
        return self.labels.get(language) or next(iter(self.labels.values()), self.id)

    def defined(self, language: str = "zh") -> str:
        """Return the definition in ``language``, else in any language, else ``""``."""
        return self.definition.get(language) or next(iter(self.definition.values()), "")


@dataclass(frozen=True, slots=True)
class Group:
    """A heading over codes in one codebook."""

    id: str
    labels: Mapping[str, str] = field(default_factory=dict)

    def label(self, language: str = "zh") -> str:
        """Return the label in ``language``, else in any language, else the id."""
        return self.labels.get(language) or next(iter(self.labels.values()), self.id)


@dataclass(frozen=True, slots=True)
class Relation:
    """A relation between two codes: the framework's path, or axial and selective coding."""

    source: str
    target: str
    kind: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class Codebook:
    """One version of the codebook: codes in order, their groups and relations."""

    title: Mapping[str, str] = field(default_factory=dict)
    codes: tuple[Code, ...] = ()
    groups: tuple[Group, ...] = ()
    relations: tuple[Relation, ...] = ()
    frozen: bool = False
    semantic_hash: str = ""
    version: int = 0

    def code(self, code_id: str) -> Code | None:
        """Return the code with this id, or ``None``."""
        return next((code for code in self.codes if code.id == code_id), None)

    def group_label(self, group_id: str | None, language: str = "zh") -> str:
        """Return the label of a group, ``""`` for no group."""
        return next((g.label(language) for g in self.groups if g.id == group_id), group_id or "")
