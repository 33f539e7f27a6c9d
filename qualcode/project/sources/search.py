"""Search over the project: find words, and code what was found once somebody has looked at it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qualcode.errors import InputError
from qualcode.gathering.code_places import Place
from qualcode.gathering.search import (
    AROUND,
    CodedHits,
    Extent,
    Hit,
    Hits,
    Kind,
    Where,
    coded_there,
    extended,
    found,
)
from qualcode.model import Span
from qualcode.project.lookup import Part
from qualcode.store import work

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from qualcode.i18n import Language


class Search(Part):
    """Words in the texts of the project."""

    def transcripts(self) -> tuple[str, ...]:
        """Return the names of the transcripts that are searched, in their order."""
        with self.look() as look:
            return tuple(look.names().values())

    def stamp(self) -> int:
        """Return a number that is the same as long as nothing has happened in the project."""
        with self.store.reading() as connection:
            return work.happened(connection)

    def find(
        self,
        query: str,
        viewer: str = "",
        *,
        kind: Kind = "text",
        where: Where | None = None,
        progress: Callable[[int, int], None] | None = None,
    ) -> Hits:
        """Return where ``query`` stands in turns of the active transcripts.

        A hit lies in one turn, grown where it would cut a character; hits of one query do not
        overlap. Whole ``words`` are those that the project's dictionary cuts: texts in which the
        characters stand are cut once, which takes a while, with ``progress``. Simplified and
        traditional characters are different ones.

        Raises:
            InputError: the query is empty, too long, or a pattern that is refused or takes longer
                than two seconds; a name to narrow by is not in the project.
        """
        return found(self.store, query, viewer, kind, where or Where(), progress)

    def shown(
        self,
        viewer: str,
        hits: Sequence[tuple[int, int, int]],
        *,
        extent: Extent = "hit",
        code: str | None = None,
        around: int = AROUND,
    ) -> tuple[Hit, ...]:
        """Return hits in their places with what of them would be coded, and whether it is already.

        Only the texts of these hits are read: give those of one page.
        """
        with self.look() as look:
            named = look.study.sources
            hits = [it for it in hits if it[0] in named]
            wanted = extended(look, hits, extent)
            there = look.contexts(wanted, around=around)
            coded = coded_there(look, viewer, wanted, code)
            return tuple(
                Hit(spot, Span(start, end), done)
                for spot, (_, start, end), done in zip(there, hits, coded, strict=True)
            )

    def code(
        self,
        coder: str,
        hits: Sequence[tuple[int, int, int]],
        *,
        extent: Extent,
        code: str | None = None,
        label: str = "",
        language: Language = "zh",
    ) -> CodedHits:
        """Code hits that somebody has looked at, in one act: with a code, else with a new name.

        What has the code already is left as it is and counted; hits in one sentence or turn are
        coded once. The codings are manual ones and no readings: whoever wants zeros counted
        still has to read.

        Raises:
            InputError: there are no hits, or no code and no name.
            RuleError: no round is open, or the code is new and the codebook frozen.
        """
        from qualcode.project.coding.codings import Codings

        if not hits:
            raise InputError("search_coding.nothing")
        label = " ".join(label.split())
        if code is None and not label:
            raise InputError("search_coding.no_code")
        with self.look() as look:
            if code is None:
                codes = look.study.book.codes
                code = next((it.id for it in codes if label in it.labels.values()), None)
            named = look.study.sources
            wanted = extended(look, [it for it in hits if it[0] in named], extent)
            done = coded_there(look, coder, wanted, code)
        new = dict.fromkeys(it for it, there in zip(wanted, done, strict=True) if not there)
        spans_of = [Place(*it) for it in new]
        same = len(hits) - len(spans_of)
        if not spans_of:
            return CodedHits(code or "", (), same)
        verbs = self.project.part(Codings)
        if code is not None:
            return CodedHits(code, verbs.add_many(coder, spans_of, code), same)
        made, codings = verbs.add_new(coder, spans_of, label, language=language)
        return CodedHits(made.id, codings, same)
