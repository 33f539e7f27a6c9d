"""The next version of the codebook, written inside an act that a verb began."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from qualcode import codebook as rules
from qualcode import codefile
from qualcode.codebook.versions import meanings, refuse_broken, refuse_frozen
from qualcode.errors import InputError
from qualcode.model import Code, Codebook
from qualcode.store import codebooks
from qualcode.study.names import new_name

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from qualcode.i18n import Language
    from qualcode.model import Level
    from qualcode.store import Act


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
