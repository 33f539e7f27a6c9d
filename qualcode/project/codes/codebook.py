"""The project's codebook: its versions, from YAML or grown from the text."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from qualcode import codebook as rules
from qualcode import codefile
from qualcode.codebook.versions import refuse_broken, refuse_frozen, same
from qualcode.errors import RuleError
from qualcode.gathering import code_usage, consequences
from qualcode.project.codes.framework import Framework
from qualcode.project.codes.next_version import newest_book, put_code, read_book, write_book
from qualcode.store import codebooks
from qualcode.study.reading import settled

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from qualcode.codebook import Edit, Kept, Revert
    from qualcode.codebook.usage import Use
    from qualcode.gathering.code_usage import CodedExample
    from qualcode.gathering.consequences import Consequences
    from qualcode.i18n import Language
    from qualcode.model import Code, Codebook, Level
    from qualcode.store.codebooks import Made
    from qualcode.table import Table

__all__ = ["Codebooks", "put_code", "read_book", "refuse_frozen", "write_book"]

EVENTS: dict[type, str] = {
    rules.Merge: "merge",
    rules.Split: "split",
    rules.Move: "move",
    rules.Remove: "remove",
    rules.Revert: "revert",
    rules.Revise: "edit_code",
    rules.Replace: "load",
}
"""The kind of the event of each edit."""

DESKS = 16
"""Of so many coders who are at work at once it is kept how often they used each code."""


class Codebooks(Framework):
    """The codebook of the project and its versions."""

    def current(self) -> Codebook:
        """Return the newest version."""
        with self.looking() as (_, study):
            return study.book

    def versions(self) -> tuple[Codebook, ...]:
        """Return every version, oldest first."""
        with self.store.reading() as connection:
            return codebooks.versions(connection)

    def history(self) -> tuple[Made, ...]:
        """Return when each version was made, oldest first, without what it says."""
        with self.store.reading() as connection:
            return codebooks.history(connection)

    def load(self, path: Path | str, *, wording_only: bool = False) -> Codebook:
        """Read a YAML file as the next version; the same content makes none."""
        book, source = read_book(Path(path))
        return self.do(rules.Replace(book, source, wording_only))

    def loads(self, text: str, name: str, *, wording_only: bool = False) -> Codebook:
        """Read YAML text as the next version; ``name`` stands in errors."""
        return self.do(rules.Replace(self.parsed(text, name), text, wording_only))

    def parsed(self, text: str, name: str) -> Codebook:
        """Read YAML text and store nothing, so that it can be compared first."""
        book = codefile.loads(text, name)
        refuse_broken(book)
        return book

    def text(self) -> str:
        """Return the codebook as YAML, with the comments of the file that it came from."""
        with self.looking() as (connection, study):
            book = study.book
            original = codebooks.source(connection, book.version)
        return codefile.dumps(book, original or None)

    def lint(self) -> tuple[rules.Finding, ...]:
        """Return what is wrong or doubtful in the newest version."""
        return rules.lint(self.current())

    def add_code(self, label: str, *, group: str | None = None, language: Language = "zh") -> Code:
        """Add a code that has only a name, in ``language``; the rest can be said later."""
        with self.store.acting("codebook.add_code") as act:
            return put_code(act, act.study.book, label, group=group, language=language)[0]

    def edit_code(self, code: Code, *, wording_only: bool = False, by: str = "") -> Codebook:
        """Replace a code; ``wording_only`` says that its meaning stays, so readings stay valid."""
        return self.do(rules.Revise(code, wording_only), by=by)

    def merge(self, codes: Sequence[str], into: str, *, by: str = "") -> Codebook:
        """Merge codes into another, whose meaning stays: what was read stays read.

        Codings are not rewritten: from the next version on they are read as ``into``, until a
        version has their code again (see ``revert``). Figures of rounds that are closed stay.
        """
        return self.do(rules.Merge(tuple(codes), into), by=by)

    def split(
        self, code: str, into_labels: Sequence[str], *, by: str = "", language: Language = "zh"
    ) -> tuple[Code, ...]:
        """Make new codes under a code and return them; passages are sorted afterwards, by people.

        What was read has to be read again for the new codes (back-coding).
        """
        edit = rules.Split(code, tuple(into_labels), language=language)
        before, book = self._done(edit, by, None)
        known = {each.id for each in before.codes}
        return tuple(each for each in book.codes if each.id not in known)

    def move(
        self,
        code: str,
        *,
        parent: str | Kept | None = rules.KEEP,
        group: str | Kept | None = rules.KEEP,
        level: Level | Kept = rules.KEEP,
        position: int | Kept = rules.KEEP,
        wording_only: bool = False,
        by: str = "",
    ) -> Codebook:
        """Give a code another parent, group, level or place in the order, from 0.

        Parent and level are meaning, unless ``wording_only`` says that it stays.
        """
        return self.do(rules.Move(code, parent, group, level, position, wording_only), by=by)

    def remove(self, code: str, *, by: str = "") -> Codebook:
        """Take a code out that nothing is coded with.

        Raises:
            RuleError: something is coded with it; merge it into another code.
        """
        return self.do(rules.Remove(code), by=by)

    def revert(self, version: int, *, by: str = "") -> Codebook:
        """Make a next version with the content of an earlier one; it takes merges and splits back.

        Codes that come back have their codings again. What was coded with a code that the earlier
        version lacks is read as the code above it, as it is after a split.

        Raises:
            RuleError: a code would go that something is coded with, and none above it stays.
        """
        return self.do(rules.Revert(version), by=by)

    def do(self, edit: Edit | Revert, *, by: str = "", seen: int | None = None) -> Codebook:
        """Do an edit, such as one whose ``consequences`` were shown, as one act.

        ``seen`` is the version for which they were shown: where somebody changed the codebook
        meanwhile it is refused, and so is every edit of a frozen version.
        """
        return self._done(edit, by, seen)[1]

    def _done(self, edit: Edit | Revert, by: str, seen: int | None) -> tuple[Codebook, Codebook]:
        """Return the version before an edit that is done, and the one after."""
        with self.store.acting(f"codebook.{EVENTS[type(edit)]}", by) as act:
            planned = consequences.planned(act.look, edit)
            if not isinstance(edit, rules.Replace):
                refuse_frozen(planned.before)
            if seen not in (None, planned.before.version):
                raise RuleError("codebook.changed")
            if planned.refusal:
                raise planned.refusal
            refuse_broken(planned.after)
            if not same(planned.before, planned.after):
                write_book(
                    act,
                    planned.before,
                    planned.after,
                    source=planned.source,
                    maps=planned.maps,
                    hashes=planned.hashes,
                )
            return planned.before, newest_book(act)

    def consequences(self, edit: Edit | Revert, *, viewer: str | None = None) -> Consequences:
        """Return what an edit will do, before anything is stored; see ``do``.

        Counts are of what ``viewer`` may see; of the rest it is only said that it is there.
        """
        with self.look() as look:
            return consequences.of(look, edit, viewer)

    def examples_of(
        self, code: str, viewer: str | None = None, *, most: int = 20
    ) -> tuple[CodedExample, ...]:
        """Return passages coded with a code that may serve as its examples, newest first.

        They are those that ``viewer`` may see, their own first; what is an example already is
        left out.
        """
        with self.look() as look:
            book = look.study.book
            look.study.code(code)
            known = rules.known(book, code).examples
            return code_usage.examples(look, code, viewer, set(known), most)

    def uses(self, viewer: str) -> Mapping[str, Use]:
        """Return how often a coder used each code of the codebook, 0 where they never did."""
        with self.look() as look:
            return look.keep_for_now(("uses", viewer), lambda: code_usage.uses(look, viewer), DESKS)

    def difference(self, old: int, new: int, language: Language | None = None) -> Table:
        """Return what changed between two versions, a row a field: before and after.

        Raises:
            InputError: there is no such version.
        """
        with self.look() as look:
            books = [consequences.version_of(look, each) for each in (old, new)]
        return rules.difference(books[0], books[1], language or self.project.language)

    def settled(self) -> frozenset[int]:
        """Return the versions under which a reading still speaks for every code there is."""
        with self.looking() as (_, study):
            return settled(study, study.book)

    def freeze(self) -> Codebook:
        """Freeze the newest version; every code must be defined."""
        with self.store.acting("codebook.freeze") as act:
            book = act.study.book
            wrong = [f for f in rules.lint(book, frozen=True) if f.severity == "error"]
            if wrong:
                left = len(wrong) - 1
                if left:
                    raise RuleError("codebook.freeze_more", fault=wrong[0].fault, n=left)
                raise RuleError("codebook.freeze", fault=wrong[0].fault)
            act.update("codebook_version", book.version, frozen=True)
            return newest_book(act)

    def thaw(self) -> Codebook:
        """Begin a new version from a frozen one, so that it can be changed."""
        with self.store.acting("codebook.thaw") as act:
            book = act.study.book
            if book.frozen:
                write_book(act, book, book)
            return newest_book(act)
