"""The next version of the codebook, written inside an act that a verb began."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from qualcode import codebook as rules
from qualcode import codefile
from qualcode.errors import InputError, RuleError
from qualcode.model import Code, Codebook
from qualcode.project.names import new_name
from qualcode.store import codebooks

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from qualcode.i18n import Language
    from qualcode.model import Level
    from qualcode.store import Act

STRUCTURAL = frozenset(
    {"duplicate_id", "cycle", "unknown_parent", "unknown_group", "unknown_relation", "bad_pattern"}
)
"""Findings that make a codebook unusable; the others are advice until it is frozen."""


def read_book(path: Path) -> tuple[Codebook, str]:
    """Return the codebook of a YAML file and the file's text, comments included."""
    book = codefile.load(path)
    refuse_broken(book)
    return book, path.read_text(encoding="utf-8-sig")


def put_code(
    act: Act,
    book: Codebook,
    label: str,
    *,
    group: str | None = None,
    level: Level = "category",
    examples: tuple[str, ...] = (),
    language: Language = "zh",
) -> tuple[Code, Codebook]:
    """Write the next version with a new code, inside an act that another verb began.

    Its label is one in ``language``. ``book`` is the newest version, which the act may have
    written itself; the next one is returned with the code.
    """
    label = label.strip()
    if not label:
        raise InputError("next_version.no_name")
    refuse_frozen(book)
    if any(label in code.labels.values() for code in book.codes):
        raise InputError("next_version.taken", label=label)
    label = new_name(label, (it for code in book.codes for it in code.labels.values()))
    taken = {code.id for code in book.codes} | set(act.study.codes)
    code = Code(
        id=rules.slug(label, taken),
        labels={language: label},
        group=group,
        level=level,
        examples=examples,
    )
    made = replace(book, codes=(*book.codes, code))
    return code, replace(made, version=write_book(act, book, made))


def write_book(
    act: Act,
    before: Codebook,
    book: Codebook,
    *,
    source: str | None = None,
    wording_only: bool = False,
    maps: Mapping[str, str] | None = None,
    hashes: Mapping[str, str] | None = None,
) -> int:
    """Write the version after ``before`` and return its key.

    ``source`` is the YAML that it was read from, if it was.
    ``hashes`` are the meanings that codes have, where they are those of an earlier version.
    """
    if not hashes:
        stored = codebooks.code_hashes(act.connection)
        hashes = meanings(stored, before, book, wording_only=wording_only)
    digest = rules.book_hash(hashes.values())
    return codebooks.add_version(
        act, replace(book, semantic_hash=digest), hashes, source_text=source or "", maps=maps
    )


def newest_book(act: Act) -> Codebook:
    """Return the newest version as it stands after what an act has done."""
    return codebooks.stored(act.connection, codebooks.newest(act.connection))


def meanings(
    stored: Mapping[tuple[int, str], str], before: Codebook, book: Codebook, *, wording_only: bool
) -> dict[str, str]:
    """Return the hash of what each code of the version after ``before`` means.

    A code of which that version says the same keeps the hash that it has there: once it was
    said that only its wording changed, a later edit of another code must not open it again.
    ``stored`` are the meanings so far, by version and code.
    """
    said = {code.id: rules.code_hash(code) for code in before.codes}
    found: dict[str, str] = {}
    for code in book.codes:
        own = rules.code_hash(code)
        stays = wording_only or said.get(code.id) == own
        found[code.id] = stored.get((before.version, code.id), own) if stays else own
    return found


def refuse_broken(book: Codebook) -> None:
    """Raise ``InputError`` where a codebook cannot be used."""
    wrong = [f for f in rules.lint(book) if f.rule in STRUCTURAL]
    if wrong:
        raise InputError(wrong[0].message)


def same(old: Codebook, new: Codebook) -> bool:
    """Return whether two versions have the same content."""
    bare = replace(old, version=0, frozen=False, semantic_hash="")
    return bare == replace(new, version=0, frozen=False, semantic_hash="")


def refuse_frozen(book: Codebook) -> None:
    """Raise ``RuleError`` where a version is frozen."""
    if book.frozen:
        raise RuleError("next_version.frozen", version=book.version)
