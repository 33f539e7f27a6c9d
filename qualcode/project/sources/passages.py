"""All passages of one code in their places, as far as somebody may see them."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from qualcode.gathering.code_passages import AROUND, PAGE, CodePassages, Narrowed, OfCode
from qualcode.project.codes.splitting import put_split
from qualcode.project.lookup import Part
from qualcode.store.across import passages
from qualcode.study.access import sight
from qualcode.study.act_kinds import SPLIT

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from qualcode.i18n import Language
    from qualcode.model import Code, Memo


class PassagesOf(Part):
    """The passages of the codes."""

    def of(
        self,
        code: str,
        viewer: str,
        narrowed: Narrowed | None = None,
        *,
        first: int = 0,
        count: int = PAGE,
        around: int = AROUND,
    ) -> CodePassages:
        """Return ``count`` passages of a code from the ``first`` on, by transcript and position.

        Other coders' work of an open independent round is not among them, and while ``viewer``
        codes again nothing of a closed round is. The texts of the page alone are read.

        Raises:
            InputError: the code is not in the codebook.
        """
        from qualcode.project.coding.memos import Memos

        notes: dict[str, list[Memo]] = {}
        for memo in reversed(
            self.project.part(Memos).list("coding", viewer=viewer) if count else ()
        ):
            notes.setdefault(memo.target, []).append(memo)
        with self.look() as look:
            look.study.code(code)
            there = OfCode(look, sight(look.study, viewer), code)
            found = there.narrow(narrowed or Narrowed())
            page = found[first : first + count]
            return CodePassages(
                code,
                there.in_place(page, viewer, notes, around),
                first,
                len(found),
                there.references(found),
                len({it.text for it in found}),
                there.participants(found),
                *there.names(),
            )

    def counts(self, viewer: str) -> dict[str, int]:
        """Return how many passages of each code of the codebook ``viewer`` may see."""
        with self.looking() as (connection, study):
            by_key = passages.counts(connection, sight(study, viewer))
            name_of = {key: name for name, key in study.codes.items()}
            read_as = study.read_as()
            found = dict.fromkeys((it.id for it in study.book.codes), 0)
            for key, n in by_key.items():
                name = read_as.get(name_of[key], name_of[key])
                if name in found:
                    found[name] += n
            return found

    def overlaps(self, code: str, viewer: str) -> tuple[tuple[str, int], ...]:
        """Return how many passages of a code share characters with each other code, most first.

        Both codings are of one coder in one round. Codes that share nothing are left out.
        """
        with self.looking() as (connection, study):
            keys = study.stored_as(code)
            pairs = passages.sharing(connection, sight(study, viewer), keys)
            name_of = {key: name for name, key in study.codes.items()}
            read_as = study.read_as()
            there = {it.id for it in study.book.codes}
            shared: dict[str, set[str]] = defaultdict(set)
            for uuid, key in pairs:
                shared[read_as.get(name_of[key], name_of[key])].add(uuid)
            found = [(name, len(uuids)) for name, uuids in shared.items() if name in there]
            return tuple(sorted(found, key=lambda it: (-it[1], it[0])))

    def split(
        self, coder: str, parts: Mapping[str, Collection[str]], *, language: Language = "zh"
    ) -> tuple[tuple[Code, int], ...]:
        """Move own passages (uuids) of an open round to codes by name, in one act.

        A code that is not there is made, a concept with its name in ``language``. Return each
        code with how many passages it got. Undo takes the passages back; codes that were made
        stay in the codebook.

        Raises:
            InputError: a part has no name, or a passage is in two parts.
            RuleError: a passage is another's, or a code is new and the codebook frozen.
        """
        with self.store.acting(SPLIT, coder) as act:
            return put_split(act, coder, parts, language=language)
