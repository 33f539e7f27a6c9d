"""The frame around the codes: relations, groups, and the examples taken from codings."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from qualcode import codebook as rules
from qualcode.codebook.versions import refuse_broken, refuse_frozen
from qualcode.model import Codebook, Relation
from qualcode.project.codes.next_version import newest_book, write_book
from qualcode.project.lookup import Part

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from qualcode.i18n import Language


class Framework(Part):
    """What can be said around the codes; each verb is one act, refused on a frozen version."""

    def relate(
        self, source: str, target: str, kind: str, text: str = "", *, by: str = ""
    ) -> Codebook:
        """Say how two codes are related; the same kind between the two is said anew."""
        relation = Relation(source, target, kind.strip(), text.strip())
        return self._framed("relate", by, lambda book: rules.related(book, relation))

    def unrelate(
        self, source: str, target: str, kind: str | None = None, *, by: str = ""
    ) -> Codebook:
        """Take away the relations from one code to another, or the one of a kind."""
        return self._framed(
            "unrelate", by, lambda book: rules.unrelated(book, source, target, kind)
        )

    def add_group(self, label: str, *, by: str = "") -> Codebook:
        """Add a group, in which codes can be put with ``move``."""
        return self._framed("add_group", by, lambda book: rules.grouped(book, label))

    def rename_group(
        self, group: str, label: str, *, language: Language = "zh", by: str = ""
    ) -> Codebook:
        """Give a group another name in one language."""
        return self._framed(
            "rename_group", by, lambda book: rules.regrouped(book, group, label, language)
        )

    def remove_group(self, group: str, *, by: str = "") -> Codebook:
        """Take a group away; its codes stay, in none."""
        return self._framed("remove_group", by, lambda book: rules.ungrouped(book, group))

    def add_examples(self, code: str, texts: Sequence[str], *, by: str = "") -> Codebook:
        """Take words that people said into a code's examples, each once."""
        words = [" ".join(text.split()) for text in texts]

        def taken(book: Codebook) -> Codebook:
            found = rules.known(book, code)
            examples = dict.fromkeys([*found.examples, *filter(None, words)])
            return rules.Revise(replace(found, examples=tuple(examples))).apply(book)

        return self._framed("add_examples", by, taken)

    def _framed(self, event: str, by: str, change: Callable[[Codebook], Codebook]) -> Codebook:
        with self.store.acting(f"codebook.{event}", by) as act:
            book = act.study.book
            refuse_frozen(book)
            changed = change(book)
            refuse_broken(changed)
            if changed != book:
                write_book(act, book, changed)
            return newest_book(act)
