"""The project's codebook: its versions, from YAML or grown from the text."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from qualcode import codebook as rules
from qualcode import codefile
from qualcode.errors import InputError, RuleError
from qualcode.model import Code, Codebook
from qualcode.project.part import Part, current_book
from qualcode.store import codebooks

if TYPE_CHECKING:
    from qualcode.store import Act

STRUCTURAL = frozenset(
    {"duplicate_id", "cycle", "unknown_parent", "unknown_group", "unknown_relation", "bad_pattern"}
)
"""Findings that make a codebook unusable; the others are advice until it is frozen."""


class Codebooks(Part):
    """The codebook of the project and its versions."""

    def current(self) -> Codebook:
        """Return the newest version."""
        with self.store.reading() as connection:
            return current_book(connection)

    def versions(self) -> tuple[Codebook, ...]:
        """Return every version, oldest first."""
        with self.store.reading() as connection:
            return codebooks.versions(connection)

    def load(self, path: Path | str, *, wording_only: bool = False) -> Codebook:
        """Read a YAML file as the next version; the same content makes none."""
        book, source = read_book(Path(path))
        return self._next(book, source, wording_only=wording_only)

    def loads(self, text: str, name: str, *, wording_only: bool = False) -> Codebook:
        """Read YAML text as the next version; ``name`` stands in errors."""
        book = codefile.loads(text, name)
        _refuse_broken(book)
        return self._next(book, text, wording_only=wording_only)

    def text(self) -> str:
        """Return the codebook as YAML, with the comments of the file that it came from."""
        with self.store.reading() as connection:
            book = current_book(connection)
            original = codebooks.source(connection, book.version)
        return codefile.dumps(book, original or None)

    def lint(self) -> tuple[rules.Finding, ...]:
        """Return what is wrong or doubtful in the newest version."""
        return rules.lint(self.current())

    def add_code(self, label: str, *, group: str | None = None) -> Code:
        """Add a code that has only a name; the rest can be said later."""
        if not label.strip():
            raise InputError("A code must have a name; type one.")
        with self.store.acting("codebook.add_code") as act:
            book = current_book(act.connection)
            _refuse_frozen(book)
            if any(label.strip() in code.labels.values() for code in book.codes):
                raise InputError(f"There is a code named {label.strip()!r} already; use that one.")
            taken = {code.id for code in book.codes} | set(codebooks.code_ids(act.connection))
            code = Code(
                id=rules.slug(label.strip(), taken), labels={"zh": label.strip()}, group=group
            )
            write_book(act, replace(book, codes=(*book.codes, code)))
            return code

    def edit_code(self, code: Code, *, wording_only: bool = False) -> Codebook:
        """Replace a code; ``wording_only`` says that its meaning stays, so readings stay valid."""
        with self.store.acting("codebook.edit_code") as act:
            book = current_book(act.connection)
            _refuse_frozen(book)
            if book.code(code.id) is None:
                raise InputError(f"There is no code {code.id!r} in the codebook; add it first.")
            codes = tuple(code if known.id == code.id else known for known in book.codes)
            write_book(act, replace(book, codes=codes), wording_only=wording_only)
        return self.current()

    def freeze(self) -> Codebook:
        """Freeze the newest version; every code must be defined."""
        with self.store.acting("codebook.freeze") as act:
            book = current_book(act.connection)
            wrong = [f for f in rules.lint(book, frozen=True) if f.severity == "error"]
            if wrong:
                more = f" (and {len(wrong) - 1} more)" if len(wrong) > 1 else ""
                raise RuleError(
                    f"The codebook cannot be frozen: {wrong[0].message.rstrip('.')}{more}."
                )
            act.update("codebook_version", book.version, frozen=True)
        return self.current()

    def thaw(self) -> Codebook:
        """Begin a new version from a frozen one, so that it can be changed."""
        with self.store.acting("codebook.thaw") as act:
            book = current_book(act.connection)
            if book.frozen:
                write_book(act, book)
        return self.current()

    def _next(self, book: Codebook, source: str, *, wording_only: bool) -> Codebook:
        with self.store.acting("codebook.load") as act:
            if not _same(current_book(act.connection), book):
                write_book(act, book, source=source, wording_only=wording_only)
        return self.current()


def read_book(path: Path) -> tuple[Codebook, str]:
    """Return the codebook of a YAML file and the file's text, comments included."""
    book = codefile.load(path)
    _refuse_broken(book)
    return book, path.read_text(encoding="utf-8-sig")


def write_book(
    act: Act, book: Codebook, *, source: str | None = None, wording_only: bool = False
) -> int:
    """Write the next version; without a ``source`` the YAML of the version before is patched."""
    before = codebooks.newest(act.connection)
    hashes = {code.id: rules.code_hash(code) for code in book.codes}
    if wording_only:
        known = codebooks.code_hashes(act.connection)
        hashes = {name: known.get((before, name), own) for name, own in hashes.items()}
    if source is None:
        original = codebooks.source(act.connection, before)
        source = codefile.dumps(book, original) if original else ""
    digest = rules.semantic_hash(book)
    return codebooks.add_version(
        act, replace(book, semantic_hash=digest), hashes, source_text=source
    )


def _refuse_broken(book: Codebook) -> None:
    wrong = [f for f in rules.lint(book) if f.rule in STRUCTURAL]
    if wrong:
        raise InputError(wrong[0].message)


def _same(old: Codebook, new: Codebook) -> bool:
    bare = replace(old, version=0, frozen=False, semantic_hash="")
    return bare == replace(new, version=0, frozen=False, semantic_hash="")


def _refuse_frozen(book: Codebook) -> None:
    if book.frozen:
        raise RuleError(
            f"Codebook version {book.version} is frozen, so it cannot be changed; "
            "begin a new version with `qualcode codebook thaw`."
        )
